"""What a process counts and hears in memory, and puts into the store every few seconds.

So that counting costs no commit of its own. What was not put there before a crash is lost: these
numbers are for looking at, nothing is decided by them but an alarm.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import structlog

from app.errors import StoreError
from app.model import System
from app.ports import Clock, Transaction, UnitOfWork
from app.services.silence import Heard, listen

log = structlog.get_logger()

FLUSH_SECONDS = 5.0
SEPARATOR = "|"


class Tally:
    """Counts by name. Parts of a name are fixed words: kinds, codes, systems."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count(self, *parts: str) -> None:
        """One more of this."""
        self._counts[SEPARATOR.join(parts)] += 1

    def take(self) -> Mapping[str, int]:
        """What was counted since the last time."""
        taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, counts: Mapping[str, int]) -> None:
        """What was taken and could not be stored."""
        self._counts.update(counts)


class Pulse:
    """`tally` is what the rooms of this process count with."""

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.tally = Tally()
        self._followed: list[tuple[str, Mapping[str, int], dict[str, int]]] = []
        self._heard: dict[System, tuple[datetime, datetime]] = {}

    def webhook(self, system: System, outcome: str, *, genuine: bool) -> None:
        """A webhook came; `genuine` if the vendor has signed it, whatever became of it then."""
        self.tally.count("webhook", system.value, outcome)
        if genuine:
            now = self._clock.now()
            first, _ = self._heard.get(system, (now, now))
            self._heard[system] = (first, now)

    def follow(self, name: str, totals: Mapping[str, int]) -> None:
        """Count how these totals of this process grow, under `name` and their keys."""
        self._followed.append((name, totals, {}))

    def _count_growth(self) -> None:
        for name, totals, seen in self._followed:
            for key, total in totals.items():
                grown = total - seen.get(key, 0)
                if grown:
                    self.tally.put_back({SEPARATOR.join((name, key)): grown})
                    seen[key] = total

    async def flush(self) -> None:
        """Put into the store what is not there yet. Raises StoreError; then nothing is lost."""
        self._count_growth()
        counts, heard = self.tally.take(), self._heard
        self._heard = {}
        if not counts and not heard:
            return

        def keep(tx: Transaction) -> None:
            tx.life.add(counts)
            for system, (first, last) in heard.items():
                known = listen(load_heard(tx, system), first, last)
                tx.facts.set(_fact(system), known.model_dump_json())

        try:
            await self._store.write(keep)
        except StoreError:
            self.tally.put_back(counts)
            self._heard = {**heard, **self._heard}
            raise

    async def run(self, stop: asyncio.Event) -> None:
        """Flush every few seconds, and once more at the end."""
        while not stop.is_set():
            try:
                async with asyncio.timeout(FLUSH_SECONDS):
                    await stop.wait()
            except TimeoutError:
                await self._try_flush()
        await self._try_flush()

    async def _try_flush(self) -> None:
        try:
            await self.flush()
        except StoreError as error:
            log.warning("counts not stored yet", code=error.code)


def load_heard(tx: Transaction, system: System) -> Heard | None:
    """When the vendor was heard; None before its first webhook."""
    kept = tx.facts.get(_fact(system))
    return Heard.model_validate_json(kept) if kept else None


def _fact(system: System) -> str:
    return f"life:heard:{system.value}"
