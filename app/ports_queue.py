"""The port of the delivery queue, a part of each transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from app.model import InboundEvent
from app.records import Claim, Delivery


class Deliveries(Protocol):
    """The queue. What is claimed is a lane, never a delivery."""

    def add(self, event: InboundEvent, lane: str, now: datetime) -> Delivery | None:
        """Append to the lane; None when the lane has this event already."""
        ...

    def park_unread(self, event: InboundEvent, reason: str, now: datetime) -> Delivery | None:
        """Store something signed but not understood, parked from the start; None if known."""
        ...

    def claim(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        """Claim the lane that has been ready the longest; None when none is.

        Lanes take turns: one whose delivery was settled comes after those that are ready then.
        """
        ...

    def put_gates_first(self, now: datetime) -> None:
        """What is ready in gates' lanes is claimed before all else; what waits for a time waits."""
        ...

    def extend(self, claim: Claim, until: datetime) -> Claim:
        """Lengthen the lease. Raises LaneLost."""
        ...

    def check(self, claim: Claim, now: datetime) -> None:
        """Raises LaneLost when the lane is not this claim's any more, or its lease is over."""
        ...

    def finish(self, claim: Claim, now: datetime) -> None:
        """Done; the lane is free. Raises LaneLost."""
        ...

    def postpone(
        self, claim: Claim, until: datetime, reason_code: str, reason: str, *, count: bool
    ) -> None:
        """Try again at `until`; the lane waits. `count` is False for a pause of the vendor's."""
        ...

    def park(
        self,
        claim: Claim,
        reason_code: str,
        reason: str,
        now: datetime,
        *,
        lane_waits: bool = False,
    ) -> None:
        """A dead letter; the lane goes on with the next delivery.

        With `lane_waits` the lane stands still until this delivery is replayed or discarded.
        """
        ...

    def hold(self, claim: Claim, reason_code: str, reason: str, now: datetime) -> None:
        """As park, but it waits for a person's review of content."""
        ...

    def get(self, delivery_id: str) -> Delivery | None: ...

    def stuck(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        """Parked and held deliveries, oldest first."""
        ...

    def postponed(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        """Waiting deliveries that were tried in vain, with the last reason, oldest first."""
        ...

    def replay(self, delivery_id: str, now: datetime) -> Delivery:
        """Put a parked or held delivery back at its lane's head. Raises NotStored."""
        ...

    def discard(self, delivery_id: str, now: datetime) -> Delivery:
        """Never to be run. Raises NotStored."""
        ...

    def next_ready_at(self) -> datetime | None:
        """When the next waiting delivery becomes ready; None when none waits."""
        ...

    def waiting_in(self, lane: str) -> int:
        """How many deliveries of the lane wait or are being worked on."""
        ...

    def oldest_waiting(self) -> datetime | None: ...

    def counts(self) -> Mapping[str, int]:
        """How many deliveries are in each state."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Delete deliveries that were settled before then, the oldest first, with what is known
        of their writes; how many. What is parked, held or waits stays, however old.
        """
        ...

    def recount(self, after: str, limit: int) -> str | None:
        """Put the counts of so many lanes right, in the order of names, beginning behind `after`.

        The last lane's name, or None when there are no more.
        """
        ...

    def turn_back(self, now: datetime) -> int:
        """Lanes and new deliveries whose turn is set in the future are ready now; how many lanes.

        A clock that was ahead for a while and was put right has left them. What was postponed
        waits until its time.
        """
        ...
