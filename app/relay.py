"""The relay: claims lanes and works on their deliveries until it is told to stop.

Several run side by side, in this process and in others; the store's leases keep one lane with one
relay at a time.
"""

import asyncio
import contextlib
import os
import secrets
from datetime import timedelta

import structlog

from app.errors import LaneLost, StoreError
from app.ports import Clock, UnitOfWork
from app.records import Claim
from app.services.gatekeeping import Gatekeeping
from app.services.relaying import Relaying

log = structlog.get_logger()

IDLE_SECONDS = 5.0
STORE_PAUSE_SECONDS = 1.0
RECHECK_SECONDS = 15.0


class Relay:
    """`lanes` is how many lanes are worked on at a time; `lease` how long one may take."""

    def __init__(
        self,
        store: UnitOfWork,
        relaying: Relaying,
        gatekeeping: Gatekeeping,
        clock: Clock,
        *,
        lanes: int,
        lease: timedelta,
    ) -> None:
        self._store = store
        self._relaying = relaying
        self._gatekeeping = gatekeeping
        self._clock = clock
        self._lanes = lanes
        self._lease = lease
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what was begun is finished first."""
        workers = [asyncio.create_task(self._work(stop, n)) for n in range(self._lanes)]
        recheck = asyncio.create_task(self._recheck(stop))
        await asyncio.gather(*workers, recheck)

    async def _work(self, stop: asyncio.Event, number: int) -> None:
        worker = f"{self._name}-{number}"
        while not stop.is_set():
            try:
                if not await self._step(worker):
                    await self._wait_for_work(stop)
            except StoreError as error:
                log.error("store out of reach", code=error.code)
                await _wait(stop, STORE_PAUSE_SECONDS)

    async def _step(self, worker: str) -> bool:
        claim = await self._store.write(
            lambda tx: tx.deliveries.claim(worker, self._clock.now(), self._lease)
        )
        if claim is None:
            return False
        await self._guarded(claim)
        return True

    async def _guarded(self, claim: Claim) -> None:
        """Run one delivery as a task of its own, so that a defect in it ends it and not the relay.

        A defect (an error outside our tree) parks the delivery under its type's name; its text
        might quote what was being worked on and is not kept.
        """
        task = asyncio.create_task(self._relaying.run(claim))
        try:
            await asyncio.wait({task}, timeout=self._lease.total_seconds())
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
        finally:
            if not task.done():
                task.cancel()
        error = None if task.cancelled() else task.exception()
        if isinstance(error, LaneLost | StoreError):
            log.warning("lane lost", lane=claim.delivery.lane, code=error.code)
        elif error is not None:
            await self._relaying.park_defect(claim, type(error).__name__)

    async def _wait_for_work(self, stop: asyncio.Event) -> None:
        """Until a delivery is ready, the next postponed one is due, or the relay stops."""
        due = await self._store.read(lambda tx: tx.deliveries.next_ready_at())
        wait = IDLE_SECONDS
        if due is not None:
            wait = min(wait, max(0.01, (due - self._clock.now()).total_seconds()))
        work = asyncio.create_task(self._store.wait_for_work(wait))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (work, stopped):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _recheck(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._gatekeeping.recheck_due()
            except StoreError as error:
                log.error("store out of reach", code=error.code)
            await _wait(stop, RECHECK_SECONDS)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
