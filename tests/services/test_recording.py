"""What happens to a ticket is recorded for the weekly numbers, and nothing of what it says."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from app.errors import GateClosed, PermissionRefused, VendorError, VendorMisread
from app.model import EventKind, Issue, Move, Ticket
from app.records_history import Escalated, Try
from app.services.views import PacketChange
from tests.services.test_corrections_merges import merge
from tests.services.test_escalation import escalate, ready
from tests.services.world import AGENT, COMPLETE, LENA, World

DAY = timedelta(days=1)
TRACE = """Traceback (most recent call last):
  File "/srv/app/export/jobs.py", line 210, in run
    writer.flush(rows)
  File "/srv/app/export/writer.py", line 88, in flush
    self.sink.write(batch)
  File "/srv/app/export/sink.py", line 41, in write
    raise SinkClosed(self.name)
SinkClosed: reports
"""


async def only(world: World, ticket_id: int) -> Escalated:
    (one,) = await world.store.read(lambda tx: tx.history.of_ticket(ticket_id))
    return one


async def tries(world: World, ticket_id: int) -> list[Try]:
    return list(await world.store.read(lambda tx: tx.history.tries_of(ticket_id)))


async def tell(world: World, changed: Ticket | Issue) -> None:
    """The vendor tells of a change, and it is worked off."""
    if isinstance(changed, Ticket):
        await world.zendesk(EventKind.CHANGED, changed, changed=("status",))
    else:
        await world.jira(EventKind.CHANGED, changed, changed=("status",))
    await world.settle()


async def test_a_try_that_was_refused_is_recorded_with_what_was_missing(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(GateClosed):
        await escalate(world, ticket, "0" * 64)
    with pytest.raises(GateClosed):
        await escalate(world, ticket, "0" * 64)
    await world.complete(ticket)
    await escalate(world, ticket)
    first, second = await tries(world, ticket.id)
    assert (first.complete, second.complete, second.missed) == (False, True, ())
    assert {"context", "severity", "steps"} <= set(first.missed)


async def test_an_escalation_is_recorded_with_the_packets_severity(world: World) -> None:
    ticket = await ready(world)
    done = await escalate(world, ticket)
    await escalate(world, ticket)
    one = await only(world, ticket.id)
    assert (one.issue_key, one.severity, one.at) == (done.issue_key, "P1", world.clock.now())
    view = await world.packets.view(ticket.id)
    change = PacketChange(severity="P3", items={})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    assert (await only(world, ticket.id)).severity == "P3"


async def test_an_issue_that_was_there_before_is_an_escalation_too(world: World) -> None:
    ticket, _, link = await world.pair()
    one = await only(world, ticket.id)
    assert (one.issue_id, one.severity) == (link.issue_id, None)
    await world.linking.remove(link.id, by="agent:601")
    world.clock.pass_time(days=1)
    await world.linking.link(ticket.id, link.issue_key, by="agent:601")
    assert await only(world, ticket.id) == one


async def test_a_pair_that_existed_before_airlock_is_no_escalation_of_today(world: World) -> None:
    ticket, issue = world.ticket(), world.tracker.add_issue()
    await world.linking.link(ticket.id, issue.key, by="backfill", is_escalation=False)
    assert await world.store.read(lambda tx: tx.history.of_ticket(ticket.id)) == ()


async def test_a_resolution_is_confirmed_once_the_ticket_is_solved_too(world: World) -> None:
    ticket, issue, _ = await world.pair()
    began = world.clock.now()
    world.clock.pass_time(days=1)
    world.desk.change(ticket.id, status="solved")
    await tell(world, ticket)
    assert (await only(world, ticket.id)).confirmed_at is None
    world.clock.pass_time(days=1)
    world.tracker.change(issue.id, status="Done", done=True)
    await tell(world, issue)
    one = await only(world, ticket.id)
    assert (one.resolved_at, one.confirmed_at) == (began + 2 * DAY, began + 2 * DAY)


async def test_a_confirmation_that_is_told_late_is_not_before_the_resolution(world: World) -> None:
    ticket, issue, _ = await world.pair()
    began = world.clock.now()
    world.clock.pass_time(days=3)
    world.tracker.change(issue.id, status="Done", done=True)
    await tell(world, issue)
    world.clock.pass_time(days=-2)
    world.desk.change(ticket.id, status="solved")
    world.clock.pass_time(days=2)
    moment = began + DAY
    await world.zendesk(EventKind.CHANGED, ticket, changed=("status",), occurred_at=moment)
    await world.settle()
    one = await only(world, ticket.id)
    assert (one.resolved_at, one.confirmed_at) == (began + 3 * DAY, began + 3 * DAY)


async def test_an_end_is_dated_by_itself_and_not_by_the_news_that_shows_it(world: World) -> None:
    ticket, issue, _ = await world.pair()
    began = world.clock.now()
    world.clock.pass_time(days=2)
    world.tracker.change(issue.id, status="Done", done=True)
    world.clock.pass_time(days=1)
    world.desk.change(ticket.id, status="solved")
    world.clock.pass_time(days=4)
    moment = began + DAY
    await world.zendesk(EventKind.CHANGED, ticket, changed=("priority",), occurred_at=moment)
    await world.settle()
    one = await only(world, ticket.id)
    assert (one.resolved_at, one.confirmed_at) == (began + 2 * DAY, began + 3 * DAY)


@pytest.mark.parametrize("fault", [PermissionRefused, VendorMisread])
async def test_an_end_whose_history_cannot_be_read_is_told_and_keeps_the_other_sides_date(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: type[VendorError]
) -> None:
    ticket, issue, _ = await world.pair()
    read = world.tracker.fetch_moves

    async def refuse(issue_id: str, field: str) -> Sequence[Move]:
        if field == "status":
            raise fault("the history cannot be read", sent=False)
        return await read(issue_id, field)

    monkeypatch.setattr(world.tracker, "fetch_moves", refuse)
    world.clock.pass_time(days=2)
    world.tracker.change(issue.id, status="Done", done=True)
    world.clock.pass_time(days=1)
    seen = world.clock.now()
    await tell(world, issue)
    assert (await only(world, ticket.id)).resolved_at == seen
    world.clock.pass_time(days=1)
    world.desk.change(ticket.id, status="solved")
    world.clock.pass_time(days=1)
    await tell(world, ticket)
    assert (await only(world, ticket.id)).confirmed_at == seen + DAY


async def test_what_is_opened_again_is_counted_and_not_confirmed(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, status="Done", done=True)
    world.desk.change(ticket.id, status="solved")
    await tell(world, issue)
    world.desk.change(ticket.id, status="open")
    await tell(world, ticket)
    one = await only(world, ticket.id)
    assert (one.resolved_at is None, one.confirmed_at, one.reopened) == (False, None, 1)
    world.tracker.change(issue.id, status="Open", done=False)
    await tell(world, issue)
    one = await only(world, ticket.id)
    assert (one.resolved_at, one.reopened) == (None, 2)


async def test_of_several_components_the_first_by_name_counts(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, fields={"components": "printing, billing"})
    await tell(world, issue)
    assert (await only(world, ticket.id)).component == "billing"


async def test_component_and_owner_are_recorded(world: World) -> None:
    ticket, issue, _ = await world.pair(assignee=LENA)
    world.tracker.change(issue.id, fields={"components": "billing"})
    await tell(world, issue)
    one = await only(world, ticket.id)
    assert (one.component, one.owner_id) == ("billing", LENA.id)


async def test_tickets_with_one_stack_trace_repeat_one_root_cause(world: World) -> None:
    found = []
    for _ in range(2):
        ticket = await ready(world)
        view = await world.packets.view(ticket.id)
        change = PacketChange(items={"steps": f"{COMPLETE['steps']}\n{TRACE}"})
        await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
        await escalate(world, ticket)
        found.append(await only(world, ticket.id))
        world.clock.pass_time(days=1)
    assert found[0].cause is not None
    assert found[0].cause == found[1].cause
    assert "SinkClosed" not in repr(found)


async def test_a_merge_is_no_new_escalation(world: World) -> None:
    source, _, _ = await world.pair()
    before = await only(world, source.id)
    target = world.ticket()
    world.clock.pass_time(days=1)
    await merge(world, source, target)
    assert await world.store.read(lambda tx: tx.history.of_ticket(source.id)) == ()
    assert (await only(world, target.id)).at == before.at
