"""The sandbox's clock: the machine's time plus whatever a test has put on it."""

import time
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Wall and monotonic time that a test can move forward; neither ever goes back.

    `now` is in UTC. `advance` moves both readings by the same number of seconds.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._origin = time.monotonic()
        self._start = start or datetime.now(UTC)
        self._offset = 0.0

    def monotonic(self) -> float:
        """Return seconds since this clock was made."""
        return time.monotonic() - self._origin + self._offset

    def now(self) -> datetime:
        """Return the current time in UTC, with microseconds."""
        return self._start + timedelta(seconds=self.monotonic())

    def advance(self, seconds: float) -> None:
        """Move the clock forward; a negative number is refused with ValueError."""
        if seconds < 0:
            raise ValueError("the sandbox's clock only moves forward: give a positive number")
        self._offset += seconds
