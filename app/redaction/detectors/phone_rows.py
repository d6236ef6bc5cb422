"""Numbers that the other lines, or whoever stands in front on their own, tell to be dialled."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.address_words import CITIES, COUNTRY_NAMES
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate

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
_ENDS = re.compile(r"[ \t.]*(?:[\n\x02]|$)")


_TOWN = r"[A-ZÀ-Þ][a-zà-ÿ]{2,15}(?:: | )"
_OF_TOWN = re.compile(
    r"(?:^|[.,;] |\n)[ \t>*•-]{0,4}([A-ZÀ-Þ][a-zà-ÿ]{2,15}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,15})?): $"
)
_NEXT_TOWN = re.compile(rf"[.,;] {_TOWN}(?:\+|0\d[\d ]{{5}}|\[phone)")


def _is_place(name: str) -> bool:
    return fold(name) in CITIES or fold(name) in COUNTRY_NAMES


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
    if _ENDS.match(text, candidate.end) is None:
        return False
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    if _IN_ROW.search(before) is not None:
        below = text[candidate.end : candidate.end + _REACH]
        return _ROW_ABOVE.search(before) is not None or _ROW_BELOW.match(below) is not None
    signed = _SIGNED.search(before)
    return signed is not None and (signed[1] is None or fold(signed[1]) in stock().given)
