"""Links: made, removed, paused; and what the first moments of a link bring about."""

import re
from collections.abc import Callable, Sequence

from app.document import to_plain
from app.errors import InputRefused, NotStored
from app.model import (
    Cause,
    EventKind,
    InboundEvent,
    IssueComment,
    LinkState,
    System,
    TicketComment,
    TicketLink,
)
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.services.context import context_of_ticket, customer_key
from app.services.copy_work import queue_mending, queue_return
from app.services.disclosure import Disclosure, Scope
from app.services.news import history_fact, ours_fact, remade_fact
from app.services.recording import note_link
from app.services.traits import TraitKeeper

_KEY_IN_URL = re.compile(
    r"https?://\S*(?:/browse/|[?&]selectedIssue=|/issues/)(?P<key>[A-Za-z][A-Za-z0-9_]*-\d+)\b"
)


HISTORY = "history:"
"""What the ids of the events begin with that tell of comments older than their link."""


def kept_history(comments: Sequence[TicketComment], said: str) -> Sequence[TicketComment]:
    """Of comments, oldest first: those that `none`, `all` (or `copy`) or a number stands for."""
    if said in ("all", "copy"):
        return comments
    number = int(said) if said.isdecimal() else 0
    return comments[-number:] if number else ()


def paused_fact(link_id: str) -> str:
    """The name of the fact that says that a person paused this link, wherever its pair is."""
    return f"paused:{link_id}"


def key_in(given: str) -> str:
    """The issue's key where a person pasted its address, else what was given."""
    found = _KEY_IN_URL.match(given.strip())
    return found["key"].upper() if found is not None else given.strip()


def _has_ended(link: TicketLink) -> bool:
    return link.state is LinkState.ENDED


