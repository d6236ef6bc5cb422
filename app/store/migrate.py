"""Brings a database to the schema of this release."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.errors import SettingsError

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the connection's transaction.

    Raises SettingsError, and changes nothing, when a later release made the database.
    """
    if is_behind(connection):
        run_missing(connection)


def is_behind(connection: Connection) -> bool:
    """Whether migrations are missing. Raises SettingsError for a later release's database."""
    scripts = _scripts()
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise SettingsError(
            f"AIRLOCK_DATABASE_URL: a later release of Airlock made this database (schema "
            f"{current}). Run that release, or restore a backup from before it."
        )
    return current != scripts.get_current_head()


def run_missing(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing up to this one.

    In the connection's transaction if it is in one; else each in one of its own.
    """
    command.upgrade(_config(connection), to)


@cache
def _scripts() -> ScriptDirectory:
    """Read once: they do not change while this release runs."""
    return ScriptDirectory(str(SCRIPTS))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
