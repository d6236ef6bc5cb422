"""A database that is away: 503 meanwhile, and everything goes on when it is back.

It is away for a minute in the long form, in the short one until the service has noticed it.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.e2e.support import eventually
from tests.faults.forms import Form
from tests.faults.yard import Yard, open_yard
from tests.postgres import AT_ONCE, running_postgres

pytestmark = pytest.mark.timeout(400)
"""Seconds; a machine that does much else is slow to start processes."""

MINUTE = 60.0
EVERY = 5.0


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


async def is_away(yard: Yard, form: Form) -> None:
    """People work on, and webhooks are told to come back, until it has been away long enough."""
    began = time.monotonic()
    await yard.both_write(3)
    await eventually(lambda: len(yard.answers("status 503")) > 0)
    while form is Form.LONG and time.monotonic() - began < MINUTE:
        await yard.both_write(1)
        await yard.pause(EVERY)


def assert_it_went_on(yard: Yard) -> None:
    """The same processes work again, and everything that they accepted is there."""
    assert all(one.retry_after.isdigit() for one in yard.answers("status 503"))
    assert all(member.is_alive for member in yard.fleet.members)
    assert {member.starts for member in yard.fleet.members} == {1}
    assert yard.judge().broken == {}
    assert all(yard.has_copy(one) for one in yard.people.said[-4:])


async def test_an_sqlite_database_that_is_locked_for_a_while_loses_nothing(
    tmp_path: Path, form: Form
) -> None:
    path = tmp_path / "airlock.db"
    async with open_yard(f"sqlite:///{path}", tmp_path) as yard:
        await yard.both_write(2)
        async with locked(path):
            await is_away(yard, form)
        await yard.both_write(2)
        await yard.settle()
        assert_it_went_on(yard)


async def test_a_postgresql_server_that_crashes_and_comes_back_loses_nothing(
    tmp_path: Path, form: Form
) -> None:
    with running_postgres(durable=True) as server:
        url = server.new_database()
        async with open_yard(url, tmp_path, webs=2, relays=2) as yard:
            await yard.both_write(2)
            server.stop(AT_ONCE)
            await is_away(yard, form)
            server.start()
            await yard.both_write(2)
            await yard.settle()
            assert_it_went_on(yard)
