"""One comment from one side to the other: read afresh, decided, redacted, planned, sent, recorded.

The webhook was only a pointer. A comment that we wrote ourselves is known by its recorded copy, or
by author and marker where the record does not exist yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.effects import DeleteIssueComment, Effect, RedactTicketComment
from app.errors import Held, NotFound
from app.model import RedactedText, System, TicketLink
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Copy, Delivery, EffectRecord, EffectState
from app.services.accounts import OwnAccounts
from app.services.adopting import UNKNOWN, Adopting
from app.services.carrying import Carry
from app.services.comment_files import CommentFiles
from app.services.comment_reading import CommentReading
from app.services.comment_state import (
    GONE,
    PUBLIC,
    REMOVALS,
    Known,
    Ready,
    audience_of,
    journal_entry,
    load_known,
    note_source,
)
from app.services.disclosure import Disclosure
from app.services.files import Files
from app.services.outbox import Done, Outbox
from app.services.reviewing import Reviewing
from app.services.traits import TraitKeeper
from app.sync.plan import plan_comment_to_issue, plan_comment_to_ticket

BEYOND_REACH = {
    System.ZENDESK: "mails that Jira has sent of it cannot be taken back",
    System.JIRA: "mails that Zendesk has sent of it cannot be taken back",
}
"""What the audit says of a correction, by the side that the comment is from."""


class Comments:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        accounts: OwnAccounts,
        disclosure: Disclosure,
        files: Files,
        outbox: Outbox,
        clock: Clock,
        traits: TraitKeeper,
        reviewing: Reviewing,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox
        self._clock = clock
        self._reading = CommentReading(
            desk, tracker, accounts, disclosure, files, traits, reviewing
        )
        self._files = CommentFiles(store, tracker, disclosure, outbox)
        self.adopting = Adopting(store, desk, tracker, accounts, clock, outbox)

    async def relay(
        self,
        link: TicketLink,
        delivery: Delivery,
        *,
        only_corrections: bool = False,
        carry: Carry | None = None,
    ) -> bool:
        """Bring the other side's copy in line with the comment that the delivery points at.

        False when it was found that the issue stands in a project of no policy. With
        `only_corrections` nothing is done for a comment that has no copy; `carry` is what sends
        it then. Raises VendorError, and Held where a person must look; then no copy stands.
        """
        known = await self._load(link, delivery)
        if known.posting is not None and known.posting.state is EffectState.BEGUN:
            await self._recover(link, delivery, known.posting)
            known = await self._load(link, delivery)
        if known.is_new and await self.adopting.adopt(link, delivery):
            known = await self._load(link, delivery)
        if known.is_settled(delivery.event.kind) or (
            only_corrections and not known.leaves_something
        ):
            return True
        try:
            if only_corrections and not known.stands:
                ready: Ready | None = GONE
            else:
                oldest = known.oldest(delivery.event)
                ready = await self._prepare(link, delivery, known.copy, oldest)
        except Held:
            await self._take_back(link, delivery, known)
            raise
        if ready is not None:
            await self._bring_about(link, delivery, ready, known, carry)
        return ready is None or not ready.away

    async def read(self, link: TicketLink, delivery: Delivery) -> Ready | None:
        """What would be sent of the comment now; nothing is. Raises as `relay` does."""
        return await self._prepare(link, delivery, None)

    async def take_back_outdated(self, link: TicketLink, delivery: Delivery) -> None:
        """Remove the copy, and its files, unless it says what would be sent now; send nothing.

        Raises VendorError.
        """
        known = await self._load(link, delivery)
        if known.is_new and await self.adopting.adopt(link, delivery):
            known = await self._load(link, delivery)
        if not known.leaves_something:
            return
        try:
            ready = await self._prepare(link, delivery, known.copy)
        except Held:
            ready = GONE
        ready = ready or GONE
        copy = await self.adopting.confirm(link, known.copy, ready.body, ready.digest)
        if copy is None or await self._is_outdated(link, delivery, copy, ready):
            await self._bring_about(link, delivery, GONE, known)
        else:
            await self._confirm(copy, delivery, ready)

    async def _is_outdated(
        self, link: TicketLink, delivery: Delivery, copy: Copy, ready: Ready
    ) -> bool:
        if ready.body is None or copy.deleted:
            return True
        same = (copy.digest, copy.public) == (ready.digest, ready.public)
        return not same or await self._files.has_outdated(link, delivery, ready)

    async def _load(self, link: TicketLink, delivery: Delivery) -> Known:
        history = self._disclosure.policies.mapping.comments.history
        return await self._store.read(lambda tx: load_known(tx, link, delivery, history))

    async def _recover(self, link: TicketLink, delivery: Delivery, posting: EffectRecord) -> None:
        """Learn first what became of an earlier try: its source may be changed or gone by now."""
        place = link.issue_id if delivery.event.system is System.ZENDESK else link.ticket_id
        record = _Recorder(self, link, delivery, Ready(None), removed=False)
        await self._outbox.recover(posting, place, after=record)

    async def _prepare(
        self,
        link: TicketLink,
        delivery: Delivery,
        copy: Copy | None,
        oldest: datetime | None = None,
    ) -> Ready | None:
        event, comment_id = delivery.event, delivery.event.comment_id or ""
        if event.kind in REMOVALS:
            return GONE
        try:
            ready = await self._reading.read(link, event.system, comment_id, copy, oldest)
        except NotFound:
            await self._check_pair_exists(link)
            return GONE if copy is not None else None
        return GONE if ready is None and copy is not None else ready

    async def _check_pair_exists(self, link: TicketLink) -> None:
        """Tell a comment that is gone from a ticket or issue that is, or may not be seen any more.

        Raises NotFound for the latter: its copies stand.
        """
        await self._desk.fetch_ticket(link.ticket_id)
        await self._tracker.fetch_issue(link.issue_id)

    async def _take_back(self, link: TicketLink, delivery: Delivery, known: Known) -> None:
        """What stood was of an earlier text or policy: it goes until a person has looked."""
        if known.leaves_something:
            await self._bring_about(link, delivery, GONE, known)

    async def _bring_about(
        self,
        link: TicketLink,
        delivery: Delivery,
        ready: Ready,
        known: Known,
        carry: Carry | None = None,
    ) -> None:
        copy = await self.adopting.confirm(link, known.copy, ready.body, ready.digest)
        send = partial(self._send, link, delivery, ready)
        sender = carry or self._outbox
        try:
            await send(copy, sender, known.posting_id)
        except NotFound:
            if copy is None or not await self._was_taken_away(link, copy):
                raise
            gone = Copy.model_validate({**copy.model_dump(), "deleted": True})
            await send(gone, sender, known.posting_id)
        target = known.copy.target_comment_id if known.copy is not None else None
        await self._files.follow(link, delivery, ready, target)

    async def _was_taken_away(self, link: TicketLink, copy: Copy) -> bool:
        """Whether a person deleted the copy on the issue, so that no edit reaches it any more."""
        if copy.deleted or copy.source is not System.ZENDESK:
            return False
        await self._check_pair_exists(link)
        try:
            await self._tracker.fetch_comment(link.issue_id, copy.target_comment_id or "")
        except NotFound:
            return True
        return False

    async def _send(
        self,
        link: TicketLink,
        delivery: Delivery,
        ready: Ready,
        copy: Copy | None,
        sender: Outbox | Carry,
        posting_id: str,
    ) -> None:
        effects = self._plan(link, delivery, ready, copy, posting_id)
        if not effects and copy is not None and ready.body is not None:
            await self._confirm(copy, delivery, ready)
        for effect in effects:
            removed = isinstance(effect, DeleteIssueComment | RedactTicketComment)
            record = _Recorder(
                self, link, delivery, ready, removed, copy is not None and not copy.deleted
            )
            await sender.send(
                effect, delivery_id=delivery.id, digest=journal_entry(ready), after=record,
                findings=ready.findings,
            )  # fmt: skip

    async def _confirm(self, copy: Copy, delivery: Delivery, ready: Ready) -> None:
        """The copy says what the policy would send: it need not be looked at for it again."""
        policy = _version(ready.body) if ready.body is not None else copy.policy
        confirmed = Copy.model_validate({**copy.model_dump(), "policy": policy})

        def keep(tx: Transaction) -> None:
            if tx.copies.get(*copy.key) != confirmed:
                tx.copies.save(confirmed, self._clock.now())
            note_source(tx, copy.link_id, delivery, ready)

        if not copy.deleted:
            await self._store.write(keep)

    def _plan(
        self,
        link: TicketLink,
        delivery: Delivery,
        ready: Ready,
        copy: Copy | None,
        posting_id: str,
    ) -> Sequence[Effect]:
        comment_id = delivery.event.comment_id or ""
        if delivery.event.system is System.ZENDESK:
            return plan_comment_to_issue(
                link,
                comment_id,
                ready.body,
                digest=ready.digest,
                existing=copy,
                delivery_id=posting_id,
                internal=ready.internal,
            )
        return plan_comment_to_ticket(
            link,
            comment_id,
            ready.body,
            digest=ready.digest,
            existing=copy,
            delivery_id=posting_id,
            public=ready.public,
            files=tuple(one.file for one in ready.files),
        )

    def record(self, tx: Transaction, sent: "_Recorder", done: Done) -> None:
        """Keep the copy and the audit row, in the transaction that settles the effect."""
        event, ready = sent.delivery.event, sent.ready
        now = self._clock.now()
        copy = Copy(
            link_id=sent.link.id,
            source=event.system,
            source_comment_id=event.comment_id or "",
            target_comment_id=done.applied.remote_id,
            digest=done.digest.removeprefix(PUBLIC),
            policy=_policy_of(ready, done),
            public=done.digest.startswith(PUBLIC),
            deleted=sent.removed,
        )
        tx.copies.save(copy, now)
        note_source(tx, copy.link_id, sent.delivery, ready)
        tx.audit.add(
            AuditEntry(
                at=now,
                actor="airlock",
                action="copy removed" if sent.removed else "copy sent",
                subject=f"link:{sent.link.id}",
                audience=audience_of(event.system),
                policy=ready.body.policy if ready.body is not None else None,
                findings=ready.findings,
                detail=BEYOND_REACH[event.system] if sent.corrects else "",
            )
        )


def _policy_of(ready: Ready, done: Done) -> str:
    """The policy that the text went through which stands now; UNKNOWN for an earlier attempt's.

    It is not the one in force: that may have changed since the text was redacted.
    """
    if ready.body is None or done.digest != journal_entry(ready):
        return UNKNOWN
    return _version(ready.body)


def _version(body: RedactedText) -> str:
    """The policy's own, where the text bears what a person has released besides."""
    return body.policy.partition("+")[0]


@dataclass(frozen=True, slots=True)
class _Recorder:
    comments: Comments
    link: TicketLink
    delivery: Delivery
    ready: Ready
    removed: bool
    corrects: bool = False

    def __call__(self, tx: Transaction, done: Done) -> None:
        self.comments.record(tx, self, done)
