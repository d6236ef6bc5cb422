"""A store for a rehearsal: what is worked out there leaves nothing behind."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from app.ports import Transaction, UnitOfWork

T = TypeVar("T")


class _TakenBack(Exception):
    pass


class Provisional:
    """The port `UnitOfWork`: each write is done in full and taken back before it is committed.

    A later read does not see it, so that a work of several steps may be told up to the step that
    looks for what an earlier one wrote.
    """

    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    def now(self) -> datetime:
        return self._store.now()

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """What `work` returns, though nothing of it is stored. Raises what it raises."""
        results: list[T] = []

        def take_back(tx: Transaction) -> None:
            results.append(work(tx))
            raise _TakenBack

        try:
            await self._store.write(take_back)
        except _TakenBack:
            return results[-1]
        raise AssertionError("a write that was to be taken back was stored")

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return await self._store.read(work)

    async def wait_for_work(self, seconds: float) -> None:
        await self._store.wait_for_work(seconds)
