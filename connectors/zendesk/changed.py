"""What is asked of Zendesk in bulk: its incremental export, counts, and its own links to Jira.

The export allows ten calls a minute and leaves out the newest minute (docs/vendors.md).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime

from app.errors import VendorMisread
from app.ports_export import ChangedTickets, NativeLink
from connectors.zendesk.reading import Wire, read_parts
from connectors.zendesk.transport import Transport

_EXPORT = "/api/v2/incremental/tickets/cursor"
_COUNT = "/api/v2/search/count"
_LINKS = "/api/v2/jira/links"


class _Changed(Wire):
    id: int


class _Link(Wire):
    id: int
    ticket_id: int
    issue_id: str | int
    issue_key: str
    created_at: AwareDatetime | None = None


class _SolvingAudit(Wire):
    created_at: AwareDatetime
    events: Sequence[Mapping[str, Any]] = ()

    @property
    def solves(self) -> bool:
        """Whether the ticket's status became `solved` by it."""
        told = ({"field_name": "status", "value": "solved"}.items() <= one.items() for one in
                self.events)  # fmt: skip
        return any(told)


async def changed_tickets(
    transport: Transport, since: datetime, cursor: str | None
) -> ChangedTickets:
    """A page of the export: after the cursor, or since then (aware) where there is none."""
    asked: Mapping[str, str | int] = (
        {"cursor": cursor} if cursor is not None else {"start_time": int(since.timestamp())}
    )
    answer = await transport.read(_EXPORT, asked)
    following = answer.get("after_cursor")
    is_last = answer.get("end_of_stream")
    if not isinstance(is_last, bool) or not (is_last or isinstance(following, str)):
        raise VendorMisread("Zendesk's export of tickets is not in the documented shape")
    ids = tuple(ticket.id for ticket in read_parts(_Changed, answer, "tickets"))
    return ChangedTickets(ids, following if isinstance(following, str) else "", is_last)


async def count_created(transport: Transport, since: datetime, until: datetime) -> int:
    """How many tickets were created in this time, as Zendesk's search counts them.

    The search lags behind by a few minutes, and leaves out what was deleted.
    """
    query = f"type:ticket created>={_moment(since)} created<{_moment(until)}"
    found = (await transport.read(_COUNT, {"query": query})).get("count")
    if isinstance(found, bool) or not isinstance(found, int):
        raise VendorMisread("Zendesk's count of tickets is not in the documented shape")
    return found


def solved_in(answer: Mapping[str, Any]) -> datetime | None:
    """When a page of a ticket's audits, newest first, tells that it was solved last."""
    audits = read_parts(_SolvingAudit, answer, "audits")
    return next((one.created_at.astimezone(UTC) for one in audits if one.solves), None)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


async def native_links(transport: Transport) -> AsyncIterator[NativeLink]:
    """All records; a page's last id leads to the next, and a page with nothing new is the end."""
    seen: set[int] = set()
    asked: dict[str, Any] = {}
    while True:
        answer = await transport.read(_LINKS, asked)
        page = [link for link in read_parts(_Link, answer, "links") if link.id not in seen]
        if not page:
            return
        for link in page:
            seen.add(link.id)
            yield NativeLink(link.ticket_id, str(link.issue_id), link.issue_key, link.created_at)
        asked = {"since_id": page[-1].id}
