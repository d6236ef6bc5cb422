"""What the sidebar needs: traits of tickets, reviews of held texts, sessions that were ended."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "ticket_traits",
        sa.Column("pair", sa.String(), primary_key=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_ticket_traits_digest", "ticket_traits", ["digest", "seen_at"])
    op.create_index("ix_ticket_traits_seen_at", "ticket_traits", ["seen_at"])
    op.create_table(
        "reviews",
        sa.Column("link_id", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("released_by", sa.String()),
        sa.Column("released_at", sa.BigInteger()),
    )
    op.create_index("ix_reviews_delivery_id", "reviews", ["delivery_id"])
    _sessions()


def _sessions() -> None:
    op.create_table(
        "sign_outs",
        sa.Column("agent_id", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "refused_tokens",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("until", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_refused_tokens_until", "refused_tokens", ["until"])
