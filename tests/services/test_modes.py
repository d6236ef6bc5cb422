"""The stop switch, and the mode that does everything but send."""

import pytest

from app.errors import InputRefused, SendingStopped
from app.model import EventKind
from app.records_life import Mode
from app.services.modes import ShadowSpan, load_shadow_span
from app.services.shadow_report import Brought, Reporting, bring_over
from tests.fakes.clock import NOON
from tests.services.world import AGENT, JANE, World


async def stop(world: World) -> None:
    await world.modes.stop(by="a test")


async def test_while_stopped_deliveries_wait_untouched(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await stop(world)
    await world.customer_writes(ticket, "The export stops at row 10,000.")
    assert not world.on_issue(issue)
    assert await world.waiting() == 1
    assert not await world.store.read(lambda tx: tx.deliveries.postponed())


@pytest.mark.parametrize("kind", [EventKind.COMMENT_ADDED, EventKind.CHANGED])
async def test_what_was_begun_before_the_stop_writes_nothing_and_counts_no_attempt(
    world: World, kind: EventKind
) -> None:
    ticket, _, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "The export stops.")
    world.desk.change(ticket.id, priority="urgent")
    await world.zendesk(kind, ticket, comment_id=comment.id, changed=("priority",))
    claims = [one for one in [await world.claim(), await world.claim()] if one is not None]
    await stop(world)
    before = len(world.tracker.writes), len(world.desk.writes)
    for claim in claims:
        await world.relaying.run(claim)
    assert (len(world.tracker.writes), len(world.desk.writes)) == before
    postponed = await world.store.read(lambda tx: tx.deliveries.postponed())
    assert {(one.attempts, one.reason_code) for one in postponed} == {(0, "sending-stopped")}
    await world.modes.start(by="a test")
    await world.settle()
    assert len(world.tracker.writes) > before[0]


