"""A full disk: webhooks are answered 503 with Retry-After, nothing is half stored, and it passes.

The long form fills a file system of a few megabytes to the last byte, where it may be mounted; on
PostgreSQL the database's own files stand on it, and its log, shared with others, does not. The
short form needs no rights: SQLite meets a limit on the size of its files that is set on the living
processes, PostgreSQL refuses to grow its tables with the error that it raises on a full disk.
"""

import contextlib
import resource
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import conninfo, sql

from tests.e2e.support import eventually
from tests.faults.conftest import Note
from tests.faults.forms import Form
from tests.faults.small_disk import SmallDisk, mounted
from tests.faults.yard import Yard, open_yard
from tests.postgres import RUNS_AS

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

FULL = 64 * 1024
"""Bytes: the database and its journal are larger already, the logs are not."""
MEGABYTES = 32
"""A new database takes some eight on SQLite with its journal, some twelve on PostgreSQL."""
TRIES = 200
REFUSAL = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
END $$;
"""


class Disk(Protocol):
    """Fills up and has space again, under the processes that run."""

    def fill(self) -> None: ...

    def free(self) -> None: ...


class SimulatedDisk:
    """What a full disk looks like to the service, without one."""

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


@contextmanager
def moved_to(disk: SmallDisk, engine: str, url: str) -> Iterator[str]:
    """The URL of the database once its files stand on the disk."""
    if engine == "sqlite":
        yield f"sqlite:///{disk.folder}/airlock.db"
        return
    name = sql.Identifier(str(conninfo.conninfo_to_dict(url)["dbname"]))
    space = sql.Identifier(disk.folder.name.replace("-", "_"))
    place = sql.Literal(str(disk.folder))
    move = sql.SQL("ALTER DATABASE {} SET TABLESPACE {}")
    server = f"{url.rpartition('/')[0]}/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(space, place))
        connection.execute(move.format(name, space))
        try:
            yield url
        finally:
            connection.execute(move.format(name, sql.Identifier("pg_default")))
            connection.execute(sql.SQL("DROP TABLESPACE {}").format(space))


@asynccontextmanager
async def a_disk(
    engine: str, database: str, folder: Path, form: Form, note: Note
) -> AsyncIterator[tuple[Yard, Disk]]:
    """A yard on a disk that can be filled: a real one in the long form, where it may be mounted."""
    with contextlib.ExitStack() as stack:
        small = None
        if form is Form.LONG:
            owner = RUNS_AS if engine == "postgresql" else None
            small = stack.enter_context(mounted(MEGABYTES, owner))
            note(f"a tmpfs of {MEGABYTES} MB" if small else "simulated: this user may not mount")
        if small is not None:
            database = stack.enter_context(moved_to(small, engine, database))
        async with open_yard(database, folder) as yard:
            yield yard, small or SimulatedDisk(yard, engine, database)


async def write_until(yard: Yard, is_so: Callable[[], bool]) -> None:
    """A page of a table has room for some rows still."""
    for _ in range(TRIES):
        await yard.both_write(1)
        with contextlib.suppress(TimeoutError):
            await eventually(is_so, seconds=0.3)
            return
    raise AssertionError("the disk was never full")


async def test_a_full_disk_is_answered_503_loses_nothing_and_passes_by_itself(
    engine: str, database: str, tmp_path: Path, form: Form, note: Note
) -> None:
    async with a_disk(engine, database, tmp_path, form, note) as (yard, disk):
        await yard.both_write(2)
        disk.fill()
        await yard.both_write(2)
        await write_until(yard, lambda: len(yard.answers("status 503")) > 0)
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
