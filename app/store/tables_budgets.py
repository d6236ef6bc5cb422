"""The tables of pacing. Their times are seconds since 1970, as `app.sync.pacing` reckons."""

from sqlalchemy import Double
from sqlmodel import Field

from app.store.tables import Row, metadata


class BudgetRow(Row, table=True):
    """One limit of a vendor's, by `app.sync.limits`' key."""

    __tablename__ = "budgets"

    key: str = Field(primary_key=True)
    full_at: float = Field(sa_type=Double)
    bulk_full_at: float = Field(sa_type=Double)
    queue: float = Field(sa_type=Double)
    closed_until: float = Field(sa_type=Double)
    told_until: float = Field(sa_type=Double)
    left: int
    allowed: int | None


class OutageRow(Row, table=True):
    """`last_call` is a digest."""

    __tablename__ = "outages"

    system: str = Field(primary_key=True)
    failures: int
    last_call: str
    down_since: float | None = Field(sa_type=Double)
    probe_at: float = Field(sa_type=Double)
    back_at: float = Field(sa_type=Double)


budgets = metadata.tables["budgets"]
outages = metadata.tables["outages"]
