"""The packet as the sidebar sees and changes it."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import AccessRefused, InputRefused, StaleWrite, VendorFault
from app.gate.decision import Decision
from app.model import EventKind, InboundEvent, System, TicketLink
from app.records import Delivery, DeliveryState, GateRecord
from app.services.packets import Known, state_of
from app.services.views import GateState, PacketChange, TransitionQuestion, WaiverRequest
from tests.fakes.clock import NOON
from tests.services.world import ADMIN, AGENT, COMPLETE, FABRIKAM, OMAR, World

LINK = TicketLink(id="l1", ticket_id=7, issue_id="1", issue_key="ENG-1", created_at=NOON)


def decision(*, is_open: bool, state: Any = "ready") -> Decision:
    return Decision(
        open=is_open, state=state if is_open else "incomplete", items=(), reasons=(),
        severity=None, owner=None, digest="", enforced=True, ticket_id=7,
    )  # fmt: skip


def gate(*, escalated: bool = False, refused: bool = False) -> GateRecord:
    return GateRecord(
        issue_id="1", token=None, reasons_digest="", open=False, decided_at=NOON,
        escalated=escalated, refused_at=NOON if refused else None,
    )  # fmt: skip


def stuck(state: DeliveryState) -> Delivery:
    event = InboundEvent(
        system=System.JIRA, kind=EventKind.COMMENT_ADDED, event_id="e", subject="1"
    )
    return Delivery(
        id="d", lane="link:l1", event=event, state=state, attempts=1, accepted_at=NOON,
        not_before=NOON,
    )  # fmt: skip


PARKED, HELD = stuck(DeliveryState.PARKED), stuck(DeliveryState.HELD)


@pytest.mark.parametrize(
    ("is_open", "how", "links", "gates", "stuck_ones", "state"),
    [
        (False, "", (), (), (), GateState.UNLINKED),
        (True, "ready", (), (), (HELD,), GateState.UNLINKED),
        (True, "ready", (LINK,), (), (PARKED, HELD), GateState.HELD),
        (True, "ready", (LINK,), (gate(escalated=True),), (PARKED,), GateState.SYNC_ERROR),
        (False, "", (LINK,), (gate(escalated=True, refused=True),), (), GateState.ESCALATED),
        (True, "ready", (LINK,), (gate(refused=True),), (), GateState.READY),
        (True, "waived", (LINK,), (gate(),), (), GateState.WAIVED),
        (False, "", (LINK,), (gate(refused=True),), (), GateState.BLOCKED),
        (False, "", (LINK,), (), (), GateState.INCOMPLETE),
    ],
)
def test_what_is_wrong_comes_before_what_is_missing(
    is_open: bool,
    how: str,
    links: tuple[TicketLink, ...],
    gates: tuple[GateRecord, ...],
    stuck_ones: tuple[Delivery, ...],
    state: GateState,
) -> None:
    known = Known(None, links, gates, stuck_ones, 0, ())
    assert state_of(decision(is_open=is_open, state=how), known) is state


async def test_an_unlinked_ticket_shows_all_that_a_packet_asks_for(world: World) -> None:
    view = await world.packets.view(world.ticket().id)
    assert view.state is GateState.UNLINKED
    assert {item.key for item in view.items} >= {"context", "steps", "severity", "tried"}
    assert {item.state for item in view.items} == {"missing"}
    assert (view.links, view.may_escalate) == ((), False)


async def test_saving_completes_the_packet_and_shows_it(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    view = await world.packets.view(ticket.id)
    assert (view.state, view.may_escalate, view.severity) == (GateState.READY, True, "P1")
    assert view.owner == "Dana Whitfield"
    assert {item.value for item in view.items} >= set(COMPLETE.values())
    assert [(link.issue_key, link.status) for link in view.links] == [(issue.key, "To Do")]


async def test_a_policy_that_warns_may_escalate_while_items_are_missing(world: World) -> None:
    world.policies.change({"gate.mode": "warn"})
    ticket, _, _ = await world.pair()
    view = await world.packets.view(ticket.id)
    assert (view.state, view.may_escalate) == (GateState.INCOMPLETE, True)
    assert view.reasons


async def test_a_save_on_a_stale_etag_is_refused_and_keeps_the_other_s_text(world: World) -> None:
    ticket, _, _ = await world.pair()
    old = (await world.packets.view(ticket.id)).etag
    mine, theirs = PacketChange(items={"tried": "mine"}), PacketChange(items={"tried": "theirs"})
    await world.packets.save_packet(ticket.id, theirs, etag=old, agent=ADMIN)
    with pytest.raises(StaleWrite):
        await world.packets.save_packet(ticket.id, mine, etag=old, agent=AGENT)
    view = await world.packets.view(ticket.id)
    assert {item.value for item in view.items if item.key == "tried"} == {"theirs"}


@pytest.mark.parametrize("etag", [None, "", "nonsense", '"x.1"', '"²"', "٣", "9" * 5000])
async def test_a_save_that_does_not_say_what_it_changes_is_refused(
    world: World, etag: str | None
) -> None:
    ticket = world.ticket()
    with pytest.raises(StaleWrite):
        await world.packets.save_packet(ticket.id, PacketChange(), etag=etag, agent=AGENT)


async def test_an_etag_comes_back_quoted_and_weak_as_http_sends_it(world: World) -> None:
    ticket = world.ticket()
    etag = (await world.packets.view(ticket.id)).etag
    change = PacketChange(items={"tried": "Restarted the browser."})
    view = await world.packets.save_packet(ticket.id, change, etag=f'W/"{etag}"', agent=AGENT)
    assert view.etag != etag


async def test_the_etag_changes_with_what_is_shown_besides_the_packet(world: World) -> None:
    ticket, issue, _ = await world.pair()
    before = (await world.packets.view(ticket.id)).etag
    assert (await world.packets.view(ticket.id)).etag == before
    comment = world.tracker.add_comment(issue.id, world.tracker.me, "x")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    assert (await world.packets.view(ticket.id)).etag != before


async def test_the_etag_changes_when_another_waiver_changes_nothing_but_itself(
    world: World,
) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket, owner="")
    etags = []
    for hours in (2, 48):
        until = world.clock.now() + timedelta(hours=hours)
        why = "the owner is travelling until tonight only"
        order = WaiverRequest(item="owner", reason=why, until=until)
        await world.packets.waive(ticket.id, order, agent=ADMIN)
        await world.settle()
        etags.append((await world.packets.view(ticket.id)).etag)
    assert etags[0] != etags[1]
    assert etags[1] == (await world.packets.view(ticket.id)).etag


async def test_a_ticket_whose_issue_another_ticket_opened_is_told_so(world: World) -> None:
    first, issue, _ = await world.pair()
    second = world.ticket(OMAR, FABRIKAM)
    await world.link(second, issue)
    await world.complete(first)
    told = f"{issue.key} is open all the same: another ticket that is linked to it opened it."
    view = await world.packets.view(second.id)
    assert view.state is GateState.INCOMPLETE
    assert not view.may_escalate
    assert told in view.warnings
    assert told not in (await world.packets.view(first.id)).warnings
    opened = await world.packets.view(first.id)
    await world.packets.save_packet(
        first.id, PacketChange(items={"steps": ""}), etag=opened.etag, agent=AGENT
    )
    await world.settle()
    assert told not in (await world.packets.view(second.id)).warnings


async def test_a_save_is_not_stale_because_something_else_was_shown_meanwhile(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    etag = (await world.packets.view(ticket.id)).etag
    await world.engineer_writes(issue, "We look into it.")
    change = PacketChange(items={"tried": "Restarted the browser."})
    view = await world.packets.save_packet(ticket.id, change, etag=etag, agent=AGENT)
    assert "Restarted the browser." in {item.value for item in view.items}


@pytest.mark.parametrize(
    "change",
    [
        PacketChange(items={"colour": "blue"}),
        PacketChange(pattern="surprise"),
        PacketChange(severity="P9"),
        PacketChange(items={"severity": "P9"}),
        PacketChange(items={"steps": "1. Sign in \ud83d"}),
        PacketChange(items={"\ud83d": "1. Sign in"}),
        PacketChange(pattern="\ud83d"),
    ],
)
async def test_what_the_policy_does_not_know_is_refused_and_nothing_is_saved(
    world: World, change: PacketChange
) -> None:
    ticket = world.ticket()
    etag = (await world.packets.view(ticket.id)).etag
    with pytest.raises(InputRefused):
        await world.packets.save_packet(ticket.id, change, etag=etag, agent=AGENT)
    assert (await world.packets.view(ticket.id)).etag == etag


async def test_severity_as_an_item_and_as_itself_is_one(world: World) -> None:
    ticket = world.ticket()
    etag = (await world.packets.view(ticket.id)).etag
    view = await world.packets.save_packet(
        ticket.id, PacketChange(items={"severity": "P2"}), etag=etag, agent=AGENT
    )
    assert view.severity == "P2"
    view = await world.packets.save_packet(
        ticket.id, PacketChange(severity="P1"), etag=view.etag, agent=AGENT
    )
    assert {item.value for item in view.items if item.key == "severity"} == {"P1"}
    view = await world.packets.save_packet(
        ticket.id, PacketChange(items={"severity": ""}), etag=view.etag, agent=AGENT
    )
    assert view.severity is None


async def test_an_item_set_to_nothing_is_removed(world: World) -> None:
    ticket = world.ticket()
    await world.complete(ticket)
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"tried": "  "})
    view = await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    assert {item.state for item in view.items if item.key == "tried"} == {"missing"}


async def test_another_pattern_asks_for_other_items(world: World) -> None:
    ticket = world.ticket()
    etag = (await world.packets.view(ticket.id)).etag
    view = await world.packets.save_packet(
        ticket.id, PacketChange(pattern="call"), etag=etag, agent=AGENT
    )
    assert view.pattern == "call"
    assert {"attendees", "slots"} <= {item.key for item in view.items}


async def test_what_was_withheld_and_when_the_last_copy_went_is_shown(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "Jane Roe, jane@northwind.example: it fails.")
    view = await world.packets.view(ticket.id)
    assert view.withheld["customer_person"] >= 1
    assert (view.sync.state, view.sync.last_done_at) == ("ok", world.clock.now())


async def test_a_stuck_delivery_is_shown_with_its_reason_in_words(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, service_desk=True)
    await world.engineer_writes(issue, "Who may read this?")
    view = await world.packets.view(ticket.id)
    assert (view.state, view.sync.state, view.sync.stuck) == (GateState.HELD, "error", 1)
    assert view.sync.reason == "Jira does not say whether this service desk comment is internal."


async def test_a_ticket_whose_validator_said_no_is_blocked(world: World) -> None:
    ticket, issue, _ = await world.pair()
    question = TransitionQuestion(issue_key=issue.key, from_status="Triage", to_status="Escalated")
    await world.gatekeeping.decide_transition(question)
    assert (await world.packets.view(ticket.id)).state is GateState.BLOCKED


async def test_a_zendesk_that_cannot_be_read_is_an_error_and_not_an_empty_view(
    world: World,
) -> None:
    ticket = world.ticket()
    world.desk.fail_next(VendorFault("502", status=502), write=False)
    with pytest.raises(VendorFault):
        await world.packets.view(ticket.id)


def waiver(
    item: str = "steps", *, days: float = 1, reason: str = "Seen live by an engineer."
) -> WaiverRequest:
    return WaiverRequest(item=item, reason=reason, until=NOON + timedelta(days=days))


async def test_a_waiver_stands_for_an_item_and_is_audited_without_its_reason(
    world: World,
) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket, steps="")
    view = await world.packets.waive(ticket.id, waiver(), agent=ADMIN)
    assert view.state is GateState.WAIVED
    assert {item.state for item in view.items if item.key == "steps"} == {"waived"}
    (entry,) = await world.audit(f"ticket:{ticket.id}")
    assert (entry.actor, entry.action) == ("agent:602", "waived")
    assert entry.detail.startswith("steps until 2026-")


async def test_only_the_policy_s_roles_may_waive(world: World) -> None:
    with pytest.raises(AccessRefused):
        await world.packets.waive(world.ticket().id, waiver(), agent=AGENT)


@pytest.mark.parametrize(
    "request_",
    [
        waiver("colour"),
        waiver(days=0),
        waiver(days=-1),
        waiver(days=8),
        waiver(reason="because"),
        waiver(reason="Seen live by an engineer \ud83d."),
    ],
)
async def test_a_waiver_past_the_policy_s_bounds_is_refused(
    world: World, request_: WaiverRequest
) -> None:
    ticket = world.ticket()
    with pytest.raises(InputRefused):
        await world.packets.waive(ticket.id, request_, agent=ADMIN)
    assert await world.store.read(lambda tx: tx.packets.waivers(ticket.id)) == ()


async def test_the_whole_packet_is_waived_only_where_the_policy_allows_it(world: World) -> None:
    ticket, _, _ = await world.pair()
    view = await world.packets.waive(ticket.id, waiver("*", days=7), agent=ADMIN)
    assert view.state is GateState.WAIVED
    world.policies.change({"gate.waivers.whole_packet": False})
    with pytest.raises(InputRefused):
        await world.packets.waive(ticket.id, waiver("*"), agent=ADMIN)


async def test_a_draft_is_judged_as_a_save_would_be_and_nothing_is_stored(world: World) -> None:
    ticket, _, _ = await world.pair()
    before = await world.packets.view(ticket.id)
    judged = await world.packets.judge(ticket.id, PacketChange(severity="P1", items=COMPLETE))
    assert judged.may_escalate
    assert judged.reasons == ()
    assert await world.packets.view(ticket.id) == before


async def test_writing_on_asks_the_vendors_nothing_for_a_minute(world: World) -> None:
    ticket, _, _ = await world.pair()
    first = PacketChange(severity="P1", items={"steps": "tbd"})
    assert not (await world.packets.judge(ticket.id, first)).may_escalate
    world.desk.fail_next(VendorFault("down"), write=False)
    change = PacketChange(severity="P1", items={"steps": COMPLETE["steps"]})
    judged = await world.packets.judge(ticket.id, change)
    assert {item.state for item in judged.items if item.key == "steps"} == {"present"}
    world.clock.pass_time(61)
    with pytest.raises(VendorFault):
        await world.packets.judge(ticket.id, change)


async def test_a_draft_that_the_policy_does_not_know_is_refused(world: World) -> None:
    ticket, _, _ = await world.pair()
    with pytest.raises(InputRefused):
        await world.packets.judge(ticket.id, PacketChange(items={"weather": "fine"}))


async def test_a_waiver_in_force_is_shown_with_its_end_and_without_its_reason(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.packets.waive(ticket.id, waiver("logs"), agent=ADMIN)
    view = await world.packets.view(ticket.id)
    assert [(one.item, one.by) for one in view.waivers] == [("logs", ADMIN.id)]
    world.clock.pass_time(days=2)
    assert (await world.packets.view(ticket.id)).waivers == ()
    assert view.waiver_terms.roles == ("admin",)
