"""What may not be read on the other side goes from there, and never comes there, whatever happens
over time: edits of what was never copied, levels set later, paused links, interrupted removals."""

from datetime import timedelta

import pytest

from app.document import from_plain
from app.effects import Applied, IssueEffect, PostIssueComment
from app.errors import InputRefused, VendorUnreachable
from app.model import (
    EventKind,
    Issue,
    IssueComment,
    LinkState,
    Restriction,
    Ticket,
    TicketComment,
    TicketLink,
)
from app.services.erasure import Erasure
from app.services.pairs_found import FoundPair
from app.services.reconciling import Scope
from tests.fakes.clock import FixedClock
from tests.fakes.ticket_desk import REDACTED, START
from tests.services.test_backfill import backfill
from tests.services.world import FABRIKAM, JANE, OMAR, RAVI, World


@pytest.fixture
def world() -> World:
    """Its clock began before that of the vendors: what they tell of is newer than a link."""
    return World(clock=FixedClock(START - timedelta(minutes=1)))


def files_on(world: World, issue: Issue) -> list[str]:
    return [one.file_name for one, _ in world.tracker.files[issue.id]]


async def changed(world: World, ticket: Ticket, comment_id: str, **updates: object) -> None:
    world.desk.set_comment(ticket.id, comment_id, **updates)
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment_id)
    await world.settle()


# ---- comments that are older than their link ---------------------------------------------------


@pytest.mark.parametrize("updates", [{"public": False}, {"body": from_plain("▇▇▇ fails.")}])
async def test_an_old_comment_that_is_corrected_stays_where_history_stays(
    world: World, updates: dict[str, object]
) -> None:
    world.policies.change({"mapping.comments.history": "none"})
    ticket, issue = world.ticket(), world.tracker.add_issue()
    old = world.desk.add_comment(ticket.id, JANE, "An old story.")
    world.clock.pass_time(3600)
    await world.link(ticket, issue)
    await changed(world, ticket, old.id, **updates)
    assert world.on_issue(issue) == []


async def test_an_edit_of_an_engineer_s_old_comment_stays_in_jira(world: World) -> None:
    ticket, issue = world.ticket(), world.tracker.add_issue()
    old = world.tracker.add_comment(issue.id, RAVI, "Their contract ends soon.")
    world.clock.pass_time(3600)
    await world.link(ticket, issue)
    world.tracker.edit_comment(issue.id, old.id, "Their contract ends soon!")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=old.id)
    await world.settle()
    assert world.on_ticket(ticket) == []


async def test_an_old_comment_that_was_copied_still_follows_its_source(world: World) -> None:
    world.policies.change({"mapping.comments.history": "copy"})
    ticket, issue = world.ticket(), world.tracker.add_issue()
    old = world.desk.add_comment(ticket.id, JANE, "An old story.")
    world.clock.pass_time(3600)
    await world.link(ticket, issue)
    await changed(world, ticket, old.id, body=from_plain("▇▇▇"))
    (text,) = world.on_issue(issue)
    assert "old story" not in text
    assert "▇▇▇" in text


# ---- readers that become fewer -----------------------------------------------------------------


async def test_a_security_level_that_is_set_later_takes_the_copies_away(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "It is the parser.")
    world.tracker.change(issue.id, security_level="10020")
    await world.jira(EventKind.CHANGED, issue, changed=("security",))
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_security_level_of_which_no_webhook_told_is_found_by_reconcile(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "It is the parser.")
    world.tracker.change(issue.id, security_level="10020")
    await world.reconciling.run(Scope(full=True), lambda _: None)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


# ---- removals that are interrupted -------------------------------------------------------------


