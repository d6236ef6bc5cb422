"""What every store keeps of the service's own life. Subclass it and give `store`."""

from app.model import Audience
from app.ports import UnitOfWork
from app.records_life import Shadow
from tests.contract.store_queue import NOON, add, claim, minutes


def shadow(marker: str, delivery: str = "d1", minute: int = 0) -> Shadow:
    return Shadow(
        marker=marker,
        delivery_id=delivery,
        target="issue:10001",
        kind="post issue comment",
        audience=Audience.ENGINEERING,
        findings={"email": 2},
        digest="k1",
        policy="p1",
        at=minutes(minute),
    )


async def keep(store: UnitOfWork, one: Shadow) -> None:
    await store.write(lambda tx: tx.life.note_shadow(one))


class LifeContract:
    async def test_what_would_have_been_sent_is_told_in_its_order(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.life.note_shadow(shadow("b", minute=2)))
        await store.write(lambda tx: tx.life.note_shadow(shadow("a", minute=1)))
        assert list(await store.read(lambda tx: tx.life.shadows(NOON))) == [
            shadow("a", minute=1),
            shadow("b", minute=2),
        ]
        assert [one.marker for one in await store.read(lambda tx: tx.life.shadows(minutes(2)))] == [
            "b"
        ]

    async def test_a_write_that_is_planned_again_is_told_once(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.life.note_shadow(shadow("a", minute=1)))
        await store.write(lambda tx: tx.life.note_shadow(shadow("a", minute=9)))
        (kept,) = await store.read(lambda tx: tx.life.shadows_of("d1"))
        assert kept.at == minutes(1)

    async def test_a_delivery_of_the_shadow_is_brought_over_once(self, store: UnitOfWork) -> None:
        for number, (marker, delivery) in enumerate([("a", "d2"), ("b", "d1"), ("c", "d2")]):
            await keep(store, shadow(marker, delivery, number))
        assert list(await store.read(lambda tx: tx.life.not_brought())) == ["d2", "d1"]
        await store.write(lambda tx: tx.life.brought(["d2"], minutes(9)))
        assert list(await store.read(lambda tx: tx.life.not_brought())) == ["d1"]

    async def test_what_was_recorded_long_ago_is_forgotten(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.life.note_shadow(shadow("a", minute=1)))
        await store.write(lambda tx: tx.life.note_shadow(shadow("b", minute=2)))
        await store.write(lambda tx: tx.life.forget_shadows(minutes(2)))
        kept = await store.read(lambda tx: tx.life.shadows(NOON))
        assert [one.marker for one in kept] == ["b"]

    async def test_every_process_adds_to_the_same_counts(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.life.add({"webhook|jira|accepted": 2, "other": 1}))
        await store.write(lambda tx: tx.life.add({"webhook|jira|accepted": 3}))
        found = await store.read(lambda tx: tx.life.tallies())
        assert found == {"webhook|jira|accepted": 5, "other": 1}

    async def test_the_backlog_is_told_by_lane_and_reason(self, store: UnitOfWork) -> None:
        await add(store, "pair:1")
        first = await claim(store)
        await store.write(lambda tx: tx.deliveries.park(first, "not-found", "Gone.", NOON))
        await add(store, "gate:10001")
        await add(store, "pair:2")
        found = await store.read(lambda tx: tx.life.backlog())
        assert {(one.state, one.lane, one.reason, one.count) for one in found} == {
            ("parked", "pair", "not-found", 1),
            ("waiting", "gate", "", 1),
            ("waiting", "pair", "", 1),
        }

    async def test_what_was_tried_and_what_is_behind_it_are_told_apart(
        self, store: UnitOfWork
    ) -> None:
        for _ in range(3):
            await add(store, "pair:1")
        first = await claim(store)
        await store.write(
            lambda tx: tx.deliveries.postpone(first, minutes(5), "away", "Later.", count=True)
        )
        found = await store.read(lambda tx: tx.life.backlog())
        assert {(one.state, one.lane, one.reason, one.count) for one in found} == {
            ("waiting", "pair", "away", 1),
            ("waiting", "pair", "", 2),
        }

    async def test_what_is_done_is_no_backlog(self, store: UnitOfWork) -> None:
        await add(store, "pair:1")
        only = await claim(store)
        await store.write(lambda tx: tx.deliveries.finish(only, NOON))
        assert not await store.read(lambda tx: tx.life.backlog())

    async def test_a_lane_that_waits_behind_a_dead_letter_is_blocked(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "pair:1")
        await add(store, "pair:1")
        held = await claim(store)
        await store.write(
            lambda tx: tx.deliveries.park(held, "not-found", "Gone.", NOON, lane_waits=True)
        )
        assert await store.read(lambda tx: tx.life.blocked_lanes()) == 1

    async def test_a_lane_counts_as_claimed_until_its_lease_is_over(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "pair:1")
        assert await store.read(lambda tx: tx.life.claimed_lanes(NOON)) == 0
        held = await claim(store)
        assert await store.read(lambda tx: tx.life.claimed_lanes(NOON)) == 1
        assert await store.read(lambda tx: tx.life.claimed_lanes(held.until)) == 0

    async def test_a_write_counts_as_begun_until_its_result_is_there(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.effects.begin("m1", "d1", "issue:1", NOON))
        await store.write(lambda tx: tx.effects.begin("m2", "d1", "issue:1", minutes(5)))
        assert await store.read(lambda tx: tx.life.begun_effects()) == 2
        assert await store.read(lambda tx: tx.life.begun_effects(minutes(5))) == 1
        await store.write(lambda tx: tx.effects.applied("m1", "7", minutes(6)))
        assert await store.read(lambda tx: tx.life.begun_effects()) == 1
