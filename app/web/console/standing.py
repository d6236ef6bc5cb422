"""What the console's first page asks of the services."""

from collections.abc import Sequence
from typing import Protocol

from app.records_console import ConsolePerson
from app.services.console_standing import HealthLine, StandingView


class Standing(Protocol):
    async def look(self) -> StandingView:
        """The mode that holds, and what waits."""
        ...

    async def checks(self) -> Sequence[HealthLine]:
        """Every check of the service's health; may take as long as a vendor does."""
        ...

    async def stop(self, reason: str, *, person: ConsolePerson) -> bool:
        """Stop all sending; whether the reason was kept."""
        ...

    async def start(self, *, person: ConsolePerson) -> None:
        """Let sending go on."""
        ...
