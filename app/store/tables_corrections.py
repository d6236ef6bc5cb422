"""The table of files that were copied with comments."""

from sqlalchemy import Index
from sqlmodel import Field

from app.store.tables import Row, metadata


class FileCopyRow(Row, table=True):
    """A file on an issue that came with a comment's copy, and goes with it."""

    __tablename__ = "file_copies"
    __table_args__ = (Index("ix_file_copies_target", "target_file_id"),)

    link_id: str = Field(primary_key=True)
    source_comment_id: str = Field(primary_key=True)
    source_file_id: str = Field(primary_key=True)
    target_file_id: str | None
    digest: str


file_copies = metadata.tables["file_copies"]
