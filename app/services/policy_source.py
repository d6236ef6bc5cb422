"""The policies in force: the store's newest publication, the same for all processes.

The folder of policy files is one way to publish. A process that cannot read the newest publication
keeps the last good one for what it shows, and sends nothing until it can.
"""

import asyncio
from pathlib import Path

from app.errors import NotStored, PolicyError
from app.policy.files import digest_of, fingerprint
from app.policy.loading import load_texts
from app.ports import Clock, PolicySet, Transaction, UnitOfWork
from app.records_policies import NOTHING, Standing
from app.services.policy_importing import Found, PolicyImport

_LOOK_BACK = 20
_NOWHERE = (
    "nothing is sent until a release that can read them runs here, or others are published "
    "(`airlock policy rollback`)"
)


class ActivePolicies:
    """A `PolicySource` over the store. With `imports` a changed folder is published by itself."""

    def __init__(
        self, store: UnitOfWork, clock: Clock, directory: Path, *, imports: bool = False
    ) -> None:
        self._store = store
        self._directory = directory
        self._folder = PolicyImport(store, clock, directory)
        self._imports = imports
        self._current: PolicySet | None = None
        self._standing = self._missed = NOTHING
        self._found = Found({})
        self._unread: tuple[str, ...] = ()
        self._refused: tuple[str, ...] = ()
        self._seen: str | None = None
        self._print: object = None

    def current(self) -> PolicySet:
        """The last good policies; never a half-loaded set."""
        if self._current is None:
            raise AssertionError("the policies were not started")
        return self._current

    def last_failure(self) -> tuple[str, ...]:
        """Why newer policies, or newer files, are not in force here; else empty."""
        return (*self._unread, *self._refused)

    def in_force(self, tx: Transaction) -> bool:
        """Whether `current` is what was published last."""
        return tx.policies.standing() == self._standing

    async def start(self) -> None:
        """Read folder and store. Raises PolicyError where neither holds policies that can be used.

        Without any publication the folder's policies are used; a process that imports publishes
        them first. Where the newest one cannot be read others stand in for it, so that pages and
        webhooks are served: nothing is sent under them, because they are not `in_force`.
        """
        found = await self._look_at_folder()
        await self._follow(found)
        if self._current is None:
            await self._stand_in(found)

    async def look(self) -> bool:
        """Follow folder and store; whether other policies are in force now. Raises StoreError.

        What does not hold changes nothing but `last_failure`.
        """
        before = self.current().version
        if await asyncio.to_thread(fingerprint, self._directory) != self._print:
            await self._follow(await self._look_at_folder())
        else:
            await self._follow(self._found)
        return self.current().version != before

    async def _look_at_folder(self) -> Found:
        self._print = await asyncio.to_thread(fingerprint, self._directory)
        self._found = await self._folder.find()
        await self._rule(self._found)
        return self._found

    async def _rule(self, found: Found) -> None:
        """Publish what is new in the folder, or say why not."""
        if found.policies is None:
            self._refused = found.problems
            return
        act = self._folder.take if self._imports else self._folder.rule
        self._refused = self._folder.told(await act(found, self._seen))
        self._seen = found.digest

    async def _follow(self, found: Found) -> None:
        newest = await self._store.read(lambda tx: tx.policies.standing())
        if newest == NOTHING and found.policies is not None:
            self._current, self._standing = found.policies, NOTHING
        elif newest not in (self._standing, self._missed):
            self._unread = await self._take_up(newest)
            self._missed = newest if self._unread else NOTHING
            if self._refused:
                await self._rule(found)

    async def _take_up(self, one: Standing) -> tuple[str, ...]:
        """Use this publication; the problems that keep it from being used."""
        try:
            policies = await self._load(one)
        except PolicyError as error:
            return (f"publication {one[0]} of the policies cannot be read here; {_NOWHERE}",
                    *error.problems)  # fmt: skip
        self._current, self._standing = policies, one
        return ()

    async def _load(self, one: Standing) -> PolicySet:
        """Those of a publication; of the folder, where it holds the very same. PolicyError."""
        number, digest = one
        if digest == self._found.digest and self._found.policies:
            return self._found.policies
        try:
            texts = await self._store.read(lambda tx: tx.policies.files(number))
        except NotStored as error:
            raise PolicyError(("its files are not in the database any more",)) from error
        if digest_of(texts) != digest:
            raise PolicyError(("its files are not those that were published",))
        return await asyncio.to_thread(load_texts, texts)

    async def _stand_in(self, found: Found) -> None:
        """Some policies to show things by; they are not what stands newest."""
        for one in (await self._store.read(lambda tx: tx.policies.history(_LOOK_BACK)))[1:]:
            if self._current is None:
                await self._take_up((one.number, one.digest))
        if self._current is None:
            self._current = found.policies
        if self._current is None:
            raise PolicyError((*self._unread, *found.problems))
