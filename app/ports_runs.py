"""The port of long runs: backfill, reconcile and resweep, which can stop and go on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from app.records import Run, RunKind, RunState


class Runs(Protocol):
    """Of each kind one run at most is unfinished, and one process at most works on it.

    Whoever works on a run tells so by `advance` within each lease. What it was given by `start`,
    `take_up` or `advance` is its right to go on: once another process has taken the run up, that
    right is void.
    """

    def start(self, kind: RunKind, options: Mapping[str, str], now: datetime) -> Run:
        """A new run, worked on from now. Raises StaleWrite while one of the kind is unfinished."""
        ...

    def take_up(self, run_id: str, now: datetime, lease: timedelta) -> Run:
        """Go on with an unfinished run that was stopped, or that nobody told of for a lease.

        Raises StaleWrite when it is finished or another process works on it, and NotStored when
        there is no such run.
        """
        ...

    def advance(
        self, run: Run, cursor: str | None, counts: Mapping[str, int], now: datetime
    ) -> Run:
        """Keep where it stands; also the sign of life. Raises StaleWrite when it was taken up."""
        ...

    def finish(self, run: Run, state: RunState, now: datetime) -> Run:
        """Leave it: STOPPED can be taken up again, DONE and FAILED are over.

        Raises StaleWrite when another process has taken it up.
        """
        ...

    def get(self, run_id: str) -> Run | None: ...
    def latest(self, kind: RunKind) -> Run | None:
        """The run that was started last, whatever became of it."""
        ...

    def unfinished(self, kind: RunKind) -> Run | None:
        """The run that is worked on or stopped."""
        ...
