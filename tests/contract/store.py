"""What every UnitOfWork does, whatever stands behind it. Subclass it and give `store`."""

import asyncio
from datetime import timedelta

import pytest

from app.errors import NotStored, StaleWrite
from app.model import (
    Action,
    Audience,
    Context,
    Finding,
    LinkState,
    System,
    TicketLink,
)
from app.ports import Transaction, UnitOfWork
from app.records import AuditEntry, Copy, EffectState, GateRecord
from app.services.provisional import Provisional
from tests.contract.store_private import CUSTOMER, PAIR, PrivateContract
from tests.contract.store_queue import NOON, QueueContract, add, claim, finish, minutes
from tests.contract.store_sidebar import SidebarContract


async def link(store: UnitOfWork, ticket_id: int = 35436, issue_id: str = "10001") -> TicketLink:
    return await store.write(lambda tx: tx.links.add(ticket_id, issue_id, f"OPS-{issue_id}", NOON))


def make_copy(source_comment_id: str, target_comment_id: str | None = "20001") -> Copy:
    return Copy(
        link_id="a-link",
        source=System.ZENDESK,
        source_comment_id=source_comment_id,
        target_comment_id=target_comment_id,
        digest="d1",
        policy="p1",
    )


class StoreContract(QueueContract, PrivateContract, SidebarContract):
    # ---- transactions ----------------------------------------------------------------------------

    async def test_what_is_rehearsed_is_worked_out_and_not_kept(self, store: UnitOfWork) -> None:
        def work(tx: Transaction) -> str:
            tx.facts.set("rehearsed", "yes")
            return tx.facts.get("rehearsed") or ""

        assert await Provisional(store).write(work) == "yes"
        assert await store.read(lambda tx: tx.facts.get("rehearsed")) is None

    async def test_a_function_that_fails_leaves_nothing_behind(self, store: UnitOfWork) -> None:
        def fail(tx: Transaction) -> None:
            tx.facts.set("mode", "stopped")
            tx.vault.save_context(PAIR, CUSTOMER, Context())
            raise NotStored("There is no such row.")

        with pytest.raises(NotStored, match="no such row"):
            await store.write(fail)
        assert await store.read(lambda tx: tx.facts.get("mode")) is None
        assert await store.read(lambda tx: tx.vault.customer_of(PAIR)) is None

    async def test_functions_that_run_together_fail_and_succeed_alone(
        self, store: UnitOfWork
    ) -> None:
        def number(tx: Transaction, n: int) -> int:
            tx.facts.set(f"fact-{n}", str(n))
            if n % 3 == 0:
                raise ValueError(n)
            return n

        answers = await asyncio.gather(
            *(store.write(lambda tx, n=n: number(tx, n)) for n in range(12)),
            return_exceptions=True,
        )
        for n, answer in enumerate(answers):
            stored = await store.read(lambda tx, n=n: tx.facts.get(f"fact-{n}"))
            if n % 3 == 0:
                assert isinstance(answer, ValueError)
                assert answer.args == (n,)
                assert stored is None
            else:
                assert (answer, stored) == (n, str(n))

    async def test_a_read_sees_what_was_written_before(self, store: UnitOfWork) -> None:
        for value in ("1", "2", "3"):
            await store.write(lambda tx, v=value: tx.facts.set("cursor", v))
            assert await store.read(lambda tx: tx.facts.get("cursor")) == value

    async def test_a_function_that_only_reads_cannot_write(self, store: UnitOfWork) -> None:
        with pytest.raises(Exception, match=r"has written|readonly|read-only"):
            await store.read(lambda tx: tx.facts.set("mode", "stopped"))
        assert await store.read(lambda tx: tx.facts.get("mode")) is None

    # ---- waiting ---------------------------------------------------------------------------------

    async def test_a_waiting_relay_wakes_when_a_delivery_is_added(self, store: UnitOfWork) -> None:
        await store.wait_for_work(0.01)  # a ring from opening the store
        waiting = asyncio.create_task(store.wait_for_work(60))
        await asyncio.sleep(0)
        await add(store, "link:a")
        await asyncio.wait_for(waiting, 5)

    async def test_a_delivery_added_before_the_wait_is_not_slept_through(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "link:a")
        await asyncio.wait_for(store.wait_for_work(60), 5)

    async def test_a_waiting_relay_wakes_when_a_lane_is_freed(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        await add(store, "link:a")
        claimed = await claim(store)
        await store.wait_for_work(0.01)
        waiting = asyncio.create_task(store.wait_for_work(60))
        await asyncio.sleep(0)
        await finish(store, claimed)
        await asyncio.wait_for(waiting, 5)

    async def test_a_wait_ends_when_its_time_is_over(self, store: UnitOfWork) -> None:
        for _ in range(3):
            await asyncio.wait_for(store.wait_for_work(0.01), 5)

    # ---- links -----------------------------------------------------------------------------------

    async def test_linking_twice_gives_the_same_link(self, store: UnitOfWork) -> None:
        first = await link(store)
        assert await link(store) == first
        assert await store.read(lambda tx: tx.links.get(first.id)) == first
        assert first.state is LinkState.ACTIVE
        assert await store.read(lambda tx: tx.links.get("none")) is None

    async def test_links_are_found_from_both_sides_in_their_order(self, store: UnitOfWork) -> None:
        one = await link(store, 1, "10001")
        two = await link(store, 1, "10002")
        three = await link(store, 2, "10001")

        def look(tx: Transaction) -> list[tuple[TicketLink, ...]]:
            found = (
                tx.links.of_ticket(1),
                tx.links.of_issue("10001"),
                tx.links.of_issue("OPS-10002"),
                tx.links.of_issue("99999", "OPS-10001"),
                tx.links.of_issue("99999"),
            )
            return list(map(tuple, found))

        assert await store.read(look) == [(one, two), (one, three), (two,), (one, three), ()]

    async def test_all_links_come_in_pages(self, store: UnitOfWork) -> None:
        made = [await link(store, number) for number in range(5)]
        page = await store.read(lambda tx: tx.links.all(limit=3))
        rest = await store.read(lambda tx: tx.links.all(limit=3, after=page[-1].id))
        assert [*page, *rest] == made
        assert len(page) == 3

    async def test_a_link_changes(self, store: UnitOfWork) -> None:
        made = await link(store)

        def change(tx: Transaction) -> TicketLink | None:
            tx.links.set_state(made.id, LinkState.PAUSED)
            tx.links.set_key(made.id, "NEW-7")
            return tx.links.get(made.id)

        changed = await store.write(change)
        assert changed is not None
        assert (changed.state, changed.issue_key) == (LinkState.PAUSED, "NEW-7")
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.links.set_key("none", "NEW-8"))
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.links.set_state("none", LinkState.ACTIVE))

    # ---- effects ---------------------------------------------------------------------------------

    async def test_an_effect_is_begun_then_applied(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.effects.begin("m1", "d1", "issue:10001", NOON, "abc"))
        begun = await store.read(lambda tx: tx.effects.get("m1"))
        await store.write(lambda tx: tx.effects.applied("m1", "20001", minutes(1)))
        applied = await store.read(lambda tx: tx.effects.get("m1"))
        assert begun is not None
        assert applied is not None
        assert (begun.state, begun.remote_id, begun.begun_at, begun.target) == (
            EffectState.BEGUN,
            None,
            NOON,
            "issue:10001",
        )
        assert (applied.state, applied.remote_id) == (EffectState.APPLIED, "20001")

    async def test_what_a_delivery_made_beside_a_comment_is_known(self, store: UnitOfWork) -> None:
        made = [
            ("m1", "d1", "issue:7", "20001"),
            ("m2", "d1", "issue-file:7", "30001"),
            ("m3", "d1", "issue-file:7", "30002"),
            ("m4", "d2", "issue-file:7", "30002"),
            ("m5", "d2", "issue-file:7", "20001"),
            ("m6", "d1", "issue-file:8", "30003"),
        ]

        def write(tx: Transaction) -> None:
            for marker, delivery, target, remote_id in made:
                tx.effects.begin(marker, delivery, target, NOON)
                tx.effects.applied(marker, remote_id, NOON)
            tx.effects.begin("m7", "d1", "issue-file:7", NOON)

        await store.write(write)
        beside = ("issue:7", "20001", "issue-file:7")
        assert list(await store.read(lambda tx: tx.effects.made_beside(*beside))) == ["30001"]

    async def test_an_effect_is_begun_by_one_alone(self, store: UnitOfWork) -> None:
        await store.write(lambda tx: tx.effects.begin("m1", "d1", "issue:10001", NOON))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.effects.begin("m1", "d2", "issue:10001", NOON))

    async def test_only_what_was_begun_is_applied(self, store: UnitOfWork) -> None:
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.effects.applied("m1", "20001", NOON))

    async def test_an_abandoned_effect_may_begin_anew_but_an_applied_one_stays(
        self, store: UnitOfWork
    ) -> None:
        await store.write(lambda tx: tx.effects.begin("m1", "d1", "issue:10001", NOON))
        await store.write(lambda tx: tx.effects.abandon("m1", minutes(1)))
        assert await store.read(lambda tx: tx.effects.get("m1")) is not None, "another attempt"
        await store.write(lambda tx: tx.effects.abandon("m1", NOON))
        assert await store.read(lambda tx: tx.effects.get("m1")) is None
        await store.write(lambda tx: tx.effects.begin("m1", "d1", "issue:10001", minutes(1)))
        await store.write(lambda tx: tx.effects.applied("m1", "20001", minutes(1)))
        await store.write(lambda tx: tx.effects.abandon("m1", minutes(1)))
        assert await store.read(lambda tx: tx.effects.get("m1")) is not None

    # ---- copies ----------------------------------------------------------------------------------

    async def test_a_copy_is_found_from_its_source_and_from_its_target(
        self, store: UnitOfWork
    ) -> None:
        copy = make_copy("871")
        await store.write(lambda tx: tx.copies.save(copy, NOON))

        def look(tx: Transaction) -> list[Copy | None]:
            return [
                tx.copies.get("a-link", System.ZENDESK, "871"),
                tx.copies.find_target(System.JIRA, "20001"),
                tx.copies.find_target(System.ZENDESK, "20001"),
                tx.copies.get("a-link", System.JIRA, "871"),
            ]

        assert await store.read(look) == [copy, copy, None, None]

    async def test_a_copy_saved_again_is_replaced_in_its_place(self, store: UnitOfWork) -> None:
        first, second = make_copy("871"), make_copy("872", None)
        later = Copy(**{**first.model_dump(), "digest": "d2", "deleted": True, "public": True})
        for minute, copy in enumerate((first, second, later)):
            await store.write(lambda tx, c=copy, m=minute: tx.copies.save(c, minutes(m)))
        assert list(await store.read(lambda tx: tx.copies.of_link("a-link"))) == [later, second]

    async def test_the_copies_that_stand_are_told_newest_first(self, store: UnitOfWork) -> None:
        first, second, third = make_copy("871"), make_copy("872", None), make_copy("873")
        gone = Copy(**{**second.model_dump(), "deleted": True})
        again = Copy(**{**first.model_dump(), "digest": "d2"})
        for minute, copy in enumerate((first, second, third, gone, again)):
            await store.write(lambda tx, c=copy, m=minute: tx.copies.save(c, minutes(m)))
        assert list(await store.read(lambda tx: tx.copies.recent(9))) == [again, third]
        assert list(await store.read(lambda tx: tx.copies.recent(1))) == [again]

    # ---- gates -----------------------------------------------------------------------------------

    async def test_a_gate_record_is_replaced(self, store: UnitOfWork) -> None:
        closed = GateRecord(
            issue_id="10001", token=None, reasons_digest="r1", open=False, decided_at=NOON
        )
        opened = GateRecord(
            issue_id="10001",
            token="ok:1",
            reasons_digest="r2",
            open=True,
            decided_at=minutes(1),
            status="In Progress",
            escalated=True,
            refused_at=NOON,
            valid_until=minutes(9),
        )
        for record in (closed, opened):
            await store.write(lambda tx, r=record: tx.gates.save(r))
            assert await store.read(lambda tx: tx.gates.get("10001")) == record
        assert await store.read(lambda tx: tx.gates.get("10002")) is None

    async def test_gates_whose_time_has_come_are_due(self, store: UnitOfWork) -> None:
        ends = {"10001": minutes(5), "10002": minutes(4), "10003": None, "10004": minutes(6)}
        for issue_id, end in ends.items():
            record = GateRecord(
                issue_id=issue_id,
                token="ok:1",
                reasons_digest="r",
                open=True,
                decided_at=NOON,
                valid_until=end,
            )
            await store.write(lambda tx, r=record: tx.gates.save(r))
        due = await store.read(lambda tx: tx.gates.due(minutes(5)))
        assert [record.issue_id for record in due] == ["10002", "10001"]

    # ---- audit and facts -------------------------------------------------------------------------

    async def test_audit_entries_are_read_newest_first(self, store: UnitOfWork) -> None:
        finding = Finding(
            entity="email", detector="email", placeholder="[email-1]", action=Action.PSEUDONYMISE
        )
        entries = [
            AuditEntry(
                at=NOON + timedelta(seconds=number),
                actor="relay",
                action="sent",
                subject=f"ticket:{number % 2}",
                audience=Audience.ENGINEERING if number else None,
                policy="p1",
                findings=(finding,) * number,
                detail="comment",
            )
            for number in range(4)
        ]
        for entry in entries:
            await store.write(lambda tx, e=entry: tx.audit.add(e))
        newest = entries[::-1]
        assert list(await store.read(lambda tx: tx.audit.recent())) == newest
        assert list(await store.read(lambda tx: tx.audit.recent(2))) == newest[:2]
        of_one = await store.read(lambda tx: tx.audit.of_subject("ticket:1"))
        assert list(of_one) == [entries[3], entries[1]]
        assert len(await store.read(lambda tx: tx.audit.of_subject("ticket:1", 1))) == 1

    async def test_a_fact_is_what_was_set_last(self, store: UnitOfWork) -> None:
        assert await store.read(lambda tx: tx.facts.get("mode")) is None
        await store.write(lambda tx: tx.facts.set("mode", "stopped"))
        await store.write(lambda tx: tx.facts.set("mode", "live"))
        assert await store.read(lambda tx: tx.facts.get("mode")) == "live"
