"""The queue in memory, one part of `tests/fakes/store.py`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.errors import LaneLost, NotStored
from app.model import InboundEvent
from app.records import Claim, Delivery, DeliveryState, EffectRecord, EffectState
from app.store.ids import IdMaker
from app.store.queue import CLOCK_LEEWAY, FIRST, GATES, HEAD_START, LATE_COMMITS

STUCK = (DeliveryState.PARKED, DeliveryState.HELD)


@dataclass(frozen=True)
class Lane:
    tail: int = 0
    fence: int = 0
    claimed_until: datetime | None = None
    blocked_by: str | None = None
    turn_at: datetime | None = None


@dataclass(frozen=True)
class Placed:
    """A delivery at its position in its lane."""

    delivery: Delivery
    position: int
    settled_at: datetime | None = None


class MemoryDeliveries:
    def __init__(
        self,
        lanes: dict[str, Lane],
        deliveries: dict[str, Placed],
        ids: IdMaker,
        effects: dict[str, EffectRecord],
    ) -> None:
        self._effects = effects
        self._lanes = lanes
        self._deliveries = deliveries
        self._ids = ids

    def add(self, event: InboundEvent, lane: str, now: datetime) -> Delivery | None:
        return self._append(event, lane, now, DeliveryState.WAITING, None, None)

    def park_unread(self, event: InboundEvent, reason: str, now: datetime) -> Delivery | None:
        return self._append(event, "unread", now, DeliveryState.PARKED, "not-understood", reason)

    def claim(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        ready = [(at, head) for at, head in self._heads() if at <= now]
        if not ready:
            return None
        delivery = min(ready, key=lambda found: (found[0], found[1].id))[1]
        lane = self._lanes[delivery.lane]
        claimed = replace(lane, fence=lane.fence + 1, claimed_until=now + lease)
        self._lanes[delivery.lane] = claimed
        return Claim(delivery, worker, claimed.fence, now + lease)

    def put_gates_first(self, now: datetime) -> None:
        for name, lane in self._lanes.items():
            if name.startswith(GATES) and lane.claimed_until is None:
                self._lanes[name] = replace(lane, turn_at=None)
                for placed in self._waiting(name):
                    if placed.delivery.not_before <= now:
                        self._change(placed, placed.position, not_before=FIRST)

    def extend(self, claim: Claim, until: datetime) -> Claim:
        self._hold(claim)
        self._free(claim.delivery.lane, until)
        return replace(claim, until=until)

    def check(self, claim: Claim, now: datetime) -> None:
        self._hold(claim)
        until = self._lanes[claim.delivery.lane].claimed_until
        if until is None or until <= now:
            raise LaneLost(f"The lease of lane {claim.delivery.lane} is over.")

    def finish(self, claim: Claim, now: datetime) -> None:
        if claim.delivery.lane.startswith(GATES):
            for placed in self._waiting(claim.delivery.lane):
                if placed.delivery.reason_code in LATE_COMMITS:
                    continue
                sooner = min(placed.delivery.not_before, now)
                self._change(placed, placed.position, not_before=sooner)
        self._settle(claim, state=DeliveryState.DONE, reason_code=None, reason=None)
        self._note_end(claim.delivery.id, now)
        self._to_the_end(claim.delivery.lane, now)

    def postpone(
        self, claim: Claim, until: datetime, reason_code: str, reason: str, *, count: bool
    ) -> None:
        attempts = claim.delivery.attempts + count
        self._settle(
            claim, not_before=until, attempts=attempts, reason_code=reason_code, reason=reason
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
        self._give_up(claim, DeliveryState.PARKED, reason_code, reason)
        self._to_the_end(claim.delivery.lane, now)
        if lane_waits:
            self._block(claim.delivery.lane, claim.delivery.id)

    def hold(self, claim: Claim, reason_code: str, reason: str, now: datetime) -> None:
        self._give_up(claim, DeliveryState.HELD, reason_code, reason)
        self._to_the_end(claim.delivery.lane, now)

    def get(self, delivery_id: str) -> Delivery | None:
        placed = self._deliveries.get(delivery_id)
        return placed.delivery if placed is not None else None

    def stuck(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        found = [
            placed.delivery
            for placed in self._deliveries.values()
            if placed.delivery.state in STUCK and lane in (None, placed.delivery.lane)
        ]
        return sorted(found, key=lambda delivery: (delivery.accepted_at, delivery.id))[:limit]

    def postponed(self, lane: str | None = None, limit: int = 100) -> Sequence[Delivery]:
        found = [
            placed.delivery
            for placed in self._deliveries.values()
            if placed.delivery.state is DeliveryState.WAITING
            and placed.delivery.reason_code is not None
            and lane in (None, placed.delivery.lane)
        ]
        return sorted(found, key=lambda delivery: (delivery.accepted_at, delivery.id))[:limit]

    def replay(self, delivery_id: str, now: datetime) -> Delivery:
        placed = self._stuck(delivery_id)
        waiting = self._waiting(placed.delivery.lane)
        position = waiting[0].position - 1 if waiting else placed.position
        changes = {"not_before": now, "attempts": 0, "reason_code": None, "reason": None}
        self._unblock(placed.delivery)
        return self._change(placed, position, state=DeliveryState.WAITING, **changes)

    def discard(self, delivery_id: str, now: datetime) -> Delivery:
        placed = self._stuck(delivery_id)
        self._unblock(placed.delivery)
        discarded = self._change(placed, placed.position, state=DeliveryState.DISCARDED)
        self._note_end(delivery_id, now)
        return discarded

    def next_ready_at(self) -> datetime | None:
        return min((at for at, _ in self._heads()), default=None)

    def waiting_in(self, lane: str) -> int:
        if lane.endswith(":"):
            return sum(len(self._waiting(one)) for one in self._lanes if one.startswith(lane))
        return len(self._waiting(lane))

    def oldest_waiting(self) -> datetime | None:
        lanes = (self._waiting(name) for name in self._lanes)
        return min((p.delivery.accepted_at for lane in lanes for p in lane), default=None)

    def counts(self) -> Mapping[str, int]:
        found = Counter(placed.delivery.state for placed in self._deliveries.values())
        return {state.value: found[state] for state in DeliveryState}

    def turn_back(self, now: datetime) -> int:
        limit, ahead = now + CLOCK_LEEWAY, 0
        for at, head in list(self._heads()):
            lane = self._lanes[head.lane]
            late = lane.turn_at is not None and lane.turn_at > limit
            if at <= limit or lane.claimed_until or not (late or head.reason_code is None):
                continue
            ahead += 1
            self._lanes[head.lane] = replace(lane, turn_at=None)
            for placed in self._waiting(head.lane):
                if placed.delivery.reason_code is None:
                    sooner = min(placed.delivery.not_before, now)
                    self._change(placed, placed.position, not_before=sooner)
        return ahead

    def forget(self, before: datetime, limit: int) -> int:
        ended = [p for p in self._deliveries.values() if p.settled_at and p.settled_at < before]
        ended.sort(key=lambda placed: placed.settled_at or before)
        for placed in ended[:limit]:
            del self._deliveries[placed.delivery.id]
            self._forget_effects(placed.delivery.id)
        return len(ended[:limit])

    def recount(self, after: str, limit: int) -> str | None:
        names = sorted(name for name in self._lanes if name > after)[:limit]
        return names[-1] if len(names) == limit else None

    def behind(self, claim: Claim) -> list[Delivery]:
        own = self._deliveries[claim.delivery.id].position
        waiting = self._waiting(claim.delivery.lane)
        return [placed.delivery for placed in waiting if placed.position > own]

    def finish_behind(self, claim: Claim, behind: Sequence[Delivery], now: datetime) -> None:
        self._hold(claim)
        for one in behind:
            placed = self._deliveries[one.id]
            self._change(placed, placed.position, state=DeliveryState.DONE)
            self._note_end(one.id, now)

    def _forget_effects(self, delivery_id: str) -> None:
        own = [one for one in self._effects.values() if one.delivery_id == delivery_id]
        if not any(one.target.startswith("issue-file:") for one in own):
            for one in own:
                if one.state is EffectState.APPLIED:
                    del self._effects[one.marker]

    def _note_end(self, delivery_id: str, now: datetime) -> None:
        placed = self._deliveries[delivery_id]
        self._deliveries[delivery_id] = replace(placed, settled_at=now)

    def _append(
        self,
        event: InboundEvent,
        name: str,
        now: datetime,
        state: DeliveryState,
        code: str | None,
        reason: str | None,
    ) -> Delivery | None:
        every = (placed.delivery for placed in self._deliveries.values())
        if any(d.lane == name and d.event.event_id == event.event_id for d in every):
            return None
        lane = self._lanes.get(name, Lane())
        waits = state is DeliveryState.WAITING
        first = waits and not self._waiting(name) and lane.blocked_by is None
        turn_at = None if first else lane.turn_at
        self._lanes[name] = replace(lane, tail=lane.tail + 1, turn_at=turn_at)
        delivery = Delivery(
            id=self._ids.make(now),
            lane=name,
            event=event,
            state=state,
            attempts=0,
            accepted_at=now,
            not_before=now - HEAD_START if name.startswith(GATES) else now,
            reason_code=code,
            reason=reason,
        )
        self._deliveries[delivery.id] = Placed(delivery, lane.tail + 1)
        return delivery

    def _heads(self) -> Iterator[tuple[datetime, Delivery]]:
        """Yield when each lane with something waiting may be claimed, and its head."""
        for name, lane in self._lanes.items():
            waiting = self._waiting(name)
            if waiting and lane.blocked_by is None:
                head = _head_of(name, waiting)
                turn = max(head.not_before, lane.turn_at or head.not_before)
                yield lane.claimed_until or turn, head

    def _waiting(self, lane: str) -> list[Placed]:
        found = [
            placed
            for placed in self._deliveries.values()
            if placed.delivery.lane == lane and placed.delivery.state is DeliveryState.WAITING
        ]
        return sorted(found, key=lambda placed: placed.position)

    def _give_up(self, claim: Claim, state: DeliveryState, code: str, reason: str) -> None:
        attempts = claim.delivery.attempts + 1
        self._settle(claim, state=state, attempts=attempts, reason_code=code, reason=reason)

    def _settle(self, claim: Claim, **changes: object) -> None:
        self._hold(claim)
        placed = self._deliveries[claim.delivery.id]
        self._change(placed, placed.position, **changes)
        self._free(claim.delivery.lane, None)

    def _hold(self, claim: Claim) -> None:
        lane = self._lanes[claim.delivery.lane]
        if lane.claimed_until is None or lane.fence != claim.fence:
            raise LaneLost(f"Lane {claim.delivery.lane} is no longer held by this worker.")

    def _free(self, name: str, until: datetime | None) -> None:
        self._lanes[name] = replace(self._lanes[name], claimed_until=until)

    def _to_the_end(self, name: str, now: datetime) -> None:
        turn = now - HEAD_START if name.startswith(GATES) else now
        self._lanes[name] = replace(self._lanes[name], turn_at=turn)

    def _block(self, name: str, delivery_id: str | None) -> None:
        self._lanes[name] = replace(self._lanes[name], blocked_by=delivery_id)

    def _unblock(self, delivery: Delivery) -> None:
        if self._lanes[delivery.lane].blocked_by == delivery.id:
            self._block(delivery.lane, None)

    def _stuck(self, delivery_id: str) -> Placed:
        placed = self._deliveries.get(delivery_id)
        if placed is None or placed.delivery.state not in STUCK:
            raise NotStored(f"There is no parked or held delivery {delivery_id}.")
        return placed

    def _change(self, placed: Placed, position: int, **changes: object) -> Delivery:
        delivery = placed.delivery.model_copy(update=changes)
        self._deliveries[delivery.id] = Placed(delivery, position)
        return delivery


def _head_of(lane: str, waiting: list[Placed]) -> Delivery:
    """A gate's lane has no order: what is ready first goes first."""
    if lane.startswith(GATES):
        waiting = sorted(waiting, key=lambda placed: (placed.delivery.not_before, placed.position))
    return waiting[0].delivery


class MemoryFollowers:
    def __init__(self, deliveries: MemoryDeliveries) -> None:
        self._deliveries = deliveries

    def of(self, claim: Claim, limit: int) -> Sequence[Delivery]:
        return self._deliveries.behind(claim)[:limit]

    def settle(self, claim: Claim, followers: Sequence[Delivery], now: datetime) -> None:
        self._deliveries.finish_behind(claim, followers, now)
