"""Who is signed in to the console."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata


class ConsoleSessionRow(Row, table=True):
    """`digest` is SHA-256 of the id in the browser's cookie; `groups` is JSON."""

    __tablename__ = "console_sessions"
    __table_args__ = (
        Index("ix_console_sessions_begun_at", "begun_at"),
        Index("ix_console_sessions_seen_at", "seen_at"),
    )

    digest: str = Field(primary_key=True)
    person: str
    name: str
    groups: str = Field(sa_type=Text)
    proof: str
    begun_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)


console_sessions = metadata.tables["console_sessions"]
