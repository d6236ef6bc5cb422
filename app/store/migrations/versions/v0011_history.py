"""What the weekly numbers are counted from."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing yet."""
