"""Drafts of a packet, judged while an agent writes over what the vendors said a minute ago."""

from datetime import datetime, timedelta

from app.gate.decision import Decision, decide
from app.gate.entry import GateEntry
from app.gate.packet import Packet
from app.gate.policy import OWNER
from app.model import Ticket
from app.ports import Clock, TicketDesk
from app.services.disclosure import Disclosure
from app.services.gate_facts import GateFacts

KEPT_FOR = timedelta(minutes=1)
MOST_KEPT = 500


class Drafts:
    """Agents pause many times a minute, and Zendesk allows a whole account a few hundred calls.

    A judgement may therefore miss what happened on the ticket in the last minute. A save does not
    pass through here.
    """

    def __init__(
        self, desk: TicketDesk, facts: GateFacts, disclosure: Disclosure, clock: Clock
    ) -> None:
        self._desk = desk
        self._facts = facts
        self._disclosure = disclosure
        self._clock = clock
        self._kept: dict[tuple[int, str], tuple[datetime, Ticket, GateEntry]] = {}

    def forget(self) -> None:
        """Let all go."""
        self._kept.clear()

    async def decide(self, ticket_id: int, draft: Packet) -> tuple[Ticket, Decision]:
        """The decision as it would be with this packet. Raises VendorError."""
        now = self._clock.now()
        # Facts of the owner are about the one who is named, so that another one asks anew.
        key = (ticket_id, draft.items.get(OWNER, ""))
        kept = self._kept.get(key)
        if kept is None or now - kept[0] >= KEPT_FOR:
            kept = await self._gather(ticket_id, draft, now)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = kept
        _, ticket, entry = kept
        return ticket, decide(entry.with_packet(draft), self._disclosure.policies.gate, at=now)

    async def _gather(
        self, ticket_id: int, draft: Packet, now: datetime
    ) -> tuple[datetime, Ticket, GateEntry]:
        ticket = await self._desk.fetch_ticket(ticket_id)
        return now, ticket, await self._facts.gather(ticket, draft, now)
