"""One comment from one side to the other: read afresh, decided, redacted, planned, sent, recorded.

The webhook was only a pointer. A comment that we wrote ourselves is known by its recorded copy, or
by author and marker where the record does not exist yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.document import to_plain
from app.effects import ClearedFile, DeleteIssueComment, Effect, RedactTicketComment
from app.errors import NotFound, UnclearAudience
from app.model import Audience, EventKind, Finding, RedactedText, System, TicketLink
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Copy, Delivery, EffectRecord, EffectState
from app.services.accounts import OwnAccounts
from app.services.context import (
    author_of,
    context_of_ticket,
    customer_key,
    engineers_of,
    merge,
)
from app.services.disclosure import Disclosure, Scope
from app.services.files import Files, plan_removals
from app.services.outbox import Done, Outbox
from app.services.reviewing import Reviewing, source_of
from app.services.traits import TraitKeeper
from app.sync.crossing import Crossing, comment_crosses_to_jira, comment_crosses_to_zendesk
from app.sync.echo import copy_marker, is_echo
from app.sync.plan import plan_comment_to_issue, plan_comment_to_ticket
from app.sync.wording import frame_for_jira, frame_for_zendesk


@dataclass(frozen=True, slots=True)
class Ready:
    """What may be sent of a comment; `body` is None when its copy must go.

    `digest` tells the comment's redacted text, whatever words stand above it; `review` names the
    text that a person has released, where a rule would hold it.
    """

    body: RedactedText | None
    digest: str = ""
    findings: tuple[Finding, ...] = ()
    files: tuple[ClearedFile, ...] = ()
    public: bool = False
    internal: bool = False
    review: str = ""


GONE = Ready(None)
NEWS = frozenset({EventKind.COMMENT_ADDED, EventKind.ATTACHMENT_ADDED})
"""Kinds that call for a copy where there is none, and for nothing where there is one."""


PUBLIC = "public:"


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a comment: its copy, whether it is one itself, our own posting."""

    copy: Copy | None
    is_echo: bool
    posting: EffectRecord | None

    @property
    def stands(self) -> bool:
        """Whether there is a copy on the other side."""
        return self.copy is not None and not self.copy.deleted

    def is_settled(self, kind: EventKind) -> bool:
        """Whether nothing is left to do, without asking a vendor.

        News of a comment that another delivery copied; a delivery that was interrupted after it
        posted the copy goes on with the files.
        """
        if self.is_echo:
            return True
        if self.copy is None:
            return kind is EventKind.COMMENT_DELETED
        return kind in NEWS and self.posting is None


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
        self._accounts = accounts
        self._disclosure = disclosure
        self._files = files
        self._outbox = outbox
        self._clock = clock
        self._traits = traits
        self._reviewing = reviewing

    async def relay(self, link: TicketLink, delivery: Delivery) -> None:
        """Bring the other side's copy in line with the comment that the delivery points at.

        Raises VendorError, and Held where a person must look; then nothing was sent.
        """
        known = await self._load(link, delivery)
        if known.posting is not None and known.posting.state is EffectState.BEGUN:
            await self._recover(link, delivery, known.posting)
            known = await self._load(link, delivery)
        if known.is_settled(delivery.event.kind):
            return
        ready = await self._prepare(link, delivery, known.copy)
        if ready is None:
            return
        await self._send(link, delivery, ready, known.copy)
        if ready.body is None and known.copy is not None and known.copy.target_comment_id:
            await self._remove_files(link, delivery, known.copy.target_comment_id)
        if not known.stands or known.posting is not None:
            await self._send_files(link, delivery, ready)

    async def read(self, link: TicketLink, delivery: Delivery) -> Ready | None:
        """What would be sent of the comment now; nothing is. Raises as `relay` does."""
        return await self._prepare(link, delivery, None)

    async def _load(self, link: TicketLink, delivery: Delivery) -> Known:
        source, comment_id = delivery.event.system, delivery.event.comment_id or ""
        marker = posting_marker(link, delivery)
        return await self._store.read(
            lambda tx: Known(
                tx.copies.get(link.id, source, comment_id),
                tx.copies.find_target(source, comment_id) is not None,
                tx.effects.get(marker),
            )
        )

    async def _recover(self, link: TicketLink, delivery: Delivery, posting: EffectRecord) -> None:
        """Learn first what became of an earlier try: its source may be changed or gone by now."""
        place = link.issue_id if delivery.event.system is System.ZENDESK else link.ticket_id
        record = _Recorder(self, link, delivery, Ready(None), removed=False)
        await self._outbox.recover(posting, place, after=record)

    async def _prepare(
        self, link: TicketLink, delivery: Delivery, copy: Copy | None
    ) -> Ready | None:
        event = delivery.event
        if event.kind is EventKind.COMMENT_DELETED:
            return GONE
        read = self._read_ticket if event.system is System.ZENDESK else self._read_issue
        try:
            ready = await read(link, event.comment_id or "", copy)
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

    async def _read_ticket(
        self, link: TicketLink, comment_id: str, copy: Copy | None
    ) -> Ready | None:
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        comment = await self._desk.fetch_comment(link.ticket_id, comment_id)
        own = await self._accounts.own_id(System.ZENDESK)
        if is_echo(comment.author.id, own, comment.marker, known_copy=False):
            return None
        policies = self._disclosure.policies
        crossing = comment_crosses_to_jira(comment, policies.mapping)
        if not _crosses(crossing):
            return None
        await self._traits.keep(ticket.id, [to_plain(comment.body)], comment.created_at)
        issue = await self._tracker.fetch_issue(link.issue_id)
        scope = Scope(link.pair, customer_key(ticket))
        known = context_of_ticket(ticket, policies, await self._desk.field_ids())
        context = await self._disclosure.learn(scope, merge(known, author_of(comment, ticket)))
        cleared = await self._files.clear(
            comment.attachments,
            read=self._desk.read_attachment,
            audience=Audience.ENGINEERING,
            scope=scope,
            context=context,
        )
        document = cleared.announce(frame_for_jira(comment, link.ticket_id, policies.mapping))
        reviewed = await self._reviewing.disclose(
            document, crossing, source_of(link, comment),
            audience=Audience.ENGINEERING, scope=scope, context=context,
        )  # fmt: skip
        disclosed = reviewed.disclosed
        return Ready(
            disclosed.text,
            self._disclosure.digest([disclosed.text]),
            (*disclosed.findings, *cleared.findings),
            cleared.files,
            internal=issue.service_desk,
            review=reviewed.digest,
        )

    async def _read_issue(
        self, link: TicketLink, comment_id: str, copy: Copy | None
    ) -> Ready | None:
        comment = await self._tracker.fetch_comment(link.issue_id, comment_id)
        own = await self._accounts.own_id(System.JIRA)
        if is_echo(comment.author.id, own, comment.marker, known_copy=False):
            return None
        issue = await self._tracker.fetch_issue(link.issue_id)
        mapping = self._disclosure.policies.mapping
        crossing = comment_crosses_to_zendesk(comment, issue, mapping)
        if not _crosses(crossing):
            return None
        await self._disclosure.learn_engineers(issue.id, engineers_of(issue, comment))
        scope, context = await self._disclosure.context_for_customer(link)
        cleared = await self._files.clear(
            comment.attachments,
            read=self._tracker.read_attachment,
            audience=Audience.CUSTOMER,
            scope=scope,
            context=context,
        )
        disclose = partial(
            self._reviewing.disclose, crossing=crossing, source=source_of(link, comment),
            audience=Audience.CUSTOMER, scope=scope, context=context,
        )  # fmt: skip
        reviewed = await disclose(cleared.announce(frame_for_zendesk(comment, mapping)))
        digest = self._disclosure.digest([reviewed.disclosed.text])
        if copy is not None and not copy.deleted and copy.digest != digest:
            corrected = frame_for_zendesk(comment, mapping, corrected=True)
            reviewed = await disclose(cleared.announce(corrected), under=reviewed.digest)
        text = reviewed.disclosed.text
        if not crossing.public:
            text = await self._disclosure.turn_back(text, link, scope)
        return Ready(
            text,
            digest,
            (*reviewed.disclosed.findings, *cleared.findings),
            cleared.files,
            public=crossing.public,
            review=reviewed.digest,
        )

    async def _send(
        self, link: TicketLink, delivery: Delivery, ready: Ready, copy: Copy | None
    ) -> None:
        for effect in self._plan(link, delivery, ready, copy):
            removed = isinstance(effect, DeleteIssueComment | RedactTicketComment)
            record = _Recorder(self, link, delivery, ready, removed)
            await self._outbox.send(
                effect, delivery_id=delivery.id, digest=journal_entry(ready), after=record,
                findings=ready.findings,
            )  # fmt: skip

    async def _send_files(self, link: TicketLink, delivery: Delivery, ready: Ready) -> None:
        """The files go with the delivery that posted the copy, however often that one ran."""
        for upload in self._files.plan(link, delivery, ready.files):
            await self._outbox.send(upload, delivery_id=delivery.id)

    async def _remove_files(self, link: TicketLink, delivery: Delivery, comment: str) -> None:
        """The files that came to the issue with a copy that is gone go too.

        Toward Zendesk files are part of the comment that was redacted.
        """
        if delivery.event.system is System.JIRA:
            return
        place, beside = f"issue:{link.issue_id}", f"issue-file:{link.issue_id}"
        files = await self._store.read(lambda tx: tx.effects.made_beside(place, comment, beside))
        for removal in plan_removals(link, delivery, files):
            await self._outbox.send(removal, delivery_id=delivery.id)

    def _plan(
        self,
        link: TicketLink,
        delivery: Delivery,
        ready: Ready,
        copy: Copy | None,
    ) -> Sequence[Effect]:
        comment_id = delivery.event.comment_id or ""
        if delivery.event.system is System.ZENDESK:
            return plan_comment_to_issue(
                link,
                comment_id,
                ready.body,
                digest=ready.digest,
                existing=copy,
                delivery_id=delivery.id,
                internal=ready.internal,
            )
        return plan_comment_to_ticket(
            link,
            comment_id,
            ready.body,
            digest=ready.digest,
            existing=copy,
            delivery_id=delivery.id,
            public=ready.public,
            files=ready.files,
        )

    def record(
        self,
        tx: Transaction,
        link: TicketLink,
        delivery: Delivery,
        ready: Ready,
        removed: bool,
        done: Done,
    ) -> None:
        """Keep the copy and the audit row, in the transaction that settles the effect."""
        event = delivery.event
        now = self._clock.now()
        copy = Copy(
            link_id=link.id,
            source=event.system,
            source_comment_id=event.comment_id or "",
            target_comment_id=done.applied.remote_id,
            digest=done.digest.removeprefix(PUBLIC),
            policy=self._disclosure.policies.version,
            public=done.digest.startswith(PUBLIC),
            deleted=removed,
        )
        tx.copies.save(copy, now)
        tx.audit.add(
            AuditEntry(
                at=now,
                actor="airlock",
                action="copy removed" if removed else "copy sent",
                subject=f"link:{link.id}",
                audience=audience_of(event.system),
                policy=ready.body.policy if ready.body is not None else None,
                findings=ready.findings,
            )
        )


