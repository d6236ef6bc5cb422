"""Two machines: one is cut off from the database, or stands still, for longer than its lease.

Its lanes are taken over. Each claim of a lane has a fence, one more than the claim before. What is
judged is what reached the vendors: for each lane, writes under fences that only grow, those of no
two claims at the same time; and that what was to be committed under an old fence was refused.
"""

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg import conninfo

from tests.e2e.support import eventually
from tests.faults import fences
from tests.faults.cable import laid
from tests.faults.conftest import Note
from tests.faults.fences import Caught
from tests.faults.fleet import Member
from tests.faults.forms import Form
from tests.faults.yard import Yard, open_yard
from tests.postgres import PostgresServer

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

TRIES = 200
TRACED = {fences.VARIABLE: "1"}
PATIENCE = 60.0
"""Seconds for what follows from a lease of four."""


async def caught_at_work(yard: Yard, member: Member) -> Caught:
    """Let people write until the machine is held between a claim and its write."""
    trace = yard.ground.trace
    trace.set_trap(member.pid)
    for _ in range(TRIES):
        await yard.both_write(1)
        for _ in range(10):
            if trace.caught is not None:
                return trace.caught
            await asyncio.sleep(0.02)
    raise AssertionError(f"{member.name} never worked for a pair")


async def freeze(yard: Yard, member: Member) -> None:
    """Stop it where it stands, but not within a transaction, whose locks would stop all others."""
    for _ in range(50):
        yard.fleet.signal(member, signal.SIGSTOP)
        if await asyncio.to_thread(yard.is_writable):
            return
        yard.fleet.signal(member, signal.SIGCONT)
        await asyncio.sleep(0.02)
    raise AssertionError("the process was always within a transaction")


async def taken_over(yard: Yard, caught: Caught) -> None:
    """Return once another has claimed the lane."""
    await eventually(lambda: yard.fence_of(caught.lane) > caught.fence, seconds=PATIENCE)


def is_refused(yard: Yard, member: Member, caught: Caught) -> Callable[[], bool]:
    """Whether the machine was refused a commit under the fence that it was caught with."""
    return lambda: (caught.lane, caught.fence) in yard.refusals(member.name)


def assert_fenced(yard: Yard, note: Note, caught: list[Caught]) -> None:
    """Both machines wrote, each lane's fences only grew, and each comment stands there once."""
    trace = yard.ground.trace
    assert trace.machines() == {one.pid for one in yard.fleet.relays}, "both have written"
    assert trace.out_of_order() == []
    assert yard.judge().broken == {}
    assert {yard.copies(one) for one in yard.people.said} == {1}
    lanes = {one.lane for one in trace.writes}
    note(
        f"{len(trace.writes)} writes of {len(trace.machines())} machines in {len(lanes)} lanes, "
        f"fences up to {max(one.fence for one in trace.writes)}; refused with an old fence: "
        f"{len(caught)} of {len(caught)} claims that were taken over"
    )


async def both_at_work(yard: Yard) -> None:
    """Until both machines have written to a vendor."""
    for _ in range(TRIES):
        await yard.both_write(1)
        if len(yard.ground.trace.machines()) == len(yard.fleet.relays):
            return
        await asyncio.sleep(0.05)


async def test_a_relay_that_stood_still_beyond_its_lease_writes_nothing_with_its_old_fence(
    database: str, tmp_path: Path, form: Form, note: Note
) -> None:
    async with open_yard(database, tmp_path, pairs=4, relays=2, env=TRACED) as yard:
        held = []
        for _ in range(form.pick(1, 6)):
            still = yard.fleet.relays[len(held) % 2]
            caught = await caught_at_work(yard, still)
            await freeze(yard, still)
            await yard.both_write(2)
            await taken_over(yard, caught)
            yard.ground.trace.release()
            yard.fleet.signal(still, signal.SIGCONT)
            await eventually(is_refused(yard, still, caught), seconds=PATIENCE)
            held.append(caught)
        await both_at_work(yard)
        await yard.settle()
        assert_fenced(yard, note, held)


async def test_a_machine_cut_off_from_the_database_writes_nothing_with_its_old_fence(
    postgres: PostgresServer, postgres_url: str, tmp_path: Path, form: Form, note: Note
) -> None:
    async with laid(postgres.port) as cable:
        name = conninfo.conninfo_to_dict(postgres_url)["dbname"]
        far_url = f"postgresql://postgres@127.0.0.1:{cable.port}/{name}"
        far = {"relay-0": {"AIRLOCK_DATABASE_URL": far_url}}
        async with open_yard(
            postgres_url, tmp_path, pairs=4, relays=2, env=TRACED, env_of=far
        ) as yard:
            away, held = yard.fleet.relays[0], []
            for _ in range(form.pick(1, 5)):
                caught = await caught_at_work(yard, away)
                cable.cut()
                await yard.both_write(2)
                await taken_over(yard, caught)
                cable.mend()
                yard.ground.trace.release()
                await eventually(is_refused(yard, away, caught), seconds=PATIENCE)
                held.append(caught)
            if form is Form.LONG:
                await cut_for_a_minute(yard, cable.cut, cable.mend)
            await both_at_work(yard)
            await yard.settle()
            assert away.is_alive
            assert_fenced(yard, note, held)


async def cut_for_a_minute(yard: Yard, cut: Callable[[], None], mend: Callable[[], None]) -> None:
    """So long that the machine has given up what it began; people go on working."""
    cut()
    for _ in range(12):
        await yard.both_write(1)
        await asyncio.sleep(5)
    mend()
