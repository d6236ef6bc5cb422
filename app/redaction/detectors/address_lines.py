"""What belongs to an address in front of its code: the town's line, the house's line above it, and
a street that stands in the same line.
"""

import re

from app.redaction.canonical import Canonical, fold
from app.redaction.patterns import Candidate
from app.redaction.words import NOT_A_NAME

_LONGEST_LINE = 100
_STREET_LINE = re.compile(
    r"[ \t>*|•-]{0,6}((?:(?:[A-Z][\w'’-]+ ){1,3}\d{1,4}[A-Za-z]?|"
    r"\d{1,4}[A-Za-z]? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}), ?"
    r"(?:[A-Z][\w'’.-]+(?: (?:on|upon|of|le|the|in))?,? ){1,5})"
)
_UNIT = re.compile(
    r"\b((?:Unit|Flat|Suite|Block|Bay|Apt\.?|Apartment) \d{1,4}[A-Za-z]?, "
    r"(?:[A-Z][\w'’.&-]*,? ){1,8})$"
)
"""Where on the line the part of a building begins that stands in front of the street."""

_TOWN_LINE = re.compile(r"\n((?:[A-Z][a-z'-]+)(?: (?:on|upon|of|le|the|in|[A-Z][a-z'-]+)){0,3})\n$")
_HOUSE_LINE = re.compile(
    r"(?:^|\n)((?:[A-Z\d][\w'’.-]*,? ){1,6}(?:Lane|Road|Street|Close|Avenue|Row|Green|Hill|Way|"
    r"Drive|Court|Gardens|Terrace|Place|Square|Mews|Rise|Walk|Rectory|Cottage|House|Farm|Hall|"
    r"Lodge|Mill|Barn),?)\n$"
)
_NUMBERED = re.compile(
    r"(?:^|[^\w.:/#-])(\d{1,5}[A-Za-z]? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3},? )$"
)


def street_in_line(candidate: Candidate) -> int:
    """Where the line begins that holds a street, its number and a town in front of the code, and
    nothing else, or the unit of a building on it; else where the code is."""
    floor = max(0, candidate.start - _LONGEST_LINE)
    line = candidate.view.text[floor : candidate.start].rpartition("\n")[2]
    found = _STREET_LINE.fullmatch(line) or _UNIT.search(line)
    return candidate.start - len(found[1]) if found is not None else candidate.start


def town_above(candidate: Candidate) -> int:
    """Where the line above a code begins that holds a town's name alone, or the line above that
    which ends as streets and houses are called; else where the code is."""
    above = _TOWN_LINE.search(candidate.view.text[max(0, candidate.start - 40) : candidate.start])
    if above is None or not NOT_A_NAME.isdisjoint(fold(above[1]).split()):
        return candidate.start
    town = candidate.start - len(above[1]) - 1
    house = _HOUSE_LINE.search(candidate.view.text[max(0, town - _LONGEST_LINE) : town])
    return town if house is None else town - len(house[1]) - 1


def numbered_before(view: Canonical, start: int) -> int:
    """Where a number and a street begin, by whatever word it is called, that stand in front of a
    town which begins at `start`; else `start`."""
    found = _NUMBERED.search(view.text[max(0, start - _LONGEST_LINE) : start])
    return start if found is None else start - len(found[1])
