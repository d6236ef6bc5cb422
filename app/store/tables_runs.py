"""The tables of long runs, and of what reconcile compares with."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata

_UNFINISHED = text("state IN ('running', 'stopped')")


class RunRow(Row, table=True):
    """`counts` and `options` are JSON objects. One of a kind is unfinished."""

    __tablename__ = "runs"
    __table_args__ = (
        Index("ix_runs_kind", "kind", "id"),
        Index(
            "uq_runs_unfinished",
            "kind",
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )

    id: str = Field(primary_key=True)
    kind: str
    state: str
    cursor: str | None = Field(sa_type=Text)
    counts: str = Field(sa_type=Text)
    options: str = Field(sa_type=Text)
    started_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(sa_type=Moment)
    fence: int


class CopySourceRow(Row, table=True):
    """How a comment read when its copy was last brought in line, as a keyed digest."""

    __tablename__ = "copy_sources"

    link_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    comment_id: str = Field(primary_key=True)
    digest: str


copy_sources = metadata.tables["copy_sources"]
runs = metadata.tables["runs"]