async def test_after_the_start_everything_that_waited_arrives_once_and_in_order(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await stop(world)
    for words in ("First words.", "Second words."):
        comment = world.desk.add_comment(ticket.id, JANE, words)
        await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    assert await world.waiting() == 2
    await world.modes.start(by="a test")
    await world.settle()
    told = world.on_issue(issue)
    assert ["First" in told[0], "Second" in told[1], len(told)] == [True, True, 2]
    assert not await world.stuck()


async def test_the_switch_that_was_thrown_first_stands_and_both_ways_are_audited(
    world: World,
) -> None:
    first = await world.modes.stop(by="one")
    world.clock.pass_time(60)
    assert await world.modes.stop(by="two") == first
    await world.modes.start(by="three")
    assert await world.modes.start(by="three") is None
    told = [(one.actor, one.action) for one in await world.audit("service")]
    assert told == [("three", "sending started"), ("one", "sending stopped")]


async def test_a_setting_that_stops_wins_over_the_start() -> None:
    world = World(mode=Mode.STOPPED)
    await world.modes.start(by="a test")
    with pytest.raises(SendingStopped, match="AIRLOCK_MODE"):
        await world.modes.require()


async def test_an_escalation_is_refused_while_stopped_and_makes_nothing(world: World) -> None:
    ticket = world.ticket()
    await world.complete(ticket)
    preview = await world.escalations.preview(ticket.id, agent=AGENT)
    await stop(world)
    with pytest.raises(SendingStopped):
        await world.escalations.escalate(
            ticket.id, preview_digest=preview.preview_digest, issue_key=None, agent=AGENT
        )
    assert not world.tracker.issues
    assert not await world.store.read(lambda tx: tx.links.of_ticket(ticket.id))


async def test_live_sending_counts_from_the_first_start_and_anew_after_shadow(
    world: World,
) -> None:
    shadow = World(clock=world.clock, store=world.store, mode=Mode.SHADOW)
    await world.modes.note_start()
    since = (await world.modes.standing()).live_since
    world.clock.pass_time(60)
    await world.modes.note_start()
    assert (await world.modes.standing()).live_since == since
    await shadow.modes.note_start()
    world.clock.pass_time(60)
    await world.modes.note_start()
    assert (await world.modes.standing()).live_since == world.clock.now()


# ---- shadow --------------------------------------------------------------------------------------


@pytest.fixture
def shadow() -> World:
    return World(mode=Mode.SHADOW)


async def test_in_shadow_nothing_is_written_and_each_write_is_recorded_without_text(
    shadow: World,
) -> None:
    ticket, issue, _ = await shadow.pair()
    await shadow.customer_writes(ticket, "Write to jane@northwind.example about row 10,000.")
    await shadow.engineer_writes(issue, "A fix is on its way.")
    assert not shadow.tracker.writes
    assert not shadow.desk.writes
    assert not await shadow.stuck()
    kept = await shadow.store.read(lambda tx: tx.life.shadows(NOON))
    told = {(one.kind, one.target, one.audience) for one in kept if "comment" in one.kind}
    assert ("post issue comment", f"issue:{issue.id}", "engineering") in told
    assert any(one.findings.get("email") == 1 for one in kept)
    assert all("northwind" not in one.model_dump_json() for one in kept)
    assert any(one.target == f"ticket:{ticket.id}" for one in kept)


async def test_in_shadow_no_copy_and_no_gate_count_as_written(shadow: World) -> None:
    ticket, issue, link = await shadow.pair()
    await shadow.complete(ticket)
    await shadow.customer_writes(ticket, "It stops at row 10,000.")
    assert not await shadow.store.read(lambda tx: tx.copies.of_link(link.id))
    assert await shadow.store.read(lambda tx: tx.gates.get(issue.id)) is None
    assert not shadow.token(issue)


async def test_in_shadow_a_preview_works_and_an_escalation_says_why_it_does_not(
    shadow: World,
) -> None:
    ticket = shadow.ticket()
    await shadow.complete(ticket)
    preview = await shadow.escalations.preview(ticket.id, agent=AGENT)
    assert preview.description
    with pytest.raises(SendingStopped, match="shadow"):
        await shadow.escalations.escalate(
            ticket.id, preview_digest=preview.preview_digest, issue_key=None, agent=AGENT
        )


# ---- from shadow to live -------------------------------------------------------------------------


async def test_what_shadow_recorded_is_summed_up_without_text(shadow: World) -> None:
    ticket, issue, _ = await shadow.pair()
    await shadow.customer_writes(ticket, "Write to jane@northwind.example about row 10,000.")
    await shadow.engineer_writes(issue, "A fix is on its way.")
    told = await Reporting(shadow.store, shadow.clock).report(days=1)
    assert told.kinds["post issue comment"] == 1
    assert told.audiences.keys() == {"customer", "engineering"}
    assert told.findings["email"] == 1
    assert told.places.keys() >= {"issue", "ticket"}
    assert "northwind" not in repr(told)


async def test_what_shadow_recorded_is_sent_only_when_it_is_asked_for_and_then_once(
    shadow: World,
) -> None:
    ticket, issue, _ = await shadow.pair()
    await shadow.customer_writes(ticket, "It stops at row 10,000.")
    live = World(clock=shadow.clock, store=shadow.store, desk=shadow.desk, tracker=shadow.tracker)
    await live.settle()
    assert not live.on_issue(issue), "by itself nothing of the shadow's time is sent"
    brought = await bring_over(live.store, live.modes, live.clock, by="me")
    assert brought.queued > 0
    told = await live.store.read(lambda tx: tx.audit.of_subject("service"))
    assert ("me", "shadow brought over") in [(one.actor, one.action) for one in told]
    await live.settle()
    assert sum("row 10,000" in one for one in live.on_issue(issue)) == 1
    again = await bring_over(live.store, live.modes, live.clock, by="me")
    assert again == Brought(0, 0)


async def test_nothing_is_brought_over_while_the_mode_is_still_shadow(shadow: World) -> None:
    ticket, _, _ = await shadow.pair()
    await shadow.customer_writes(ticket, "It stops at row 10,000.")
    with pytest.raises(InputRefused, match="not `live`"):
        await bring_over(shadow.store, shadow.modes, shadow.clock, by="me")


async def test_the_shadows_time_ends_with_the_start_in_live_even_after_a_stop(
    shadow: World,
) -> None:
    await shadow.modes.note_start()
    begin = shadow.clock.now()
    shadow.clock.pass_time(60)
    await World(clock=shadow.clock, store=shadow.store, mode=Mode.STOPPED).modes.note_start()
    shadow.clock.pass_time(60)
    live = World(clock=shadow.clock, store=shadow.store)
    await live.modes.note_start()
    span = await live.store.read(load_shadow_span)
    assert span == ShadowSpan(begin=begin, end=live.clock.now())
    assert [span.holds(at) for at in (begin, live.clock.now())] == [True, False]
    assert (await live.modes.standing()).live_since == live.clock.now()
