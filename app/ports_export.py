"""What reconcile and backfill read of the vendors in bulk, as protocols.

`app.ports` has the rest. Every method raises leaves of VendorError.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.ports import IssueTracker, TicketDesk
from app.ports_facts import RemoteLinks


@dataclass(frozen=True, slots=True)
class ChangedTickets:
    """A page of the export. `cursor` leads on from here, later too; `is_last` for now."""

    ids: tuple[int, ...]
    cursor: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class NativeLink:
    """A record of Zendesk's own Jira integration: this ticket, that issue, linked then."""

    ticket_id: int
    issue_id: str
    issue_key: str
    created_at: datetime | None = None


class TicketExport(Protocol):
    async def changed_tickets(self, since: datetime, cursor: str | None) -> ChangedTickets:
        """Tickets that changed after the cursor, or since then where there is none; one read.

        What changed within the newest minute is left out: it comes with a later page.
        """
        ...

    async def count_tickets(self, since: datetime, until: datetime) -> int:
        """How many tickets were created from then to before then; one read."""
        ...

    def native_links(self) -> AsyncIterator[NativeLink]:
        """All records of Zendesk's own integration. Needs an administrator's rights."""
        ...


class IssueExport(Protocol):
    def changed_issues(
        self, projects: Sequence[str], since: datetime, now: datetime
    ) -> AsyncIterator[Sequence[str]]:
        """Ids of the projects' issues that changed since then, page by page.

        To the minute: some come that changed a little before.
        """
        ...


class ReconcileDesk(TicketDesk, TicketExport, Protocol):
    """Zendesk as reconcile and backfill read it."""


class ReconcileTracker(IssueTracker, RemoteLinks, IssueExport, Protocol):
    """Jira as reconcile and backfill read it."""
