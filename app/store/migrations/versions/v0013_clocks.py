"""Escalations, and when each customer must hear from us."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_TABLE = "escalation_clocks"
_OPEN = sa.text("closed_at IS NULL")
_ASKING = sa.text("closed_at IS NULL AND asks AND blocked_on = 'engineering'")


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("link_id", sa.String(), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", sa.String(), nullable=False),
        sa.Column("issue_key", sa.String(), nullable=False),
        sa.Column("customer", sa.String(), nullable=False),
        sa.Column("severity", sa.String()),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("blocked_on", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("last_update_at", sa.BigInteger()),
        sa.Column("promised_at", sa.BigInteger()),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("look_at", sa.BigInteger()),
    )
    op.create_index("ix_escalation_clocks_ticket", _TABLE, ["ticket_id"])
    op.create_index("ix_escalation_clocks_issue", _TABLE, ["issue_id"])
    op.create_index("ix_escalation_clocks_look", _TABLE, ["look_at"])
    op.create_index("ix_escalation_clocks_customer", _TABLE, ["customer", "closed_at"])
    for name, columns, chosen in (
        ("due", ["due_at", "link_id"], _OPEN),
        ("open", ["link_id"], _OPEN),
        ("asking", ["link_id"], _ASKING),
    ):
        op.create_index(
            f"ix_escalation_clocks_{name}",
            _TABLE,
            columns,
            sqlite_where=chosen,
            postgresql_where=chosen,
        )
