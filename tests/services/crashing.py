"""A store and vendors that fail as machines do: a process that dies, an answer that comes late."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from app.effects import Applied, IssueEffect, TicketEffect
from app.errors import VendorTimeout
from app.ports import Transaction
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.fakes.store import MemoryStore
from tests.fakes.ticket_desk import FakeTicketDesk

T = TypeVar("T")


class Crash(BaseException):
    """The process is gone: nothing in it may catch this."""


class CrashingStore(MemoryStore):
    """Dies at one of the next commits, just before it or just after."""

    def __init__(self) -> None:
        super().__init__()
        self._commits_left: int | None = None
        self._after = False

    def die_at(self, commit: int, *, after: bool) -> None:
        """Die at the commit with this number, 0 being the next; `after` it is durable."""
        self._commits_left, self._after = commit, after

    def live_on(self) -> None:
        """The next process has its own life."""
        self._commits_left = None

    async def write(self, work: Callable[[Transaction], T]) -> T:
        if self._commits_left == 0:
            if self._after:
                await super().write(work)
            raise Crash
        if self._commits_left is not None:
            self._commits_left -= 1
        return await super().write(work)


@dataclass
class LateDesk(FakeTicketDesk):
    """Where `late` is set the next write comes about only with `commit_late`."""

    late: bool = False
    waiting: list[TicketEffect] = field(default_factory=list)

    async def apply(self, effect: TicketEffect) -> Applied:
        if self.late:
            self.late = False
            self.waiting.append(effect)
            raise VendorTimeout("Zendesk's answer did not come: its outcome is open")
        return await super().apply(effect)

    async def commit_late(self) -> None:
        """What timed out takes place after all."""
        while self.waiting:
            await super().apply(self.waiting.pop(0))


@dataclass
class LateTracker(FakeIssueTracker):
    """As LateDesk."""

    late: bool = False
    waiting: list[IssueEffect] = field(default_factory=list)

    async def apply(self, effect: IssueEffect) -> Applied:
        if self.late:
            self.late = False
            self.waiting.append(effect)
            raise VendorTimeout("Jira's answer did not come: its outcome is open")
        return await super().apply(effect)

    async def commit_late(self) -> None:
        """What timed out takes place after all."""
        while self.waiting:
            await super().apply(self.waiting.pop(0))
