"""Numbers of passports and licences that stand apart from the word for the document, where a
sentence tells how they were read: `number X4RT… was read as …`; and those that are mostly
letters."""

import re

from app.redaction.detectors.cues import assigned, compact
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_DOCUMENT = re.compile(
    r"\b(?:passport|reisepass|passeport|pasaporte|passaporto|passaporte|paspoort|paszport\w*|"
    r"travel document)\b"
)
_LICENCE = re.compile(
    r"\b(?:driv\w*'?s? licen[cs]e|fuhrerschein|fuehrerschein|permis de conduire|"
    r"(?:carnet|permiso) de conducir|patente di guida|rijbewijs|prawo jazdy|prawa jazdy|"
    r"carta de conducao|korkort|forerkort|korekort)\b"
)
_IDENTITY = re.compile(
    r"\b(?:id card|identity card|personalausweis\w*|carte d'identite|carta d'identita|dni|nie|"
    r"documento de identidad|identiteitskaart|dowod\w* osobist\w*)\b"
)
_REACH = 140
_READ = (
    r"(?i:(?:(?:was|is|were|gets|got|wurde|wird|est|a été|se|fue|è|viene|foi|é|werd|wordt|został|"
    r"zostaje|blev|ble)(?: \w{2,12})? )?(?:read|scanned|recogni[sz]ed|misread|parsed|taken|typed|"
    r"gelesen|erkannt|lue?s?|reconnue?s?|leyó|lee|leído|leyendo|leido|letto|lido|gelezen|herkend|"
    r"odczytan\w|läst|lest))"
)
_AS = (
    r"(?i: (?:in |back |out |wrongly |only )?(?:as|als|comme|como|come|jako|som|instead of|statt))"
)
_VALUE = r"[A-Z0-9][A-Z0-9-]{5,14}"
_FEWEST_DIGITS, _FEWEST = 2, 7
_KINDS = {"passport": _DOCUMENT, "driving_licence": _LICENCE, "national_id": _IDENTITY}


def _is_number(text: str) -> bool:
    """Letters in capitals and figures, or figures alone, long enough for a document's number."""
    plain = compact(text)
    return len(plain) >= _FEWEST and sum(map(str.isdigit, plain)) >= _FEWEST_DIGITS


def _of(entity: str) -> Check:
    """Takes the number where the sentence or the one before speaks of the document."""

    def check(candidate: Candidate) -> Candidate | None:
        spoken = _KINDS[entity].search(candidate.before(_REACH)) is not None
        begun = not candidate.before(1).endswith("-")
        if not (spoken and begun and _is_number(candidate.text)):
            return None
        return candidate._replace(value=compact(candidate.text).lower())

    return check


def _lettered(candidate: Candidate) -> Candidate | None:
    """Mostly letters, as Washington's licences are: capitals with figures among or behind them."""
    text = candidate.text
    if len(compact(text)) < _FEWEST or sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return None
    return candidate._replace(value=compact(text).lower())


_GATES = (
    "read", "scanned", "recogni", "parsed", "taken", "typed", "gelesen", "erkannt", "lu", "reconnu",
    "ley", "lee", "le", "letto", "lido", "gelezen", "herkend", "odczytan", "läst", "lest",
)  # fmt: skip
_LETTERED = r"(?:[A-Z]{2,4}-)?[A-Z]{1,9}\d[A-Z0-9]{3,12}|[A-Z]{2,4}-[A-Z0-9*]{7,14}"
_LICENCES = (
    "driver's license", "driver's licence", "driving licence", "driving license", "driver license",
    "drivers license", "drivers licence", "führerschein", "permis de conduire", "patente di guida",
    "carnet de conducir", "licencia de conducir", "rijbewijs", "prawo jazdy", "körkort",
    "førerkort",
)  # fmt: skip
_PASSPORTS = (
    "passport", "passport number", "passport no", "reisepass", "reisepass-nr", "passeport",
    "pasaporte", "passaporto", "passaporte", "paspoort", "paszport",
)  # fmt: skip


def _patterns(entity: str) -> tuple[Pattern, ...]:
    ahead = rf"\b({_VALUE}) {_READ}"
    behind = rf"(?:{_READ}{_AS}|\d{_AS}) ({_VALUE})\b"
    check = _of(entity)
    return (
        Pattern(entity, f"{entity}-read", ahead, _GATES, rank=Rank.CUE, check=check),
        Pattern(entity, f"{entity}-read-as", behind, (
            " as ", " als ", " comme ", " como ", " come ", " jako ", " som ", " instead of ",
            " statt ",
        ), rank=Rank.CUE, check=check),
    )  # fmt: skip


PATTERNS = (
    *(pattern for entity in _KINDS for pattern in _patterns(entity)),
    assigned("driving_licence", "driving-licence-letters", _LICENCES, _lettered, value=_LETTERED),
    assigned("passport", "passport-letters", _PASSPORTS, _lettered, value=_LETTERED),
)
