"""What every store keeps of escalations. Subclass it and give `store`."""

from typing import Any

from app.ports import UnitOfWork
from app.records_clocks import Blocked, DueKey, EscalationClock, Step
from tests.contract.store_queue import NOON, minutes


def clock(link: str, due: int = 0, **more: Any) -> EscalationClock:
    known = {
        "link_id": link,
        "ticket_id": 7,
        "issue_id": "10001",
        "issue_key": "ENG-1",
        "customer": "org:71",
        "opened_at": NOON,
        "due_at": minutes(due),
        "look_at": minutes(due),
    }
    return EscalationClock.model_validate({**known, **more})


async def keep(store: UnitOfWork, *clocks: EscalationClock) -> None:
    for one in clocks:
        await store.write(lambda tx, one=one: tx.clocks.save(one))  # type: ignore[misc] # bound now


async def ids(store: UnitOfWork, work: Any) -> list[str]:
    return [one.link_id for one in await store.read(work)]


class ClocksContract:
    async def test_an_escalation_is_kept_whole_and_replaced(self, store: UnitOfWork) -> None:
        whole = clock(
            "a", severity="P1", team="core", assigned=True, asks=True,
            blocked_on=Blocked.CUSTOMER, next_step=Step.REPLY,
            last_update_at=minutes(1), promised_at=minutes(2), closed_at=minutes(3),
        )  # fmt: skip
        await keep(store, clock("a"), whole)
        assert await store.read(lambda tx: tx.clocks.get("a")) == whole
        assert list(await store.read(lambda tx: tx.clocks.of_ticket(7))) == [whole]
        assert await store.read(lambda tx: tx.clocks.get("b")) is None

    async def test_open_escalations_come_by_due_time_page_by_page(self, store: UnitOfWork) -> None:
        await keep(store, clock("a", 5), clock("b", 2), clock("c", 5), clock("d", 9))
        await keep(store, clock("e", 1, closed_at=minutes(3)))
        first = list(await store.read(lambda tx: tx.clocks.due(2)))
        assert [one.link_id for one in first] == ["b", "a"]
        after = DueKey(first[-1].due_at, first[-1].link_id)
        assert await ids(store, lambda tx: tx.clocks.due(9, after)) == ["c", "d"]
        assert await ids(store, lambda tx: tx.clocks.open(2)) == ["a", "b"]
        assert await ids(store, lambda tx: tx.clocks.open(9, "b")) == ["c", "d"]

    async def test_those_who_wait_for_engineerings_answer_are_told_apart(
        self, store: UnitOfWork
    ) -> None:
        await keep(store, clock("a", asks=True), clock("b", asks=True), clock("c"))
        await keep(store, clock("d", asks=True, blocked_on=Blocked.CUSTOMER))
        await keep(store, clock("e", asks=True, closed_at=minutes(1)))
        await keep(store, clock("f", asks=True))
        assert await ids(store, lambda tx: tx.clocks.asking(2)) == ["a", "b"]
        assert await ids(store, lambda tx: tx.clocks.asking(9, "b")) == ["f"]

    async def test_what_happened_brings_a_new_look(self, store: UnitOfWork) -> None:
        await keep(store, clock("a", 5), clock("b", look_at=None, issue_id="10002"))
        assert await ids(store, lambda tx: tx.clocks.to_look_at(minutes(4), 9)) == []
        await store.write(lambda tx: tx.clocks.look_again("b", minutes(1)))
        await store.write(lambda tx: tx.clocks.look_again("gone", minutes(1)))
        assert await ids(store, lambda tx: tx.clocks.to_look_at(minutes(4), 9)) == ["b"]
        await store.write(lambda tx: tx.clocks.look_again_at_issue("10001", minutes(0)))
        assert await ids(store, lambda tx: tx.clocks.to_look_at(minutes(4), 9)) == ["a", "b"]
        assert await ids(store, lambda tx: tx.clocks.to_look_at(minutes(4), 1)) == ["a"]

    async def test_of_a_customer_all_open_and_lately_closed_are_told(
        self, store: UnitOfWork
    ) -> None:
        await keep(store, clock("a"), clock("b", closed_at=minutes(5)))
        await keep(store, clock("c", closed_at=minutes(1)), clock("d", customer="org:72"))
        found = await ids(store, lambda tx: tx.clocks.of_customer("org:71", minutes(2)))
        assert found == ["a", "b"]
