"""The relay: claims lanes and works on their deliveries until it is told to stop.

Several run side by side, in this process and in others; the store's leases keep one lane with one
relay at a time.
"""

import asyncio
import contextlib
import os
import random
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from app.errors import LaneLost, StoreError, VendorError
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records import Claim
from app.services.gatekeeping import Gatekeeping
from app.services.modes import Modes
from app.services.relaying import Relaying
from app.services.retry import Postpone, decide_overrun

log = structlog.get_logger()

IDLE_SECONDS = 5.0
STORE_PAUSE_SECONDS = 1.0
DEFECT_PAUSE_SECONDS = 5.0
RECHECK_SECONDS = 15.0
TELL_AGAIN = timedelta(hours=1)
WORKING_SHARE = 0.9
"""The part of a lease after which work is cut off, so that the lane is still ours to say so."""
OVERRUN = "The work took longer than a lease (AIRLOCK_RELAY__LEASE_SECONDS) and was cut off."
STOPPED = "The relay was stopped while it worked on this; another goes on with it."
GRACE_SECONDS = 5.0
"""For how long work that was begun may go on once the relay is told to stop."""

Round = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""What goes on beside the deliveries until the event is set."""


class Relay:
    """`lanes` is how many lanes are worked on at a time; `lease` how long one may take.

    `rounds` run beside them in this process.
    """

    def __init__(
        self,
        store: UnitOfWork,
        policies: PolicySource,
        relaying: Relaying,
        gatekeeping: Gatekeeping,
        clock: Clock,
        *,
        modes: Modes,
        lanes: int,
        lease: timedelta,
        rounds: Sequence[Round] = (),
        prepare: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._prepare = prepare
        self._rounds = (self._recheck, self._sweep, *rounds)
        self._store = store
        self._policies = policies
        self._relaying = relaying
        self._gatekeeping = gatekeeping
        self._clock = clock
        self._modes = modes
        self._lanes = lanes
        self._lease = lease
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set. What was begun then has `GRACE_SECONDS` to end."""
        rounds = [_lasting(one, stop, bounded=True) for one in self._rounds]
        await asyncio.gather(self.work(stop), *rounds)

    async def work(self, stop: asyncio.Event) -> None:
        """The deliveries alone, as a command does that waits for some.

        What takes long at first (`prepare`) is done before a lane is claimed: a lease is short.
        """
        if self._prepare is not None:
            await self._prepare()
        workers = [partial(self._work, f"{self._name}-{n}") for n in range(self._lanes)]
        await asyncio.gather(*(_lasting(one, stop, bounded=False) for one in workers))

    async def _work(self, worker: str, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                if not await self._step(worker, stop):
                    await self._wait_for_work(stop)
            except StoreError as error:
                log.error("store out of reach", code=error.code)
                self._relaying.doubt_records()
                await _wait(stop, STORE_PAUSE_SECONDS)

    async def _step(self, worker: str, stop: asyncio.Event) -> bool:
        claim = await self._store.write(partial(self._claim, worker))
        if claim is None:
            return False
        await self._guarded(claim, stop)
        return True

    def _claim(self, worker: str, tx: Transaction) -> Claim | None:
        """While sending is stopped deliveries wait untouched: no attempt is spent on them."""
        if not self._modes.works(tx):
            return None
        return tx.deliveries.claim(worker, self._clock.now(), self._lease)

    async def _guarded(self, claim: Claim, stop: asyncio.Event) -> None:
        """Run one delivery as a task of its own, so that a defect in it ends it and not the relay.

        A defect (an error outside our tree) parks the delivery under its type's name; its text
        might quote what was being worked on and is not kept.
        """
        task = asyncio.create_task(self._relaying.run(claim))
        lease = claim.until - self._clock.now()
        try:
            await _end_of(task, stop, max(0.0, lease.total_seconds() * WORKING_SHARE))
        finally:
            if not task.done():
                task.cancel()
        try:
            await self._record_end(claim, task, stopped=stop.is_set())
        except LaneLost as error:
            _tell_lost(claim, error)

    async def _record_end(self, claim: Claim, task: asyncio.Task[None], *, stopped: bool) -> None:
        """Record what the work could not record itself. Raises LaneLost and StoreError."""
        if task.cancelled() and stopped:
            await self._release(claim)
            return
        if task.cancelled():
            await self._record_overrun(claim)
            return
        error = task.exception()
        if isinstance(error, LaneLost | StoreError):
            _tell_lost(claim, error)
        elif error is not None:
            await self._relaying.park_defect(claim, type(error).__name__)

    async def _release(self, claim: Claim) -> None:
        """The lane is free at once for another relay, and no attempt is counted."""
        now = self._clock.now()
        await self._store.write(
            lambda tx: tx.deliveries.postpone(claim, now, "stopping", STOPPED, count=False)
        )
        log.info("released", delivery=claim.delivery.id, lane=claim.delivery.lane)

    async def _record_overrun(self, claim: Claim) -> None:
        """A failed attempt: work that never ends must not hold up its lane for ever."""
        now = self._clock.now()
        rules = self._policies.current().mapping.delivery
        verdict = decide_overrun(
            attempts=claim.delivery.attempts,
            max_attempts=rules.max_attempts,
            now=now,
            jitter=random.random(),  # noqa: S311 - spreads retries, hides nothing
        )
        if isinstance(verdict, Postpone):
            until = verdict.until
            await self._store.write(
                lambda tx: tx.deliveries.postpone(claim, until, "overrun", OVERRUN, count=True)
            )
        else:
            await self._relaying.give_up_overrun(claim, OVERRUN)
        log.warning("not delivered", delivery=claim.delivery.id, code="overrun")

    async def _wait_for_work(self, stop: asyncio.Event) -> None:
        """Until a delivery is ready, the next postponed one is due, or the relay stops."""
        due = await self._store.read(
            lambda tx: tx.deliveries.next_ready_at() if self._modes.works(tx) else None
        )
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
                await self._gatekeeping.recheck_policy()
                await self._gatekeeping.recheck_due()
                await self._gatekeeping.recheck_release()
            except StoreError as error:
                log.error("store out of reach", code=error.code)
            await _wait(stop, RECHECK_SECONDS)

    async def _sweep(self, stop: asyncio.Event) -> None:
        """Apart from what is due to the moment: a search through all of Jira may take long.

        What keeps it from looking may last, as until `setup jira` was run: that is told once an
        hour, and when it is another thing.
        """
        told: tuple[str, datetime] | None = None
        while not stop.is_set():
            try:
                await self._gatekeeping.sweep()
                told = None
            except StoreError as error:
                log.error("store out of reach", code=error.code)
            except VendorError as error:
                now = self._clock.now()
                if told is None or told[0] != error.code or now >= told[1] + TELL_AGAIN:
                    log.warning("gate values not looked at", code=error.code)
                    told = (error.code, now)
            await _wait(stop, RECHECK_SECONDS)


def _tell_lost(claim: Claim, error: StoreError) -> None:
    log.warning("lane lost", lane=claim.delivery.lane, fence=claim.fence, code=error.code)


async def _lasting(one: Round, stop: asyncio.Event, *, bounded: bool) -> None:
    """Until the stop; what is bounded has `GRACE_SECONDS` then, the rest ends by itself.

    A defect ends neither it nor what goes on beside it: it is told and begun again. Its text might
    quote what was being worked on and is not kept.
    """
    while not stop.is_set():
        task = asyncio.create_task(one(stop))
        try:
            await (_end_of(task, stop, None) if bounded else asyncio.wait({task}))
        finally:
            task.cancel()
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error("defect", error_type=type(error).__name__)
        await _wait(stop, DEFECT_PAUSE_SECONDS)


async def _end_of(task: asyncio.Task[None], stop: asyncio.Event, seconds: float | None) -> None:
    """Wait for the task's end; cut it off after so many seconds, or a while after the stop."""
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopped}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if not task.done() and stop.is_set():
            await asyncio.wait({task}, timeout=GRACE_SECONDS)
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    finally:
        stopped.cancel()


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
