"""Deliveries drained a second by 1, 2 and 4 processes, on both engines, beside other queues.

Every tool has the same events in the same lanes, the same handler, the same number of lanes at a
time in each process, and must keep each lane's order; all is accepted before the first process
starts.
"""

import asyncio
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.clock import SystemClock
from app.model import EventKind, InboundEvent, System
from app.ports import Transaction, UnitOfWork
from app.store import open_store
from benchmarks import rivals
from benchmarks.drainer import KEY
from benchmarks.lanes import AT_ONCE, EVENTS, LANES, Run, events, read_run, wait_for_all
from benchmarks.result import Result
from tests.postgres import PostgresServer

PROCESSES = (1, 2, 4)
WITHIN = 600.0


def event_of(number: int, lane: int) -> InboundEvent:
    """An event such as a comment brings, told from others of its lane by its number."""
    return InboundEvent(
        system=System.ZENDESK,
        kind=EventKind.COMMENT_ADDED,
        event_id=str(number),
        subject=str(35000 + lane),
        comment_id=str(number),
    )


async def fill_airlock(url: str) -> None:
    """Accept every event."""
    clock = SystemClock()

    async with open_store(url, KEY) as store:

        async def accept(lane: int, number: int) -> None:
            def add(tx: Transaction) -> None:
                tx.deliveries.add(event_of(number, lane), f"link:{lane}", clock.now())

            await store.write(add)

        todo = list(events())
        for start in range(0, len(todo), LANES):
            await asyncio.gather(*(accept(*one) for one in todo[start : start + LANES]))


async def _settled(url: str) -> int:
    async with open_store(url, KEY) as store:
        return (await _counts(store))["done"]


async def _counts(store: UnitOfWork) -> dict[str, int]:
    return await store.read(lambda tx: dict(tx.deliveries.counts()))


def drain(tool: str, url: str, folder: Path, processes: int) -> Run:
    """Start so many processes, wait until all is handled, and end them."""
    notes = folder / f"{tool}-{processes}"
    started = [
        subprocess.Popen([sys.executable, "-m", "benchmarks.drainer", tool, url, str(notes)])  # noqa: S603
        for _ in range(processes)
    ]
    try:
        wait_for_all(notes, WITHIN)
        time.sleep(1)  # what would be done twice shows itself
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait(60)
    return read_run(notes)


def drain_airlock(url: str, folder: Path, processes: int) -> float:
    """The rate of the service's own relays over a database that is empty yet."""
    asyncio.run(fill_airlock(url))
    run = drain("airlock", url, folder, processes)
    assert asyncio.run(_settled(url)) == EVENTS
    return run.rate


def drain_procrastinate(url: str, folder: Path, processes: int) -> float:
    asyncio.run(rivals.fill_procrastinate(url))
    return drain("procrastinate", url, folder, processes).rate


def drain_dbos(url: str, folder: Path, processes: int) -> float:
    filling = multiprocessing.get_context("spawn").Process(target=rivals.fill_dbos, args=(url,))
    filling.start()
    filling.join()
    assert filling.exitcode == 0
    return drain("dbos", url, folder, processes).rate


@contextmanager
def durable_postgres() -> Iterator[PostgresServer]:
    """A server whose commits reach the disk."""
    server = PostgresServer(durable=True)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def measure_drain_sqlite() -> Iterator[Result]:
    """The relays on SQLite, beside the commits a second that the same store makes."""
    for processes in PROCESSES:
        with tempfile.TemporaryDirectory() as name:
            rate = drain_airlock(f"sqlite:///{name}/airlock.db", Path(name), processes)
            commits = asyncio.run(_commit_rate(f"sqlite:///{name}/bare.db"))
        yield Result(_named("drain_sqlite", processes), rate, "events/s", commits, _note(processes))


def _named(name: str, processes: int) -> str:
    return name if processes == 1 else f"{name}_{processes}_relays"


def _note(processes: int, reference: str = "the store's own commits a second") -> str:
    return (
        f"{EVENTS} events in {LANES} lanes, {processes} processes with {AT_ONCE} lanes at a time,"
        f" none lost, doubled or out of order; reference: {reference}"
    )


async def _commit_rate(url: str) -> float:
    """Transactions of one small write that as many callers as a relay has make a second."""
    commits = EVENTS // 2
    async with open_store(url, KEY) as store:

        async def write(number: int) -> None:
            for one in range(commits // AT_ONCE):
                await store.write(lambda tx, one=one: tx.facts.set(f"bench:{number}", str(one)))

        started = time.perf_counter()
        await asyncio.gather(*map(write, range(AT_ONCE)))
        return commits / (time.perf_counter() - started)


def measure_drain_postgres() -> Iterator[Result]:
    """The relays on PostgreSQL beside procrastinate, and DBOS beside the relays."""
    with durable_postgres() as server, tempfile.TemporaryDirectory() as name:
        ours = {}
        for processes in PROCESSES:
            ours[processes] = drain_airlock(server.new_database(), Path(name), processes)
            theirs = drain_procrastinate(server.new_database(), Path(name), processes)
            called = (
                "drain_postgres_vs_procrastinate"
                if processes == 1
                else f"drain_postgres_{processes}_relays"
            )
            note = _note(processes, f"procrastinate with {processes} workers")
            yield Result(called, ours[processes], "events/s", theirs, note)
        rate = drain_dbos(server.new_database(), Path(name), 1)
        note = _note(1, "the service's relay on PostgreSQL")
        yield Result("drain_dbos", rate, "events/s", ours[1], f"DBOS: {note}")
