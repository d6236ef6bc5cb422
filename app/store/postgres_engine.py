"""Connections to PostgreSQL: bounded in number, and none that hangs for long."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import conninfo
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from app.errors import SettingsError

DRIVER = "postgresql+psycopg"
_NO_POOL: dict[str, Any] = {"poolclass": NullPool}


@dataclass(frozen=True, slots=True)
class PostgresOptions:
    """`writers` and `readers`: transactions at one time, a connection each; one more listens.

    Seconds: `connect` for a connection, `statement` for one statement, `lock` for a row that
    another has, `patience` for the whole answer to a caller, `migrate` for other processes that
    migrate. `listen` is how soon another process's work is heard, at the latest.
    """

    writers: int = 6
    readers: int = 3
    connect_seconds: int = 3
    statement_seconds: float = 8.0
    lock_seconds: float = 4.0
    patience_seconds: float = 10.0
    migrate_seconds: float = 120.0
    listen_seconds: float = 0.05


class ReplacingDumper(StrDumperUnknown):
    """PostgreSQL's text cannot hold U+0000; a stranger's id with one must not be a fault."""

    def dump(self, obj: str) -> "psycopg.abc.Buffer | None":
        return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def make_engine(url: URL, size: int, options: PostgresOptions, *, read_only: bool) -> Engine:
    """Transactions see one state of the database, and end when others wrote what they write.

    With a `size` of 0 each connection is closed after its use. Raises SettingsError for
    parameters of the URL that libpq does not know.
    """
    refuse_unknown(url)
    wait = options.patience_seconds
    pool = {"pool_size": size, "max_overflow": 0, "pool_timeout": wait} if size else _NO_POOL
    engine = create_engine(
        url.set(drivername=DRIVER),
        **pool,
        isolation_level="REPEATABLE READ",
        connect_args=connect_arguments(options),
        # Errors would quote what was written.
        hide_parameters=True,
    )

    def prepare(connection: psycopg.Connection[object], _: object) -> None:
        prepare_connection(connection, options)
        connection.read_only = read_only

    event.listen(engine, "connect", prepare)
    return engine


def connect_arguments(options: PostgresOptions) -> dict[str, str | int]:
    """libpq's parameters by which a dead network is noticed within seconds."""
    return {
        "connect_timeout": options.connect_seconds,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 8000,
        "fallback_application_name": "airlock",
    }


def prepare_connection(connection: psycopg.Connection[object], options: PostgresOptions) -> None:
    """Limit what the server may take; said to the session, so that a pooler lets it pass."""
    connection.adapters.register_dumper(str, ReplacingDumper)
    autocommit, connection.autocommit = connection.autocommit, True
    connection.execute(
        "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false),"
        " set_config('idle_in_transaction_session_timeout', '60s', false)",
        (_milliseconds(options.statement_seconds), _milliseconds(options.lock_seconds)),
    ).close()
    connection.autocommit = autocommit


def refuse_unknown(url: URL) -> None:
    """Raises SettingsError for parameters that libpq does not know, without their values."""
    try:
        conninfo.make_conninfo(conninfo_of(url))
    except psycopg.ProgrammingError:
        raise SettingsError(
            "AIRLOCK_DATABASE_URL: has a parameter behind the `?` that PostgreSQL's client "
            "library does not know; sslmode, sslrootcert and the like are fine."
        ) from None


def conninfo_of(url: URL) -> str:
    """The URL as libpq takes it, with the password."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    """The driver's own connection. Raises SettingsError where the driver is another one."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, psycopg.Connection):
        raise SettingsError("AIRLOCK_DATABASE_URL: PostgreSQL is reached through psycopg alone.")
    return raw
