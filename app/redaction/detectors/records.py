"""Records of trades that part their fields by signs and name none of them: HL7 of hospitals,
EDIFACT of suppliers, directories and calendars, SIP of telephones.
"""

import re

from app.redaction.detectors import birth_dates
from app.redaction.detectors.name_columns import is_full, is_name
from app.redaction.detectors.phone import SIGNIFICANT
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_LETTERS = re.compile(r"[^\W\d_]{2}")


def _name(candidate: Candidate) -> Candidate | None:
    return candidate if _LETTERS.search(candidate.text) is not None else None


def _common(candidate: Candidate) -> Candidate | None:
    """The common name of a person; a certificate's is made of ordinary words, or is a host."""
    text = candidate.text.strip()
    return candidate if is_name(text) and is_full(text) else None


def _dialled(candidate: Candidate) -> Candidate | None:
    digits = "".join(filter(str.isdigit, candidate.text))
    return candidate._replace(value=digits[-SIGNIFICANT:]) if len(digits) > 5 else None


def _record(entity: str, name: str, regex: str, *gates: str, check: Check | None = None) -> Pattern:
    return Pattern(entity, name, regex, gates, rank=Rank.CHECKED, check=check)


_F = r"[^|\n\x02]*\|"
"""A field of HL7 that says nothing here."""

PATTERNS = (
    _record("account_id", "hl7-patient", rf"\bPID\|{_F}{_F}([^|^\n\x02]{{3,40}})", "pid|"),
    _record("person_name", "hl7-name", rf"\bPID\|{_F}{_F}{_F}{_F}([^|\n\x02]{{3,100}})\|", "pid|",
            check=_name),
    _record("birth_date", "hl7-birth", rf"\bPID\|{_F}{_F}{_F}{_F}{_F}{_F}([0-9]{{8}})", "pid|",
            check=birth_dates.in_cell),
    _record("person_name", "hl7-kin", r"\b(?:NK1|GT1)\|[0-9]*\|([^|\n\x02]{3,100})\|", "nk1|",
    "gt1|",
            check=_name),
    _record("postal_address", "hl7-address", rf"\bPID\|(?:{_F}){{10}}([^|\n\x02]{{4,160}})",
            "pid|", check=_name),
    _record("person_name", "swift-party", r"(?m)^:(?:50[AFHK]|59[AF]?):(?:/[^\n\x02]{1,40}\n)?"
            r"(?:1/)?([A-Z][A-Z .,'&-]{2,40})$", ":50", ":59", check=_name),
    _record("person_name", "booked-name",
            r"(?:\b|[0-9])([A-Z]{2,30}/[A-Z]{2,30}(?: [A-Z]{2,20})?) ?"
            r"(?:MRS|MR|MS|MISS|MSTR|DR|CHD|INF)\b",
            "/"),
    _record("passport", "booked-document",
            r"\bDOCS (?:[A-Z0-9]{2,4} )?[A-Z]{2}[0-9]?/?(?:P|I|A|C)?/"
            r"([^\s,;\x02]{8,120})", "docs "),
    _record("phone", "booked-phone",
            r"\bCTC[MHBP] ?(?:[A-Z0-9]{2} )?(?:HK[0-9][ /]?)?/?([0-9+]{8,16})\b",
            "ctc", check=_dialled),
    _record("phone", "edifact-phone", r"\bCOM\+([0-9+][0-9 ()/+-]{5,24}):(?:TE|FX|AL|MA)\b", "com+",
            check=_dialled),
    _record("person_name", "common-name",
            r"(?:^|[\n;,\s])(?i:cn)(?:=|: )"
            r"[\"']?([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+){1,3})[\"']?"
            r"(?:[:;,\n/]|$)", "cn=", "cn: ", check=_common),
    _record("phone", "dialled-abroad",
            r"(?:sips?:|tel:|/|\[)(00[1-9][0-9]{8,13})(?:[@,;>\])]|$)", "00", check=_dialled),
)  # fmt: skip
