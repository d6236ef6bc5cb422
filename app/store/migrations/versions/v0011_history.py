"""What the weekly numbers are counted from."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "history_days",
        sa.Column("day", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("tickets", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "history_lines",
        sa.Column("week", sa.String(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    _create_escalations()
    _create_tries()


def _create_escalations() -> None:
    words = ("severity", "pattern", "component", "root_cause", "fingerprint", "cause")
    table = "history_escalations"
    op.create_table(
        table,
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", sa.String(), nullable=False),
        sa.Column("issue_key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String()) for name in (*words, "owner_id", "pod")),
        sa.Column("resolved_at", sa.BigInteger()),
        sa.Column("confirmed_at", sa.BigInteger()),
        sa.Column("reopened", sa.Integer(), nullable=False),
    )
    for name, columns in (
        ("at", ["at", "id"]),
        ("ticket", ["ticket_id", "at"]),
        ("issue", ["issue_id", "at", "ticket_id"]),
        ("cause", ["cause", "at", "ticket_id"]),
        ("week", ["at", "cause", "issue_id", "ticket_id"]),
        ("print", ["fingerprint", "at"]),
        ("severity", ["severity", "at", "confirmed_at"]),
        ("confirmed", ["severity", "confirmed_at", "at"]),
    ):
        op.create_index(f"ix_{table}_{name}", table, columns)


def _create_tries() -> None:
    op.create_table(
        "history_tries",
        sa.Column("ticket_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "history_missed",
        sa.Column("ticket_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("item", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    for table, column in (("history_tries", "complete"), ("history_missed", "item")):
        first = sa.text("number = 1")
        op.create_index(
            f"ix_{table}_first",
            table,
            ["at", column],
            sqlite_where=first,
            postgresql_where=first,
        )
