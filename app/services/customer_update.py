"""The customer update: drafted from the issue's movement, checked, and never sent from here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.document import from_plain
from app.errors import Held, InputRefused, NotStored, UnclearAudience
from app.model import (
    Action,
    Audience,
    Context,
    Finding,
    Issue,
    IssueComment,
    System,
    Ticket,
    TicketLink,
)
from app.ports import Clock, IssueTracker, PolicySet, TicketDesk, Transaction, UnitOfWork
from app.services.accounts import OwnAccounts
from app.services.context import assignee_of, context_of_ticket, customer_key, engineers_of
from app.services.disclosure import Disclosure, Scope
from app.services.sidebar_views import MAX_PART, CustomerUpdate, UpdateEdit, UpdatePart
from app.sync.crossing import comment_crosses_to_zendesk, issue_is_open, without_mark
from app.sync.customer_update import (
    LABELS,
    Commitments,
    Movement,
    draft_parts,
    find_problems,
    join_parts,
    no_news_parts,
)
from app.sync.dates import named_days
from app.sync.echo import is_echo
from app.sync.silence import allowed

DUE, VERSIONS = "duedate", "fixVersions"
_COMMENTS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A ticket with one of its issues, and what may be promised of it.

    By `hear_by` the policy lets the customer hear again after an update that is written now.
    """

    link: TicketLink
    ticket: Ticket
    issue: Issue
    commitments: Commitments
    hear_by: datetime
    scope: Scope
    context: Context
    etag: str


