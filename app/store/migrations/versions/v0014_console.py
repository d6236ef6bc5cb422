"""Sessions of the console, and indexes of its lists."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing yet."""
