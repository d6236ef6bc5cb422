"""Why a link is away or has ended; the files that came to an issue with a comment's copy."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("links", sa.Column("cause", sa.String()))
    op.create_table(
        "file_copies",
        sa.Column("link_id", sa.String(), primary_key=True),
        sa.Column("source_comment_id", sa.String(), primary_key=True),
        sa.Column("source_file_id", sa.String(), primary_key=True),
        sa.Column("target_file_id", sa.String()),
        sa.Column("digest", sa.String(), nullable=False),
    )
    op.create_index("ix_file_copies_target", "file_copies", ["target_file_id"])
