"""Repeat suspects: other tickets of the last 30 days that may have the same cause."""

from datetime import timedelta

from app.model import Agent, TicketLink
from app.ports import Clock, TicketAccess, Transaction, UnitOfWork
from app.services.sidebar_views import Suspect

WINDOW = timedelta(days=30)
SAME_ISSUE = "It is linked to the same issue."


class Suspects:
    def __init__(self, store: UnitOfWork, access: TicketAccess, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._clock = clock

    async def of_ticket(self, ticket_id: int, *, agent: Agent) -> tuple[Suspect, ...]:
        """The newest first; of a ticket that the agent may not see only that there is one."""
        since = self._clock.now() - WINDOW

        def load(tx: Transaction) -> list[TicketLink]:
            return [
                other
                for link in tx.links.of_ticket(ticket_id)
                for other in tx.links.of_issue(link.issue_id)
                if other.ticket_id != ticket_id and other.created_at >= since
            ]

        found = sorted(await self._store.read(load), key=lambda link: link.created_at, reverse=True)
        return tuple([await self._suspect(link, agent) for link in found])

    async def _suspect(self, link: TicketLink, agent: Agent) -> Suspect:
        visible = await self._access.may_see(agent.id, link.ticket_id)
        return Suspect(
            ticket_id=link.ticket_id if visible else None,
            match="issue",
            reason=SAME_ISSUE,
            issue_key=link.issue_key,
            seen_at=link.created_at,
        )
