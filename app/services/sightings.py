"""How long this process has known that a write was begun, by seconds that only grow.

A write of unknown outcome is looked for once the vendor can no longer commit it. The moment of its
beginning is in the journal, by a clock that may jump, forth or back or both while nobody looks: an
hour seems to have passed while the write is under way still, and it would be sent twice. So the
whole span must also have passed since this process saw for the first time that it was begun.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

REMEMBERED = 10_000
"""Writes that are remembered; the one seen first is forgotten first, and then waits anew."""


class Sightings:
    """`elapsed` gives seconds that only grow; without it the journal is trusted, as in tests."""

    def __init__(self, span: timedelta, elapsed: Callable[[], float] | None = None) -> None:
        self._span = span.total_seconds()
        self._elapsed = elapsed
        self._first: OrderedDict[tuple[str, datetime], float] = OrderedDict()

    def note(self, marker: str, begun_at: datetime) -> float:
        """See a write that was begun then; since when it is known, in seconds of `elapsed`."""
        if self._elapsed is None:
            return 0.0
        first = self._first.setdefault((marker, begun_at), self._elapsed())
        if len(self._first) > REMEMBERED:
            self._first.popitem(last=False)
        return first

    def is_over(self, marker: str, begun_at: datetime) -> bool:
        """Whether the whole span has passed since the first sighting; the first look begins it."""
        first = self.note(marker, begun_at)
        return self._elapsed is None or self._elapsed() - first >= self._span
