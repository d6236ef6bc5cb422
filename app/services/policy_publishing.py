"""Publishing by command: a folder's files, or an earlier publication's once more."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.errors import NotStored, PolicyError
from app.policy.files import digest_of, read_texts
from app.policy.loading import lint_texts, load_texts
from app.ports import Clock, Transaction, UnitOfWork
from app.records_policies import Files, NewPublication, PolicyOrigin, Publication
from app.services.policy_importing import IMPORTED_FACT, publish

PAGE = 50


class PolicyPublishing:
    """`folder` is the service's own: what is published of it counts as taken from there."""

    def __init__(self, store: UnitOfWork, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    async def publish_folder(self, directory: Path, reason: str, *, by: str) -> Publication:
        """Put a folder's files in force. Raises PolicyError with every problem that lint tells,
        warnings apart, and StaleWrite when another published meanwhile."""
        texts = await asyncio.to_thread(read_texts, directory)
        version = await asyncio.to_thread(checked_version, texts)
        new = NewPublication(version, digest_of(texts), PolicyOrigin.COMMAND, by, reason)
        own = _is_same(directory, self._folder)

        def put(tx: Transaction) -> Publication:
            if own:
                tx.facts.set(IMPORTED_FACT, new.digest)
            return publish(tx, new, texts, tx.policies.get(tx.policies.newest()), self._clock)

        return await self._store.write(put)

    async def roll_back(self, which: str, reason: str, *, by: str) -> Publication:
        """Put an earlier publication in force once more. Raises NotStored, PolicyError where this
        release cannot read it, StaleWrite."""
        earlier, texts = await self.files_of(which)
        await asyncio.to_thread(load_texts, texts)
        new = NewPublication(
            earlier.version, earlier.digest, PolicyOrigin.COMMAND, by, reason,
            restores=earlier.number,
        )  # fmt: skip

        def put(tx: Transaction) -> Publication:
            return publish(tx, new, texts, tx.policies.get(tx.policies.newest()), self._clock)

        return await self._store.write(put)

    async def history(self, count: int = PAGE) -> Sequence[Publication]:
        """The last publications, the newest first."""
        return await self._store.read(lambda tx: tx.policies.history(count))

    async def files_of(self, which: str | None) -> tuple[Publication, Files]:
        """A publication by number or by the beginning of its version, or the one in force; and its
        files. Raises NotStored."""

        def load(tx: Transaction) -> tuple[Publication, Files]:
            found = _find(tx, which)
            return found, tx.policies.files(found.number)

        return await self._store.read(load)


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def checked_version(texts: Files) -> str:
    """The version of files in which lint finds no error, their examples included.

    Raises PolicyError with each problem.
    """
    errors = tuple(str(one) for one in lint_texts(texts) if not one.warning)
    if errors:
        raise PolicyError(errors)
    return load_texts(texts).version


def _find(tx: Transaction, which: str | None) -> Publication:
    if which is None:
        found = tx.policies.get(tx.policies.newest())
    elif which.isdecimal() and len(which) < 9:
        found = tx.policies.get(int(which)) or tx.policies.find(which)
    else:
        found = tx.policies.find(which)
    if found is None:
        raise NotStored(
            f"There is no publication {which or 'yet'}: `airlock policy history` lists all of them."
        )
    return found
