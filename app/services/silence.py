"""How long a vendor may be silent before somebody should look: a pure decision.

What is usual is learned from the last two weeks: the longest silence of each day, told apart by
whether it touched a weekend (UTC). Twice the longest of its kind is too long, and never less than
an hour.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.model import Model

LEARNED_FROM = timedelta(days=14)
LEARNED_AFTER = timedelta(days=3)
"""Before so much is known nothing is usual."""
LEAST = timedelta(hours=1)
FACTOR = 2
SATURDAY = 5


class Heard(Model):
    """When a vendor was heard first and last, and the longest silence of each day in seconds.

    A silence counts for the day on which it ended; `gaps` has the day and `weekend` or `weekday`.
    """

    since: datetime
    last: datetime
    gaps: Mapping[str, float] = {}


def listen(heard: Heard | None, first: datetime, last: datetime) -> Heard:
    """What is known after webhooks came between these two moments."""
    if heard is None:
        return Heard(since=first, last=last)
    if first <= heard.last:
        return Heard(since=heard.since, last=max(heard.last, last), gaps=heard.gaps)
    gap, key = (first - heard.last).total_seconds(), _key(heard.last, first)
    oldest = (first - LEARNED_FROM).date().isoformat()
    kept = {day: seconds for day, seconds in heard.gaps.items() if day[:10] >= oldest}
    gaps = {**kept, key: max(gap, kept.get(key, 0.0))}
    return Heard(since=heard.since, last=max(heard.last, last), gaps=gaps)


def longest_usual(heard: Heard, now: datetime, fixed: timedelta) -> timedelta | None:
    """How long the silence that goes on now may last; None while nothing is usual yet.

    `fixed` is what the settings say; zero means learned.
    """
    if fixed:
        return fixed
    kind = _kind(heard.last, now)
    known = [seconds for day, seconds in heard.gaps.items() if day.endswith(kind)]
    if now - heard.since < LEARNED_AFTER or not known:
        return None
    return max(LEAST, FACTOR * timedelta(seconds=max(known)))


def _key(begin: datetime, end: datetime) -> str:
    return f"{end.date().isoformat()} {_kind(begin, end)}"


def _kind(begin: datetime, end: datetime) -> str:
    """A silence that touches a Saturday or Sunday is a weekend's."""
    days = min(7, (end.date() - begin.date()).days)
    touched = (begin.date() + timedelta(days=number) for number in range(days + 1))
    return "weekend" if any(map(_is_weekend, touched)) else "weekday"


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
