"""The forms under which a text may name what the context knows."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, product
from typing import NamedTuple

from app.redaction.abroad_words import EVERYDAY_ABROAD
from app.redaction.canonical import fold
from app.redaction.name_stock import stock
from app.redaction.nicknames import NICKNAMES
from app.redaction.spellings import spellings, stems
from app.redaction.syllables import is_korean, is_sure_part, is_syllabic
from app.redaction.words import words

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TITLES = words("mr mrs ms mx miss dr prof sir dame herr frau mme mlle jr sr ii iii phd")
_PARTICLES = words("van von de der den del della la le da di bin al el zu y e")
_ROMANCE_ARTICLES = words("la las los el del della dello")
"""What stands behind these in a name (de la Torre, Del Monte) is a thing's name too."""

SHARED_BOXES = words(
    """
    admin administrator billing contact finance help helpdesk hello hr info it mail marketing
    no-reply noreply office orders postmaster purchasing root sales security service support team
    webmaster
    """
)
_UNDERTAKINGS = words(
    "project operation codename initiative programme program projekt operacja projet proyecto "
    "progetto projeto operacion operazione initiativ"
)
SHORT = 2
_MOST_JOINED = 4
FEWEST_OF_PART = 4
_READINGS = 6
_MOST_TOKENS = 6
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_HAN_NAME = re.compile("[\u3400-\u9fff]{3}")
"""A surname of one sign and a given name of two, as nearly all Chinese names are."""

_CODE_SIGNS = ("", " ", "-", "_", "/", ".")
_CODE = re.compile(r"\w[\w ./-]*")


class Form(NamedTuple):
    """`text` is folded. `guarded` forms are words too, and count where a text shows it. A `stem`
    counts with an ending behind it, an `acronym` in capitals, a `phrase` unless it is called the
    something: `the bill page`. A `syllable` is a part of Vietnamese words too."""

    text: str
    guarded: bool
    stem: bool = False
    acronym: bool = False
    phrase: bool = False
    syllable: bool = False


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
        yield from _by_inner_names(parts, common)
        yield from _with_all_initials(parts)
        yield from _short_forms(parts)
        if is_syllabic(name):
            yield from _syllables(parts, common | generic)
        else:
            yield from _single_parts(parts, common | generic)


def _syllables(parts: list[str], words_too: frozenset[str]) -> Iterator[Form]:
    """The parts of a Vietnamese name, which are nearly all words or parts of words there."""
    for part in parts:
        if len(part) >= SHORT:
            said = part in words_too or part in stock().common
            guarded = said or len(part) <= SHORT
            yield Form(part, guarded, syllable=not is_sure_part(part))


def _is_only_said(part: str) -> bool:
    """Whether it is said often, and nobody else is called so: `Joy Column`."""
    return part in stock().common and not stock().is_name(part)


def _single_parts(parts: list[str], words_too: frozenset[str]) -> Iterator[Form]:
    things = {part for left, part in pairwise(parts) if left in _ROMANCE_ARTICLES}
    if is_korean(parts):
        things.update(piece for part in parts if "-" in part for piece in part.split("-"))
    for part in chain.from_iterable(map(_readings, parts)):
        if len(part) >= SHORT and part not in _PARTICLES:
            several = part.endswith("s") and part[:-1] in words_too
            guarded = several or part in words_too | things or len(part) <= SHORT
            yield Form(part, guarded or part in EVERYDAY_ABROAD or _is_only_said(part))
            yield from (Form(stem, guarded, stem=True) for stem in stems_unless(part, guarded))
    if len(parts) == 1 and _HAN_NAME.fullmatch(parts[0]) is not None:
        yield Form(parts[0][1:], guarded=True)


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


def stems_unless(part: str, guarded: bool) -> Iterator[str]:
    """The stems of a part of a name that is no word."""
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
    yield Form(" ".join(parts), guarded=False, phrase=common.issuperset(parts))
    between = " ".join(parts[1:])
    given = [reading for reading in _readings(parts[0]) if len(reading) > 1][:_READINGS]
    family = [reading for reading in _readings(parts[-1]) if len(reading) > 1][:_READINGS]
    for first, last in product(given, dict.fromkeys([*family, between, between.replace(" ", "")])):
        yield from _in_full(first, last, common)
        yield from _with_initials(first, last)
        turned = (last[0] + first, first + last[0])
        for joined in (first + last, last + first, first[0] + last, last + first[0], *turned):
            guarded = len(joined) < FEWEST_OF_PART or joined in common
            yield Form(joined.replace(" ", ""), guarded)
        joined = first + last[0]
        yield Form(joined, guarded=len(joined) <= FEWEST_OF_PART or joined in common)


