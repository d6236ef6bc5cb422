"""The forms under which a text may name what the context knows."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import NamedTuple

from app.redaction.canonical import fold
from app.redaction.company_words import GROUPS, LEADING, LIKELY
from app.redaction.name_stock import stock
from app.redaction.spellings import NICKNAMES, spellings, stems
from app.redaction.words import words

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ALNUM = re.compile(r"\w+")
_TITLES = words("mr mrs ms mx miss dr prof sir dame herr frau mme mlle jr sr ii iii phd")
_PARTICLES = words("van von de der den del della la le da di bin al el zu y e")
_FORMS = words(
    """
    inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg ohg ug se
    sa sas sarl srl spa bv nv ab as asa oy aps pty pte kk ltda eirl sro doo dooel kft zrt nyrt oyj
    aktiebolag eg ev mbh kgaa sia uab ou sp zoo pt cv tbk bhd sdn jsc ooo zao oao pao ip tov ооо зао
    оао ао пао ип тов тоо cong ty tnhh the and of und et y e i
    """
)
_LEGAL = _FORMS | words("group holding holdings international global")
_DOTTED = re.compile(r"[,\s]+(?:sp\.\s*z\s*)?(?:[^\W\d_]{1,3}\.\s?){1,4}[^\W\d_]{0,2}\.?$")
_COMPANY = re.compile(
    "株式会社|有限会社|合同会社|(?:股份)?有限公司|주식회사|유한회사|\\([株有주]\\)"
)
_ACRONYMS = words(
    """
    api app apps aws bi cpu crm csv dns erp faq ftp gps gui http ide ids ios ip isp it kpi lan mac
    mfa nas ntp ocr pdf php pos ram rss saas sap sdk seo sip sla sms sql ssd ssh ssl sso tcp tls udp
    ui uri url usb utc vat vpn wan xml xls zip pm am eu us uk id ok hr pc
    """
)
_FEWEST_OF_ACRONYM = 3
_SHARED_BOXES = words(
    """
    admin administrator billing contact finance help helpdesk hello hr info it mail marketing
    no-reply noreply office orders postmaster purchasing root sales security service support team
    webmaster
    """
)
_MAILERS = words(
    "gmail googlemail outlook hotmail live yahoo icloud gmx proton protonmail mail yandex web"
)
_UNDERTAKINGS = words(
    "project operation codename initiative programme program projekt operacja projet proyecto "
    "progetto projeto operacion operazione initiativ"
)
_SHORT = 2
_MOST_JOINED = 4
_FEWEST_OF_FIRST = 3
_LATIN_ENDINGS = ("a", "e", "o", "u", "y", "i")
_CYRILLIC_ENDINGS = ("а", "е", "и", "ы", "у", "ю", "я", "о", "еи", "ои", "ею", "ою")
_FEWEST_OF_PART = 4
_READINGS = 6
_MOST_TOKENS = 6
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_CODE = re.compile(r"\w[\w ./-]*")


class Form(NamedTuple):
    """`text` is folded. `guarded` forms are words too, and count where a text shows it. A `stem`
    counts with an ending behind it, an `acronym` in capitals."""

    text: str
    guarded: bool
    stem: bool = False
    acronym: bool = False


def person_forms(
    name: str, common: frozenset[str], generic: frozenset[str] = frozenset()
) -> Iterator[Form]:
    """A person's name in full, turned round, as initials and user names, and by its parts.

    A name of nothing but generic words (No Name, Test) is nobody's: it counts in capitals only.
    """
    for spelled in spellings(name):
        parts = [part for part in _PART.findall(spelled) if part not in _TITLES]
        if generic.issuperset(parts):
            yield from _of_nobody(parts, common)
            continue
        yield from _whole_names(parts, common)
        yield from _with_particles(parts)
        yield from _with_all_initials(parts)
        yield from _short_forms(parts)
        for part in chain.from_iterable(map(_readings, parts)):
            if len(part) >= _SHORT and part not in _PARTICLES:
                guarded = part in common | generic or len(part) <= _SHORT
                yield Form(part, guarded)
                yield from (Form(stem, guarded, stem=True) for stem in _open(part, guarded))


def person_keys(name: str) -> Iterator[str]:
    """Letters of which some stand, unparted by others, in every form of the name."""
    for spelled in spellings(name):
        parts = [part for part in _PART.findall(spelled) if part not in _TITLES]
        family = parts[-1:]
        for part in parts:
            if part in family or len(part) > 1:
                yield from _keys_of_part(part)


def _keys_of_part(part: str) -> Iterator[str]:
    for reading in _readings(part):
        yield re.sub("['-]", "", reading)
        yield from (re.sub("['-]", "", stem) for stem in stems(reading))
    yield from NICKNAMES.get(part, "").split()


def _open(part: str, guarded: bool) -> Iterator[str]:
    return iter(()) if guarded else stems(part)


def _with_all_initials(parts: list[str]) -> Iterator[Form]:
    """`J. M. Smith`, `jmsmith`, `JB Lhermitte` for a name of more than two words or a hyphen."""
    pieces = [piece for part in parts[:-1] for piece in part.split("-") if piece]
    if len(pieces) < 2 or len(parts) < 2:
        return
    letters, last = [piece[0] for piece in pieces], parts[-1]
    for joined in ("".join(letters), ". ".join(letters) + ".", ".".join(letters) + "."):
        yield Form(f"{joined} {last}", guarded=False)
    for joined in (f"{letters[0]}.-{letters[1]}. {last}", f"{letters[0]}-{letters[1]} {last}"):
        yield Form(joined, guarded=False)
    yield Form("".join(letters) + _plain(last).replace("-", ""), guarded=False)
    yield Form(f"{''.join(letters)}.{last}", guarded=False)


def _short_forms(parts: list[str]) -> Iterator[Form]:
    for short in NICKNAMES.get(parts[0], "").split() if parts else ():
        yield Form(short, guarded=True)
        if len(parts) > 1:
            yield from _in_full(short, parts[-1])


def _of_nobody(parts: list[str], common: frozenset[str]) -> Iterator[Form]:
    if parts and (len(parts) > 1 or common.issuperset(parts)):
        yield Form(" ".join(parts), guarded=True)


def _readings(part: str) -> Iterator[str]:
    """The part as it is, without hyphen and apostrophe, and by the pieces between the hyphens."""
    pieces = part.split("-")
    yield from dict.fromkeys((part, re.sub("['-]", "", part), *pieces, *map(_plain, pieces)))


def _plain(part: str) -> str:
    return part.replace("'", "")


def _whole_names(parts: list[str], common: frozenset[str]) -> Iterator[Form]:
    if len(parts) < 2:
        return
    yield Form(" ".join(parts), guarded=False)
    between = " ".join(parts[1:])
    given = [reading for reading in _readings(parts[0]) if len(reading) > 1][:_READINGS]
    family = [reading for reading in _readings(parts[-1]) if len(reading) > 1][:_READINGS]
    for first, last in product(given, dict.fromkeys([*family, between, between.replace(" ", "")])):
        yield from _in_full(first, last, words=common.issuperset((first, last)))
        yield from _with_initials(first, last)
        turned = (last[0] + first, first + last[0])
        for joined in (first + last, last + first, first[0] + last, last + first[0], *turned):
            guarded = len(joined) < _FEWEST_OF_PART or joined in common
            yield Form(joined.replace(" ", ""), guarded)
        joined = first + last[0]
        yield Form(joined, guarded=len(joined) <= _FEWEST_OF_PART or joined in common)


def _in_full(first: str, last: str, *, words: bool = False) -> Iterator[Form]:
    """Where both are `words`, turned round they may be no name: `a field mark`."""
    for separator in (" ", ".", "_", "-", ", "):
        yield Form(f"{first}{separator}{last}", guarded=False)
        yield Form(f"{last}{separator}{first}", guarded=words and separator == " ")


def _with_initials(first: str, last: str) -> Iterator[Form]:
    """Where one of the two is a letter; the dictionary looks at how the letter stands there."""
    for separator in (" ", ".", "_", "-", ". "):
        yield Form(f"{first[0]}{separator}{last}", guarded=False)
    for separator in (" ", ".", "_", "-"):
        yield Form(f"{last}{separator}{first[0]}", guarded=False)
        yield Form(f"{first}{separator}{last[0]}", guarded=False)


def _with_particles(parts: list[str]) -> Iterator[Form]:
    """`van den Berg`, `v. d. Berg`, `Berg, Jan van den`."""
    count = len(parts) - 1
    while count > 0 and parts[count - 1] in _PARTICLES:
        count -= 1
    particles = parts[max(count, 0) : -1]
    if particles:
        yield Form(" ".join((*particles, parts[-1])), guarded=False)
        yield Form("".join((*particles, parts[-1])), guarded=False)
        yield Form(f"{parts[-1]}, {' '.join(parts[:-1])}", guarded=False)
        letters = [part[0] for part in particles]
        for joined in (". ".join(letters) + ".", ".".join(letters) + ".", " ".join(letters)):
            yield Form(f"{joined} {parts[-1]}", guarded=False)


def mailbox_forms(email: str, common: frozenset[str]) -> Iterator[Form]:
    """An address, and its local part where it looks like a user name."""
    address = fold(email.strip())
    yield Form(address, guarded=False)
    local = address.partition("@")[0].partition("+")[0]
    if len(local) >= _FEWEST_OF_PART and local not in _SHARED_BOXES:
        yield Form(local, local in common)


def organization_forms(
    name: str, common: frozenset[str], generic: frozenset[str]
) -> Iterator[Form]:
    """An organization's name with and without what companies add, and its telling word alone."""
    for written in spellings(_COMPANY.sub(" ", name).strip() or name):
        spelled = _DOTTED.sub("", written) or written
        parts = _ALNUM.findall(spelled)
        core = _without_legal(parts)
        lone = len(core) == 1 and (
            _is_word(core[0], common) or core[0] in generic or len(core[0]) <= _SHORT
        )
        if parts[:1] != ["the"] or not lone:
            yield Form(" ".join(spelled.split()), guarded=lone and len(parts) == 1)
        if not core:
            continue
        for separator in (" ", "-", "_", ".", ""):
            yield Form(separator.join(core), guarded=lone)
        yield from _without_trade(core)
        yield from _telling_forms(core, common, generic)
        yield from _acronym(parts)


