"""Sessions of the console, and indexes of its lists."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


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
