"""Both vendors are down for a day, by the processes' clocks: all of it arrives when they are back.

The processes try as seldom as they do in earnest; their clocks go half an hour at a time.
"""

from pathlib import Path

import pytest

from tests.faults.child import SLOW
from tests.faults.clocks import VARIABLE, set_clock
from tests.faults.weather import DOWN
from tests.faults.yard import open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

HALF_HOUR = 1800.0
DAY = 86400.0
STEP_AFTERWARDS, CAUGHT_UP_STEPS = 30.0, 20
"""Ten minutes in which everything must arrive: a vendor that was down is asked once a minute."""


async def test_both_vendors_down_for_a_day_lose_nothing_and_park_nothing(
    database: str, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    set_clock(clock, 0)
    env = {VARIABLE: str(clock), SLOW: "1"}
    async with open_yard(database, tmp_path, pairs=5, relays=2, env=env) as yard:
        for weather in yard.ground.weathers:
            weather.chances, weather.calm = DOWN, False
        await yard.both_write(10)
        await yard.pause(2.0)
        for step in range(1, int(DAY / HALF_HOUR) + 1):
            set_clock(clock, step * HALF_HOUR)
            yard.wake()
            await yard.pause(0.25)
        assert yard.arrived() == 0
        assert yard.states() == {"waiting"}, "an outage parks nothing"
        yard.ground.calm()
        for step in range(1, CAUGHT_UP_STEPS + 1):
            set_clock(clock, DAY + step * STEP_AFTERWARDS)
            yard.wake()
            await yard.pause(0.5)
        await yard.settle()
        assert yard.judge().broken == {}
        assert yard.arrived() == len(yard.people.said)
