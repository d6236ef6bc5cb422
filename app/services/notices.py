"""Our own lines for people on either side: neutral, redacted like all else, sent once.

`cause` names what a line is about: however often it is told, the line is written once for a link.
"""

from app.effects import NewTicketComment, PostIssueComment, UpdateTicket
from app.errors import NotFound
from app.model import Audience, Context, RedactedText, TicketLink
from app.ports import IssueTracker, TicketDesk
from app.records import Delivery
from app.services.disclosure import Disclosure, Scope
from app.services.outbox import Outbox
from app.sync.echo import marker_for

NOBODY = Scope("none", "none")


class Notices:
    def __init__(
        self, desk: TicketDesk, tracker: IssueTracker, disclosure: Disclosure, outbox: Outbox
    ) -> None:
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox

    async def tell_issue(
        self, link: TicketLink, words: str, delivery: Delivery, cause: str
    ) -> bool:
        """A comment on the issue; False when the issue is gone. Raises VendorError and Held."""
        try:
            issue = await self._tracker.fetch_issue(link.issue_id)
        except NotFound:
            return False
        body = await self._redact(words, Audience.ENGINEERING)
        marker = marker_for(f"{cause}:{link.id}", f"issue:{link.issue_id}:notice")
        effect = PostIssueComment(link.issue_id, body, marker, internal=issue.service_desk)
        await self._outbox.send(effect, delivery_id=delivery.id)
        return True

    async def tell_ticket(
        self, link: TicketLink, words: str, delivery: Delivery, cause: str
    ) -> bool:
        """An internal note on the ticket; False when it takes none. Raises VendorError and Held."""
        try:
            ticket = await self._desk.fetch_ticket(link.ticket_id)
        except NotFound:
            return False
        if ticket.closed:
            return False
        comment = NewTicketComment(await self._redact(words, Audience.CUSTOMER))
        marker = marker_for(f"{cause}:{link.id}", f"ticket:{link.ticket_id}:notice")
        effect = UpdateTicket(link.ticket_id, marker, comment=comment)
        await self._outbox.send(effect, delivery_id=delivery.id)
        return True

    async def _redact(self, words: str, audience: Audience) -> RedactedText:
        disclosed = await self._disclosure.disclose_line(
            words, audience=audience, scope=NOBODY, context=Context()
        )
        return disclosed.text
