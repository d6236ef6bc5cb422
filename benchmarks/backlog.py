"""What one delivery costs the queue as its backlog grows a thousandfold, on both engines.

A delivery is accepted, claimed and finished; once in a while the queue is counted, as a probe does.
Both backlogs stand in as many lanes, in two databases of one engine, and are measured in turns, so
that what else the machine does falls on both alike.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from app.clock import SystemClock
from app.ports import Transaction, UnitOfWork
from app.store import open_store
from benchmarks.drain import durable_postgres, event_of
from benchmarks.drainer import KEY
from benchmarks.result import Result
from benchmarks.size import sized

SMALL, LARGE = 1_000, sized(1_000_000, 100_000)
LANES = 500
TURNS = sized(20, 6)
IN_A_TURN = 50
LEASE = timedelta(minutes=2)

_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {rows})"
    " {insert} FROM n WHERE TRUE",
    "postgresql": "{insert} FROM generate_series(0, {rows} - 1) AS n(i)",
}
_LANES = (
    "INSERT INTO lanes (name, tail, head_id, next_at, fence)"
    " SELECT 'link:' || i, {depth}, 'd' || i, {first} + i, 0"
)
_DELIVERIES = (
    "INSERT INTO deliveries"
    " (id, lane, position, event_id, event, state, attempts, accepted_at, not_before)"
    " SELECT 'd' || i, 'link:' || (i % {lanes}), i / {lanes} + 1, 'old-' || i, '{event}',"
    " 'waiting', 0, {first} + i, {first} + i"
)


def fill(url: str, rows: int) -> None:
    """Waiting deliveries in all lanes alike, an hour old."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    first = int((time.time() - 3600) * 1_000_000)
    event = event_of(1, 1).model_dump_json(exclude_defaults=True).replace(":", r"\:")
    values = {"lanes": LANES, "depth": rows // LANES, "first": first, "event": event}
    number = _NUMBERS[engine.dialect.name]
    with engine.begin() as connection:
        for table, count in ((_LANES, LANES), (_DELIVERIES, rows)):
            insert = table.format(**values)
            connection.execute(text(number.format(insert=insert, rows=count)))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


class Queue:
    """One database with its backlog."""

    def __init__(self, store: UnitOfWork, name: str) -> None:
        self._store = store
        self._name = name
        self._clock = SystemClock()
        self._count = 0

    async def turn(self) -> float:
        """Microseconds a delivery, on average."""
        started = time.perf_counter()
        for _ in range(IN_A_TURN):
            await self._deliver()
        await self._store.read(lambda tx: (tx.deliveries.counts(), tx.deliveries.oldest_waiting()))
        return (time.perf_counter() - started) / IN_A_TURN * 1e6

    async def _deliver(self) -> None:
        self._count += 1
        number, clock = self._count, self._clock

        def add(tx: Transaction) -> None:
            event = event_of(number, number % LANES)
            event = event.model_copy(update={"event_id": f"new-{number}"})
            tx.deliveries.add(event, f"link:{number % LANES}", clock.now())

        await self._store.write(add)
        claim = await self._store.write(
            lambda tx: tx.deliveries.claim(self._name, clock.now(), LEASE)
        )
        assert claim is not None
        await self._store.write(lambda tx: tx.deliveries.finish(claim, clock.now()))


async def compare(small: str, large: str) -> tuple[float, float]:
    """Medians of microseconds a delivery with the large backlog and with the small one."""
    async with AsyncExitStack() as stack:
        queues = [
            await stack.enter_async_context(_opened(url, rows))
            for url, rows in ((large, LARGE), (small, SMALL))
        ]
        turns: list[list[float]] = [[], []]
        for _ in range(TURNS):
            for at, queue in enumerate(queues):
                turns[at].append(await queue.turn())
    return statistics.median(turns[0]), statistics.median(turns[1])


@asynccontextmanager
async def _opened(url: str, rows: int) -> AsyncIterator[Queue]:
    async with open_store(url, KEY):
        pass  # makes the tables
    await asyncio.to_thread(fill, url, rows)
    async with open_store(url, KEY) as store:
        yield Queue(store, f"of {rows}")


def measure_backlog() -> Iterator[Result]:
    """Cost of a delivery with the large backlog, beside that with the small one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = [f"sqlite:///{folder / one}.db" for one in ("small", "large")]
        yield _result("backlog_cost_1e6_vs_1e3", "SQLite", *asyncio.run(compare(*urls)))
    with durable_postgres() as server:
        urls = [server.new_database() for _ in range(2)]
        name = "backlog_cost_postgres_1e6_vs_1e3"
        yield _result(name, "PostgreSQL", *asyncio.run(compare(*urls)))


def _result(name: str, engine: str, large: float, small: float) -> Result:
    note = (
        f"{engine}: accepted, claimed and finished one by one, counted once in {IN_A_TURN};"
        f" {LARGE:,} rows wait in {LANES} lanes, reference: {SMALL:,}; medians of {TURNS} turns"
    )
    return Result(name, large, "us/delivery", small, note, most=1.5)