def _is_word(word: str, common: frozenset[str]) -> bool:
    """Whether a company's name is a word that is often said, and nobody's name."""
    known = stock()
    return word in common or (word in known.common and not known.is_name(word))


def _without_trade(core: list[str]) -> Iterator[Form]:
    """`finchrowe` for Finch & Rowe Solicitors: what stands in front of what the company does."""
    names = list(core)
    while names and names[-1] in LIKELY:
        names.pop()
    if 1 < len(names) < len(core):
        for separator in (" ", "-", "_", ""):
            yield Form(separator.join(names), guarded=False)


def _telling_forms(
    core: list[str], common: frozenset[str], generic: frozenset[str]
) -> Iterator[Form]:
    told = [part for part in core if part not in generic | _LEGAL | GROUPS]
    if len(told) > 1 and told[0] in LEADING and len(told[1]) >= _FEWEST_OF_PART:
        yield Form(told[1], _is_word(told[1], common))
    telling = told[0] if told else None
    if telling is not None and len(telling) > _SHORT:
        guarded = _is_word(telling, common) or len(telling) < _FEWEST_OF_PART
        yield Form(telling, guarded)
        yield from (Form(stem, guarded, stem=True) for stem in _open(telling, guarded))
        if len(core) > 1 and telling == core[0]:
            for size in range(2, len(core)):
                yield Form(" ".join(core[:size]), guarded)
            yield from _inflected_pair(core)


