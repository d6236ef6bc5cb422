"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class FixedClock:
    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_time(self, seconds: float = 0, *, days: float = 0) -> None:
        self._now += timedelta(seconds=seconds, days=days)
