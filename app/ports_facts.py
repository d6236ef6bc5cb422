"""What the gate asks of both vendors besides tickets and issues; `app.ports` has the rest."""

from collections.abc import Sequence
from typing import Protocol

from app.model import Person
from app.ports import IssueTracker, TicketDesk


class StaffDirectory(Protocol):
    """Who works with Zendesk. Raises leaves of VendorError."""

    async def find_staff(self, name: str) -> Sequence[Person]:
        """Agents and administrators with just this name or e-mail address, whatever its case."""
        ...

    async def group_names(self) -> Sequence[str]:
        """The names of all groups."""
        ...


class RemoteLinks(Protocol):
    """What an issue is linked with outside of Jira. Raises leaves of VendorError."""

    async def fetch_links(self, issue: str) -> Sequence[str]:
        """The URLs of the issue's remote links, ours among them; one read."""
        ...


class GateDesk(TicketDesk, StaffDirectory, Protocol):
    """Zendesk as the gate reads it."""


class GateTracker(IssueTracker, RemoteLinks, Protocol):
    """Jira as the gate reads it."""
