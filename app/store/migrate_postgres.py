"""Migrations of a PostgreSQL database while other processes work on it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from app.errors import StoreUnavailable
from app.store.failures import is_locked
from app.store.migrate import is_behind, run_missing
from app.store.postgres_engine import PostgresOptions, make_engine

MIGRATION_LOCK = 0x41_49_52_4C_4F_43_4B
"""The advisory lock's key: "AIRLOCK" in ASCII. One process migrates, the others wait."""
STEP_LOCK_SECONDS = 3.0
"""How long one step waits for a table that is in use; longer would hold up all behind it."""
PAUSE_SECONDS = 0.2


def upgrade_online(url: URL, options: PostgresOptions) -> None:
    """Bring the database to this release's schema, once, whoever starts at the same time.

    Each migration is a transaction of its own, so that processes of the release before go on
    working meanwhile. A step that finds its table in use lets go and tries again, for
    `migrate_seconds` in all. Raises SettingsError for a database of a later release,
    StoreUnavailable, DBAPIError.
    """
    engine = make_engine(url, 0, options, read_only=False)
    if not _is_behind(engine):
        return
    until = time.monotonic() + options.migrate_seconds
    with _limited(engine, options.migrate_seconds) as keeper:
        while not _is_first(keeper):
            if time.monotonic() > until:
                raise StoreUnavailable(
                    "Another process migrates the database and does not end; see its log and "
                    "pg_stat_activity."
                )
            time.sleep(PAUSE_SECONDS)
        while not _migrate(engine) and time.monotonic() < until:
            time.sleep(PAUSE_SECONDS)
        _migrate(engine, last=True)


def _is_first(keeper: Connection) -> bool:
    """Whether nobody else migrates; if so, nobody else will while this session lasts.

    Asked, not waited for: who waits holds a snapshot, and indexes wait for that to end.
    """
    statement = text("SELECT pg_try_advisory_lock(:key)")
    first: bool = keeper.execute(statement, {"key": MIGRATION_LOCK}).scalar_one()
    keeper.commit()
    return first


def _is_behind(engine: Engine) -> bool:
    with engine.connect() as connection:
        return is_behind(connection)


def _migrate(engine: Engine, *, last: bool = False) -> bool:
    """Whether all is done. Raises what stands in the way, unless it may go by."""
    if not _is_behind(engine):
        return True
    try:
        with _limited(engine, STEP_LOCK_SECONDS) as connection:
            run_missing(connection)
    except DBAPIError as error:
        if last or not is_locked(error):
            raise
        return False
    return True


@contextmanager
def _limited(engine: Engine, lock_seconds: float) -> Iterator[Connection]:
    """A session with limits of its own, which ends with the block, and its locks with it.

    The engine must keep no connections.
    """
    with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
        for setting, seconds in (("statement_timeout", 0.0), ("lock_timeout", lock_seconds)):
            connection.execute(
                text("SELECT set_config(:setting, :value, false)"),
                {"setting": setting, "value": str(round(seconds * 1000))},
            )
        connection.commit()
        yield connection
