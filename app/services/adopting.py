"""Copies that stand at a vendor and that our own records do not know.

A database that was restored from a backup has forgotten what was sent since. Each copy bears in its
marker the comment that it is a copy of (`app.sync.echo`), so that it is found and taken over
instead of being sent a second time.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from app.errors import NotFound
from app.model import (
    IssueComment,
    RedactedText,
    System,
    TicketComment,
    TicketLink,
)
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Copy, Delivery, EffectRecord
from app.services.accounts import OwnAccounts
from app.services.comment_state import NEWS, PUBLIC, REMOVALS
from app.services.outbox import Done, Outbox
from app.sync.echo import marked_origin, origin_of
from app.sync.sources import is_blackened, same_words

MOST_PLACES = 64
"""How many tickets and issues are remembered, with the copies that they held."""
FOUND = "copy found"
UNKNOWN = ""
"""The digest of a copy whose text is not known to be the one that would be sent now."""

Held = Mapping[str, TicketComment | IssueComment]
"""Copies by their origin."""


class Adopting:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        accounts: OwnAccounts,
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._tracker = tracker
        self._accounts = accounts
        self._clock = clock
        self._trusted_since = clock.now()
        self._held: OrderedDict[str, Held] = OrderedDict()

    def doubt(self) -> None:
        """The database was out of reach: what came back may be an older one."""
        self._trusted_since = self._clock.now()
        self._held.clear()

    async def adopt(self, link: TicketLink, delivery: Delivery) -> bool:
        """Look for a copy that is not recorded, and record it; whether there was one.

        What happened since the database is trusted has its record, if it has a copy: then nothing
        is asked. Else one read of the place, or none when it was read before. A posting by another
        delivery of which nobody knows what became is settled first. Raises VendorError.
        """
        lost = await self._store.read(lambda tx: posted_by_another(tx, link, delivery))
        if lost is not None:
            return await self._settle(link, delivery, lost)
        if not self._may_be_unknown(delivery):
            return False
        event = delivery.event
        found = (await self._copies_at(link, event.system)).get(
            origin_of(event.system, event.comment_id or "")
        )
        if found is None:
            return False
        copy = copy_found(link, event.system, event.comment_id or "", found)
        await self._store.write(lambda tx: record_found(tx, copy, self._clock.now()))
        return True

    async def _settle(self, link: TicketLink, delivery: Delivery, lost: EffectRecord) -> bool:
        """Raises VendorTimeout while the posting may still be committed."""
        source, comment_id = delivery.event.system, delivery.event.comment_id or ""
        place = link.issue_id if source is System.ZENDESK else link.ticket_id
        made: list[str] = []

        def keep(tx: Transaction, done: Done) -> None:
            copy = copy_posted(link, source, comment_id, done)
            record_found(tx, copy, self._clock.now())
            made.append(done.applied.remote_id)

        await self._outbox.recover(lost, place, after=keep)
        return bool(made)

    async def confirm(
        self, link: TicketLink, copy: Copy | None, wanted: RedactedText | None, digest: str
    ) -> Copy | None:
        """The record with its text's digest, where the copy that was found says what it should.

        So it need not be sent again. Raises VendorError.
        """
        if copy is None or copy.deleted or copy.digest != UNKNOWN or wanted is None:
            return copy
        try:
            standing = await self._read(copy, link)
        except NotFound:
            return Copy.model_validate({**copy.model_dump(), "deleted": True})
        if not same_words(standing.body, wanted.document):
            return copy
        said = {"digest": digest, "policy": wanted.policy}
        return Copy.model_validate({**copy.model_dump(), **said})

    async def _read(self, copy: Copy, link: TicketLink) -> TicketComment | IssueComment:
        target = copy.target_comment_id or ""
        if copy.source is System.ZENDESK:
            return await self._tracker.fetch_comment(link.issue_id, target)
        return await self._desk.fetch_comment(link.ticket_id, target)

    def _may_be_unknown(self, delivery: Delivery) -> bool:
        """An edit tells nothing of when its comment was made and copied.

        Reconcile removes the copy of a comment that was deleted while nothing is known of either.
        """
        if delivery.event.kind in REMOVALS:
            return False
        if delivery.event.kind not in NEWS:
            return True
        happened = delivery.event.occurred_at or delivery.accepted_at
        return min(happened, delivery.accepted_at) < self._trusted_since

    async def _copies_at(self, link: TicketLink, source: System) -> Held:
        place = link.issue_id if source is System.ZENDESK else str(link.ticket_id)
        key = f"{source.value}>{place}"
        if key not in self._held:
            self._held[key] = await self._look(link, source)
            while len(self._held) > MOST_PLACES:
                self._held.popitem(last=False)
        return self._held[key]

    async def _look(self, link: TicketLink, source: System) -> Held:
        if source is System.ZENDESK:
            own = await self._accounts.own_id(System.JIRA)
            issue_comments = await self._tracker.fetch_comments(link.issue_id)
            return {key: one for one in reversed(issue_comments) if (key := copied(one, own))}
        own = await self._accounts.own_id(System.ZENDESK)
        ticket_comments = await self._desk.fetch_comments(link.ticket_id)
        return {key: one for one in reversed(ticket_comments) if (key := copied(one, own))}


def copied(comment: TicketComment | IssueComment, own: str) -> str | None:
    """The origin of the comment that this is a standing copy of; None where it is none of ours."""
    if comment.author.id != own or is_blackened(comment.body):
        return None
    return marked_origin(comment.marker)


def posted_by_another(tx: Transaction, link: TicketLink, delivery: Delivery) -> EffectRecord | None:
    """A posting of the same comment, by another delivery that was given up or waits, if any."""
    source = delivery.event.system
    target = f"issue:{link.issue_id}" if source is System.ZENDESK else f"ticket:{link.ticket_id}"
    origin = origin_of(source, delivery.event.comment_id or "")
    found = tx.effects.unsettled_at(target)
    return next((one for one in found if marked_origin(one.marker) == origin), None)


def copy_posted(link: TicketLink, source: System, comment_id: str, done: Done) -> Copy:
    """The record of a copy whose posting is found to have come about."""
    return Copy(
        link_id=link.id,
        source=source,
        source_comment_id=comment_id,
        target_comment_id=done.applied.remote_id,
        digest=done.digest.removeprefix(PUBLIC),
        policy=UNKNOWN,
        public=done.digest.startswith(PUBLIC),
    )


def copy_found(
    link: TicketLink, source: System, comment_id: str, found: TicketComment | IssueComment
) -> Copy:
    """The record of a copy of which only its marker is known."""
    return Copy(
        link_id=link.id,
        source=source,
        source_comment_id=comment_id,
        target_comment_id=found.id,
        digest=UNKNOWN,
        policy=UNKNOWN,
        public=isinstance(found, TicketComment) and found.public,
    )


def record_found(tx: Transaction, copy: Copy, now: datetime) -> None:
    """Keep the record, in the caller's transaction."""
    tx.copies.save(copy, now)
    tx.audit.add(AuditEntry(at=now, actor="airlock", action=FOUND, subject=f"link:{copy.link_id}"))
