"""Numbers to call in which letters stand for figures that look alike: `o7700 9oo 3l2`."""

import re

from app.redaction.detectors.phone_cues import Cue, cue_before
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_SIGN = "0-9OoIl"
_FIGURES = str.maketrans("OoIl", "0011")
_LEAST, _MOST, _LEAST_WRITTEN = 8, 13, 4
"""Figures of a number, and how many of them must be written as such."""

_GATES = tuple(
    pair for digit in "0123456789" for sign in "oil" for pair in (digit + sign, sign + digit)
)


def _lettered(candidate: Candidate) -> Candidate | None:
    """Long enough, with figures and letters, behind a word for calling."""
    text = candidate.text
    figures = re.sub(r"\D", "", text.translate(_FIGURES))
    written = sum(map(str.isdigit, text))
    if not _LEAST <= len(figures) <= _MOST or not _LEAST_WRITTEN <= written < len(figures):
        return None
    if cue_before(candidate) < Cue.NEAR:
        return None
    return candidate._replace(value=figures)


PATTERNS = (
    Pattern(
        "phone",
        "phone-lettered",
        rf"(?:^|[\s:(,])(\+?(?:[{_SIGN}][{_SIGN} .-]{{0,16}})?(?:[0-9][OoIl]|[OoIl][0-9])"
        rf"(?:[{_SIGN} .-]{{0,16}}[{_SIGN}])?)(?:[\s,;:)!?]|\.(?:\s|$)|$)",
        _GATES,
        rank=Rank.CHECKED,
        check=_lettered,
    ),
)
