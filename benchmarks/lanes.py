"""The work that queues are compared by: events in lanes, and a handler that notes what it gets.

The handler appends a record to one file that all processes share, which is the effect: what is
lost, doubled or out of its lane's order is seen there, and so is the time from the first effect to
the last.
"""

import os
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.size import sized

EVENTS = sized(5000, 500)
LANES = sized(500, 50)
AT_ONCE = 8
"""Lanes that one process works on at a time, which is the service's default."""
_RECORD = struct.Struct("<IIQ")


def events() -> Iterator[tuple[int, int]]:
    """Lane and number in it of every event, in the order in which they are accepted."""
    for number in range(EVENTS // LANES):
        for lane in range(LANES):
            yield lane, number


class Notes:
    """Appends whole records, whichever process writes."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def handle(self, lane: int, number: int) -> None:
        """The work on one event."""
        os.write(self._file, _RECORD.pack(lane, number, time.monotonic_ns()))


@dataclass(frozen=True)
class Run:
    """What the records of a run say."""

    seconds: float
    lost: int
    doubled: int
    disordered: int

    @property
    def rate(self) -> float:
        """Events a second. Raises AssertionError where one was lost, doubled or out of order."""
        assert (self.lost, self.doubled, self.disordered) == (0, 0, 0), self
        return (EVENTS - 1) / self.seconds


def wait_for_all(path: Path, within: float) -> None:
    """Return when a record of each event is there. Raises TimeoutError."""
    until = time.monotonic() + within
    while not path.exists() or path.stat().st_size < EVENTS * _RECORD.size:
        if time.monotonic() > until:
            done = path.stat().st_size // _RECORD.size if path.exists() else 0
            raise TimeoutError(f"{done} of {EVENTS} events within {within} seconds")
        time.sleep(0.02)


def read_run(path: Path) -> Run:
    """What came about, from the records in the order in which they were written."""
    records = list(_RECORD.iter_unpack(path.read_bytes()))
    seen: dict[int, list[int]] = {}
    for lane, number, _ in records:
        seen.setdefault(lane, []).append(number)
    moments = [at for _, _, at in records]
    distinct = {(lane, number) for lane, number, _ in records}
    return Run(
        (max(moments) - min(moments)) / 1e9,
        EVENTS - len(distinct),
        len(records) - len(distinct),
        sum(numbers != sorted(numbers) for numbers in seen.values()),
    )
