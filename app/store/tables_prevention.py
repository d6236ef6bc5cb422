"""The tables of the prevention loop. What staff wrote for staff stands in them as it is."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Text
from sqlmodel import Field

from app.store.tables import BigNumber, Moment, Row, metadata, where


class ActionRow(Row, table=True):
    __tablename__ = "prevention_actions"
    __table_args__ = (
        Index("ix_prevention_actions_state", "state", "number"),
        where("ix_prevention_actions_driver", ("driver_kind", "driver_key"), "state = 'open'"),
    )

    number: int = Field(sa_type=BigNumber, primary_key=True)
    version: int
    driver_kind: str
    driver_key: str = Field(sa_type=Text)
    kind: str
    owner: str
    root_cause: str = Field(sa_type=Text)
    due: date = Field(sa_type=Date)
    week: str
    opened_at: datetime = Field(sa_type=Moment)
    opened_by: str
    state: str
    reason: str = Field(sa_type=Text)
    settled_at: datetime | None = Field(sa_type=Moment)


class PodRow(Row, table=True):
    """`components` is a JSON list."""

    __tablename__ = "pods"

    name: str = Field(primary_key=True)
    version: int
    components: str = Field(sa_type=Text)
    system: str
    target: str
    owner: str


class RunbookRow(Row, table=True):
    __tablename__ = "runbooks"
    __table_args__ = (
        Index("ix_runbooks_state", "state", "fresh_until", "number"),
        Index("ix_runbooks_page", "state", "number"),
    )

    number: int = Field(sa_type=BigNumber, primary_key=True)
    version: int
    title: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    author: str
    changed_by: str
    changed_at: datetime = Field(sa_type=Moment)
    owner: str
    pod: str
    fresh_until: date = Field(sa_type=Date)
    state: str
    reviewed_by: str
    reviewed_at: datetime | None = Field(sa_type=Moment)


class KnownIssueRow(Row, table=True):
    """`components` is a JSON list. `title_words` and `body_words` are what the search looks at."""

    __tablename__ = "known_issues"
    __table_args__ = (
        Index("ix_known_issues_state", "state", "number"),
        Index("ix_known_issues_key", "issue_key"),
    )

    number: int = Field(sa_type=BigNumber, primary_key=True)
    version: int
    title: str = Field(sa_type=Text)
    symptoms: str = Field(sa_type=Text)
    workaround: str = Field(sa_type=Text)
    runbook: int | None = Field(sa_type=BigNumber)
    issue_key: str | None
    components: str = Field(sa_type=Text)
    state: str
    safety: str
    policy: str
    changed_by: str
    changed_at: datetime = Field(sa_type=Moment)
    title_words: str = Field(sa_type=Text)
    body_words: str = Field(sa_type=Text)


class KnownIssueTraceRow(Row, table=True):
    """A stack trace among a known issue's symptoms, as the keyed digest that tickets bear."""

    __tablename__ = "known_issue_traces"

    digest: str = Field(primary_key=True)
    number: int = Field(sa_type=BigNumber, primary_key=True, foreign_key="known_issues.number")


actions = metadata.tables["prevention_actions"]
known_issue_traces = metadata.tables["known_issue_traces"]
known_issues = metadata.tables["known_issues"]
pods = metadata.tables["pods"]
runbooks = metadata.tables["runbooks"]
