"""A database that is away for a while: 503 meanwhile, and everything goes on when it is back."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.e2e.support import eventually
from tests.faults.yard import open_yard
from tests.postgres import AT_ONCE, running_postgres

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

AWAY = 7.0
"""Seconds: longer than the service waits for SQLite's lock or for a connection."""


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Another process's lock, such as that of a backup that takes too long."""
    with closing(
        sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    ) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


async def test_an_sqlite_database_that_is_locked_for_a_while_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "airlock.db"
    async with open_yard(f"sqlite:///{path}", tmp_path) as yard:
        await yard.both_write(2)
        async with locked(path):
            await yard.both_write(3)
            await eventually(lambda: len(yard.answers("status 503")) > 0)
        await yard.both_write(2)
        await yard.settle()
        assert all(member.is_alive for member in yard.fleet.members)
        assert yard.judge().broken == {}
        assert all(yard.has_copy(one) for one in yard.people.said[-4:])


async def test_a_postgresql_server_that_crashes_and_comes_back_loses_nothing(
    tmp_path: Path,
) -> None:
    with running_postgres(durable=True) as server:
        url = server.new_database()
        async with open_yard(url, tmp_path, webs=2, relays=2) as yard:
            await yard.both_write(2)
            server.stop(AT_ONCE)
            await yard.both_write(3)
            await asyncio.sleep(AWAY)
            assert len(yard.answers("status 503")) > 0
            server.start()
            await yard.both_write(2)
            await yard.settle()
            assert all(member.is_alive for member in yard.fleet.members)
            assert yard.judge().broken == {}
            assert all(yard.has_copy(one) for one in yard.people.said[-4:])
