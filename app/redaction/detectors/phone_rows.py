"""Numbers that the other lines, or whoever stands in front on their own, tell to be dialled."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.address_words import CITIES, COUNTRY_NAMES
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate
from app.redaction.words import NOT_A_NAME

_REACH = 80
_ROW = r"[ \t>*•|-]*[A-Z]{2,3}[: \t]{1,2}"
_ABROAD = r"(?:\+\d[\d ()./-]{6,20}|\[phone-\d+\])[ \t|]*"
_IN_ROW = re.compile(rf"(?:^|\n){_ROW}$")
_ROW_ABOVE = re.compile(rf"(?:^|\n){_ROW}{_ABROAD}\n{{1,3}}[^\n]*$")
_ROW_BELOW = re.compile(rf"[ \t|]*\n{{1,3}}{_ROW}{_ABROAD}(?:\n|$)")
_SIGNED = re.compile(
    r"(?:^|[\n\x02]|[.!?] )[ \t>]*"
    r"(?:\[(?:person-\d+|customer)\]|([^\W\d_][\w'-]+)(?: [^\W\d_][\w'-]+){0,2}),"
    r"(?: [^\n,.;:!?\d]{2,40},)? $"
)
_ENDS_CELL = re.compile(r"[ \t.]*(?:[|;,\t\n\x02]|$)")
_ENDS = re.compile(r"[ \t.]*(?:[\n\x02]|$)")


_TOWN = r"[A-ZÀ-Þ][a-zà-ÿ]{2,15}(?:: | )"
_OF_TOWN = re.compile(
    r"(?:^|[.,;] |\n)[ \t>*•-]{0,4}([A-ZÀ-Þ][a-zà-ÿ]{2,15}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,15})?|"
    r"[A-Z]{2,5}): $"
)
_NEXT_TOWN = re.compile(rf"[.,;] {_TOWN}(?:\+|0\d[\d ]{{5}}|\[phone)")


def _is_place(name: str) -> bool:
    return fold(name) in CITIES or fold(name) in COUNTRY_NAMES


_LABEL = (
    r"[ \t>*•|-]{0,4}([A-ZÀ-ÞĀ-Ž][\w.'’-]{1,20}"
    r"(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w.'’-]{1,20}){0,3})"
    r"[ \t]*[:|;,\t–-][ \t]*"
)
_LABEL_BEFORE = re.compile(rf"(?:^|\n){_LABEL}$")
_SIBLING = re.compile(
    rf"{_LABEL}(?:\[phone-\d+\]|(?=[\d ()./+-]*(?:$|[|;,\t]))(?:\+ ?[1-9]|\(0?\d{{2}}|0[1-9])"
    r"(?:[ ()./-]{0,3}\d){6,13})"
    r"[ \t.]*(?:$|[|;,\t])"
)
_NEXT_LINES, _LONGEST_BLOCK, _FEWEST_SIBLINGS = 6, 400, 2


def is_among_phones(candidate: Candidate) -> bool:
    """Whether it stands behind a name of its own in a list of which several lines hold phones:
    `CDMX: 55 4183 2796` among `Santiago: +56 9 …`."""
    text = candidate.view.text
    before = text[max(0, candidate.start - _LONGEST_BLOCK) : candidate.start]
    label = _LABEL_BEFORE.search(before[-_REACH:])
    if label is None or _is_thing(label[1]):
        return False
    above = before.split("\n")[:-1][::-1]
    below = text[candidate.end : candidate.end + _LONGEST_BLOCK].split("\n")[1:]
    return _siblings(above) + _siblings(below) >= _FEWEST_SIBLINGS


def _is_thing(label: str) -> bool:
    """Whether it is a word for things, not the name of a town or somebody."""
    parts = fold(label).split()
    named = _is_place(label) or any(part in stock().given for part in parts)
    return not named and any(part in NOT_A_NAME or part in stock().common for part in parts)


def _siblings(lines: list[str]) -> int:
    """How many of the next lines hold a phone behind a name, up to the first of another form."""
    count = 0
    for line in lines[:_NEXT_LINES]:
        if _LISTED_LINE.match(line) is None:
            break
        found = _SIBLING.match(line)
        count += found is not None and not _is_thing(found[1])
    return count


_LISTED_LINE = re.compile(rf"{_LABEL}[\[(+\d]")


def is_in_row(candidate: Candidate) -> bool:
    """Whether it stands behind a country's letters, in a list whose next number is international,
    behind a town's name in front of another one's, or ends a line that somebody signs:
    `Ann, branch of Leeds, 238 555 014`."""
    text = candidate.view.text
    town = _OF_TOWN.search(text[max(0, candidate.start - _REACH) : candidate.start])
    if town is not None and _is_place(town[1]) and _ENDS.match(text, candidate.end) is not None:
        return True
    if town is not None and _NEXT_TOWN.match(text, candidate.end) is not None:
        return True
    if _ENDS_CELL.match(text, candidate.end) is not None and is_among_phones(candidate):
        return True
    if _ENDS.match(text, candidate.end) is None:
        return False
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    if _IN_ROW.search(before) is not None:
        below = text[candidate.end : candidate.end + _REACH]
        return _ROW_ABOVE.search(before) is not None or _ROW_BELOW.match(below) is not None
    signed = _SIGNED.search(before)
    return signed is not None and (signed[1] is None or fold(signed[1]) in stock().given)
