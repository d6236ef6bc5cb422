"""Pairs that existed before are linked, a few at a time, and their history is copied once."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta

import pytest

from app.errors import InputRefused, NotStored, StaleWrite, VendorUnreachable
from app.model import Issue, Ticket
from app.ports_export import NativeLink
from app.records import RunKind, RunState
from app.services.backfilling import LEASE, Backfilling, Step
from app.services.pairs_found import FoundPair, PairsFound, from_lines
from app.services.reconciling import Scope
from tests.services.world import JANE, World


def found(world: World) -> PairsFound:
    return PairsFound(
        world.desk,
        world.tracker,
        world.policies,
        world.clock,
        zendesk_url="https://acme.zendesk.com",
    )


def unlinked(world: World, comments: int = 2) -> tuple[Ticket, Issue, FoundPair]:
    ticket, issue = world.ticket(), world.tracker.add_issue()
    for number in range(comments):
        world.desk.add_comment(ticket.id, JANE, f"Comment {number + 1} of the past.")
    return ticket, issue, FoundPair(ticket.id, issue.key)


async def backfill(
    world: World, pairs: Sequence[FoundPair], *, resume: bool = False, **options: str
) -> list[Step]:
    """To its end, while a relay works beside it."""
    told: list[Step] = []
    filling = Backfilling(world.store, world.linking, world.clock)
    run = await filling.begin(options, resume=resume)
    stop = asyncio.Event()
    working = asyncio.create_task(world.relay.work(stop))
    try:
        async with asyncio.timeout(20):
            await filling.run(run, sorted(pairs), told.append)
    finally:
        stop.set()
        await working
    return told


async def test_pairs_are_linked_and_the_whole_history_is_copied_in_order() -> None:
    world = World()
    made = [unlinked(world) for _ in range(6)]
    told = await backfill(world, [pair for _, _, pair in made], history="all")
    assert [step.outcome for step in told] == ["linked"] * 6
    for _, issue, _ in made:
        first, second = world.on_issue(issue)
        assert "Comment 1" in first
        assert "Comment 2" in second


@pytest.mark.parametrize(("history", "copies"), [("none", 0), ("1", 1), ("all", 3)])
async def test_as_much_history_is_copied_as_was_asked_for_and_reconcile_keeps_to_it(
    history: str, copies: int
) -> None:
    world = World()
    _, issue, pair = unlinked(world, comments=3)
    await backfill(world, [pair], history=history)
    assert len(world.on_issue(issue)) == copies
    outcome = await world.reconciling.find(Scope(full=True), lambda _: None)
    assert outcome.counts["drifts"] == 0


async def test_a_second_backfill_changes_nothing() -> None:
    world = World()
    _, issue, pair = unlinked(world)
    await backfill(world, [pair], history="all")
    told = await backfill(world, [pair], history="none")
    assert [step.outcome for step in told] == ["known"]
    assert len(world.on_issue(issue)) == 2


async def test_a_pair_that_cannot_be_linked_is_told_and_the_others_are() -> None:
    world = World()
    _, issue, pair = unlinked(world)
    gone = FoundPair(1, issue.key)
    told = await backfill(world, [gone, pair])
    assert [step.outcome for step in told] == ["not-found", "linked"]
    assert told[-1].counts["failed"] == 1


async def test_what_was_cut_off_goes_on_behind_what_was_done() -> None:
    world = World()
    first, second = unlinked(world)[2], unlinked(world)[2]
    world.desk.fail_next(VendorUnreachable("gone", sent=False), write=False, skip=1)
    with pytest.raises(VendorUnreachable):
        await _cut_off(world, [first, second])
    left = await world.store.read(lambda tx: tx.runs.unfinished(RunKind.BACKFILL))
    assert left is not None
    assert left.state is RunState.STOPPED
    filling = Backfilling(world.store, world.linking, world.clock)
    with pytest.raises(StaleWrite, match="--resume"):
        await filling.begin({}, resume=False)
    told = await backfill(world, [first, second], resume=True)
    assert [step.pair for step in told] == [second]
    assert told[-1].counts["linked"] == 2
    assert len(await world.store.read(lambda tx: tx.links.all())) == 2


async def _cut_off(world: World, pairs: Sequence[FoundPair]) -> None:
    """As `backfill`, while no relay works: the second pair is read right after the first."""
    filling = Backfilling(world.store, world.linking, world.clock)
    run = await filling.begin({"history": "all"}, resume=False)
    await filling.run(run, sorted(pairs), lambda _: None)


async def test_no_more_than_a_few_pairs_are_under_way() -> None:
    world = World()
    pairs = [unlinked(world)[2] for _ in range(10)]
    working = asyncio.create_task(_cut_off(world, pairs))
    done, _ = await asyncio.wait({working}, timeout=0.5)
    assert not done
    assert len(await world.store.read(lambda tx: tx.links.all())) == 4
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


async def test_a_killed_ones_run_is_taken_up_when_it_is_silent() -> None:
    world = World()
    filling = Backfilling(world.store, world.linking, world.clock)
    with pytest.raises(NotStored):
        await filling.begin({}, resume=True)
    await filling.begin({"history": "3"}, resume=False)
    with pytest.raises(StaleWrite):
        await filling.begin({}, resume=True)
    world.clock.pass_time((LEASE + timedelta(seconds=1)).total_seconds())
    run = await filling.begin({}, resume=True)
    assert run.options == {"history": "3"}


async def test_pairs_are_found_where_zendesk_and_jira_keep_them() -> None:
    world = World()
    ticket, issue, _ = await world.pair()
    world.desk.jira_links.append(NativeLink(ticket.id, issue.id, issue.key))
    world.desk.jira_links.append(NativeLink(99_999, "1", "ENG-1"))
    both = await found(world).from_zendesk(None)
    assert both == [FoundPair(ticket.id, issue.key), FoundPair(99_999, "ENG-1")]
    recent = await found(world).from_zendesk(world.clock.now() - timedelta(days=1))
    assert recent == [FoundPair(ticket.id, issue.key)]
    in_jira = await found(world).from_jira(world.clock.now() - timedelta(days=1))
    assert in_jira == [FoundPair(ticket.id, issue.id)]


def test_a_list_may_have_a_heading_and_a_line_that_is_none_is_named() -> None:
    lines = ["ticket,issue", "12, eng-4", "", "11,ENG-3,more"]
    assert from_lines(lines) == [FoundPair(11, "ENG-3"), FoundPair(12, "ENG-4")]
    with pytest.raises(InputRefused, match="line 2"):
        from_lines(["12,ENG-4", "Northwind"])
