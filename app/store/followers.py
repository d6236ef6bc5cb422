"""What waits behind a claimed delivery, and is done together with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, select, update

from app.errors import LaneLost
from app.records import Claim, Delivery, DeliveryState
from app.store.queue_views import WAITS, to_delivery
from app.store.scope import Scope
from app.store.tables import deliveries, lanes

_POSITION = (
    select(deliveries.c.position)
    .where(deliveries.c.id == bindparam("delivery_id"))
    .scalar_subquery()
)
_BEHIND = (
    select(deliveries)
    .where(deliveries.c.lane == bindparam("lane"), WAITS, deliveries.c.position > _POSITION)
    .order_by(deliveries.c.position)
    .limit(bindparam("most"))
)
_LANE = select(lanes).where(lanes.c.name == bindparam("lane")).with_for_update()
_COUNT = update(lanes).where(lanes.c.name == bindparam("lane"))


class SqlFollowers:
    """The port `Followers`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def of(self, claim: Claim, limit: int) -> Sequence[Delivery]:
        wanted = {
            "lane": claim.delivery.lane,
            "delivery_id": claim.delivery.id,
            "most": limit,
        }
        return tuple(map(to_delivery, self._connection.execute(_BEHIND, wanted)))

    def settle(self, claim: Claim, followers: Sequence[Delivery], now: datetime) -> None:
        """A lane's row is taken first, as by every change of the queue."""
        name = claim.delivery.lane
        lane = self._connection.execute(_LANE, {"lane": name}).one()
        if lane.fence != claim.fence or lane.claimed_until is None:
            raise LaneLost(f"Lane {name} is no longer held by this worker.")
        which = and_(deliveries.c.id.in_([one.id for one in followers]), WAITS)
        values = {"state": DeliveryState.DONE.value, "settled_at": now}
        settled = self._connection.execute(update(deliveries).where(which).values(values)).rowcount
        counts = {"waiting": max(0, lane.waiting - settled), "done": lane.done + settled}
        self._connection.execute(_COUNT.values(counts), {"lane": name})
