"""Processes that are killed under load lose nothing, do nothing twice and keep the order.

The long form is `python -m tests.faults --kills 200`; docs/faults.md says what it found.
"""

import json
from pathlib import Path

import pytest

from tests.faults.storm import Plan, run_storm

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

PLAN = Plan(seed=20, kills=6, pairs=4, rate=5.0, pause=0.5)


async def test_killed_processes_lose_nothing_do_nothing_twice_and_keep_the_order(
    database: str, tmp_path: Path
) -> None:
    summary = await run_storm(database, tmp_path, PLAN)
    print(json.dumps(summary.as_json()))  # noqa: T201 - the seed plays the schedule again
    assert summary.kills == PLAN.kills
    assert summary.accepted > 0
    assert summary.copies > 0
    assert summary.broken == {}
