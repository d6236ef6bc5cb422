"""Long runs in memory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.errors import NotStored, StaleWrite
from app.records import Run, RunKind, RunState
from app.store.ids import IdMaker


class MemoryRuns:
    def __init__(self, runs: dict[str, Run], ids: IdMaker) -> None:
        self._runs = runs
        self._ids = ids

    def start(self, kind: RunKind, options: Mapping[str, str], now: datetime) -> Run:
        if self.unfinished(kind) is not None:
            raise StaleWrite(f"A {kind} is unfinished.")
        run_id = self._ids.make(now)
        return self._keep(Run(run_id, kind, RunState.RUNNING, None, {}, dict(options), now, now))

    def take_up(self, run_id: str, now: datetime, lease: timedelta) -> Run:
        run = self._runs.get(run_id)
        if run is None:
            raise NotStored(f"There is no run {run_id}.")
        if not run.unfinished or run.is_worked_on(now, lease):
            raise StaleWrite(f"The run {run_id} is over or worked on.")
        return self._keep(replace(run, state=RunState.RUNNING, updated_at=now, fence=run.fence + 1))

    def advance(
        self, run: Run, cursor: str | None, counts: Mapping[str, int], now: datetime
    ) -> Run:
        return self._keep(
            replace(self._held(run), cursor=cursor, counts=dict(counts), updated_at=now)
        )

    def finish(self, run: Run, state: RunState, now: datetime) -> Run:
        over = state in (RunState.DONE, RunState.FAILED)
        finished_at = now if over else None
        return self._keep(
            replace(self._held(run), state=state, updated_at=now, finished_at=finished_at)
        )

    def get(self, run_id: str) -> Run | None:
        return self._runs.get(run_id)

    def latest(self, kind: RunKind) -> Run | None:
        found = [run for run in self._runs.values() if run.kind is kind]
        return max(found, key=lambda run: run.id, default=None)

    def unfinished(self, kind: RunKind) -> Run | None:
        found = [run for run in self._runs.values() if run.kind is kind and run.unfinished]
        return found[0] if found else None

    def _held(self, run: Run) -> Run:
        kept = self._runs.get(run.id)
        if kept is None or kept.fence != run.fence or not kept.unfinished:
            raise StaleWrite(f"The run {run.id} is over or was taken up.")
        return kept

    def _keep(self, run: Run) -> Run:
        self._runs[run.id] = run
        return run
