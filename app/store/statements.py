"""Statements that each engine writes in its own dialect."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

Record = Row[*tuple[Any, ...]]
"""A row as it was read, its columns as attributes."""


def upsert(
    connection: Connection, table: Table, key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert the row, or set `values` on the one that has this key."""
    statement = _insert(connection, table).values({**key, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def upsert_all(
    connection: Connection, table: Table, key: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """As `upsert` for each row, in their order; the rows have all columns of the table."""
    if rows:
        statement = _insert(connection, table)
        new = {name: statement.excluded[name] for name in rows[0] if name != key}
        every = statement.on_conflict_do_update(index_elements=[key], set_=new)
        connection.execute(every, [dict(row) for row in rows])


def add_up(
    connection: Connection, table: Table, key: Mapping[str, object], column: str, more: int
) -> None:
    """Add to a number, from zero; what another transaction adds meanwhile counts too."""
    statement = _insert(connection, table).values({**key, column: more})
    added = {column: table.c[column] + more}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=added))


def insert_new(connection: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert the row unless one with its key is there; whether it was inserted.

    Waits for another transaction that is inserting the same key, until that is known.
    """
    statement = _insert(connection, table).values(dict(values)).on_conflict_do_nothing()
    kept = statement.execution_options(preserve_rowcount=True)
    return connection.execute(kept).rowcount == 1


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
