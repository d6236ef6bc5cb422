"""Signs of life, and what would have been sent in the mode `shadow`."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
