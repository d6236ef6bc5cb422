"""Tells other processes of work through PostgreSQL, hears of theirs, and keeps its time."""

import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import structlog

from app.store.tables import EPOCH

log = structlog.get_logger()

CHANNEL = "airlock_work"
TIME_EVERY_SECONDS = 5.0
PAUSE_SECONDS = 1.0
_TIME = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"


class DatabaseClock:
    """The database's time, carried on by this machine's monotonic clock between looks.

    So all machines go by one clock, and this one's own may be wrong or may jump. A look that took
    long says little: it is taken only if none was better so far.
    """

    def __init__(self) -> None:
        self._known: tuple[datetime, float, float] | None = None

    def look(self, connection: psycopg.Connection[tuple[int]]) -> None:
        """Ask the database for its time. Raises psycopg.Error."""
        asked = time.monotonic()
        row = connection.execute(_TIME).fetchone()
        answered = time.monotonic()
        if row is not None and (self._known is None or answered - asked < 0.25):
            moment = EPOCH + timedelta(microseconds=row[0])
            self._known = (moment, (asked + answered) / 2, answered - asked)

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        if self._known is None:
            raise AssertionError("the database was not asked for its time yet")
        moment, at, _ = self._known
        return moment + timedelta(seconds=time.monotonic() - at)


class Listener:
    """A thread with a connection of its own. Begins at once, ends with `close`.

    Work is told after its commit and not in its transaction: PostgreSQL lets only one transaction
    with a notification commit at a time, which would make every accept wait for every other. What
    is lost between the two, or while the connection is away, is found by the relays, which look by
    themselves every few seconds.
    """

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[tuple[int]]],
        clock: DatabaseClock,
        on_work: Callable[[], None],
        poll_seconds: float,
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._on_work = on_work
        self._poll_seconds = poll_seconds
        self._me = secrets.token_hex(8)
        self._closing = threading.Event()
        self._to_tell = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-listener", daemon=True)
        self._thread.start()

    def tell(self) -> None:
        """Other processes shall hear that there is work."""
        self._to_tell.set()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with self._connect() as connection:
                    self._listen(connection)
            except psycopg.Error as error:
                log.warning("not told of work by others", error_type=type(error).__name__)
                self._closing.wait(PAUSE_SECONDS)

    def _listen(self, connection: psycopg.Connection[tuple[int]]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._on_work()  # whatever was told while nobody listened
        look_at = 0.0
        while not self._closing.is_set():
            if time.monotonic() >= look_at:
                self._clock.look(connection)
                look_at = time.monotonic() + TIME_EVERY_SECONDS
            self._hear(connection)
            self._tell(connection)

    def _hear(self, connection: psycopg.Connection[tuple[int]]) -> None:
        told = list(connection.notifies(timeout=self._poll_seconds, stop_after=1))
        if any(notice.payload != self._me for notice in told):
            self._on_work()

    def _tell(self, connection: psycopg.Connection[tuple[int]]) -> None:
        if self._to_tell.is_set():
            self._to_tell.clear()
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._me))
