"""What changes where no vendor tells of it is found all the same."""

import asyncio

import pytest

from app import relay
from app.model import Person, Side
from tests.services.world import World


async def test_an_owner_who_left_shuts_the_gate_within_hours(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.complete(ticket)
    await world.gatekeeping.recheck_due()
    assert world.token(issue)
    world.desk.staff = [Person(id="9", name="Dana Whitfield", side=Side.SUPPORT, active=False)]
    world.clock.pass_time(6 * 3600)
    await world.gatekeeping.recheck_due()
    await world.settle()
    assert world.token(issue) == ""
    assert not (await world.packets.view(ticket.id)).may_escalate


async def test_the_round_is_made_once_for_all_processes(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.complete(ticket)
    await world.gatekeeping.recheck_due()
    world.clock.pass_time(6 * 3600)
    await world.gatekeeping.recheck_due()
    await world.gatekeeping.recheck_due()
    assert await world.waiting() == 1


async def test_a_search_through_jira_that_takes_long_delays_no_waiver_s_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "RECHECK_SECONDS", 0.001)
    stop, looked = asyncio.Event(), []

    async def search() -> None:
        await stop.wait()

    async def due() -> None:
        looked.append(1)
        if len(looked) == 3:
            stop.set()

    monkeypatch.setattr(world.gatekeeping, "sweep", search)
    monkeypatch.setattr(world.gatekeeping, "recheck_due", due)
    async with asyncio.timeout(5):
        await world.relay.run(stop)
    assert len(looked) == 3
