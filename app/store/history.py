"""The port `History` in SQL; `weekly_counts` has what is counted by weeks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, literal, select, tuple_, update

from app.errors import NotStored
from app.records_history import Escalated, Span, Try, WeekCounts, WeekLine
from app.store import weekly_counts
from app.store.scope import Scope
from app.store.statements import Record, insert_new, upsert
from app.store.tables import Moment
from app.store.tables_history import (
    history_days,
    history_escalations,
    history_lines,
    history_missed,
    history_tries,
)


class SqlHistory:
    """The port `History`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    # ---- tickets ---------------------------------------------------------------------------------

    def count_tickets(self, day: datetime, number: int, now: datetime) -> None:
        values = {"tickets": number, "counted_at": now}
        upsert(self._connection, history_days, {"day": day}, values)

    def counted_days(self, since: datetime) -> Mapping[datetime, datetime]:
        statement = select(history_days).where(history_days.c.day >= since)
        return {row.day: row.counted_at for row in self._connection.execute(statement)}

    # ---- tries -----------------------------------------------------------------------------------

    def note_try(self, one: Try) -> None:
        """Another process may note one of the same ticket at this moment: then the next number."""
        of_ticket = history_tries.c.ticket_id == one.ticket_id
        last = select(func.coalesce(func.max(history_tries.c.number), 0)).where(of_ticket)
        number = int(self._connection.execute(last).scalar_one()) + 1
        values = {"ticket_id": one.ticket_id, "at": one.at}
        row = {**values, "complete": one.complete}
        while not insert_new(self._connection, history_tries, {**row, "number": number}):
            number += 1
        for item in dict.fromkeys(one.missed):
            missed = {**values, "number": number, "item": item}
            insert_new(self._connection, history_missed, missed)

    def tries_of(self, ticket_id: int) -> Sequence[Try]:
        of_ticket = select(history_tries).where(history_tries.c.ticket_id == ticket_id)
        items = select(history_missed).where(history_missed.c.ticket_id == ticket_id)
        missed: dict[int, list[str]] = {}
        for row in self._connection.execute(items.order_by(history_missed.c.item)):
            missed.setdefault(row.number, []).append(row.item)
        return tuple(
            Try(
                ticket_id=row.ticket_id,
                at=row.at,
                complete=row.complete,
                missed=tuple(missed.get(row.number, ())),
            )
            for row in self._connection.execute(of_ticket.order_by(history_tries.c.number))
        )

    # ---- escalations -----------------------------------------------------------------------------

    def escalated(self, one: Escalated) -> bool:
        values = {**one.model_dump(), "id": one.id, "cause": one.cause}
        return insert_new(self._connection, history_escalations, values)

    def get(self, escalation_id: str) -> Escalated | None:
        by_id = select(history_escalations).where(history_escalations.c.id == escalation_id)
        found = self._all(by_id)
        return found[0] if found else None

    def of_ticket(self, ticket_id: int) -> Sequence[Escalated]:
        table = history_escalations
        of_ticket = select(table).where(table.c.ticket_id == ticket_id)
        return self._all(of_ticket.order_by(table.c.at, table.c.id))

    def between(
        self, since: datetime, until: datetime, limit: int = 1000, after: str | None = None
    ) -> Sequence[Escalated]:
        table = history_escalations
        statement = select(table).where(table.c.at >= since, table.c.at < until)
        last = self.get(after) if after is not None else None
        if last is not None:
            place = tuple_(literal(last.at, Moment), literal(last.id))
            statement = statement.where(tuple_(table.c.at, table.c.id) > place)
        return self._all(statement.order_by(table.c.at, table.c.id).limit(limit))

    def change(self, escalation_id: str, values: Mapping[str, object]) -> None:
        """The row is this transaction's once it is changed, so that the cause fits the columns."""
        table = history_escalations
        this = update(table).where(table.c.id == escalation_id)
        self._connection.execute(this.values(dict(values)))
        now = self.get(escalation_id)
        if now is None:
            raise NotStored(f"No escalation {escalation_id} is recorded.")
        self._connection.execute(this.values(cause=now.cause))

    def move(self, escalation_id: str, ticket_id: int) -> None:
        known = self.get(escalation_id)
        if known is None:
            return
        self.escalated(Escalated(**{**known.model_dump(), "ticket_id": ticket_id}))
        table = history_escalations
        self._connection.execute(delete(table).where(table.c.id == escalation_id))

    def known_prints(self, prints: Collection[str], since: datetime) -> Collection[str]:
        table = history_escalations
        wanted = table.c.fingerprint.in_(sorted(prints))
        statement = select(table.c.fingerprint).where(wanted, table.c.at >= since)
        return frozenset(self._connection.execute(statement).scalars())

    def _all(self, statement: Select[tuple[object, ...]]) -> tuple[Escalated, ...]:
        return tuple(map(_to_escalated, self._connection.execute(statement)))

    # ---- weeks -----------------------------------------------------------------------------------

    def weeks(self, span: Span) -> Sequence[WeekCounts]:
        return weekly_counts.weeks(self._connection, span)

    def repeats(self, span: Span, limit: int = 1000) -> Sequence[Escalated]:
        return self._all(weekly_counts.repeats(span).limit(limit))

    def missed(self, span: Span, limit: int = 20) -> Sequence[tuple[str, int]]:
        rows = self._connection.execute(weekly_counts.missed(span).limit(limit))
        return tuple((row.item, row.tries) for row in rows)

    def line(self, week: str) -> WeekLine | None:
        statement = select(history_lines).where(history_lines.c.week == week)
        row = self._connection.execute(statement).first()
        if row is None or not row.text:
            return None
        return WeekLine(week=row.week, text=row.text, by=row.by, at=row.at)

    def write_line(self, line: WeekLine) -> None:
        values = {"text": line.text, "by": line.by, "at": line.at}
        upsert(self._connection, history_lines, {"week": line.week}, values)


def _to_escalated(row: Record) -> Escalated:
    return Escalated(**{name: getattr(row, name) for name in Escalated.model_fields})
