"""What tells that the service lives: counts of all processes, and writes that were not sent."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import TextClause, delete, func, select, text, update

from app.model import Audience
from app.records import DeliveryState, EffectState
from app.records_life import Backlog, Shadow
from app.store.scope import Scope
from app.store.statements import Record, add_up, insert_new
from app.store.tables import STUCK, TRIED, effects, lanes
from app.store.tables_life import shadows, tallies

_COUNTED = """
    SELECT state, kind, reason, count(*) FROM (
        SELECT state, CASE WHEN lane LIKE 'gate:%' THEN 'gate' ELSE 'pair' END AS kind,
               coalesce(reason_code, '') AS reason
        FROM deliveries@ WHERE ?
    ) AS found GROUP BY state, kind, reason
"""
_WAITING = text("""
    SELECT kind, sum(waiting) AS waiting FROM (
        SELECT CASE WHEN name LIKE 'gate:%' THEN 'gate' ELSE 'pair' END AS kind, waiting
        FROM lanes WHERE waiting > 0
    ) AS found GROUP BY kind
""")


def _counting(condition: str, index: str) -> Mapping[str, TextClause]:
    """Deliveries by state, kind of lane and reason, by dialect; the condition is the index's.

    SQLite is told of the index: it would else read all that waits by another one.
    """
    asked = _COUNTED.replace("?", condition)
    hints = {"sqlite": f" INDEXED BY {index}", "postgresql": ""}
    return {name: text(asked.replace("@", hint)) for name, hint in hints.items()}


_STUCK = _counting(STUCK, "ix_deliveries_lane_stuck")
_TRIED = _counting(TRIED, "ix_deliveries_lane_tried")


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
        """However many wait, only lanes and what was tried are read: the rest is the difference."""
        stuck, tried = self._counted(_STUCK), self._counted(_TRIED)
        waiting = {row.kind: int(row.waiting) for row in self._connection.execute(_WAITING)}
        for one in tried:
            waiting[one.lane] = waiting.get(one.lane, 0) - one.count
        state = DeliveryState.WAITING.value
        fresh = [Backlog(state, kind, "", count) for kind, count in waiting.items() if count > 0]
        found = (*stuck, *tried, *fresh)
        return sorted(found, key=lambda one: (one.state, one.lane, one.reason))

    def _counted(self, statements: Mapping[str, TextClause]) -> list[Backlog]:
        found = self._connection.execute(statements[self._connection.dialect.name])
        return [Backlog(row[0], row[1], row[2], row[3]) for row in found]

    def blocked_lanes(self) -> int:
        statement = select(func.count()).where(lanes.c.blocked_by.is_not(None))
        return int(self._connection.execute(statement).scalar() or 0)

    def claimed_lanes(self, now: datetime) -> int:
        held = select(func.count()).where(lanes.c.claimed_until > now)
        return int(self._connection.execute(held).scalar() or 0)

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
