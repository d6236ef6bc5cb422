"""The forms under which a text may name what the context knows."""

import re
from collections.abc import Iterable, Iterator
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


class Form(NamedTuple):
    """`text` is folded. `guarded` forms are words too, and count where a text shows it."""

    text: str
    guarded: bool


def person_forms(name: str, common: frozenset[str]) -> Iterator[Form]:
    """A person's name in full, turned round, as initials and user names, and by its parts."""
    for spelled in dict.fromkeys((fold(name), fold(name.lower().translate(_SPELLED_OUT)))):
        parts = [part for part in _PART.findall(spelled) if part not in _TITLES]
        yield from _whole_names(parts)
        for part in parts:
            if len(part) >= _SHORT and part not in _PARTICLES:
                yield Form(part, part in common or len(part) <= _SHORT)


def _whole_names(parts: list[str]) -> Iterator[Form]:
    if len(parts) < 2:
        return
    first, last, between = parts[0], parts[-1], " ".join(parts[1:])
    pairs = {(first, last), (first, between), (first[0], last), (first, last[0])}
    yield Form(" ".join(parts), guarded=False)
    for one, two in sorted(pairs):
        for separator in (" ", ".", "_", "-", ". ", ", "):
            yield Form(f"{one}{separator}{two}", guarded=False)
            yield Form(f"{two}{separator}{one}", guarded=False)
    for joined in (first + last, last + first, first[0] + last, last + first[0]):
        yield Form(joined, guarded=len(joined) < _FEWEST_OF_PART)


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
        yield Form(" ".join(spelled.split()), guarded=spelled in common)
        parts = _ALNUM.findall(spelled)
        core = _without_legal(parts)
        if not core:
            continue
        lone = len(core) == 1 and (core[0] in common | generic or len(core[0]) <= _SHORT)
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
    """A private value as it stands; words that say nothing about anyone are left out."""
    text = " ".join(fold(term).split())
    if len(text) > _SHORT and text not in generic:
        yield Form(text, guarded=False)


def unique(forms: Iterable[Form]) -> Iterator[Form]:
    """Each text once, unguarded where any form is."""
    found: dict[str, bool] = {}
    for text, guarded in forms:
        found[text] = found.get(text, True) and guarded
    yield from (Form(text, guarded) for text, guarded in found.items())
