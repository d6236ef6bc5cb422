"""The delivery queue: lanes strictly in order, claimed as a whole, with leases and fences.

A lane's row knows its head, when it may be claimed and how many of its deliveries are in each
state, so that no operation's cost grows with the backlog. Within one transaction a lane's row is
taken first and written last.

Lanes take turns: one of whose deliveries was settled comes after those that are ready by then.

A gate's lane is worked on by one at a time too, but has no order: each of its deliveries decides
anew over what stands then, so that the one that is ready first goes first, none waits behind one
that was postponed, and gates go before pairs' backlogs.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from app.errors import LaneLost, NotStored
from app.model import InboundEvent
from app.records import Claim, Delivery, DeliveryState
from app.store.forgetting import forget_settled, lanes_ahead, recount_lanes
from app.store.queue_views import STUCK, WAITS, QueueViews
from app.store.scope import Scope
from app.store.statements import Record, insert_new
from app.store.tables import deliveries, lanes

UNREAD_LANE = "unread"
UNREAD_CODE = "not-understood"
GATES = "gate:"
"""What the names of gates' lanes begin with."""
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Before everything that was ever accepted."""
HEAD_START = timedelta(minutes=1)
"""How far a gate's delivery goes ahead of a pair's; more would let a recheck of all hold up all."""

CLOCK_LEEWAY = timedelta(minutes=1)
"""How far ahead of now a turn may lie before it is taken for a wrong clock's."""

LATE_COMMITS = ("vendor-timeout", "vendor-fault")
"""The reason codes of deliveries whose write may come about after all."""

