"""The weekly numbers as they are shown and printed. docs/weekly.md says what each means."""

from datetime import datetime, timedelta
from typing import Literal

from app.model import Model

Trend = Literal["up", "down", "level", "unknown"]


class Figure(Model):
    """One number of the week beside the mean of the four weeks before.

    `value` is None where nothing was there to count; `more` says in words what it rests on.
    """

    key: str
    title: str
    unit: str
    value: float | None
    mean: float | None
    trend: Trend
    wanted: Literal["up", "down"]
    more: str

    @property
    def is_better(self) -> bool | None:
        """Whether the trend goes the way that is wanted; None while it goes nowhere."""
        return self.trend == self.wanted if self.trend in ("up", "down") else None


class WeekPoint(Model):
    """A week in the plots and their tables; hours are from escalation to confirmed resolution."""

    week: str
    start: datetime
    tickets: int
    days: int
    escalations: int
    per_hundred: float | None
    repeats: int
    tries: int
    complete: int
    compliance: float | None
    confirmed: int
    median_hours: float | None
    p90_hours: float | None
    open: int

    @property
    def is_known(self) -> bool:
        """Whether anything was counted; a week without an escalation is no gap."""
        return self.escalations > 0 or self.days > 0


class Count(Model):
    """How often something was counted, by its key and as people call it."""

    key: str
    label: str
    number: int


class WeekReport(Model):
    """A week's report. `weeks` are the weeks up to it, oldest first; `line` is its context.

    `line_by` is the id of the person who wrote the line, None for one that was made of the numbers.
    `ended` says that the week was over when this was counted.
    """

    week: str
    start: datetime
    end: datetime
    counted_at: datetime
    ended: bool
    urgent: tuple[str, ...]
    figures: tuple[Figure, ...]
    weeks: tuple[WeekPoint, ...]
    missed: tuple[Count, ...]
    repeats_by_component: tuple[Count, ...]
    line: str
    line_by: str | None = None

    @property
    def last_day(self) -> datetime:
        """The week's Sunday."""
        return self.end - timedelta(days=1)