async def test_files_go_though_their_removal_fails_after_the_copy_s(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See it.", files=[("a.txt", b"line one")])
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    gone = VendorUnreachable("Jira is away", sent=False)
    world.tracker.fail_next(gone, skip=1)
    await changed(world, ticket, comment.id, body=from_plain("mail to ops@elsewhere.example"))
    await world.settle_later(3600)
    assert files_on(world, issue) == []


async def test_files_of_a_removed_link_go_though_their_removal_fails_once(world: World) -> None:
    ticket, issue, link = await world.pair()
    comment = await world.customer_writes(ticket, "See it.", files=[("a.txt", b"line one")])
    world.policies.change({"mapping.comments.to_jira.internal": "ignore"})
    await world.linking.remove(link.id, by="agent:601")
    await world.settle()
    world.tracker.fail_next(VendorUnreachable("Jira is away", sent=False), skip=1)
    await changed(world, ticket, comment.id, public=False)
    await world.settle_later(3600)
    assert files_on(world, issue) == []
    assert world.on_issue(issue) == []


# ---- a pair of two customers -------------------------------------------------------------------


async def test_an_engineer_who_names_one_customer_names_none_to_the_other(world: World) -> None:
    first, issue, _ = await world.pair()
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.customer_writes(first, "Jane Roe here, of Northwind Traders.")
    await world.engineer_writes(issue, "Jane Roe of Northwind Traders and Omar Haddad see it.")
    assert "Jane" not in world.on_ticket(second)[0]
    assert "Northwind" not in world.on_ticket(second)[0]
    assert "Omar" not in world.on_ticket(first)[0]


async def test_a_merge_into_another_customer_s_ticket_tells_it_nothing_of_the_first(
    world: World,
) -> None:
    first, issue, _ = await world.pair()
    await world.customer_writes(first, "Jane Roe here, of Northwind Traders.")
    second = world.ticket(OMAR, FABRIKAM)
    await world.zendesk(EventKind.MERGED, first, changed=(str(second.id),))
    await world.settle()
    await world.engineer_writes(issue, "Jane Roe of Northwind Traders, [customer]: see it.")
    assert world.on_ticket(second), "the issue goes on with it"
    assert not any("Jane" in text or "Northwind" in text for text in world.on_ticket(second))


# ---- what a person did on purpose --------------------------------------------------------------


async def test_a_copy_that_a_person_deleted_on_purpose_does_not_come_again(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "Something that leaked.")
    (copy,) = world.tracker.comments[issue.id]
    world.tracker.remove_comment(issue.id, copy.id)
    await world.reconciling.run(Scope(full=True), lambda _: None)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_an_edit_of_a_comment_whose_copy_a_person_deleted_crosses_anew(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "Something that leaked.")
    (copy,) = world.tracker.comments[issue.id]
    world.tracker.remove_comment(issue.id, copy.id)
    await changed(world, ticket, comment.id, body=from_plain("Something ▇▇▇▇."))
    assert await world.stuck() == []
    assert len(world.on_issue(issue)) == 1
    assert await world.waiting() == 0


# ---- coming back -------------------------------------------------------------------------------


async def test_what_a_link_was_told_to_leave_stays_when_the_pair_comes_back(world: World) -> None:
    world.policies.change({"mapping.comments.history": "copy"})
    ticket, issue = world.ticket(), world.tracker.add_issue()
    world.desk.add_comment(ticket.id, JANE, "An old story.")
    world.clock.pass_time(3600)
    await world.linking.link(ticket.id, issue.key, by="backfill", history="none")
    await world.settle()
    assert world.on_issue(issue) == []
    for project in ("SECRET", "ENG"):
        world.tracker.change(issue.id, project=project)
        await world.jira(EventKind.CHANGED, issue, changed=("project",))
        await world.settle()
    assert world.on_issue(issue) == []


async def test_what_a_person_discarded_stays_when_the_pair_comes_back(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    await world.customer_writes(ticket, "mail to ops@elsewhere.example fails")
    (held,) = await world.stuck()
    await world.store.write(lambda tx: tx.deliveries.discard(held.id, world.clock.now()))
    world.policies.change({"redaction.entities.email.engineering": "pseudonymise"})
    for project in ("SECRET", "ENG"):
        world.tracker.change(issue.id, project=project)
        await world.jira(EventKind.CHANGED, issue, changed=("project",))
        await world.settle()
    assert world.on_issue(issue) == []


async def test_what_was_said_while_a_link_was_removed_stays_when_it_is_made_again(
    world: World,
) -> None:
    world.policies.change({"mapping.comments.history": "none"})
    ticket, issue, link = await world.pair()
    await world.linking.remove(link.id, by="agent:601")
    await world.settle()
    world.desk.add_comment(ticket.id, JANE, "Said apart.")
    world.tracker.add_comment(issue.id, RAVI, "Said apart too.")
    world.clock.pass_time(3600)
    await world.link(ticket, issue)
    assert world.on_issue(issue) == []
    assert world.on_ticket(ticket) == []


async def test_a_pair_that_a_person_unlinked_is_not_linked_again_by_a_backfill(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    await world.linking.remove(link.id, by="agent:601")
    await world.settle()
    await backfill(world, [FoundPair(ticket.id, issue.key)])
    stored = await world.store.read(lambda tx: tx.links.get(link.id))
    assert stored is not None
    assert stored.state is LinkState.ENDED


# ---- what a copy went through -------------------------------------------------------------------


async def test_a_copy_is_recorded_under_the_policy_that_its_text_went_through(
    world: World,
) -> None:
    """The policy changes while the answer is under way: the copy is none of the new one's."""
    ticket, _, link = await world.pair()
    before = world.policies.current().version
    apply = world.tracker.apply

    async def change_first(effect: IssueEffect) -> Applied:
        if isinstance(effect, PostIssueComment):
            world.policies.change({"redaction.entities.email.engineering": "drop"})
        return await apply(effect)

    world.tracker.apply = change_first  # type: ignore[method-assign]  # the moment between redaction and record
    await world.customer_writes(ticket, "Mail ops@elsewhere.example if it fails.")
    (copy,) = await world.store.read(lambda tx: tx.copies.of_link(link.id))
    assert copy.policy == before != world.policies.current().version


# ---- links that are paused -----------------------------------------------------------------------


async def paused(world: World) -> tuple[Ticket, Issue, TicketComment, IssueComment, TicketLink]:
    """A copy on either side, and news that waits at the head of the lane."""
    ticket, issue, link = await world.pair()
    told = await world.customer_writes(ticket, "It fails.", files=[("a.txt", b"line one")])
    written = await world.engineer_writes(issue, "It is the parser.")
    await world.linking.pause(link.id, by="operator")
    await world.customer_writes(ticket, "News.")
    return ticket, issue, told, written, link


async def test_a_redacted_comment_s_copy_goes_though_its_link_is_paused(world: World) -> None:
    ticket, issue, told, _, link = await paused(world)
    await changed(world, ticket, told.id, body=from_plain("▇▇▇"), attachments=())
    await world.settle_later(60)
    assert (world.on_issue(issue), files_on(world, issue)) == ([], [])
    await world.linking.resume(link.id, by="operator")
    await world.settle_later(60)
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["News.", "▇▇▇"]


async def test_an_engineer_s_comment_that_goes_takes_its_copy_though_its_link_is_paused(
    world: World,
) -> None:
    ticket, issue, _, written, _ = await paused(world)
    world.tracker.remove_comment(issue.id, written.id)
    await world.jira(EventKind.COMMENT_DELETED, issue, comment_id=written.id)
    await world.settle_later(60)
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_comment_that_is_restricted_takes_its_copy_though_its_link_is_paused(
    world: World,
) -> None:
    ticket, issue, _, written, _ = await paused(world)
    rule = Restriction(kind="role", value="Admins")
    world.tracker.set_comment(issue.id, written.id, restriction=rule)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=written.id)
    await world.settle_later(60)
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_security_level_takes_the_copies_though_their_link_is_paused(
    world: World,
) -> None:
    ticket, issue, _, _, _ = await paused(world)
    world.tracker.change(issue.id, security_level="10020")
    await world.jira(EventKind.CHANGED, issue, changed=("security",))
    await world.settle_later(60)
    await world.settle_later(60)
    assert world.on_ticket(ticket) == [REDACTED]


async def test_an_erased_ticket_s_copies_go_though_its_link_is_paused(world: World) -> None:
    ticket, issue, _, _, link = await paused(world)
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.ERASED, ticket)
    await world.settle_later(60)
    await world.settle_later(60)
    assert (world.on_issue(issue), files_on(world, issue)) == ([], [])
    assert await world.store.read(lambda tx: tx.vault.context(link.pair)) is None
    assert await world.waiting() == 0


async def test_an_erased_customer_s_copies_go_though_their_link_is_paused(world: World) -> None:
    _, issue, _, _, _ = await paused(world)
    await Erasure(world.store, world.clock).erase("org:71", "admin", copies=True)
    await world.settle_later(60)
    assert (world.on_issue(issue), files_on(world, issue)) == ([], [])


async def test_an_edit_sends_nothing_new_while_its_link_is_paused(world: World) -> None:
    ticket, issue, _, written, link = await paused(world)
    world.tracker.edit_comment(issue.id, written.id, "It is the lexer.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=written.id)
    await world.settle_later(60)
    assert world.on_ticket(ticket) == [REDACTED]
    await world.linking.resume(link.id, by="operator")
    await world.settle_later(60)
    assert [text.split("\n")[-1] for text in world.on_ticket(ticket)][1:] == ["It is the lexer."]


async def test_a_copy_that_is_in_line_stays_and_costs_one_look_while_its_link_is_paused(
    world: World,
) -> None:
    ticket, issue, told, _, _ = await paused(world)
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=told.id)
    await world.settle_later(60)
    reads = world.desk.reads
    await world.settle_later(60)
    assert len(world.on_issue(issue)) == 1
    assert world.desk.reads == reads


async def test_a_removal_that_fails_while_its_link_is_paused_is_tried_again(world: World) -> None:
    ticket, issue, told, _, _ = await paused(world)
    world.tracker.fail_next(VendorUnreachable("Jira is away", sent=False))
    await changed(world, ticket, told.id, body=from_plain("▇▇▇"), attachments=())
    for _ in range(3):
        await world.settle_later(60)
    assert (world.on_issue(issue), files_on(world, issue)) == ([], [])
    assert await world.stuck() == []


async def test_a_copy_of_unknown_outcome_goes_too_though_its_link_is_paused(
    world: World,
) -> None:
    world.policies.change({"mapping.comments.to_jira.internal": "ignore"})
    ticket, issue, link = await world.pair()
    told = world.desk.add_comment(ticket.id, JANE, "It fails.")
    world.tracker.lose_next_answer()
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=told.id)
    await world.settle()
    await world.linking.pause(link.id, by="operator")
    await changed(world, ticket, told.id, public=False)
    for _ in range(3):
        await world.settle_later(60)
    assert world.on_issue(issue) == []


async def test_a_paused_link_whose_ticket_was_deleted_and_restored_is_paused_still(
    world: World,
) -> None:
    ticket, issue, _, _, link = await paused(world)
    kept = world.desk.tickets[ticket.id]
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle_later(60)
    world.desk.tickets[ticket.id] = kept
    await world.zendesk(EventKind.CHANGED, ticket, changed=("deleted",))
    await world.settle_later(60)
    assert len(world.on_issue(issue)) == 1, "the news waits"
    stored = await world.store.read(lambda tx: tx.links.get(link.id))
    assert stored is not None
    assert stored.state is LinkState.PAUSED


async def test_a_link_that_has_ended_is_not_brought_back_by_pausing_and_resuming_it(
    world: World,
) -> None:
    ticket, issue, link = await world.pair()
    await world.linking.remove(link.id, by="operator")
    with pytest.raises(InputRefused):
        await world.linking.pause(link.id, by="operator")
    await world.linking.resume(link.id, by="operator")
    await world.customer_writes(ticket, "News.")
    assert world.on_issue(issue) == []
