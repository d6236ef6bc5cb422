"""A comment read afresh and redacted: what may be sent of it now."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from app.document import to_plain
from app.errors import UnclearAudience
from app.model import (
    Audience,
    Issue,
    IssueComment,
    RedactedText,
    System,
    Ticket,
    TicketComment,
    TicketLink,
)
from app.ports import IssueTracker, TicketDesk
from app.records import Copy
from app.services.accounts import OwnAccounts
from app.services.comment_state import AWAY, GONE, Ready, SourceFile
from app.services.context import author_of, context_of_ticket, customer_key, engineers_of, merge
from app.services.disclosure import Disclosure, Scope
from app.services.files import Files
from app.services.reviewing import Reviewing, source_of
from app.services.traits import TraitKeeper
from app.sync.crossing import (
    Crossing,
    comment_crosses_to_jira,
    comment_crosses_to_zendesk,
    project_is_named,
)
from app.sync.echo import is_echo
from app.sync.sources import source_bytes
from app.sync.wording import frame_for_jira, frame_for_zendesk


class CommentReading:
    def __init__(
        self,
        desk: TicketDesk,
        tracker: IssueTracker,
        accounts: OwnAccounts,
        disclosure: Disclosure,
        files: Files,
        traits: TraitKeeper,
        reviewing: Reviewing,
    ) -> None:
        self._desk = desk
        self._tracker = tracker
        self._accounts = accounts
        self._disclosure = disclosure
        self._files = files
        self._traits = traits
        self._reviewing = reviewing

    async def read(
        self,
        link: TicketLink,
        source: System,
        comment_id: str,
        copy: Copy | None,
        oldest: datetime | None = None,
    ) -> Ready | None:
        """What may cross; None for what is ours or stays where it is, AWAY where nothing may now.

        `copy` is the one that stands, so that a correction is called one; what was written before
        `oldest` stays. Raises NotFound, Held and other leaves of VendorError.
        """
        read = self._read_ticket if source is System.ZENDESK else self._read_issue
        return await read(link, comment_id, copy, oldest)

    async def _read_ticket(
        self, link: TicketLink, comment_id: str, copy: Copy | None, oldest: datetime | None
    ) -> Ready | None:
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        comment = await self._desk.fetch_comment(link.ticket_id, comment_id)
        own = await self._accounts.own_id(System.ZENDESK)
        if _is_before(comment, oldest) or is_echo(
            comment.author.id, own, comment.marker, known_copy=False
        ):
            return None
        policies = self._disclosure.policies
        crossing = comment_crosses_to_jira(comment, policies.mapping)
        if not _crosses(crossing):
            return None
        await self._traits.keep(ticket.id, [to_plain(comment.body)], comment.created_at)
        issue = await self._tracker.fetch_issue(link.issue_id)
        if not project_is_named(issue, policies.projects):
            return AWAY
        return await self._redact_for_jira(link, ticket, comment, crossing, issue)

    async def _redact_for_jira(
        self,
        link: TicketLink,
        ticket: Ticket,
        comment: TicketComment,
        crossing: Crossing,
        issue: Issue,
    ) -> Ready:
        policies = self._disclosure.policies
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
            await self._files.digested(cleared),
            internal=issue.service_desk,
            review=reviewed.digest,
            source=self._disclosure.mac(source_bytes(comment)),
        )

    async def _read_issue(
        self, link: TicketLink, comment_id: str, copy: Copy | None, oldest: datetime | None
    ) -> Ready | None:
        comment = await self._tracker.fetch_comment(link.issue_id, comment_id)
        own = await self._accounts.own_id(System.JIRA)
        if _is_before(comment, oldest) or is_echo(
            comment.author.id, own, comment.marker, known_copy=False
        ):
            return None
        issue = await self._tracker.fetch_issue(link.issue_id)
        policies = self._disclosure.policies
        crossing = comment_crosses_to_zendesk(comment, issue, policies.mapping)
        if not _crosses(crossing):
            return None
        if not project_is_named(issue, policies.projects):
            return AWAY
        await self._disclosure.learn_engineers(issue.id, engineers_of(issue, comment))
        return await self._redact_for_zendesk(link, comment, crossing, copy, issue.security_level)

    async def _redact_for_zendesk(
        self,
        link: TicketLink,
        comment: IssueComment,
        crossing: Crossing,
        copy: Copy | None,
        level: str | None,
    ) -> Ready:
        mapping = self._disclosure.policies.mapping
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
        files = await self._files.digested(cleared)
        digest = self._digest(reviewed.disclosed.text, files)
        if copy is not None and not copy.deleted and copy.digest not in ("", digest):
            if (await self._desk.fetch_ticket(link.ticket_id)).closed:
                return GONE  # it takes no corrected note, but what it has can be taken away
            corrected = frame_for_zendesk(comment, mapping, corrected=True)
            reviewed = await disclose(cleared.announce(corrected), under=reviewed.digest)
        text = reviewed.disclosed.text
        if not crossing.public:
            text = await self._disclosure.turn_back(text, link, scope)
        return Ready(
            text,
            digest,
            (*reviewed.disclosed.findings, *cleared.findings),
            files,
            public=crossing.public,
            review=reviewed.digest,
            source=self._disclosure.mac(source_bytes(comment, level)),
        )

    def _digest(self, text: RedactedText, files: Sequence[SourceFile]) -> str:
        """A note in Zendesk holds its files: another content of one is another note."""
        digest = self._disclosure.digest([text])
        if not files:
            return digest
        return self._disclosure.mac("\n".join((digest, *(one.digest for one in files))).encode())


def _is_before(comment: TicketComment | IssueComment, oldest: datetime | None) -> bool:
    return oldest is not None and comment.created_at < oldest


def _crosses(crossing: Crossing) -> bool:
    """Whether it crosses, once released or not. Raises UnclearAudience when nobody can tell."""
    if crossing.kind == "hold" and not crossing.reviewable:
        raise UnclearAudience(crossing.reason)
    return crossing.kind != "ignore"
