"""Engineer syncs, and when a customer was last told something."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Nothing yet."""
