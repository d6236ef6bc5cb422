"""What every store shows in the console's lists. Subclass it and give `store`."""

from collections.abc import Sequence

from app.model import EventKind, InboundEvent, LinkState, System
from app.ports import Transaction, UnitOfWork
from app.ports_views import Cause, DeliveryKey, DeliveryPage, LaneCounts, Wanted
from app.records import AuditEntry, Delivery, DeliveryState
from app.records_clocks import DueKey
from tests.contract.store_clocks import clock, keep
from tests.contract.store_queue import NOON, add, claim, finish, minutes

ALL = Wanted()


async def tell(
    store: UnitOfWork, at: float, system: System = System.JIRA, kind: EventKind = EventKind.CHANGED
) -> Delivery:
    """A delivery of this kind, in a lane of its own."""
    event = InboundEvent(system=system, kind=kind, event_id=f"told-{at}", subject="10001")
    added = await store.write(lambda tx: tx.deliveries.add(event, f"lane:{at}", minutes(at)))
    assert added is not None
    return added


async def bury(store: UnitOfWork, at: float, code: str = "not-found") -> Delivery:
    """A delivery that has become a dead letter."""
    added = await tell(store, at)

    def park(tx: Transaction) -> None:
        claimed = tx.deliveries.claim("one", minutes(at), minutes(2) - NOON)
        assert claimed is not None
        tx.deliveries.park(claimed, code, "The issue is gone.", minutes(at))

    await store.write(park)
    return added


def key(delivery: Delivery) -> DeliveryKey:
    return DeliveryKey(delivery.accepted_at, delivery.id)


def ids(found: Sequence[Delivery]) -> list[str]:
    return [one.id for one in found]


async def page(
    store: UnitOfWork, wanted: Wanted, limit: int = 9, after: DeliveryKey | None = None
) -> DeliveryPage:
    return await store.read(lambda tx: tx.views.deliveries(wanted, limit, after, depth=3))


