"""What other policies would have made of the texts that were mirrored last.

The texts are read again from the vendors, one after the other and slowly enough that comments do
not have to wait for them; what was read is forgotten with the answer.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from app.document import Document
from app.errors import Held, NotFound, VendorBusy
from app.model import Audience, Context, System, Ticket, TicketLink
from app.policy.trial import HELD, STAYS, Difference, Outcome, differ, try_text
from app.ports import Clock, IssueTracker, PolicySet, TicketDesk, Transaction, UnitOfWork
from app.records import Copy
from app.redaction.pseudonyms import Pseudonyms
from app.services.comment_state import audience_of
from app.services.context import author_of, context_of_ticket, merge
from app.services.disclosure import with_neighbours
from app.sync.crossing import comment_crosses_to_jira, comment_crosses_to_zendesk
from app.sync.wording import frame_for_jira, frame_for_zendesk

TEXTS_A_MINUTE = 15
"""A text takes up to four reads: together a third of what the smallest Zendesk plan allows (200 a
minute, developer.zendesk.com/api-reference/introduction/rate-limits)."""
LONGEST_PAUSE = 120.0

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that could not be looked at, and why, in fixed words."""

    where: dict[str, str | int]
    reason: str


@dataclass(frozen=True, slots=True)
class _Mirrored:
    copy: Copy
    link: TicketLink
    context: Context
    pseudonyms: Pseudonyms

    @property
    def where(self) -> dict[str, str | int]:
        return {
            "link": self.link.id,
            "ticket": self.link.ticket_id,
            "issue": self.link.issue_key,
            "source": self.copy.source.value,
            "comment": self.copy.source_comment_id,
        }


class PolicyTrial:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        clock: Clock,
        pause: Pause,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._clock = clock
        self._pause = pause

    async def against_last(
        self, count: int, old: PolicySet, new: PolicySet
    ) -> AsyncIterator[Difference | Unread]:
        """The difference for each of the last texts that were mirrored, newest first.

        A text that is gone, unreadable or of an erased customer is told as Unread. Raises
        VendorError; VendorBusy only when the vendor asks for too long a pause.
        """
        for copy in await self._store.read(lambda tx: tx.copies.recent(count)):
            began = self._clock.now()
            yield await self._one(copy, old, new)
            await self._keep_pace(began)

    async def at(self, place: int, old: PolicySet, new: PolicySet) -> Difference | Unread | None:
        """The difference for one text, counted from the last one (0); None where there is none.

        Raises VendorError as `against_last` does. To keep its pace is the caller's business.
        """
        copies = await self._store.read(lambda tx: tx.copies.recent(place + 1))
        return await self._one(copies[place], old, new) if len(copies) > place else None

    async def _keep_pace(self, began: datetime) -> None:
        spent = (self._clock.now() - began).total_seconds()
        await self._pause(max(0.0, 60 / TEXTS_A_MINUTE - spent))

    async def _one(self, copy: Copy, old: PolicySet, new: PolicySet) -> Difference | Unread:
        mirrored = await self._store.read(lambda tx: _recall(tx, copy))
        if isinstance(mirrored, Unread):
            return mirrored
        try:
            return await self._patiently(mirrored, old, new)
        except NotFound:
            return Unread(mirrored.where, "it is no longer there")
        except Held:
            return Unread(mirrored.where, "it cannot be read")

    async def _patiently(self, mirrored: _Mirrored, old: PolicySet, new: PolicySet) -> Difference:
        try:
            return await self._compare(mirrored, old, new)
        except VendorBusy as busy:
            if (busy.retry_after or LONGEST_PAUSE) > LONGEST_PAUSE:
                raise
            await self._pause(busy.retry_after or LONGEST_PAUSE)
            return await self._compare(mirrored, old, new)

    async def _compare(self, mirrored: _Mirrored, old: PolicySet, new: PolicySet) -> Difference:
        read = self._read_ticket if mirrored.copy.source is System.ZENDESK else self._read_issue
        make = await read(mirrored)
        audience = audience_of(mirrored.copy.source)
        return differ(mirrored.where, audience, make(old), make(new))

    async def _read_ticket(self, mirrored: _Mirrored) -> Callable[[PolicySet], Outcome]:
        link, number = mirrored.link, mirrored.copy.source_comment_id
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        comment = await self._desk.fetch_comment(link.ticket_id, number)
        fields = await self._desk.field_ids()

        def make(policies: PolicySet) -> Outcome:
            crossing = comment_crosses_to_jira(comment, policies.mapping)
            if crossing.kind != "cross":
                return HELD if crossing.kind == "hold" else STAYS
            seen = merge(context_of_ticket(ticket, policies, fields), author_of(comment, ticket))
            text = frame_for_jira(comment, link.ticket_id, policies.mapping)
            return _try(mirrored, text, Audience.ENGINEERING, policies, seen)

        return make

    async def _read_issue(self, mirrored: _Mirrored) -> Callable[[PolicySet], Outcome]:
        link, number = mirrored.link, mirrored.copy.source_comment_id
        comment = await self._tracker.fetch_comment(link.issue_id, number)
        issue = await self._tracker.fetch_issue(link.issue_id)
        ticket: Ticket = await self._desk.fetch_ticket(link.ticket_id)
        fields = await self._desk.field_ids()

        def make(policies: PolicySet) -> Outcome:
            crossing = comment_crosses_to_zendesk(comment, issue, policies.mapping)
            if crossing.kind != "cross":
                return HELD if crossing.kind == "hold" else STAYS
            seen = context_of_ticket(ticket, policies, fields)
            text = frame_for_zendesk(comment, policies.mapping)
            return _try(mirrored, text, Audience.CUSTOMER, policies, seen)

        return make


def _try(
    mirrored: _Mirrored, text: Document, audience: Audience, policies: PolicySet, seen: Context
) -> Outcome:
    return try_text(
        text,
        audience=audience,
        policies=policies,
        context=merge(mirrored.context, seen),
        pseudonyms=mirrored.pseudonyms,
    )


def _recall(tx: Transaction, copy: Copy) -> _Mirrored | Unread:
    where: dict[str, str | int] = {
        "link": copy.link_id,
        "source": copy.source.value,
        "comment": copy.source_comment_id,
    }
    link = tx.links.get(copy.link_id)
    if link is None:
        return Unread(where, "its link was removed")
    context, customer = tx.vault.context(link.pair), tx.vault.customer_of(link.pair)
    if context is None or customer is None:
        return Unread(where, "its customer was erased")
    whole = with_neighbours(tx, link.pair, context)
    return _Mirrored(copy, link, whole, tx.vault.pseudonyms(link.pair, customer))
