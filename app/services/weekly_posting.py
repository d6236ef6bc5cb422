"""Brings the weekly report to where people read it: a chat, or a ticket as an internal note.

What is posted passes redaction as every text does that leaves the service.
"""

from typing import Protocol

from app.document import Document, Paragraph, Text
from app.effects import NewTicketComment, UpdateTicket
from app.errors import InputRefused
from app.model import Audience, Context, RedactedText
from app.ports import TicketDesk
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.gate_writing import NOBODY
from app.services.outbox import Outbox
from app.services.weekly_text import plain_report
from app.services.weekly_views import WeekReport
from app.sync.echo import marker_for

OPERATION = "weekly"


class Chat(Protocol):
    async def post(self, text: str) -> None:
        """Post plain text, once. Raises VendorError, whose `sent` says whether it may be there."""
        ...


class WeeklyPosting:
    """`chat` is None where none is set up."""

    def __init__(
        self, desk: TicketDesk, disclosure: Disclosure, outbox: Outbox, chat: Chat | None
    ) -> None:
        self._desk = desk
        self._disclosure = disclosure
        self._outbox = outbox
        self._chat = chat

    @property
    def has_chat(self) -> bool:
        """Whether a chat is set up."""
        return self._chat is not None

    async def to_chat(self, report: WeekReport) -> None:
        """Post it. Raises InputRefused without a chat, SendingStopped, Held and VendorError."""
        if self._chat is None:
            raise InputRefused("No chat is set up: AIRLOCK_REPORT__CHAT_WEBHOOK is not set.")
        text = await self._redacted(report, NOBODY, Context())
        await self._outbox.modes.require()
        await self._chat.post(text.plain)

    async def to_ticket(self, report: WeekReport, ticket_id: int) -> None:
        """Write it as an internal note, once for each week and ticket.

        Raises SendingStopped, Held, NotFound and other VendorErrors.
        """
        await self._outbox.modes.require()
        ticket = await self._desk.fetch_ticket(ticket_id)
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        seen = context_of_ticket(ticket, self._disclosure.policies, await self._desk.field_ids())
        text = await self._redacted(report, scope, await self._disclosure.look_for(scope, seen))
        operation = f"{OPERATION}:{report.week}"
        marker = marker_for(operation, f"ticket:{ticket_id}:comment")
        effect = UpdateTicket(ticket_id, marker, NewTicketComment(text, public=False))
        await self._outbox.send(effect, delivery_id=operation)

    async def _redacted(self, report: WeekReport, scope: Scope, context: Context) -> RedactedText:
        lines = [line.strip() for line in plain_report(report).splitlines()]
        document = Document(tuple(Paragraph((Text(line),)) for line in lines if line))
        disclosed = await self._disclosure.disclose(
            document, audience=Audience.CUSTOMER, scope=scope, context=context
        )
        return disclosed.text
