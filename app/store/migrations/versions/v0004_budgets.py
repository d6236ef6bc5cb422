"""What the vendors allow, shared by all processes."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    pass
