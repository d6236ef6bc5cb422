"""Statements that each engine writes in its own dialect."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects.sqlite import insert

Record = Row[*tuple[Any, ...]]
"""A row as it was read, its columns as attributes."""


def upsert(
    connection: Connection, table: Table, key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert the row, or set `values` on the one that has this key."""
    statement = insert(table).values({**key, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def insert_new(connection: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert the row unless one with its key is there; whether it was inserted."""
    statement = insert(table).values(dict(values)).on_conflict_do_nothing()
    return connection.execute(statement).rowcount == 1
