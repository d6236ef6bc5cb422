"""Now and then every open gate is decided anew: of an owner who leaves no vendor tells us."""

from datetime import datetime, timedelta

from app.ports import Clock, UnitOfWork
from app.services.gate_rechecks import queue_open, queue_pages

EVERY = timedelta(hours=6)
_FACT = "gate:rounds"


class GateRounds:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def go(self) -> None:
        """Queue each gate that is open, unless that was done in the last six hours.

        For all processes together; the first time only the clock is started.
        """
        now = self._clock.now()
        last = await self._store.read(lambda tx: tx.facts.get(_FACT))
        if last is not None and now < datetime.fromisoformat(last) + EVERY:
            return
        if last is not None:
            async for _ in queue_pages(self._store, queue_open, f"round:{now.isoformat()}", now):
                pass
        await self._store.write(lambda tx: tx.facts.set(_FACT, now.isoformat()))
