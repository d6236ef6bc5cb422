"""Webhooks accepted durably by one web process over loopback, on both engines.

Beside the same route with nothing stored, and beside the commits of the same transaction that the
store makes when nothing else is done.
"""

import asyncio
import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from app.clock import SystemClock
from app.demo.world import choose_ports
from app.keys import Purpose, derive_key
from app.model import EventKind, InboundEvent, System
from app.ports import Transaction
from app.services.intake import Intake
from app.store import open_store
from benchmarks.drain import durable_postgres
from benchmarks.result import Result
from benchmarks.size import sized
from benchmarks.vendor import TICKETS, Line, delays_of, make_requests, open_lines, rate_of
from benchmarks.web import SECRET, SECRET_KEY

EVENTS = sized(6000, 600)
AT_ONCE = 32
SECONDS_AT_HALF = sized(10, 2)
VAULT_KEY = derive_key(SECRET_KEY.encode(), Purpose.VAULT)


@dataclass(frozen=True)
class Measured:
    """Accepts a second, and the 99th percentile of their delays at half of that rate, in ms."""

    rate: float
    p99: float


@contextlib.asynccontextmanager
async def serving(kind: str, url: str) -> AsyncIterator[list[Line]]:
    """Lines to a web process of its own, until the block ends."""
    port = choose_ports(None).service
    command = [sys.executable, "-m", "benchmarks.web", kind, url, str(port)]
    process = subprocess.Popen(command)  # noqa: S603, ASYNC220 - our own module; returns at once
    try:
        lines = await _connect(port)
        yield lines
        for line in lines:
            await line.close()
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)


async def _connect(port: int) -> list[Line]:
    until = time.monotonic() + 60
    while True:
        try:
            return await open_lines(port, AT_ONCE)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)


async def measure(kind: str, url: str, rate: float | None = None) -> Measured:
    """The service's highest rate, and its delays at half of that, or at half of `rate`."""
    async with serving(kind, url) as lines:
        await rate_of(lines, make_requests(200, f"{kind}-warm", SECRET))
        highest = await rate_of(lines, make_requests(EVENTS, f"{kind}-full", SECRET))
        half = (rate or highest) / 2
        requests = make_requests(int(half * SECONDS_AT_HALF), f"{kind}-half", SECRET)
        delays = await delays_of(lines, requests, half)
    return Measured(highest, statistics.quantiles(delays, n=100)[98] * 1000)


async def link_tickets(url: str) -> None:
    """Make the tables, with a link for each ticket."""

    def add(tx: Transaction) -> None:
        for ticket in TICKETS:
            tx.links.add(ticket, f"1{ticket}", f"ENG-{ticket}", SystemClock().now())

    async with open_store(url, VAULT_KEY) as store:
        await store.write(add)


async def commit_rate(url: str) -> float:
    """The same transactions a second with no HTTP, signature or parsing around them."""
    async with open_store(url, VAULT_KEY) as store:
        intake = Intake(store, SystemClock())
        numbers = iter(range(EVENTS))

        async def accept() -> None:
            for number in numbers:
                outcome = _event(number)
                await intake.accept(System.ZENDESK, outcome, fallback_id="none")

        started = time.perf_counter()
        await asyncio.gather(*(accept() for _ in range(AT_ONCE)))
        return EVENTS / (time.perf_counter() - started)


def _event(number: int) -> InboundEvent:
    return InboundEvent(
        system=System.ZENDESK,
        kind=EventKind.COMMENT_ADDED,
        event_id=f"commit-{number}",
        subject=str(TICKETS[number % len(TICKETS)]),
        comment_id=str(number + 1),
    )


def measure_accept() -> Iterator[Result]:
    """Rates and delays on SQLite, then on PostgreSQL."""
    with tempfile.TemporaryDirectory() as name:
        yield from asyncio.run(_measure(f"sqlite:///{name}/airlock.db", "SQLite", ""))
    with durable_postgres() as server:
        yield from asyncio.run(_measure(server.new_database(), "PostgreSQL", "_postgres"))


async def _measure(url: str, engine: str, ending: str) -> list[Result]:
    await link_tickets(url)
    stored = await measure("stored", url)
    bare = await measure("bare", url, stored.rate)
    commits = await commit_rate(url)
    what = f"{engine}, one web process over loopback, {EVENTS} signed events, {AT_ONCE} at once"
    return [
        Result(
            f"accept{ending}_vs_bare_route", stored.rate, "events/s", bare.rate,
            f"{what}; reference: the route without storage",
        ),
        Result(
            f"accept{ending}_vs_commit_rate", stored.rate, "events/s", commits,
            f"{what}; reference: the same transactions by the store alone, as many at once",
        ),
        Result(
            f"accept_p99_at_half_rate{ending}", stored.p99, "ms", bare.p99,
            f"{engine}, from when an event was due, at {stored.rate / 2:.0f} a second;"
            " reference: the route without storage at the same rate",
        ),
    ]  # fmt: skip
