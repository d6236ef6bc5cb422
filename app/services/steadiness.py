"""Whether the clock may be trusted with how long ago something was: it has not jumped lately.

A write of unknown outcome is looked for once the vendor can no longer commit it, by the store's
time. Should that time jump forward, an hour seems to have passed while the write is under way
still, and it would be sent twice. So time is compared with seconds that only grow: after a jump
nothing counts as long ago until the whole span has really passed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.ports import Clock

JUMP = timedelta(seconds=1)
"""By so much a clock that is kept by a time service does not stray between two looks."""


class Steadiness:
    """`elapsed` gives seconds that only grow; without it the clock is trusted (tests have one)."""

    def __init__(
        self, clock: Clock, span: timedelta, elapsed: Callable[[], float] | None = None
    ) -> None:
        self._clock = clock
        self._span = span.total_seconds()
        self._elapsed = elapsed
        self._origin: datetime | None = None
        self._since = 0.0

    def holds(self) -> bool:
        """Whether the clock has gone with the seconds for the whole span, as far as was looked.

        The first look begins that: a process that has just started cannot tell yet.
        """
        if self._elapsed is None:
            return True
        seconds = self._elapsed()
        origin = self._clock.now() - timedelta(seconds=seconds)
        if self._origin is None or abs(origin - self._origin) > JUMP:
            self._origin, self._since = origin, seconds
        return seconds - self._since >= self._span
