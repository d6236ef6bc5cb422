"""Lines that their writer marks as internal: all that stands behind the mark."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

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

_FOR_THEM = re.compile(
    r"(?<!not )\b(?:(?:for|to|tell) (?:the )?(?:customers?|clients?|user|requester)|"
    r"(?:customer|public|external)(?: (?:reply|answer|note|text))?|"
    r"für (?:den kunden|die kundin|kunden|extern)|an den kunden|extern|"
    r"pour (?:le|la) cliente?|para (?:el|la|o) cliente|per il cliente|voor de klant|"
    r"dla klienta|pro zákazníka|для клиента|müşteri için|till kunden|til kunden|asiakkaalle)"
    r" ?[:–—]",
    re.IGNORECASE,
)


_CLOSED = re.compile(r"[\[(<{]+[^\])>},:]{0,40}[\])>}]")
_SPOKEN_TO = re.compile(r"\b(?:you|your|sie|ihnen|ihr\w*|vous|votre)\b", re.IGNORECASE)


def _up_to_theirs(candidate: Candidate) -> Candidate | None:
    """Without what stands behind a second mark: `Internal only: … For the customer: …`.

    What stands in brackets with the mark, and speaks to the reader, is for the reader.
    """
    opened = candidate.text[0] in "[(<{" and _CLOSED.match(candidate.text) is None
    if opened and _SPOKEN_TO.search(candidate.text) is not None:
        return None
    found = _FOR_THEM.search(candidate.view.text, candidate.start + 12, candidate.end)
    if found is None:
        return candidate
    kept = candidate.view.text[candidate.start : found.start()].rstrip()
    return candidate._replace(end=candidate.start + len(kept))


PATTERNS = (
    Pattern(
        "remark",
        "marked-internal",
        rf"(?m)^[ \t>*#-]*((?:[\[(<{{]{{1,2}}(?i:{_INTERNAL})[\])>}}]{{1,2}}:?|(?i:{_TOLD})"
        r" ?[:–—-])[^\n\x02]+|"
        rf"[\[(<{{]{{1,2}}(?i:{_INTERNAL})(?:[,:]| [-–—] )[^\n\x02()]+[)\]>}}]*)",
        _GATES,
        rank=Rank.REGION,
        check=_up_to_theirs,
    ),
)
