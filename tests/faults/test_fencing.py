"""Two machines: one is cut off from the database, or stands still, for longer than its lease.

Its lanes are taken over. When it is back it finds that it has lost them: what it sends counts for
nothing, and the vendors hold each comment once and in order.
"""

import asyncio
import signal
from pathlib import Path

import pytest
from psycopg import conninfo

from connectors.sandbox.faults import Fault
from tests.faults.cable import laid
from tests.faults.fleet import Member
from tests.faults.yard import Yard, open_yard
from tests.postgres import PostgresServer

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

BEYOND_LEASE = 6.0
"""Seconds; the lease is four."""
TRIES = 60
READS = r"/api/v2/tickets/\d+|/rest/api/3/issue/"


def slow_reads(yard: Yard) -> None:
    """What a delivery looks at comes late, so that it is caught between its claim and its write."""
    for app in (yard.ground.zendesk, yard.ground.jira):
        fault = Fault(kind="latency", method="GET", path=READS, seconds=0.4, times=1000)
        app.state.faults.add(fault)


def claims_of(yard: Yard, name: str) -> set[str]:
    """The lanes that a relay has claimed now."""
    pid = next(one.pid for one in yard.fleet.relays if one.name == name)
    return {lane for lane, worker in yard.claims() if worker.startswith(f"{pid}-")}


async def caught_at_work(yard: Yard, name: str) -> set[str]:
    """Let people write until the relay holds lanes of pairs; which ones."""
    for _ in range(TRIES):
        await yard.both_write(1)
        for _ in range(10):
            held = {lane for lane in claims_of(yard, name) if lane.startswith("link:")}
            if held:
                return held
            await asyncio.sleep(0.05)
    raise AssertionError(f"{name} never took a lane")


async def freeze(yard: Yard, member: Member) -> None:
    """Stop it where it stands, but not within a transaction, whose locks would stop all others."""
    for _ in range(50):
        yard.fleet.signal(member, signal.SIGSTOP)
        if await asyncio.to_thread(yard.is_writable):
            return
        yard.fleet.signal(member, signal.SIGCONT)
        await asyncio.sleep(0.02)
    raise AssertionError("the process was always within a transaction")


async def test_a_relay_that_stood_still_beyond_its_lease_does_nothing_twice(
    database: str, tmp_path: Path
) -> None:
    async with open_yard(database, tmp_path, pairs=4, relays=2) as yard:
        slow_reads(yard)
        still, other = yard.fleet.relays
        held = await caught_at_work(yard, still.name)
        await freeze(yard, still)
        await yard.both_write(2)
        await asyncio.sleep(BEYOND_LEASE)
        taken = {lane for lane in held if lane not in claims_of(yard, still.name)}
        yard.fleet.signal(still, signal.SIGCONT)
        await yard.settle()
        assert taken, "the other relay took the lanes over"
        assert yard.lost_lanes(still.name) > 0, "it found that its lane was lost"
        assert yard.lost_lanes(other.name) == 0
        assert yard.judge().broken == {}
        assert {yard.copies(one) for one in yard.people.said} == {1}


async def test_a_machine_cut_off_from_the_database_does_nothing_twice(
    postgres: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    async with laid(postgres.port) as cable:
        name = conninfo.conninfo_to_dict(postgres_url)["dbname"]
        far_url = f"postgresql://postgres@127.0.0.1:{cable.port}/{name}"
        far = {"relay-0": {"AIRLOCK_DATABASE_URL": far_url}}
        async with open_yard(postgres_url, tmp_path, pairs=4, relays=2, env_of=far) as yard:
            slow_reads(yard)
            away, near = yard.fleet.relays
            await caught_at_work(yard, away.name)
            cable.cut()
            await yard.both_write(2)
            await asyncio.sleep(BEYOND_LEASE)
            cable.mend()
            await yard.settle()
            assert away.is_alive
            assert yard.lost_lanes(near.name) == 0
            assert yard.judge().broken == {}
            assert {yard.copies(one) for one in yard.people.said} == {1}
