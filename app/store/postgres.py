"""The store in PostgreSQL: for web and relay processes on one machine or on many.

Each function runs in a transaction of its own, at the isolation level REPEATABLE READ: it sees one
state of the database, and is undone and run anew when another wrote what it writes. What that does
not prevent, and how it is prevented, is told in docs/decisions/0013-postgresql.md.
"""

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import psycopg
import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from app.errors import StoreUnavailable
from app.ports import Transaction
from app.store.bell import Bell
from app.store.failures import (
    READ_ONLY,
    may_have_met_others,
    met_others,
    store_errors,
    to_store_error,
)
from app.store.ids import IdMaker
from app.store.listening import DatabaseClock, Listener
from app.store.masters import admit_master
from app.store.migrate_postgres import upgrade_online
from app.store.postgres_engine import (
    PostgresOptions,
    connect_arguments,
    conninfo_of,
    driver_of,
    make_engine,
    prepare_connection,
)
from app.store.scope import Scope, Signals
from app.store.seal import MasterKey, make_master
from app.store.transaction import SqlTransaction

log = structlog.get_logger()

T = TypeVar("T")
OpenTransaction = Callable[[Connection, Signals], Transaction]

CONTESTED_TRIES = 3
LONGEST_PAUSE = 0.1
ERASED_TABLE = "vault_customers"


@dataclass(slots=True)
class Try:
    """One run of a function. From `committing` on nobody knows whether it was stored."""

    number: int
    committing: bool = False

    def may_repeat(self, error: DBAPIError) -> bool:
        """Whether the transaction is undone for certain and may succeed when run anew."""
        if error.connection_invalidated:
            return self.number == 0 and not self.committing
        if may_have_met_others(error):
            return self.number + 1 < CONTESTED_TRIES
        return met_others(error)


class Runner:
    """Runs functions in a few threads, each in a transaction of its own."""

    def __init__(
        self, engine: Engine, threads: int, open_transaction: OpenTransaction, name: str
    ) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._open_transaction = open_transaction
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, task: Callable[[], T]) -> Future[T]:
        """Raises StoreUnavailable after `close`."""
        with self._lock:
            if self._closed:
                raise StoreUnavailable("The store is closed: the service is stopping.")
            return self._threads.submit(task)

    def run(self, work: Callable[[Transaction], T], one: Try) -> tuple[T, Signals]:
        """Run and commit. Raises what the function raised, and DBAPIError."""
        signals = Signals()
        with self._engine.connect() as connection, connection.begin():
            result = work(self._open_transaction(connection, signals))
            one.committing = True
        return result, signals

    def close(self) -> None:
        """Wait for the functions that run, then give the connections back."""
        with self._lock:
            self._closed = True
        self._threads.shutdown()
        self._engine.dispose()


