"""What becomes of a delivery that fails, and of those behind it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import (
    CredentialsRefused,
    LaneLost,
    NotFound,
    NotOurTurn,
    VendorBusy,
    VendorError,
    VendorFault,
    VendorTimeout,
    VendorUnreachable,
    WriteRefused,
)
from app.model import EventKind, Issue, TicketLink
from app.records import DeliveryState
from tests.services.world import JANE, LEASE, RAVI, World

DOWN = VendorUnreachable("no connection", sent=False)
FAULT = VendorFault("no luck", status=500)


async def fail_forever(world: World, tries: int) -> None:
    for _ in range(tries):
        world.tracker.fail_next(FAULT)
    await world.settle()
    for _ in range(tries):
        await world.settle_later(3600)


@pytest.mark.parametrize(
    "error", [DOWN, VendorFault("502", status=502), VendorBusy("slow down", retry_after=30)]
)
async def test_a_comment_that_fails_for_a_while_arrives_once_the_vendor_is_back(
    world: World, error: VendorError
) -> None:
    ticket, issue, _ = await world.pair()
    for _ in range(3):
        world.tracker.fail_next(error)
    await world.customer_writes(ticket, "It fails.")
    for _ in range(4):
        await world.settle_later(3600)
    assert (len(world.on_issue(issue)), await world.waiting(), await world.stuck()) == (1, 0, [])


async def test_later_comments_of_the_pair_wait_for_one_that_fails_and_keep_their_order(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(DOWN)
    await world.customer_writes(ticket, "The first.")
    await world.customer_writes(ticket, "The second.")
    assert world.on_issue(issue) == []
    await world.settle_later(3600)
    assert ["first" in text for text in world.on_issue(issue)] == [True, False]


async def test_a_failing_pair_holds_up_no_other(world: World) -> None:
    first, failing, _ = await world.pair()
    second, other, _ = await world.pair()
    world.tracker.fail_next(DOWN)
    await world.customer_writes(first, "It fails.")
    await world.customer_writes(second, "It fails here.")
    assert (len(world.on_issue(failing)), len(world.on_issue(other))) == (0, 1)


async def test_after_the_last_try_it_is_parked_with_its_reason_and_the_lane_goes_on(
    world: World,
) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 3})
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "The first.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await fail_forever(world, 3)
    (parked,) = await world.stuck()
    assert (parked.state, parked.reason_code) == (DeliveryState.PARKED, "vendor-fault")
    assert (parked.reason, parked.attempts) == ("no luck", 3)
    await world.customer_writes(ticket, "The second.")
    assert ["second" in text for text in world.on_issue(issue)] == [True]


async def test_where_the_policy_says_wait_the_pair_waits_for_its_parked_delivery(
    world: World,
) -> None:
    world.policies.change(
        {"mapping.delivery.max_attempts": 1, "mapping.delivery.on_parked": "wait"}
    )
    ticket, issue, _ = await world.pair()
    other_ticket, other, _ = await world.pair()
    world.tracker.fail_next(FAULT)
    await world.customer_writes(ticket, "The first.")
    await world.customer_writes(ticket, "The second.")
    await world.customer_writes(other_ticket, "Elsewhere.")
    await world.settle_later(days=2)
    assert (len(world.on_issue(issue)), len(world.on_issue(other))) == (0, 1)
    (parked,) = await world.stuck()
    now = world.clock.now()
    await world.store.write(lambda tx: tx.deliveries.replay(parked.id, now))
    await world.settle()
    assert ["first" in text for text in world.on_issue(issue)] == [True, False]


@pytest.mark.parametrize("error", [DOWN, WriteRefused("Jira answered 400.", status=400)])
async def test_what_a_gate_waits_for_is_never_parked(world: World, error: VendorError) -> None:
    ticket, issue, _ = await world.pair()
    world.policies.change({"mapping.delivery.max_attempts": 1})
    for _ in range(20):
        world.tracker.fail_next(error)
    await world.complete(ticket)
    for _ in range(25):
        await world.settle_later(15 * 60)
    assert world.token(issue).startswith("ok:")
    assert await world.stuck() == []


async def test_a_day_s_outage_parks_nothing(world: World) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 1})
    ticket, issue, _ = await world.pair()
    out = VendorTimeout("no answer")
    out.in_outage = True
    for error in (DOWN, out, NotOurTurn("Jira is down.", retry_after=30.0), DOWN):
        world.tracker.fail_next(error, write=False)
    await world.customer_writes(ticket, "It fails.")
    for _ in range(6):
        await world.settle_later(6 * 3600)
    assert (len(world.on_issue(issue)), await world.stuck()) == (1, [])


async def test_revoked_credentials_lose_nothing(world: World) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 1})
    ticket, issue, _ = await world.pair()
    for _ in range(5):
        world.tracker.fail_next(CredentialsRefused("Jira answered 401.", status=401))
    await world.customer_writes(ticket, "It fails.")
    for _ in range(5):
        await world.settle_later(180)
    assert (len(world.on_issue(issue)), await world.stuck()) == (1, [])


async def test_what_no_retry_can_help_is_parked_at_once(world: World) -> None:
    ticket, _, _ = await world.pair()
    world.tracker.fail_next(NotFound("Jira answered 404.", status=404))
    await world.customer_writes(ticket, "It fails.")
    (parked,) = await world.stuck()
    assert (parked.state, parked.attempts) == (DeliveryState.PARKED, 1)


async def test_a_lane_that_was_lost_is_settled_by_who_has_it_now(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "It fails.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    slow = await world.claim()
    assert slow is not None
    world.clock.pass_time(LEASE.total_seconds())
    quick = await world.claim()
    assert quick is not None
    await world.relaying.run(quick)
    with pytest.raises(LaneLost):
        await world.relaying.run(slow)
    assert (len(world.on_issue(issue)), await world.waiting()) == (1, 0)


async def test_a_relay_that_lost_its_lane_begins_no_write(world: World) -> None:
    """It was paused before its write; another has the lane but has not written yet either."""
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "It fails.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    slow = await world.claim()
    assert slow is not None
    world.clock.pass_time(LEASE.total_seconds())
    quick = await world.claim()
    assert quick is not None
    with pytest.raises(LaneLost):
        await world.relaying.run(slow)
    assert len(world.on_issue(issue)) == 0
    await world.relaying.run(quick)
    assert len(world.on_issue(issue)) == 1


async def test_a_relay_whose_lease_is_over_begins_no_write(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "It fails.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    late = await world.claim()
    assert late is not None
    world.clock.pass_time(LEASE.total_seconds())
    with pytest.raises(LaneLost):
        await world.relaying.run(late)
    assert len(world.on_issue(issue)) == 0


async def test_a_defect_is_parked_under_its_type_s_name_alone(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="1")
    claim = await world.claim()
    assert claim is not None
    await world.relaying.park_defect(claim, "KeyError")
    (parked,) = await world.stuck()
    assert (parked.state, parked.reason_code) == (DeliveryState.PARKED, "defect")
    assert "KeyError" in (parked.reason or "")


async def test_a_defect_holds_the_pair_up_too_where_the_policy_says_wait(world: World) -> None:
    ticket, _, _ = await world.pair()
    world.policies.change({"mapping.delivery.on_parked": "wait"})
    for comment_id in ("1", "2"):
        await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment_id)
    claim = await world.claim()
    assert claim is not None
    await world.relaying.park_defect(claim, "KeyError")
    world.clock.pass_time(timedelta(hours=1).total_seconds())
    assert await world.claim() is None


# ---- what one look serves ------------------------------------------------------------------------


async def change_issue(world: World, issue: Issue, *changed: str) -> None:
    await world.jira(EventKind.CHANGED, issue, changed=changed)


async def test_the_changes_that_wait_for_one_ticket_are_brought_by_one_look(world: World) -> None:
    ticket, issue, link = await world.pair()
    world.tracker.issues[issue.id] = replace(issue, status="In Progress")
    writes = len(world.desk.writes)
    for changed in ("priority", "status", "assignee", "summary"):
        await change_issue(world, issue, changed)
    claimed = await world.claim()
    while claimed is not None and claimed.delivery.lane != f"link:{link.id}":
        await world.relaying.run(claimed)
        claimed = await world.claim()
    assert claimed is not None
    await world.relaying.run(claimed)
    assert await waiting_for(world, link) == 0, "one look has served all four"
    assert len(world.desk.writes) == writes + 1
    shown = world.desk.tickets[ticket.id].fields["3602"]
    assert shown, "the status that the second of them told of is on the ticket"


async def test_a_comment_between_two_changes_keeps_its_place(world: World) -> None:
    ticket, issue, link = await world.pair()
    await change_issue(world, issue, "priority")
    comment = world.tracker.add_comment(issue.id, RAVI, "In between.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    await change_issue(world, issue, "status")
    await world.settle()
    assert await waiting_for(world, link) == 0
    assert len(world.on_ticket(ticket)) == 1


async def test_when_the_look_fails_every_change_is_still_there(world: World) -> None:
    _, issue, link = await world.pair()
    for _ in range(3):
        await change_issue(world, issue, "priority")
    for _ in range(6):
        world.desk.fail_next(DOWN, write=False)
    await world.settle()
    assert await waiting_for(world, link) == 3
    for _ in range(6):
        await world.settle_later(60)
    assert await waiting_for(world, link) == 0


async def waiting_for(world: World, link: TicketLink) -> int:
    return await world.store.read(lambda tx: tx.deliveries.waiting_in(f"link:{link.id}"))
