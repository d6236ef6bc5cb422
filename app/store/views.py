"""The port `Views` in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, desc, func, or_, select, text, tuple_

from app.model import LinkState, System, TicketLink
from app.ports_views import (
    DEPTH,
    Cause,
    DeliveryKey,
    DeliveryPage,
    LaneCounts,
    Wanted,
)
from app.records import AuditEntry, Delivery, DeliveryState, EffectRecord
from app.records_clocks import DueKey, EscalationClock
from app.store.clocks import OPEN_ONES, to_clock
from app.store.ledger import to_effect, to_entry
from app.store.links import to_link
from app.store.queue_views import to_delivery
from app.store.scope import Scope
from app.store.tables import audit, deliveries, effects, lanes, links
from app.store.tables_clocks import escalation_clocks

_D, _C = deliveries.c, escalation_clocks.c
_PLACE = (_D.accepted_at, _D.id)
# Written out, because no engine takes a partial index for a value that it learns later.
_PARKED = text("deliveries.state = 'parked'")
_STUCK = {DeliveryState.PARKED: _PARKED, DeliveryState.HELD: text("deliveries.state = 'held'")}
_DONE = text("deliveries.state = 'done'")


class SqlViews:
    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def deliveries(
        self,
        wanted: Wanted,
        limit: int,
        after: DeliveryKey | None = None,
        depth: int = DEPTH,
    ) -> DeliveryPage:
        """Without a state by id, which sorts by time; of a state by the time itself."""
        newest = _newest(wanted.state, after)
        if wanted.system is None and wanted.kind is None:
            found = self._deliveries(newest.limit(limit + 1))
            return DeliveryPage(found[:limit], _key(found[limit - 1 : limit], found[limit:]))
        window = newest.limit(depth).subquery("looked_at")
        chosen = select(window).where(_is_wanted(window.c.event, wanted))
        ordered = chosen.order_by(window.c.accepted_at.desc(), window.c.id.desc())
        found = self._deliveries(ordered.limit(limit + 1))
        if len(found) > limit:
            return DeliveryPage(found[:limit], _key(found[limit - 1 : limit], found[limit:]))
        return DeliveryPage(found, self._end_of(newest, depth))

    def _end_of(self, newest: Select[Any], depth: int) -> DeliveryKey | None:
        """The last delivery that was looked at, unless there are no more."""
        places = newest.with_only_columns(*_PLACE).limit(2).offset(depth - 1)
        rows = self._connection.execute(places).all()
        return DeliveryKey(*rows[0]) if len(rows) == 2 else None

    def deliveries_of(self, lane: str, limit: int, until: datetime) -> Sequence[Delivery]:
        chosen = select(deliveries).where(_D.lane == lane, _D.accepted_at <= until)
        return self._deliveries(chosen.order_by(*map(desc, _PLACE)).limit(limit))

    def causes(self) -> Sequence[Cause]:
        at = _D.accepted_at
        times = (func.min(at, type_=at.type), func.max(at, type_=at.type))
        counted = select(_D.reason_code, func.count(), *times).where(_PARKED)
        rows = self._connection.execute(counted.group_by(_D.reason_code)).all()
        found = [Cause(row[0] or "", row[1], row[2], row[3]) for row in rows]
        return sorted(found, key=lambda cause: (-cause.count, cause.code))

    def stuck(
        self,
        state: DeliveryState,
        limit: int,
        after: DeliveryKey | None = None,
        code: str | None = None,
    ) -> Sequence[Delivery]:
        chosen = select(deliveries).where(_STUCK[state])
        if code is not None:
            chosen = chosen.where(_D.reason_code == code)
        if after is not None:
            chosen = chosen.where(tuple_(*_PLACE) > (after.accepted_at, after.id))
        return self._deliveries(chosen.order_by(*_PLACE).limit(limit))

    def pairs(
        self,
        limit: int,
        after: str | None = None,
        *,
        state: LinkState | None = None,
        ticket_id: int | None = None,
        issue_key: str | None = None,
    ) -> Sequence[TicketLink]:
        chosen = select(links)
        for column, value in (
            (links.c.state, state.value if state is not None else None),
            (links.c.ticket_id, ticket_id),
            (links.c.issue_key, issue_key),
        ):
            chosen = chosen.where(column == value) if value is not None else chosen
        if after is not None:
            chosen = chosen.where(links.c.id < after)
        rows = self._connection.execute(chosen.order_by(links.c.id.desc()).limit(limit))
        return tuple(map(to_link, rows))

    def lanes(self, names: Sequence[str]) -> Mapping[str, LaneCounts]:
        rows = self._connection.execute(select(lanes).where(lanes.c.name.in_(names)))
        return {row.name: LaneCounts(row.waiting, row.parked, row.held) for row in rows}

    def last_done(self, lanes: Sequence[str]) -> Mapping[str, datetime]:
        last = func.max(_D.settled_at, type_=_D.settled_at.type)
        chosen = select(_D.lane, last).where(_D.lane.in_(lanes), _DONE)
        rows = self._connection.execute(chosen.group_by(_D.lane))
        return {lane: at for lane, at in rows if at is not None}

    def effects_of(self, deliveries: Sequence[str]) -> Sequence[EffectRecord]:
        chosen = select(effects).where(effects.c.delivery_id.in_(deliveries))
        rows = self._connection.execute(chosen.order_by(effects.c.begun_at, effects.c.marker))
        return tuple(map(to_effect, rows))

    def audit_of(self, subject: str, limit: int, until: datetime) -> Sequence[AuditEntry]:
        chosen = select(audit).where(audit.c.subject == subject, audit.c.at <= until)
        rows = self._connection.execute(chosen.order_by(audit.c.id.desc()).limit(limit))
        return tuple(map(to_entry, rows))

    def escalations(
        self, severity: str, limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        return self._open(_C.severity == severity, limit, after)

    def escalations_beside(
        self, severities: Sequence[str], limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        beside = or_(_C.severity.is_(None), _C.severity.not_in(severities))
        return self._open(beside, limit, after)

    def _open(
        self, which: ColumnElement[bool], limit: int, after: DueKey | None
    ) -> Sequence[EscalationClock]:
        place = tuple_(_C.due_at, _C.link_id)
        chosen = select(escalation_clocks).where(OPEN_ONES, which)
        if after is not None:
            chosen = chosen.where(place > (after.due_at, after.link_id))
        rows = self._connection.execute(chosen.order_by(_C.due_at, _C.link_id).limit(limit))
        return tuple(map(to_clock, rows))

    def _deliveries(self, statement: Select[Any]) -> tuple[Delivery, ...]:
        return tuple(map(to_delivery, self._connection.execute(statement)))


def _newest(state: DeliveryState | None, after: DeliveryKey | None) -> Select[Any]:
    chosen = select(deliveries)
    if state is None:
        behind = [_D.id < after.id] if after is not None else []
        return chosen.where(*behind).order_by(_D.id.desc())
    place = tuple_(*_PLACE)
    behind = [place < (after.accepted_at, after.id)] if after is not None else []
    return chosen.where(_D.state == state.value, *behind).order_by(*map(desc, _PLACE))


def _is_wanted(event: ColumnElement[str], wanted: Wanted) -> ColumnElement[bool]:
    """An event's JSON begins with its system and its kind."""
    systems = [wanted.system] if wanted.system is not None else list(System)
    kind = f',"kind":"{wanted.kind.value}"' if wanted.kind is not None else ""
    begins = (f'{{"system":"{system.value}"{kind}' for system in systems)
    return or_(*(event.startswith(beginning, autoescape=True) for beginning in begins))


def _key(last: Sequence[Delivery], more: Sequence[Delivery]) -> DeliveryKey | None:
    """Where the next page begins, if there is more."""
    return DeliveryKey(last[0].accepted_at, last[0].id) if more else None