_LANE = select(lanes).where(lanes.c.name == bindparam("lane")).with_for_update()
_HOLDER = select(lanes.c.fence, lanes.c.claimed_until).where(lanes.c.name == bindparam("lane"))
_SET_LANE = update(lanes).where(lanes.c.name == bindparam("lane"))
_KNOWN = select(deliveries.c.id).where(
    deliveries.c.lane == bindparam("lane"), deliveries.c.event_id == bindparam("event_id")
)
_SET_DELIVERY = update(deliveries).where(deliveries.c.id == bindparam("delivery_id"))
_HEAD = (
    select(deliveries.c.id, deliveries.c.position, deliveries.c.not_before)
    .where(deliveries.c.lane == bindparam("lane"), WAITS)
    .order_by(deliveries.c.position)
    .limit(1)
)
_READY_FIRST = (
    select(deliveries.c.id, deliveries.c.position, deliveries.c.not_before)
    .where(deliveries.c.lane == bindparam("lane"), WAITS)
    .order_by(deliveries.c.not_before, deliveries.c.position)
    .limit(1)
)
_CLAIMABLE = (
    select(lanes)
    .where(lanes.c.next_at <= bindparam("now", type_=lanes.c.next_at.type))
    .order_by(lanes.c.next_at, lanes.c.head_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


class SqlDeliveries(QueueViews):
    """The port `Deliveries`.

    A lane whose lease ran out is claimable by anyone; whoever had it may still settle its
    delivery until someone else claims it. A waiting delivery's reason says why it was postponed.
    """

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self._ids = scope.ids
        self._signals = scope.signals

    def add(self, event: InboundEvent, lane: str, now: datetime) -> Delivery | None:
        """Append to the lane; None when the lane has this event id already, in any state."""
        return self._append(event, lane, DeliveryState.WAITING, now)

    def park_unread(self, event: InboundEvent, reason: str, now: datetime) -> Delivery | None:
        """Store in the lane `unread`, parked from the start; None when it is there already."""
        return self._append(event, UNREAD_LANE, DeliveryState.PARKED, now, UNREAD_CODE, reason)

    def claim(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        """Claim the lane that has been ready the longest; of equals, the earliest accepted."""
        lane = self._connection.execute(_CLAIMABLE, {"now": now}).first()
        if lane is None:
            return None
        until, fence = now + lease, lane.fence + 1
        self._set_lane(lane.name, fence=fence, worker=worker, claimed_until=until, next_at=until)
        return Claim(self._load(lane.head_id), worker, fence, until)

    def put_gates_first(self, now: datetime) -> None:
        """What is ready in gates' lanes is claimed before all else; what waits for a time waits."""
        waits = (deliveries.c.lane.startswith(GATES), WAITS, deliveries.c.not_before <= now)
        self._connection.execute(update(deliveries).where(*waits).values(not_before=FIRST))
        free = (lanes.c.name.startswith(GATES), lanes.c.claimed_until.is_(None))
        ready = update(lanes).where(*free, lanes.c.next_at <= now)
        self._connection.execute(ready.values(next_at=FIRST, turn_at=None))

    def extend(self, claim: Claim, until: datetime) -> Claim:
        """Lengthen the lease to `until`. Raises LaneLost."""
        self._hold_lane(claim)
        self._set_lane(claim.delivery.lane, claimed_until=until, next_at=until)
        return Claim(claim.delivery, claim.worker, claim.fence, until)

    def check(self, claim: Claim, now: datetime) -> None:
        """Raises LaneLost when another has the lane, or nobody any more: the lease is over."""
        row = self._connection.execute(_HOLDER, {"lane": claim.delivery.lane}).first()
        if row is None or row.fence != claim.fence or not now < (row.claimed_until or now):
            raise _lost(claim)

    def finish(self, claim: Claim, now: datetime) -> None:
        """Done; the lane is free. Raises LaneLost.

        What a gate wrote may be what its postponed deliveries could not: they are tried again. Not
        at once where a write may still be committed late: what came of it is to be seen then.
        """
        if claim.delivery.lane.startswith(GATES):
            self._hasten(claim.delivery.lane, now)
        self._settle(claim, now, state="done", settled_at=now, reason_code=None, reason=None)

    def postpone(
        self, claim: Claim, until: datetime, reason_code: str, reason: str, *, count: bool
    ) -> None:
        """The lane waits until `until`; `count` says whether this was an attempt. LaneLost."""
        attempts = claim.delivery.attempts + count
        self._settle(
            claim, None, not_before=until, attempts=attempts, reason_code=reason_code, reason=reason
        )

    def park(
        self,
        claim: Claim,
        reason_code: str,
        reason: str,
        now: datetime,
        *,
        lane_waits: bool = False,
    ) -> None:
        """A dead letter after this attempt. Raises LaneLost.

        The lane goes on, or with `lane_waits` stands still until this delivery is replayed or
        discarded.
        """
        blocked_by = claim.delivery.id if lane_waits else None
        self._give_up(claim, DeliveryState.PARKED, reason_code, reason, now, blocked_by)

    def hold(self, claim: Claim, reason_code: str, reason: str, now: datetime) -> None:
        """Waits for a person's review after this attempt; the lane goes on. Raises LaneLost."""
        self._give_up(claim, DeliveryState.HELD, reason_code, reason, now)

    def replay(self, delivery_id: str, now: datetime) -> Delivery:
        """Put a parked or held delivery at its lane's head, ready, its attempts forgotten.

        A delivery that is being worked on keeps its claim; the replayed one comes after it.
        In a lane that another parked delivery holds up it waits like the rest. Raises NotStored
        when there is no parked or held delivery with this id.
        """
        lane, row = self._take_stuck(delivery_id)
        self._set_delivery(
            delivery_id,
            state="waiting",
            position=self._front_of(row),
            not_before=now,
            settled_at=None,
            attempts=0,
            reason_code=None,
            reason=None,
        )
        moved = _moved(lane, row.state, DeliveryState.WAITING.value)
        self._set_head(lane, lane.claimed_until, _still_blocking(lane, delivery_id), **moved)
        return self._load(delivery_id)

    def discard(self, delivery_id: str, now: datetime) -> Delivery:
        """Never to be run; a lane that it held up goes on. Raises NotStored as `replay` does."""
        lane, row = self._take_stuck(delivery_id)
        self._set_delivery(delivery_id, state="discarded", settled_at=now)
        moved = _moved(lane, row.state, DeliveryState.DISCARDED.value)
        if lane.blocked_by == delivery_id:
            self._set_head(lane, None, None, **moved)
        else:
            self._set_lane(lane.name, **moved)
        return self._load(delivery_id)

    def turn_back(self, now: datetime) -> int:
        found = lanes_ahead(self._connection, now + CLOCK_LEEWAY)
        for name in found:
            lane = self._take_lane(name)
            fresh = (deliveries.c.lane == name, WAITS, deliveries.c.reason_code.is_(None))
            ahead = update(deliveries).where(*fresh, deliveries.c.not_before > now)
            self._connection.execute(ahead.values(not_before=now))
            self._set_head(lane, lane.claimed_until, lane.blocked_by, turn_at=None)
        return len(found)

    def forget(self, before: datetime, limit: int) -> int:
        return forget_settled(self._connection, before, limit)

    def recount(self, after: str, limit: int) -> str | None:
        return recount_lanes(self._connection, after, limit)

    # ---- what they are made of -------------------------------------------------------------------

    def _append(
        self,
        event: InboundEvent,
        lane: str,
        state: DeliveryState,
        now: datetime,
        code: str | None = None,
        reason: str | None = None,
    ) -> Delivery | None:
        row = self._take_lane(lane)
        known = {"lane": lane, "event_id": event.event_id}
        if self._connection.execute(_KNOWN, known).first() is not None:
            return None
        delivery = Delivery(
            id=self._ids.make(now),
            lane=lane,
            event=event,
            state=state,
            attempts=0,
            accepted_at=now,
            not_before=_ready_at(lane, now),
            reason_code=code,
            reason=reason,
        )
        self._connection.execute(insert(deliveries), _to_row(delivery, row.tail + 1))
        self._grow(row, delivery)
        return delivery

    def _grow(self, lane: Record, delivery: Delivery) -> None:
        state = delivery.state.value
        grown = {"tail": lane.tail + 1, state: getattr(lane, state) + 1}
        waits = delivery.state is DeliveryState.WAITING
        if waits and lane.head_id is None and lane.blocked_by is None:
            ready = delivery.not_before
            self._set_lane(lane.name, head_id=delivery.id, next_at=ready, turn_at=None, **grown)
            self._signals.work = True
        elif lane.name.startswith(GATES):
            self._set_head(lane, lane.claimed_until, lane.blocked_by, **grown)
        else:
            self._set_lane(lane.name, **grown)

    def _hasten(self, lane: str, now: datetime) -> None:
        known = func.coalesce(deliveries.c.reason_code, "").not_in(LATE_COMMITS)
        waits = (deliveries.c.lane == lane, WAITS, known)
        later = update(deliveries).where(*waits, deliveries.c.not_before > now)
        self._connection.execute(later.values(not_before=now))

    def _give_up(
        self,
        claim: Claim,
        state: DeliveryState,
        code: str,
        reason: str,
        now: datetime,
        blocked_by: str | None = None,
    ) -> None:
        self._settle(
            claim,
            now,
            blocked_by,
            state=state.value,
            settled_at=now,
            attempts=claim.delivery.attempts + 1,
            reason_code=code,
            reason=reason,
        )

    def _settle(
        self, claim: Claim, now: datetime | None, blocked_by: str | None = None, **values: object
    ) -> None:
        """A lane that someone has claimed is never blocked, so nothing is overwritten.

        `now` is None for a delivery that goes on waiting: the lane's turn is then the head's time.
        """
        lane = self._hold_lane(claim)
        self._set_delivery(claim.delivery.id, **values)
        state = str(values.get("state", DeliveryState.WAITING.value))
        turn = _ready_at(lane.name, now) if now is not None else lane.turn_at
        moved = _moved(lane, DeliveryState.WAITING.value, state)
        self._set_head(lane, None, blocked_by, turn_at=turn, **moved)

    def _hold_lane(self, claim: Claim) -> Record:
        lane = self._connection.execute(_LANE, {"lane": claim.delivery.lane}).first()
        if lane is None or lane.claimed_until is None or lane.fence != claim.fence:
            raise _lost(claim)
        return lane

    def _set_head(
        self,
        lane: Record,
        claimed_until: datetime | None,
        blocked_by: str | None,
        **values: object,
    ) -> None:
        """Write the lane's head as it is now, none when blocked; free it unless it is claimed."""
        first = _READY_FIRST if lane.name.startswith(GATES) else _HEAD
        found = self._connection.execute(first, {"lane": lane.name}).first()
        head = found if blocked_by is None else None
        values = {"turn_at": lane.turn_at, **values}
        values["head_id"] = head.id if head is not None else None
        values["next_at"] = claimed_until or _turn(head, values["turn_at"])
        values["claimed_until"], values["blocked_by"] = claimed_until, blocked_by
        if claimed_until is None:
            values["worker"] = None
        if found is None:
            # Counted anew at no cost: a process of an earlier release counts nothing.
            values["waiting"] = 0
        self._set_lane(lane.name, **values)
        self._signals.work = True

    def _front_of(self, row: Record) -> int:
        """A position before every waiting delivery of the row's lane."""
        head = self._connection.execute(_HEAD, {"lane": row.lane}).first()
        position: int = row.position if head is None else head.position - 1
        return position

    def _take_lane(self, name: str) -> Record:
        found = self._connection.execute(_LANE, {"lane": name}).first()
        if found is not None:
            return found
        insert_new(self._connection, lanes, {"name": name, "tail": 0, "fence": 0})
        return self._connection.execute(_LANE, {"lane": name}).one()

    def _set_lane(self, name: str, **values: object) -> None:
        self._connection.execute(_SET_LANE, {"lane": name, **values})

    def _set_delivery(self, delivery_id: str, **values: object) -> None:
        self._connection.execute(_SET_DELIVERY, {"delivery_id": delivery_id, **values})

    def _take_stuck(self, delivery_id: str) -> tuple[Record, Record]:
        """The lane and the delivery as they are once the lane is taken."""
        lane = self._take_lane(self._stuck_row(delivery_id).lane)
        return lane, self._stuck_row(delivery_id)

    def _stuck_row(self, delivery_id: str) -> Record:
        row = self._row(delivery_id)
        if row is None or row.state not in STUCK:
            raise NotStored(
                f"There is no parked or held delivery {delivery_id}; `airlock deadletters list` "
                "shows those that are."
            )
        return row


def _ready_at(lane: str, now: datetime) -> datetime:
    """The place in the line of what comes now."""
    return now - HEAD_START if lane.startswith(GATES) else now


def _turn(head: Record | Delivery | None, turn_at: object) -> datetime | None:
    """When a lane with this head may be claimed: not before its turn."""
    if head is None:
        return None
    ready: datetime = head.not_before
    return max(ready, turn_at) if isinstance(turn_at, datetime) else ready


def _moved(lane: Record, before: str, after: str) -> dict[str, int]:
    """The lane's counts once one of its deliveries went from one state to another."""
    if before == after:
        return {}
    return {before: max(0, getattr(lane, before) - 1), after: getattr(lane, after) + 1}


def _lost(claim: Claim) -> LaneLost:
    return LaneLost(
        f"Lane {claim.delivery.lane} is no longer held by this worker: its lease ran out "
        "and the lane was claimed again, or its delivery is settled."
    )


def _still_blocking(lane: Record, settled: str) -> str | None:
    """The delivery that holds the lane up once `settled` does not any more."""
    return None if lane.blocked_by == settled else lane.blocked_by


def _to_row(delivery: Delivery, position: int) -> dict[str, object]:
    return {
        "id": delivery.id,
        "lane": delivery.lane,
        "position": position,
        "event_id": delivery.event.event_id,
        "event": delivery.event.model_dump_json(exclude_defaults=True),
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "accepted_at": delivery.accepted_at,
        "not_before": delivery.not_before,
        "reason_code": delivery.reason_code,
        "reason": delivery.reason,
    }