def _by_inner_names(parts: list[str], common: frozenset[str]) -> Iterator[Form]:
    """The first name with one that stands between it and the last: `inunez`, `nunezi` for Iñigo
    Núñez Ybarra, as who has two surnames goes by the first of them."""
    first = parts[0] if parts else ""
    for at, inner in list(enumerate(parts))[1:-1][:_MOST_JOINED]:
        if len(inner) <= SHORT or inner in _PARTICLES or len(first) < SHORT:
            continue
        yield from _in_full(first, inner, common)
        yield from _with_initials(first, inner)
        given = "".join(parts[:at]), "".join(part[0] for part in parts[:at])
        joint = [front + _plain(inner) for front in given]
        for joined in (*_user_names(first, _with_front(parts, at), parts[-1][0]), *joint):
            said = joined in common or joined in stock().common
            yield Form(joined, guarded=said or len(joined) <= FEWEST_OF_PART)


def _with_front(parts: list[str], at: int) -> list[str]:
    """The surname without its signs, also with the small words in front: `cruz`, `delacruz`."""
    plain, front = _plain(parts[at]).replace("-", ""), at
    while front > 1 and parts[front - 1] in _PARTICLES:
        front -= 1
    return list(dict.fromkeys((plain, "".join(parts[front:at]) + plain)))


def _user_names(first: str, families: list[str], last: str) -> Iterator[str]:
    """As systems make them of a first name, a surname, and the letter of a second one."""
    given = _plain(first).replace("-", "")
    for family in families:
        yield from (given[0] + family, family + given[0], given + family, family + given)
        yield from (given[0] + family + last, given + family[0], family[0] + given)
        yield given + family[0] + last


_VERBS = frozenset({"will", "may", "might", "can", "shall", "drew", "chase", "grant", "sue", "pat"})
"""Given names that are verbs behind a surname."""


def _in_full(first: str, last: str, common: frozenset[str] = frozenset()) -> Iterator[Form]:
    """Turned round it may be no name where both are words (`a field mark`), or where the first is a
    word that a verb may follow (`Roe will`)."""
    for separator in (" ", ".", "_", "-", ", "):
        spaced = separator == " "
        phrase = spaced and common.issuperset((first, last))
        yield Form(f"{first}{separator}{last}", guarded=False, phrase=phrase)
        yield Form(f"{last}{separator}{first}", guarded=phrase or (spaced and first in _VERBS))
    yield Form(f"{first} ({last})", guarded=False)


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
        thing = particles[-1] in _ROMANCE_ARTICLES
        yield Form(" ".join((*particles, parts[-1])), guarded=thing)
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
    if len(local) >= FEWEST_OF_PART and local not in SHARED_BOXES:
        yield Form(local, local in common)


def term_forms(term: str, generic: frozenset[str]) -> Iterator[Form]:
    """A private value as it stands, and a code also with other signs between letters and digits.

    Words that say nothing about anyone are left out.
    """
    text = " ".join(fold(term).split())
    if len(text) > SHORT and text not in generic:
        yield Form(text, guarded=False)
        yield from _code_forms(text)
        yield from _joined_forms(text)
        yield from _codename(text)


def _codename(text: str) -> Iterator[Form]:
    """`Nightjar` of Project Nightjar, as people shorten it."""
    parts = text.split()
    if len(parts) == 2 and parts[0] in _UNDERTAKINGS and len(parts[1]) >= FEWEST_OF_PART:
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
    if sum(map(len, tokens)) > FEWEST_OF_PART:
        for separator in _CODE_SIGNS:
            yield Form(separator.join(tokens), guarded=False)
        if len(tokens) == 3:
            for left, right in product(_CODE_SIGNS, repeat=2):
                yield Form(f"{tokens[0]}{left}{tokens[1]}{right}{tokens[2]}", guarded=False)


def unique(forms: Iterable[Form]) -> Iterator[Form]:
    """Each text once, the one that asks least of the text."""
    found: dict[str, Form] = {}
    for form in forms:
        known = found.get(form.text)
        if known is None or form[1:] < known[1:]:
            found[form.text] = form
    yield from found.values()
