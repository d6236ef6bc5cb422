"""Steps of migrations that do not hold up a PostgreSQL database in use."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def create_index(
    name: str, table: str, columns: Sequence[str], where: str | None = None, *, unique: bool = False
) -> None:
    """Build the index while others write to the table; alone in its own transaction there.

    What an attempt that was broken off has left is removed first. Put it last in a migration,
    behind steps that may be repeated: what stands before it is committed.
    """
    chosen = sa.text(where) if where is not None else None
    if op.get_context().dialect.name != "postgresql":
        op.create_index(name, table, list(columns), unique=unique, sqlite_where=chosen)
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.create_index(
            name, table, list(columns), unique=unique,
            postgresql_where=chosen, postgresql_concurrently=True,
        )  # fmt: skip


def drop_index(name: str, table: str) -> None:
    """Drop the index without a lock on its table. Fine when it is gone already on PostgreSQL."""
    if op.get_context().dialect.name != "postgresql":
        op.drop_index(name, table)
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
