"""The gate's decision over tickets as they stand now: what is known is read, then decided."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from app.errors import NotFound
from app.gate.decision import Decision, GateEntry, decide
from app.gate.packet import Packet
from app.gate.rollup import roll_up
from app.model import Ticket, TicketLink
from app.ports import Clock, TicketDesk, UnitOfWork
from app.services.disclosure import Disclosure


class GateDeciding:
    def __init__(
        self, store: UnitOfWork, desk: TicketDesk, disclosure: Disclosure, clock: Clock
    ) -> None:
        self._store = store
        self._desk = desk
        self._disclosure = disclosure
        self._clock = clock

    async def decide_ticket(
        self, ticket: Ticket, draft: Packet | None = None, at: datetime | None = None
    ) -> Decision:
        """The gate's decision over this ticket's packet as it stands now, or over a draft of it.

        `at` is the moment that is decided for, now when left out.
        Comments are read only where a file on the ticket would answer what is still missing.
        """
        decision = await self._decide(ticket, draft, at, has_logs=False)
        if not self._file_would_help(decision):
            return decision
        comments = await self._desk.fetch_comments(ticket.id)
        if not any(comment.attachments for comment in comments):
            return decision
        return await self._decide(ticket, draft, at, has_logs=True)

    async def _decide(
        self, ticket: Ticket, draft: Packet | None, at: datetime | None, *, has_logs: bool
    ) -> Decision:
        stored, waivers = await self._store.read(
            lambda tx: (tx.packets.get(ticket.id), tx.packets.waivers(ticket.id))
        )
        entry = GateEntry(
            ticket_id=ticket.id,
            packet=draft or (stored.packet if stored is not None else None),
            waivers=waivers,
            ticket_fields=await self.named_fields(ticket),
            priority=ticket.priority,
            has_logs=has_logs,
        )
        return decide(entry, self._disclosure.policies.gate, at=at or self._clock.now())

    def _file_would_help(self, decision: Decision) -> bool:
        items = self._disclosure.policies.gate.items
        lacking = [item.key for item in decision.items if item.state in ("missing", "weak")]
        return any(key in items and items[key].attachment_answers for key in lacking)

    async def named_fields(self, ticket: Ticket) -> dict[str, str]:
        """The ticket's field values under their ids and under their titles."""
        ids = await self._desk.field_ids()
        by_title = {
            title: ticket.fields[field_id]
            for title, field_id in ids.items()
            if field_id in ticket.fields
        }
        return {**ticket.fields, **by_title}

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
