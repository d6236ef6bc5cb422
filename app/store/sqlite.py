"""The store in one SQLite file: durable when `write` returns, one writer, a few readers."""

import asyncio
import errno
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from app.clock import SystemClock
from app.errors import StoreMisplaced, StoreUnavailable
from app.ports import Transaction
from app.store.bell import Bell
from app.store.engine import make_reader_engine, make_writer_engine
from app.store.failures import store_errors
from app.store.ids import IdMaker
from app.store.masters import admit_master
from app.store.migrate import upgrade
from app.store.place import refuse_network_place
from app.store.scope import Scope, Signals
from app.store.seal import MasterKey, make_master
from app.store.transaction import SqlTransaction
from app.store.writer import Writer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SqliteOptions:
    """`busy_seconds`: how long to wait for another process's lock. `poll_seconds`: how often to
    look whether another process committed. `readers`: reads at one time."""

    busy_seconds: float = 5.0
    poll_seconds: float = 0.25
    readers: int = 2


class Reader:
    """Runs functions in a few threads, each on one state of the database."""

    def __init__(self, engine: Engine, threads: int, ids: IdMaker, master: MasterKey) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store-reader")
        self._ids = ids
        self._master = master

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """The function's result. Raises StoreUnavailable through it."""
        return self._threads.submit(self._run, work)

    def close(self) -> None:
        """Wait for the functions that run, then give the connections back."""
        self._threads.shutdown()
        self._engine.dispose()

    def _run(self, work: Callable[[Transaction], T]) -> T:
        # A function that writes here is a mistake in our code, which no retry mends.
        mistake = sqlite3.SQLITE_READONLY
        with store_errors(mistake), self._engine.connect() as connection, connection.begin():
            return work(SqlTransaction(Scope(connection, self._ids, self._master)))


class SqliteStore:
    """The port `UnitOfWork`. Belongs to the event loop that opened it."""

    def __init__(self, writer: Writer, reader: Reader, bell: Bell) -> None:
        self._writer = writer
        self._reader = reader
        self._bell = bell
        self._clock = SystemClock()

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run the function and return its result once that is on the disk.

        What the function raises undoes it alone and comes to its caller. Raises StoreUnavailable
        when the database is locked, full or out of reach; nothing was stored then. A caller that
        is cancelled while it waits does not know whether its function was committed.
        """
        return await asyncio.wrap_future(self._writer.submit(work))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the function on one state of the database; a statement that writes fails."""
        return await asyncio.wrap_future(self._reader.submit(work))

    def now(self) -> datetime:
        """The machine's time: all who share the file are on it."""
        return self._clock.now()

    async def wait_for_work(self, seconds: float) -> None:
        """Return when work was added or freed, here or by another process, or after `seconds`.

        It may return without reason. Other processes are heard within `poll_seconds`.
        """
        await self._bell.wait(seconds)


@asynccontextmanager
async def open_sqlite(
    path: Path, vault_key: bytes | Sequence[bytes], options: SqliteOptions
) -> AsyncIterator[SqliteStore]:
    """Open the file, made and migrated as needed, until the block ends.

    Raises StoreUnavailable, StoreMisplaced, or SettingsError for a database of a later release or
    a vault that was sealed with another key.
    """
    master, ids, bell = make_master(vault_key), IdMaker(), Bell()
    loop = asyncio.get_running_loop()
    engine = await asyncio.to_thread(_prepare, path, master, options)

    def open_transaction(connection: Connection, signals: Signals) -> SqlTransaction:
        return SqlTransaction(Scope(connection, ids, master, signals))

    def on_work() -> None:
        loop.call_soon_threadsafe(bell.ring)

    read_engine = make_reader_engine(path, options.busy_seconds, options.readers)
    reader = Reader(read_engine, options.readers, ids, master)
    writer = Writer(engine, open_transaction, on_work, options.poll_seconds)
    try:
        yield SqliteStore(writer, reader, bell)
    finally:
        await asyncio.to_thread(_close, writer, reader, engine)


def _close(writer: Writer, reader: Reader, engine: Engine) -> None:
    writer.close()
    reader.close()
    engine.dispose()


def _prepare(path: Path, master: MasterKey, options: SqliteOptions) -> Engine:
    refuse_network_place(path)
    _create(path)
    engine = make_writer_engine(path, options.busy_seconds)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        with store_errors(), engine.begin() as connection:
            _expect_journal(connection)
            upgrade(connection)
            admit_master(connection, master)
        undo.pop_all()
    return engine


def _create(path: Path) -> None:
    """Make the file readable by its owner alone; SQLite gives the journal the same rights."""
    if path.exists():
        return
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreUnavailable(
            f"The database file cannot be made ({errno.errorcode.get(error.errno or 0, 'error')}): "
            "check the folder that AIRLOCK_DATABASE_URL names, its permissions and free space."
        ) from error


def _expect_journal(connection: Connection) -> None:
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    if mode != "wal":
        raise StoreMisplaced(
            f"The file system does not carry SQLite's write-ahead journal (it gives {mode!r}). "
            "Set AIRLOCK_DATABASE_URL to a file on a local disk."
        )
