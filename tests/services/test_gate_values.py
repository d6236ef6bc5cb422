"""Values in the gate field that are not ours, and gates that fail to close."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import (
    NotFound,
    PermissionRefused,
    UnreadableContent,
    VendorUnreachable,
    WriteRefused,
)
from app.model import EventKind, Issue, Ticket
from app.records import DeliveryState
from app.services.views import GateState, PacketChange, WaiverRequest
from tests.services.world import ADMIN, AGENT, GATE_FIELD, RAVI, World

TYPED = "ok:" + "0123456789abcdef" * 4
CLEARED = "gate value that is not ours cleared"
REFUSED = PermissionRefused("Jira answered 403.", status=403)


async def type_value(world: World, issue: Issue, by: str = RAVI.id, value: str = TYPED) -> None:
    """Somebody writes into the gate field, Jira tells of it, and the service has worked on it."""
    world.tracker.change(issue.id, fields={GATE_FIELD: value})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=by)
    await world.settle()


async def actions(world: World, issue: Issue) -> list[str]:
    return [entry.action for entry in await world.audit(f"issue:{issue.id}")]


async def break_packet(world: World, ticket: Ticket) -> None:
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    await world.settle()


# ---- issues without a link -----------------------------------------------------------------------


async def test_a_value_typed_on_an_issue_without_a_link_is_cleared_and_audited(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    await type_value(world, issue)
    assert world.token(issue) == ""
    assert "No ticket with a packet is linked" in world.reasons(issue)
    assert await actions(world, issue) == [CLEARED]


async def test_a_clone_that_carries_a_value_of_ours_is_cleared(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    clone = world.tracker.add_issue()
    world.tracker.change(clone.id, fields={GATE_FIELD: world.token(issue)})
    await world.jira(EventKind.CREATED, clone)
    await world.settle()
    assert (world.token(clone), await actions(world, clone)) == ("", [CLEARED])


async def test_a_value_typed_after_unlinking_is_cleared(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket)
    ours = world.token(issue)
    await world.linking.remove(link.id, by="operator")
    await world.settle()
    for value in (TYPED, ours):
        await type_value(world, issue, value=value)
        assert world.token(issue) == ""
    assert (await actions(world, issue)).count(CLEARED) == 2


async def test_an_issue_without_a_link_that_reached_the_guarded_status_is_audited_once(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    world.tracker.change(issue.id, status="Escalated", fields={GATE_FIELD: TYPED})
    for _ in range(2):
        await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
    await world.settle()
    assert sorted(await actions(world, issue)) == [
        CLEARED,
        "transition passed while closed",
    ]


async def test_an_ordinary_issue_without_a_link_is_read_once_and_left_alone(world: World) -> None:
    issue, reads = world.tracker.add_issue(), world.tracker.reads
    await world.jira(EventKind.CREATED, issue)
    await world.settle()
    assert (world.tracker.reads, world.tracker.writes) == (reads + 1, [])
    assert await actions(world, issue) == []


async def test_an_issue_of_another_project_is_not_even_read(world: World) -> None:
    issue, reads = world.tracker.add_issue("OPS"), world.tracker.reads
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,))
    await world.settle()
    assert (world.tracker.reads, world.token(issue)) == (reads, TYPED)


async def test_an_issue_without_a_link_that_is_gone_again_leaves_nothing_to_do(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    world.tracker.delete_issue(issue.id)
    await world.jira(EventKind.CREATED, issue)
    await world.settle()
    assert (await world.waiting(), await world.stuck()) == (0, [])


# ---- our own account -----------------------------------------------------------------------------


async def test_a_value_typed_with_our_own_account_is_cleared(world: World) -> None:
    _, issue, _ = await world.pair()
    await type_value(world, issue, by=world.tracker.me.id)
    assert (world.token(issue), await actions(world, issue)) == ("", [CLEARED])


async def test_our_own_write_is_read_once_and_followed_by_no_other(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    counts = world.tracker.reads, world.desk.reads, len(world.tracker.writes)
    for _ in range(2):
        await world.jira(
            EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=world.tracker.me.id
        )
    await world.settle()
    assert (world.tracker.reads, world.desk.reads, len(world.tracker.writes)) == (
        counts[0] + 2,
        counts[1],
        counts[2],
    )


# ---- gates that fail to close --------------------------------------------------------------------


async def test_a_refused_closing_is_tried_until_jira_takes_it_and_shown_meanwhile(
    world: World,
) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 1})
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    for _ in range(3):
        world.tracker.fail_next(REFUSED)
    await break_packet(world, ticket)
    assert (world.token(issue) != "", await world.stuck()) == (True, [])

    view = await world.packets.view(ticket.id)
    assert (view.state, view.sync.state) == (GateState.SYNC_ERROR, "error")
    assert view.sync.reason == "Jira answered 403."
    check = {one.name: one for one in await world.health.checks()}["gates"]
    assert (check.ok, check.detail) == (False, "1 not written: permission-refused; see the log")

    for _ in range(4):
        await world.settle_later(15 * 60)
    assert world.token(issue) == ""
    view = await world.packets.view(ticket.id)
    assert (view.state, view.sync.state) == (GateState.INCOMPLETE, "ok")


async def test_a_gate_that_waits_for_a_moment_is_no_error_yet(world: World) -> None:
    ticket, _, _ = await world.pair()
    world.tracker.fail_next(VendorUnreachable("no connection", sent=False))
    await world.complete(ticket)
    assert (await world.packets.view(ticket.id)).sync.state == "waiting"


async def test_reasons_that_are_held_do_not_keep_the_gate_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)

    async def hold(*_: Any, **__: Any) -> None:
        raise UnreadableContent("held")

    monkeypatch.setattr(world.disclosure, "disclose", hold)
    await break_packet(world, ticket)
    assert world.token(issue) == ""
    assert [stuck.state for stuck in await world.stuck()] == [DeliveryState.HELD]


async def test_reasons_that_jira_refuses_do_not_keep_the_gate_open(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    refused = WriteRefused("Jira answered 400.", status=400, fields=("reasons",))
    world.tracker.fail_next(refused, skip=1)
    await break_packet(world, ticket)
    assert world.token(issue) == ""


async def test_an_issue_whose_text_cannot_be_read_is_closed(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    unreadable: Any = UnreadableContent("The description cannot be read.")
    world.tracker.fail_next(unreadable, write=False)
    await world.jira(EventKind.CHANGED, issue, changed=("description",), actor_id=RAVI.id)
    await world.settle()
    assert world.token(issue) == ""


async def test_a_foreign_value_goes_even_while_the_ticket_cannot_be_read(world: World) -> None:
    _, issue, _ = await world.pair()
    world.desk.fail_next(VendorUnreachable("no connection", sent=False), write=False)
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert world.token(issue) == ""


async def test_an_issue_that_seems_gone_is_asked_for_until_jira_says_that_it_was_deleted(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.tracker.fail_next(NotFound("Jira answered 404.", status=404), write=False)
    await break_packet(world, ticket)
    assert (world.token(issue) != "", await world.waiting()) == (True, 1)
    await world.settle_later(15 * 60)
    assert world.token(issue) == ""

    world.tracker.delete_issue(issue.id)
    await world.zendesk(EventKind.MERGED, ticket)
    await world.settle()
    await world.jira(EventKind.DELETED, issue)
    for _ in range(3):
        await world.settle_later(15 * 60)
    assert await world.waiting() == 0


async def test_an_ended_waiver_is_decided_again_as_long_as_the_gate_is_not_closed(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    until = world.clock.now() + timedelta(days=1)
    request = WaiverRequest(item="steps", reason="Seen live by the engineer.", until=until)
    await world.packets.waive(ticket.id, request, agent=ADMIN)
    await world.settle()
    world.clock.pass_time(days=1)
    world.tracker.fail_next(VendorUnreachable("no connection", sent=False))
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.token(issue) != ""
    world.clock.pass_time(15 * 60)
    await world.gatekeeping.recheck_due()
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.token(issue) == ""


# ---- a stricter policy ---------------------------------------------------------------------------


async def test_a_stricter_policy_closes_the_gates_that_it_finds_open(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, severity="P4", owner="")
    await world.gatekeeping.recheck_policy()
    await world.settle()
    assert world.token(issue).startswith("ok:")
    world.policies.change({"gate.items.owner.required_for": ()})
    await world.gatekeeping.recheck_policy()
    await world.settle()
    assert world.token(issue) == ""


async def test_the_same_policy_is_not_decided_by_twice_and_one_that_returns_is(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, severity="P4", owner="")
    runs = []
    for required in ((), (), ("P1", "P2"), ()):
        if required != (runs[-1][0] if runs else None):
            world.policies.change({"gate.items.owner.required_for": required})
        await world.gatekeeping.recheck_policy()
        runs.append((required, await world.settle(), world.token(issue) != ""))
    assert runs == [((), 1, False), ((), 0, False), (("P1", "P2"), 1, True), ((), 1, False)]


async def test_a_policy_that_changed_while_the_service_was_down_is_known_at_the_start(
    world: World,
) -> None:
    _, issue, _ = await world.pair()
    await world.gatekeeping.recheck_policy()
    await world.settle()
    restarted = World(store=world.store, policies=world.policies, clock=world.clock)
    await restarted.gatekeeping.recheck_policy()
    assert await world.waiting() == 0
    world.policies.change({"gate.mode": "warn"})
    restarted = World(store=world.store, policies=world.policies, clock=world.clock)
    await restarted.gatekeeping.recheck_policy()
    await world.settle()
    assert world.token(issue).startswith("ok:")


# ---- values of which nobody told -----------------------------------------------------------------


async def test_an_imported_value_is_found_and_cleared_though_no_webhook_came(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    ours = world.token(issue)
    imported = world.tracker.add_issue()
    world.tracker.change(imported.id, fields={GATE_FIELD: ours})
    await world.gatekeeping.sweep()
    assert await world.settle() == 1
    assert (world.token(imported), world.token(issue)) == ("", ours)
    assert CLEARED in await actions(world, imported)


async def test_jira_is_searched_for_stray_values_now_and_then_only(world: World) -> None:
    await world.gatekeeping.sweep()
    reads = world.tracker.reads
    await world.gatekeeping.sweep()
    assert world.tracker.reads == reads
    world.clock.pass_time(600)
    await world.gatekeeping.sweep()
    assert world.tracker.reads == reads + 1


async def test_a_gate_that_rests_on_a_waiver_is_shut_before_the_waiver_ends(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    until = world.clock.now() + timedelta(days=1)
    request = WaiverRequest(item="steps", reason="Seen live by the engineer.", until=until)
    await world.packets.waive(ticket.id, request, agent=ADMIN)
    await world.settle()
    world.clock.pass_time(-15, days=1)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.clock.now() < until
    assert world.token(issue) == ""
    (row,) = [one for one in await world.audit(f"issue:{issue.id}") if one.action == "gate closed"]
    assert row.detail == "window 0 ms"
