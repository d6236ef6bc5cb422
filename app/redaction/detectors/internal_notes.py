"""Lines that their writer marks as internal: all that stands behind the mark."""

from app.redaction.hits import Rank
from app.redaction.patterns import Pattern

_INTERNAL = (
    r"internal(?: (?:only|note|notes|comment|use only|eyes only|info|stuff))?|nur intern|intern|"
    r"interne|interno|interna|wewnętrzne|(?:eng|engineers?|engineering|devs?|staff|team)[ -]only|"
    r"not for (?:the )?(?:customers?|clients?|zendesk|zd)|do not (?:share|forward)|don't share"
)
_TOLD = (
    r"internal (?:only|note|notes|comment|use only|eyes only|info|remark)|nur intern|"
    r"interne (?:notiz|anmerkung|info|bemerkung)|nota interna|note interne|notatka wewnętrzna|"
    r"interne notitie|not for (?:the )?customers?"
)
_GATES = (
    "intern",
    "wewn",
    "only",
    "not for ",
    "share",
    "forward",
)

PATTERNS = (
    Pattern(
        "remark",
        "marked-internal",
        rf"(?m)^[ \t>*#-]*((?:[\[(<{{]{{1,2}}(?i:{_INTERNAL})[\])>}}]{{1,2}}:?|(?i:{_TOLD})"
        r" ?[:–—-])[^\n\x02]+)",
        _GATES,
        rank=Rank.REGION,
    ),
)
