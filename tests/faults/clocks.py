"""A clock for each process that a test may set: the machine's own plus what stands in a file."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

VARIABLE = "FAULTS_CLOCK"
"""Names the file with the seconds by which this process's clock is off."""
EVERYWHERE = "FAULTS_TIME"
"""Likewise, for the database's clock too: what passes is time itself, and no clock is wrong."""


class ShiftedClock:
    """The port `Clock`, off by what the file says now."""

    def __init__(self, variable: str) -> None:
        self._file = Path(os.environ[variable])

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text() or 0))


def set_clock(file: Path, seconds: float) -> None:
    """Put the clock of all processes that read this file off by so many seconds."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.replace(file)
