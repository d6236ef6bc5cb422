"""What becomes of the copies when a ticket or an issue goes, comes back or is moved."""

from datetime import timedelta

import pytest

from app.model import Cause, EventKind, Issue, LinkState, System, Ticket, TicketLink
from tests.fakes.clock import FixedClock
from tests.fakes.ticket_desk import REDACTED, START
from tests.services.world import GATE_FIELD, World


@pytest.fixture
def world() -> World:
    """Its clock began before that of the vendors: what they tell of is newer than a link."""
    return World(clock=FixedClock(START - timedelta(minutes=1)))


async def stored(world: World, link: TicketLink) -> TicketLink:
    found = await world.store.read(lambda tx: tx.links.get(link.id))
    assert found is not None
    return found


async def standing(world: World, link: TicketLink) -> tuple[LinkState, Cause | None]:
    found = await stored(world, link)
    return found.state, found.cause


async def actions(world: World, link: TicketLink) -> list[str]:
    return [entry.action for entry in await world.audit(f"link:{link.id}")]


async def move(world: World, issue: Issue, key: str) -> None:
    project = key.partition("-")[0]
    world.tracker.change(issue.id, key=key, project=project)
    await world.jira(EventKind.CHANGED, issue, issue_key=key, changed=("project", "key"))
    await world.settle()


async def soft_delete(world: World, ticket: Ticket) -> Ticket:
    kept = world.desk.tickets[ticket.id]
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle()
    return kept


async def restore(world: World, kept: Ticket) -> None:
    world.desk.tickets[kept.id] = kept
    await world.zendesk(EventKind.CHANGED, kept, changed=("deleted",))
    await world.settle()


# ---- an issue is moved ---------------------------------------------------------------------------


