"""Three relay processes on one PostgreSQL with ten times the load that the vendor allows.

The short form is tests/e2e/test_rate_limits.py, with three relays in one process.
"""

import time
from collections import Counter
from pathlib import Path

import pytest

from app.settings import RelaySettings
from connectors.sandbox.jira.config import RateLimits
from connectors.sandbox.webhooks import Switches
from connectors.sandbox.zendesk.config import Limits
from tests.e2e.support import Pair
from tests.faults import fences
from tests.faults.allowances import Allowed, count
from tests.faults.conftest import Note
from tests.faults.yard import Yard, open_yard

pytestmark = [pytest.mark.timeout(1200), pytest.mark.long_form]

RELAYS = 3
PAIRS = 16
EACH = 25
"""Comments of a pair: below the thirty that one ticket takes in its window."""
A_MINUTE = 40
"""Updates that Zendesk allows: a tenth of what is written at once."""
SCALE = 0.1
"""Zendesk's minute lasts six seconds, so that ten minutes' work passes in one."""
ALLOWED = Allowed(Limits(updates_per_minute=A_MINUTE, window_scale=SCALE), RateLimits())
RELAY = RelaySettings(
    lanes=4, lease_seconds=30, call_timeout_seconds=5, unknown_horizon_seconds=0.6
)
LEAST = PAIRS * EACH / A_MINUTE * 60 * SCALE * 0.9
"""Seconds that the vendor takes for so many updates, a first window's worth of them at once."""
WITHIN = 900.0
WASTED = 0.01


async def write_at_once(yard: Yard) -> None:
    """The comments are written first; then all their webhooks come in a moment."""
    outbox = yard.ground.jira.state.outbox
    outbox.configure(Switches(hold=True))
    everybody = yard.pairs
    for _ in range(EACH):
        for pair in everybody:
            yard.people.pairs = [pair]
            await yard.people.engineer_writes()
    yard.people.pairs = everybody
    outbox.configure(Switches())


def by_pair(yard: Yard) -> dict[Pair, int]:
    """How many of each pair's comments have arrived."""
    there = dict.fromkeys(yard.pairs, 0)
    for one in yard.people.said:
        there[one.pair] += yard.has_copy(one)
    return there


async def arrived(yard: Yard) -> list[int]:
    """Return once all are there; how many of each pair were there at half time."""
    halfway: list[int] = []
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        there = list(by_pair(yard).values())
        if not halfway and 2 * sum(there) >= len(yard.people.said):
            halfway = there
        if sum(there) == len(yard.people.said):
            return halfway
        await yard.pause(1.0)
    raise AssertionError(f"{sum(there)} of {len(yard.people.said)} have arrived")


async def test_three_relays_at_ten_times_the_allowed_load_draw_no_refusal_and_starve_no_lane(
    postgres_url: str, tmp_path: Path, note: Note
) -> None:
    env = {fences.VARIABLE: "1"}
    async with open_yard(
        postgres_url, tmp_path, pairs=PAIRS, relays=RELAYS, settings=RELAY, env=env, allowed=ALLOWED
    ) as yard:
        await write_at_once(yard)
        for log in yard.ground.calls:
            log.clear()
        began = time.monotonic()
        halfway = await arrived(yard)
        took = time.monotonic() - began
        await yard.settle()
        told = count(list(yard.ground.calls))
        by_machine = Counter(one.pid for one in yard.ground.trace.writes)
        note(
            f"{len(yard.people.said)} comments at once, {A_MINUTE} allowed in {60 * SCALE:.0f} s, "
            f"relays wrote {sorted(by_machine.values())}: all there after {took:.0f} s; "
            f"{told}; by lane at half time {min(halfway)} to {max(halfway)} of {EACH}"
        )
        assert len(by_machine) == RELAYS, "each relay has worked"
        assert took > LEAST, "the load was no load"
        assert min(halfway) >= 1, "a lane starves"
        assert told.refused <= 1, "a second refusal within the vendor's window"
        assert told.share < WASTED
        assert yard.ground.trace.out_of_order() == []
        assert yard.judge().broken == {}