class Linking:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        clock: Clock,
        traits: TraitKeeper,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._clock = clock
        self._traits = traits

    async def link(
        self,
        ticket_id: int,
        issue_key: str,
        *,
        by: str,
        history: str | None = None,
        is_escalation: bool = True,
    ) -> TicketLink:
        """Link a ticket and an issue that both exist; linking them again changes nothing.

        `history` says which comments older than a new link are copied, otherwise than the policy:
        `all`, `none` or how many. `is_escalation` as in `add`.

        Raises NotFound or another VendorError when one of them cannot be read, and InputRefused
        for an issue of a project that the policies do not name.
        """
        ticket = await self._desk.fetch_ticket(ticket_id)
        issue = await self._tracker.fetch_issue(issue_key)
        if issue.project not in self._disclosure.policies.projects:
            raise InputRefused(
                "The policies let no ticket be linked to this issue's project; an administrator "
                "may name it in `also_link` of policies/mapping."
            )
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        seen = context_of_ticket(ticket, self._disclosure.policies, await self._desk.field_ids())
        await self._disclosure.learn(scope, seen)

        def add(tx: Transaction) -> TicketLink:
            known = {one.issue_id for one in tx.links.of_ticket(ticket_id, ended=True)}
            link = self.add(tx, ticket_id, issue.id, issue.key, by=by, is_escalation=is_escalation)
            if history is not None and issue.id not in known:
                tx.facts.set(history_fact(link.id), history)
            return link

        return await self._store.write(add)

    def add(
        self,
        tx: Transaction,
        ticket_id: int,
        issue_id: str,
        issue_key: str,
        *,
        by: str,
        is_escalation: bool = True,
    ) -> TicketLink:
        """Store the link and the work that follows from it, in the caller's transaction.

        `is_escalation` says that the ticket is handed to engineering by it, now. A link that had
        ended goes on as the same: its copies are looked at again. What was said in between is as
        old to it as what was said before a first link.
        """
        now = self._clock.now()
        known = tx.links.of_ticket(ticket_id, ended=True)
        ended = [one for one in known if one.issue_id == issue_id and _has_ended(one)]
        link = tx.links.add(ticket_id, issue_id, issue_key, now)
        if ended:
            tx.facts.set(remade_fact(link.id), now.isoformat())
            queue_return(tx, link, now.isoformat(), now)
        if is_escalation:
            note_link(tx, link, now)
        event = InboundEvent(
            system=System.ZENDESK,
            kind=EventKind.LINKED,
            event_id=f"linked:{link.id}:{now.isoformat()}" if ended else f"linked:{link.id}",
            subject=str(ticket_id),
            issue_key=issue_key,
        )
        if tx.deliveries.add(event, link.lane, now) is not None:
            tx.deliveries.add(event, link.gate_lane, now)
            subject = f"link:{link.id}"
            tx.audit.add(AuditEntry(at=now, actor=by, action="linked", subject=subject))
        return link

    async def copy_history(self, link: TicketLink, delivery: Delivery) -> None:
        """Queue the comments that the ticket had before the link, where the policy copies them.

        By what they bear the ticket is known to others of the same cause either way.
        """
        comments = await self._desk.fetch_comments(link.ticket_id)
        await self._traits.forget_old(self._clock.now())
        for comment in comments:
            await self._traits.keep(link.ticket_id, [to_plain(comment.body)], comment.created_at)
        said = await self._store.read(lambda tx: tx.facts.get(history_fact(link.id)))
        old = kept_history(comments, said or self._disclosure.policies.mapping.comments.history)
        await self._queue_old(link, System.ZENDESK, str(link.ticket_id), old)
        if await self._store.read(lambda tx: tx.facts.get(ours_fact(link.id))) is not None:
            await self._copy_first_answers(link)

    async def _copy_first_answers(self, link: TicketLink) -> None:
        """Queue what was written on an issue of ours before its link was stored: its webhooks came
        when nobody knew the issue."""
        written = await self._tracker.fetch_comments(link.issue_id)
        foreign = [one for one in written if one.marker is None]
        await self._queue_old(link, System.JIRA, link.issue_id, foreign)

    async def _queue_old(
        self,
        link: TicketLink,
        system: System,
        subject: str,
        comments: Sequence[TicketComment | IssueComment],
    ) -> None:
        now = self._clock.now()
        # Both sides' comments are numbered by their own systems, and stand in one lane.
        prefix = HISTORY if system is System.ZENDESK else f"{HISTORY}{system.value}:"

        def enqueue(tx: Transaction) -> None:
            for comment in comments:
                event = InboundEvent(
                    system=system,
                    kind=EventKind.COMMENT_ADDED,
                    event_id=f"{prefix}{comment.id}",
                    occurred_at=comment.created_at,
                    subject=subject,
                    comment_id=comment.id,
                )
                tx.deliveries.add(event, link.lane, now)

        await self._store.write(enqueue)

    async def remove(self, link_id: str, *, by: str, reason: str = "") -> None:
        """End the link: nothing new crosses. Raises NotStored.

        The copies stay where they are and follow what becomes of their sources. The issue's gate is
        decided anew: what this ticket's packet opened is closed.
        """
        await self._change(link_id, "unlinked", by, self._unlink, reason)

    def _unlink(self, tx: Transaction, link: TicketLink) -> None:
        tx.links.set_state(link.id, LinkState.ENDED, Cause.UNLINKED)
        event = InboundEvent(
            system=System.ZENDESK,
            kind=EventKind.PACKET_CHANGED,
            event_id=f"unlinked:{link.id}:{self._clock.now().isoformat()}",
            subject=str(link.ticket_id),
            issue_key=link.issue_key,
        )
        tx.deliveries.add(event, link.gate_lane, self._clock.now())

    async def pause(self, link_id: str, *, by: str, reason: str = "") -> None:
        """Keep what arrives and send nothing until the link is resumed.

        A copy that must go goes all the same. Raises NotStored, and InputRefused for a link that
        has ended.
        """
        await self._change(link_id, "paused", by, self._pause, reason)

    def _pause(self, tx: Transaction, link: TicketLink) -> None:
        if _has_ended(link):
            raise InputRefused("This link has ended: nothing crosses that could be paused.")
        tx.facts.set(paused_fact(link.id), "yes")
        if link.state is LinkState.ACTIVE:
            tx.links.set_state(link.id, LinkState.PAUSED)

    async def resume(self, link_id: str, *, by: str, reason: str = "") -> None:
        """Go on where the link was paused; one that is away goes on when it is back.

        What webhooks missed meanwhile is looked for. Raises NotStored.
        """
        await self._change(link_id, "resumed", by, self._resume, reason)

    def _resume(self, tx: Transaction, link: TicketLink) -> None:
        tx.facts.set(paused_fact(link.id), "")
        if link.state is LinkState.PAUSED:
            tx.links.set_state(link.id, LinkState.ACTIVE)
            now = self._clock.now()
            queue_mending(tx, link, f"resumed:{link.id}:{now.isoformat()}", now)

    async def _change(
        self,
        link_id: str,
        action: str,
        by: str,
        change: Callable[[Transaction, TicketLink], None],
        reason: str,
    ) -> None:
        """`reason` is kept as it is: the caller has redacted it."""
        now = self._clock.now()

        def run(tx: Transaction) -> None:
            link = tx.links.get(link_id)
            if link is None:
                raise NotStored(f"There is no link {link_id}; `airlock links list` shows them.")
            change(tx, link)
            subject = f"link:{link_id}"
            tx.audit.add(
                AuditEntry(at=now, actor=by, action=action, subject=subject, detail=reason)
            )

        await self._store.write(run)
