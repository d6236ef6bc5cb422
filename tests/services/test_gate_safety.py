"""Gates that must not stay open: after a defect, at a waiver's end, in another project."""

from datetime import datetime, timedelta

import pytest

from app.effects import Applied, IssueEffect, PutRemoteLink
from app.errors import VendorBusy, VendorTimeout, VendorUnreachable
from app.model import EventKind, Issue, Ticket
from app.records import Delivery
from app.services.gate_rechecks import failing_gates
from app.services.views import PacketChange, WaiverRequest
from tests.services.world import ADMIN, AGENT, RAVI, World


async def failing(world: World) -> list[Delivery]:
    """What health and doctor tell of."""
    return list(await world.store.read(lambda tx: failing_gates(tx.deliveries.postponed())))


async def test_a_gate_whose_decision_ran_into_a_defect_is_shut_by_the_next_attempt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert world.token(issue) != ""
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    claim = await world.claim()
    assert claim is not None
    await world.relaying.park_defect(claim, "KeyError")
    assert [one.reason_code for one in await failing(world)] == ["defect"]

    async def defect(*_: object) -> None:
        raise KeyError("somewhere in reading the issue")

    monkeypatch.setattr(world.tracker, "fetch_issue", defect)
    world.clock.pass_time(5)
    with pytest.raises(KeyError):
        await world.settle()
    assert world.token(issue) == ""


async def test_a_gates_delivery_that_is_cut_off_again_and_again_is_still_tried(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.jira(EventKind.CHANGED, issue, changed=("summary",))
    claim = await world.claim()
    assert claim is not None
    await world.relaying.give_up_overrun(claim, "It took too long.")
    assert not await world.stuck()
    await world.complete(ticket)
    assert await world.settle_later(60) == 0
    assert world.token(issue) != ""


# ---- a waiver's end ------------------------------------------------------------------------------


async def waived(world: World) -> tuple[Issue, datetime]:
    """An issue whose gate is open by a waiver for the owner, and when that ends."""
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, steps="")
    until = world.clock.now() + timedelta(hours=2)
    request = WaiverRequest(item="steps", reason="Seen live by the engineer.", until=until)
    await world.packets.waive(ticket.id, request, agent=ADMIN)
    await world.settle()
    assert world.token(issue) != ""
    return issue, until


async def test_a_waiver_ends_in_jira_though_zendesk_cannot_be_reached(world: World) -> None:
    issue, until = await waived(world)
    world.clock.pass_time(-15, days=2 / 24)
    world.desk.fail_next(VendorUnreachable("no connection", sent=False), write=False)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.clock.now() < until
    assert world.token(issue) == ""


async def test_a_waivers_end_does_not_wait_behind_a_delivery_that_was_tried_in_vain(
    world: World,
) -> None:
    issue, until = await waived(world)
    world.clock.pass_time(3600 + 3500)
    world.desk.fail_next(VendorBusy("slow down", retry_after=3600), write=False)
    await world.jira(EventKind.CHANGED, issue, changed=("summary",), actor_id=RAVI.id)
    await world.settle()
    assert await world.waiting() == 1
    world.clock.pass_time(85)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.clock.now() < until
    assert world.token(issue) == ""


# ---- an issue that is moved ----------------------------------------------------------------------


async def test_an_issue_that_leaves_the_guarded_projects_takes_no_open_gate_along(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    assert world.token(issue) != ""
    moved = world.tracker.change(issue.id, project="OPS", key="OPS-9")
    await world.jira(EventKind.CHANGED, moved, changed=("project",), actor_id=RAVI.id)
    await world.settle()
    assert world.token(issue) == ""
    told = [one.action for one in await world.audit(f"issue:{issue.id}")]
    assert "gate closed: the issue left the guarded projects" in told
    back = world.tracker.change(issue.id, project="ENG", key="ENG-77")
    await world.jira(EventKind.CHANGED, back, changed=("project",), actor_id=RAVI.id)
    await world.settle()
    assert world.token(issue) != ""


# ---- writes whose answer does not come -----------------------------------------------------------


async def break_packet(world: World, ticket: Ticket) -> None:
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    await world.settle()


async def test_a_gate_that_opened_is_recorded_though_its_links_could_not_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    real = world.tracker.apply

    async def without_links(effect: IssueEffect) -> Applied:
        if isinstance(effect, PutRemoteLink):
            raise VendorTimeout("Jira did not answer.")
        return await real(effect)

    with monkeypatch.context() as patch:
        patch.setattr(world.tracker, "apply", without_links)
        await world.complete(ticket)
    assert world.token(issue) != ""
    await break_packet(world, ticket)
    assert world.token(issue) == ""
    told = [one.action for one in await world.audit(f"issue:{issue.id}")]
    assert told[:2] == ["gate closed", "gate opened"]
    assert not (await world.packets.view(ticket.id)).warnings
    await world.settle_later(60)
    assert await world.waiting() == 0


async def test_an_opening_that_jira_commits_late_is_shut_within_a_minute_and_known_as_ours(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    late: list[IssueEffect] = []

    async def unanswered(effect: IssueEffect) -> Applied:
        late.append(effect)
        raise VendorTimeout("Jira did not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(world.tracker, "apply", unanswered)
        await world.complete(ticket)
    await break_packet(world, ticket)
    await world.tracker.apply(late[0])
    assert world.token(issue) != ""
    await world.settle_later(60)
    assert world.token(issue) == ""
    assert not (await world.packets.view(ticket.id)).warnings
    told = [one.action for one in await world.audit(f"issue:{issue.id}")]
    assert "gate value that is not ours cleared" not in told
