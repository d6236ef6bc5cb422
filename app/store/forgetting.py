"""What of the queue is deleted when it is old, and how counts and turns are put right."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, text, update

from app.store.queue_views import FORGOTTEN, WAITS
from app.store.statements import add_up
from app.store.tables import deliveries, effects, lanes
from app.store.tables_life import shadows, tallies

# Written out, because no engine takes a partial index for a value that it learns later.
_SETTLED = text("deliveries.state IN ('done', 'discarded')")
FILES = "issue-file:"
"""What the targets of attached files begin with."""


def forget_settled(connection: Connection, before: datetime, limit: int) -> int:
    """Delete settled deliveries and their applied effects; how many deliveries.

    What another process is deleting is left to it. Effects of a delivery that attached files stay:
    a correction of the comment looks them up.
    """
    owed = select(shadows.c.delivery_id).where(
        shadows.c.delivery_id == deliveries.c.id, shadows.c.brought_at.is_(None)
    )
    old = (
        select(deliveries.c.id, deliveries.c.state)
        .where(_SETTLED, deliveries.c.settled_at < before, ~owed.exists())
        .order_by(deliveries.c.settled_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    states = {row.id: row.state for row in connection.execute(old)}
    _forget_effects(connection, list(states))
    connection.execute(delete(deliveries).where(deliveries.c.id.in_(states)))
    for state in sorted(set(states.values())):
        number = sum(one == state for one in states.values())
        add_up(connection, tallies, {"name": FORGOTTEN + state}, "value", number)
    return len(states)


def _forget_effects(connection: Connection, delivery_ids: list[str]) -> None:
    attached = select(effects.c.delivery_id).where(
        effects.c.delivery_id.in_(delivery_ids), effects.c.target.startswith(FILES)
    )
    connection.execute(
        delete(effects).where(
            effects.c.delivery_id.in_(delivery_ids),
            effects.c.state == "applied",
            effects.c.delivery_id.not_in(attached),
        )
    )


def lanes_ahead(connection: Connection, limit: datetime) -> list[str]:
    """Free lanes whose turn lies behind `limit` though nothing in them was postponed."""
    early = or_(deliveries.c.reason_code.is_(None), lanes.c.turn_at > limit)
    statement = (
        select(lanes.c.name)
        .join(deliveries, deliveries.c.id == lanes.c.head_id)
        .where(lanes.c.next_at > limit, lanes.c.claimed_until.is_(None), early)
        .order_by(lanes.c.name)
        .limit(100)
    )
    return list(connection.execute(statement).scalars())


def recount_lanes(connection: Connection, after: str, limit: int) -> str | None:
    """Count anew what is unsettled in the lanes behind this name; the last name, None at the end.

    A process of an earlier release, during an upgrade, changes deliveries and counts nothing.
    """
    page = select(lanes.c.name).where(lanes.c.name > after).order_by(lanes.c.name).limit(limit)
    names = list(connection.execute(page).scalars())
    conditions = {
        "waiting": WAITS,
        "parked": text("deliveries.state = 'parked'"),
        "held": text("deliveries.state = 'held'"),
    }
    counted = {
        name: select(func.count())
        .where(deliveries.c.lane == lanes.c.name, condition)
        .scalar_subquery()
        for name, condition in conditions.items()
    }
    connection.execute(update(lanes).where(lanes.c.name.in_(names)).values(counted))
    return names[-1] if len(names) == limit else None