class ViewsContract:
    async def test_deliveries_come_newest_first_in_pages(self, store: UnitOfWork) -> None:
        one, two, three = [await tell(store, at) for at in (1, 2, 3)]
        first = await page(store, ALL, 2)
        assert (ids(first.found), first.further) == ([three.id, two.id], key(two))
        rest = await page(store, ALL, 2, first.further)
        assert (ids(rest.found), rest.further) == ([one.id], None)

    async def test_deliveries_of_a_state_come_in_pages_too(self, store: UnitOfWork) -> None:
        buried = [await bury(store, at) for at in (1, 2, 3)]
        await tell(store, 4)
        parked = Wanted(state=DeliveryState.PARKED)
        first = await page(store, parked, 2)
        assert ids(first.found) == [buried[2].id, buried[1].id]
        rest = await page(store, parked, 2, first.further)
        assert (ids(rest.found), rest.further) == ([buried[0].id], None)

    async def test_a_kind_is_looked_for_among_so_many_and_then_further(
        self, store: UnitOfWork
    ) -> None:
        rare = await tell(store, 1, System.ZENDESK, EventKind.MERGED)
        others = [await tell(store, at) for at in (2, 3, 4)]
        for wanted in (
            Wanted(kind=EventKind.MERGED),
            Wanted(system=System.ZENDESK),
            Wanted(system=System.ZENDESK, kind=EventKind.MERGED),
        ):
            first = await page(store, wanted)
            assert (first.found, first.further) == ((), key(others[0]))
            assert await page(store, wanted, after=first.further) == DeliveryPage((rare,))

    async def test_of_many_that_match_a_page_holds_so_many(self, store: UnitOfWork) -> None:
        await tell(store, 1)
        two = await tell(store, 2)
        three = await tell(store, 3, System.ZENDESK)
        four = await tell(store, 4)
        jira = Wanted(system=System.JIRA, kind=EventKind.CHANGED)
        first = await page(store, jira, 1)
        assert (ids(first.found), first.further) == ([four.id], key(four))
        assert ids((await page(store, jira, 1, key(four))).found) == [two.id]
        assert ids((await page(store, Wanted(system=System.ZENDESK))).found) == [three.id]

    async def test_a_lanes_deliveries_are_told_until_a_moment(self, store: UnitOfWork) -> None:
        made = [await add(store, "link:a", minutes(at)) for at in (1, 2, 3)]
        await add(store, "link:b", minutes(1))
        found = await store.read(lambda tx: tx.views.deliveries_of("link:a", 9, minutes(2)))
        assert ids(found) == [made[1].id, made[0].id]
        newest = await store.read(lambda tx: tx.views.deliveries_of("link:a", 1, minutes(9)))
        assert ids(newest) == [made[2].id]

    async def test_dead_letters_are_counted_by_their_cause(self, store: UnitOfWork) -> None:
        for at, code in ((1, "not-found"), (2, "defect"), (3, "defect")):
            await bury(store, at, code)
        await tell(store, 4)
        assert await store.read(lambda tx: list(tx.views.causes())) == [
            Cause("defect", 2, minutes(2), minutes(3)),
            Cause("not-found", 1, minutes(1), minutes(1)),
        ]

    async def test_dead_letters_of_a_cause_come_oldest_first_in_pages(
        self, store: UnitOfWork
    ) -> None:
        made = [await bury(store, at, code) for at, code in ((1, "a"), (2, "b"), (3, "a"))]

        def look(tx: Transaction) -> list[list[str]]:
            parked, after = DeliveryState.PARKED, key(made[0])
            views = tx.views
            return [
                ids(views.stuck(parked, 9)),
                ids(views.stuck(parked, 9, None, "a")),
                ids(views.stuck(parked, 9, after, "a")),
                ids(views.stuck(parked, 1, after)),
                ids(views.stuck(DeliveryState.HELD, 9)),
            ]

        one, two, three = ids(made)
        assert await store.read(look) == [[one, two, three], [one, three], [three], [two], []]

    async def test_pairs_come_newest_first_and_are_found_by_what_they_are(
        self, store: UnitOfWork
    ) -> None:
        def make(tx: Transaction) -> list[str]:
            made = [
                tx.links.add(number % 2, f"1000{number}", f"ENG-{number}", minutes(number)).id
                for number in range(4)
            ]
            tx.links.set_state(made[1], LinkState.ENDED)
            return made

        made = await store.write(make)

        def look(tx: Transaction) -> list[list[str]]:
            views = tx.views
            found = (
                views.pairs(3),
                views.pairs(3, made[1]),
                views.pairs(9, state=LinkState.ENDED),
                views.pairs(9, made[3], state=LinkState.ACTIVE),
                views.pairs(9, ticket_id=0),
                views.pairs(9, issue_key="ENG-3"),
                views.pairs(9, issue_key="ENG-9"),
            )
            return [[one.id for one in page] for page in found]

        zero, one, two, three = made
        assert await store.read(look) == [
            [three, two, one], [zero], [one], [two, zero], [two, zero], [three], [],
        ]  # fmt: skip

    async def test_lanes_tell_what_waits_and_when_something_was_done(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a", minutes(0))
        await add(store, "link:a", minutes(1))
        await finish(store, await claim(store, minutes(2)), minutes(2))
        await add(store, "link:b", minutes(3))
        names = ["link:a", "link:b", "link:c"]
        lanes = await store.read(lambda tx: dict(tx.views.lanes(names)))
        assert lanes == {"link:a": LaneCounts(waiting=1), "link:b": LaneCounts(waiting=1)}
        assert await store.read(lambda tx: dict(tx.views.last_done(names))) == {
            "link:a": minutes(2)
        }

    async def test_the_writes_of_deliveries_are_told_together(self, store: UnitOfWork) -> None:
        def make(tx: Transaction) -> None:
            for n, delivery in enumerate(("two", "one", "other")):
                tx.effects.begin(f"m{n}", delivery, "issue:1", minutes(n))
            tx.effects.applied("m0", "900", minutes(5))

        await store.write(make)
        found = await store.read(lambda tx: tx.views.effects_of(["one", "two"]))
        assert [(one.marker, one.remote_id) for one in found] == [("m0", "900"), ("m1", None)]

    async def test_the_audit_of_a_subject_is_told_until_a_moment(self, store: UnitOfWork) -> None:
        def make(tx: Transaction) -> None:
            for at, subject in ((1, "link:a"), (2, "link:b"), (3, "link:a"), (4, "link:a")):
                tx.audit.add(AuditEntry(at=minutes(at), actor="x", action="y", subject=subject))

        await store.write(make)
        found = await store.read(lambda tx: tx.views.audit_of("link:a", 9, minutes(3)))
        assert [one.at for one in found] == [minutes(3), minutes(1)]
        newest = await store.read(lambda tx: tx.views.audit_of("link:a", 1, minutes(9)))
        assert [one.at for one in newest] == [minutes(4)]

    async def test_open_escalations_are_told_by_severity_and_due_time(
        self, store: UnitOfWork
    ) -> None:
        await keep(
            store,
            clock("late", 9, severity="P1"),
            clock("soon", 1, severity="P1"),
            clock("closed", 1, severity="P1", closed_at=NOON),
            clock("mild", 2, severity="P4"),
            clock("none", 3),
        )

        def look(tx: Transaction) -> list[list[str]]:
            views = tx.views
            found = (
                views.escalations("P1", 9),
                views.escalations("P1", 1),
                views.escalations("P1", 9, DueKey(minutes(1), "soon")),
                views.escalations_beside(["P1", "P2"], 9),
                views.escalations_beside(["P1", "P2"], 9, DueKey(minutes(2), "mild")),
                views.escalations_beside(["P1", "P4"], 9),
            )
            return [[one.link_id for one in page] for page in found]

        assert await store.read(look) == [
            ["soon", "late"], ["soon"], ["late"], ["mild", "none"], ["none"], ["none"],
        ]  # fmt: skip
