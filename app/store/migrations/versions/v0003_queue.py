"""The queue on more than one engine: retention and its indexes."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
