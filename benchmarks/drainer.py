"""One process that drains a queue: `python -m benchmarks.drainer TOOL URL FILE`, until SIGTERM."""

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import structlog

from app.clock import SystemClock
from app.ports import PolicySource, UnitOfWork
from app.records import Claim
from app.relay import Relay
from app.services.gatekeeping import Gatekeeping
from app.services.modes import Modes
from app.services.relaying import Relaying
from app.store import open_store
from benchmarks import rivals
from benchmarks.lanes import AT_ONCE, Notes

KEY = b"a key for the vault: 32 bytes..."
LEASE = timedelta(minutes=2)


class Handling:
    """Settles a delivery as the service does, with the benchmark's handler for the work on it."""

    def __init__(self, store: UnitOfWork, notes: Notes) -> None:
        self._store = store
        self._notes = notes
        self._clock = SystemClock()

    async def run(self, claim: Claim) -> None:
        lane = int(claim.delivery.lane.removeprefix("link:"))
        self._notes.handle(lane, int(claim.delivery.event.event_id))
        await self._store.write(lambda tx: tx.deliveries.finish(claim, self._clock.now()))


class NoGates:
    """There are no gates to look after."""

    async def recheck_policy(self) -> None: ...

    async def recheck_due(self) -> None: ...

    async def recheck_release(self) -> None: ...

    async def sweep(self) -> None: ...


def make_relay(store: UnitOfWork, notes: Notes) -> Relay:
    """The service's relay over the benchmark's handler."""
    clock = SystemClock()
    return Relay(
        store, cast(PolicySource, None), cast(Relaying, Handling(store, notes)),
        cast(Gatekeeping, NoGates()), clock,
        modes=Modes(store, clock), lanes=AT_ONCE, lease=LEASE,
    )  # fmt: skip


async def drain_airlock(url: str, notes: Notes) -> None:
    """Until SIGTERM; what was begun is finished."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with open_store(url, KEY) as store:
        await make_relay(store, notes).run(stop)


async def drain_procrastinate(url: str, notes: Notes) -> None:
    app = rivals.procrastinate_app(url, notes)
    async with app.open_async():
        await app.run_worker_async(concurrency=AT_ONCE)


def main() -> None:
    """Drain until told to stop."""
    tool, url, file = sys.argv[1:]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    notes = Notes(Path(file))
    if tool == "dbos":
        rivals.drain_dbos(url, notes)
        return
    drains: dict[str, Any] = {"airlock": drain_airlock, "procrastinate": drain_procrastinate}
    asyncio.run(drains[tool](url, notes))


if __name__ == "__main__":
    main()
