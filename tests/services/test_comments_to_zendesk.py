"""An issue's comments on their way to its tickets."""

from typing import Any

import pytest

from app.document import Document, Mention, Paragraph, Text, to_plain
from app.effects import RedactTicketComment
from app.errors import VendorError, VendorFault, VendorTimeout
from app.model import EventKind, Restriction
from app.records import DeliveryState
from tests.fakes.ticket_desk import REDACTED
from tests.services.world import FABRIKAM, HORIZON, NORTHWIND, OMAR, RAVI, World

BLUNT = """The queue export-2.prod.internal is full, see ENG-2207.

They have no clue how exports work.

Traceback (most recent call last):
  File "/srv/app/export.py", line 41, in run
    rows = load(job)
ValueError: no rows"""


async def test_a_comment_becomes_one_internal_note_redacted_and_framed(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, BLUNT)
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    text = to_plain(note.body)
    assert not note.public
    assert text.startswith("Engineering wrote")
    for private in ("prod.internal", "ENG-2207", "no clue", "Traceback", "export.py", "Ravi"):
        assert private not in text


async def test_an_engineer_who_is_mentioned_is_not_named(world: World) -> None:
    ticket, issue, _ = await world.pair()
    mention = Mention("712020:tomasz", "@Tomasz Nowak")
    body = Document((Paragraph((mention, Text(" please look; Tomasz knows the queue."))),))
    await world.engineer_writes(issue, body)
    (note,) = world.on_ticket(ticket)
    assert "Tomasz" not in note
    assert "Nowak" not in note
    assert "knows the queue" in note


async def test_support_reads_what_a_placeholder_stands_for(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "My address is jane@northwind.example as before.")
    await world.engineer_writes(issue, "Ask [customer] to use [email-1] once more.")
    (note,) = world.on_ticket(ticket)
    assert "jane@northwind.example" in note


async def test_placeholders_stand_where_the_policy_does_not_turn_them_back(world: World) -> None:
    world.policies.change({"redaction.rehydrate": False})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "My address is jane@northwind.example as before.")
    await world.engineer_writes(issue, "Ask [customer] to use [email-1] once more.")
    assert "[email-1]" in world.on_ticket(ticket)[0]


async def test_nothing_is_public_without_the_policy_s_mark(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "#customer The fix is in the next release.")
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    assert not note.public


async def test_a_marked_comment_is_public_and_keeps_its_placeholders(world: World) -> None:
    world.policies.change({"mapping.comments.to_zendesk.public_mark": {"text": "#customer"}})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "My address is jane@northwind.example as before.")
    await world.engineer_writes(issue, "#customer Release 4.18.3 will help [email-1].")
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    assert note.public
    assert "#customer" not in to_plain(note.body)
    assert "jane@" not in to_plain(note.body)


