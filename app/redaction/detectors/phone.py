"""Phone numbers: international ones, national shapes, and anything dialled after a cue."""

import re

import phonenumbers

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import QUANTITY

_CUE = re.compile(
    r"(?:\b(?:tel|telephone|telefon|telefonnummer|rufnummer|phone|mobile|mobil|cell|handy|fax|call|"
    r"dial|ring|reach|whatsapp|sms|hotline|direct|durchwahl)\b|\b[tmp][.:])[^\n\w]{0,4}"
    r"(?:(?:me|us|him|her|them|is|on|at|under|via|no|nr|by|number)\b[^\n\w]{0,4}){0,3}$"
)
_DATE = re.compile(r"\d{4}([-./])\d\d?\1\d\d?(?!\d)|\d\d?([-./ ])\d\d?\2(?:19|20)\d\d(?!\d)")
_NOT_PHONE = re.compile(r"(?:ticket|order|invoice|build|version|error|code|port|pid|id|#)[\s:#.]*$")
SIGNIFICANT = 8
"""The last digits, which a number keeps with and without its country code."""

_DIGITS = re.compile(r"\D+")


def digits_of(text: str) -> str:
    """The digits alone."""
    return _DIGITS.sub("", text)


def _international(candidate: Candidate) -> Candidate | None:
    text = candidate.text
    number = "+" + digits_of(text.replace("(0)", "")).removeprefix("00")
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return candidate._replace(value=number[-SIGNIFICANT:])


def _national(candidate: Candidate) -> Candidate | None:
    if _NOT_PHONE.search(candidate.before(16)) is not None or _is_no_number(candidate):
        return None
    return candidate._replace(value=digits_of(candidate.text)[-SIGNIFICANT:])


def _is_no_number(candidate: Candidate) -> bool:
    """Dates, and how much of something there is."""
    dated = _DATE.match(candidate.text.lstrip("(")) is not None
    return dated or QUANTITY.match(candidate.after(24)) is not None


def _leading_zero(candidate: Candidate) -> Candidate | None:
    if not 9 <= len(digits_of(candidate.text)) <= 12:
        return None
    return _national(candidate)


def _cued(candidate: Candidate) -> Candidate | None:
    digits = digits_of(candidate.text)
    if not 6 <= len(digits) <= 15 or _CUE.search(candidate.before(32)) is None:
        return None
    if _is_no_number(candidate):
        return None
    return candidate._replace(value=digits[-SIGNIFICANT:])


PATTERNS = (
    Pattern(
        "phone",
        "phone-international",
        r"(?:^|[^\w+.])((?:\+|\b00)[ ]?\(?[1-9](?:[ ()./-]{0,3}\d){6,14})\b",
        ("+", "00"),
        rank=Rank.CHECKED,
        check=_international,
    ),
    Pattern(
        "phone",
        "phone-nanp",
        r"(?:^|[^\w.-])((?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4})\b",
        check=_national,
    ),
    Pattern(
        "phone",
        "phone-national",
        r"(?:^|[^\w.+/-])(\(?0\d{1,5}\)?(?:[ /-]{1,3}\d{2,8}){1,4})\b",
        check=_leading_zero,
    ),
    Pattern(
        "phone",
        "phone-cued",
        r"(?:^|[^\w.+])(\(?\d(?:[ ()./-]{0,2}\d){5,14})\b",
        check=_cued,
    ),
)
