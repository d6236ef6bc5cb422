"""A full disk: webhooks are answered 503 with Retry-After, nothing is half stored, and it passes.

SQLite meets a limit on the size of its files that is set on the living processes and lifted again.
PostgreSQL refuses to grow its tables with the error that it raises on a full disk; a file system
that is really full needs rights that a test suite has not.
"""

import resource
from pathlib import Path

import psycopg
import pytest

from tests.e2e.support import eventually
from tests.faults.yard import Yard, open_yard

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

FULL = 64 * 1024
"""Bytes: the database and its journal are larger already, the logs are not."""
REFUSAL = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
END $$;
"""


class Disk:
    """Fills up and has space again, under the processes that run."""

    def __init__(self, yard: Yard, engine: str, url: str) -> None:
        self._yard = yard
        self._engine = engine
        self._url = url

    def fill(self) -> None:
        if self._engine == "sqlite":
            self._limit(FULL)
            return
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(REFUSAL)
            for table in ("deliveries", "effects", "audit"):
                connection.execute(
                    f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} "  # type: ignore[arg-type]
                    "EXECUTE FUNCTION refuse()"
                )

    def free(self) -> None:
        if self._engine == "sqlite":
            self._limit(resource.RLIM_INFINITY)
            return
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("DROP FUNCTION refuse() CASCADE")

    def _limit(self, size: int) -> None:
        for member in self._yard.fleet.members:
            _, hard = resource.prlimit(member.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(member.pid, resource.RLIMIT_FSIZE, (size, hard))


async def test_a_full_disk_is_answered_503_loses_nothing_and_passes_by_itself(
    engine: str, database: str, tmp_path: Path
) -> None:
    async with open_yard(database, tmp_path) as yard:
        disk = Disk(yard, engine, database)
        await yard.both_write(2)
        disk.fill()
        await yard.both_write(3)
        await eventually(lambda: len(yard.answers("status 503")) > 0)
        disk.free()
        await yard.both_write(3)
        await yard.settle()
        assert all(one.retry_after.isdigit() for one in yard.answers("status 503"))
        assert all(member.is_alive for member in yard.fleet.members)
        assert yard.judge().broken == {}
        last = yard.people.said[-6:]
        assert all(yard.has_copy(one) for one in last), "it works again without a restart"


async def test_a_relay_whose_disk_is_full_writes_nothing_twice(tmp_path: Path) -> None:
    """What it has written to a vendor and cannot record is looked for when there is space."""
    async with open_yard(f"sqlite:///{tmp_path}/airlock.db", tmp_path) as yard:
        relay = yard.fleet.relays[0]
        await yard.both_write(3)
        _, hard = resource.prlimit(relay.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(relay.pid, resource.RLIMIT_FSIZE, (FULL, hard))
        await yard.both_write(3)
        await eventually(lambda: b"store" in yard.fleet.logs())
        resource.prlimit(relay.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
        await yard.settle()
        assert relay.is_alive
        assert yard.judge().broken == {}
        assert yard.arrived() == len(yard.people.said)
