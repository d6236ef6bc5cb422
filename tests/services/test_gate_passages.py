"""Guarded transitions that took place: recorded, judged by how the gate stood, and taken back."""

import pytest

from app.errors import VendorUnreachable
from app.model import EventKind, Issue, Ticket
from app.records import AuditEntry
from app.services.gate_course import notices_of
from app.services.gate_history import passages_since
from app.services.gate_meter import load_meter
from app.services.gate_views import Meter
from app.services.views import PacketChange
from tests.services.world import AGENT, GATE_FIELD, RAVI, World

TYPED = "ok:" + "0123456789abcdef" * 4
PASSED, CLOSED = "transition passed the gate", "transition passed while closed"
REVERTED, NOT_REVERTED = "transition reverted", "transition not reverted"


@pytest.fixture
def opted_in(world: World) -> World:
    """A world whose policy takes transitions of ENG back."""
    world.policies.change({"gate.revert": ("ENG",)})
    world.tracker.mover = RAVI
    return world


async def rows(world: World, issue: Issue) -> list[AuditEntry]:
    entries = await world.audit(f"issue:{issue.id}")
    return [entry for entry in reversed(entries) if entry.action.startswith("transition")]


async def actions(world: World, issue: Issue) -> list[str]:
    return [entry.action for entry in await rows(world, issue)]


async def move(world: World, issue: Issue, status: str = "Escalated", *, work: bool = True) -> None:
    """An engineer moves the issue, Jira tells of it, and the service works on that."""
    world.tracker.change(issue.id, status=status)
    await world.jira(
        EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id,
        occurred_at=world.clock.now(),
    )  # fmt: skip
    if work:
        await world.settle()


async def save_without_steps(world: World, ticket: Ticket) -> None:
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)


def status(world: World, issue: Issue) -> str:
    return world.tracker.issues[issue.id].status


async def meter(world: World) -> Meter:
    return await world.store.read(load_meter)


async def notices(world: World, issue: Issue) -> tuple[str, ...]:
    return await world.store.read(lambda tx: notices_of(tx, tx.links.of_issue(issue.id), {}))


async def test_a_transition_with_a_complete_packet_is_recorded_with_who_took_it(
    opted_in: World,
) -> None:
    world = opted_in
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await move(world, issue)
    (row,) = await rows(world, issue)
    assert (row.action, row.actor, row.detail) == (PASSED, f"jira:{RAVI.id}", "")
    assert status(world, issue) == "Escalated"


async def test_a_transition_of_a_project_without_rules_is_reported_with_what_was_lacking(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="", tried="")
    await move(world, issue)
    (row,) = await rows(world, issue)
    assert (row.action, row.detail) == (CLOSED, "steps,tried; enforce; no value")
    assert status(world, issue) == "Escalated"
    assert await notices(world, issue) == (
        f"{issue.key} moved to Escalated while the gate was closed. It lacked: steps, tried.",
    )


