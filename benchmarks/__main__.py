"""`make bench`: run all, print a table, write `benchmarks/results.json`.

With BENCH_QUICK=1 only a little of each is measured, and nothing is written.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.accept import measure_accept
from benchmarks.attachments import measure_peak_memory
from benchmarks.backlog import measure_backlog
from benchmarks.console_page import measure_pages
from benchmarks.copying import measure_calls, measure_latency
from benchmarks.drain import measure_drain_postgres, measure_drain_sqlite
from benchmarks.gate import measure_gate
from benchmarks.hostile import measure_hostile
from benchmarks.memory import measure_memory
from benchmarks.redaction import measure_growth, measure_tools
from benchmarks.result import Result
from benchmarks.size import QUICK

RESULTS = Path(__file__).parent / "results.json"

ALL: dict[str, Callable[[], Awaitable[Result] | Iterable[Result]]] = {
    "copy_latency_over_vendors": measure_latency,
    "vendor_calls_per_comment": measure_calls,
    "gate_latency": measure_gate,
    "accept_vs_bare_route": measure_accept,
    "drain_sqlite": measure_drain_sqlite,
    "drain_postgres_vs_procrastinate": measure_drain_postgres,
    "backlog_cost_1e6_vs_1e3": measure_backlog,
    "console_page": measure_pages,
    "memory_flat": measure_memory,
    "redact_vs_presidio": measure_tools,
    "redact_time_per_byte_10MiB_vs_1KiB": measure_growth,
    "redact_hostile_vs_typical": measure_hostile,
    "redact_peak_memory_1GB": measure_peak_memory,
}
"""What can be asked for. Several bring more rows than the one: the other tools' beside
redact_vs_presidio, more relays and the other queue beside drain_…, both engines, the delays at half
of the rate beside accept_vs_bare_route."""


def main() -> None:
    """Run the benchmarks named on the command line, or all of them; exit 1 for a broken promise."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], help="which; all when left out")
    names = parser.parse_args().names or list(ALL)
    results = []
    for name in names:
        print(f"measuring {name}", file=sys.stderr)
        results += _run(ALL[name]())
        if QUICK not in os.environ:
            RESULTS.write_text(json.dumps(_kept(results), indent=2) + "\n", "utf-8")
    Console().print(as_table(results))
    broken = [one.name for one in results if one.is_broken]
    if broken:
        sys.exit(f"above what is promised: {', '.join(broken)}")


def _kept(results: list[Result]) -> list[dict[str, Any]]:
    """The new rows in the place of older ones of their names; what was not run stays."""
    old = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    rows = {row["name"]: row for row in old} | {one.name: one.as_json() for one in results}
    return list(rows.values())


def _run(measured: Awaitable[Result] | Iterable[Result]) -> list[Result]:
    if isinstance(measured, Awaitable):
        return [asyncio.run(_wait_for(measured))]
    return list(measured)


async def _wait_for(measured: Awaitable[Result]) -> Result:
    return await measured


def as_table(results: list[Result]) -> Table:
    """The results for a person."""
    table = Table(title="benchmarks")
    for column in ("name", "value", "unit", "reference", "ratio", "at most", "note"):
        table.add_column(column)
    for one in results:
        most = "" if one.most is None else f"{one.most:g}"
        figures = (f"{one.value:.3g}", one.unit, f"{one.reference:.3g}", f"{one.ratio:.2f}", most)
        table.add_row(one.name, *figures, one.note)
    return table


if __name__ == "__main__":
    main()
