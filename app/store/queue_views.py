"""What is asked of the delivery queue without changing it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, TextClause, bindparam, func, select, text

from app.model import InboundEvent
from app.records import Delivery, DeliveryState
from app.store.scope import Scope
from app.store.statements import Record
from app.store.tables import deliveries, lanes
from app.store.tables_life import tallies

STUCK = (DeliveryState.PARKED.value, DeliveryState.HELD.value)
FORGOTTEN = "forgotten:"
"""What the names of the tallies begin with that count settled deliveries that were deleted."""

# Written out, because no engine takes a partial index for a value that it learns later.
WAITS = text("deliveries.state = 'waiting'")
_TRIED = text("deliveries.state = 'waiting' AND deliveries.reason_code IS NOT NULL")
_STUCK = text("deliveries.state IN ('parked', 'held')")
_EACH_STUCK = [text(f"deliveries.state = '{state}'") for state in STUCK]
_SOME = text("lanes.waiting > 0")
_DELIVERY = select(deliveries).where(deliveries.c.id == bindparam("delivery_id"))


class QueueViews:
    """The part of the port `Deliveries` that only looks."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, delivery_id: str) -> Delivery | None:
        row = self._row(delivery_id)
        return to_delivery(row) if row is not None else None

    def stuck(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        """Parked and held deliveries of one lane or of all, the first accepted first."""
        if lane is not None:
            return self._oldest(lane, limit, _STUCK)
        # One by one: over both states together nothing is in order.
        found = [one for state in _EACH_STUCK for one in self._oldest(None, limit, state)]
        return sorted(found, key=lambda delivery: (delivery.accepted_at, delivery.id))[:limit]

    def postponed(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        """Waiting deliveries that were tried in vain, of one lane or of all; first accepted first.

        A replayed delivery is none until it fails again.
        """
        return self._oldest(lane, limit, _TRIED)

    def _oldest(self, lane: str | None, limit: int, condition: TextClause) -> Sequence[Delivery]:
        statement = select(deliveries).where(condition)
        if lane is not None:
            statement = statement.where(deliveries.c.lane == lane)
        ordered = statement.order_by(deliveries.c.accepted_at, deliveries.c.id).limit(limit)
        return tuple(map(to_delivery, self._connection.execute(ordered)))

    def next_ready_at(self) -> datetime | None:
        """When the next lane is claimable: its head's time or a lease's end; may be past."""
        return self._time(select(func.min(lanes.c.next_at, type_=lanes.c.next_at.type)))

    def waiting_in(self, lane: str) -> int:
        """How many deliveries of the lane are not settled, being worked on or not.

        A name that ends in a colon stands for all lanes that begin with it.
        """
        if lane[-1:] == ":":
            every = select(func.coalesce(func.sum(lanes.c.waiting), 0))
            statement = every.where(_SOME, lanes.c.name.startswith(lane))
        else:
            statement = select(lanes.c.waiting).where(lanes.c.name == lane)
        return int(self._connection.execute(statement).scalar() or 0)

    def oldest_waiting(self) -> datetime | None:
        """When the oldest delivery was accepted that is not settled yet, being worked on or not."""
        accepted = deliveries.c.accepted_at
        oldest = select(func.min(accepted, type_=accepted.type))
        return self._time(oldest.where(WAITS))

    def counts(self) -> Mapping[str, int]:
        """How many deliveries are in each state; every state is named."""
        names = [state.value for state in DeliveryState]
        sums = [func.coalesce(func.sum(lanes.c[name]), 0) for name in names]
        row = self._connection.execute(select(*sums)).one()
        gone = self._forgotten()
        return {name: max(0, int(row[n]) - gone.get(name, 0)) for n, name in enumerate(names)}

    def _forgotten(self) -> dict[str, int]:
        names = [FORGOTTEN + state.value for state in DeliveryState]
        found = self._connection.execute(select(tallies).where(tallies.c.name.in_(names)))
        return {row.name.removeprefix(FORGOTTEN): row.value for row in found}

    def _row(self, delivery_id: str) -> Record | None:
        return self._connection.execute(_DELIVERY, {"delivery_id": delivery_id}).first()

    def _load(self, delivery_id: str) -> Delivery:
        return to_delivery(self._connection.execute(_DELIVERY, {"delivery_id": delivery_id}).one())

    def _time(self, statement: Select[datetime]) -> datetime | None:
        return self._connection.execute(statement).scalar()


def to_delivery(row: Record) -> Delivery:
    return Delivery(
        id=row.id,
        lane=row.lane,
        event=InboundEvent.model_validate_json(row.event),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        accepted_at=row.accepted_at,
        not_before=row.not_before,
        reason_code=row.reason_code,
        reason=row.reason,
    )
