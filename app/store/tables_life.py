"""The tables of the mode `shadow` and of what all processes count."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata


class ShadowRow(Row, table=True):
    """A write that was not sent. `findings` is JSON: counts by kind. No text."""

    __tablename__ = "shadows"
    __table_args__ = (
        Index("ix_shadows_at", "at"),
        Index("ix_shadows_delivery", "delivery_id", "brought_at"),
    )

    marker: str = Field(primary_key=True)
    delivery_id: str
    target: str
    kind: str
    audience: str | None
    findings: str = Field(sa_type=Text)
    digest: str
    policy: str
    at: datetime = Field(sa_type=Moment)
    brought_at: datetime | None = Field(sa_type=Moment)


class TallyRow(Row, table=True):
    """A number that every process adds to."""

    __tablename__ = "tallies"

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


shadows = metadata.tables["shadows"]
tallies = metadata.tables["tallies"]
