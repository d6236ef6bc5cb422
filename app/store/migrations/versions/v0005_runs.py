"""Long runs: backfill, reconcile and resweep, and where each stands."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_UNFINISHED = sa.text("state IN ('running', 'stopped')")


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cursor", sa.Text()),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.Column("fence", sa.Integer(), nullable=False),
    )
    op.create_index("ix_runs_kind", "runs", ["kind", "id"])
    op.create_index(
        "uq_runs_unfinished",
        "runs",
        ["kind"],
        unique=True,
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_table(
        "copy_sources",
        sa.Column("link_id", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("comment_id", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
    )
