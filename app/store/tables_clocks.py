"""The table of escalations and of when each customer must hear from us."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata, where

OPEN = "closed_at IS NULL"
ASKING = "closed_at IS NULL AND asks AND blocked_on = 'engineering'"


class EscalationClockRow(Row, table=True):
    """Ids, words of the policy and times. No text, no names."""

    __tablename__ = "escalation_clocks"
    __table_args__ = (
        Index("ix_escalation_clocks_ticket", "ticket_id"),
        Index("ix_escalation_clocks_issue", "issue_id"),
        Index("ix_escalation_clocks_look", "look_at"),
        Index("ix_escalation_clocks_customer", "customer", "closed_at"),
        where("ix_escalation_clocks_due", ("due_at", "link_id"), OPEN),
        where("ix_escalation_clocks_severity", ("severity", "due_at", "link_id"), OPEN),
        where("ix_escalation_clocks_open", ("link_id",), OPEN),
        where("ix_escalation_clocks_asking", ("link_id",), ASKING),
    )

    link_id: str = Field(primary_key=True)
    ticket_id: int = Field(sa_type=BigInteger)
    issue_id: str
    issue_key: str
    customer: str
    severity: str | None
    team: str
    assigned: bool
    blocked_on: str
    next_step: str
    asks: bool
    opened_at: datetime = Field(sa_type=Moment)
    last_update_at: datetime | None = Field(sa_type=Moment)
    promised_at: datetime | None = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(sa_type=Moment)
    look_at: datetime | None = Field(sa_type=Moment)


escalation_clocks = metadata.tables["escalation_clocks"]