class CustomerUpdates:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        accounts: OwnAccounts,
        disclosure: Disclosure,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._accounts = accounts
        self._disclosure = disclosure
        self._clock = clock

    async def draft(self, ticket_id: int, *, issue_key: str | None = None) -> CustomerUpdate:
        """What can be said of the issue today, redacted for the customer.

        Raises NotStored for a ticket that is not linked to the issue, Held, and VendorError.
        """
        pair = await self._read_open(ticket_id, issue_key)
        parts = draft_parts(await self._movement(pair), self._policies.mapping, self._today)
        return await self._checked(parts, pair, redact=True)

    async def draft_no_news(
        self, ticket_id: int, *, issue_key: str | None = None
    ) -> CustomerUpdate:
        """As `draft`, for a customer who is to hear that nothing has moved, and when they hear
        again."""
        pair = await self._read_open(ticket_id, issue_key)
        movement = Movement(
            status=pair.issue.status,
            assigned=pair.issue.assignee is not None,
            agent=pair.ticket.assignee.name if pair.ticket.assignee is not None else "",
        )
        parts = no_news_parts(movement, self._policies.mapping, pair.hear_by)
        return await self._checked(parts, pair, redact=True)

    async def check(
        self, ticket_id: int, edit: UpdateEdit, *, issue_key: str | None = None
    ) -> CustomerUpdate:
        """The parts as the agent wrote them, with what must be changed.

        Raises InputRefused for a part that is none or too long, and else as `draft`.
        """
        if not edit.parts.keys() <= LABELS.keys():
            raise InputRefused("The customer update has no such part.")
        if any(len(text) > MAX_PART for text in edit.parts.values()):
            raise InputRefused(f"A part has {MAX_PART} characters at most.")
        pair = await self._read(ticket_id, issue_key)
        return await self._checked(edit.parts, pair, redact=False)

    @property
    def _policies(self) -> PolicySet:
        return self._disclosure.policies

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    # ---- what is known ---------------------------------------------------------------------------

    async def _read_open(self, ticket_id: int, issue_key: str | None) -> Pair:
        """As `_read`. Raises Held for an issue whose own fields may not be told in Zendesk."""
        pair = await self._read(ticket_id, issue_key)
        if not issue_is_open(pair.issue, self._policies.mapping):
            raise UnclearAudience(
                "The issue has a security level that the policy does not name: nothing of it is "
                "drafted for the customer. Write the update yourself."
            )
        return pair

    async def _read(self, ticket_id: int, issue_key: str | None) -> Pair:
        link = await self._link(ticket_id, issue_key)
        ticket = await self._desk.fetch_ticket(ticket_id)
        issue = await self._tracker.fetch_issue(link.issue_id, (DUE, VERSIONS))
        await self._disclosure.learn_engineers(issue.id, assignee_of(issue))
        scope = Scope(link.pair, customer_key(ticket))
        seen = context_of_ticket(ticket, self._policies, await self._desk.field_ids())
        context = await self._disclosure.learn(scope, seen)
        stored = await self._store.read(lambda tx: tx.packets.get(ticket_id))
        items = stored.packet.items if stored is not None else {}
        version = stored.version if stored is not None else 0
        told = f"{issue.id}:{issue.updated_at}:{version}:{self._policies.version}"
        etag = hashlib.sha256(told.encode()).hexdigest()[:16]
        severity = stored.packet.severity if stored is not None else None
        hear_by = self._clock.now() + allowed(severity, self._policies.mapping.silence)
        commitments = self._commitments(issue, items, hear_by.date())
        return Pair(link, ticket, issue, commitments, hear_by, scope, context, etag)

    async def _link(self, ticket_id: int, issue_key: str | None) -> TicketLink:
        links = await self._store.read(lambda tx: tx.links.of_ticket(ticket_id))
        for link in links:
            if issue_key in (None, link.issue_key):
                return link
        raise NotStored("The ticket is not linked to this issue, so there is nothing to tell.")

    def _commitments(self, issue: Issue, items: Mapping[str, str], news_until: date) -> Commitments:
        fields = issue.fields or {}
        keys = self._policies.mapping.customer_update.commitment_items
        words = "\n".join(items[key] for key in keys if items.get(key))
        named = named_days(f"{fields.get(DUE, '')}\n{words}", self._today)
        versions = tuple(filter(None, fields.get(VERSIONS, "").split(", ")))
        days = frozenset(one.day for one in named if one.day)
        return Commitments(days, versions, words, news_until)

    async def _movement(self, pair: Pair) -> Movement:
        escalated = await self._store.read(lambda tx: _escalations(tx, pair.link))
        assignee = pair.ticket.assignee
        return Movement(
            status=pair.issue.status,
            moves=await self._tracker.fetch_moves(pair.issue.id, DUE),
            comments=await self._comments(pair),
            assigned=pair.issue.assignee is not None,
            escalated_at=max(escalated, default=None),
            agent=assignee.name if assignee is not None else "",
            commitments=pair.commitments,
        )

    async def _comments(self, pair: Pair) -> list[str]:
        """The last comments of engineers that may cross, as redaction leaves them, newest first."""
        said: list[str] = []
        for comment in reversed(await self._tracker.fetch_comments(pair.issue.id)):
            if len(said) == _COMMENTS:
                break
            if await self._is_engineers(pair, comment):
                said += await self._redacted(pair, comment)
        return said

    async def _is_engineers(self, pair: Pair, comment: IssueComment) -> bool:
        """Whether it is an engineer's that may cross; our own copies are none."""
        own = await self._accounts.own_id(System.JIRA)
        copied = await self._store.read(
            lambda tx: tx.copies.find_target(System.JIRA, comment.id) is not None
        )
        if is_echo(comment.author.id, own, comment.marker, copied):
            return False
        crossing = comment_crosses_to_zendesk(comment, pair.issue, self._policies.mapping)
        return crossing.kind == "cross"

    async def _redacted(self, pair: Pair, comment: IssueComment) -> list[str]:
        """The comment for the customer; nothing where it may not cross."""
        issue, link = pair.issue, pair.link
        mark = self._policies.mapping.comments.to_zendesk.public_mark
        body = without_mark(comment.body, mark.text) if mark is not None else comment.body
        await self._disclosure.learn_engineers(issue.id, engineers_of(issue, comment))
        scope, context = await self._disclosure.context_for_customer(link)
        try:
            disclosed = await self._disclosure.disclose(
                body, audience=Audience.CUSTOMER, scope=scope, context=context
            )
        except Held:
            return []
        return [(await self._disclosure.turn_back(disclosed.text, link, scope)).plain]

    # ---- the check -------------------------------------------------------------------------------

    async def _checked(
        self, texts: Mapping[str, str], pair: Pair, *, redact: bool
    ) -> CustomerUpdate:
        parts = [await self._part(key, texts.get(key, ""), pair, redact=redact) for key in LABELS]
        return CustomerUpdate(
            parts=tuple(parts),
            text=join_parts({part.key: part.text for part in parts}),
            ready=not any(part.problems for part in parts),
            etag=pair.etag,
        )

    async def _part(self, key: str, text: str, pair: Pair, *, redact: bool) -> UpdatePart:
        """With `redact`, the text as redaction leaves it: it is not the agent's own yet."""
        try:
            disclosed = await self._disclosure.disclose(
                from_plain(text), audience=Audience.CUSTOMER, scope=pair.scope, context=pair.context
            )
        except Held:
            problems: tuple[str, ...] = (_HELD,)
            text = "" if redact else text
        else:
            text = disclosed.text.plain if redact else text
            problems = _withheld(disclosed.findings)
        policy = self._policies.mapping.customer_update
        own = find_problems(key, text, pair.commitments, policy, self._today)
        return UpdatePart(key=key, label=LABELS[key], text=text, problems=(*problems, *own))


_HELD = "This may not be told to the customer as it stands: write it anew."


def _withheld(findings: Sequence[Finding]) -> tuple[str, ...]:
    kinds = dict.fromkeys(one.entity for one in findings if one.action is not Action.ALLOW)
    return tuple(
        f"Redaction takes something of the kind “{kind.replace('_', ' ')}” out of this: say it "
        "without."
        for kind in kinds
    )


def _escalations(tx: Transaction, link: TicketLink) -> list[datetime]:
    entries = tx.audit.of_subject(f"link:{link.id}")
    return [entry.at for entry in entries if entry.action == "escalated"]
