"""From a complete packet to an issue: exactly what was previewed, exactly once."""

from dataclasses import replace

import pytest

from app.document import to_plain
from app.effects import CreateIssue
from app.errors import (
    GateClosed,
    NotFound,
    PreviewStale,
    RedactionFailed,
    VendorFault,
    VendorTimeout,
)
from app.model import EventKind, Ticket
from app.services.emergency import Emergency
from app.services.views import Escalation, PacketChange
from tests.services.world import AGENT, COMPLETE, HORIZON, OMAR, World

CONTEXT = "All 240 users of Northwind Traders cannot print since 09:10, says Jane Roe."


async def ready(world: World, **ticket: object) -> Ticket:
    made = world.ticket(**ticket)  # type: ignore[arg-type]  # fields of Ticket
    await world.complete(made, context=CONTEXT)
    return made


async def escalate(
    world: World, ticket: Ticket, digest: str | None = None, issue_key: str | None = None
) -> Escalation:
    seen = digest or (await world.escalations.preview(ticket.id, agent=AGENT)).preview_digest
    return await world.escalations.escalate(
        ticket.id, preview_digest=seen, issue_key=issue_key, agent=AGENT
    )


async def test_the_issue_holds_exactly_what_the_preview_showed(world: World) -> None:
    ticket = await ready(world, priority="urgent")
    preview = await world.escalations.preview(ticket.id, agent=AGENT)
    done = await escalate(world, ticket, preview.preview_digest)
    (issue,) = world.tracker.issues.values()
    assert (issue.summary, to_plain(issue.description)) == (preview.summary, preview.description)
    assert preview.fields == {"priority": "Highest"}
    assert (issue.priority, issue.issue_type) == ("Highest", "Bug")
    assert done == Escalation(
        issue_key=issue.key, url=f"https://jira.example/browse/{issue.key}", created=True
    )


async def test_a_preview_is_redacted_and_says_what_was_withheld(world: World) -> None:
    ticket = await ready(world)
    preview = await world.escalations.preview(ticket.id, agent=AGENT)
    assert preview.summary.startswith("P1: All 240 users of [organization]")
    for private in ("Northwind", "Jane", "Roe"):
        assert private not in preview.model_dump_json()
    assert preview.withheld["customer_organization"] >= 1
    assert preview.policy == world.policies.current().version


async def test_a_preview_sends_nothing(world: World) -> None:
    ticket = await ready(world)
    await world.escalations.preview(ticket.id, agent=AGENT)
    assert (world.tracker.writes, world.tracker.issues) == ([], {})


async def test_an_escalated_ticket_is_linked_and_its_gate_is_open(world: World) -> None:
    ticket = await ready(world)
    await escalate(world, ticket)
    await world.settle()
    (issue,) = world.tracker.issues.values()
    assert world.token(issue).startswith("ok:")
    view = await world.packets.view(ticket.id)
    assert (view.state.value, view.links[0].issue_key) == ("ready", issue.key)
    (entry,) = [e for e in await world.audit() if e.action == "escalated"]
    assert (entry.actor, entry.subject) == ("agent:601", f"link:{view.links[0].id}")


async def test_an_incomplete_packet_is_refused_with_what_is_missing(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(GateClosed) as refusal:
        await escalate(world, ticket)
    assert any("Steps to reproduce" in reason for reason in refusal.value.reasons)
    assert world.tracker.issues == {}


async def test_a_policy_that_warns_lets_an_incomplete_packet_through(world: World) -> None:
    world.policies.change({"gate.mode": "warn"})
    assert (await escalate(world, world.ticket())).created


async def test_what_is_no_longer_what_was_previewed_is_refused(world: World) -> None:
    ticket = await ready(world)
    seen = (await world.escalations.preview(ticket.id, agent=AGENT)).preview_digest
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"tried": "Cleared the cache, tried two more browsers."})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    with pytest.raises(PreviewStale):
        await escalate(world, ticket, seen)
    assert world.tracker.issues == {}


async def test_a_preview_under_another_policy_is_stale(world: World) -> None:
    ticket = await ready(world)
    seen = (await world.escalations.preview(ticket.id, agent=AGENT)).preview_digest
    world.policies.change({"mapping.delivery.max_attempts": 5})
    with pytest.raises(PreviewStale):
        await escalate(world, ticket, seen)


async def test_a_mapped_value_that_changed_makes_the_preview_stale(world: World) -> None:
    ticket = await ready(world)
    seen = (await world.escalations.preview(ticket.id, agent=AGENT)).preview_digest
    world.desk.change(ticket.id, priority="high")
    with pytest.raises(PreviewStale):
        await escalate(world, ticket, seen)


async def test_another_ticket_s_digest_is_not_taken(world: World) -> None:
    first, second = await ready(world), await ready(world)
    seen = (await world.escalations.preview(first.id, agent=AGENT)).preview_digest
    with pytest.raises(PreviewStale):
        await escalate(world, second, seen)


