"""What of a sentence that is withheld is said to the customer, and may stay; where sentences end.

Engineers add what the customer shall do behind a semicolon or a dash, or with a "please".
"""

import re

from app.redaction.patterns import Candidate

_ADDRESS = (
    r"(?:(?:so|and|but|then|also) )?(?:please\b|you (?:can|may|could|should|will|do|need|only|now|"
    r"get|see|have)\b|your \w+(?: \w+)? (?:is|are|was|were|has|have|will|can|works?|stays?)\b|"
    r"for (?:now|today)\b|until then\b|in the meantime\b|meanwhile\b|as a workaround\b|bitte\b|"
    r"sie (?:können|müssen|brauchen)\b|ihre? \w+ (?:ist|sind)\b|vous pouvez\b|votre \w+ est\b|"
    r"veuillez\b|por favor\b|puede\b|s'il vous plaît\b|per favore\b|proszę\b|alstublieft\b)"
)
_BEHIND = re.compile(rf"(?:[,;]|\s[-–—])\s+(?={_ADDRESS})", re.IGNORECASE)
_IN_FRONT = re.compile(rf"(?:{_ADDRESS})[^;–—]{{8,200}}?(?:;|\s[-–—])\s+", re.IGNORECASE)
_PARTED = re.compile(r"(?:;|\s[-–—])\s+(?=(?:\S+\s+){2}\S)")
_THEY = re.compile(
    r"\b(?:they|them|their|he|him|his|she|her|customers?|clients?|guys?|users?|people)\b",
    re.IGNORECASE,
)


def without_address(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The sentence from `first` to `last` without clauses that address its reader and stand in
    front of `start` or behind `end`."""
    behind = _BEHIND.search(text, end, last)
    before = _IN_FRONT.match(text, first, start)
    return first if before is None else before.end(), last if behind is None else behind.start()


def own_clause(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """As `without_address`, and without what a semicolon or a dash parts from the passage, where
    that speaks of nobody."""
    first, last = without_address(text, first, last, start, end)
    parted = _PARTED.search(text, end, last)
    if parted is not None and _THEY.search(text, parted.end(), last) is None:
        last = parted.start()
    return first, last


_WRAP = re.compile(
    r"(?<=[a-z,à-ÿ])\n(?=[a-zà-ÿ])|\b(?:eine[nrm]?|an|mit|wegen|unter|der|die|zur|zum|im|am|und|"
    r"ihre[rnm]?|seine[rnm]?|meine[rnm]?|nach|gegen|starker?|schwerer?)\n(?=[A-ZÄÖÜ])"
)


def unwrapped(candidate: Candidate, reach: int) -> str:
    """What stands in front, folded; a line that breaks within a sentence does not end."""
    floor, end = max(0, candidate.start - reach), candidate.start + 1
    before = candidate.before(reach)
    breaks = {found.end() - 1 - floor for found in _WRAP.finditer(candidate.view.text, floor, end)}
    if not breaks:
        return before
    return "".join(" " if at in breaks else sign for at, sign in enumerate(before))
