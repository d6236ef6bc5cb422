"""What every store tells of drift. Subclass it and give `store`."""

from app.model import System
from app.ports import UnitOfWork
from app.records import DeliveryState
from tests.contract.store_queue import NOON, add, claim, finish, minutes


class UpkeepContract:
    async def test_how_a_comment_read_is_remembered_by_its_side_and_link(
        self, store: UnitOfWork
    ) -> None:
        ours, theirs = (System.ZENDESK, "7"), (System.JIRA, "7")
        await store.write(lambda tx: tx.upkeep.note_source("a", ours, "d1"))
        await store.write(lambda tx: tx.upkeep.note_source("a", theirs, "d2"))
        await store.write(lambda tx: tx.upkeep.note_source("b", ours, "d3"))
        await store.write(lambda tx: tx.upkeep.note_source("a", ours, "d4"))
        assert await store.read(lambda tx: tx.upkeep.sources("a")) == {ours: "d4", theirs: "d2"}

    async def test_a_lanes_deliveries_are_told_until_they_are_done(self, store: UnitOfWork) -> None:
        for number in ("1", "2", "3"):
            await add(store, "l", event_id=number)
        taken = await claim(store)
        await finish(store, taken)
        taken = await claim(store)
        await store.write(lambda tx: tx.deliveries.park(taken, "code", "why", NOON))
        pending = await store.read(lambda tx: tx.upkeep.pending("l"))
        assert [(one.id == taken.delivery.id, one.state) for one in pending] == [
            (True, DeliveryState.PARKED),
            (False, DeliveryState.WAITING),
        ]
        await store.write(lambda tx: tx.deliveries.discard(taken.delivery.id, NOON))
        states = [one.state for one in await store.read(lambda tx: tx.upkeep.pending("l"))]
        assert states == [DeliveryState.DISCARDED, DeliveryState.WAITING]
        assert not await store.read(lambda tx: tx.upkeep.pending("another"))

    async def test_an_effect_without_an_outcome_is_told_when_it_is_old(
        self, store: UnitOfWork
    ) -> None:
        for marker, at in (("m2", 2), ("m1", 1), ("m3", 3), ("m4", 1)):
            await store.write(
                lambda tx, m=marker, at=at: tx.effects.begin(m, "d", "issue:1", minutes(at))
            )
        await store.write(lambda tx: tx.effects.applied("m4", "77", minutes(2)))
        old = await store.read(lambda tx: tx.upkeep.unsettled(minutes(3)))
        assert [one.marker for one in old] == ["m1", "m2"]
