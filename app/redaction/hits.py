"""What detectors find, and which of two finds counts."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Rank(IntEnum):
    """Which of two finds of the same extent tells best what stands there."""

    CUE = 1
    SHAPE = 2
    HOUSE = 3
    CONTEXT = 4
    CHECKED = 5
    SECRET = 6
    REGION = 7


HOUSE_TERMS = "terms"
"""The detector's name on what the house's own words find."""


class Hit(NamedTuple):
    """From `start` to `end` of the canonical text stands something of the kind `entity`.

    `value` is the entity's canonical form where it differs from the text: two hits of one value
    are the same entity. `original` is how a person would write it. Both are private. `general` is
    what a generalised text may still tell of it, made by `app.redaction.generalise`.
    """

    start: int
    end: int
    entity: str
    detector: str
    rank: int
    value: str = ""
    original: str = ""
    general: str = ""


def resolve(hits: Iterable[Hit]) -> list[Hit]:
    """Make finds that touch into one: the longest says what it is, the extent is that of all.

    Linear after sorting; the result is in order and apart.
    """
    resolved: list[Hit] = []
    best = 0
    for hit in sorted(hits):
        if not resolved or hit.start >= resolved[-1].end:
            resolved.append(hit)
            best = hit.end - hit.start
            continue
        last = resolved[-1]
        length = hit.end - hit.start
        winner = hit if (length, hit.rank) > (best, last.rank) else last
        best = max(best, length)
        resolved[-1] = winner._replace(start=last.start, end=max(last.end, hit.end))
    return resolved
