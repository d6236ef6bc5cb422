"""What is counted by ISO weeks, on both engines. docs/weekly.md says what each number means.

Each count groups a subquery's rows, because PostgreSQL takes an expression with parameters that is
written twice for two.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from app.ports_history import REPEAT_WITHIN
from app.records_history import Span, WeekCounts
from app.store.statements import Record
from app.store.tables import EPOCH
from app.store.tables_history import (
    history_days,
    history_escalations,
    history_missed,
    history_tries,
)

WEEK = timedelta(weeks=1)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = datetime(1970, 1, 5, tzinfo=UTC)
"""The first Monday that a Moment can tell."""
_ESCALATIONS = history_escalations


def weeks(connection: Connection, span: Span) -> tuple[WeekCounts, ...]:
    """Each week of the span."""
    found: dict[datetime, dict[str, Any]] = {start: {} for start in _starts(span)}
    for statement in (_tickets(span), _counted(span), _repeated(span), _tried(span), _took(span)):
        for row in connection.execute(statement):
            found[_start_of(row)].update(_numbers(row))
    return _with_open(connection, span, found)


def _starts(span: Span) -> list[datetime]:
    return [span.start + number * WEEK for number in range((span.end - span.start) // WEEK)]


def _numbers(row: Record) -> dict[str, Any]:
    """What the row counted; durations are microseconds in the database, seconds here."""
    given = row._asdict().items()
    return {
        name: int(value) / 1_000_000 if name in ("half", "most") else int(value)
        for name, value in given
        if name != "week"
    }


def _week(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    return ((_raw(moment) - _micros(_FIRST)) // (WEEK // _MICROSECOND)).label("week")


def _raw(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    return type_coerce(moment, BigInteger)


def _micros(moment: datetime) -> int:
    return (moment - EPOCH) // _MICROSECOND


def _within(moment: ColumnElement[datetime], span: Span) -> ColumnElement[bool]:
    return (moment >= span.start) & (moment < span.end)


def _tickets(span: Span) -> Select[tuple[int, int, int]]:
    days = history_days.c
    rows = select(_week(days.day), days.tickets).where(_within(days.day, span)).subquery()
    total, counted = func.sum(rows.c.tickets).label("tickets"), func.count().label("days")
    return select(rows.c.week, total, counted).group_by(rows.c.week)


def _counted(span: Span) -> Select[tuple[int, int]]:
    at = _ESCALATIONS.c.at
    rows = select(_week(at)).where(_within(at, span)).subquery()
    return select(rows.c.week, func.count().label("escalations")).group_by(rows.c.week)


def _repeated(span: Span) -> Select[tuple[int, int]]:
    at = _ESCALATIONS.c.at
    rows = select(_week(at)).where(_within(at, span), _is_repeat()).subquery()
    return select(rows.c.week, func.count().label("repeats")).group_by(rows.c.week)


def repeats(span: Span) -> Select[tuple[object, ...]]:
    """The escalations of the span that repeat another."""
    at = _ESCALATIONS.c.at
    found = select(_ESCALATIONS).where(_within(at, span), _is_repeat())
    return found.order_by(at, _ESCALATIONS.c.id)


def _is_repeat() -> ColumnElement[bool]:
    """Whether another ticket's escalation of the 30 days before has the same cause or issue."""
    this, other = _ESCALATIONS.c, _ESCALATIONS.alias("other")
    earliest = _raw(this.at) - REPEAT_WITHIN // _MICROSECOND
    before = (
        (_raw(other.c.at) >= earliest)
        & (other.c.at < this.at)
        & (other.c.ticket_id != this.ticket_id)
    )
    by_cause = select(other.c.at).where(other.c.cause == this.cause, before)
    by_issue = select(other.c.at).where(other.c.issue_id == this.issue_id, before)
    return or_(by_cause.correlate(_ESCALATIONS).exists(), by_issue.correlate(_ESCALATIONS).exists())


def _tried(span: Span) -> Select[tuple[int, int, int]]:
    tries = history_tries.c
    first = select(_week(tries.at), cast(tries.complete, Integer).label("complete"))
    rows = first.where(tries.number == 1, _within(tries.at, span)).subquery()
    complete = func.sum(rows.c.complete).label("complete")
    return select(rows.c.week, func.count().label("tries"), complete).group_by(rows.c.week)


def missed(span: Span) -> Select[tuple[str, int]]:
    """Items that the first tries of the span lacked, and in how many."""
    table = history_missed.c
    number = func.count().label("tries")
    first = select(table.item, number).where(table.number == 1, _within(table.at, span))
    return first.group_by(table.item).order_by(number.desc(), table.item)


def _took(span: Span) -> Select[tuple[int, int, int, int]]:
    """Median and 90th percentile by nearest rank: the value at the place ⌈n·p⌉."""
    table = _ESCALATIONS.c
    took = (_raw(table.confirmed_at) - _raw(table.at)).label("took")
    chosen = table.severity.in_(span.urgent), _within(table.confirmed_at, span)
    rows = select(_week(table.confirmed_at), took).where(*chosen).subquery()
    place = func.row_number().over(partition_by=rows.c.week, order_by=rows.c.took)
    of = func.count().over(partition_by=rows.c.week)
    placed = select(rows.c.week, rows.c.took, place.label("place"), of.label("of")).subquery()
    return select(
        placed.c.week,
        func.max(placed.c.of).label("confirmed"),
        _at_place(placed.c.place == (placed.c.of + 1) // 2, placed.c.took).label("half"),
        _at_place(placed.c.place == (placed.c.of * 9 + 9) // 10, placed.c.took).label("most"),
    ).group_by(placed.c.week)


def _at_place(there: ColumnElement[bool], took: ColumnElement[int]) -> ColumnElement[int]:
    return func.max(case((there, took)))


def _with_open(
    connection: Connection, span: Span, found: Mapping[datetime, Mapping[str, Any]]
) -> tuple[WeekCounts, ...]:
    """At a week's end those are open that had come by then and were not confirmed by then."""
    table = _ESCALATIONS.c
    came = _urgent_by_week(connection, table.at, span)
    left = _urgent_by_week(connection, table.confirmed_at, span)
    still = _urgent_before(connection, table.at, span)
    still -= _urgent_before(connection, table.confirmed_at, span)
    counted = []
    for start, numbers in found.items():
        still += came.get(start, 0) - left.get(start, 0)
        counted.append(WeekCounts(start, **numbers, open=still))
    return tuple(counted)


def _urgent_by_week(
    connection: Connection, moment: ColumnElement[datetime], span: Span
) -> Mapping[datetime, int]:
    urgent = _ESCALATIONS.c.severity.in_(span.urgent)
    rows = select(_week(moment)).where(urgent, _within(moment, span)).subquery()
    statement = select(rows.c.week, func.count().label("number")).group_by(rows.c.week)
    return {_start_of(row): int(row.number) for row in connection.execute(statement)}


def _start_of(row: Record) -> datetime:
    return _FIRST + int(row.week) * WEEK


def _urgent_before(connection: Connection, moment: ColumnElement[datetime], span: Span) -> int:
    urgent = _ESCALATIONS.c.severity.in_(span.urgent)
    statement = select(func.count()).where(urgent, moment < span.start)
    return int(connection.execute(statement).scalar_one())