async def test_a_clean_transition_that_jira_did_not_check_says_so(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.tracker.change(issue.id, fields={})
    await move(world, issue)
    (row,) = await rows(world, issue)
    assert (row.action, row.detail) == (PASSED, "no value")
    (past,) = await world.store.read(lambda tx: passages_since(tx, world.clock.now()))
    assert (past.clean, past.lacking, past.cause) == (True, (), "no value")


async def test_a_notice_goes_once_the_packet_is_complete(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await move(world, issue)
    assert len(await notices(world, issue)) == 1
    await world.complete(ticket)
    assert await notices(world, issue) == ()


async def test_a_transition_on_a_typed_value_is_taken_back_with_a_comment(opted_in: World) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await move(world, issue)
    assert status(world, issue) == "To Do"
    assert await actions(world, issue) == [CLOSED, REVERTED]
    assert (await rows(world, issue))[0].detail.endswith("enforce; foreign value")
    (comment,) = world.on_issue(issue)
    assert "Airlock took this transition back" in comment
    assert "Steps to reproduce: Nothing is entered yet." in comment
    assert world.token(issue) == ""


async def test_what_was_taken_back_is_not_done_twice_however_often_jira_tells(
    opted_in: World,
) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    await move(world, issue)
    for _ in range(3):
        await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
        await world.settle()
    assert await actions(world, issue) == [CLOSED, REVERTED]
    assert len(world.on_issue(issue)) == 1


async def test_a_rule_that_moves_the_issue_on_again_and_again_is_not_fought(
    opted_in: World,
) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    for _ in range(4):
        await move(world, issue)
        world.clock.pass_time(60)
    assert await actions(world, issue) == [CLOSED, REVERTED] * 3 + [CLOSED]
    assert status(world, issue) == "Escalated"
    world.clock.pass_time(3600)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert status(world, issue) == "To Do"
    assert await actions(world, issue) == [CLOSED, REVERTED] * 4


async def test_what_is_complete_when_the_pause_ends_is_not_taken_back(opted_in: World) -> None:
    world = opted_in
    ticket, issue, _ = await world.pair()
    for _ in range(4):
        await move(world, issue)
    await world.complete(ticket)
    world.clock.pass_time(3700)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert status(world, issue) == "Escalated"


async def test_a_person_who_takes_a_transition_back_is_not_told_that_airlock_did(
    opted_in: World,
) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    await move(world, issue, work=False)
    world.clock.pass_time(1)
    await move(world, issue, "To Do")
    assert (await actions(world, issue), world.on_issue(issue)) == ([CLOSED], [])


async def test_where_no_transition_leads_back_it_is_reported_and_left(opted_in: World) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    world.tracker.allowed[issue.id] = ("Done",)
    await move(world, issue)
    assert status(world, issue) == "Escalated"
    assert await actions(world, issue) == [CLOSED, NOT_REVERTED]
    assert (await rows(world, issue))[-1].detail == (
        "no transition that Airlock may take leads back"
    )
    assert (world.on_issue(issue), len(await notices(world, issue))) == ([], 1)


async def test_an_interrupted_reversal_is_ended_with_one_comment(opted_in: World) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    world.tracker.fail_next(VendorUnreachable("no connection", sent=False), skip=1)
    await move(world, issue)
    assert (status(world, issue), world.on_issue(issue)) == ("To Do", [])
    await world.settle_later(60)
    assert len(world.on_issue(issue)) == 1
    assert await actions(world, issue) == [CLOSED, REVERTED]


@pytest.mark.parametrize("later", ["In Progress", "Done"])
async def test_one_more_click_does_not_keep_what_passed_while_closed(
    opted_in: World, later: str
) -> None:
    world = opted_in
    _, issue, _ = await world.pair()
    await move(world, issue, work=False)
    world.clock.pass_time(1)
    await move(world, issue, later)
    assert status(world, issue) == "To Do"
    assert await actions(world, issue) == [CLOSED, REVERTED]
    assert len(world.on_issue(issue)) == 1


async def test_an_issue_without_a_ticket_that_only_passed_through_is_told_and_not_written_to(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    await move(world, issue, work=False)
    await move(world, issue, "In Progress")
    assert (await actions(world, issue), world.tracker.writes) == ([CLOSED], [])


async def test_ordinary_moves_of_issues_without_a_ticket_leave_no_trace(world: World) -> None:
    issue = world.tracker.add_issue()
    for status_name in ("Triage", "In Progress", "Done"):
        await move(world, issue, status_name)
    assert (await world.audit(), world.tracker.writes) == ([], [])
    assert await world.store.read(lambda tx: tx.gates.all()) == ()


async def test_a_project_that_did_not_opt_in_is_only_told(world: World) -> None:
    _, issue, _ = await world.pair()
    await move(world, issue)
    assert (status(world, issue), world.on_issue(issue)) == ("Escalated", [])


async def test_the_warn_mode_records_what_enforcing_would_have_stopped_and_stops_nothing(
    opted_in: World,
) -> None:
    world = opted_in
    world.policies.change({"gate.mode": "warn"})
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    await move(world, issue)
    (row,) = await rows(world, issue)
    assert (row.action, row.detail.startswith("steps; warn")) == (CLOSED, True)
    assert (status(world, issue), await notices(world, issue)) == ("Escalated", ())
    assert (await meter(world)).passages == {"warned": 1}


# ---- the moments between a broken packet and a closed gate ---------------------------------------


async def test_a_transition_before_the_packet_broke_is_clean_though_we_hear_of_it_later(
    opted_in: World,
) -> None:
    world = opted_in
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.clock.pass_time(10)
    world.tracker.change(issue.id, status="Escalated")
    world.clock.pass_time(1)
    await save_without_steps(world, ticket)
    await world.settle()
    await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
    await world.settle()
    assert (await actions(world, issue), status(world, issue)) == ([PASSED], "Escalated")


async def test_a_transition_after_the_packet_broke_and_before_the_gate_shut_is_taken_back(
    opted_in: World,
) -> None:
    world = opted_in
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await save_without_steps(world, ticket)
    world.clock.pass_time(0.4)
    await move(world, issue)
    assert world.token(issue) == ""
    assert (await rows(world, issue))[0].detail == "steps; enforce; stale value"
    assert (await actions(world, issue), status(world, issue)) == ([CLOSED, REVERTED], "To Do")


async def test_the_time_for_which_a_broken_packet_left_the_gate_open_is_measured(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await save_without_steps(world, ticket)
    world.clock.pass_time(3)
    await world.settle()
    (row,) = [one for one in await world.audit(f"issue:{issue.id}") if one.action == "gate closed"]
    assert row.detail == "window 3000 ms"
    counted = await meter(world)
    assert (counted.window_count, counted.window_sum, counted.windows) == (1, 3.0, {"5.0": 1})


async def test_a_packet_that_breaks_while_an_older_change_waits_is_timed_by_itself(
    opted_in: World,
) -> None:
    """The older change finds the broken packet: what passed before must not seem too late."""
    world = opted_in
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await world.zendesk(EventKind.CHANGED, ticket, changed=("tags",))
    world.clock.pass_time(2)
    await move(world, issue, work=False)
    world.clock.pass_time(2)
    await save_without_steps(world, ticket)
    await world.settle()
    assert await actions(world, issue) == [PASSED]


# ---- values that are not ours --------------------------------------------------------------------


async def test_who_wrote_a_foreign_value_is_told_by_the_account_alone(world: World) -> None:
    _, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    (row,) = [one for one in await world.audit(f"issue:{issue.id}") if "not ours" in one.action]
    assert (row.detail, TYPED in row.detail) == (f"written by {RAVI.id}", False)
    assert (await meter(world)).foreign == 1
    assert await notices(world, issue) == (
        f"{issue.key}: somebody wrote into the gate field; the value was cleared.",
    )


async def test_a_pass_on_a_value_that_was_stale_is_told_though_jiras_event_was_worked_off_first(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.clock.pass_time(60)
    await world.jira(EventKind.CHANGED, issue, changed=("summary",), actor_id=RAVI.id)
    world.clock.pass_time(5)
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    world.clock.pass_time(10)
    await move(world, issue)
    assert "transition passed while closed" in await actions(world, issue)


async def test_a_pass_is_told_though_zendesk_has_not_told_yet_of_what_broke_the_packet(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair(priority="urgent")
    await world.complete(ticket)
    assert world.token(issue) != ""
    world.clock.pass_time(60)
    broke_at = world.clock.now()
    world.desk.change(ticket.id, priority="low")
    world.desk.tickets[ticket.id] = Ticket.model_validate(
        {**dict(world.desk.tickets[ticket.id]), "updated_at": broke_at}
    )
    world.clock.pass_time(5)
    world.tracker.change(issue.id, status="Escalated")
    moved_at = world.clock.now()
    world.clock.pass_time(5)
    await world.jira(
        EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id, occurred_at=moved_at
    )
    await world.settle()
    assert await actions(world, issue) == [CLOSED]
    assert world.token(issue) == ""
