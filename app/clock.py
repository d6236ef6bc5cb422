"""The system's clock behind the port."""

from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.now(UTC)
