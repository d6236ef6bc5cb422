"""Databases of earlier releases are brought up to date, on each engine, also while in use."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app.store import open_store, postgres
from app.store.failures import to_store_error
from app.store.masters import admit_master
from app.store.migrate import run_missing
from app.store.postgres_engine import DRIVER, PostgresOptions
from app.store.seal import MasterKey
from app.store.tables import masters, metadata
from tests.contract.store_queue import add, claim, finish
from tests.unit.store.support import KEY, url_of

LANE = (
    "INSERT INTO lanes (name, tail, head_id, next_at, fence)"
    " VALUES ('link:a', 4, 'D1', 1, 0), ('link:b', 1, NULL, NULL, 3)"
)
DELIVERIES = (
    "INSERT INTO deliveries (id, lane, position, event_id, event, state, attempts, accepted_at,"
    " not_before, settled_at) VALUES"
    " ('D1', 'link:a', 1, 'e1', :event, 'waiting', 0, 1, 1, NULL),"
    " ('D2', 'link:a', 2, 'e2', :event, 'waiting', 0, 2, 2, NULL),"
    " ('D3', 'link:a', 3, 'e3', :event, 'parked', 1, 3, 3, 4),"
    " ('D4', 'link:b', 1, 'e4', :event, 'done', 0, 4, 4, 5)"
)
EVENT = '{"system":"zendesk","kind":"comment_added","event_id":"e","subject":"1","comment_id":"7"}'
OLD_ADD = (
    "INSERT INTO deliveries (id, lane, position, event_id, event, state, attempts, accepted_at,"
    " not_before) VALUES (:id, 'link:b', :n, :id, :event, 'waiting', 0, 9, 9)"
)
OLD_LANE = "INSERT INTO lanes (name, tail, fence) VALUES (:name, 0, 0)"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return url_of(tmp_path / "a.db")
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture
async def engine(url: str) -> AsyncIterator[Engine]:
    made = create_engine(url.replace("postgresql:", f"{DRIVER}:"))
    yield made
    made.dispose()


def make_release_2(engine: Engine) -> None:
    """A database as the release before the queue's counts left it, with data in it."""
    with engine.begin() as connection:
        run_missing(connection, "0002")
        connection.execute(text(LANE))
        connection.execute(text(DELIVERIES), {"event": EVENT})


async def test_the_migrations_make_the_tables_that_the_code_knows(url: str, engine: Engine) -> None:
    async with open_store(url, KEY):
        pass
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_on_every_engine}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def _is_on_every_engine(_: object, name: str | None, *__: object) -> bool:
    """False for the search, which each engine has in a form of its own."""
    return not (name or "").startswith(("known_issue_search", "ix_known_issues_words"))


async def test_a_database_of_an_earlier_release_goes_on_with_its_deliveries(
    url: str, engine: Engine
) -> None:
    make_release_2(engine)
    async with open_store(url, KEY) as store:
        counts = await store.read(lambda tx: tx.deliveries.counts())
        assert counts == {"waiting": 2, "done": 1, "parked": 1, "held": 0, "discarded": 0}
        for expected in ("D1", "D2"):
            claimed = await claim(store)
            assert claimed.delivery.id == expected
            await finish(store, claimed)
        assert [one.id for one in await store.read(lambda tx: tx.deliveries.stuck())] == ["D3"]


async def test_a_process_of_the_release_before_goes_on_on_the_new_tables(
    url: str, engine: Engine
) -> None:
    """As long as both run: what the old one adds uncounted is counted by the new one's round."""
    make_release_2(engine)
    async with open_store(url, KEY) as store:
        with engine.begin() as connection:
            connection.execute(text(OLD_LANE), {"name": "link:c"})
            for n in range(2, 5):
                connection.execute(text(OLD_ADD), {"id": f"E{n}", "n": n, "event": EVENT})
        await store.write(lambda tx: tx.deliveries.recount("", 100))
        assert await store.read(lambda tx: tx.deliveries.waiting_in("link:b")) == 3
        await add(store, "link:c")


