"""The port of what waits behind a delivery in its lane and may be settled together with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.records import Claim, Delivery


class Followers(Protocol):
    """The deliveries behind a claimed one, in the order of the lane."""

    def of(self, claim: Claim, limit: int) -> Sequence[Delivery]:
        """Those that wait behind it, the next one first."""
        ...

    def settle(self, claim: Claim, followers: Sequence[Delivery], now: datetime) -> None:
        """They are done, by what the claimed one's work did. Raises LaneLost.

        In the same transaction the claimed one is finished after them.
        """
        ...
