"""Whose work a call to a vendor belongs to, and how urgent that is.

It goes along with the task that works (a context variable), so that nothing between a service and
the client must pass it on. What nobody has said anything about is a person's: it goes first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from app.sync.pacing import Urgency


@dataclass(slots=True)
class Work:
    """One piece of work. Calls after its first go first, so that no call was made in vain.

    `promised`: pacing told it to come back now. `intends` are the keys of the budgets of the write
    that it leads to: they are taken with its first call, and `kept`, each with the moment until
    which it may be used, until that write goes out.
    """

    urgency: Urgency = Urgency.FIRST
    promised: bool = False
    intends: tuple[str, ...] = ()
    begun: bool = False
    kept: dict[str, float] = field(default_factory=dict)

    @property
    def rank(self) -> Urgency:
        """How urgent its next call is; bulk work never becomes more."""
        raised = self.begun and self.urgency is not Urgency.BULK
        return Urgency.FIRST if raised else self.urgency


_current: ContextVar[Work | None] = ContextVar("work", default=None)


def current() -> Work:
    """The work that the running task does."""
    return _current.get() or Work()


@contextmanager
def working(work: Work) -> Iterator[Work]:
    """The calls within belong to this work."""
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)


@contextmanager
def in_bulk() -> Iterator[Work]:
    """The calls within are bulk work: they keep to its share and make way for all others."""
    with working(Work(Urgency.BULK)) as work:
        yield work
