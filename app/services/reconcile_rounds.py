"""The reconcile that goes on beside the relay, in one process at a time."""

import asyncio
import contextlib
from collections.abc import Coroutine
from datetime import timedelta

import structlog

from app.errors import StaleWrite, StoreError, VendorError
from app.ports import Clock
from app.services.modes import Modes
from app.services.reconciling import PairDrift, Reconciling, Scope

log = structlog.get_logger()

LOOK_SECONDS = 15.0
"""How often it is asked whether a reconcile is due."""
LONGEST_PAUSE = timedelta(minutes=15)


class ReconcileRounds:
    """`every` is the time between the beginnings of two reconciles; zero is never.

    A process that starts where none was ever run waits that long first. In `shadow` and while
    sending is stopped nothing can be mended, so that nothing is looked for.
    """

    def __init__(
        self, reconciling: Reconciling, modes: Modes, clock: Clock, every: timedelta
    ) -> None:
        self._reconciling = reconciling
        self._modes = modes
        self._clock = clock
        self._every = every
        self._started = self._not_before = clock.now()
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; a reconcile that is under way then is cut off and goes on later."""
        while self._every and not stop.is_set():
            await _until(stop, self.look())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def look(self) -> bool:
        """Reconcile if that is due; whether it was done."""
        try:
            if not await self._is_due():
                return False
            await self._reconciling.run(Scope(), _hear)
        except StaleWrite:
            return False  # another process is at it
        except (VendorError, StoreError) as error:
            self._pause(error.code)
            return False
        self._failures = 0
        log.info("reconciled")
        return True

    async def _is_due(self) -> bool:
        now = self._clock.now()
        if now < self._not_before or not await self._modes.sends():
            return False
        last = await self._reconciling.last()
        if last is None:
            return now >= self._started + self._every
        return now >= last.began + self._every

    def _pause(self, code: str) -> None:
        """After a vendor or the database failed: a minute, then twice as long each time."""
        pause = min(LONGEST_PAUSE, timedelta(minutes=1) * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        self._not_before = self._clock.now() + pause
        log.warning("not reconciled", code=code)


def _hear(pair: PairDrift) -> None:
    for drift in pair.drifts:
        log.info("drift found", lane=pair.link.lane, kind=drift.kind.name.lower())


async def _until(stop: asyncio.Event, work: Coroutine[None, None, bool]) -> None:
    """Do the work, or cut it off when it is time to stop."""
    doing = asyncio.create_task(work)
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({doing, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not doing.done():
        doing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await doing
