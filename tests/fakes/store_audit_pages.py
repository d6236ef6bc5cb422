"""The port `AuditPages` in memory."""

from collections.abc import Sequence

from app.ports_audit import AuditColumn, AuditLine
from app.records import AuditEntry


class MemoryAuditPages:
    def __init__(self, audit: dict[int, AuditEntry]) -> None:
        self._audit = audit

    def page(
        self, limit: int, before: int | None = None, where: tuple[AuditColumn, str] | None = None
    ) -> Sequence[AuditLine]:
        found = [
            AuditLine(number, entry)
            for number, entry in reversed(self._audit.items())
            if (before is None or number < before)
            and (where is None or getattr(entry, where[0]) == where[1])
        ]
        return tuple(found[:limit])
