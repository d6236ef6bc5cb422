"""People of the engineering side as speakers in a chat that somebody pastes."""

import re

from app.redaction.detectors.engineers import NAME, NOBODY, person
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern

_CLOCK = r"\d{1,2}:[012345]\d(?::\d\d)?(?: ?[AaPp][Mm])?"
_CLOCKS = tuple(f":{digit}" for digit in "012345")
_FEWEST = 4
_LOGIN = r"@?[a-z][a-z0-9]{2,}(?:[._-][a-z0-9]+){0,2}"


def _is_named(candidate: Candidate) -> bool:
    """Whether a part of a login is a given name."""
    parts = re.split("[._-]", candidate.text.lstrip("@"))
    return not stock().given.isdisjoint(parts)


def _small_speaker(candidate: Candidate) -> Candidate | None:
    """Who speaks in a chat that writes names small."""
    return candidate if _is_named(candidate) else None


def _login_speaker(candidate: Candidate) -> Candidate | None:
    """Who speaks by a login that is nobody's name and no word."""
    text = candidate.text.lstrip("@")
    said = len(text) < _FEWEST or any(part in stock().words for part in re.split("[._-]", text))
    return None if said or text in NOBODY or _is_named(candidate) else candidate


def _speaker(name: str, regex: str, check: Check) -> Pattern:
    return Pattern("person_name", name, regex, _CLOCKS, rank=Rank.CUE, check=check)


PATTERNS = (
    _speaker("chat-line", rf"(?m)^[ \t>*]*\[{_CLOCK}\] ({NAME}): ", person),
    _speaker(
        "chat-small",
        rf"(?m)^[ \t>*]*\[?{_CLOCK}\]?[ \t]{{1,3}}[<(]?({_LOGIN})[>)]?:[ \t]",
        _small_speaker,
    ),
    _speaker(
        "chat-small-first",
        rf"(?m)^[ \t>*]*[<(]?({_LOGIN})[>)]?,?[ \t]{{1,3}}[\[(]?{_CLOCK}[\])]?(?::[ \t]|[ \t]*$)",
        _small_speaker,
    ),
    Pattern(
        "engineer_person",
        "chat-login",
        rf"(?m)^[ \t>*]*\[?{_CLOCK}\]?[ \t]{{1,3}}[<(]?({_LOGIN})[>)]?:[ \t]",
        _CLOCKS,
        rank=Rank.CUE,
        check=_login_speaker,
    ),
)
