"""Old deliveries go: settled ones, after the days that the settings say, a few at a time."""

import asyncio
import contextlib
from datetime import timedelta
from functools import partial

import structlog

from app.errors import StoreError
from app.ports import Clock, Transaction, UnitOfWork

log = structlog.get_logger()

BATCH = 200
"""Deliveries in one transaction: a few milliseconds' work, so that nobody waits for it."""
LANES = 20
ROUND_SECONDS = 15.0
BREATH_SECONDS = 0.05
"""Between two batches, so that what is accepted meanwhile goes first."""


class Forgetting:
    """Forgets what was settled longer ago than `kept`, which is longer than any vendor retries.

    Lanes that a clock which was ahead has left in the future are put right as well.

    Once in the life of each process the lanes' counts are taken anew as well: while an earlier
    release was running beside this one it counted nothing.
    """

    def __init__(self, store: UnitOfWork, clock: Clock, kept: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._kept = kept
        self._lane: str | None = ""

    async def run(self, stop: asyncio.Event) -> None:
        """Round after round until `stop` is set."""
        while not stop.is_set():
            try:
                await self._store.write(lambda tx: tx.deliveries.turn_back(self._clock.now()))
                await self.forget(stop)
                await self.recount(stop)
            except StoreError as error:
                log.error("store out of reach", code=error.code)
            await _wait(stop, ROUND_SECONDS)

    async def forget(self, stop: asyncio.Event) -> int:
        """All that is old enough; how many deliveries. Raises StoreError."""
        before, forgotten, last = self._clock.now() - self._kept, 0, BATCH
        while last == BATCH and not stop.is_set():
            last = await self._store.write(lambda tx: tx.deliveries.forget(before, BATCH))
            forgotten += last
            await _wait(stop, BREATH_SECONDS if last else 0)
        if forgotten:
            log.info("forgotten", count=forgotten)
        return forgotten

    async def recount(self, stop: asyncio.Event) -> None:
        """Go on where it stopped, to the last lane. Raises StoreError."""
        while self._lane is not None and not stop.is_set():
            self._lane = await self._store.write(partial(_recount, self._lane))
            await _wait(stop, BREATH_SECONDS)


def _recount(after: str, tx: Transaction) -> str | None:
    return tx.deliveries.recount(after, LANES)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
