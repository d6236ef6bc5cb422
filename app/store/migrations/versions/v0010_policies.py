"""Policy versions, drafts and their approvals; which version is in force."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""
