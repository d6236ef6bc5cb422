"""Illnesses and operations by what their names end in, and wares that are medicine once somebody
takes them: words that a doctor says, beside a person or beside a word of the practice.
"""

import re

from app.redaction.detectors import treatments
from app.redaction.detectors.health import THING, is_of_somebody, widened
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_STEMS = (
    "emboli", "ektomi", "ectomi", "ectomy", "ectomía", "karzinom", "carcinom", "karcinom", "sarkom",
    "sarcom", "lymphom", "linfom", "hodgkin", "myopath", "neuropath", "neuropat", "nephropath",
    "retinopath", "koloskop", "colonoscop", "colonscop", "coloscop", "gastroskop", "gastroscop",
    "laparoskop", "laparoscop", "arthroskop", "arthroscop", "artroscop", "bronchoskop",
    "bronchoscop", "angioplast", "dystroph", "thrombos", "trombos", "schizophren", "schizofren",
    "esquizofren",
    "hirnblutung", "hörsturz", "suizidal", "suizidgefährd", "suicidaire", "depressiv", "dépressi",
    "depresiv", "depressief", "depresyjn", "anämie", "anémie", "bandscheibenvorf", "borreliose",
    "borréliose", "arthrose", "artrosis", "artrose", "psychotisch", "psicotic", "psychotique",
)  # fmt: skip
"""Parts of words of which none means anything but an illness or what is done against it."""

_TAKEN = (
    "lithium", "litio", "lítio", "lithiumcarbonaat", "aspirin", "aspirina", "aspirine",
    "blood thinner", "blood thinners", "blutverdünner", "bloedverdunners", "anticoagulants",
    "anticoagulantes", "anticoagulanti", "blodförtunnande", "blodfortyndende", "steroids",
    "steroide", "corticoides", "cortison", "cortisone", "kortison", "cortisona", "painkillers",
    "schmerzmittel", "sleeping pills", "schlaftabletten", "somnifères", "somníferos", "opioids",
    "opiates", "antibiotics", "antibiotika", "antibiotiques", "antibióticos", "antibiotici",
    "antibiotica", "antybiotyk", "antypsychotics", "antipsychotics", "neuroleptika", "hormones",
    "beruhigungsmittel", "ansiolíticos", "ansiolitici", "anxiolytiques", "methadone", "methadon",
    "metadona", "metadone", "estrogen", "testosterone", "paracetamol", "варфарин", "литий",
    "антидепрессанты", "антибиотики", "гормоны",
)  # fmt: skip
_TAKES = (
    r"(?:(?:\b(?i:takes?|taking|took|prescribed|nimmt|nehme|nehmen|prend|prends|prenait|toma|tomo|"
    r"tomaba|prende|prendo|assume|slikt|gebruikt|bierze|biorę|užívá|užívám|bere|tar|tager|käyttää)|"
    r"\b(?i:is|was|been|am|are|were|'m|'s|put|still|staat|ist|bin|est|está|steht|står|è) "
    r"(?i:on|under|sous|con|sotto|aan de|unter|auf|på)|принимает|принимаю|пьёт)"
    r"(?: [a-zà-ÿа-яё]{2,10}){0,2}? )"
)
"""What is said of people and their medicine."""

_BEFORE, _AFTER = 130, 60
_ENDS = re.compile(
    r"(?<!\bgeb)(?<!\bnr)(?<!\bno)(?<!\bdr)(?<!\bnat)(?<!\bur)(?<!\btel)(?<!\bcell)(?<!\bcel)"
    r"[.!?]\s|[!?\x02]|(?<=[^\w,])\n|\n(?=[^\w(])"
)
"""Where a sentence ends: a line that breaks off behind a word or a comma goes on below."""

