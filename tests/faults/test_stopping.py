"""A process that is told to stop finishes what it began, under load too, and in time."""

import random
from pathlib import Path

import pytest

from tests.faults.forms import Form
from tests.faults.storm import working
from tests.faults.yard import open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

GRACE = 25.0
"""Seconds: uvicorn's twenty for open requests, and some for the rest."""


async def test_processes_told_to_stop_under_load_lose_nothing_and_end_in_time(
    database: str, tmp_path: Path, form: Form
) -> None:
    async with open_yard(database, tmp_path, webs=2, relays=2) as yard:
        await yard.both_write(4)
        for weather in yard.ground.weathers:
            weather.calm = False
        rng = random.Random(3)  # noqa: S311 - which process stops when
        async with working(yard.people):
            for _ in range(form.pick(2, 20)):
                member = rng.choice(yard.fleet.members)
                await yard.fleet.stop(member, within=GRACE)
                yard.fleet.start(member)
        for member in yard.fleet.members:
            await yard.fleet.stop(member, within=GRACE)
        assert yard.claims() == [], "what was begun was left for a lease to end"
        await yard.settle()
        assert yard.judge().broken == {}
        assert yard.arrived() > 0
