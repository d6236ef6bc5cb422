"""The secret key is replaced: everything sealed is wrapped anew, while the service runs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import StaleWrite
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry
from app.services.auditing import AuditSealing

PAGE = 100
ANOTHER_LINKS_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Rotated:
    """Keys that were wrapped anew, and secret keys that nothing is sealed with any more."""

    rewrapped: int
    retired: int


class KeyRotation:
    """A run that breaks off leaves every key readable; the next one goes on where it ended."""

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._sealing = AuditSealing(store, clock)

    async def run(self, by: str, tell: Callable[[int], None] = lambda _: None) -> Rotated:
        """Wrap all with the present secret key, then retire the earlier ones.

        `tell` hears how many are left after each page. What a process that still has an earlier
        key as its own seals meanwhile is wrapped too. Raises StoreUnavailable when the secret key
        that something is sealed with was not given.
        """
        done = await self._pass(by, tell)
        while (more := await self._pass(by, tell)).rewrapped:
            done = Rotated(done.rewrapped + more.rewrapped, done.retired + more.retired)
        return Rotated(done.rewrapped, done.retired + more.retired)

    async def _pass(self, by: str, tell: Callable[[int], None]) -> Rotated:
        rewrapped = await self._rewrap(tell)
        if rewrapped:
            await self._store.write(lambda tx: self._note(tx, by, rewrapped))
        await self._link_all()
        return Rotated(rewrapped, await self._store.write(lambda tx: tx.masters.retire()))

    async def _rewrap(self, tell: Callable[[int], None]) -> int:
        rewrapped = 0
        while True:
            step = await self._store.write(lambda tx: tx.masters.rotate(PAGE))
            rewrapped += step.rewrapped
            if not step.left:
                return rewrapped
            tell(step.left)

    async def _link_all(self) -> None:
        """What an earlier key has stamped is linked before its stamps are worth nothing."""
        while True:
            try:
                await self._sealing.seal_all()
            except StaleWrite:
                await asyncio.sleep(ANOTHER_LINKS_SECONDS)
            else:
                return

    def _note(self, tx: Transaction, by: str, rewrapped: int) -> None:
        tx.audit.add(
            AuditEntry(
                at=self._clock.now(), actor=by, action="secret key replaced", subject="vault",
                detail=f"{rewrapped} keys wrapped anew",
            )
        )  # fmt: skip
