"""The tables of policies: publications, drafts and what was said of them."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from app.store.tables import Moment, Row, metadata, where


class PolicyFilesRow(Row, table=True):
    """A set of files by a digest of their texts. `files` is JSON: name to text."""

    __tablename__ = "policy_files"

    digest: str = Field(primary_key=True)
    files: str = Field(sa_type=Text)


class PolicyVersionRow(Row, table=True):
    """A publication; the one with the highest number is in force."""

    __tablename__ = "policy_versions"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: str = Field(index=True)
    digest: str = Field(index=True)
    origin: str
    published_at: datetime = Field(sa_type=Moment)
    published_by: str
    approved_by: str | None
    reason: str = Field(sa_type=Text)
    restores: int | None


class PolicyDraftRow(Row, table=True):
    """`changes` is a JSON object of texts and nulls, `editors` a JSON list of ids."""

    __tablename__ = "policy_drafts"
    __table_args__ = (
        where("ix_policy_drafts_open", ("id",), "state NOT IN ('published', 'discarded')"),
    )

    id: str = Field(primary_key=True)
    base: int
    changes: str = Field(sa_type=Text)
    author: str
    editors: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=Moment)
    revision: int
    state: str
    reason: str = Field(sa_type=Text)
    restores: int | None
    published: int | None


class PolicyVerdictRow(Row, table=True):
    __tablename__ = "policy_verdicts"

    draft: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, sa_type=Moment)
    by: str = Field(primary_key=True)
    revision: int
    approved: bool
    note: str = Field(sa_type=Text)


policy_files = metadata.tables["policy_files"]
policy_versions = metadata.tables["policy_versions"]
policy_drafts = metadata.tables["policy_drafts"]
policy_verdicts = metadata.tables["policy_verdicts"]
