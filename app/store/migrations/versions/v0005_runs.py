"""Long runs: backfill, reconcile and resweep, and where each stands."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
