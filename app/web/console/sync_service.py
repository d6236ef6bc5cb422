"""What the console's pages of escalations ask of the services."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.records_console import ConsolePerson
from app.services.account_summaries import AccountSummary
from app.services.sync_views import Agenda, Posted
from app.sync.ownership_table import OwnershipTable


class Escalations(Protocol):
    async def agenda(self, day: date | None = None) -> Agenda:
        """The engineer sync's agenda. Raises VendorError."""
        ...

    async def agenda_file(self, day: date | None = None) -> str:
        """The same as YAML, to be filled in. Raises VendorError."""
        ...

    async def look(self, notes: str) -> Posted:
        """What the notes would tell, and their mistakes. Raises VendorError."""
        ...

    async def post(self, notes: str, *, person: ConsolePerson) -> Posted:
        """Tell them. Raises SendingStopped and VendorError."""
        ...

    async def summaries(self) -> Sequence[AccountSummary]:
        """Drafts for the strategic accounts. Raises VendorError."""
        ...

    def ownership(self) -> OwnershipTable:
        """Who owns what."""
        ...
