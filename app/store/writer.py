"""The one writer: a thread that commits the functions which wait, together.

While one commit reaches the disk others arrive; they become the next commit. So nothing waits for
company, and under load the cost of a commit is shared.
"""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.errors import StoreUnavailable
from app.ports import Transaction
from app.store.failures import is_unavailable, to_store_error
from app.store.scope import Signals

T = TypeVar("T")

LARGEST_GROUP = 256
"""Functions in one commit, so that no one waits for an endless transaction."""


class Attempt:
    """Keeps what is raised in its block, whatever it is, for those whom it concerns."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> "Attempt":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.error = error
        return True


class Job(Generic[T]):
    """A function that waits to be committed, and the answer that its caller waits for."""

    def __init__(self, work: Callable[[Transaction], T]) -> None:
        self.answer: Future[T] = Future()
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None

    def run(self, connection: Connection, transaction: Transaction) -> None:
        """Run in a savepoint: a failure undoes this function alone.

        Raises only what means that the whole transaction is lost.
        """
        savepoint = connection.begin_nested()
        with Attempt() as attempt:
            self._results.append(self._work(transaction))
        if attempt.error is None:
            savepoint.commit()
        elif is_unavailable(attempt.error):
            raise attempt.error
        else:
            savepoint.rollback()
            self._error = attempt.error

    def settle(self, lost: BaseException | None) -> None:
        """Answer the caller; `lost` is why the whole transaction was lost, if it was."""
        error = to_store_error(lost) if lost is not None else self._error
        if error is not None:
            self.answer.set_exception(error)
        else:
            self.answer.set_result(self._results[0])


class Writer:
    """Runs functions in one thread with one connection. Begins at once, ends with `close`.

    `on_work` is called from the writer's thread after a commit that added or freed work, and when
    another process committed something, which is looked for every `poll_seconds`.
    """

    def __init__(
        self,
        engine: Engine,
        open_transaction: Callable[[Connection, Signals], Transaction],
        on_work: Callable[[], None],
        poll_seconds: float,
    ) -> None:
        self._engine = engine
        self._open_transaction = open_transaction
        self._on_work = on_work
        self._poll_seconds = poll_seconds
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._scrub_due = False
        self._seen_version: int | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """The function's result once it is on the disk. Raises StoreUnavailable after `close`."""
        job = Job(work)
        with self._lock:
            if self._closed:
                raise StoreUnavailable("The store is closed: the service is stopping.")
            self._jobs.put(job)
        return job.answer

    def close(self) -> None:
        """Commit what waits, then end the thread."""
        with self._lock:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        last = False
        while not last:
            waiting = self._next_group()
            last = None in waiting
            self._look_for_others()
            group = [job for job in waiting if job is not None]
            running = [job for job in group if job.answer.set_running_or_notify_cancel()]
            if running:
                self._commit(running)

    def _next_group(self) -> list[Job[Any] | None]:
        try:
            first = self._jobs.get(timeout=self._poll_seconds)
        except Empty:
            return []
        more = min(self._jobs.qsize(), LARGEST_GROUP - 1)
        return [first, *(self._jobs.get() for _ in range(more))]

    def _commit(self, group: list[Job[Any]]) -> None:
        signals = Signals()
        with Attempt() as attempt:
            self._run_together(group, signals)
        for job in group:
            job.settle(attempt.error)
        if attempt.error is None and signals.work:
            self._on_work()
        self._scrub_due |= attempt.error is None and signals.erased
        if self._scrub_due:
            self._scrub_due = not self._scrub()

    def _run_together(self, group: list[Job[Any]], signals: Signals) -> None:
        with self._engine.connect() as connection, connection.begin():
            for job in group:
                job.run(connection, self._open_transaction(connection, signals))

    def _scrub(self) -> bool:
        """Empty the journal, which may still hold a deleted key; False when readers are in it."""
        return self._ask("PRAGMA wal_checkpoint(TRUNCATE)") == 0

    def _look_for_others(self) -> None:
        """Ring when another connection committed, by SQLite's own count of that."""
        version = self._ask("PRAGMA data_version")
        if version != self._seen_version:
            self._seen_version = version
            self._on_work()

    def _ask(self, pragma: str) -> int | None:
        """The first number of the answer; None when the database is out of reach.

        Nothing is lost by that: the next transaction meets the same error and tells its caller.
        """
        try:
            with closing(self._engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
                cursor.execute(pragma)
                number: int = cursor.fetchall()[0][0]
        except (DBAPIError, sqlite3.Error):
            return None
        return number