def _inflected_pair(core: list[str]) -> Iterator[Form]:
    """Where each word of the name takes an ending: `Modré Labuti` of Modrá Labuť."""
    cyrillic = not core[0].isascii()
    for first in stems(core[0], fewest=_FEWEST_OF_FIRST):
        for ending in _CYRILLIC_ENDINGS if cyrillic else _LATIN_ENDINGS:
            for separator in (" ", "-"):
                both = f"{first}{ending}{separator}{core[1]}"
                yield Form(both, guarded=False)
                for stem in stems(core[1]):
                    yield Form(f"{first}{ending}{separator}{stem}", False, stem=True)


def _acronym(parts: list[str]) -> Iterator[Form]:
    letters = "".join(part[0] for part in parts if part not in _FORMS)
    if len(letters) >= _FEWEST_OF_ACRONYM and letters not in _ACRONYMS and letters.isalpha():
        yield Form(letters, guarded=False, acronym=True)


def _without_legal(parts: list[str]) -> list[str]:
    core = list(parts)
    while core and core[-1] in _LEGAL:
        core.pop()
    while len(core) > 1 and core[0] in _FORMS:
        core.pop(0)
    return core


def domain_forms(domain: str, common: frozenset[str], generic: frozenset[str]) -> Iterator[Form]:
    """The name within a company's own domain, as file and host names carry it."""
    label = fold(domain.strip().removeprefix("@")).rpartition(".")[0].rpartition(".")[2]
    if len(label) < _FEWEST_OF_PART or label in _MAILERS | generic:
        return
    for separator in ("-", "_", " ", ""):
        yield Form(label.replace("-", separator), guarded=_is_word(label, common))


