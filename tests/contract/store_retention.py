"""What every store forgets, and what never. Subclass it and give `store`."""

from app.ports import Transaction, UnitOfWork
from app.records import DeliveryState, EffectState
from tests.contract.store_queue import (
    NOON,
    add,
    claim,
    finish,
    make_event,
    minutes,
    nothing_to_claim,
    park,
    postpone,
)


async def forget(store: UnitOfWork, minute: float, limit: int = 100) -> int:
    return await store.write(lambda tx: tx.deliveries.forget(minutes(minute), limit))


async def done(store: UnitOfWork, lane: str, minute: float, *targets: str) -> str:
    """A delivery that was settled then, having written to these targets."""
    await add(store, lane)
    claimed = await claim(store)

    def write(tx: Transaction) -> None:
        for target in targets:
            marker = f"{claimed.delivery.id}:{target}"
            tx.effects.begin(marker, claimed.delivery.id, target, NOON)
            tx.effects.applied(marker, "1", NOON)

    await store.write(write)
    await finish(store, claimed, minutes(minute))
    return claimed.delivery.id


class RetentionContract:
    async def test_what_was_settled_long_ago_is_forgotten_with_its_writes(
        self, store: UnitOfWork
    ) -> None:
        old = await done(store, "link:a", 1, "issue:1")
        young = await done(store, "link:a", 5, "issue:1")
        assert await forget(store, 5) == 1
        found = await store.read(lambda tx: [tx.deliveries.get(one) for one in (old, young)])
        assert [one is not None for one in found] == [False, True]
        known = await store.read(lambda tx: [tx.effects.get(f"{o}:issue:1") for o in (old, young)])
        assert [one is not None for one in known] == [False, True]
        assert await forget(store, 5) == 0

    async def test_the_oldest_are_forgotten_first_and_no_more_than_asked(
        self, store: UnitOfWork
    ) -> None:
        ids = [await done(store, f"link:{minute}", minute) for minute in (3, 1, 2)]
        assert await forget(store, 9, limit=2) == 2
        left = await store.read(lambda tx: [tx.deliveries.get(one) is not None for one in ids])
        assert left == [True, False, False]

    async def test_what_waits_for_a_person_or_its_turn_is_never_forgotten(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a")
        parked = await claim(store)
        await park(store, parked)
        await add(store, "link:b")
        assert await forget(store, 1_000_000) == 0
        counts = await store.read(lambda tx: tx.deliveries.counts())
        assert (counts["parked"], counts["waiting"]) == (1, 1)

    async def test_what_was_discarded_is_forgotten_too(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        parked = await claim(store)
        await park(store, parked)
        await store.write(lambda tx: tx.deliveries.discard(parked.delivery.id, minutes(1)))
        assert await forget(store, 2) == 1

    async def test_counts_are_of_what_is_kept(self, store: UnitOfWork) -> None:
        await done(store, "link:a", 1)
        await done(store, "link:b", 2)
        await forget(store, 2)
        counts = await store.read(lambda tx: tx.deliveries.counts())
        assert counts == {"waiting": 0, "done": 1, "parked": 0, "held": 0, "discarded": 0}

    async def test_what_a_comments_files_are_known_by_stays(self, store: UnitOfWork) -> None:
        made = await done(store, "link:a", 1, "issue:1", "issue-file:1")
        await forget(store, 2)
        known = await store.read(lambda tx: tx.effects.get(f"{made}:issue:1"))
        assert known is not None
        assert known.state is EffectState.APPLIED

    async def test_a_lane_whose_deliveries_are_forgotten_goes_on(self, store: UnitOfWork) -> None:
        await done(store, "link:a", 1)
        await forget(store, 2)
        added = await add(store, "link:a", minutes(3))
        assert (await claim(store, minutes(3))).delivery.id == added.id

    async def test_counting_anew_changes_nothing_that_was_right(self, store: UnitOfWork) -> None:
        for lane in ("link:a", "link:b", "link:c"):
            await add(store, lane)
        before = await store.read(lambda tx: tx.deliveries.counts())
        assert await store.write(lambda tx: tx.deliveries.recount("", 2)) == "link:b"
        assert await store.write(lambda tx: tx.deliveries.recount("link:b", 2)) is None
        assert await store.read(lambda tx: tx.deliveries.counts()) == before
        assert before[DeliveryState.WAITING] == 3

    async def test_an_event_that_is_told_again_while_it_is_kept_is_known(
        self, store: UnitOfWork
    ) -> None:
        event = make_event("retried")
        await store.write(lambda tx: tx.deliveries.add(event, "link:a", NOON))
        await finish(store, await claim(store), minutes(1))
        await forget(store, 1)
        assert await store.write(lambda tx: tx.deliveries.add(event, "link:a", minutes(2))) is None

    async def test_what_a_clock_that_was_ahead_has_left_is_ready_once_it_is_right(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a")
        await add(store, "link:a")
        await finish(store, await claim(store), minutes(60))
        await add(store, "link:b", minutes(60))
        assert await nothing_to_claim(store, minutes(1))
        assert await store.write(lambda tx: tx.deliveries.turn_back(minutes(1))) == 2
        assert {(await claim(store, minutes(1))).delivery.lane for _ in range(2)} == {
            "link:a",
            "link:b",
        }

    async def test_what_was_postponed_waits_until_its_time(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        await postpone(store, await claim(store), minutes(30))
        assert await store.write(lambda tx: tx.deliveries.turn_back(minutes(1))) == 0
        assert await nothing_to_claim(store, minutes(29))
