"""Fences of the lanes, where more than the lane knows is needed."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""
