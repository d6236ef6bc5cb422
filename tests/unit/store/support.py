"""Files, keys and a look under the store, shared by its tests."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.pool import Pool

KEY = b"a secret key of thirty-two bytes"


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Run a statement on the file, past the store."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def files_of(folder: Path) -> dict[str, int]:
    """The folder's files and who may do what with them."""
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def raw_bytes(path: Path) -> bytes:
    """Everything that stands in the database's files."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


class Trace:
    """The connections that were opened, and every statement that SQLite ran on them."""

    def __init__(self) -> None:
        self.connections: list[sqlite3.Connection] = []
        self.statements: list[str] = []

    def count(self, statement: str) -> int:
        return self.statements.count(statement)

    @property
    def writer(self) -> sqlite3.Connection:
        """The store's first connection is the one that writes."""
        return self.connections[0]

    def follow(self, connection: sqlite3.Connection, _: object) -> None:
        self.connections.append(connection)
        connection.set_trace_callback(self.statements.append)


@contextmanager
def traced() -> Iterator[Trace]:
    """Follow the connections that are opened in the block."""
    trace = Trace()
    event.listen(Pool, "connect", trace.follow)
    try:
        yield trace
    finally:
        event.remove(Pool, "connect", trace.follow)