@dataclass(frozen=True, slots=True)
class _Recorder:
    comments: Comments
    link: TicketLink
    delivery: Delivery
    ready: Ready
    removed: bool

    def __call__(self, tx: Transaction, done: Done) -> None:
        self.comments.record(tx, self.link, self.delivery, self.ready, self.removed, done)


def posting_marker(link: TicketLink, delivery: Delivery) -> str:
    """The marker under which this delivery posts a comment, if it posts one."""
    comment_id = delivery.event.comment_id or ""
    if delivery.event.system is System.ZENDESK:
        place = f"issue:{link.issue_id}:comment:{comment_id}"
        return copy_marker(delivery.id, place, System.ZENDESK, comment_id)
    place = f"ticket:{link.ticket_id}:comment:{comment_id}"
    return copy_marker(delivery.id, place, System.JIRA, comment_id, 1)


def journal_entry(ready: Ready) -> str:
    """What the journal keeps of a text that is about to be sent: its digest, and for whom."""
    return f"{PUBLIC}{ready.digest}" if ready.public else ready.digest


def audience_of(source: System) -> Audience:
    """Who reads what comes from this side."""
    return Audience.ENGINEERING if source is System.ZENDESK else Audience.CUSTOMER


def _crosses(crossing: Crossing) -> bool:
    """Whether it crosses, once released or not. Raises UnclearAudience when nobody can tell."""
    if crossing.kind == "hold" and not crossing.reviewable:
        raise UnclearAudience(crossing.reason)
    return crossing.kind != "ignore"
