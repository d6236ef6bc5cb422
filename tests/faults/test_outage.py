"""Both vendors are down for a day, by the processes' clocks: all of it arrives when they are back.

The processes try as seldom as they do in earnest; their time goes by leaps. What has waited is
caught up with the vendors' limits in force: Zendesk's 100 updates a minute and 30 in ten minutes on
one ticket, Jira's writes to one issue. The long form does that in real time, the short one in
Zendesk's windows shortened.
"""

import asyncio
import time
from pathlib import Path

import pytest

from app.settings import RelaySettings
from connectors.sandbox.jira.config import RateLimits
from connectors.sandbox.zendesk.config import Limits
from tests.e2e.support import eventually
from tests.faults.allowances import Allowed, Refused, count
from tests.faults.child import SLOW
from tests.faults.clocks import EVERYWHERE, set_clock
from tests.faults.conftest import Note
from tests.faults.forms import Form
from tests.faults.weather import DOWN
from tests.faults.yard import Yard, open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

HOUR = 3600.0
DAY = 86400.0
STEP = 30.0
RELAY = RelaySettings(lanes=4, lease_seconds=30, call_timeout_seconds=5, unknown_horizon_seconds=1)
CAUGHT_UP_WITHIN = {Form.SHORT: 100.0, Form.LONG: 1200.0}
"""Seconds. Of thirty-one updates of one ticket seven go at once, the others half a minute apart."""
WASTED = 0.01


async def write_all_day(yard: Yard, form: Form) -> None:
    """Everywhere a little; at one pair one more than its ticket takes in ten minutes."""
    everybody = yard.pairs
    yard.people.pairs = everybody[1:]
    await yard.both_write(form.pick(4, 60))
    yard.people.pairs = everybody[:1]
    await yard.both_write(form.pick(11, 31))
    yard.people.pairs = everybody


async def let_a_day_pass(yard: Yard, clock: Path, form: Form) -> None:
    """Return once the vendors were looked for in vain for a day by the store's time.

    The day begins when it is known that they are down, however busy the machine is.
    """
    await eventually(yard.is_down)
    leap = form.pick(2.0, 0.5) * HOUR
    for step in range(1, int(DAY / leap) + 1):
        set_clock(clock, step * leap)
        yard.wake()
        await yard.pause(0.1)
    await eventually(lambda: yard.down_for() > DAY * 0.9)


async def let_time_pass(yard: Yard, clock: Path) -> None:
    """Half a minute after half a minute until all has arrived, for the vendors too: one that was
    down is asked once a minute. Nobody is robbed of a lease by a machine that is busy."""
    step = 0
    while yard.arrived() < len(yard.people.said):
        step += 1
        for vendors in (yard.ground.zendesk.state.clock, yard.ground.jira.state.jira.clock):
            vendors.advance(STEP)
        set_clock(clock, DAY + step * STEP)
        yard.wake()
        await yard.pause(0.5)
        await eventually(lambda: not yard.claims())


async def catch_up(yard: Yard, clock: Path, form: Form) -> tuple[float, Refused]:
    """The vendors are back; how long it took until all had arrived, and what they answered."""
    for log in yard.ground.calls:
        log.clear()
    began = time.monotonic()
    yard.ground.calm()
    async with asyncio.timeout(CAUGHT_UP_WITHIN[form]):
        if form is Form.SHORT:
            await let_time_pass(yard, clock)
        while yard.arrived() < len(yard.people.said):
            await yard.pause(0.5)
    took = time.monotonic() - began
    await yard.settle()
    return took, count(list(yard.ground.calls))


async def test_both_vendors_down_for_a_day_lose_nothing_and_are_caught_up_within_their_limits(
    database: str, tmp_path: Path, form: Form, note: Note
) -> None:
    clock = tmp_path / "clock"
    set_clock(clock, 0)
    env = {EVERYWHERE: str(clock), SLOW: "1"}
    allowed = Allowed(Limits(window_scale=form.pick(0.02, 1.0)), RateLimits())
    async with open_yard(
        database, tmp_path, pairs=form.pick(3, 12), relays=2, settings=RELAY, env=env,
        allowed=allowed,
    ) as yard:  # fmt: skip
        for weather in yard.ground.weathers:
            weather.chances, weather.calm = DOWN, False
        await write_all_day(yard, form)
        await let_a_day_pass(yard, clock, form)
        assert yard.arrived() == 0
        assert yard.states() == {"waiting"}, "an outage parks nothing"
        took, told = await catch_up(yard, clock, form)
        note(f"{len(yard.people.said)} comments caught up in {took:.0f} s; {told}")
        assert yard.judge().broken == {}, "each once, and in its lane's order"
        assert told.calls > 0
        assert told.refused == 0, "what the vendors allow was exceeded"
        assert told.share < WASTED
