import pytest

from app.errors import Held, InputRefused, NotStored
from app.services.accounts import OwnAccounts
from app.services.customer_update import CustomerUpdates
from app.services.sidebar_views import CustomerUpdate, UpdateEdit
from app.sync.customer_update import LABELS
from tests.services.world import LENA, OMAR, RAVI, World

TRACE = """java.lang.NullPointerException
    at com.acme.export.LabelWriter.write(LabelWriter.java:214)
    at com.acme.export.Job.run(Job.java:80)"""


@pytest.fixture
def updates(world: World) -> CustomerUpdates:
    accounts = OwnAccounts(world.store, world.desk, world.tracker)
    return CustomerUpdates(
        world.store, world.desk, world.tracker, accounts, world.disclosure, world.clock
    )


def part(update: CustomerUpdate, key: str) -> str:
    return next(one.text for one in update.parts if one.key == key)


def problems(update: CustomerUpdate, key: str) -> str:
    return " ".join(next(one.problems for one in update.parts if one.key == key))


async def test_the_draft_tells_the_issues_movement_to_the_customer(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair(assignee=LENA)
    world.tracker.change(issue.id, status="In Progress")
    await world.engineer_writes(issue, "The export stops at 10,000 rows. Which browser is it?")
    draft = await updates.draft(ticket.id)
    assert [one.key for one in draft.parts] == list(LABELS)
    assert "“Being worked on”" in part(draft, "state_change")
    assert part(draft, "understanding") == "The export stops at 10,000 rows."
    assert part(draft, "action_requested") == "Which browser is it?"
    assert "Lena Fischer answers for it" in part(draft, "escalation_point")
    assert draft.text.startswith("What has changed\n")


async def test_a_due_date_is_the_milestone_and_makes_its_promise_good(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={"duedate": "2026-12-03", "fixVersions": "4.18.3"})
    draft = await updates.draft(ticket.id)
    assert "by 3 December 2026" in part(draft, "milestone")
    assert problems(draft, "milestone") == ""
    await world.engineer_writes(issue, "The export stops when an order has no address.")
    assert (await updates.draft(ticket.id)).ready


async def test_without_a_commitment_the_draft_is_not_ready(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, _, _ = await world.pair()
    draft = await updates.draft(ticket.id)
    assert not draft.ready
    assert "set the issue's due date" in problems(draft, "milestone")


async def test_what_the_packet_commits_to_counts(world: World, updates: CustomerUpdates) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket, commitment="A first answer by 3 December 2026.")
    assert "3 December 2026" in part(await updates.draft(ticket.id), "milestone")


async def test_engineers_names_traces_and_hosts_do_not_reach_the_draft(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    said = f"Ravi Menon found it on build-07.corp.internal:\n\n{TRACE}\n\nIt stops at once."
    await world.engineer_writes(issue, said)
    draft = await updates.draft(ticket.id)
    for hidden in ("Ravi", "Menon", "build-07", "LabelWriter", "NullPointer"):
        assert hidden not in draft.model_dump_json()


async def test_an_assignee_who_never_wrote_is_not_named_either(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, assignee=RAVI)
    mine = {"action_taken": "Ravi Menon has looked at it."}
    checked = await updates.check(ticket.id, UpdateEdit(parts=mine))
    assert "say it without" in problems(checked, "action_taken")


async def test_our_own_copies_are_no_source(world: World, updates: CustomerUpdates) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "It is still broken for us.")
    draft = await updates.draft(ticket.id)
    assert part(draft, "understanding") == ""


async def test_another_tickets_customer_is_not_named(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    await world.link(world.ticket(OMAR, None), issue)
    await world.engineer_writes(issue, "Omar Haddad has it too. The export stops.")
    draft = await updates.draft(ticket.id)
    assert "Omar" not in draft.text
    assert "Haddad" not in draft.text


async def test_what_the_agent_writes_is_checked_and_given_back_as_it_is(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, _, _ = await world.pair()
    mine = {
        "state_change": "Printing works again since this morning.",
        "understanding": f"It came from here:\n{TRACE}",
        "action_taken": "We use a hotfix. It will be fixed.",
    }
    checked = await updates.check(ticket.id, UpdateEdit(parts=mine))
    assert part(checked, "understanding") == mine["understanding"]
    assert problems(checked, "state_change") == ""
    assert "stack trace" in problems(checked, "understanding")
    assert "“hotfix”" in problems(checked, "action_taken")
    assert "“will be fixed” is a promise" in problems(checked, "action_taken")
    assert problems(checked, "milestone") != ""
    assert not checked.ready


async def test_a_whole_and_plain_update_is_ready(world: World, updates: CustomerUpdates) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={"duedate": "2026-12-03"})
    mine = {
        "state_change": "Our engineers have started.",
        "understanding": "Labels are not printed when an order has no address.",
        "action_taken": "They have seen the same on their side.",
        "action_requested": "Nothing is needed from you.",
        "milestone": "You hear from us by 3 December 2026.",
        "escalation_point": "Reply to this message.",
    }
    checked = await updates.check(ticket.id, UpdateEdit(parts=mine))
    assert [one.problems for one in checked.parts] == [()] * 6
    assert checked.ready
    assert mine["understanding"] in checked.text


async def test_nothing_is_sent_and_nothing_changes(world: World, updates: CustomerUpdates) -> None:
    ticket, _, _ = await world.pair()
    before = (len(world.desk.writes), len(world.tracker.writes))
    await updates.draft(ticket.id)
    await updates.check(ticket.id, UpdateEdit(parts={"milestone": "Soon."}))
    assert (len(world.desk.writes), len(world.tracker.writes)) == before


async def test_of_several_issues_the_named_one_is_told(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, _, _ = await world.pair()
    second = world.tracker.add_issue()
    await world.link(ticket, second)
    world.tracker.change(second.id, status="Done")
    named = await updates.draft(ticket.id, issue_key=second.key)
    assert "Answered by engineering" in part(named, "state_change")
    with pytest.raises(NotStored):
        await updates.draft(ticket.id, issue_key="ENG-999")


async def test_a_ticket_without_an_issue_has_nothing_to_tell(
    world: World, updates: CustomerUpdates
) -> None:
    with pytest.raises(NotStored):
        await updates.draft(world.ticket().id)


@pytest.mark.parametrize("parts", [{"postscript": "x"}, {"milestone": "x" * 4_001}])
async def test_a_part_that_is_none_or_too_long_is_refused(
    world: World, updates: CustomerUpdates, parts: dict[str, str]
) -> None:
    ticket, _, _ = await world.pair()
    with pytest.raises(InputRefused):
        await updates.check(ticket.id, UpdateEdit(parts=parts))


async def test_the_version_changes_with_the_issue_and_the_packet(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    first = (await updates.draft(ticket.id)).etag
    assert (await updates.draft(ticket.id)).etag == first
    world.tracker.change(issue.id, status="Triage")
    second = (await updates.draft(ticket.id)).etag
    await world.complete(ticket)
    third = (await updates.draft(ticket.id)).etag
    assert len({first, second, third}) == 3


async def test_a_held_comment_is_left_out_of_the_draft(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    rule = world.policies.current().redaction.entities["stack_trace"]
    held = {**rule.model_dump(), "customer": "hold"}
    world.policies.change({"redaction.entities.stack_trace": held})
    await world.engineer_writes(issue, TRACE)
    draft = await updates.draft(ticket.id)
    assert part(draft, "understanding") == ""
    checked = await updates.check(ticket.id, UpdateEdit(parts={"understanding": TRACE}))
    assert "may not be told" in problems(checked, "understanding")


async def test_no_news_is_a_whole_update_that_promises_to_be_heard_of_again(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, _, _ = await world.pair(assignee=LENA)
    await world.complete(ticket, severity="P1")
    draft = await updates.draft_no_news(ticket.id)
    assert draft.ready, [one.problems for one in draft.parts]
    assert "There is no news since our last message" in part(draft, "state_change")
    assert "again by 22 November 2026, 16:00 UTC" in part(draft, "milestone")
    again = await updates.check(
        ticket.id, UpdateEdit(parts={one.key: one.text for one in draft.parts})
    )
    assert again.ready


async def test_the_day_of_the_next_update_makes_no_other_promise_good(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, _, _ = await world.pair()
    mine = {
        "milestone": "It will be fixed by 24 November 2026.",
        "action_taken": "We update you by 24 November 2026.",
    }
    checked = await updates.check(ticket.id, UpdateEdit(parts=mine))
    assert "“will be fixed” is a promise" in problems(checked, "milestone")
    assert "24 November 2026" in problems(checked, "action_taken")


async def test_of_an_issue_with_a_security_level_nothing_is_drafted(
    world: World, updates: CustomerUpdates
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, security_level="Staff only", status="In review")
    for draft in (updates.draft, updates.draft_no_news):
        with pytest.raises(Held, match="security level"):
            await draft(ticket.id)
    own = UpdateEdit(parts={"state_change": "We keep at it."})
    assert "We keep at it." in (await updates.check(ticket.id, own)).text
