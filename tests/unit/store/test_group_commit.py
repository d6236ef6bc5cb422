"""Functions that wait are committed together, and each fails alone."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import NotStored, StoreUnavailable
from app.ports import Transaction, UnitOfWork
from app.store import open_store
from app.store.sqlite import SqliteOptions
from tests.contract.store_queue import NOON, add, make_event
from tests.unit.store.support import KEY, files_of, query, traced, url_of

LEASE = timedelta(minutes=2)
IMPATIENT = SqliteOptions(busy_seconds=0.05, poll_seconds=0.05)


async def write_together(
    store: UnitOfWork, *functions: Callable[[Transaction], object]
) -> list[object]:
    """Make the functions wait behind one that is running, then let all go."""
    started, go = threading.Event(), threading.Event()

    def block(tx: Transaction) -> None:
        started.set()
        assert go.wait(30)

    first = asyncio.create_task(store.write(block))
    await asyncio.to_thread(started.wait, 30)
    rest = [asyncio.create_task(store.write(function)) for function in functions]
    await asyncio.sleep(0)
    go.set()
    await first
    return list(await asyncio.gather(*rest, return_exceptions=True))


def accept(number: int) -> Callable[[Transaction], object]:
    return lambda tx: tx.deliveries.add(make_event(), f"link:{number}", NOON)


async def test_functions_that_wait_share_one_commit(tmp_path: Path) -> None:
    with traced() as trace:
        async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
            before = trace.count("COMMIT")
            answers = await write_together(store, *(accept(n) for n in range(50)))
            assert trace.count("COMMIT") - before == 2
            assert len({getattr(delivery, "id", None) for delivery in answers}) == 50


async def test_one_that_fails_is_undone_and_the_others_of_its_commit_stay(tmp_path: Path) -> None:
    def fail(tx: Transaction) -> None:
        tx.facts.set("mode", "stopped")
        raise NotStored("There is no such row.")

    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        answers = await write_together(
            store,
            lambda tx: tx.facts.set("first", "1"),
            fail,
            lambda tx: tx.facts.set("last", "1"),
        )
        assert [type(answer) for answer in answers] == [type(None), NotStored, type(None)]
        kept = await store.read(lambda tx: [tx.facts.get(n) for n in ("first", "mode", "last")])
        assert kept == ["1", None, "1"]


async def test_a_full_disk_stores_nothing_and_later_takes_the_retry(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with traced() as trace:
        async with open_store(url_of(path), KEY) as store:
            pages = trace.writer.execute("PRAGMA page_count").fetchone()[0]
            trace.writer.execute(f"PRAGMA max_page_count = {pages}").fetchone()
            answers = await write_together(
                store,
                lambda tx: tx.facts.set("small", "1"),
                lambda tx: tx.facts.set("large", "x" * 100_000),
                accept(1),
            )
            assert [type(answer) for answer in answers] == [StoreUnavailable] * 3
            assert "disk is full" in str(answers[0])
            assert query(path, "SELECT count(*) FROM facts") == [(0,)]
            assert query(path, "SELECT count(*) FROM deliveries") == [(0,)]
            trace.writer.execute("PRAGMA max_page_count = 100000").fetchone()
            await add(store, "link:1")
            await store.write(lambda tx: tx.facts.set("large", "x" * 100_000))
    assert query(path, "SELECT count(*) FROM deliveries") == [(1,)]


async def test_a_locked_database_stores_nothing_and_later_takes_the_retry(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY, IMPATIENT) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable, match="locked by another process"):
                await store.write(accept(1))
            counts = await store.read(lambda tx: tx.deliveries.counts())
            assert counts["waiting"] == 0
            other.execute("ROLLBACK")
        assert await store.write(accept(1)) is not None


async def test_a_caller_that_went_away_does_not_disturb_the_others(tmp_path: Path) -> None:
    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        gone = asyncio.create_task(store.write(lambda tx: tx.facts.set("gone", "1")))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        await store.write(lambda tx: tx.facts.set("here", "1"))
        assert await store.read(lambda tx: tx.facts.get("here")) == "1"


async def test_what_waits_when_the_store_closes_is_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with open_store(url_of(path), KEY) as store:
        waiting = [asyncio.create_task(store.write(accept(number))) for number in range(20)]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert query(path, "SELECT count(*) FROM deliveries") == [(20,)]


async def test_a_closed_store_is_unavailable(tmp_path: Path) -> None:
    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        pass
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.write(lambda tx: tx.facts.get("mode"))


async def test_closing_leaves_one_file(tmp_path: Path) -> None:
    async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
        await add(store, "link:1")
    assert list(files_of(tmp_path)) == ["a.db"]