async def test_processes_that_start_together_migrate_once(
    empty_postgres_url: str,
) -> None:
    async def start(number: int) -> None:
        async with open_store(empty_postgres_url, KEY) as store:
            await add(store, f"link:{number}")

    await asyncio.gather(*(start(number) for number in range(3)))
    async with open_store(empty_postgres_url, KEY) as store:
        counts = await store.read(lambda tx: tx.deliveries.counts())
    assert counts["waiting"] == 3


async def test_a_process_that_starts_second_goes_on_with_the_key_that_the_first_brought(
    empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is done between the second's look and its own entry."""
    met = list[str]()

    def admit_late(connection: Connection, master: MasterKey) -> None:
        if not met:
            met.append("the other")
            connection.execute(select(masters)).all()
            engine = create_engine(make_url(empty_postgres_url).set(drivername=DRIVER))
            with engine.begin() as first:
                admit_master(first, master)
            engine.dispose()
        admit_master(connection, master)

    monkeypatch.setattr(postgres, "admit_master", admit_late)
    async with open_store(empty_postgres_url, KEY) as store:
        await add(store, "link:a")
        assert await store.read(lambda tx: tx.deliveries.waiting_in("link:a")) == 1
    assert met


async def test_a_migration_waits_for_a_table_in_use_and_holds_nobody_up(
    empty_postgres_url: str,
) -> None:
    """A session that reads the table for long is not cut off, and others may read beside it."""
    engine = create_engine(make_url(empty_postgres_url).set(drivername=DRIVER))
    make_release_2(engine)
    engine.dispose()
    options = PostgresOptions(migrate_seconds=60)
    with psycopg.connect(empty_postgres_url) as reader:
        reader.execute("SELECT * FROM lanes FOR UPDATE")
        store = open_store(empty_postgres_url, KEY, options)
        opening = asyncio.create_task(store.__aenter__())
        await asyncio.wait({opening}, timeout=1)
        assert not opening.done()
        with psycopg.connect(empty_postgres_url) as other:
            other.execute("SET statement_timeout = '10s'")
            assert len(other.execute("SELECT * FROM deliveries").fetchall()) == 4
        reader.rollback()
        await asyncio.wait_for(opening, 60)
        await store.__aexit__(None, None, None)


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("53100", "disk is full"),
        ("53300", "no connection left"),
        ("57P01", "stopping"),
        ("57P03", "starting"),
        ("25006", "standby"),
        ("55P03", "locked"),
        ("57014", "too long"),
        ("28P01", "password"),
        ("42501", "grant"),
        ("40001", "try again"),
        ("XX001", "restore a backup"),
    ],
)
def test_what_postgresql_says_is_told_with_its_cure(code: str, cure: str) -> None:
    said = psycopg.errors.lookup(code)("Key (value)=(Jane Roe) in the way")
    error = to_store_error(DBAPIError("SELECT 1", {}, said))
    assert cure in str(error)
    assert "Jane Roe" not in str(error)


def test_a_mistake_of_ours_is_no_fault_of_the_database() -> None:
    for said in (psycopg.errors.UndefinedTable("x"), sqlite3.OperationalError("no such table")):
        error = DBAPIError("SELECT 1", {}, said)
        assert to_store_error(error) is error


def test_the_old_tables_are_still_what_the_first_releases_knew(tmp_path: Path) -> None:
    """Migrations add: no column that an earlier release names is gone or renamed."""
    engine = create_engine(url_of(tmp_path / "a.db"))
    with engine.begin() as connection:
        run_missing(connection, "0002")
        before = _columns(connection)
        run_missing(connection)
        after = _columns(connection)
    engine.dispose()
    gone = {table: names - after.get(table, set()) for table, names in before.items()}
    assert not any(gone.values())


def _columns(connection: Connection) -> dict[str, set[str]]:
    looked = inspect(connection)
    return {
        table: {column["name"] for column in looked.get_columns(table)}
        for table in looked.get_table_names()
    }
