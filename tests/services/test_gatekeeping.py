"""The gate of an issue: what stands in Jira's fields, and what a validator that asks is told."""

from datetime import timedelta

import pytest

from app.errors import NotFound, VendorFault, VendorUnreachable
from app.gate.decision import digest_packet
from app.gate.token import verify_token
from app.model import EventKind, Issue, Ticket
from app.services.views import PacketChange, TransitionQuestion, WaiverRequest
from tests.services.world import (
    ADMIN,
    AGENT,
    FABRIKAM,
    GATE_FIELD,
    GATE_KEY,
    HORIZON,
    OMAR,
    RAVI,
    World,
)

TYPED = "ok:" + "0" * 64


async def ours(world: World, ticket: Ticket, issue: Issue) -> bool:
    """Whether the gate field holds the value of this issue and this ticket's packet."""
    stored = await world.store.read(lambda tx: tx.packets.get(ticket.id))
    digest = digest_packet(stored.packet if stored else None)
    return verify_token(GATE_KEY, issue.id, digest, world.token(issue))


async def remove_item(world: World, ticket: Ticket, item: str) -> None:
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={item: ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    await world.settle()


def ask(issue: Issue, to_status: str = "Escalated") -> TransitionQuestion:
    return TransitionQuestion(issue_key=issue.key, from_status="Triage", to_status=to_status)


async def test_an_empty_packet_leaves_the_gate_empty_and_says_what_is_missing(
    world: World,
) -> None:
    _, issue, _ = await world.pair()
    assert world.token(issue) == ""
    assert "Steps to reproduce: Nothing is entered yet." in world.reasons(issue)


async def test_a_complete_packet_opens_the_gate_with_a_value_of_ours(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert await ours(world, ticket, issue)
    assert world.reasons(issue) == "The packet is complete."


async def test_a_packet_that_breaks_clears_the_gate(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await remove_item(world, ticket, "steps")
    assert world.token(issue) == ""
    assert "Steps to reproduce" in world.reasons(issue)


async def test_no_packet_text_stands_in_the_reasons_or_the_links(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="Jane Roe sees nothing")
    (link,) = world.tracker.links[issue.id]
    told = " ".join((world.reasons(issue), link.title, link.summary))
    for private in ("Jane", "Roe", "sees nothing", "Northwind"):
        assert private not in told


@pytest.mark.parametrize("foreign", [TYPED, "ok", "please"])
async def test_a_value_that_is_not_ours_is_replaced(world: World, foreign: str) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={GATE_FIELD: foreign})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert world.token(issue) == ""
    await world.complete(ticket)
    world.tracker.change(issue.id, fields={GATE_FIELD: foreign})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert await ours(world, ticket, issue)


async def test_a_value_copied_from_another_issue_is_cleared(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    _, other, _ = await world.pair(requester=OMAR, organization=FABRIKAM)
    world.tracker.change(other.id, fields={GATE_FIELD: world.token(issue)})
    await world.jira(EventKind.CHANGED, other, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert world.token(other) == ""


async def test_a_value_cleared_by_hand_is_written_again(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.tracker.change(issue.id, fields={})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert await ours(world, ticket, issue)


async def test_deciding_again_what_has_not_changed_writes_nothing(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    writes = len(world.tracker.writes)
    await world.jira(EventKind.CHANGED, issue, changed=("labels",))
    await world.settle()
    assert len(world.tracker.writes) == writes


async def test_one_complete_packet_of_two_tickets_opens_the_gate(world: World) -> None:
    first, issue, _ = await world.pair()
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.complete(second)
    assert await ours(world, second, issue)
    await remove_item(world, second, "steps")
    assert world.token(issue) == ""
    await world.complete(first)
    assert await ours(world, first, issue)


async def test_a_file_on_the_ticket_answers_for_the_logs_as_soon_as_it_is_told(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, logs="")
    assert world.token(issue) == ""
    comment = world.desk.add_comment(ticket.id, ticket.requester, "Log", files=[("a.txt", b"x")])
    await world.zendesk(EventKind.ATTACHMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert await ours(world, ticket, issue)


async def test_the_issue_has_one_link_a_ticket_titled_by_its_number(world: World) -> None:
    ticket, issue, _ = await world.pair()
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    links = {link.global_id: link for link in world.tracker.links[issue.id]}
    assert len(links) == 2
    link = links[f"airlock:ticket={ticket.id}"]
    assert link.title == f"Zendesk ticket #{ticket.id}"
    assert link.url == f"https://acme.zendesk.com/agent/tickets/{ticket.id}"
    assert link.summary.startswith("Gate closed")
    assert not link.resolved


async def test_the_link_says_when_the_gate_is_open_and_when_the_ticket_is_solved(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert world.tracker.links[issue.id][0].summary == "Gate open"
    world.desk.change(ticket.id, status="solved")
    await world.zendesk(EventKind.CHANGED, ticket, changed=("status",))
    await world.settle()
    assert world.tracker.links[issue.id][0].resolved


async def test_an_issue_whose_last_ticket_was_deleted_is_cleared(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle()
    assert world.token(issue) == ""
    assert "No ticket with a packet is linked" in world.reasons(issue)


async def test_an_issue_whose_last_link_was_removed_is_cleared(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket)
    await world.linking.remove(link.id, by="operator")
    await world.settle()
    assert world.token(issue) == ""
    assert await world.stuck() == []


async def test_an_issue_outside_the_guarded_projects_gets_no_gate(world: World) -> None:
    ticket, issue = world.ticket(), world.tracker.add_issue("HELP")
    await world.link(ticket, issue)
    await world.complete(ticket)
    assert (world.token(issue), world.reasons(issue)) == ("", "")


async def test_the_gate_does_not_wait_for_a_paused_or_failing_pair(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.linking.pause(link.id, by="operator")
    await world.customer_writes(ticket, "It fails.")
    await world.complete(ticket)
    assert world.on_issue(issue) == []
    assert await ours(world, ticket, issue)


async def test_a_waiver_opens_the_gate_until_it_ends(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    until = world.clock.now() + timedelta(hours=5)
    request = WaiverRequest(item="steps", reason="Seen live by the engineer.", until=until)
    await world.packets.waive(ticket.id, request, agent=ADMIN)
    await world.settle()
    assert await ours(world, ticket, issue)
    await world.gatekeeping.recheck_due()
    assert await world.settle() == 0
    world.clock.pass_time(5 * 3600)
    await world.gatekeeping.recheck_due()
    await world.gatekeeping.recheck_due()
    assert await world.settle() == 1
    assert world.token(issue) == ""
    assert "Steps to reproduce" in world.reasons(issue)


async def test_a_gate_whose_write_failed_is_brought_up_to_date_later(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(VendorFault("502", status=502))
    await world.complete(ticket)
    assert world.token(issue) == ""
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert await ours(world, ticket, issue)


async def test_a_mere_warning_lets_pass_and_still_says_what_is_missing(world: World) -> None:
    world.policies.change({"gate.mode": "warn"})
    ticket, issue, _ = await world.pair()
    assert await ours(world, ticket, issue)
    assert "Steps to reproduce" in world.reasons(issue)
    assert (await world.gatekeeping.decide_transition(ask(issue))).result


async def test_a_validator_that_asks_is_told_no_with_the_reasons_then_yes(world: World) -> None:
    ticket, issue, _ = await world.pair()
    answer = await world.gatekeeping.decide_transition(ask(issue))
    assert not answer.result
    assert "Steps to reproduce" in answer.errorMessage
    await world.complete(ticket)
    assert (await world.gatekeeping.decide_transition(ask(issue))).result


async def test_nothing_passes_by_policies_that_others_have_replaced(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert (await world.gatekeeping.decide_transition(ask(issue))).result
    world.policies.outdated = True
    answer = await world.gatekeeping.decide_transition(ask(issue))
    assert not answer.result
    assert "Try again in a few seconds" in (answer.errorMessage or "")


async def test_a_transition_that_is_not_guarded_passes(world: World) -> None:
    _, issue, _ = await world.pair()
    assert (await world.gatekeeping.decide_transition(ask(issue, "In Progress"))).result


async def test_an_issue_without_a_ticket_is_refused_the_guarded_transition(world: World) -> None:
    answer = await world.gatekeeping.decide_transition(ask(world.tracker.add_issue()))
    assert (answer.result, answer.errorMessage) == (
        False,
        "No ticket with a packet is linked to this issue.",
    )


@pytest.mark.parametrize("error", [VendorUnreachable("down", sent=False), VendorFault("502")])
async def test_an_error_while_deciding_is_an_error_and_never_a_yes(
    world: World, error: VendorFault
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.desk.fail_next(error, write=False)
    with pytest.raises(type(error)):
        await world.gatekeeping.decide_transition(ask(issue))


async def test_a_question_about_an_issue_that_is_not_there_is_an_error(world: World) -> None:
    question = TransitionQuestion(issue_key="ENG-404", from_status="Triage", to_status="Escalated")
    with pytest.raises(NotFound):
        await world.gatekeeping.decide_transition(question)


@pytest.mark.parametrize(
    ("complete", "said"),
    [
        (True, "transition passed the gate"),
        (False, "transition passed while closed"),
    ],
)
async def test_a_guarded_passage_is_audited_once_and_says_whether_it_was_fair(
    world: World, *, complete: bool, said: str
) -> None:
    ticket, issue, _ = await world.pair()
    if complete:
        await world.complete(ticket)
    world.tracker.change(issue.id, status="Escalated")
    for _ in range(2):
        await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
    await world.settle()
    actions = [entry.action for entry in await world.audit(f"issue:{issue.id}")]
    assert [one for one in actions if "transition" in one] == [said]
    assert (await world.packets.view(ticket.id)).state.value == "escalated"


@pytest.mark.parametrize(
    "spelled",
    [
        "Escalated ",
        "\u200bEscalated",
        "Esca\u00adlated",
        "ESCALATED",
        "\uff25scalated",
        "Escalated\ufe0f",
    ],
)
async def test_a_guarded_status_is_known_however_it_is_spelled(world: World, spelled: str) -> None:
    ticket, issue, _ = await world.pair()
    answer = await world.gatekeeping.decide_transition(ask(issue, spelled))
    assert not answer.result
    assert "Steps to reproduce" in answer.errorMessage
    await world.complete(ticket)
    assert (await world.gatekeeping.decide_transition(ask(issue, spelled))).result


@pytest.mark.parametrize("unknown", ["", " ", "\u200b", "10002", "\u0415scalated", "Nowhere"])
async def test_a_status_that_the_policies_do_not_name_is_refused_in_clear_words(
    world: World, unknown: str
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    answer = await world.gatekeeping.decide_transition(ask(issue, unknown))
    assert not answer.result
    assert "does not know the status" in answer.errorMessage


async def test_a_project_without_a_guarded_transition_may_go_anywhere(world: World) -> None:
    answer = await world.gatekeeping.decide_transition(
        ask(world.tracker.add_issue("OPS"), "Nowhere")
    )
    assert answer.result


async def test_the_status_that_the_caller_claims_does_not_unguard_the_issue(world: World) -> None:
    world.policies.change({"gate.unguarded_statuses": ("In Progress",)})
    _, issue, _ = await world.pair()
    question = TransitionQuestion(
        issue_key=issue.key, from_status="In Progress", to_status="Escalated"
    )
    assert not (await world.gatekeeping.decide_transition(question)).result
