"""A ticket's comments on their way to the issue."""

import pytest

from app.document import from_plain
from app.effects import EditIssueComment
from app.errors import VendorError, VendorFault, VendorTimeout
from app.model import EventKind, Side
from app.records import DeliveryState
from app.redaction.engine import withheld_counts
from tests.services.world import HORIZON, JANE, LENA, World

PRIVATE = "Jane Roe of Northwind Traders, jane@northwind.example, +49 30 901820: labels fail."


async def test_a_comment_is_copied_once_redacted_and_framed(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, PRIVATE)
    (copy,) = world.on_issue(issue)
    assert copy.startswith("The customer")
    assert "labels fail" in copy
    for private in ("Jane", "Roe", "Northwind", "jane@", "901820"):
        assert private not in copy
    assert "[customer]" in copy


async def test_the_frame_tells_who_speaks_by_role(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "It fails since Monday.")
    await world.customer_writes(ticket, "Thank you, we look into it.", LENA)
    await world.customer_writes(ticket, "It smells of a full disk.", LENA, public=False)
    frames = [text.split("\n")[0] for text in world.on_issue(issue)]
    for frame, words in zip(
        frames, ("The customer", "Support wrote", "Support noted"), strict=True
    ):
        assert frame.startswith(words)
        assert "Lena" not in frame


