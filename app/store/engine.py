"""Connections to the SQLite file: one that writes, a few that read."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # a deleted key must not stay behind in a free page
)
READER_PRAGMAS = ("PRAGMA query_only = ON",)


def make_writer_engine(path: Path, busy_seconds: float) -> Engine:
    """One connection whose transactions take the write lock at once, so that none fails midway."""
    return _make_engine(path, busy_seconds, 1, WRITER_PRAGMAS, "BEGIN IMMEDIATE")


def make_reader_engine(path: Path, busy_seconds: float, connections: int) -> Engine:
    """Connections that see one state of the database for a whole transaction and cannot write."""
    return _make_engine(path, busy_seconds, connections, READER_PRAGMAS, "BEGIN")


def _make_engine(
    path: Path, busy_seconds: float, size: int, pragmas: tuple[str, ...], begin: str
) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        # The driver begins no transaction of its own: `begin` below does.
        connect_args={"timeout": busy_seconds, "isolation_level": None},
        # Errors would quote what was written.
        hide_parameters=True,
    )

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma).close()

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_transaction)
    return engine
