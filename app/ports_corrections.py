"""The port of files that were copied with a comment, so that a correction finds them."""

from collections.abc import Sequence
from typing import Protocol

from app.records import FileCopy


class FileCopies(Protocol):
    """Files on issues. Toward Zendesk a file is a part of the comment's copy."""

    def of_comment(self, link_id: str, comment_id: str) -> Sequence[FileCopy]:
        """In the order of their ids in Zendesk."""
        ...

    def save(self, file: FileCopy) -> None:
        """Insert or replace by link, comment and file in Zendesk."""
        ...

    def forget(self, file: FileCopy) -> None:
        """Fine when it is not known."""
        ...

    def shared(self, file: FileCopy) -> bool:
        """Whether another comment's copy names the same file on the issue."""
        ...