async def test_the_same_person_has_the_same_placeholder_in_every_comment(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Write to jane@northwind.example or ops@fabrikam.example.")
    await world.customer_writes(ticket, "ops@fabrikam.example did not answer.")
    first, second = world.on_issue(issue)
    placeholder = second.split("\n\n")[1].split()[0]
    assert placeholder.startswith("[email")
    assert placeholder in first


async def test_comments_older_than_the_link_are_copied_in_their_order(world: World) -> None:
    ticket = world.ticket()
    for number in range(3):
        world.desk.add_comment(ticket.id, JANE, f"Message number {number} of three.")
    issue = world.tracker.add_issue()
    await world.link(ticket, issue)
    assert ["of three" in text for text in world.on_issue(issue)] == [True] * 3
    assert [str(n) in text for n, text in enumerate(world.on_issue(issue))] == [True] * 3


async def test_history_stays_where_the_policy_says_none(world: World) -> None:
    world.policies.change({"mapping.comments.history": "none"})
    ticket = world.ticket()
    world.desk.add_comment(ticket.id, JANE, "An old message.")
    issue = world.tracker.add_issue()
    await world.link(ticket, issue)
    assert world.on_issue(issue) == []


async def test_a_comment_told_under_two_events_is_copied_once(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.zendesk(EventKind.ATTACHMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert len(world.on_issue(issue)) == 1


async def test_a_redacted_comment_changes_the_copy_even_when_told_twice(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "The bin is 12345 and it fails.")
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("The bin is ▇▇▇ and it fails."))
    for _ in range(2):
        await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    (copy,) = world.on_issue(issue)
    assert "12345" not in copy
    assert "▇▇▇" in copy
    edits = [write for write in world.tracker.writes if isinstance(write, EditIssueComment)]
    assert len(edits) == 1


async def test_a_comment_made_private_is_told_apart_on_the_issue(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "The disk was full.", LENA)
    world.desk.set_comment(ticket.id, comment.id, public=False)
    for _ in range(2):
        await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    (copy,) = world.on_issue(issue)
    assert copy.startswith("Support noted")


async def test_a_comment_that_may_no_longer_cross_takes_its_copy_away(world: World) -> None:
    world.policies.change({"mapping.comments.to_jira.internal": "ignore"})
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "The disk was full.", LENA)
    assert len(world.on_issue(issue)) == 1
    world.desk.set_comment(ticket.id, comment.id, public=False)
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_an_internal_note_stays_where_the_policy_leaves_it(world: World) -> None:
    world.policies.change({"mapping.comments.to_jira.internal": "ignore"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Only for us.", LENA, public=False)
    assert (world.on_issue(issue), await world.stuck()) == ([], [])


async def test_a_comment_that_the_policy_holds_waits_for_a_person(world: World) -> None:
    world.policies.change({"mapping.comments.to_jira.internal": "hold"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Only for us.", LENA, public=False)
    (held,) = await world.stuck()
    assert (held.state, held.reason_code) == (DeliveryState.HELD, "held-for-review")
    assert "Only for us" not in (held.reason or "")
    assert world.on_issue(issue) == []


async def test_a_kind_that_the_policy_holds_keeps_the_whole_comment(world: World) -> None:
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Ask ops@elsewhere.example about it.")
    (held,) = await world.stuck()
    assert (held.state, held.reason_code) == (DeliveryState.HELD, "redaction-failed")
    assert "ops@" not in (held.reason or "")
    assert world.on_issue(issue) == []


async def test_zendesk_s_own_system_comment_does_not_cross(world: World) -> None:
    ticket, issue, _ = await world.pair()
    system = JANE.model_copy(update={"id": "-1", "side": Side.SYSTEM})
    await world.customer_writes(ticket, "The ticket was merged.", system)
    assert world.on_issue(issue) == []


async def test_our_own_note_told_back_is_not_copied_back(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "We look into it.")
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=note.id)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_our_note_is_known_by_author_and_marker_before_its_copy_is_recorded(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    marked = world.desk.add_comment(
        ticket.id, world.desk.me, "Engineering wrote: hello", marker="al-0123456789"
    )
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=marked.id)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_a_person_using_our_account_does_cross(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Written by hand from the bridge's account.", world.desk.me)
    assert "by hand" in world.on_issue(issue)[0]


async def test_a_copied_marker_does_not_hide_another_person_s_comment(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "Still failing.", marker="al-0123456789")
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert "Still failing" in world.on_issue(issue)[0]


async def test_a_copy_on_a_service_desk_issue_is_internal(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, service_desk=True)
    await world.customer_writes(ticket, "It fails.")
    (copy,) = world.tracker.comments[issue.id]
    assert copy.internal is True


async def test_two_issues_of_one_ticket_both_get_the_comment(world: World) -> None:
    ticket, first, _ = await world.pair()
    second = world.tracker.add_issue()
    await world.link(ticket, second)
    await world.customer_writes(ticket, "It fails.")
    assert (len(world.on_issue(first)), len(world.on_issue(second))) == (1, 1)


async def test_what_was_withheld_is_audited_by_kind_and_never_by_value(world: World) -> None:
    ticket, _, link = await world.pair()
    await world.customer_writes(ticket, PRIVATE)
    (entry,) = [e for e in await world.audit(f"link:{link.id}") if e.action == "copy sent"]
    counts = withheld_counts(entry.findings)
    assert counts.keys() >= {"customer_person", "customer_organization"}
    assert entry.policy == world.policies.current().version
    told = entry.model_dump_json()
    for private in ("Jane", "Northwind", "901820", "labels"):
        assert private not in told


async def test_a_deleted_comment_that_had_no_copy_asks_nothing_of_the_vendors(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    reads = world.desk.reads + world.tracker.reads
    await world.zendesk(EventKind.COMMENT_DELETED, ticket, comment_id="4711")
    await world.settle()
    assert world.desk.reads + world.tracker.reads == reads
    assert world.on_issue(issue) == []


@pytest.mark.parametrize("lost", [VendorTimeout("no answer"), VendorFault("502", status=502)])
async def test_a_comment_whose_outcome_was_unknown_arrives_exactly_once(
    world: World, lost: VendorError
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.lose_next_answer(lost)
    await world.customer_writes(ticket, "It fails.")
    assert await world.waiting() == 1
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert (len(world.on_issue(issue)), await world.waiting()) == (1, 0)


async def test_one_comment_costs_three_reads_and_one_write(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "The first asks who we are.")
    reads, writes = world.desk.reads + world.tracker.reads, len(world.tracker.writes)
    await world.customer_writes(ticket, "The second.")
    assert world.desk.reads + world.tracker.reads - reads == 3
    assert len(world.tracker.writes) - writes == 1
