"""The forms under which a text may name what the context knows."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import NamedTuple

from app.redaction.canonical import fold
from app.redaction.words import words

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ALNUM = re.compile(r"\w+")
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"}
)
_TITLES = words("mr mrs ms mx miss dr prof sir dame herr frau mme mlle jr sr ii iii phd")
_PARTICLES = words("van von de der den del della la le da di bin al el zu y e")
_LEGAL = words(
    """
    inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg ohg ug se
    sa sas sarl srl spa bv nv ab as asa oy aps pty pte kk group holding holdings international
    global the and of
    """
)
_SHARED_BOXES = words(
    """
    admin administrator billing contact finance help helpdesk hello hr info it mail marketing
    no-reply noreply office orders postmaster purchasing root sales security service support team
    webmaster
    """
)
_SHORT = 2
_FEWEST_OF_PART = 4
_READINGS = 6
_MOST_TOKENS = 6
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_CODE = re.compile(r"\w[\w ./-]*")


class Form(NamedTuple):
    """`text` is folded. `guarded` forms are words too, and count where a text shows it."""

    text: str
    guarded: bool


def person_forms(
    name: str, common: frozenset[str], generic: frozenset[str] = frozenset()
) -> Iterator[Form]:
    """A person's name in full, turned round, as initials and user names, and by its parts.

    A name of nothing but generic words (No Name, Test) is nobody's: it counts in capitals only.
    """
    for spelled in dict.fromkeys((fold(name), fold(name.lower().translate(_SPELLED_OUT)))):
        parts = [part for part in _PART.findall(spelled) if part not in _TITLES]
        if generic.issuperset(parts):
            yield from _of_nobody(parts, common)
            continue
        yield from _whole_names(parts, common)
        yield from _with_particles(parts)
        for part in chain.from_iterable(map(_readings, parts)):
            if len(part) >= _SHORT and part not in _PARTICLES:
                yield Form(part, part in common | generic or len(part) <= _SHORT)


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
    for first, last in product(given, [*family, between]):
        yield from _in_full(first, last)
        yield from _with_initials(first, last)
        for joined in (first + last, last + first, first[0] + last, last + first[0]):
            guarded = len(joined) < _FEWEST_OF_PART or joined in common
            yield Form(joined.replace(" ", ""), guarded)


def _in_full(first: str, last: str) -> Iterator[Form]:
    for separator in (" ", ".", "_", "-", ", "):
        yield Form(f"{first}{separator}{last}", guarded=False)
        yield Form(f"{last}{separator}{first}", guarded=False)


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
    for spelled in dict.fromkeys((fold(name), fold(name.lower().translate(_SPELLED_OUT)))):
        parts = _ALNUM.findall(spelled)
        core = _without_legal(parts)
        lone = len(core) == 1 and (core[0] in common | generic or len(core[0]) <= _SHORT)
        if parts[:1] != ["the"] or not lone:
            yield Form(" ".join(spelled.split()), guarded=lone and len(parts) == 1)
        if not core:
            continue
        for separator in (" ", "-", "_", ""):
            yield Form(separator.join(core), guarded=lone)
        telling = next((part for part in core if part not in generic | _LEGAL), None)
        if telling is not None and len(telling) > _SHORT:
            yield Form(telling, telling in common or len(telling) < _FEWEST_OF_PART)


def _without_legal(parts: list[str]) -> list[str]:
    core = list(parts)
    while core and core[-1] in _LEGAL:
        core.pop()
    while core and core[0] in {"the"}:
        core.pop(0)
    return core


def term_forms(term: str, generic: frozenset[str]) -> Iterator[Form]:
    """A private value as it stands, and a code also with other signs between letters and digits.

    Words that say nothing about anyone are left out.
    """
    text = " ".join(fold(term).split())
    if len(text) > _SHORT and text not in generic:
        yield Form(text, guarded=False)
        yield from _code_forms(text)


def _code_forms(text: str) -> Iterator[Form]:
    tokens = _TOKENS.findall(text)
    coded = any(map(str.isalpha, tokens)) and any(map(str.isdigit, tokens))
    if not coded or len(tokens) > _MOST_TOKENS or _CODE.fullmatch(text) is None:
        return
    if sum(map(len, tokens)) > _FEWEST_OF_PART:
        for separator in ("", " ", "-", "_", "/", "."):
            yield Form(separator.join(tokens), guarded=False)


def unique(forms: Iterable[Form]) -> Iterator[Form]:
    """Each text once, unguarded where any form is."""
    found: dict[str, bool] = {}
    for text, guarded in forms:
        found[text] = found.get(text, True) and guarded
    yield from (Form(text, guarded) for text, guarded in found.items())
