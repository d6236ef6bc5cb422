"""What the audit's page asks of the services."""

from typing import Protocol

from app.ports_audit import AuditColumn
from app.services.console_audit import AuditPage


class AuditReading(Protocol):
    async def page(
        self, before: int | None = None, where: tuple[AuditColumn, str] | None = None
    ) -> AuditPage:
        """Entries with a smaller number than `before`, newest first."""
        ...
