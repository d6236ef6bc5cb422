"""ISO weeks: Monday 00:00 UTC to the next, named `2026-W47`."""

import re
from datetime import UTC, date, datetime, time, timedelta

from app.errors import InputRefused

WEEK = timedelta(weeks=1)
_YEARS = range(1970, 9999)
"""The last week of 9999 ends in no year that there is."""
_NAME = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def start_of(moment: datetime) -> datetime:
    """When the moment's week began."""
    day = moment.astimezone(UTC).date()
    return midnight(day - timedelta(days=day.weekday()))


def midnight(day: date) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time(), UTC)


def name_of(start: datetime) -> str:
    """The week that begins then, by its name."""
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02d}"


def named(name: str) -> datetime:
    """When the week of this name begins. Raises InputRefused for what is no week."""
    found = _NAME.fullmatch(name.strip().upper())
    try:
        if found is not None and int(found[1]) in _YEARS:
            return midnight(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        found = None
    raise InputRefused("A week is written as 2026-W47: the year and the number of its ISO week.")
