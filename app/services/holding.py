"""Which claim the running task works for, so that no write begins once its lane is lost.

A relay that was paused, or cut off from the database, may go on after another has taken its lane
over. What it would write then is refused where the write begins: the claim's fence is looked at in
the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from app.ports import Transaction
from app.records import Claim

_claim: ContextVar[Claim | None] = ContextVar("claim", default=None)


@contextmanager
def working_for(claim: Claim) -> Iterator[None]:
    """What the block writes, it writes for this claim; tasks that it starts do too."""
    token = _claim.set(claim)
    try:
        yield
    finally:
        _claim.reset(token)


class LaneHold:
    """The claim that the task which makes this works for, if any: people's clicks have none."""

    def __init__(self) -> None:
        self._claim = _claim.get()

    def require(self, tx: Transaction, now: datetime) -> None:
        """Raises LaneLost when the lane is another's by now, or the lease is over."""
        if self._claim is not None:
            tx.deliveries.check(self._claim, now)
