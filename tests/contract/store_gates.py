"""What every store does for gates: their lanes have no order, and records come by pages."""

from app.ports import UnitOfWork
from app.records import AuditEntry, GateRecord
from tests.contract.store_queue import NOON, add, claim, finish, minutes, nothing_to_claim, postpone


class GatesContract:
    async def test_a_gate_goes_before_what_waits_of_pairs(self, store: UnitOfWork) -> None:
        await add(store, "link:a")
        gate = await add(store, "gate:1", minutes(0.5))
        assert (await claim(store, minutes(0.5))).delivery.id == gate.id

    async def test_a_backlog_of_gates_lets_pairs_go_on_after_a_minute(
        self, store: UnitOfWork
    ) -> None:
        pair = await add(store, "link:a")
        for number in range(3):
            await add(store, f"gate:{number}", minutes(2))
        assert (await claim(store, minutes(2))).delivery.id == pair.id

    async def test_a_newer_decision_does_not_wait_behind_one_that_was_postponed(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "gate:1")
        await postpone(store, await claim(store), minutes(15))
        newer = await add(store, "gate:1", minutes(1))
        assert (await claim(store, minutes(1))).delivery.id == newer.id

    async def test_one_that_comes_while_another_is_worked_on_does_not_wait_for_its_retry(
        self, store: UnitOfWork
    ) -> None:
        await add(store, "gate:1")
        claimed = await claim(store)
        newer = await add(store, "gate:1", minutes(1))
        assert await nothing_to_claim(store, minutes(1))
        await postpone(store, claimed, minutes(15))
        assert (await claim(store, minutes(1))).delivery.id == newer.id

    async def test_a_gate_that_was_written_has_its_postponed_deliveries_tried_at_once(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "gate:1")
        await postpone(store, await claim(store), minutes(15), code="vendor-unreachable")
        await add(store, "gate:1", minutes(1))
        await finish(store, await claim(store, minutes(1)), minutes(1))
        assert (await claim(store, minutes(1))).delivery.id == first.id

    async def test_a_gates_delivery_whose_write_may_come_late_waits_for_it_all_the_same(
        self, store: UnitOfWork
    ) -> None:
        first = await add(store, "gate:1")
        await postpone(store, await claim(store), minutes(2), code="vendor-timeout")
        await add(store, "gate:1", minutes(1))
        await finish(store, await claim(store, minutes(1)), minutes(1))
        assert await nothing_to_claim(store, minutes(1))
        assert (await claim(store, minutes(2))).delivery.id == first.id

    async def test_gates_come_page_by_page(self, store: UnitOfWork) -> None:
        for number in ("10003", "10001", "10002"):
            record = GateRecord(
                issue_id=number, token=None, reasons_digest="", open=False, decided_at=NOON
            )
            await store.write(lambda tx, r=record: tx.gates.save(r))
        first = await store.read(lambda tx: tx.gates.all(2))
        rest = await store.read(lambda tx: tx.gates.all(2, first[-1].issue_id))
        assert [[one.issue_id for one in page] for page in (first, rest)] == [
            ["10001", "10002"],
            ["10003"],
        ]

    async def test_what_waits_of_all_gates_is_counted_together(self, store: UnitOfWork) -> None:
        for lane in ("gate:1", "gate:1", "gate:2", "link:a"):
            await add(store, lane)
        assert await store.read(lambda tx: tx.deliveries.waiting_in("gate:")) == 3

    async def test_acts_of_a_kind_are_read_from_a_moment_on(self, store: UnitOfWork) -> None:
        for minute, action in enumerate(("gate opened", "copy sent", "gate opened", "gate closed")):
            entry = AuditEntry(at=minutes(minute), actor="airlock", action=action, subject="x")
            await store.write(lambda tx, one=entry: tx.audit.add(one))
        kinds = ("gate opened", "gate closed")
        found = await store.read(lambda tx: tx.audit.of_actions(kinds, minutes(1)))
        assert [(one.at, one.action) for one in found] == [
            (minutes(2), "gate opened"),
            (minutes(3), "gate closed"),
        ]
