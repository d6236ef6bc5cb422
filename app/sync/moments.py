"""Moments that a sentence names, in English and German: days, clock times, spans of hours. Pure.

Where a sentence can be read in two ways the earlier one counts: whoever is reminded too early loses
a minute, whoever is reminded too late has broken a promise.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import normalize

from app.sync.dates import NUMBERS, named_days
from app.sync.german_days import in_english

_DAY = timedelta(days=1)
_OFFSETS = {
    "utc": 0.0, "gmt": 0.0, "z": 0.0, "wet": 0.0, "west": 1.0, "bst": 1.0, "cet": 1.0, "mez": 1.0,
    "cest": 2.0, "mesz": 2.0, "eet": 2.0, "eest": 3.0, "ist": 5.5, "est": -5.0, "edt": -4.0,
    "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0, "sgt": 8.0, "hkt": 8.0,
    "jst": 9.0, "kst": 9.0, "aest": 10.0, "aedt": 11.0, "nzst": 12.0, "nzdt": 13.0,
}  # fmt: skip
"""Hours from UTC. CST is left out: America's and China's lie fourteen hours apart."""
_FARTHEST = 14 * 60
"""Minutes from UTC; no zone is farther."""
_ZONE = rf"\(?(?P<zone>{'|'.join(_OFFSETS)})?\b ?(?P<offset>[+-]\d{{1,2}}(?::?[0-5]\d)?)?(?![\w:])"
_CLOCK = re.compile(
    r"(?<![\d:.,/+-])(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:.](?P<minute>[0-5]\d)(?=\s?(?:[ap]m|uhr)\b)|:(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    rf"|(?=\s?(?:[ap]m|uhr)\b))(?:\s?(?P<half>[ap])m\b)?(?:\s?uhr\b)?(?:\s?{_ZONE})?"
)
_RANGE = re.compile(r"(?<=\d)\s?[-\u2013]\s?\d{1,2}(?::\d\d)(?!\d)")
"""The end of `14:00-16:00`."""
_HOURS = re.compile(
    rf"\b(?:within|in)(?P<next> the next)?(?: (?P<count>half an|\d{{1,3}}|{'|'.join(NUMBERS)}))?"
    r"(?: ?[-\u2013] ?\d{1,3}| to \d{1,3})? ?"
    r"(?:more |working |business )?(?P<unit>hours?|hrs?|h|minutes?|mins?)\b"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?<!last )(?<!since )(?<!next )(?:{'|'.join(_WEEKDAYS)})\b")
_END_OF_DAY = re.compile(
    r"\bend of (?:the |this )?(?:working |business )?day\b|\bclose of business\b|\b(?:eod|cob)\b"
)
_NOON = re.compile(r"\b(?:noon|midday)\b")
_HALF = re.compile(r"\b([ap])\.\s?m\b\.?")
_IN_ISO = re.compile(r"(?<=\d)t(?=\d)")


def plain_words(text: str) -> str:
    """The text as it is read here: small letters, whatever they were written in, and no dots in
    `p.m.`, which end no sentence."""
    return _HALF.sub(r"\1m", normalize("NFKC", text).casefold())


def named_moments(sentence: str, said_at: datetime, day_ends: time) -> Iterator[datetime]:
    """Every moment that the sentence may mean, in UTC and no promised order.

    A day without a time ends at `day_ends` (UTC). A time without a day is today's or tomorrow's.
    A time whose zone is not told, or not known, is read as UTC and as the day's end.
    """
    text = _IN_ISO.sub(" ", _RANGE.sub("", _NOON.sub("12:00", in_english(plain_words(sentence)))))
    yield from (said_at + span for span in map(_span, _HOURS.finditer(text)) if span is not None)
    rest, today = _HOURS.sub(" ", text), said_at.astimezone(UTC).date()
    days = {*_days(rest, today)}
    clocks = [*_CLOCK.finditer(rest)]
    for found in clocks:
        for day in days or {today, today + _DAY}:
            yield from _read(found, day, day_ends)
    if not clocks:
        yield from (datetime.combine(day, day_ends, UTC) for day in days)


def _days(text: str, today: date) -> Iterator[date]:
    days = {one.day for one in named_days(text, today) if one.day is not None}
    for found in _WEEKDAY.finditer(text):
        days.add(today + (_WEEKDAYS.index(found[0]) - today.weekday()) % 7 * _DAY)
    if not days and _END_OF_DAY.search(text):
        days.add(today)
    yield from days


def _span(found: re.Match[str]) -> timedelta | None:
    """None for hours that nobody counted."""
    said = found["count"] or ("one" if found["next"] else "")
    if not said:
        return None
    if said == "half an":
        return timedelta(minutes=30)
    count = int(said) if said.isdecimal() else NUMBERS[said]
    in_minutes = found["unit"].startswith("m")
    return timedelta(minutes=count) if in_minutes else timedelta(hours=count)


def _read(found: re.Match[str], day: date, day_ends: time) -> Iterator[datetime]:
    hour, minute = int(found["hour"]), int(found["minute"] or found["minutes"] or 0)
    if found["half"] and hour <= 12:
        hour = hour % 12 + 12 * (found["half"] == "p")
    named = datetime.combine(day, time(hour, minute), UTC)
    offset = _offset(found)
    if offset is None:
        yield from (named, datetime.combine(day, day_ends, UTC))
        return
    with suppress(OverflowError):  # at the end of the calendar, where nobody promises
        yield named - offset


def _offset(found: re.Match[str]) -> timedelta | None:
    """None where no zone is told that there is."""
    told = (found["offset"] or "").replace(":", "")
    if not (found["zone"] or told):
        return None
    hours, minutes = (told[:-2], told[-2:]) if len(told) > 3 else (told or "0", "0")
    ahead = round(_OFFSETS[found["zone"] or "utc"] * 60) + int(hours) * 60
    ahead += int(minutes) * (-1 if told.startswith("-") else 1)
    return timedelta(minutes=ahead) if abs(ahead) <= _FARTHEST else None
