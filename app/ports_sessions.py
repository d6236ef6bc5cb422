"""What the store keeps of who is signed in to the console."""

from datetime import datetime
from typing import Protocol

from app.records_console import ConsoleSession


class ConsoleSessions(Protocol):
    """Sessions of the console, for all processes. Never the id that a browser holds."""

    def add(self, session: ConsoleSession) -> None: ...
    def get(self, digest: str) -> ConsoleSession | None: ...
    def touch(self, digest: str, at: datetime) -> None:
        """It was used then. Fine when there is none."""
        ...

    def end(self, digest: str) -> None:
        """Fine when there is none."""
        ...

    def forget(self, begun_before: datetime, seen_before: datetime) -> None:
        """Delete those that began before the one or were used last before the other moment."""
        ...
