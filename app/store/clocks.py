"""The port `Clocks` in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, or_, select, text, tuple_, update

from app.records_clocks import DueKey, EscalationClock
from app.store.scope import Scope
from app.store.statements import Record, upsert
from app.store.tables_clocks import ASKING, OPEN, escalation_clocks

_T = escalation_clocks.c
# Written out, because no engine takes a partial index for a value that it learns later.
OPEN_ONES = text(f"escalation_clocks.{OPEN}")
_ASKING = text(ASKING)
_AGAIN = update(escalation_clocks).where(_T.link_id == bindparam("link"))
_BY_ISSUE = update(escalation_clocks).where(_T.issue_id == bindparam("issue"))


class SqlClocks:
    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def get(self, link_id: str) -> EscalationClock | None:
        found = self._read(select(escalation_clocks).where(_T.link_id == link_id))
        return found[0] if found else None

    def of_ticket(self, ticket_id: int) -> Sequence[EscalationClock]:
        chosen = select(escalation_clocks).where(_T.ticket_id == ticket_id)
        return self._read(chosen.order_by(_T.link_id))

    def save(self, clock: EscalationClock) -> None:
        values = clock.model_dump(mode="python")
        values |= {"blocked_on": clock.blocked_on.value, "next_step": clock.next_step.value}
        upsert(self._connection, escalation_clocks, {"link_id": values.pop("link_id")}, values)

    def look_again(self, link_id: str, at: datetime) -> None:
        self._connection.execute(_AGAIN.values(look_at=at), {"link": link_id})

    def look_again_at_issue(self, issue_id: str, at: datetime) -> None:
        self._connection.execute(_BY_ISSUE.values(look_at=at), {"issue": issue_id})

    def to_look_at(self, now: datetime, limit: int) -> Sequence[EscalationClock]:
        chosen = select(escalation_clocks).where(_T.look_at <= now)
        return self._read(chosen.order_by(_T.look_at).limit(limit))

    def due(self, limit: int, after: DueKey | None = None) -> Sequence[EscalationClock]:
        chosen = select(escalation_clocks).where(OPEN_ONES)
        if after is not None:
            place = tuple_(_T.due_at, _T.link_id)
            chosen = chosen.where(place > (after.due_at, after.link_id))
        return self._read(chosen.order_by(_T.due_at, _T.link_id).limit(limit))

    def open(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        chosen = select(escalation_clocks).where(OPEN_ONES, _T.link_id > (after or ""))
        return self._read(chosen.order_by(_T.link_id).limit(limit))

    def asking(self, limit: int, after: str | None = None) -> Sequence[EscalationClock]:
        chosen = select(escalation_clocks).where(_ASKING, _T.link_id > (after or ""))
        return self._read(chosen.order_by(_T.link_id).limit(limit))

    def of_customer(self, customer: str, since: datetime) -> Sequence[EscalationClock]:
        still = or_(_T.closed_at.is_(None), _T.closed_at >= since)
        chosen = select(escalation_clocks).where(_T.customer == customer, still)
        return self._read(chosen.order_by(_T.link_id))

    def _read(self, statement: Select[*tuple[object, ...]]) -> tuple[EscalationClock, ...]:
        return tuple(map(to_clock, self._connection.execute(statement)))


def to_clock(row: Record) -> EscalationClock:
    return EscalationClock.model_validate(row, from_attributes=True)