async def test_nothing_crosses_while_the_issue_stands_in_a_project_of_no_policy(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await move(world, issue, "SECRET-7")
    await world.customer_writes(ticket, "It still fails.")
    await world.engineer_writes(issue, "We look at it.")
    assert len(world.on_issue(issue)) == 1
    assert world.on_ticket(ticket) == []
    assert await standing(world, link) == (LinkState.AWAY, Cause.MOVED)
    assert "moved to a project of no policy; the copies stand" in await actions(world, link)
    assert await world.stuck() == []


async def test_a_comment_that_is_told_before_the_move_does_not_cross_either(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, key="SECRET-7", project="SECRET")
    await world.customer_writes(ticket, "It fails.")
    assert world.on_issue(issue) == []


async def test_an_edit_while_the_issue_is_away_takes_the_copy_away(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "We look at it.")
    await move(world, issue, "SECRET-7")
    world.tracker.edit_comment(issue.id, comment.id, "Do not tell them yet.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_move_that_jira_did_not_tell_of_is_noticed_and_nothing_is_missed(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    world.tracker.change(issue.id, key="SECRET-7", project="SECRET")
    await world.customer_writes(ticket, "It fails.")
    assert await standing(world, link) == (LinkState.AWAY, Cause.MOVED)
    await move(world, issue, issue.key)
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["It fails."]


async def test_a_restoration_by_our_own_account_is_a_person_s(world: World) -> None:
    ticket, _, link = await world.pair()
    kept = await soft_delete(world, ticket)
    world.desk.tickets[ticket.id] = kept
    mine = world.desk.me.id
    await world.zendesk(EventKind.CHANGED, ticket, changed=("deleted",), actor_id=mine)
    await world.settle()
    assert await standing(world, link) == (LinkState.ACTIVE, None)


async def test_moved_back_the_issue_gets_what_it_missed_once(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "First.")
    await move(world, issue, "SECRET-7")
    await world.customer_writes(ticket, "Second.")
    await world.engineer_writes(issue, "An answer.")
    await move(world, issue, issue.key)
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["First.", "Second."]
    assert [text.split("\n")[-1] for text in world.on_ticket(ticket)] == ["An answer."]
    assert await standing(world, link) == (LinkState.ACTIVE, None)
    await move(world, issue, issue.key)
    assert len(world.on_issue(issue)) == 2


async def test_a_move_removes_the_copies_where_the_policy_says_so_and_the_way_back_restores_them(
    world: World,
) -> None:
    world.policies.change({"mapping.corrections.moved_away": "remove"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await world.engineer_writes(issue, "We look at it.")
    await move(world, issue, "SECRET-7")
    assert world.on_issue(issue) == []
    assert world.on_ticket(ticket) == [REDACTED]
    await move(world, issue, issue.key)
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["It fails."]
    assert [text.split("\n")[-1] for text in world.on_ticket(ticket)] == [
        REDACTED,
        "We look at it.",
    ]


async def test_the_gate_of_an_issue_that_was_moved_away_is_shut(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert world.token(issue)
    await move(world, issue, "SECRET-7")
    assert not world.token(issue)


# ---- a ticket is deleted, restored, deleted for good ---------------------------------------------


async def test_a_deleted_ticket_s_copies_stand_and_nothing_is_sent_to_it(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await soft_delete(world, ticket)
    await world.engineer_writes(issue, "We look at it.")
    assert len(world.on_issue(issue)) == 1
    assert await standing(world, link) == (LinkState.AWAY, Cause.TICKET_DELETED)
    assert await world.stuck() == []


async def test_a_restored_ticket_gets_what_was_written_meanwhile(world: World) -> None:
    ticket, issue, link = await world.pair()
    kept = await soft_delete(world, ticket)
    comment = await world.engineer_writes(issue, "We look at it.")
    world.tracker.edit_comment(issue.id, comment.id, "We have found it.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await restore(world, kept)
    assert [text.split("\n")[-1] for text in world.on_ticket(ticket)] == ["We have found it."]
    assert await standing(world, link) == (LinkState.ACTIVE, None)


async def test_a_deletion_that_is_told_after_the_restoration_changes_nothing(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.zendesk(EventKind.CHANGED, ticket, changed=("deleted",))
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle()
    await world.customer_writes(ticket, "It fails.")
    assert len(world.on_issue(issue)) == 1
    assert await standing(world, link) == (LinkState.ACTIVE, None)


async def test_a_restoration_is_noticed_by_whatever_zendesk_tells(world: World) -> None:
    ticket, issue, _ = await world.pair()
    kept = await soft_delete(world, ticket)
    world.desk.tickets[ticket.id] = kept
    await world.customer_writes(ticket, "It fails again.")
    assert len(world.on_issue(issue)) == 1


async def test_the_copies_of_a_deleted_ticket_go_where_the_policy_says_so(world: World) -> None:
    world.policies.change({"mapping.corrections.ticket_deleted": "remove"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "It fails.", files=[("a.txt", b"line one")])
    kept = await soft_delete(world, ticket)
    assert (world.on_issue(issue), world.tracker.files[issue.id]) == ([], [])
    await restore(world, kept)
    assert len(world.on_issue(issue)) == 1
    assert len(world.tracker.files[issue.id]) == 1


async def test_a_ticket_that_is_deleted_for_good_leaves_no_copy_and_nothing_in_the_vault(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket)
    await world.customer_writes(ticket, "Jane Roe sees it.", files=[("a.txt", b"line one")])
    await world.engineer_writes(issue, "We look at it.")
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.zendesk(EventKind.ERASED, ticket)
    await world.settle()
    assert world.on_issue(issue) == []
    assert world.tracker.files[issue.id] == []
    assert world.tracker.links[issue.id] == []
    assert not world.token(issue)
    known = await world.store.read(lambda tx: tx.vault.context(f"ticket:{ticket.id}"))
    packet = await world.store.read(lambda tx: tx.packets.get(ticket.id))
    assert (known, packet) == (None, None)
    assert await standing(world, link) == (LinkState.ENDED, Cause.TICKET_ERASED)
    assert "erased in zendesk; the copies are removed" in await actions(world, link)


async def test_the_erasure_s_audit_says_what_cannot_be_taken_back(world: World) -> None:
    ticket, _, link = await world.pair()
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.ERASED, ticket)
    await world.settle()
    details = [entry.detail for entry in await world.audit(f"link:{link.id}")]
    assert any("history" in detail and "mails" in detail for detail in details)


async def test_an_erasure_that_is_told_twice_and_before_the_deletion_ends_the_same(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    world.desk.delete(ticket.id)
    for kind in (EventKind.ERASED, EventKind.DELETED, EventKind.ERASED):
        await world.zendesk(kind, ticket)
        await world.settle()
    assert world.on_issue(issue) == []
    assert await standing(world, link) == (LinkState.ENDED, Cause.TICKET_ERASED)
    assert await world.stuck() == []


async def test_an_erasure_that_zendesk_does_not_bear_out_removes_nothing(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await world.zendesk(EventKind.ERASED, ticket)
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    assert "told of an erasure, but it can be read" in await actions(world, link)


# ---- an issue is deleted -------------------------------------------------------------------------


async def test_a_deleted_issue_leaves_a_neutral_note_and_ends_the_link(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.engineer_writes(issue, "We look at it.")
    world.tracker.delete_issue(issue.id)
    for _ in range(2):
        await world.jira(EventKind.DELETED, issue)
        await world.settle()
    first, note = world.on_ticket(ticket)
    assert first.endswith("We look at it.")
    assert note.startswith("Engineering deleted an issue")
    assert [one.public for one in world.desk.comments[ticket.id]] == [False, False]
    assert await standing(world, link) == (LinkState.ENDED, Cause.ISSUE_DELETED)
    assert await world.stuck() == []


async def test_a_deleted_issue_s_copies_go_where_the_policy_says_so(world: World) -> None:
    world.policies.change({"mapping.corrections.issue_deleted": "remove"})
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "We look at it.")
    world.tracker.delete_issue(issue.id)
    await world.jira(EventKind.DELETED, issue)
    await world.settle()
    assert world.on_ticket(ticket)[0] == REDACTED


async def test_the_note_is_written_once_though_its_answer_was_lost(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.delete_issue(issue.id)
    world.desk.lose_next_answer()
    await world.jira(EventKind.DELETED, issue)
    await world.settle()
    await world.settle_later(600)
    assert len(world.on_ticket(ticket)) == 1


async def test_a_closed_ticket_takes_no_note_and_the_audit_says_so(world: World) -> None:
    ticket, issue, link = await world.pair()
    world.desk.change(ticket.id, status="closed")
    world.tracker.delete_issue(issue.id)
    await world.jira(EventKind.DELETED, issue)
    await world.settle()
    assert world.on_ticket(ticket) == []
    assert "the ticket takes no note" in await actions(world, link)
    assert await world.stuck() == []


# ---- a link is removed and made again ------------------------------------------------------------


async def test_a_copy_follows_its_source_after_the_link_was_removed(world: World) -> None:
    ticket, issue, link = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    await world.linking.remove(link.id, by="admin")
    world.desk.set_comment(ticket.id, comment.id, body=world.desk.comments[ticket.id][0].body)
    await world.customer_writes(ticket, "Nobody reads this.")
    world.tracker.change(issue.id)
    world.desk.comments[ticket.id].clear()
    await world.tell(
        System.ZENDESK, EventKind.COMMENT_CHANGED, str(ticket.id), comment_id=comment.id
    )
    await world.settle()
    assert world.on_issue(issue) == []


async def test_a_link_that_is_made_again_copies_nothing_twice(world: World) -> None:
    world.policies.change({"mapping.comments.history": "copy"})
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await world.linking.remove(link.id, by="admin")
    await world.customer_writes(ticket, "It fails again.")
    again = await world.link(ticket, issue)
    assert again.id == link.id
    lines = [text.split("\n")[-1] for text in world.on_issue(issue)]
    assert lines == ["It fails.", "It fails again."]
    assert GATE_FIELD not in (world.tracker.issues[issue.id].fields or {})


# ---- reopened ------------------------------------------------------------------------------------


async def test_a_reopened_issue_shows_in_the_ticket_again(world: World) -> None:
    ticket, issue, _ = await world.pair()
    shown = []
    for status in ("Done", "In Progress"):
        world.tracker.change(issue.id, status=status)
        await world.jira(EventKind.CHANGED, issue, changed=("status", "resolution"))
        await world.settle()
        shown.append(world.desk.tickets[ticket.id].fields["3602"])
    assert shown[1] == "Being worked on" != shown[0]


async def test_a_reopened_ticket_s_link_on_the_issue_is_no_longer_struck_through(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    struck = []
    for status in ("solved", "open"):
        world.desk.change(ticket.id, status=status)
        await world.zendesk(EventKind.CHANGED, ticket, changed=("status",))
        await world.settle()
        struck += [one.resolved for one in world.tracker.links[issue.id]]
    assert struck == [True, False]
