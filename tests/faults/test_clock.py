"""Clocks that jump by an hour, or are an hour apart: nothing is lost, nothing is doubled.

On SQLite all processes go by their one machine's clock, on PostgreSQL by the database's.

Zendesk's webhooks are refused while the clock is wrong, as its signature's time asks; Jira's are
not, and what Zendesk lost `airlock reconcile` finds.
"""

from pathlib import Path

import pytest

from connectors.sandbox.faults import Fault
from tests.e2e.support import eventually
from tests.faults.clocks import VARIABLE, set_clock
from tests.faults.yard import Yard, open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

HOUR = 3600.0
WRITES = r"/api/v2/tickets/\d+$|/rest/api/3/issue/[^/]+/comment$"


def slow_writes(yard: Yard) -> None:
    """Each write is made by the vendor after a while, and answered then."""
    for app in (yard.ground.zendesk, yard.ground.jira):
        for method in ("POST", "PUT"):
            fault = Fault(kind="latency", method=method, path=WRITES, seconds=0.7, times=100)
            app.state.faults.add(fault)


async def engineers_write(yard: Yard, count: int) -> None:
    for _ in range(count):
        await yard.people.engineer_writes()


async def test_a_clock_that_jumps_while_writes_are_under_way_doubles_and_loses_nothing(
    tmp_path: Path,
) -> None:
    """Back, forth again, and forward. What had a time waits until a clock has caught up again."""
    clock = tmp_path / "clock"
    set_clock(clock, 0)
    env = {VARIABLE: str(clock)}
    database = f"sqlite:///{tmp_path}/airlock.db"
    async with open_yard(database, tmp_path, pairs=4, relays=2, env=env) as yard:
        for jump in (-HOUR, 0, HOUR):
            slow_writes(yard)
            await engineers_write(yard, 3)
            await eventually(lambda: yard.begun_writes() >= 1)
            set_clock(clock, jump)
            await engineers_write(yard, 1)
            await yard.pause(1.5)
        await yard.settle()
        assert yard.judge().broken == {}
        assert yard.arrived() == len(yard.people.said)


async def test_two_machines_whose_clocks_are_an_hour_apart_double_and_lose_nothing(
    postgres_url: str, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    set_clock(clock, HOUR)
    ahead = {"relay-1": {VARIABLE: str(clock)}}
    async with open_yard(postgres_url, tmp_path, pairs=4, relays=2, env_of=ahead) as yard:
        slow_writes(yard)
        await yard.both_write(8)
        await yard.settle()
        assert yard.judge().broken == {}
        assert yard.arrived() == len(yard.people.said)
