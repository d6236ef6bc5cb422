"""People of engineering who are on duty: rotas, handovers and what one does in an incident."""

import re

from app.redaction.detectors.engineers import NAME, person
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern

_ROLES = (
    r"(?i:incident (?:commander|manager|lead)|scribe|comms(?: lead)?|"
    r"duty (?:manager|engineer|officer)|ops lead|shift lead|deputy)"
)
_ABROAD = (
    r"(?i:rufbereitschaft|bereitschaft|notdienst|astreinte|(?:de )?guardia|plantão|reperibilità|"
    r"dyżur|piket|consignatie|jourhavande|beredskap|vaktha\w+|pohotovost)"
)
_ROTA = re.compile(
    r"\bon[ -]?call\b|\bhand-?over\b|\brota\b|\broster\b|\bpager\b|\bescalation\b|"
    r"\bshift\b|\bduty\b|"
    r"\bincident\b|\bwar room\b"
)
_NEAR = 160


def _on_rota(candidate: Candidate) -> Candidate | None:
    """First and second of those who are on call; of two rows or servers too, where none is near."""
    told = _ROTA.search(candidate.before(_NEAR)) is not None
    return _named(candidate) if told else None


def _named(candidate: Candidate) -> Candidate | None:
    """Two parts, or one that is a name."""
    alone = " " not in candidate.text
    if alone and not stock().is_name(candidate.text.lower()):
        return None
    return person(candidate)


PATTERNS = (
    Pattern(
        "person_name",
        "on-rota",
        rf"\b(?i:primary|secondary|tertiary|back-?up|standby|shadow|outgoing|incoming|l[123])"
        rf"(?i: on-?call)?(?: is| was|:| -|=) ?({NAME})",
        ("primary", "secondary", "tertiary", "backup", "back-up", "standby", "shadow", "outgoing",
         "incoming", *(f"l{level}{sign}" for level in "123" for sign in ":= ")),
        rank=Rank.CUE,
        check=_on_rota,
    ),
    Pattern(
        "person_name",
        "in-an-incident",
        rf"\b{_ROLES}(?: is| was| will be|:| -|=) ?({NAME})",
        ("incident ", "scribe", "comms", "duty ", "ops lead", "shift lead", "deputy"),
        rank=Rank.CUE,
        check=_named,
    ),
    Pattern(
        "person_name",
        "on-duty-abroad",
        rf"{_ABROAD}(?: \w{{2,12}}){{0,3}} ?[:：] ?({NAME})",
        (
            *("bereitschaft", "notdienst", "astreinte", "guardia", "plantão", "reperibilit"),
            *("dyżur", "piket", "consignatie", "jourhavande", "beredskap", "vaktha", "pohotovost"),
        ),
        rank=Rank.CUE,
        check=_named,
    ),
)  # fmt: skip
