"""What a correction needs to know of a copy."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass
