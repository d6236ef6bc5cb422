"""The port `Clocks` in memory."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.records_clocks import Blocked, DueKey, EscalationClock


class MemoryClocks:
    def __init__(self, clocks: dict[str, EscalationClock]) -> None:
        self._clocks = clocks

    def get(self, link_id: str) -> EscalationClock | None:
        return self._clocks.get(link_id)

    def of_ticket(self, ticket_id: int) -> Sequence[EscalationClock]:
        return self._chosen(lambda one: one.ticket_id == ticket_id)

    def save(self, clock: EscalationClock) -> None:
        self._clocks[clock.link_id] = clock

    def look_again(self, link_id: str, at: datetime) -> None:
        known = self._clocks.get(link_id)
        if known is not None:
            self._clocks[link_id] = known.model_copy(update={"look_at": at})

    def look_again_at_issue(self, issue_id: str, at: datetime) -> None:
        for known in self._chosen(lambda one: one.issue_id == issue_id):
            self.look_again(known.link_id, at)

    def to_look_at(self, now: datetime, limit: int) -> Sequence[EscalationClock]:
        waiting = [one for one in self._clocks.values() if one.look_at and one.look_at <= now]
        return sorted(waiting, key=lambda one: str(one.look_at))[:limit]

    def due(self, limit: int, after: DueKey | None = None) -> Sequence[EscalationClock]:
        place = (after.due_at, after.link_id) if after is not None else None
        behind = [
            one
            for one in self._chosen(lambda one: one.closed_at is None)
            if place is None or (one.due_at, one.link_id) > place
        ]
        return sorted(behind, key=lambda one: (one.due_at, one.link_id))[:limit]

    def open(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        chosen = self._chosen(lambda one: one.closed_at is None and one.link_id > (after or ""))
        return chosen[:limit]

    def asking(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        waiting = [
            one
            for one in self.open(len(self._clocks), after)
            if one.asks and one.blocked_on is Blocked.ENGINEERING
        ]
        return waiting[:limit]

    def of_customer(self, customer: str, since: datetime) -> Sequence[EscalationClock]:
        return self._chosen(
            lambda one: (
                one.customer == customer and (one.closed_at is None or one.closed_at >= since)
            )
        )

    def _chosen(self, wanted: Callable[[EscalationClock], bool]) -> list[EscalationClock]:
        ordered = sorted(self._clocks.values(), key=lambda one: one.link_id)
        return [one for one in ordered if wanted(one)]
