"""Promises of a version by its number and the month it is thought to come in: the whole sentence.

A version and a month alone may tell what has long been out: the month is told as probable, and no
word in the sentence tells what has been.
"""

import re

from app.redaction.detectors import promises_made, roadmap_told, rollout_dates
from app.redaction.detectors.release_dates import MONTH, MONTH_ABROAD
from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.roadmap_abroad import THEIRS_ABROAD
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_PROBABLY = re.compile(
    r"\b(?:probably|likely|hopefully|expected|presumably|wahrscheinlich|vermutlich|hoffentlich|"
    r"probablement|normalement|sans doute|probablemente|seguramente|provavelmente|probabilmente|"
    r"waarschijnlijk|vermoedelijk|hopelijk|naar verwachting|prawdopodobnie|pewnie|zapewne|"
    r"pravděpodobně|nejspíš|sannolikt|troligen|sandsynligvis|forventes|sannsynligvis|"
    r"todennäköisesti|вероятно|скорее всего|наверное|ймовірно|muhtemelen|valószínűleg|probabil)\b"
    rf"[^.\n]{{0,30}}?\b(?:{MONTH}|{MONTH_ABROAD})\b",
    re.IGNORECASE,
)
_BEEN = re.compile(
    r"\b(?:came out|went out|was|were|has been|have been|had|is out|since|already|"
    r"released (?:in|on)|seit|war|wurden?|erschien(?:en)?|bereits|depuis|est sortie?|était|a été|"
    r"déjà|salió|fue|saiu|foi|já|uscit[ao]|è stat[oa]|già|sinds|verscheen|verschenen|"
    r"uitgebracht|uitgekomen|werd|wyszł[ao]|został[ao]|już|vyšl[ao]|už|sedan|siden|"
    r"вышл[ао]|была?|уже)\b",
    re.IGNORECASE,
)


def _to_come(candidate: Candidate) -> Candidate | None:
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    told = candidate.view.judge(_tells_of_plans, *place)
    return withheld(candidate, *place) if told else None


def _tells_of_plans(sentence: str) -> bool:
    told = (_BEEN, THEIRS, THEIRS_ABROAD)
    return _PROBABLY.search(sentence) is not None and not any(one.search(sentence) for one in told)


PATTERNS = (
    Pattern(
        "roadmap",
        "version-to-come",
        r"(?:\bversi(?:on|ón|one|e|onen|ão)|\bwersj[iaęą]|\bverz[ei]\w?|\bversjon\w{0,2}|\bверси[еияюй]|"
        r"\bsürüm\w{0,3}) ?v?\d{1,3}\.\d{1,3}",
        ("versi", "wersj", "verze", "verzi", "versjon", "верси", "Верси", "sürüm"),
        Rank.REGION,
        ignore_case=True,
        check=_to_come,
    ),
    *roadmap_told.PATTERNS,
    *rollout_dates.PATTERNS,
    *promises_made.PATTERNS,
)
