"""One attempt that is overtaken by another: by another relay, or by another delivery."""

import asyncio
from contextlib import suppress

import pytest

from app.attachments.content import Spooled
from app.effects import (
    Applied,
    ClearedFile,
    Effect,
    IssueEffect,
    NewTicketComment,
    TicketEffect,
    UpdateTicket,
)
from app.errors import VendorBusy, VendorTimeout
from app.model import Audience, EventKind
from app.records import EffectState
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.fakes.ticket_desk import FakeTicketDesk
from tests.services.test_outbox import post, state_of, text
from tests.services.world import HORIZON, JANE, LEASE, World

LATER = HORIZON.total_seconds()


class SlowlyRefused(FakeIssueTracker):
    """The first write is refused while the second is under way, whose answer is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.entered, self.answered = asyncio.Event(), asyncio.Event()
        self.first: asyncio.Task[Applied] | None = None

    async def apply(self, effect: IssueEffect) -> Applied:
        self.calls += 1
        if self.calls == 1:
            self.entered.set()
            await self.answered.wait()
            raise VendorBusy("slow down", retry_after=1)
        if self.calls == 2 and self.first is not None:
            self.lose_next_answer()
            self.answered.set()
            with suppress(VendorBusy):
                await self.first
        return await super().apply(effect)


async def test_an_attempt_that_ends_late_does_not_forget_the_one_that_took_it_over() -> None:
    tracker = SlowlyRefused()
    world = World(tracker=tracker)
    issue = tracker.add_issue()
    effect = await post(world, issue.id)
    tracker.first = asyncio.create_task(world.outbox.send(effect, delivery_id="d1"))
    await tracker.entered.wait()
    world.clock.pass_time(LATER)
    with pytest.raises(VendorTimeout):
        await world.outbox.send(effect, delivery_id="d1")
    assert await state_of(world) is EffectState.BEGUN
    world.clock.pass_time(LATER)
    await world.outbox.send(effect, delivery_id="d1")
    assert len(world.on_issue(issue)) == 1


class LateCommit(FakeTicketDesk):
    """Files take a hundred seconds; what is sent then is cut off, and committed later."""

    def __init__(self) -> None:
        super().__init__()
        self.world: World | None = None
        self.late: TicketEffect | None = None

    async def apply(self, effect: TicketEffect) -> Applied:
        if self.late is not None or self.world is None:
            return await super().apply(effect)
        self.world.clock.pass_time(100)
        self.late = effect
        raise asyncio.CancelledError

    async def commit(self) -> None:
        assert self.late is not None
        await super().apply(self.late)


async def test_what_went_out_after_long_uploads_is_looked_for_when_it_can_no_longer_come() -> None:
    desk = LateCommit()
    world = World(desk=desk)
    desk.world = world
    ticket = world.ticket()
    effect = await note_with_file(world, ticket.id)
    with pytest.raises(asyncio.CancelledError):
        await world.outbox.send(effect, delivery_id="d1")
    world.clock.pass_time(10)
    with pytest.raises(VendorTimeout, match="may still be committed"):
        await world.outbox.send(effect, delivery_id="d1")
    await desk.commit()
    world.clock.pass_time(LEASE.total_seconds() + LATER)
    await world.outbox.send(effect, delivery_id="d1")
    assert world.on_ticket(ticket) == ["Hello there."]


async def note_with_file(world: World, ticket_id: int) -> Effect:
    body = await text(world, "Hello there.", Audience.CUSTOMER)
    name = await text(world, "log.txt", Audience.CUSTOMER)
    file = ClearedFile(name, Spooled(b"x"), "text/plain")
    return UpdateTicket(ticket_id, "al-1", comment=NewTicketComment(body, files=(file,)))


@pytest.mark.parametrize("kind", [EventKind.COMMENT_ADDED, EventKind.COMMENT_CHANGED])
@pytest.mark.parametrize("committed", [True, False])
async def test_a_comment_whose_posting_was_given_up_is_not_posted_beside_it(
    world: World, kind: EventKind, committed: bool
) -> None:
    ticket, issue, _ = await world.pair()
    if committed:
        world.tracker.lose_next_answer()
    else:
        world.tracker.fail_next(VendorTimeout("no answer"))
    comment = world.desk.add_comment(ticket.id, JANE, "It is broken.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    world.clock.pass_time(LATER * 2)
    claim = await world.claim()
    assert claim is not None
    await world.relaying.park_defect(claim, "KeyError")
    await world.zendesk(kind, ticket, comment_id=comment.id)
    await world.settle()
    await world.store.write(lambda tx: tx.deliveries.replay(claim.delivery.id, world.clock.now()))
    await world.settle_later(LATER)
    assert len(world.on_issue(issue)) == 1
    assert await world.waiting() == 0
