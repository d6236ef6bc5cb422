"""How long each page of the console takes over a large installation's database, on both engines.

Pages are asked for as a browser does, by somebody signed in, in the service's own process; their
filters and further pages are asked for too. Vendors answer at once that nothing is there.
"""

import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.big_tables import Size
from benchmarks.console_visit import every_page, make_large, open_console
from benchmarks.drain import durable_postgres
from benchmarks.result import Result
from benchmarks.size import sized

SIZE = Size(sized(100_000, 2_000), sized(1_000_000, 20_000))
TURNS = sized(15, 3)
ALLOWED_MS = 200.0

Times = Mapping[str, Sequence[float]]


def measure_pages() -> Iterator[Result]:
    """The slowest page's median, beside what is allowed."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'airlock.db'}"
        yield _result("console_page", "SQLite", asyncio.run(_times(url)))
    with durable_postgres() as server:
        times = asyncio.run(_times(server.new_database()))
        yield _result("console_page_postgres", "PostgreSQL", times)


async def _times(url: str) -> Times:
    """Milliseconds by address, in turns over all of them, after each was opened once."""
    await make_large(url, SIZE)
    times: dict[str, list[float]] = defaultdict(list)
    async with open_console(url) as console:
        addresses = [address async for address, _ in every_page(console, url)]
        for _ in range(TURNS):
            for address in addresses:
                started = time.perf_counter()
                await console.open(address)
                times[address].append((time.perf_counter() - started) * 1000)
    return times


def _result(name: str, engine: str, times: Times) -> Result:
    medians = {address: statistics.median(taken) for address, taken in times.items()}
    worst = max(medians.values())
    told = ", ".join(f"{page} {half:.0f}/{most:.0f}" for page, half, most in _pages(times))
    note = (
        f"{engine}: {SIZE.pairs:,} pairs, {SIZE.deliveries:,} deliveries, a year; median of the"
        f" slowest of {len(times)} addresses, {TURNS} times each; reference: what is allowed;"
        f" median/p95 in ms: {told}"
    )
    return Result(name, worst, "ms", ALLOWED_MS, note, most=1.0)


def _pages(times: Times) -> list[tuple[str, float, float]]:
    """Median and 95th percentile of each page with its slowest filter, the slowest first."""
    pages: dict[str, tuple[str, float, float]] = {}
    for address, taken in times.items():
        page = urlsplit(address).path.removeprefix("/console") or "/"
        half, most = statistics.median(taken), sorted(taken)[int(0.95 * len(taken))]
        pages[page] = max(pages.get(page, (page, 0.0, 0.0)), (page, half, most))
    return sorted(pages.values(), key=lambda found: -found[1])
