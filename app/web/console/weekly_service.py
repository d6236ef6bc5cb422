"""What the weekly pages ask of the service, as a protocol that it satisfies by shape."""

from collections.abc import Sequence
from typing import Protocol

from app.records_history import Escalated
from app.services.weekly_views import WeekReport


class WeeklyNumbers(Protocol):
    """Raises InputRefused for what is no week, and StoreError."""

    async def report(self, week: str | None = None) -> WeekReport: ...
    async def write_line(self, week: str, text: str, by: str, *, was: str) -> None:
        """Raises StaleWrite."""
        ...

    async def escalations(self, week: str, after: str | None = None) -> Sequence[Escalated]: ...
    async def name_cause(self, escalation_id: str, label: str, by: str, *, was: str) -> None:
        """Raises NotStored and StaleWrite."""
        ...
