"""A gate field that Jira does not name plainly any more is never read as an empty one."""

from app.model import EventKind, System
from app.services.views import PacketChange
from tests.services.world import AGENT, GATE_FIELD, RAVI, World

TYPED = "ok:" + "0" * 64


async def breaks(world: World, ticket_id: int) -> None:
    view = await world.packets.view(ticket_id)
    change = PacketChange(items={"steps": ""})
    await world.packets.save_packet(ticket_id, change, etag=view.etag, agent=AGENT)
    await world.settle()


async def test_a_second_field_of_the_same_name_freezes_no_gate_open(world: World) -> None:
    ticket, issue, _ = await world.pair()
    other = world.tracker.add_issue()
    await world.complete(ticket)
    assert world.token(issue)
    world.tracker.ambiguous.add("Airlock gate")
    await breaks(world, ticket.id)
    assert world.token(issue) == ""
    world.tracker.change(other.id, fields={GATE_FIELD: TYPED})
    await world.jira(EventKind.CHANGED, other, changed=(GATE_FIELD,), actor_id=RAVI.id)
    await world.settle()
    assert world.token(other) == ""


async def test_a_gate_field_that_was_never_known_is_refused_and_told() -> None:
    world = World()
    world.tracker.ambiguous.add("Airlock gate")
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await world.complete(ticket)
    record = await world.store.read(lambda tx: tx.gates.get(issue.id))
    assert record is None
    view = await world.packets.view(ticket.id)
    assert view.sync.state == "error"
    found = {check.name: check for check in await world.health.checks()}
    assert not found["gate fields"].ok
    assert "Airlock gate" in found["gate fields"].detail
    assert not found["gates"].ok


async def test_a_gate_field_made_later_is_found_without_a_restart(world: World) -> None:
    world.tracker.ambiguous.add("Airlock gate")
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    world.tracker.ambiguous.clear()
    await world.settle_later(3600)
    assert world.token(issue).startswith("ok:")


async def test_an_event_that_tells_only_an_issue_s_key_is_worked_off_in_the_issue_s_own_lane(
    world: World,
) -> None:
    issue = world.tracker.add_issue()
    world.tracker.change(issue.id, fields={GATE_FIELD: TYPED})
    await world.tell(
        System.JIRA, EventKind.CHANGED, issue.key, issue_key=issue.key, changed=(GATE_FIELD,)
    )
    claim = await world.claim()
    assert claim is not None
    await world.relaying.run(claim)
    assert world.token(issue) == TYPED
    handed_over = await world.claim()
    assert handed_over is not None
    assert handed_over.delivery.lane == f"gate:{issue.id}"
    await world.relaying.run(handed_over)
    assert world.token(issue) == ""
