"""What the vendors allow, shared by all processes, and whether a vendor is down."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _seconds(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("key", sa.String(), primary_key=True),
        _seconds("full_at"),
        _seconds("bulk_full_at"),
        _seconds("queue"),
        _seconds("closed_until"),
        _seconds("told_until"),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer()),
    )
    op.create_table(
        "outages",
        sa.Column("system", sa.String(), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_call", sa.String(), nullable=False),
        sa.Column("down_since", sa.Double()),
        _seconds("probe_at"),
        _seconds("back_at"),
    )
