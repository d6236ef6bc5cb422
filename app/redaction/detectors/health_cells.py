"""Cells of a table in which somebody's health may stand: the reason of an absence, a diagnosis."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.health import CONDITIONS

_CALLED = frozenset(map(fold, CONDITIONS))
_LONGEST_CONDITION, _MOST_WORDS = 3, 8


def tells_condition(text: str) -> bool:
    """Whether a cell of few words names a condition or a treatment."""
    parts = re.findall(r"[^\s,;()/]+", fold(text))
    if len(parts) > _MOST_WORDS:
        return False
    return any(
        " ".join(parts[first : first + size]) in _CALLED
        for first in range(len(parts))
        for size in range(1, _LONGEST_CONDITION + 1)
    )
