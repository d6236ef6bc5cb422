"""What every store keeps of long runs. Subclass it and give `store`."""

from datetime import timedelta

import pytest

from app.errors import NotStored, StaleWrite
from app.ports import UnitOfWork
from app.records import Run, RunKind, RunState
from tests.contract.store_queue import NOON, minutes

LEASE = timedelta(minutes=2)


async def started(store: UnitOfWork, kind: RunKind = RunKind.BACKFILL) -> Run:
    return await store.write(lambda tx: tx.runs.start(kind, {"share": "0.2"}, NOON))


class RunsContract:
    async def test_a_run_tells_where_it_stands(self, store: UnitOfWork) -> None:
        run = await started(store)
        await store.write(lambda tx: tx.runs.advance(run, "page-2", {"pairs": 40}, minutes(1)))
        kept = await store.read(lambda tx: tx.runs.get(run.id))
        assert kept is not None
        assert (kept.kind, kept.state, kept.options) == (
            RunKind.BACKFILL,
            RunState.RUNNING,
            {"share": "0.2"},
        )
        assert (kept.cursor, kept.counts) == ("page-2", {"pairs": 40})
        assert (kept.started_at, kept.updated_at, kept.finished_at) == (NOON, minutes(1), None)

    async def test_only_one_run_of_a_kind_is_unfinished(self, store: UnitOfWork) -> None:
        run = await started(store)
        with pytest.raises(StaleWrite):
            await started(store)
        other = await started(store, RunKind.RESWEEP)
        assert await store.read(lambda tx: tx.runs.unfinished(RunKind.RESWEEP)) == other
        done = await store.write(lambda tx: tx.runs.finish(run, RunState.DONE, minutes(1)))
        assert done.finished_at == minutes(1)
        assert await store.read(lambda tx: tx.runs.unfinished(RunKind.BACKFILL)) is None
        again = await store.write(lambda tx: tx.runs.start(RunKind.BACKFILL, {}, minutes(2)))
        assert await store.read(lambda tx: tx.runs.latest(RunKind.BACKFILL)) == again

    async def test_a_stopped_run_goes_on_where_it_stood(self, store: UnitOfWork) -> None:
        run = await started(store)
        await store.write(lambda tx: tx.runs.advance(run, "page-2", {"pairs": 40}, minutes(1)))
        await store.write(lambda tx: tx.runs.finish(run, RunState.STOPPED, minutes(1)))
        assert (await store.read(lambda tx: tx.runs.unfinished(run.kind))) is not None
        again = await store.write(lambda tx: tx.runs.take_up(run.id, minutes(1), LEASE))
        assert (again.state, again.cursor, again.counts) == (
            RunState.RUNNING,
            "page-2",
            {"pairs": 40},
        )

    async def test_a_run_that_is_worked_on_is_not_taken_up(self, store: UnitOfWork) -> None:
        run = await started(store)
        await store.write(lambda tx: tx.runs.advance(run, None, {}, minutes(2)))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.runs.take_up(run.id, minutes(3), LEASE))

    async def test_who_fell_silent_has_lost_the_run(self, store: UnitOfWork) -> None:
        dead = await started(store)
        taken = await store.write(lambda tx: tx.runs.take_up(dead.id, minutes(2), LEASE))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.runs.advance(dead, "late", {}, minutes(3)))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.runs.finish(dead, RunState.DONE, minutes(3)))
        going_on = await store.write(lambda tx: tx.runs.advance(taken, "p", {}, minutes(3)))
        assert going_on.cursor == "p"

    async def test_a_run_that_is_over_stays_over(self, store: UnitOfWork) -> None:
        run = await started(store)
        await store.write(lambda tx: tx.runs.finish(run, RunState.FAILED, minutes(1)))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.runs.take_up(run.id, minutes(9), LEASE))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.runs.advance(run, None, {}, minutes(9)))

    async def test_a_run_that_never_was_is_told_so(self, store: UnitOfWork) -> None:
        assert await store.read(lambda tx: tx.runs.get("none")) is None
        assert await store.read(lambda tx: tx.runs.latest(RunKind.RECONCILE)) is None
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.runs.take_up("none", NOON, LEASE))
