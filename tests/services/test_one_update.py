"""What waits for one ticket goes there in one update: a comment and the changes beside it."""

import contextlib
from typing import Any

import pytest

from app.document import from_plain
from app.effects import UpdateTicket
from app.errors import LaneLost, VendorError, VendorFault, WriteRefused
from app.model import EventKind, Issue, IssueComment, LinkState, System, Ticket, TicketLink
from app.records import EffectState
from app.records_life import Mode
from tests.services.crashing import Crash, CrashingStore, LateDesk
from tests.services.world import HORIZON, LEASE, RAVI, World

STATUS, SYMPTOM = "3602", "3605"
REFUSED = WriteRefused("Zendesk answered 422.", status=422, fields=("status",))
PARTS = "cm", "mc", "mcm", "ccm"
"""In which order the webhooks come: c for the comment, m for the move. Jira tells some twice."""
in_any_order = pytest.mark.parametrize("order", PARTS)


async def act(world: World, issue: Issue, order: str, text: str = "A fix is out.") -> IssueComment:
    """An engineer writes and moves the issue; told in this order, and not worked off yet."""
    comment = world.tracker.add_comment(issue.id, RAVI, text)
    world.tracker.change(issue.id, status="In Progress")
    for part in order:
        if part == "c":
            await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
        else:
            await world.jira(EventKind.CHANGED, issue, changed=("status",))
    return comment


def shown(world: World, ticket: Ticket, field: str = STATUS) -> str:
    return world.desk.tickets[ticket.id].fields.get(field, "")


async def waiting_for(world: World, link: TicketLink) -> int:
    return await world.store.read(lambda tx: tx.deliveries.waiting_in(link.lane))


async def claim_of(world: World, link: TicketLink) -> Any:
    """The claim of the pair's lane; gates are worked off before."""
    while (claim := await world.claim()) is not None:
        if claim.delivery.lane == link.lane:
            return claim
        await world.relaying.run(claim)
    raise AssertionError("nothing waits in the pair's lane")


def all_is_there(world: World, ticket: Ticket) -> bool:
    return len(world.on_ticket(ticket)) == 1 and shown(world, ticket) == "Being worked on"


@in_any_order
async def test_a_comment_and_a_move_that_wait_together_cost_one_update(
    world: World, order: str
) -> None:
    ticket, issue, link = await world.pair()
    writes = len(world.desk.writes)
    await act(world, issue, order)
    await world.relaying.run(await claim_of(world, link))
    assert await waiting_for(world, link) == 0, "one piece of work has served them all"
    assert len(world.desk.writes) == writes + 1
    assert all_is_there(world, ticket)


@in_any_order
async def test_the_journal_knows_the_update_by_the_comment_s_marker(
    world: World, order: str
) -> None:
    ticket, issue, link = await world.pair()
    comment = await act(world, issue, order)
    await world.settle()
    update = world.desk.writes[-1]
    assert isinstance(update, UpdateTicket)
    record = await world.store.read(lambda tx: tx.effects.get(update.marker))
    copy = await world.store.read(lambda tx: tx.copies.get(link.id, System.JIRA, comment.id))
    assert record is not None
    assert copy is not None
    assert record.state is EffectState.APPLIED
    assert record.remote_id == copy.target_comment_id == world.desk.comments[ticket.id][-1].id


