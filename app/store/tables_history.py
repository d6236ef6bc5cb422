"""The tables that the weekly numbers are counted from: ids, counts, words, digests."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata, where


class TicketDayRow(Row, table=True):
    """How many tickets were created on a day, which begins at 00:00 UTC."""

    __tablename__ = "history_days"

    day: datetime = Field(sa_type=Moment, primary_key=True)
    tickets: int = Field(sa_type=BigInteger)
    counted_at: datetime = Field(sa_type=Moment)


class EscalationRow(Row, table=True):
    """`cause` is what two escalations of one root cause share; it follows from the columns.

    What a year's repeats are counted by is read from indexes alone.
    """

    __tablename__ = "history_escalations"
    __table_args__ = (
        Index("ix_history_escalations_at", "at", "id"),
        Index("ix_history_escalations_ticket", "ticket_id", "at"),
        Index("ix_history_escalations_issue", "issue_id", "at", "ticket_id"),
        Index("ix_history_escalations_cause", "cause", "at", "ticket_id"),
        Index("ix_history_escalations_week", "at", "cause", "issue_id", "ticket_id"),
        Index("ix_history_escalations_print", "fingerprint", "at"),
        Index("ix_history_escalations_severity", "severity", "at", "confirmed_at"),
        Index("ix_history_escalations_confirmed", "severity", "confirmed_at", "at"),
    )

    id: str = Field(primary_key=True)
    ticket_id: int = Field(sa_type=BigInteger)
    issue_id: str
    issue_key: str
    at: datetime = Field(sa_type=Moment)
    severity: str | None
    pattern: str | None
    component: str | None
    root_cause: str | None
    fingerprint: str | None
    cause: str | None
    owner_id: str | None
    pod: str | None
    resolved_at: datetime | None = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(sa_type=Moment)
    reopened: int


class TryRow(Row, table=True):
    """`number` counts a ticket's tries from one."""

    __tablename__ = "history_tries"
    __table_args__ = (where("ix_history_tries_first", ("at", "complete"), "number = 1"),)

    ticket_id: int = Field(sa_type=BigInteger, primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    complete: bool


class MissedRow(Row, table=True):
    """An item of the packet that a try lacked."""

    __tablename__ = "history_missed"
    __table_args__ = (where("ix_history_missed_first", ("at", "item"), "number = 1"),)

    ticket_id: int = Field(sa_type=BigInteger, primary_key=True)
    number: int = Field(primary_key=True)
    item: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)


class WeekLineRow(Row, table=True):
    """The line of context that a person wrote for a week."""

    __tablename__ = "history_lines"

    week: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    by: str
    at: datetime = Field(sa_type=Moment)


history_days = metadata.tables["history_days"]
history_escalations = metadata.tables["history_escalations"]
history_tries = metadata.tables["history_tries"]
history_missed = metadata.tables["history_missed"]
history_lines = metadata.tables["history_lines"]
