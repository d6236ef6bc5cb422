"""The relay's loop: several lanes at a time, defects, an unreachable store, and stopping."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app import relay as relay_module
from app.errors import VendorUnreachable
from app.model import EventKind, Ticket, TicketComment
from app.ports import Transaction
from app.relay import Relay
from app.services.views import WaiverRequest
from tests.fakes.ticket_desk import FakeTicketDesk
from tests.services.world import ADMIN, JANE, World

PRIVATE = "Jane Roe's own words"


@pytest.fixture(autouse=True)
def _quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop's pauses last as long as a test can wait."""
    monkeypatch.setattr(relay_module, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(relay_module, "STORE_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(relay_module, "RECHECK_SECONDS", 0.02)
    monkeypatch.setattr(relay_module, "DEFECT_PAUSE_SECONDS", 0.02)


@asynccontextmanager
async def running(world: World) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(world.relay.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await task


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await condition():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.005)


async def refused(world: World) -> bool:
    """Whether the relay has met the store out of reach more than once."""
    return world.store.refused > 2


async def told(world: World, text: str, ticket: Ticket) -> TicketComment:
    comment = world.desk.add_comment(ticket.id, JANE, text)
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    return comment


async def test_what_is_told_while_it_runs_is_worked_off_in_order(world: World) -> None:
    first, issue, _ = await world.pair()
    second, other, _ = await world.pair()

    async def all_there() -> bool:
        return await world.waiting() == 0 and len(world.on_issue(issue)) == 3

    async with running(world):
        for number in range(3):
            await told(world, f"Message {number}.", first)
        await told(world, "Elsewhere.", second)
        await until(all_there)
    assert [str(n) in text for n, text in enumerate(world.on_issue(issue))] == [True] * 3
    assert len(world.on_issue(other)) == 1


async def test_a_defect_parks_its_delivery_without_its_text_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = World(desk=BrokenDesk(fields={}))
    ticket, issue, _ = await world.pair()
    await told(world, "Break here.", ticket)
    await told(world, "It fails.", ticket)

    async def settled() -> bool:
        return await world.waiting() == 0

    async with running(world):
        await until(settled)
    (parked,) = await world.stuck()
    assert parked.reason_code == "defect"
    assert "ZeroDivisionError" in (parked.reason or "")
    assert PRIVATE not in parked.model_dump_json()
    assert PRIVATE not in "".join(capsys.readouterr())
    assert ["It fails." in text for text in world.on_issue(issue)] == [True]


class BrokenDesk(FakeTicketDesk):
    """Reading one comment runs into a defect that quotes it."""

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        comment = await super().fetch_comment(ticket_id, comment_id)
        if "Break here" in str(comment.body):
            raise ZeroDivisionError(PRIVATE)
        return comment


async def test_a_store_that_was_out_of_reach_is_tried_again_until_it_is_back(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await told(world, "It fails.", ticket)
    world.store.available = False
    async with running(world):
        await until(lambda: refused(world))
        world.store.available = True

        async def settled() -> bool:
            return await world.waiting() == 0

        await until(settled)
    assert len(world.on_issue(issue)) == 1


async def test_a_store_that_fails_while_the_relay_is_idle_does_not_end_it(world: World) -> None:
    ticket, issue, _ = await world.pair()
    async with running(world):
        await asyncio.sleep(0)  # the workers have begun to wait
        world.store.available = False
        await until(lambda: refused(world))
        world.store.available = True
        await told(world, "It fails.", ticket)

        async def settled() -> bool:
            return await world.waiting() == 0

        await until(settled)
    assert len(world.on_issue(issue)) == 1


async def test_a_defect_beside_the_deliveries_ends_neither_them_nor_the_relay(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One while lanes are claimed, by all who do that, and one in a round."""
    claim, recheck = world.modes.works, world.gatekeeping.recheck_due
    left = {"claims": 4, "rounds": 2}

    def works(tx: Transaction) -> bool:
        left["claims"] -= 1
        if left["claims"] >= 0:
            raise KeyError(PRIVATE)
        return claim(tx)

    async def recheck_due() -> None:
        left["rounds"] -= 1
        if left["rounds"] >= 0:
            raise KeyError(PRIVATE)
        await recheck()

    async def all_there() -> bool:
        return left["rounds"] < 0 and await world.waiting() == 0

    ticket, issue, _ = await world.pair()
    monkeypatch.setattr(world.modes, "works", works)
    monkeypatch.setattr(world.gatekeeping, "recheck_due", recheck_due)
    await told(world, "It is broken.", ticket)
    async with running(world):
        await until(all_there)
    assert len(world.on_issue(issue)) == 1


async def test_stopping_finishes_what_was_begun_and_begins_nothing_new() -> None:
    desk = SlowDesk()
    world = World(desk=desk)
    ticket, issue, _ = await world.pair()
    await world.gatekeeping.recheck_policy()
    await world.settle()
    await told(world, "It fails.", ticket)
    await told(world, "And again.", ticket)
    async with running(world) as stop:
        await desk.reached.wait()
        stop.set()
        desk.go_on.set()
    assert (len(world.on_issue(issue)), await world.waiting()) == (1, 1)


async def test_a_relay_told_to_stop_frees_the_lane_of_work_that_does_not_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another relay goes on at once, and the delivery is not blamed for it."""
    monkeypatch.setattr(relay_module, "GRACE_SECONDS", 0.05)
    desk = SlowDesk()
    world = World(desk=desk)
    ticket, issue, _ = await world.pair()
    await world.gatekeeping.recheck_policy()
    await world.settle()
    await told(world, "It fails.", ticket)
    async with running(world) as stop:
        await desk.reached.wait()
        stop.set()
    desk.go_on.set()
    freed = await world.claim()
    assert freed is not None
    assert (freed.delivery.attempts, freed.delivery.reason_code) == (0, "stopping")
    await world.relaying.run(freed)
    assert len(world.on_issue(issue)) == 1


class SlowDesk(FakeTicketDesk):
    """Reading a comment waits at a gate."""

    def __init__(self) -> None:
        super().__init__(fields={})
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        self.reached.set()
        await self.go_on.wait()
        return await super().fetch_comment(ticket_id, comment_id)


@pytest.mark.parametrize("on_parked", ["continue", "wait"])
async def test_work_that_never_ends_is_a_failed_attempt_each_time_and_parked_after_the_last(
    on_parked: str,
) -> None:
    world = World(desk=SilentDesk(fields={}))
    world.policies.change(
        {"mapping.delivery.max_attempts": 2, "mapping.delivery.on_parked": on_parked}
    )
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "Never ends.")
    accepted = await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await told(world, "It fails.", ticket)
    world.relay = world.make_relay(timedelta(seconds=0.1))

    async def attempted() -> bool:
        found = await world.store.read(lambda tx: tx.deliveries.get(accepted.delivery or ""))
        return found is not None and (found.attempts, found.reason_code) == (1, "overrun")

    async def parked() -> bool:
        return bool(await world.stuck())

    async with running(world):
        await until(attempted)
        world.clock.pass_time(60)
        await until(parked)
    await world.settle()
    (dead,) = await world.stuck()
    assert (dead.event.comment_id, dead.reason_code) == (comment.id, "overrun")
    assert len(world.on_issue(issue)) == (1 if on_parked == "continue" else 0)


class SilentDesk(FakeTicketDesk):
    """Reading one comment never ends."""

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        comment = await super().fetch_comment(ticket_id, comment_id)
        if "Never ends" in str(comment.body):
            await asyncio.Event().wait()
        return comment


async def test_a_waiver_that_ends_while_the_relay_runs_closes_the_gate(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    request = WaiverRequest(
        item="steps",
        reason="Seen live by an engineer.",
        until=world.clock.now() + timedelta(hours=1),
    )
    await world.packets.waive(ticket.id, request, agent=ADMIN)

    async def is_open() -> bool:
        return world.token(issue).startswith("ok:")

    async def is_closed() -> bool:
        return world.token(issue) == ""

    async with running(world):
        await until(is_open)
        world.clock.pass_time(3600)
        await until(is_closed)


async def test_no_lane_is_claimed_before_what_takes_long_at_first_is_done(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await told(world, "The export stops.", ticket)
    begun, ready = asyncio.Event(), asyncio.Event()

    async def prepare() -> None:
        begun.set()
        await ready.wait()

    async def there() -> bool:
        return len(world.on_issue(issue)) == 1

    world.relay = Relay(
        world.store, world.policies, world.relaying, world.gatekeeping, world.clock,
        modes=world.modes, lanes=2, lease=timedelta(minutes=2), prepare=prepare,
    )  # fmt: skip
    async with running(world):
        await begun.wait()
        assert await world.waiting() == 1
        assert await world.store.write(
            lambda tx: tx.deliveries.claim("other", world.clock.now(), timedelta(minutes=1))
        )
        ready.set()
    world.clock.pass_time(120)
    async with running(world):
        await until(there)


async def test_what_keeps_gate_values_from_being_looked_at_is_told_once_an_hour(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def fail() -> None:
        nonlocal looks
        looks += 1
        raise VendorUnreachable("gone", sent=False)

    async def looked_again() -> bool:
        return looks > before + 3

    monkeypatch.setattr(world.gatekeeping, "sweep", fail)
    with capture_logs() as lines:
        async with running(world):
            for _ in range(2):
                before = looks
                await until(looked_again)
                world.clock.pass_time(3601)
    assert 1 <= sum(one["event"] == "gate values not looked at" for one in lines) <= 3
