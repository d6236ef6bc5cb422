"""The audit a page at a time, for people who read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.records import AuditEntry

AuditColumn = Literal["subject", "action", "actor"]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry with its number, by which pages follow each other."""

    id: int
    entry: AuditEntry


class AuditPages(Protocol):
    def page(
        self, limit: int, before: int | None = None, where: tuple[AuditColumn, str] | None = None
    ) -> Sequence[AuditLine]:
        """Entries with a smaller number than `before`, newest first, all or those of one value."""
        ...