async def test_asking_twice_makes_one_issue_and_no_comment(world: World) -> None:
    ticket = await ready(world)
    first, second = await escalate(world, ticket), await escalate(world, ticket)
    await world.settle()
    assert (first.created, second.created) == (True, False)
    assert first.issue_key == second.issue_key
    (issue,) = world.tracker.issues.values()
    assert world.on_issue(issue) == []


async def test_an_issue_whose_making_had_an_unknown_outcome_is_found_and_not_made_twice(
    world: World,
) -> None:
    ticket = await ready(world)
    world.tracker.lose_next_answer()
    for _ in range(2):
        with pytest.raises(VendorTimeout):
            await escalate(world, ticket)
    world.clock.pass_time(HORIZON.total_seconds())
    done = await escalate(world, ticket)
    (issue,) = world.tracker.issues.values()
    assert (done.issue_key, done.created) == (issue.key, True)
    assert len((await world.packets.view(ticket.id)).links) == 1


async def test_what_engineers_wrote_before_the_link_was_stored_crosses_all_the_same(
    world: World,
) -> None:
    ticket = await ready(world)
    asked = world.desk.add_comment(ticket.id, ticket.requester, "It stands still since nine.")
    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await escalate(world, ticket)
    (issue,) = world.tracker.issues.values()
    early = world.tracker.add_comment(issue.id, OMAR, "Build 4.18.1 still prints.")
    early = replace(early, id=asked.id)  # each system numbers its own
    world.tracker.comments[issue.id] = [early]
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=early.id)
    await world.settle()
    assert not any("still prints" in text for text in world.on_ticket(ticket))
    world.clock.pass_time(HORIZON.total_seconds())
    await escalate(world, ticket)
    await world.settle()
    assert any("stands still" in text for text in world.on_issue(issue))
    assert any("still prints" in text for text in world.on_ticket(ticket))
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=early.id)
    await world.settle()
    assert len([text for text in world.on_ticket(ticket) if "still prints" in text]) == 1


async def test_after_a_restore_of_an_older_database_the_issue_is_found_and_not_made_again(
    world: World,
) -> None:
    ticket = await ready(world)
    done = await escalate(world, ticket)
    restored = World(desk=world.desk, tracker=world.tracker)
    await restored.complete(ticket, context=CONTEXT)
    again = await escalate(restored, ticket)
    assert (again.issue_key, again.created) == (done.issue_key, False)
    assert len(world.tracker.issues) == 1
    (link,) = await restored.store.read(lambda tx: tx.links.of_ticket(ticket.id))
    assert link.issue_key == done.issue_key


async def test_an_issue_that_was_not_made_is_made_later(world: World) -> None:
    ticket = await ready(world)
    world.tracker.fail_next(VendorFault("502", status=502))
    with pytest.raises(VendorFault):
        await escalate(world, ticket)
    world.clock.pass_time(HORIZON.total_seconds())
    assert (await escalate(world, ticket)).created
    assert sum(isinstance(write, CreateIssue) for write in world.tracker.writes) == 1


async def test_an_issue_that_is_linked_already_gets_the_packet_as_one_comment(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, context=CONTEXT)
    for _ in range(2):
        done = await escalate(world, ticket)
        assert (done.issue_key, done.created) == (issue.key, False)
    (comment,) = world.on_issue(issue)
    assert "All 240 users of [organization]" in comment
    assert to_plain(world.tracker.issues[issue.id].description) == ""


