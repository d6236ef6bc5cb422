"""Dates and deadlines in an entry. The clock is never read: a deadline is judged by when it was
entered."""

import re
from datetime import datetime, timedelta, timezone

from app.gate.words import MONTHS

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?<!\d)\d{{4}}[-/.]{_MONTH}[-/.]{_DAY}(?!\d)"
    rf"|(?<![\d.]){_DAY}[./-]{_MONTH}[./-](?:\d{{4}}|\d\d)(?!\d)"
    rf"|(?<![\d.]){_MONTH}/{_DAY}/(?:\d{{4}}|\d\d)(?!\d)"
    rf"|(?<!\d){_DAY}(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?(?:{_MONTH_NAME})\b"
    rf"|\b(?:{_MONTH_NAME})\.?\s{_DAY}(?:st|nd|rd|th)?(?![\d:])"
    rf"|{_MONTH}月\s?{_DAY}日",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?<!\d)(?P<date>\d{4}-\d\d-\d\d)(?:T|,?\s(?:at\s)?)(?P<time>\d\d:\d\d)(?::\d\d)?(?!\d)"
    r"(?:\s?(?P<zone>(?:UTC|GMT)?[+\u2212-]\d\d?(?::?\d\d)?(?!\d)|(?:Z|UTC|GMT)\b))?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"([+\u2212-])(\d\d?)(?::?(\d\d))?$")
_WIDEST = timedelta(hours=14)
_ONLY_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def has_date(text: str) -> bool:
    """Whether a day of the calendar is named, in figures or with its month in words.

    Linear in the text.
    """
    return bool(_DATE.search(text))


def explain_deadline(text: str, hours: int, entered: datetime | None) -> str:
    """Why the first date and time of the text is no deadline `hours` after `entered`; else empty.

    Zones are `Z`, `UTC`, `GMT` or an offset: what a named zone means depends on tables that
    change. Without `entered` (a value of a field) nothing is far enough away.
    """
    found = _MOMENT.search(text)
    if found is None:
        told = "A day without a time" if _ONLY_A_DAY.search(text) else "No date and time"
        return f"{told}; write it as 2026-12-01 15:00 +01:00."
    if found["zone"] is None:
        return "No time zone; end it with Z for UTC, or with an offset such as +01:00."
    due = _read(found)
    if due is None:
        return "There is no such date, time or offset; write it as 2026-12-01 15:00 +01:00."
    if entered is None:
        return "When this was entered is not known; enter it in the ticket's sidebar."
    if due - entered < timedelta(hours=hours):
        return f"Too near; name a moment {hours} hours or more after the one at which you enter it."
    return ""


def _read(found: re.Match[str]) -> datetime | None:
    offset = _OFFSET.search(found["zone"])
    shift = timedelta(0)
    if offset is not None:
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if shift > _WIDEST:
        return None
    zone = timezone(-shift if offset is not None and offset[1] != "+" else shift)
    try:
        return datetime.fromisoformat(f"{found['date']}T{found['time']}").replace(tzinfo=zone)
    except ValueError:
        return None
