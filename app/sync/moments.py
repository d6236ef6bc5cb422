"""Moments that a sentence names, in English and German: days, clock times, spans of hours. Pure.

Where a sentence can be read in two ways the earlier one counts: whoever is reminded too early loses
a minute, whoever is reminded too late has broken a promise.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from app.sync.dates import NUMBERS, named_days

_DAY = timedelta(days=1)
_OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
}  # fmt: skip
"""Hours from UTC. Left out are abbreviations of more than one zone: BST, CST, IST."""
_ZONE = rf"(?P<zone>{'|'.join(_OFFSETS)})?(?P<offset>[+-]\d{{1,2}}(?::?[0-5]\d)?)?(?![\w:])"
_CLOCK = re.compile(
    r"(?<![\d:.,/-])(?P<hour>[01]?\d|2[0-3])"
    r"(?::(?P<minute>[0-5]\d)(?!\d)|(?=\s?(?:[ap]\.?m\b|Uhr\b)))"
    rf"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?Uhr\b)?(?:\s?{_ZONE})?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"\b(?:within|in)(?: the next)? (?P<count>half an|\d{{1,3}}|{'|'.join(NUMBERS)}) "
    r"(?:more |working |business )?(?P<unit>h|hour|min|minute)s?\b",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?<!last )(?<!since )(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_END_OF_DAY = re.compile(
    r"\bend of (?:the |this )?(?:working |business )?day\b|\bclose of business\b|\b(?:EOD|COB)\b",
    re.IGNORECASE,
)
_IN_ENGLISH = {
    "montag": "monday", "dienstag": "tuesday", "mittwoch": "wednesday", "donnerstag": "thursday",
    "freitag": "friday", "samstag": "saturday", "sonnabend": "saturday", "sonntag": "sunday",
    "heute": "today", "morgen": "tomorrow", "übermorgen": "in 2 days", "innerhalb von": "within",
    "innerhalb": "within", "binnen": "within", "in den nächsten": "within", "seit": "since",
    "letzten": "last", "stunde": "hour", "stunden": "hours", "minuten": "minutes", "tage": "days",
    "tagen": "days", "woche": "week", "wochen": "weeks", "einer": "one", "einem": "one",
    "zwei": "two", "drei": "three", "vier": "four", "fünf": "five", "sechs": "six",
    "januar": "january", "februar": "february", "märz": "march", "mai": "may", "juni": "june",
    "juli": "july", "oktober": "october", "dezember": "december", "ende des tages": "end of day",
}  # fmt: skip
_GERMAN = re.compile(
    rf"\b(?<!guten )(?:{'|'.join(sorted(_IN_ENGLISH, key=len, reverse=True))})\b", re.IGNORECASE
)
_GERMAN_DAY = re.compile(r"\b(\d{1,2})\. (?=[a-z])", re.IGNORECASE)


def named_moments(sentence: str, said_at: datetime, day_ends: time) -> Iterator[datetime]:
    """Every moment that the sentence may mean, in UTC and no promised order.

    A day without a time ends at `day_ends` (UTC). A time without a day is today's or tomorrow's.
    A time whose zone is not told, or not known, is read as UTC and as the day's end.
    """
    text = _GERMAN_DAY.sub(
        r"\1 ", _GERMAN.sub(lambda found: _IN_ENGLISH[found[0].lower()], sentence)
    )
    for found in _HOURS.finditer(text):
        yield said_at + _span(found)
    today = said_at.astimezone(UTC).date()
    days = {*_days(text, today)}
    clocks = [*_CLOCK.finditer(text)]
    for found in clocks:
        for day in days or {today, today + _DAY}:
            yield from _read(found, day, day_ends)
    if not clocks:
        yield from (datetime.combine(day, day_ends, UTC) for day in days)


def _days(text: str, today: date) -> Iterator[date]:
    yield from (one.day for one in named_days(text, today) if one.day is not None)
    for found in _WEEKDAY.finditer(text):
        yield today + (_WEEKDAYS.index(found[0].lower()) - today.weekday()) % 7 * _DAY
    if _END_OF_DAY.search(text):
        yield today


def _span(found: re.Match[str]) -> timedelta:
    said, in_minutes = found["count"].lower(), found["unit"].lower().startswith("m")
    if said == "half an":
        return timedelta(minutes=30)
    count = int(said) if said.isdecimal() else NUMBERS[said]
    return timedelta(minutes=count) if in_minutes else timedelta(hours=count)


def _read(found: re.Match[str], day: date, day_ends: time) -> Iterator[datetime]:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    named = datetime.combine(day, time(hour % 24, minute), UTC)
    if found["zone"] or found["offset"]:
        yield named - _offset(found)
    else:
        yield named
        yield datetime.combine(day, day_ends, UTC)


def _offset(found: re.Match[str]) -> timedelta:
    ahead = timedelta(hours=_OFFSETS[(found["zone"] or "UTC").upper()])
    told = (found["offset"] or "").replace(":", "")
    if not told:
        return ahead
    sign, digits = (-1 if told[0] == "-" else 1), told[1:]
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    return ahead + sign * timedelta(hours=int(hours), minutes=int(minutes))