async def test_a_changed_packet_is_given_to_a_linked_issue_again(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await escalate(world, ticket)
    await world.complete(ticket, tried="Cleared the cache, tried two more browsers.")
    await escalate(world, ticket)
    assert len(world.on_issue(issue)) == 2


BROWSERS = "Cleared the cache, tried two more browsers."


async def test_a_changed_packet_is_given_to_the_issue_that_was_made_from_the_first(
    world: World,
) -> None:
    ticket = await ready(world)
    first = await escalate(world, ticket)
    await world.complete(ticket, tried=BROWSERS)
    for _ in range(2):
        second = await escalate(world, ticket)
    assert (second.issue_key, second.created) == (first.issue_key, False)
    (issue,) = world.tracker.issues.values()
    assert [BROWSERS in comment for comment in world.on_issue(issue)] == [True]


async def test_a_packet_that_was_changed_back_is_given_once_more(world: World) -> None:
    ticket = await ready(world)
    await escalate(world, ticket)
    for tried in (BROWSERS, COMPLETE["tried"], BROWSERS):
        await world.complete(ticket, context=CONTEXT, tried=tried)
        await escalate(world, ticket)
    (issue,) = world.tracker.issues.values()
    assert [BROWSERS in comment for comment in world.on_issue(issue)] == [True, False, True]


async def test_a_packet_that_changed_while_the_outcome_was_unknown_follows_as_a_comment(
    world: World,
) -> None:
    ticket = await ready(world)
    world.tracker.lose_next_answer()
    with pytest.raises(VendorTimeout):
        await escalate(world, ticket)
    await world.complete(ticket, tried=BROWSERS)
    world.clock.pass_time(HORIZON.total_seconds())
    await escalate(world, ticket)
    (issue,) = world.tracker.issues.values()
    assert BROWSERS not in to_plain(issue.description)
    assert [BROWSERS in comment for comment in world.on_issue(issue)] == [True]


@pytest.mark.parametrize("tried", [COMPLETE["tried"], BROWSERS])
async def test_escalating_for_an_issue_that_was_deleted_says_so(world: World, tried: str) -> None:
    ticket = await ready(world)
    await escalate(world, ticket)
    await world.settle()
    (issue,) = world.tracker.issues.values()
    world.tracker.delete_issue(issue.id)
    await world.packets.save_packet(
        ticket.id,
        PacketChange(items={"tried": tried}),
        etag=(await world.packets.view(ticket.id)).etag,
        agent=AGENT,
    )
    with pytest.raises(NotFound):
        await escalate(world, ticket)


async def test_the_packet_s_comment_is_not_copied_back_to_the_ticket(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await escalate(world, ticket)
    (comment,) = world.tracker.comments[issue.id]
    await world.engineer_writes(issue, "We look into it.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    await world.settle()
    assert len(world.on_ticket(ticket)) == 1


async def test_an_issue_that_the_agent_names_is_linked_and_gets_the_packet(world: World) -> None:
    ticket = await ready(world)
    issue = world.tracker.add_issue()
    done = await escalate(world, ticket, issue_key=issue.key)
    assert (done.issue_key, done.created) == (issue.key, False)
    assert len(world.on_issue(issue)) == 1
    assert len((await world.packets.view(ticket.id)).links) == 1


async def test_the_packet_on_a_service_desk_issue_is_internal(world: World) -> None:
    ticket = await ready(world)
    issue = world.tracker.add_issue()
    world.tracker.change(issue.id, service_desk=True)
    await escalate(world, ticket, issue_key=issue.key)
    assert [comment.internal for comment in world.tracker.comments[issue.id]] == [True]


async def test_a_packet_that_redaction_holds_is_neither_shown_nor_sent(world: World) -> None:
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    ticket = world.ticket()
    await world.complete(ticket, tried="Wrote to ops@elsewhere.example and restarted the server.")
    with pytest.raises(RedactionFailed):
        await world.escalations.preview(ticket.id, agent=AGENT)
    assert world.tracker.issues == {}


# ---- one ticket, several issues ------------------------------------------------------------------


async def another(world: World, ticket: Ticket) -> Escalation:
    seen = await world.escalations.preview(ticket.id, agent=AGENT)
    return await world.escalations.escalate(
        ticket.id,
        preview_digest=seen.preview_digest,
        issue_key=None,
        agent=AGENT,
        another=True,
    )


async def test_a_changed_packet_may_make_another_issue_and_makes_it_once(world: World) -> None:
    ticket = await ready(world)
    first = await escalate(world, ticket)
    await world.complete(ticket, tried=BROWSERS)
    second = await another(world, ticket)
    again = await another(world, ticket)
    assert (second.created, again.created) == (True, False)
    assert first.issue_key != second.issue_key == again.issue_key
    assert len(world.tracker.issues) == 2
    view = await world.packets.view(ticket.id)
    assert {link.issue_key for link in view.links} == {first.issue_key, second.issue_key}


async def test_another_issue_holds_the_packet_once(world: World) -> None:
    ticket = await ready(world)
    await escalate(world, ticket)
    await world.complete(ticket, tried=BROWSERS)
    key = (await another(world, ticket)).issue_key
    await another(world, ticket)
    await escalate(world, ticket, issue_key=key)
    (made,) = [issue for issue in world.tracker.issues.values() if issue.key == key]
    assert BROWSERS in to_plain(made.description)
    assert world.on_issue(made) == []


async def test_the_packet_that_made_the_first_issue_makes_no_other(world: World) -> None:
    ticket = await ready(world)
    first = await escalate(world, ticket)
    assert (await another(world, ticket)).issue_key == first.issue_key
    assert len(world.tracker.issues) == 1


async def test_a_named_issue_of_the_ticket_is_known_in_any_case(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    done = await escalate(world, ticket, issue_key=issue.key.lower())
    assert done.issue_key == issue.key


async def test_an_issue_of_another_ticket_takes_a_packet_of_each(world: World) -> None:
    _, issue, _ = await world.pair(requester=OMAR, organization=None)
    ticket = await ready(world)
    await escalate(world, ticket, issue_key=issue.key)
    (comment,) = world.on_issue(issue)
    assert f"ticket #{ticket.id}" in comment


async def test_while_every_gate_is_released_a_thin_packet_may_be_escalated(world: World) -> None:
    ticket = world.ticket()
    emergency = Emergency(world.store, world.tracker, world.disclosure, world.clock)
    await emergency.open("Jira's gate is in the way.", by="operator")
    view = await world.packets.view(ticket.id)
    assert view.may_escalate
    assert (await escalate(world, ticket)).created
    await emergency.close(by="operator")
    other = world.ticket()
    assert not (await world.packets.view(other.id)).may_escalate
    with pytest.raises(GateClosed):
        await escalate(world, other)
