"""Sessions of the console, and indexes of its lists."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_PARKED = sa.text("state = 'parked'")
_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "console_sessions",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_console_sessions_begun_at", "console_sessions", ["begun_at"])
    op.create_index("ix_console_sessions_seen_at", "console_sessions", ["seen_at"])
    op.create_index("ix_audit_action", "audit", ["action", "id"])
    op.create_index("ix_audit_actor", "audit", ["actor", "id"])
    op.create_index("ix_links_state", "links", ["state", "id"])
    op.create_index("ix_runbooks_page", "runbooks", ["state", "number"])
    _create_where("ix_lanes_blocked", "lanes", ["name"], sa.text("blocked_by IS NOT NULL"))
    _create_where(
        "ix_deliveries_cause", "deliveries", ["reason_code", "accepted_at", "id"], _PARKED
    )
    _create_where(
        "ix_escalation_clocks_severity",
        "escalation_clocks",
        ["severity", "due_at", "link_id"],
        _OPEN,
    )


def _create_where(name: str, table: str, columns: list[str], condition: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
