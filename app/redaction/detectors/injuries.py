"""What somebody broke, has pain in or is operated on: parts of the body, and what is done there."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.health import PERSON, is_of_somebody, widened
from app.redaction.detectors.health_words import BONES, CARVED, KNOCHEN, ORGANS, OSSA
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_REACH, _LEADING = 90, 48
_MEASURED = re.compile(
    r"[ -](?:rates?|icons?|widgets?|apps?|symbols?|fields?|buttons?|menus?|"
    r"themes?|tones?|settings?|colou?rs?|pages?|marks?)\b"
)

_INJURY = (
    r"\b((?:(?:broke|has broken|had broken|fractured|sprained|dislocated|twisted|injured) "
    rf"(?:my|his|her|their|an?) (?:(?:left|right) )?{BONES}|"
    rf"(?i:sich (?:(?:das|den|die|einen?|beide|linken?|rechten?) ){{0,3}}){KNOCHEN}"
    r" (?:gebrochen|verstaucht|verletzt|ausgekugelt|gezerrt|verrenkt|geprellt|gerissen)|"
    r"(?:cassée?|fracturée?|foulée?|romp\w+|fractur\w+|rotto|rotta|slogat[oa]) "
    rf"(?:le |la |l'|les |el |los |il |lo |un |una |une ){OSSA}))\b"
)
_TREATED = (
    r"\b((?i:appointment|surgery|operation|operated|scan|x-ray|mri|biopsy|doctor|specialist|physio|"
    r"surgeon|pain|trouble|problems) (?:for|on|with|in|about|because of) (?:my|his|her|their)"
    rf" (?:(?:left|right|bad|other|new) )?(?:{BONES}|{ORGANS}))\b"
)
_TREATED_GATES = (
    "appointment ", "surgery ", "operati", "operated ", "scan ", "x-ray ", "mri ", "biopsy ",
    "doctor ", "specialist ", "physio ", "surgeon ", "pain ", "trouble ", "problems ",
)  # fmt: skip
_OPERATED = (
    r"\b((?i:cirurgia|cirug[íi]a|chirurgie|op[ée]ration|operazione|intervento|operatie|operacj[aęiąe]|"
    r"operac[iei]|operáci[auie]|műtét|zabieg\w{0,3}|"
    r"operar(?:se|me|le|la|lo)?|oper[óéo]|operaron|operarán|operad[oa]|opéré?e?|operat[oaie]|operiert)"
    r" (?:(?:de|del|da|do|du|della|di|al|alla|alle|à la|au|van|aan|de la|na|an der|am|der) )?"
    r"(?:a |o |la |le |el |il |l'|het |zijn |haar |son |sa |mon |ma |su |mi )?"
    rf"(?:{OSSA}|{CARVED}))\b"
)
_OPERATED_GATES = (
    "cirurgia ", "cirug", "chirurgie ", "ration ", "operazione ", "intervento ", "operatie ",
    "operac", "oper", "opér", "zabieg", "tét",
)  # fmt: skip
_INJURY_GATES = (
    "broke", "fractur", "sprained", "dislocated", "twisted", "injured", "sich ",
    "cass", "foul", "romp", "rott", "slogat",
)  # fmt: skip


def _injury(candidate: Candidate) -> Candidate | None:
    """What somebody broke: of a person, or with a name in front; no `heart rate widget`."""
    if _MEASURED.match(candidate.after(_LEADING)) is not None:
        return None
    clause = candidate.view.text[max(0, candidate.start - _REACH) : candidate.start]
    spoken = re.split(r"[.!?\n\x02]", clause)[-1]
    return widened(candidate) if is_of_somebody(fold(spoken), spoken) else None


def _operated(candidate: Candidate) -> Candidate | None:
    """What somebody is operated on: a person stands in front, or behind as the part's owner."""
    found = _injury(candidate)
    behind = re.split(r"[.!?\n\x02]", candidate.after(_LEADING))[0]
    return found or (candidate if PERSON.search(behind) else None)


PATTERNS = (
    Pattern("health", "health-treated-part", _TREATED, _TREATED_GATES, Rank.CUE, check=_injury),
    Pattern("health", "health-operated", _OPERATED, _OPERATED_GATES, Rank.CUE, check=_operated),
    Pattern("health", "health-injury", _INJURY, _INJURY_GATES, rank=Rank.CUE, check=_injury),
)
