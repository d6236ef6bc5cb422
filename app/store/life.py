"""What tells that the service lives: counts of all processes, and writes that were not sent."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, select, update

from app.model import Audience
from app.records import DeliveryState, EffectState
from app.records_life import Backlog, Shadow
from app.store.scope import Scope
from app.store.statements import Record, add_up, insert_new
from app.store.tables import deliveries, effects, lanes
from app.store.tables_life import shadows, tallies

_OPEN = (DeliveryState.WAITING.value, DeliveryState.PARKED.value, DeliveryState.HELD.value)


class SqlLife:
    """The port `Life`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def note_shadow(self, shadow: Shadow) -> None:
        values = shadow.model_dump()
        values["audience"] = shadow.audience.value if shadow.audience is not None else None
        values["findings"] = json.dumps(dict(shadow.findings))
        insert_new(self._connection, shadows, values)

    def shadows(self, since: datetime, limit: int = 100_000) -> Sequence[Shadow]:
        statement = select(shadows).where(shadows.c.at >= since)
        ordered = statement.order_by(shadows.c.at, shadows.c.marker).limit(limit)
        return tuple(map(_to_shadow, self._connection.execute(ordered)))

    def shadows_of(self, delivery_id: str) -> Sequence[Shadow]:
        statement = select(shadows).where(shadows.c.delivery_id == delivery_id)
        ordered = statement.order_by(shadows.c.at, shadows.c.marker)
        return tuple(map(_to_shadow, self._connection.execute(ordered)))

    def not_brought(self, limit: int = 100) -> Sequence[str]:
        first = func.min(shadows.c.at)
        statement = select(shadows.c.delivery_id).where(shadows.c.brought_at.is_(None))
        grouped = statement.group_by(shadows.c.delivery_id)
        ordered = grouped.order_by(first, shadows.c.delivery_id).limit(limit)
        return tuple(self._connection.execute(ordered).scalars())

    def brought(self, delivery_ids: Sequence[str], now: datetime) -> None:
        statement = update(shadows).where(shadows.c.delivery_id.in_(delivery_ids))
        self._connection.execute(statement.values(brought_at=now))

    def forget_shadows(self, before: datetime) -> None:
        self._connection.execute(delete(shadows).where(shadows.c.at < before))

    def add(self, counts: Mapping[str, int]) -> None:
        """In the order of names, so that two processes never wait for each other."""
        for name in sorted(counts):
            add_up(self._connection, tallies, {"name": name}, "value", counts[name])

    def tallies(self) -> Mapping[str, int]:
        return {row.name: row.value for row in self._connection.execute(select(tallies))}

    def backlog(self) -> Sequence[Backlog]:
        lane = case((deliveries.c.lane.like("gate:%"), "gate"), else_="pair").label("lane")
        reason = func.coalesce(deliveries.c.reason_code, "").label("reason")
        # Grouped outside: PostgreSQL takes the same expression with its own parameters for another.
        looked = select(deliveries.c.state, lane, reason).where(deliveries.c.state.in_(_OPEN))
        columns = tuple(looked.subquery().c)
        statement = select(*columns, func.count()).group_by(*columns).order_by(*columns)
        found = self._connection.execute(statement)
        return tuple(Backlog(row[0], row[1], row[2], row[3]) for row in found)

    def blocked_lanes(self) -> int:
        statement = select(func.count()).where(lanes.c.blocked_by.is_not(None))
        return int(self._connection.execute(statement).scalar() or 0)

    def begun_effects(self, since: datetime | None = None) -> int:
        begun = select(func.count()).where(effects.c.state == EffectState.BEGUN.value)
        counted = begun if since is None else begun.where(effects.c.begun_at >= since)
        return int(self._connection.execute(counted).scalar() or 0)


def _to_shadow(row: Record) -> Shadow:
    return Shadow(
        marker=row.marker,
        delivery_id=row.delivery_id,
        target=row.target,
        kind=row.kind,
        audience=Audience(row.audience) if row.audience else None,
        findings=json.loads(row.findings),
        digest=row.digest,
        policy=row.policy,
        at=row.at,
        brought_at=row.brought_at,
    )
