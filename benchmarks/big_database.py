"""The database of a large installation after a year, made by SQL over a series of numbers."""

import time

from sqlalchemy import Connection, Engine, Table, create_engine, text

from app.store.tables import metadata
from benchmarks.big_tables import FILLINGS, YEAR, Size, expression

_SERIES = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {rows})"
    " {insert} FROM n WHERE TRUE",
    "postgresql": "{insert} FROM generate_series(CAST(0 AS bigint), {rows} - 1) AS n(i)",
}
_UNCHECKED = {
    "sqlite": (
        "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000"
    ),
    "postgresql": ("SET session_replication_role = replica", "SET synchronous_commit = off"),
}  # fmt: skip
"""What makes filling fast: no journal, no keys of other tables looked up."""
_COUNTED = (
    "UPDATE lanes SET {state} = (SELECT count(*) FROM deliveries"
    " WHERE deliveries.lane = lanes.name AND deliveries.state = '{state}')"
    " WHERE name IN (SELECT lane FROM deliveries WHERE deliveries.state = '{state}')"
)
_VERSIONS = (
    "INSERT INTO policy_versions (number, version, digest, origin, published_at, published_by,"
    " reason) SELECT number + i, version, digest, origin, published_at, published_by, reason"
    " FROM policy_versions, (SELECT number AS i FROM runbooks WHERE number <= 300) AS n"
    " WHERE policy_versions.number = 1"
)
"""The publication that is there, three hundred times more."""


def fill(url: str, size: Size) -> None:
    """Fill every table of a database that a service has opened once, and that is empty otherwise.

    Each table's indexes are made when its rows are there. The engine's planner is told of all.
    """
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in _UNCHECKED[engine.dialect.name]:
            connection.execute(text(setting))
        now = int(time.time() * 1_000_000)
        for name in FILLINGS:
            _fill_table(connection, metadata.tables[name], size, now)
        for state in ("waiting", "parked", "held"):
            connection.execute(text(_COUNTED.format(state=state)))
        connection.execute(text(_VERSIONS))
        connection.execute(text("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"))
    _close(engine)


def _close(engine: Engine) -> None:
    """As a service leaves it: SQLite's file with a journal that readers do not wait for."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA journal_mode = WAL"))
    engine.dispose()


def _fill_table(connection: Connection, table: Table, size: Size, now: int) -> None:
    filling = FILLINGS[table.name]
    values = {
        "pairs": size.pairs,
        "deliveries": size.deliveries,
        "now": now,
        "begin": now - YEAR,
        "pair_step": YEAR // size.pairs,
        "delivery_step": YEAR // size.deliveries,
    }
    names = ", ".join(f'"{name}"' for name in filling.columns)
    made = ", ".join(expression(sql, values) for sql in filling.columns.values())
    insert = f"INSERT INTO {table.name} ({names}) SELECT {made}"
    series = _SERIES[connection.dialect.name]
    statement = series.format(rows=filling.rows(size), insert=insert)
    indexes = [index for index in table.indexes if not index.unique]
    for index in indexes:
        index.drop(connection)
    connection.execute(text(statement.replace(":", r"\:")))
    for index in indexes:
        index.create(connection)
