"""What every store's queue does. Subclass it and give `store`."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from app.errors import LaneLost, NotStored
from app.model import EventKind, InboundEvent, System
from app.ports import UnitOfWork
from app.records import Claim, Delivery, DeliveryState

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
_numbers = count(1)


def minutes(number: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=number)


def make_event(event_id: str | None = None) -> InboundEvent:
    return InboundEvent(
        system=System.ZENDESK,
        kind=EventKind.COMMENT_ADDED,
        event_id=event_id or f"event-{next(_numbers)}",
        subject="35436",
        comment_id="871",
        changed=("status", "custom_field:360001"),
        occurred_at=NOON,
    )


async def add(
    store: UnitOfWork, lane: str, at: datetime = NOON, event_id: str | None = None
) -> Delivery:
    delivery = await store.write(lambda tx: tx.deliveries.add(make_event(event_id), lane, at))
    assert delivery is not None
    return delivery


async def claim(store: UnitOfWork, at: datetime = NOON, worker: str = "one") -> Claim:
    found = await store.write(lambda tx: tx.deliveries.claim(worker, at, LEASE))
    assert found is not None
    return found


async def nothing_to_claim(store: UnitOfWork, at: datetime = NOON) -> bool:
    return await store.write(lambda tx: tx.deliveries.claim("one", at, LEASE)) is None


async def finish(store: UnitOfWork, claimed: Claim, at: datetime = NOON) -> None:
    await store.write(lambda tx: tx.deliveries.finish(claimed, at))


async def postpone(
    store: UnitOfWork,
    claimed: Claim,
    until: datetime,
    *,
    counted: bool = True,
    code: str = "vendor-fault",
) -> None:
    await store.write(
        lambda tx: tx.deliveries.postpone(claimed, until, code, "Jira answered 502.", count=counted)
    )


async def park(
    store: UnitOfWork, claimed: Claim, at: datetime = NOON, *, lane_waits: bool = False
) -> None:
    await store.write(
        lambda tx: tx.deliveries.park(
            claimed, "not-found", "The issue is gone.", at, lane_waits=lane_waits
        )
    )


async def get(store: UnitOfWork, delivery_id: str) -> Delivery:
    found = await store.read(lambda tx: tx.deliveries.get(delivery_id))
    assert found is not None
    return found


class QueueContract:
    async def test_what_was_added_is_claimed_as_it_was(self, store: UnitOfWork) -> None:
        added = await add(store, "link:a")
        claimed = await claim(store, worker="relay-1")
        assert claimed.delivery == added
        assert (claimed.worker, claimed.until) == ("relay-1", NOON + LEASE)
        assert await get(store, added.id) == added
        assert added.state is DeliveryState.WAITING
        assert added.attempts == 0

    async def test_an_event_is_taken_once_in_a_lane_even_after_it_is_done(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a", event_id="same")
        await finish(store, await claim(store))
        again = make_event("same")
        assert await store.write(lambda tx: tx.deliveries.add(again, "link:a", NOON)) is None
        assert await nothing_to_claim(store)

    async def test_an_event_may_stand_in_two_lanes(self, store: UnitOfWork) -> None:
        first = await add(store, "link:a", event_id="same")
        second = await add(store, "gate:10001", event_id="same")
        assert first.id != second.id

    async def test_a_lane_is_worked_on_in_the_order_of_arrival(self, store: UnitOfWork) -> None:
        added = [await add(store, "link:a", minutes(-number)) for number in range(5)]
        worked = []
        for _ in added:
            claimed = await claim(store)
            worked.append(claimed.delivery.id)
            await finish(store, claimed)
        assert worked == [delivery.id for delivery in added]

    async def test_a_claimed_lane_is_not_claimed_again(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        await add(store, "link:a")
        await claim(store)
        assert await nothing_to_claim(store)

    async def test_lanes_are_claimed_side_by_side_the_oldest_first(self, store: UnitOfWork) -> None:
        second = await add(store, "link:b", minutes(1))
        first = await add(store, "link:a", NOON)
        third = await add(store, "link:c", minutes(2))
        claimed = [(await claim(store, minutes(3))).delivery.id for _ in range(3)]
        assert claimed == [first.id, second.id, third.id]

    async def test_of_deliveries_of_one_moment_the_first_accepted_comes_first(
        self, store: UnitOfWork
    ) -> None:
        added = [await add(store, f"link:{9 - number}") for number in range(5)]
        assert [(await claim(store)).delivery.id for _ in added] == [d.id for d in added]

    async def test_lanes_take_turns_however_long_one_is(self, store: UnitOfWork) -> None:
        for number in range(3):
            await add(store, "link:busy", minutes(number))
        await add(store, "link:late", minutes(10))
        await add(store, "link:later", minutes(11))
        worked = []
        for number in range(5):
            claimed = await claim(store, minutes(20 + number))
            worked.append(claimed.delivery.lane)
            await finish(store, claimed, minutes(20 + number))
        assert worked == ["link:busy", "link:late", "link:later", "link:busy", "link:busy"]

    async def test_a_busy_gate_goes_before_a_pairs_backlog_but_behind_another_gate(
        self, store: UnitOfWork
    ) -> None:
        for lane in ("gate:1", "gate:1", "gate:2", "link:a"):
            await add(store, lane)
        worked = []
        for _ in range(4):
            claimed = await claim(store, minutes(0.5))
            worked.append(claimed.delivery.lane)
            await finish(store, claimed, minutes(0.5))
        assert worked == ["gate:1", "gate:2", "gate:1", "link:a"]

    async def test_gates_can_be_put_before_all_that_has_waited_longer(
        self, store: UnitOfWork
    ) -> None:
        for lane in ("link:a", "link:b"):
            await add(store, lane)
        await add(store, "gate:1", minutes(30))
        held = await add(store, "gate:2", minutes(31))
        while (claimed := await claim(store, minutes(32))).delivery.id != held.id:
            await store.write(
                lambda tx, one=claimed: tx.deliveries.postpone(
                    one, minutes(33), "stopped", "Stopped.", count=False
                )
            )
        await store.write(
            lambda tx: tx.deliveries.postpone(
                claimed, minutes(90), "vendor-busy", "Busy.", count=False
            )
        )
        await store.write(lambda tx: tx.deliveries.put_gates_first(minutes(60)))
        worked = []
        for _ in range(3):
            claimed = await claim(store, minutes(60))
            worked.append(claimed.delivery.lane)
            await finish(store, claimed, minutes(60))
        assert worked[0] == "gate:1"
        assert sorted(worked[1:]) == ["link:a", "link:b"]
        assert (await claim(store, minutes(90))).delivery.lane == "gate:2"

    async def test_who_holds_the_lane_is_told_so_until_the_lease_is_over(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a")
        claimed = await claim(store)
        await store.read(lambda tx: tx.deliveries.check(claimed, minutes(1)))
        with pytest.raises(LaneLost):
            await store.read(lambda tx: tx.deliveries.check(claimed, NOON + LEASE))

    async def test_who_lost_the_lane_or_settled_is_told_so(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        dead = await claim(store, NOON, "dead")
        alive = await claim(store, NOON + LEASE, "alive")
        with pytest.raises(LaneLost):
            await store.read(lambda tx: tx.deliveries.check(dead, minutes(1)))
        await finish(store, alive)
        with pytest.raises(LaneLost):
            await store.read(lambda tx: tx.deliveries.check(alive, minutes(2)))

    async def test_a_lane_whose_lease_ran_out_is_claimed_by_another(
        self, store: UnitOfWork
    ) -> None:
        added = await add(store, "link:a")
        dead = await claim(store, NOON, "dead")
        alive = await claim(store, NOON + LEASE, "alive")
        assert alive.delivery.id == added.id
        assert alive.fence > dead.fence

    async def test_who_lost_the_lane_can_settle_nothing(self, store: UnitOfWork) -> None:
        added = await add(store, "link:a")
        dead = await claim(store, NOON, "dead")
        alive = await claim(store, NOON + LEASE, "alive")
        for settle in (
            finish(store, dead),
            park(store, dead),
            postpone(store, dead, minutes(5)),
            store.write(lambda tx: tx.deliveries.hold(dead, "held", "A person must look.", NOON)),
            store.write(lambda tx: tx.deliveries.extend(dead, minutes(9))),
        ):
            with pytest.raises(LaneLost):
                await settle
        await finish(store, alive)
        assert (await get(store, added.id)).state is DeliveryState.DONE

    async def test_a_late_worker_may_finish_while_nobody_took_the_lane(
        self, store: UnitOfWork
    ) -> None:
        added = await add(store, "link:a")
        await finish(store, await claim(store), minutes(60))
        assert (await get(store, added.id)).state is DeliveryState.DONE

    async def test_a_claim_settles_only_once(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        claimed = await claim(store)
        await finish(store, claimed)
        with pytest.raises(LaneLost):
            await finish(store, claimed)

    async def test_an_extended_lease_holds_longer(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        claimed = await claim(store)
        longer = await store.write(lambda tx: tx.deliveries.extend(claimed, minutes(10)))
        assert longer.until == minutes(10)
        assert await nothing_to_claim(store, minutes(9))
        await finish(store, longer)

    async def test_a_postponed_delivery_blocks_its_lane_alone(self, store: UnitOfWork) -> None:
        first = await add(store, "link:a")
        await add(store, "link:a")
        other = await add(store, "link:b")
        await postpone(store, await claim(store), minutes(5))
        beside = await claim(store, minutes(1))
        assert beside.delivery.id == other.id
        await finish(store, beside)
        assert await nothing_to_claim(store, minutes(4))
        assert (await claim(store, minutes(5))).delivery.id == first.id

    async def test_a_postponed_delivery_says_why_and_counts_its_attempts(
        self, store: UnitOfWork
    ) -> None:
        added = await add(store, "link:a")
        await postpone(store, await claim(store), minutes(1))
        await postpone(store, await claim(store, minutes(1)), minutes(2), counted=False)
        now = await get(store, added.id)
        assert (now.attempts, now.reason_code) == (1, "vendor-fault")
        assert now.reason == "Jira answered 502."
        assert now.not_before == minutes(2)

    async def test_a_parked_delivery_lets_its_lane_go_on(self, store: UnitOfWork) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        await park(store, await claim(store))
        parked = await get(store, first.id)
        assert (parked.state, parked.reason_code, parked.reason, parked.attempts) == (
            DeliveryState.PARKED,
            "not-found",
            "The issue is gone.",
            1,
        )
        assert (await claim(store)).delivery.id == second.id

    async def test_a_lane_that_waits_stands_still_until_the_parked_delivery_is_replayed(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        await park(store, await claim(store), lane_waits=True)
        third = await add(store, "link:a")
        assert await nothing_to_claim(store)
        assert await store.read(lambda tx: tx.deliveries.next_ready_at()) is None
        await store.write(lambda tx: tx.deliveries.replay(first.id, NOON))
        worked = []
        for _ in range(3):
            claimed = await claim(store)
            worked.append(claimed.delivery.id)
            await finish(store, claimed)
        assert worked == [first.id, second.id, third.id]

    async def test_a_lane_that_waits_goes_on_when_the_parked_delivery_is_discarded(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        await park(store, await claim(store), lane_waits=True)
        await store.write(lambda tx: tx.deliveries.discard(first.id, NOON))
        assert (await claim(store)).delivery.id == second.id

    async def test_a_lane_that_waits_holds_up_no_other_lane(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        other = await add(store, "link:b")
        await park(store, await claim(store), lane_waits=True)
        assert (await claim(store)).delivery.id == other.id

    async def test_another_replayed_delivery_waits_with_its_lane(self, store: UnitOfWork) -> None:
        parked = await add(store, "link:a")
        blocking = await add(store, "link:a")
        await park(store, await claim(store))
        await park(store, await claim(store), lane_waits=True)
        await store.write(lambda tx: tx.deliveries.replay(parked.id, NOON))
        assert await nothing_to_claim(store)
        await store.write(lambda tx: tx.deliveries.discard(blocking.id, NOON))
        assert (await claim(store)).delivery.id == parked.id

    async def test_a_held_delivery_lets_its_lane_go_on(self, store: UnitOfWork) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        claimed = await claim(store)
        await store.write(
            lambda tx: tx.deliveries.hold(claimed, "unclear-audience", "Look at it.", NOON)
        )
        assert (await get(store, first.id)).state is DeliveryState.HELD
        assert (await claim(store)).delivery.id == second.id

    async def test_the_stuck_are_listed_oldest_first_by_lane_and_up_to_a_limit(
        self, store: UnitOfWork
    ) -> None:
        later = await add(store, "link:b", minutes(1))
        earlier = await add(store, "link:a", NOON)
        for _ in range(2):
            await park(store, await claim(store, minutes(2)))

        async def stuck(lane: str | None = None, limit: int = 100) -> list[str]:
            found = await store.read(lambda tx: tx.deliveries.stuck(lane, limit))
            return [delivery.id for delivery in found]

        assert await stuck() == [earlier.id, later.id]
        assert await stuck(limit=1) == [earlier.id]
        assert await stuck("link:b") == [later.id]

    async def test_a_replayed_delivery_comes_before_all_that_waits_in_its_lane(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        third = await add(store, "link:a")
        await park(store, await claim(store))
        await park(store, await claim(store))
        for parked in (second, first):
            replayed = await store.write(lambda tx, p=parked: tx.deliveries.replay(p.id, NOON))
            assert (replayed.state, replayed.attempts, replayed.reason) == ("waiting", 0, None)
        worked = []
        for _ in range(3):
            claimed = await claim(store)
            worked.append(claimed.delivery.id)
            await finish(store, claimed)
        assert worked == [first.id, second.id, third.id]

    async def test_a_replay_does_not_wait_for_a_postponed_head(self, store: UnitOfWork) -> None:
        first = await add(store, "link:a")
        await add(store, "link:a")
        await park(store, await claim(store))
        await postpone(store, await claim(store), minutes(30))
        await store.write(lambda tx: tx.deliveries.replay(first.id, minutes(1)))
        assert (await claim(store, minutes(1))).delivery.id == first.id

    async def test_a_replay_leaves_the_delivery_that_is_worked_on_alone(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "link:a")
        second = await add(store, "link:a")
        await park(store, await claim(store))
        working = await claim(store)
        await store.write(lambda tx: tx.deliveries.replay(first.id, NOON))
        assert await nothing_to_claim(store)
        await finish(store, working)
        assert (await get(store, second.id)).state is DeliveryState.DONE
        assert (await claim(store)).delivery.id == first.id

    async def test_a_discarded_delivery_never_runs(self, store: UnitOfWork) -> None:
        added = await add(store, "link:a")
        await park(store, await claim(store))
        discarded = await store.write(lambda tx: tx.deliveries.discard(added.id, NOON))
        assert discarded.state is DeliveryState.DISCARDED
        assert discarded.reason == "The issue is gone."
        assert await nothing_to_claim(store)

    async def test_only_the_stuck_are_replayed_or_discarded(self, store: UnitOfWork) -> None:
        waiting = await add(store, "link:a")
        for delivery_id in (waiting.id, "01UNKNOWN"):
            with pytest.raises(NotStored):
                await store.write(lambda tx, i=delivery_id: tx.deliveries.replay(i, NOON))
            with pytest.raises(NotStored):
                await store.write(lambda tx, i=delivery_id: tx.deliveries.discard(i, NOON))

    async def test_what_was_not_understood_is_parked_once_and_never_claimed(
        self, store: UnitOfWork
    ) -> None:
        event = make_event("digest")
        parked = await store.write(
            lambda tx: tx.deliveries.park_unread(event, "No such type.", NOON)
        )
        again = await store.write(
            lambda tx: tx.deliveries.park_unread(event, "No such type.", NOON)
        )
        assert parked is not None
        assert (parked.state, parked.lane) == (DeliveryState.PARKED, "unread")
        assert parked.reason == "No such type."
        assert again is None
        assert await nothing_to_claim(store)

    async def test_the_next_ready_time_is_the_soonest_head_or_lease_end(
        self, store: UnitOfWork
    ) -> None:
        async def next_ready() -> datetime | None:
            return await store.read(lambda tx: tx.deliveries.next_ready_at())

        assert await next_ready() is None
        await add(store, "link:a", NOON)
        assert await next_ready() == NOON
        claimed = await claim(store)
        assert await next_ready() == NOON + LEASE
        await postpone(store, claimed, minutes(7))
        assert await next_ready() == minutes(7)
        await finish(store, await claim(store, minutes(7)))
        assert await next_ready() is None

    async def test_the_oldest_waiting_counts_what_is_worked_on(self, store: UnitOfWork) -> None:
        async def oldest() -> datetime | None:
            return await store.read(lambda tx: tx.deliveries.oldest_waiting())

        assert await oldest() is None
        await add(store, "link:a", minutes(3))
        await add(store, "link:b", minutes(4))
        claimed = await claim(store, minutes(5))
        assert await oldest() == minutes(3)
        await finish(store, claimed)
        assert await oldest() == minutes(4)

    async def test_every_state_is_counted(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        await add(store, "link:a")
        await finish(store, await claim(store))
        counts = await store.read(lambda tx: tx.deliveries.counts())
        assert counts == {"waiting": 1, "done": 1, "parked": 0, "held": 0, "discarded": 0}

    async def test_the_unsettled_of_a_lane_are_counted(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        await add(store, "link:a")
        await add(store, "link:b")
        await finish(store, await claim(store))
        await claim(store)
        counted = await store.read(
            lambda tx: [tx.deliveries.waiting_in(lane) for lane in ("link:a", "link:b", "link:c")]
        )
        assert counted == [1, 1, 0]

    async def test_what_was_tried_in_vain_and_waits_is_listed_until_it_is_done(
        self, store: UnitOfWork
    ) -> None:
        async def postponed(lane: str | None = None, limit: int = 100) -> list[str]:
            found = await store.read(lambda tx: tx.deliveries.postponed(lane, limit))
            return [delivery.id for delivery in found]

        first = await add(store, "link:a")
        second = await add(store, "gate:b", minutes(1))
        await add(store, "link:a", minutes(2))
        assert await postponed() == []
        await postpone(store, await claim(store), minutes(5))
        await postpone(store, await claim(store, minutes(1)), minutes(5))
        assert await postponed() == [first.id, second.id]
        assert (await postponed("gate:b"), await postponed(limit=1)) == ([second.id], [first.id])
        await finish(store, await claim(store, minutes(5)))
        assert await postponed() == [second.id]
