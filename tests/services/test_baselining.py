"""The last 30 days are read from the vendors once, and go on where they were cut off."""

from datetime import timedelta

import pytest

from app.errors import PermissionRefused, StaleWrite, VendorTimeout
from app.ports_export import NativeLink
from app.records import RunKind, RunState
from app.records_history import Escalated
from app.services.baselining import Baselining
from tests.services.test_corrections_merges import merge
from tests.services.world import LENA, World

DAY = timedelta(days=1)


def baselining(world: World) -> Baselining:
    return Baselining(world.store, world.desk, world.tracker, world.policies, world.clock)


def native(world: World, days_ago: float, **ticket: object) -> tuple[int, str]:
    """A ticket and an issue that Zendesk's own integration linked so many days ago."""
    made, issue = world.ticket(**ticket), world.tracker.add_issue()  # type: ignore[arg-type]  # fields of Ticket
    at = world.clock.now() - days_ago * DAY
    world.desk.jira_links.append(NativeLink(made.id, issue.id, issue.key, at))
    return made.id, issue.id


async def recorded(world: World) -> list[Escalated]:
    now = world.clock.now()
    return list(await world.store.read(lambda tx: tx.history.between(now - 99 * DAY, now + DAY)))


async def test_the_last_month_is_recorded_as_the_vendors_tell_it(world: World) -> None:
    now = world.clock.now()
    ticket, issue = native(world, 10, priority="urgent", assignee=LENA)
    native(world, 31)
    world.clock.pass_time(days=-4)
    world.tracker.change(issue, status="Done", done=True, fields={"components": "billing"})
    world.clock.pass_time(days=4)
    world.clock.pass_time(days=-2)
    world.desk.change(ticket, status="closed")
    world.clock.pass_time(days=2)
    counts = await baselining(world).run()
    assert counts == {"recorded": 1, "known": 0, "left_out": 0, "pairs": 1}
    (one,) = await recorded(world)
    assert (one.ticket_id, one.issue_id, one.at) == (ticket, issue, now - 10 * DAY)
    assert (one.severity, one.component, one.owner_id) == ("P1", "billing", LENA.id)
    assert (one.resolved_at, one.confirmed_at) == (now - 4 * DAY, now - 2 * DAY)


async def test_it_is_read_once_unless_it_is_wanted_anew(world: World) -> None:
    native(world, 10)
    assert await baselining(world).run() is not None
    assert await baselining(world).run() is None
    again = await baselining(world).run(anew=True)
    assert again is not None
    assert (again["recorded"], again["known"]) == (0, 1)


async def test_one_that_was_cut_off_goes_on_where_it_stood(world: World) -> None:
    for _ in range(3):
        native(world, 5)
    world.tracker.fail_next(VendorTimeout("no answer", sent=False), write=False, skip=2)
    with pytest.raises(VendorTimeout):
        await baselining(world).run()
    left = await world.store.read(lambda tx: tx.runs.latest(RunKind.BASELINE))
    assert left is not None
    assert (left.state, left.counts["recorded"]) == (RunState.STOPPED, 2)
    counts = await baselining(world).run()
    assert counts is not None
    assert (counts["recorded"], counts["pairs"]) == (3, 3)


async def test_doctor_tells_how_far_it_is(world: World) -> None:
    assert "not read yet" in (await baselining(world).check()).detail
    for _ in range(2):
        native(world, 5)
    world.tracker.fail_next(VendorTimeout("no answer", sent=False), write=False, skip=1)
    with pytest.raises(VendorTimeout):
        await baselining(world).run()
    assert (await baselining(world).check()).detail.startswith("1 of 2 pairs are read")
    await baselining(world).run()
    assert (await baselining(world).check()).detail.startswith("read: 2 escalations")


async def test_only_one_process_reads_it(world: World) -> None:
    await world.store.write(lambda tx: tx.runs.start(RunKind.BASELINE, {}, world.clock.now()))
    with pytest.raises(StaleWrite):
        await baselining(world).run()


async def test_what_is_gone_or_of_another_project_is_left_out(world: World) -> None:
    _, issue = native(world, 3)
    world.tracker.change(issue, project="OTHER")
    gone = NativeLink(99_999, "99999", "ENG-999", world.clock.now() - DAY)
    world.desk.jira_links.append(gone)
    counts = await baselining(world).run()
    assert counts is not None
    assert (counts["recorded"], counts["left_out"]) == (0, 2)


async def test_our_own_links_count_where_zendesks_may_not_be_read(world: World) -> None:
    ticket, issue = world.ticket(), world.tracker.add_issue()
    await world.linking.link(ticket.id, issue.key, by="agent:601", is_escalation=False)
    other, old = world.ticket(), world.tracker.add_issue()
    await world.linking.link(other.id, old.key, by="backfill", is_escalation=False)
    world.desk.fail_next(PermissionRefused("no administrator", sent=False), write=False)
    await baselining(world).run()
    assert [one.ticket_id for one in await recorded(world)] == [ticket.id]


async def test_a_ticket_that_was_merged_is_not_counted_once_more(world: World) -> None:
    ticket, issue, link = await world.pair()
    native = NativeLink(ticket.id, issue.id, issue.key, world.clock.now())
    world.desk.jira_links.append(native)
    await merge(world, ticket, world.ticket())
    counts = await baselining(world).run(anew=True)
    assert counts is not None
    assert (counts["recorded"], counts["known"]) == (0, counts["pairs"])
    (one,) = await recorded(world)
    assert one.ticket_id != link.ticket_id