def term_forms(term: str, generic: frozenset[str]) -> Iterator[Form]:
    """A private value as it stands, and a code also with other signs between letters and digits.

    Words that say nothing about anyone are left out.
    """
    text = " ".join(fold(term).split())
    if len(text) > _SHORT and text not in generic:
        yield Form(text, guarded=False)
        yield from _code_forms(text)
        yield from _joined_forms(text)
        yield from _codename(text)


def _codename(text: str) -> Iterator[Form]:
    """`Nightjar` of Project Nightjar, as people shorten it."""
    parts = text.split()
    if len(parts) == 2 and parts[0] in _UNDERTAKINGS and len(parts[1]) >= _FEWEST_OF_PART:
        yield Form(parts[1], guarded=parts[1] in stock().common)


def _joined_forms(text: str) -> Iterator[Form]:
    """`project-nightjar`, `PROJECT_NIGHTJAR`, `projectnightjar`."""
    parts = _PART.findall(text.replace("-", " "))
    if 1 < len(parts) <= _MOST_JOINED and " ".join(parts) == text.replace("-", " "):
        for separator in ("-", "_", ".", "", " "):
            yield Form(separator.join(parts), guarded=False)


def _code_forms(text: str) -> Iterator[Form]:
    tokens = _TOKENS.findall(text)
    coded = any(map(str.isalpha, tokens)) and any(map(str.isdigit, tokens))
    if not coded or len(tokens) > _MOST_TOKENS or _CODE.fullmatch(text) is None:
        return
    if sum(map(len, tokens)) > _FEWEST_OF_PART:
        for separator in ("", " ", "-", "_", "/", "."):
            yield Form(separator.join(tokens), guarded=False)


def unique(forms: Iterable[Form]) -> Iterator[Form]:
    """Each text once, the one that asks least of the text."""
    found: dict[str, Form] = {}
    for form in forms:
        known = found.get(form.text)
        if known is None or form[1:] < known[1:]:
            found[form.text] = form
    yield from found.values()