class PostgresStore:
    """The port `UnitOfWork`. Belongs to the event loop that opened it."""

    def __init__(
        self,
        writer: Runner,
        reader: Runner,
        bell: Bell,
        clock: DatabaseClock,
        on_commit: Callable[[Signals], None],
        options: PostgresOptions,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._bell = bell
        self._clock = clock
        self._on_commit = on_commit
        self._options = options

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run the function and return its result once that is on the disk.

        What the function raises undoes it alone and comes to its caller. It is run anew, from the
        start, while others write the same rows. Raises StoreUnavailable when the database is
        locked, full or out of reach: nothing was stored then, unless the connection broke or time
        ran out during the commit itself, of which nobody knows.
        """
        return await self._in_time(self._writer.submit(partial(self._write, work)))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the function on one state of the database; a statement that writes fails."""
        return await self._in_time(self._reader.submit(partial(self._read, work)))

    async def wait_for_work(self, seconds: float) -> None:
        """Return when work was added or freed, here or by another process, or after `seconds`.

        It may return without reason.
        """
        await self._bell.wait(seconds)

    def now(self) -> datetime:
        """The database's time, which is every machine's."""
        return self._clock.now()

    async def _in_time(self, future: Future[T]) -> T:
        answer = asyncio.wrap_future(future)
        await asyncio.wait((answer,), timeout=self._options.patience_seconds)
        if not answer.done():
            answer.cancel()
            raise StoreUnavailable(
                "The database did not answer in time; check that PostgreSQL runs, its load and "
                "the network between."
            )
        return answer.result()

    def _write(self, work: Callable[[Transaction], T]) -> T:
        run = partial(self._writer.run, work)
        result, signals = _run_anew(run, self._options.patience_seconds)
        self._on_commit(signals)
        return result

    def _read(self, work: Callable[[Transaction], T]) -> T:
        one = Try(0)
        while True:
            try:
                # A function that writes here is a mistake in our code, which no retry mends.
                with store_errors(READ_ONLY):
                    return self._reader.run(work, one)[0]
            except StoreUnavailable as error:
                cause = error.__cause__
                if not isinstance(cause, DBAPIError) or not one.may_repeat(cause):
                    raise
                one = Try(one.number + 1)


def _run_anew(run: Callable[[Try], T], seconds: float) -> T:
    """Run a transaction, anew while others write the same rows, for about so many seconds.

    Raises what it raised, and StoreUnavailable.
    """
    until = time.monotonic() + seconds
    one = Try(0)
    while True:
        try:
            return run(one)
        except DBAPIError as error:
            if not one.may_repeat(error) or time.monotonic() > until:
                raise to_store_error(error) from error
            one = Try(one.number + 1)
            _pause(one.number)


def _pause(number: int) -> None:
    """Long enough that those who met do not meet again; at once after the first time."""
    if number > 1:
        longest = min(LONGEST_PAUSE, 0.001 * 2**number)
        time.sleep(random.uniform(0, longest))  # noqa: S311 - spreads retries, hides nothing


@asynccontextmanager
async def open_postgres(
    url: URL, vault_key: bytes | Sequence[bytes], options: PostgresOptions
) -> AsyncIterator[PostgresStore]:
    """Open the database, migrated as needed, until the block ends.

    Raises StoreUnavailable, or SettingsError for a database of a later release or a vault that was
    sealed with another key.
    """
    master, ids, bell, clock = make_master(vault_key), IdMaker(), Bell(), DatabaseClock()
    loop = asyncio.get_running_loop()

    def open_transaction(connection: Connection, signals: Signals) -> SqlTransaction:
        return SqlTransaction(Scope(connection, ids, master, signals))

    def ring() -> None:
        loop.call_soon_threadsafe(bell.ring)

    engine = await asyncio.to_thread(_prepare, url, master, clock, options)
    readers = make_engine(url, options.readers, options, read_only=True)
    writer = Runner(engine, options.writers, open_transaction, "store-writer")
    reader = Runner(readers, options.readers, open_transaction, "store-reader")
    listener = Listener(partial(_connect, url, options), clock, ring, options.listen_seconds)

    def on_commit(signals: Signals) -> None:
        if signals.work:
            ring()
            listener.tell()
        if signals.erased:
            _scrub(engine)

    try:
        yield PostgresStore(writer, reader, bell, clock, on_commit, options)
    finally:
        for part in (writer, reader, listener):
            await asyncio.to_thread(part.close)


def _connect(url: URL, options: PostgresOptions) -> psycopg.Connection[tuple[int]]:
    arguments: dict[str, Any] = connect_arguments(options)
    connection: psycopg.Connection[tuple[int]] = psycopg.connect(
        conninfo_of(url), autocommit=True, **arguments
    )
    prepare_connection(connection, options)
    # What is lost of a notification in a crash of the server is found by looking.
    connection.execute("SET synchronous_commit = off")
    return connection


def _prepare(url: URL, master: MasterKey, clock: DatabaseClock, options: PostgresOptions) -> Engine:
    engine = make_engine(url, options.writers, options, read_only=False)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        with store_errors():
            upgrade_online(url, options)
            with engine.connect() as connection:
                clock.look(driver_of(connection))
                connection.rollback()
        _run_anew(partial(_admit, engine, master), options.patience_seconds)
        undo.pop_all()
    return engine


def _admit(engine: Engine, master: MasterKey, _: Try) -> None:
    """Processes that start together on a new database all bring the key, and one is first."""
    with engine.begin() as connection:
        admit_master(connection, master)


def _scrub(engine: Engine) -> None:
    """Rewrite the table, which may still hold a deleted key in the place of a dead row.

    The key is deleted and that is stored: a vacuum that others hold up, as a backup does, is no
    error of whoever erased. It is logged, and made good by the next erasure.
    """
    try:
        with store_errors(), engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"VACUUM FULL {ERASED_TABLE}")
    except StoreUnavailable as error:
        log.warning("the place of an erased key is not rewritten yet", code=error.code)
