"""Payment cards and bank accounts, told by their checksums."""

from stdnum import iban, luhn

from app.redaction.detectors.phone import digits_of
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_DROPS = 3


def _card(candidate: Candidate) -> Candidate | None:
    digits = digits_of(candidate.text)
    if digits[0] not in "23456" or not luhn.is_valid(digits) or len(set(digits)) == 1:
        return None
    return candidate._replace(value=digits)


def _iban(candidate: Candidate) -> Candidate | None:
    """Words behind an IBAN can look like its last groups: they are given back one by one."""
    text = candidate.text
    for _ in range(_DROPS):
        if iban.is_valid(text):
            end = candidate.start + len(text)
            return candidate._replace(end=end, value=iban.compact(text))
        text = text.rpartition(" ")[0]
    return None


PATTERNS = (
    Pattern(
        "card",
        "card",
        r"(?:^|[^\w.-])(\d(?:[ -]?\d){12,18})\b",
        rank=Rank.CHECKED,
        check=_card,
    ),
    Pattern(
        "iban",
        "iban",
        r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?\b",
        rank=Rank.CHECKED,
        check=_iban,
    ),
)
