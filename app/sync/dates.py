"""Days that a text names: calendar dates, and days told from today. Pure; English and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4}))?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_NUMERIC = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_DOTTED = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b")
_SPELLED = (
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH}\b{_YEAR}", re.I | re.A),
    re.compile(rf"\b{_MONTH} {_DAY}\b{_YEAR}", re.I | re.A),
)
_SLASHED = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
_NEAR = re.compile(r"\b(?:today|tonight|tomorrow)\b", re.I | re.A)
_WEEKDAY = re.compile(
    rf"\b(?:by|on|until|before|this|next) (?P<day>{'|'.join(_WEEKDAYS)})\b", re.I | re.A
)
_SPAN = re.compile(
    r"\b(?:within|in)(?: the next)? (?P<count>\d{1,3}|one|two|three|four|five|six|an?) "
    r"(?:more |working |business )?(?P<unit>hour|day|week)s?\b",
    re.I | re.A,
)
_VAGUE = re.compile(
    r"\b(?:next|this|coming) (?:week|month|quarter|sprint|release)\b|"
    r"\bend of (?:the |this |next )?(?:day|week|month|quarter|year)\b|"
    r"\bin the (?:next|coming) (?:few )?(?:days|weeks|hours)\b|"
    r"\b(?:very )?(?:soon|shortly|asap)\b|\bas soon as possible\b",
    re.I | re.A,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What the text says, and the day that it means; None where nobody can tell."""

    words: str
    day: date | None


def name_day(day: date) -> str:
    """`3 December 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def named_days(text: str, today: date) -> tuple[Named, ...]:
    """Every day that the text names, in no promised order, each once.

    A date without a year is the next one from today, or the last one if that is nearer than ten
    months ahead. `12/03` may be read in two ways and means no day.
    """
    return tuple(dict.fromkeys((*_calendar(text, today), *_told_from(text, today))))


def _calendar(text: str, today: date) -> Iterator[Named]:
    for pattern in (_NUMERIC, _DOTTED):
        for found in pattern.finditer(text):
            day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
            yield Named(found[0], day)
    for pattern in _SPELLED:
        for found in pattern.finditer(text):
            yield Named(found[0], _spelled(found, today))
    for found in _SLASHED.finditer(text):
        yield Named(found[0], None)


def _spelled(found: re.Match[str], today: date) -> date | None:
    wanted = found["month"][:3].lower()
    month = 1 + next(at for at, name in enumerate(_MONTHS) if name.startswith(wanted))
    if found["year"]:
        return _day(int(found["year"]), month, int(found["day"]))
    this = _day(today.year, month, int(found["day"]))
    if this is None:
        return None
    if this < today - timedelta(days=60):
        return _day(today.year + 1, month, int(found["day"]))
    if this > today + timedelta(days=300):
        return _day(today.year - 1, month, int(found["day"]))
    return this


def _told_from(text: str, today: date) -> Iterator[Named]:
    for found in _NEAR.finditer(text):
        yield Named(found[0], today + timedelta(days=found[0].lower() == "tomorrow"))
    for found in _WEEKDAY.finditer(text):
        ahead = (_WEEKDAYS.index(found["day"].lower()) - today.weekday()) % 7
        if ahead == 0 and found[0].lower().startswith("next"):
            ahead = 7
        yield Named(found[0], today + timedelta(days=ahead))
    for found in _SPAN.finditer(text):
        yield Named(found[0], today + _span(found))
    for found in _VAGUE.finditer(text):
        yield Named(found[0], None)


def _span(found: re.Match[str]) -> timedelta:
    said = found["count"].lower()
    count = int(said) if said.isdecimal() else NUMBERS[said]
    match found["unit"].lower():
        case "hour":
            return timedelta(days=-(-count // 24))
        case "week":
            return timedelta(weeks=count)
        case _:
            return timedelta(days=count)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