async def test_an_edited_comment_is_corrected_once_even_when_told_twice(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.edit_comment(issue.id, comment.id, "It will be fixed on Friday.")
    for _ in range(2):
        await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    first, second = world.on_ticket(ticket)
    assert first == REDACTED
    assert "[corrected]" in second
    assert "Friday" in second


async def test_an_edit_that_changes_nothing_of_the_redacted_text_writes_nothing(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    writes = len(world.desk.writes)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert len(world.desk.writes) == writes
    assert len(world.on_ticket(ticket)) == 1


async def test_an_interrupted_correction_is_finished_and_leaves_one_note(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.edit_comment(issue.id, comment.id, "It will be fixed on Friday.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    world.desk.fail_next(VendorFault("502", status=502), skip=1)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]
    await world.settle_later(HORIZON.total_seconds() * 3)
    redacted, note = world.on_ticket(ticket)
    assert (redacted, "Friday" in note) == (REDACTED, True)
    assert sum(isinstance(w, RedactTicketComment) for w in world.desk.writes) == 1


async def test_a_deleted_comment_takes_its_copy_away(world: World) -> None:
    ticket, issue, link = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.remove_comment(issue.id, comment.id)
    for _ in range(2):
        await world.jira(EventKind.COMMENT_DELETED, issue, comment_id=comment.id)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]
    removed = [e for e in await world.audit(f"link:{link.id}") if e.action == "copy removed"]
    assert len(removed) == 1


async def test_a_comment_gone_before_it_was_read_takes_its_copy_away_too(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.remove_comment(issue.id, comment.id)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_comment_deleted_before_it_was_ever_copied_leaves_nothing_behind(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.tracker.add_comment(issue.id, RAVI, "On second thought.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    world.tracker.remove_comment(issue.id, comment.id)
    await world.settle()
    assert (world.on_ticket(ticket), await world.stuck()) == ([], [])


async def test_an_issue_that_may_not_be_seen_any_more_takes_no_copy_away(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.delete_issue(issue.id)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert [d.reason_code for d in await world.stuck()] == ["not-found"]
    assert "Monday" in world.on_ticket(ticket)[0]


async def test_an_edit_while_the_first_copy_s_outcome_was_unknown_is_not_lost(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.lose_next_answer()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.edit_comment(issue.id, comment.id, "It will be fixed on Friday.")
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle_later(HORIZON.total_seconds() * 3)
    first, second = world.on_ticket(ticket)
    assert (first, "Friday" in second) == (REDACTED, True)


async def test_an_edit_of_which_nobody_told_is_not_lost_when_the_first_copy_s_answer_was(
    world: World,
) -> None:
    """The delivery that posted the copy replaces it itself, and posts under another marker."""
    ticket, issue, _ = await world.pair()
    world.desk.lose_next_answer()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.edit_comment(issue.id, comment.id, "It will be fixed on Friday.")
    await world.settle_later(HORIZON.total_seconds() * 3)
    first, second = world.on_ticket(ticket)
    assert (first, "Friday" in second) == (REDACTED, True)


async def test_a_deletion_while_the_first_copy_s_outcome_was_unknown_takes_it_away(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.lose_next_answer()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.remove_comment(issue.id, comment.id)
    await world.jira(EventKind.COMMENT_DELETED, issue, comment_id=comment.id)
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert world.on_ticket(ticket) == [REDACTED]


async def test_a_public_note_whose_outcome_was_unknown_is_not_sent_as_a_correction(
    world: World,
) -> None:
    world.policies.change({"mapping.comments.to_zendesk.public_mark": {"text": "#customer"}})
    ticket, issue, _ = await world.pair()
    world.desk.lose_next_answer()
    await world.engineer_writes(issue, "#customer It will be fixed on Monday.")
    await world.settle_later(HORIZON.total_seconds() * 3)
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    assert note.public
    assert "Monday" in to_plain(note.body)


async def test_a_comment_restricted_later_takes_its_copy_away(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It will be fixed on Monday.")
    world.tracker.set_comment(
        issue.id, comment.id, restriction=Restriction(kind="role", value="Developers")
    )
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


@pytest.mark.parametrize("kind", ["role", "group"])
async def test_a_restricted_comment_stays_in_jira(world: World, kind: str) -> None:
    ticket, issue, _ = await world.pair()
    restriction = Restriction(kind=kind, value="Developers")
    await world.engineer_writes(issue, "Only for us.", restriction=restriction)
    assert (world.on_ticket(ticket), await world.stuck()) == ([], [])


async def test_a_restriction_that_the_policy_names_does_cross(world: World) -> None:
    world.policies.change({"mapping.comments.to_zendesk.restricted": ("role:Support",)})
    ticket, issue, _ = await world.pair()
    restriction = Restriction(kind="role", value="Support")
    await world.engineer_writes(issue, "For support as well.", restriction=restriction)
    assert len(world.on_ticket(ticket)) == 1


async def test_nothing_crosses_from_an_issue_with_a_security_level(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, security_level="Confidential")
    await world.engineer_writes(issue, "It is the payment module.")
    assert world.on_ticket(ticket) == []


async def test_a_service_desk_s_internal_comment_stays_and_its_open_one_crosses(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, service_desk=True)
    await world.engineer_writes(issue, "Only among us.", internal=True)
    await world.engineer_writes(issue, "For everyone.", internal=False)
    (note,) = world.on_ticket(ticket)
    assert "For everyone" in note


@pytest.mark.parametrize("unclear", ["internal", "restriction"])
async def test_a_comment_whose_readers_are_unclear_is_held(world: World, unclear: str) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, service_desk=True)
    odd = Restriction(kind="project-lead", value="x")
    more: dict[str, Any] = (
        {"restriction": odd, "internal": False} if unclear == "restriction" else {}
    )
    await world.engineer_writes(issue, "Who may read this?", **more)
    (held,) = await world.stuck()
    assert (held.state, held.reason_code) == (DeliveryState.HELD, "unclear-audience")
    assert world.on_ticket(ticket) == []


async def test_a_held_comment_crosses_when_the_policy_was_changed_and_it_is_replayed(
    world: World,
) -> None:
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "hold"})
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "It will be fixed on Monday.")
    (held,) = await world.stuck()
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "internal_note"})
    now = world.clock.now()
    await world.store.write(lambda tx: tx.deliveries.replay(held.id, now))
    await world.settle()
    assert (len(world.on_ticket(ticket)), await world.stuck()) == (1, [])


async def test_our_own_copy_told_back_is_not_copied_back(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    (copy,) = world.tracker.comments[issue.id]
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=copy.id)
    marked = world.tracker.add_comment(
        issue.id, world.tracker.me, "Told before it was recorded.", marker="al-0123456789"
    )
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=marked.id)
    await world.settle()
    assert world.on_ticket(ticket) == []


async def test_an_engineer_using_our_account_does_cross(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "Written by hand.", world.tracker.me)
    assert "by hand" in world.on_ticket(ticket)[0]


async def test_each_ticket_of_an_issue_gets_a_note_without_the_other_s_customer(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    northwind, fabrikam = world.ticket(), world.ticket(OMAR, FABRIKAM)
    for ticket in (northwind, fabrikam):
        await world.link(ticket, issue)
    await world.engineer_writes(
        issue, "Northwind Traders and Fabrikam see it; Jane Roe and Omar Haddad wait for us."
    )
    (to_northwind,), (to_fabrikam,) = world.on_ticket(northwind), world.on_ticket(fabrikam)
    assert "Fabrikam" not in to_northwind
    assert "Omar" not in to_northwind
    assert "Northwind" not in to_fabrikam
    assert "Jane" not in to_fabrikam
    assert "Northwind Traders" in to_northwind
    assert "Fabrikam" in to_fabrikam


async def test_one_ticket_s_values_never_reach_the_other_through_placeholders(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    northwind, fabrikam = world.ticket(), world.ticket(OMAR, FABRIKAM)
    for ticket in (northwind, fabrikam):
        await world.link(ticket, issue)
    await world.customer_writes(northwind, "My address is billing@northwind.example as before.")
    await world.engineer_writes(issue, "[customer] of [organization] may use [email-1].")
    (note,) = world.on_ticket(fabrikam)
    assert "northwind" not in note.casefold()
    assert "Jane" not in note


async def test_a_copy_on_the_issue_is_not_sent_on_to_the_other_ticket(world: World) -> None:
    issue = world.tracker.add_issue()
    northwind, fabrikam = world.ticket(), world.ticket(OMAR, FABRIKAM)
    for ticket in (northwind, fabrikam):
        await world.link(ticket, issue)
    await world.customer_writes(northwind, "It fails at our site.")
    (copy,) = world.tracker.comments[issue.id]
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=copy.id)
    await world.settle()
    assert world.on_ticket(fabrikam) == []


@pytest.mark.parametrize("lost", [VendorTimeout("no answer"), VendorFault("502", status=502)])
async def test_a_note_whose_outcome_was_unknown_arrives_exactly_once(
    world: World, lost: VendorError
) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.lose_next_answer(lost)
    await world.engineer_writes(issue, "It will be fixed on Monday.")
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert (len(world.on_ticket(ticket)), await world.waiting()) == (1, 0)


async def test_a_note_to_a_closed_ticket_is_parked_with_its_reason(world: World) -> None:
    ticket, issue, _ = await world.pair(organization=NORTHWIND)
    world.desk.change(ticket.id, status="closed")
    await world.engineer_writes(issue, "It will be fixed on Monday.", RAVI)
    (parked,) = await world.stuck()
    assert (parked.state, parked.reason_code) == (DeliveryState.PARKED, "write-refused")


async def test_one_comment_costs_two_reads_and_one_write(world: World) -> None:
    _, issue, _ = await world.pair()
    await world.engineer_writes(issue, "The first asks who we are.")
    reads, writes = world.desk.reads + world.tracker.reads, len(world.desk.writes)
    await world.engineer_writes(issue, "The second.")
    assert world.desk.reads + world.tracker.reads - reads == 2
    assert len(world.desk.writes) - writes == 1
