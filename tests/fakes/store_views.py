"""The port `Views` in memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.model import LinkState, TicketLink
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

if TYPE_CHECKING:
    from tests.fakes.store import State


class MemoryViews:
    def __init__(self, state: "State") -> None:
        self._state = state

    def deliveries(
        self,
        wanted: Wanted,
        limit: int,
        after: DeliveryKey | None = None,
        depth: int = DEPTH,
    ) -> DeliveryPage:
        known = [d for d in self._all() if wanted.state in (None, d.state)]
        behind = [d for d in sorted(known, key=_place, reverse=True) if _is_before(d, after)]
        looked_at = behind[:depth] if wanted.system or wanted.kind else behind
        found = [
            d for d in looked_at
            if wanted.system in (None, d.event.system) and wanted.kind in (None, d.event.kind)
        ]  # fmt: skip
        if len(found) > limit:
            return DeliveryPage(tuple(found[:limit]), _key(found[limit - 1]))
        further = _key(looked_at[-1]) if len(behind) > len(looked_at) else None
        return DeliveryPage(tuple(found), further)

    def deliveries_of(self, lane: str, limit: int, until: datetime) -> Sequence[Delivery]:
        found = [d for d in self._all() if d.lane == lane and d.accepted_at <= until]
        return tuple(sorted(found, key=_place, reverse=True)[:limit])

    def causes(self) -> Sequence[Cause]:
        times: dict[str, list[datetime]] = {}
        for one in self._all():
            if one.state is DeliveryState.PARKED:
                times.setdefault(one.reason_code or "", []).append(one.accepted_at)
        found = [Cause(code, len(at), min(at), max(at)) for code, at in times.items()]
        return sorted(found, key=lambda cause: (-cause.count, cause.code))

    def stuck(
        self,
        state: DeliveryState,
        limit: int,
        after: DeliveryKey | None = None,
        code: str | None = None,
    ) -> Sequence[Delivery]:
        found = [d for d in self._all() if d.state is state and code in (None, d.reason_code)]
        behind = [d for d in found if after is None or _place(d) > (after.accepted_at, after.id)]
        return tuple(sorted(behind, key=_place)[:limit])

    def pairs(
        self,
        limit: int,
        after: str | None = None,
        *,
        state: LinkState | None = None,
        ticket_id: int | None = None,
        issue_key: str | None = None,
    ) -> Sequence[TicketLink]:
        found = [
            link
            for key, link in sorted(self._state.links.items(), reverse=True)
            if (after is None or key < after)
            and state in (None, link.state)
            and ticket_id in (None, link.ticket_id)
            and issue_key in (None, link.issue_key)
        ]
        return tuple(found[:limit])

    def lanes(self, names: Sequence[str]) -> Mapping[str, LaneCounts]:
        counted: dict[str, list[int]] = {}
        states = (DeliveryState.WAITING, DeliveryState.PARKED, DeliveryState.HELD)
        for one in self._all():
            if one.lane in names:
                counts = counted.setdefault(one.lane, [0, 0, 0])
                for n, state in enumerate(states):
                    counts[n] += one.state is state
        return {name: LaneCounts(*counts) for name, counts in counted.items()}

    def last_done(self, lanes: Sequence[str]) -> Mapping[str, datetime]:
        last: dict[str, datetime] = {}
        for placed in self._state.deliveries.values():
            one, at = placed.delivery, placed.settled_at
            if one.lane in lanes and one.state is DeliveryState.DONE and at is not None:
                last[one.lane] = max(at, last.get(one.lane, at))
        return last

    def effects_of(self, deliveries: Sequence[str]) -> Sequence[EffectRecord]:
        found = [one for one in self._state.effects.values() if one.delivery_id in deliveries]
        return tuple(sorted(found, key=lambda one: (one.begun_at, one.marker)))

    def audit_of(self, subject: str, limit: int, until: datetime) -> Sequence[AuditEntry]:
        newest = reversed(self._state.audit.values())
        return tuple(e for e in newest if e.subject == subject and e.at <= until)[:limit]

    def escalations(
        self, severity: str, limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        return self._open([c for c in self._clocks() if c.severity == severity], limit, after)

    def escalations_beside(
        self, severities: Sequence[str], limit: int, after: DueKey | None = None
    ) -> Sequence[EscalationClock]:
        beside = [c for c in self._clocks() if c.severity not in severities]
        return self._open(beside, limit, after)

    def _open(
        self, clocks: list[EscalationClock], limit: int, after: DueKey | None
    ) -> Sequence[EscalationClock]:
        behind = [
            one for one in clocks
            if after is None or (one.due_at, one.link_id) > (after.due_at, after.link_id)
        ]  # fmt: skip
        return tuple(sorted(behind, key=lambda one: (one.due_at, one.link_id))[:limit])

    def _clocks(self) -> Iterable[EscalationClock]:
        return (one for one in self._state.clocks.values() if one.closed_at is None)

    def _all(self) -> list[Delivery]:
        return [placed.delivery for placed in self._state.deliveries.values()]


def _place(delivery: Delivery) -> tuple[datetime, str]:
    return delivery.accepted_at, delivery.id


def _is_before(delivery: Delivery, after: DeliveryKey | None) -> bool:
    return after is None or _place(delivery) < (after.accepted_at, after.id)


def _key(delivery: Delivery) -> DeliveryKey:
    return DeliveryKey(delivery.accepted_at, delivery.id)