_PRACTICE = re.compile(
    r"\b(?:verdacht auf|v\. ?a\.|zustand nach|z\. ?n\.|diagnos\w*|befund\w*|patientennummer|"
    r"suspected|history of|follow-up|referr(?:ed|al)|admitted|visita|ricover\w*|controllo|"
    r"sospett\w|sospecha de|ingres[oa]\w*|consulta|suspicion de|suspeita de|internament\w*|"
    r"verdenking op|podejrzenie|misstänkt|misstanke om|mistanke om|nhs no|"
    r"operiert|operad[oa]|opéré\w?|operato)\b"
)
_QUOTES = "\"'“„«「『‘`"
_NO_MEDICINE = re.compile(r"[ -](?:ion|polymer|batter\w+|akku\w*|cells?|zelle\w*|mining|prices?)\b")
_WARES = re.compile(
    r"[ -](?:orders?|sales|products?|items?|stock|shop|deliver(?:y|ies)|shipments?|"
    r"catalog(?:ue)?|section|menu|topic|tile|card|label|column|row|counts?|stats|statistics|"
    r"seite|liste|maske|bestellung(?:en)?|artikel|produkte?)\b"
)
"""What a shop or a screen has of a word, beside `THING`."""

_NO_PATIENT = re.compile(
    r"\bper patient\b|\bpatients? (?:modules?|lists?|records?|portals?|pages?|views?|tables?|"
    r"screens?|forms?|tabs?|database|dashboards?|reports?|apps?|search|import|export|registry|"
    r"management|administration|grid|overview|api)\b(?! ?[#\d])"
)
"""`our patient module`: things of which one is named after patients, and what is counted."""


def _illness(candidate: Candidate) -> Candidate | None:
    """Of somebody, or where a practice speaks; what a screen calls so stands in quotes."""
    before, after = candidate.before(_BEFORE), candidate.after(_AFTER)
    if (before and before[-1] in _QUOTES) or _is_thing(after):
        return None
    front, behind = _ENDS.split(before)[-1], _ENDS.split(after)[0]
    original = candidate.view.text[candidate.start - len(front) : candidate.start]
    sentence = _NO_PATIENT.sub(" ", f"{front} {behind}")
    told = is_of_somebody(sentence, original) or _PRACTICE.search(sentence)
    return widened(candidate) if told else None


def _is_thing(after: str) -> bool:
    """Whether what stands behind a word makes a thing of it."""
    return THING.match(after) is not None or _WARES.match(after) is not None


_LEAD = re.compile(f"{_TAKES}$")
_MYSELF = re.compile(
    r"\b(?:i|i'm|tomo|tomaba|prendo|prends|nehme|biore|uzivam|принимаю)\b(?: [^\W\d_]+){0,3} ?$"
)


def _taken(candidate: Candidate) -> Candidate | None:
    """What somebody takes, who stands in front: no cell of a battery, and no wares of a firm."""
    after = candidate.after(_AFTER)
    if _NO_MEDICINE.match(after) is not None or _is_thing(after):
        return None
    front = _ENDS.split(candidate.before(_BEFORE))[-1]
    original = candidate.view.text[candidate.start - len(front) : candidate.start]
    lead = _LEAD.search(original)
    place = lead.start() if lead is not None else len(front)
    person = _NO_PATIENT.sub(" ", front[:place])
    told = is_of_somebody(person, original[:place]) or _MYSELF.search(front)
    return candidate if told else None


PATTERNS = (
    Pattern(
        "health",
        "health-illness",
        rf"(?:^|[^A-Za-z0-9_/.-])((?i:[a-zà-ÿ]{{0,16}}(?:{'|'.join(_STEMS)})[a-zà-ÿ]{{0,6}}))\b",
        _STEMS,
        rank=Rank.CUE,
        check=_illness,
    ),
    Pattern(
        "health",
        "health-taken",
        rf"{_TAKES}((?i:{'|'.join(sorted(_TAKEN, key=len, reverse=True))}))(?:[^\w]|$)",
        _TAKEN,
        rank=Rank.CUE,
        check=_taken,
    ),
    *treatments.PATTERNS,
)
