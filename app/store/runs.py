"""Long runs and where each stands."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, select, update

from app.errors import NotStored, StaleWrite
from app.records import Run, RunKind, RunState
from app.store.scope import Scope
from app.store.statements import Record, insert_new
from app.store.tables_runs import runs

_COUNTS = TypeAdapter(dict[str, int])
_OPTIONS = TypeAdapter(dict[str, str])
_UNFINISHED = (RunState.RUNNING.value, RunState.STOPPED.value)


class SqlRuns:
    """The port `Runs`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._ids = scope.ids

    def start(self, kind: RunKind, options: Mapping[str, str], now: datetime) -> Run:
        run = Run(self._ids.make(now), kind, RunState.RUNNING, None, {}, dict(options), now, now)
        if not insert_new(self._connection, runs, _values(run)):
            raise StaleWrite(f"A {kind} is unfinished: go on with it, or end it, first.")
        return run

    def take_up(self, run_id: str, now: datetime, lease: timedelta) -> Run:
        run = self.get(run_id)
        if run is None:
            raise NotStored(f"There is no run {run_id}.")
        if not run.unfinished or run.is_worked_on(now, lease):
            raise StaleWrite(f"The {run.kind} {run_id} is over, or another process works on it.")
        values = {"state": RunState.RUNNING.value, "updated_at": now, "fence": run.fence + 1}
        return self._set(run, values)

    def advance(
        self, run: Run, cursor: str | None, counts: Mapping[str, int], now: datetime
    ) -> Run:
        kept = _COUNTS.dump_json(dict(counts)).decode()
        return self._set(run, {"cursor": cursor, "counts": kept, "updated_at": now})

    def finish(self, run: Run, state: RunState, now: datetime) -> Run:
        over = state in (RunState.DONE, RunState.FAILED)
        values = {"state": state.value, "updated_at": now, "finished_at": now if over else None}
        return self._set(run, values)

    def get(self, run_id: str) -> Run | None:
        return self._first(select(runs).where(runs.c.id == run_id))

    def latest(self, kind: RunKind) -> Run | None:
        of_kind = select(runs).where(runs.c.kind == kind.value)
        return self._first(of_kind.order_by(runs.c.id.desc()).limit(1))

    def unfinished(self, kind: RunKind) -> Run | None:
        of_kind = select(runs).where(runs.c.kind == kind.value)
        return self._first(of_kind.where(runs.c.state.in_(_UNFINISHED)))

    def _set(self, run: Run, values: Mapping[str, object]) -> Run:
        statement = update(runs).where(*_held_by(run)).values(dict(values))
        changed = self._connection.execute(statement).rowcount
        kept = self.get(run.id)
        if changed == 0 or kept is None:
            raise StaleWrite(f"The {run.kind} {run.id} is over, or another process took it up.")
        return kept

    def _first(self, statement: Select[tuple[object, ...]]) -> Run | None:
        row = self._connection.execute(statement).first()
        return _to_run(row) if row is not None else None


def _held_by(run: Run) -> tuple[ColumnElement[bool], ...]:
    return (runs.c.id == run.id, runs.c.fence == run.fence, runs.c.state.in_(_UNFINISHED))


def _values(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "kind": run.kind.value,
        "state": run.state.value,
        "cursor": run.cursor,
        "counts": _COUNTS.dump_json(dict(run.counts)).decode(),
        "options": _OPTIONS.dump_json(dict(run.options)).decode(),
        "started_at": run.started_at,
        "updated_at": run.updated_at,
        "finished_at": run.finished_at,
        "fence": run.fence,
    }


def _to_run(row: Record) -> Run:
    return Run(
        row.id,
        RunKind(row.kind),
        RunState(row.state),
        row.cursor,
        _COUNTS.validate_json(row.counts),
        _OPTIONS.validate_json(row.options),
        row.started_at,
        row.updated_at,
        row.finished_at,
        row.fence,
    )
