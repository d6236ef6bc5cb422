"""The gate's key follows the secret key: when that is replaced, no gate falls shut."""

import pytest

from app.effects import UpdateIssue
from tests.services import world as worlds
from tests.services.world import World


def restarted(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The service started again with another secret key, over the same database and vendors."""
    monkeypatch.setattr(worlds, "GATE_KEY", b"another key of the gate: 32 bytes")
    return World(
        store=world.store, policies=world.policies, clock=world.clock, desk=world.desk,
        tracker=world.tracker,
    )  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


async def test_an_open_gate_gets_its_new_value_in_one_write_and_is_never_empty(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await world.gatekeeping.recheck_policy()
    await world.settle()
    before, writes = world.token(issue), len(world.tracker.writes)
    again = restarted(world, monkeypatch)
    await again.gatekeeping.recheck_policy()
    await again.settle()
    written = [one for one in world.tracker.writes[writes:] if isinstance(one, UpdateIssue)]
    assert before.startswith("ok:")
    assert again.token(issue).startswith("ok:")
    assert again.token(issue) != before
    assert len(written) == 1


async def test_a_shut_gate_stays_shut_and_nothing_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, issue, _ = await world.pair()
    await world.gatekeeping.recheck_policy()
    await world.settle()
    writes = len(world.tracker.writes)
    again = restarted(world, monkeypatch)
    await again.gatekeeping.recheck_policy()
    await again.settle()
    assert again.token(issue) == ""
    assert world.tracker.writes[writes:] == []


async def test_until_it_is_written_anew_the_old_value_counts_as_ours(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    again = restarted(world, monkeypatch)
    await again.gatekeeping.recheck_policy()
    await again.settle()
    acts = {entry.action for entry in await again.audit(f"issue:{issue.id}")}
    assert not {act for act in acts if "not ours" in act or "without" in act or "cleared" in act}


async def test_a_gate_is_decided_anew_once_and_not_at_every_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.pair()
    again = restarted(world, monkeypatch)
    await again.gatekeeping.recheck_policy()
    assert await again.waiting() == 1
    await again.settle()
    third = restarted(world, monkeypatch)
    await third.gatekeeping.recheck_policy()
    assert await third.waiting() == 0
