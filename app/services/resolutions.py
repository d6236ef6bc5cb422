"""When an escalation was resolved and confirmed, by the vendors' own histories."""

from collections.abc import Sequence
from datetime import datetime

from app.model import Issue, Move, Ticket
from app.ports import IssueTracker, TicketDesk

SOLVED = frozenset({"solved", "closed"})


async def resolution_of(tracker: IssueTracker, issue: Issue) -> datetime:
    """When an issue that is done came to the status that it has; one read.

    Where the moves do not tell, its last change: the latest that it can have been. Raises
    VendorError.
    """
    return resolved_in(await tracker.fetch_moves(issue.id, "status"), issue)


def resolved_in(moves: Sequence[Move], issue: Issue) -> datetime:
    """The same, by moves that were read."""
    came = [one.at for one in moves if one.to_status == issue.status]
    return came[-1] if came else issue.updated_at


async def solution_of(desk: TicketDesk, ticket: Ticket) -> datetime | None:
    """When the ticket was solved last; None while it is not. Raises VendorError."""
    if ticket.status not in SOLVED:
        return None
    return await desk.solved_at(ticket.id) or ticket.updated_at
