"""Signs of life, and what would have been sent in the mode `shadow`."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_BEGUN = sa.text("state = 'begun'")


def upgrade() -> None:
    op.create_table(
        "shadows",
        sa.Column("marker", sa.String(), primary_key=True),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", sa.String()),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("brought_at", sa.BigInteger()),
    )
    op.create_index("ix_shadows_at", "shadows", ["at"])
    op.create_index("ix_shadows_delivery", "shadows", ["delivery_id", "brought_at"])
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )
    op.create_index(
        "ix_effects_begun",
        "effects",
        ["begun_at"],
        sqlite_where=_BEGUN,
        postgresql_where=_BEGUN,
    )
