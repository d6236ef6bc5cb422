"""How many escalations and incomplete first tries each driver had in a time, counted by the
database: a range of an index, grouped."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from app.records_prevention import Driver, DriverKind
from app.store.tables_history import history_escalations, history_missed

_LABEL = "label:"
"""How a cause begins that is a label set by people (`app.records_history.Escalated.cause`)."""


def count_drivers(connection: Connection, since: datetime, until: datetime) -> dict[Driver, int]:
    """The counts of `since` to before `until`; drivers without any are left out."""
    told, missed = history_escalations.c, history_missed.c
    label = case((told.root_cause.is_not(None), func.substr(told.cause, len(_LABEL) + 1)))
    counted = {
        DriverKind.ROOT_CAUSE: _counts(label, told.at, since, until),
        DriverKind.COMPONENT: _counts(told.component, told.at, since, until),
        DriverKind.TRACE: _counts(told.fingerprint, told.at, since, until),
        DriverKind.MISSED_ITEM: _counts(missed.item, missed.at, since, until, missed.number == 1),
    }
    return {
        Driver(kind, row.driver): row.times
        for kind, statement in counted.items()
        for row in connection.execute(statement)
        if row.driver
    }


def _counts(
    driver: ColumnElement[str],
    at: ColumnElement[datetime],
    since: datetime,
    until: datetime,
    *chosen: ColumnElement[bool],
) -> Select[tuple[str, int]]:
    """Over a subquery: PostgreSQL takes an expression with parameters written twice for two."""
    within = at >= since, at < until, *chosen
    rows = select(driver.label("driver")).where(*within).subquery()
    return select(rows.c.driver, func.count().label("times")).group_by(rows.c.driver)
