"""Policy versions, drafts and their approvals; which version is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"

_OPEN = sa.text("state NOT IN ('published', 'discarded')")


def upgrade() -> None:
    op.create_table(
        "policy_files",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("files", sa.Text(), nullable=False),
    )
    op.create_table(
        "policy_versions",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer()),
    )
    op.create_index("ix_policy_versions_version", "policy_versions", ["version"])
    op.create_index("ix_policy_versions_digest", "policy_versions", ["digest"])
    _create_drafts()


def _create_drafts() -> None:
    op.create_table(
        "policy_drafts",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("editors", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer()),
        sa.Column("published", sa.Integer()),
    )
    op.create_index(
        "ix_policy_drafts_open",
        "policy_drafts",
        ["id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "policy_verdicts",
        sa.Column("draft", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), primary_key=True),
        sa.Column("by", sa.String(), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
