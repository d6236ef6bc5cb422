"""Alembic's entry: runs in the connection, and transaction if any, that the store opened."""

from alembic import context

from app.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    # Only where the connection is in no transaction yet: on PostgreSQL.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
