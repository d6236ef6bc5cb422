"""The gate's decision over tickets as they stand now: what is known is read, then decided."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.errors import NotFound
from app.gate.decision import Decision, decide
from app.gate.packet import Packet
from app.gate.rollup import roll_up
from app.model import Ticket, TicketLink
from app.ports import Clock, UnitOfWork
from app.ports_facts import GateDesk, GateTracker
from app.services.disclosure import Disclosure
from app.services.drafts import Drafts
from app.services.gate_facts import GateFacts

SEEN_FOR = timedelta(minutes=5)
MOST_SEEN = 500


class GateDeciding:
    def __init__(
        self,
        store: UnitOfWork,
        desk: GateDesk,
        tracker: GateTracker,
        disclosure: Disclosure,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._disclosure = disclosure
        self._clock = clock
        self._facts = GateFacts(store, desk, tracker, disclosure, clock)
        self._drafts = Drafts(desk, self._facts, disclosure, clock)
        self._seen: dict[int, tuple[datetime, Ticket]] = {}

    async def decide_ticket(self, ticket: Ticket, at: datetime | None = None) -> Decision:
        """The gate's decision over this ticket's packet as it stands now.

        `at` is the moment that is decided for, now when left out. Raises VendorError.
        """
        moment = at or self._clock.now()
        self._see(ticket)
        entry = await self._facts.gather(ticket, None, moment)
        return decide(entry, self._disclosure.policies.gate, at=moment)

    def seen(self, ticket_id: int) -> Ticket | None:
        """The ticket as this process decided about it last, if that is minutes ago at most."""
        known = self._seen.get(ticket_id)
        if known is None or self._clock.now() - known[0] >= SEEN_FOR:
            return None
        return known[1]

    def _see(self, ticket: Ticket) -> None:
        if len(self._seen) >= MOST_SEEN:
            self._seen.clear()
        self._seen[ticket.id] = (self._clock.now(), ticket)

    def forget(self) -> None:
        """Let go of what is held of tickets."""
        self._drafts.forget()
        self._seen.clear()

    async def decide_draft(self, ticket_id: int, draft: Packet) -> tuple[Ticket, Decision]:
        """The decision as it would be with this packet, of which nothing is stored."""
        return await self._drafts.decide(ticket_id, draft)

    async def named_fields(self, ticket: Ticket) -> dict[str, str]:
        """The ticket's field values under their ids and under their titles."""
        return await self._facts.named_fields(ticket)

    async def decide_issue(
        self, links: Sequence[TicketLink], at: datetime | None = None
    ) -> tuple[Decision, Sequence[Ticket]]:
        """The decision over all tickets of one issue; a deleted ticket has no say."""
        found = await asyncio.gather(*(self._fetch(link.ticket_id) for link in links))
        tickets = [ticket for ticket in found if ticket is not None]
        decisions = [await self.decide_ticket(ticket, at=at) for ticket in tickets]
        return roll_up(decisions, self._disclosure.policies.gate), tickets

    async def _fetch(self, ticket_id: int) -> Ticket | None:
        try:
            return await self._desk.fetch_ticket(ticket_id)
        except NotFound:
            return None
