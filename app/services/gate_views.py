"""What the gates did, as numbers: for `/metrics` and for whoever asks the service itself."""

from collections.abc import Mapping
from datetime import datetime

from app.model import Model

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0)
"""Seconds; the upper bounds of the windows' histogram."""


class Meter(Model):
    """`passages` by outcome: passed, warned, released, closed, reverted, not reverted.

    `foreign` counts values that were not ours. A window is the time from a packet's breaking to
    Jira's acknowledgement that the gate is shut; `windows` counts them by upper bound in seconds.
    """

    passages: Mapping[str, int] = {}
    foreign: int = 0
    windows: Mapping[str, int] = {}
    window_count: int = 0
    window_sum: float = 0.0
    last_closed_at: datetime | None = None

    def passed(self, outcome: str, at: datetime) -> "Meter":
        """One more passage; the last one while closed is remembered by its time."""
        grown = {**self.passages, outcome: self.passages.get(outcome, 0) + 1}
        last = at if outcome == "closed" else self.last_closed_at
        return _changed(self, passages=grown, last_closed_at=last)

    def wrote_foreign(self) -> "Meter":
        """One more value that was not ours."""
        return _changed(self, foreign=self.foreign + 1)

    def closed_within(self, seconds: float) -> "Meter":
        """One more gate that was shut, so many seconds after its packet broke."""
        bound = next((str(one) for one in BOUNDS if seconds <= one), "+Inf")
        return _changed(
            self,
            windows={**self.windows, bound: self.windows.get(bound, 0) + 1},
            window_count=self.window_count + 1,
            window_sum=self.window_sum + seconds,
        )


class GateCounts(Model):
    """What is told to whoever measures: the counts, and whether an emergency release is open."""

    meter: Meter
    released: bool


def _changed(meter: Meter, **updates: object) -> Meter:
    return Meter(**{**dict(meter), **updates})
