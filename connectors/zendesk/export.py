"""What a first copy and a reconcile read in bulk: changed tickets, and Zendesk's own Jira links.

Blocking: for commands and worker threads. Raises leaves of VendorError. The exports allow ten calls
a minute and leave out the newest minute (docs/vendors.md); zenpy waits where the vendor says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import VendorMisread
from connectors.zendesk.blocking import BlockingDesk, read_json, vendor_errors


@dataclass(frozen=True, slots=True)
class ChangedTicket:
    """A ticket that changed; `deleted` tickets are in the export for a while after."""

    ticket_id: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class JiraLink:
    """A record of Zendesk's own Jira integration: this ticket, that issue."""

    ticket_id: int
    issue_id: str
    issue_key: str


def changed_tickets(desk: BlockingDesk, since: datetime) -> Iterator[ChangedTicket]:
    """Tickets changed since then (aware), oldest change first; one may come more than once."""
    doing = "exporting tickets"
    with vendor_errors(doing):
        stream = iter(desk.zenpy.tickets.incremental(start_time=int(since.timestamp())))
    while True:
        with vendor_errors(doing):
            ticket = next(stream, None)
        if ticket is None:
            return
        yield ChangedTicket(int(ticket.id), ticket.status == "deleted")


def jira_links(desk: BlockingDesk) -> Iterator[JiraLink]:
    """All links, in the vendor's order. Needs an admin's rights.

    A page's last id leads to the next page; a page with nothing new is the end.
    """
    seen: set[int] = set()
    params: dict[str, str] = {}
    while True:
        answer = read_json(desk, "/api/v2/jira/links", params, "reading links to Jira")
        new = [record for record in _records(answer) if record["id"] not in seen]
        if not new:
            return
        for record in new:
            seen.add(record["id"])
            yield JiraLink(record["ticket_id"], str(record["issue_id"]), record["issue_key"])
        params = {"since_id": str(new[-1]["id"])}


def _records(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Ids may come as text. Raises VendorMisread for a record without them."""
    try:
        return [
            {
                "id": int(record["id"]),
                "ticket_id": int(record["ticket_id"]),
                "issue_id": str(record["issue_id"]),
                "issue_key": str(record["issue_key"]),
            }
            for record in answer["links"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise VendorMisread("Zendesk's links to Jira are not in the documented shape") from error
