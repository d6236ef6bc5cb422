"""The queue on more than one engine: turns of lanes, counts by state, indexes for retention."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.online import create_index, drop_index

revision = "0003"
down_revision = "0002"

STATES = ("waiting", "parked", "held", "done", "discarded")
TRIED = "state = 'waiting' AND reason_code IS NOT NULL"
STUCK = "state IN ('parked', 'held')"


def upgrade() -> None:
    _columns()
    _count()
    create_index("ix_lanes_waiting", "lanes", ["name"], "waiting > 0")
    create_index("ix_deliveries_tried", "deliveries", ["accepted_at", "id"], TRIED)
    create_index("ix_deliveries_lane_tried", "deliveries", ["lane", "accepted_at", "id"], TRIED)
    create_index("ix_deliveries_age", "deliveries", ["state", "accepted_at", "id"])
    drop_index("ix_deliveries_state", "deliveries")
    create_index("ix_deliveries_lane_stuck", "deliveries", ["lane", "accepted_at", "id"], STUCK)
    settled = "state IN ('done', 'discarded')"
    create_index("ix_deliveries_settled", "deliveries", ["settled_at"], settled)
    create_index("ix_effects_delivery", "effects", ["delivery_id"])
    create_index("ix_effects_target", "effects", ["target", "remote_id"])


def _columns() -> None:
    """A step that is repeated after one of the indexes could not be built finds them there."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("lanes")}
    if "turn_at" not in there:
        op.add_column("lanes", sa.Column("turn_at", sa.BigInteger()))
        for state in STATES:
            counter = sa.Column(state, sa.BigInteger(), nullable=False, server_default="0")
            op.add_column("lanes", counter)


def _count() -> None:
    """Nothing is added to a lane meanwhile: about a second for a million deliveries."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("LOCK TABLE lanes IN EXCLUSIVE MODE")
    counted = (
        f"(SELECT count(*) FROM deliveries WHERE lane = lanes.name AND state = '{state}')"  # noqa: S608 - our own words
        for state in STATES
    )
    pairs = ", ".join(f"{state} = {count}" for state, count in zip(STATES, counted, strict=True))
    op.execute(f"UPDATE lanes SET {pairs}")  # noqa: S608 - our own words