async def test_each_comment_takes_along_the_changes_beside_it_and_order_is_kept(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    writes = len(world.desk.writes)
    await act(world, issue, "cm", "The first.")
    await act(world, issue, "mc", "The second.")
    await world.settle()
    assert await waiting_for(world, link) == 0
    assert len(world.desk.writes) == writes + 2
    assert ["first" in text for text in world.on_ticket(ticket)] == [True, False]
    assert shown(world, ticket) == "Being worked on"


@in_any_order
async def test_a_corrected_comment_takes_them_along_too(world: World, order: str) -> None:
    ticket, issue, link = await world.pair()
    first = await world.engineer_writes(issue, "A fix was out on Monday.")
    writes = len(world.desk.writes)
    world.tracker.set_comment(issue.id, first.id, body=from_plain("A fix is out on Tuesday."))
    world.tracker.change(issue.id, status="In Progress")
    for part in order:
        kind = EventKind.COMMENT_CHANGED if part == "c" else EventKind.CHANGED
        more = {"comment_id": first.id} if part == "c" else {"changed": ("status",)}
        await world.jira(kind, issue, **more)
    await world.relaying.run(await claim_of(world, link))
    assert await waiting_for(world, link) == 0
    assert len(world.desk.writes) == writes + 2, "the old text goes, the new one comes"
    assert "Tuesday" in world.on_ticket(ticket)[-1]
    assert shown(world, ticket) == "Being worked on"


async def test_news_of_an_old_comment_hides_no_edit_of_it(world: World) -> None:
    """Told late that it was added, between a move and the edit."""
    ticket, issue, link = await world.pair()
    first = await world.engineer_writes(issue, "A fix was out on Monday.")
    world.tracker.set_comment(issue.id, first.id, body=from_plain("A fix is out on Tuesday."))
    await world.jira(EventKind.CHANGED, issue, changed=("status",))
    for kind in (EventKind.COMMENT_ADDED, EventKind.COMMENT_CHANGED):
        await world.jira(kind, issue, comment_id=first.id)
    await world.settle()
    assert "Tuesday" in world.on_ticket(ticket)[-1]
    assert await waiting_for(world, link) == 0


async def test_changes_of_the_ticket_are_never_taken_along(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.tracker.add_comment(issue.id, RAVI, "A fix is out.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    world.desk.change(ticket.id, priority="urgent")
    await world.zendesk(EventKind.CHANGED, ticket, changed=("priority",))
    await world.settle()
    assert len(world.on_ticket(ticket)) == 1
    assert world.tracker.issues[issue.id].priority == "Highest"


async def test_where_the_ticket_agrees_already_the_comment_goes_as_it_would_alone(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    comment = world.tracker.add_comment(issue.id, RAVI, "A fix is out.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    await world.jira(EventKind.CHANGED, issue, changed=("labels",))
    await world.relaying.run(await claim_of(world, link))
    update = world.desk.writes[-1]
    assert isinstance(update, UpdateTicket)
    assert (update.status, update.priority, update.fields, update.add_tags) == (
        None, None, None, (),
    )  # fmt: skip
    assert (await waiting_for(world, link), len(world.on_ticket(ticket))) == (0, 1)


# ---- what is refused, or held --------------------------------------------------------------------


@pytest.mark.parametrize("order", ["cm", "mc"])
async def test_where_a_field_is_refused_the_comment_still_arrives(world: World, order: str) -> None:
    """The update of both, and the change by itself, are refused; each is tried once."""
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    world.desk.fail_next(REFUSED)
    world.desk.fail_next(REFUSED, skip=1 if order == "cm" else 0)
    await world.settle()
    assert len(world.on_ticket(ticket)) == 1
    assert shown(world, ticket) == "Waiting for engineering"
    (parked,) = await world.stuck()
    assert (parked.event.kind, parked.reason_code) == (EventKind.CHANGED, "write-refused")
    assert await waiting_for(world, link) == 0


@pytest.mark.parametrize("order", ["cm", "mc"])
async def test_where_the_comment_is_refused_the_change_still_arrives(
    world: World, order: str
) -> None:
    ticket, issue, _ = await world.pair()
    await act(world, issue, order)
    world.desk.fail_next(REFUSED)
    world.desk.fail_next(REFUSED, skip=1 if order == "mc" else 0)
    await world.settle()
    assert world.on_ticket(ticket) == []
    assert shown(world, ticket) == "Being worked on"
    (parked,) = await world.stuck()
    assert parked.event.kind is EventKind.COMMENT_ADDED


@in_any_order
async def test_a_held_comment_keeps_no_change_back(world: World, order: str) -> None:
    ticket, issue, link = await world.pair()
    world.policies.change({"redaction.entities.email.customer": "hold"})
    await act(world, issue, order, "mail to ops@elsewhere.example fails")
    await world.settle()
    assert world.on_ticket(ticket) == []
    assert shown(world, ticket) == "Being worked on"
    assert {one.event.kind for one in await world.stuck()} == {EventKind.COMMENT_ADDED}
    assert await waiting_for(world, link) == 0


@in_any_order
async def test_a_field_whose_text_is_held_stays_and_all_else_goes(world: World, order: str) -> None:
    symptom = {"zendesk": "Symptom", "jira": "Symptom", "direction": "to_zendesk"}
    world.policies.change(
        {"mapping.fields": (symptom,), "redaction.entities.email.customer": "hold"}
    )
    ticket, issue, link = await world.pair()
    fields = {"customfield_10202": "mail to ops@elsewhere.example fails"}
    world.tracker.change(issue.id, fields=fields)
    await act(world, issue, order)
    await world.relaying.run(await claim_of(world, link))
    assert all_is_there(world, ticket)
    assert shown(world, ticket, SYMPTOM) == ""
    held = [e for e in await world.audit(f"ticket:{ticket.id}") if e.action == "field held"]
    assert len(held) == 1
    assert (await world.stuck(), await waiting_for(world, link)) == ([], 0)


@in_any_order
async def test_beside_a_comment_that_stays_in_jira_the_change_goes_alone(
    world: World, order: str
) -> None:
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "ignore"})
    ticket, issue, link = await world.pair()
    writes = len(world.desk.writes)
    await act(world, issue, order)
    await world.settle()
    assert world.on_ticket(ticket) == []
    assert shown(world, ticket) == "Being worked on"
    assert (len(world.desk.writes), await waiting_for(world, link)) == (writes + 1, 0)


# ---- unknown outcomes, crashes, lost lanes -------------------------------------------------------


@in_any_order
@pytest.mark.parametrize("lost", [None, VendorFault("502", status=502)])
async def test_when_the_answer_is_lost_each_arrives_once(
    world: World, order: str, lost: VendorError | None
) -> None:
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    world.desk.lose_next_answer(lost)
    await world.settle()
    writes = len(world.desk.writes)
    for _ in range(4):
        await world.settle_later(HORIZON.total_seconds())
    assert all_is_there(world, ticket)
    assert len(world.desk.writes) == writes, "what took place is found, and nothing sent again"
    assert (await world.stuck(), await waiting_for(world, link)) == ([], 0)


@in_any_order
async def test_what_zendesk_commits_late_is_not_sent_again(order: str) -> None:
    desk = LateDesk(fields=World().desk.fields)
    world = World(desk=desk)
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    desk.late = True
    await world.settle()
    await world.settle_later(HORIZON.total_seconds() / 2)
    await desk.commit_late()
    for _ in range(4):
        await world.settle_later(HORIZON.total_seconds())
    assert all_is_there(world, ticket)
    assert await waiting_for(world, link) == 0


@in_any_order
async def test_what_zendesk_never_committed_is_sent_again_once(order: str) -> None:
    desk = LateDesk(fields=World().desk.fields)
    world = World(desk=desk)
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    desk.late = True
    await world.settle()
    for _ in range(4):
        await world.settle_later(HORIZON.total_seconds())
    assert all_is_there(world, ticket)
    assert await waiting_for(world, link) == 0


@in_any_order
@pytest.mark.parametrize("after", [True, False])
async def test_a_process_that_dies_at_any_commit_leaves_one_of_each(
    order: str, after: bool
) -> None:
    for commit in range(10):
        store = CrashingStore()
        world = World(store=store)
        ticket, issue, link = await world.pair()
        await act(world, issue, order)
        claim = await claim_of(world, link)
        store.die_at(commit, after=after)
        with contextlib.suppress(Crash):
            await world.relaying.run(claim)
        store.live_on()
        for _ in range(4):
            await world.settle_later(LEASE.total_seconds())
        assert all_is_there(world, ticket), f"died at commit {commit}"
        assert (await world.stuck(), await waiting_for(world, link)) == ([], 0)


@in_any_order
async def test_who_has_lost_the_lane_writes_and_settles_nothing(world: World, order: str) -> None:
    ticket, issue, link = await world.pair()
    writes = len(world.desk.writes)
    await act(world, issue, order)
    slow = await claim_of(world, link)
    world.clock.pass_time(LEASE.total_seconds())
    quick = await claim_of(world, link)
    with pytest.raises(LaneLost):
        await world.relaying.run(slow)
    assert (len(world.desk.writes), await waiting_for(world, link)) == (writes, len(order))
    await world.relaying.run(quick)
    assert (len(world.desk.writes), await waiting_for(world, link)) == (writes + 1, 0)
    assert all_is_there(world, ticket)


@in_any_order
async def test_what_fails_is_tried_apart_afterwards(world: World, order: str) -> None:
    """A fault of one of them costs the other nothing but time."""
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    for _ in range(2):
        world.tracker.fail_next(VendorFault("502", status=502), write=False)
    for _ in range(6):
        await world.settle_later(60)
    assert all_is_there(world, ticket)
    assert (await world.stuck(), await waiting_for(world, link)) == ([], 0)


# ---- switches ------------------------------------------------------------------------------------


@in_any_order
async def test_a_paused_link_lets_neither_pass(world: World, order: str) -> None:
    ticket, issue, link = await world.pair()
    await world.store.write(lambda tx: tx.links.set_state(link.id, LinkState.PAUSED))
    await act(world, issue, order)
    await world.settle()
    assert (world.on_ticket(ticket), await waiting_for(world, link)) == ([], len(order))
    await world.store.write(lambda tx: tx.links.set_state(link.id, LinkState.ACTIVE))
    await world.settle_later(60)
    assert all_is_there(world, ticket)


@in_any_order
async def test_what_was_begun_before_the_stop_writes_nothing(world: World, order: str) -> None:
    ticket, issue, link = await world.pair()
    writes = len(world.desk.writes)
    await act(world, issue, order)
    claim = await claim_of(world, link)
    await world.modes.stop(by="a test")
    await world.relaying.run(claim)
    assert (len(world.desk.writes), await waiting_for(world, link)) == (writes, len(order))
    await world.modes.start(by="a test")
    await world.settle()
    assert all_is_there(world, ticket)
    assert len(world.desk.writes) == writes + 1


@pytest.mark.parametrize("order", ["cm", "mc"])
async def test_in_the_shadow_each_is_recorded_and_nothing_is_sent(order: str) -> None:
    world = World()
    ticket, issue, link = await world.pair()
    await act(world, issue, order)
    dark = World(
        clock=world.clock, store=world.store, desk=world.desk, tracker=world.tracker,
        mode=Mode.SHADOW,
    )  # fmt: skip
    writes, before = len(world.desk.writes), world.clock.now()
    await dark.settle()
    assert (len(world.desk.writes), await waiting_for(dark, link)) == (writes, 0)
    shadows = await dark.store.read(lambda tx: tx.life.shadows(before))
    told = [one for one in shadows if one.target == f"ticket:{ticket.id}"]
    assert len({one.delivery_id for one in told}) == len(told) == 2
