"""What becomes of a pair when its ticket or its issue goes, comes back or is moved away.

What the vendors tell may come twice and in any order, so that each time the ticket or the issue is
looked at, and what stands there decides.
"""

from collections.abc import Callable
from datetime import datetime

from app.effects import RemoveRemoteLink
from app.errors import NotFound
from app.model import Cause, EventKind, Issue, LinkState, System, TicketLink
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.services.copy_work import queue_return, queue_withdrawals
from app.services.disclosure import Disclosure
from app.services.gate_rechecks import queue_gates
from app.services.linking import paused_fact
from app.services.notices import Notices
from app.services.outbox import Outbox
from app.sync.corrections_policy import CorrectionsPolicy, Fate
from app.sync.crossing import project_is_named
from app.sync.echo import marker_for
from app.sync.plan import remote_link_id

HISTORY = "what Jira keeps in the history of the issue's fields, and mails already sent, stand"
"""What the audit says of an erasure."""

Settle = Callable[[Transaction, datetime], None]


class Endings:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox
        self._clock = clock
        self._notices = Notices(desk, tracker, disclosure, outbox)

    async def relay(self, link: TicketLink, delivery: Delivery) -> None:
        """A deletion that one of the vendors tells of. Raises VendorError and Held."""
        if delivery.event.system is System.JIRA:
            await self._issue_deleted(link, delivery)
        elif delivery.event.kind is EventKind.ERASED:
            await self._ticket_erased(link, delivery)
        else:
            await self._ticket_deleted(link, delivery)

    # ---- the ticket ------------------------------------------------------------------------------

    async def _ticket_deleted(self, link: TicketLink, delivery: Delivery) -> None:
        """Zendesk keeps it for a while and may restore it; one that can be read was restored."""
        if await self._ticket_stands(link):
            return
        fate = self._rules.ticket_deleted

        def settle(tx: Transaction, now: datetime) -> None:
            leave(tx, link, Cause.TICKET_DELETED)
            if fate == "remove":
                queue_withdrawals(tx, link, System.ZENDESK, delivery.id, now)
            self._note(tx, link, f"deleted in zendesk; {_said(fate)}", now)

        await self._settle(settle)

    async def _ticket_erased(self, link: TicketLink, delivery: Delivery) -> None:
        """Deleted for good: its copies go from the issue, and what is kept of its customer too."""
        if await self._ticket_stands(link):
            await self._settle(
                lambda tx, now: self._note(tx, link, "told of an erasure, but it can be read", now)
            )
            return

        def settle(tx: Transaction, now: datetime) -> None:
            tx.links.set_state(link.id, LinkState.ENDED, Cause.TICKET_ERASED)
            queue_withdrawals(tx, link, System.ZENDESK, delivery.id, now)
            tx.vault.forget(link.pair)
            queue_gates(tx, [link.issue_id], f"erased:{delivery.id}", now)
            self._note(tx, link, f"erased in zendesk; {_said('remove')}", now, HISTORY)

        await self._settle(settle)
        await self.remove_remote_link(link, delivery)

    async def look_restored(self, link: TicketLink, delivery: Delivery) -> TicketLink | None:
        """The link, active again, when its ticket was restored; None while it is deleted."""
        if not await self._ticket_stands(link):
            return None
        return await self._come_back(link, delivery, "restored in zendesk")

    async def _ticket_stands(self, link: TicketLink) -> bool:
        try:
            await self._desk.fetch_ticket(link.ticket_id)
        except NotFound:
            return False
        return True

    # ---- the issue -------------------------------------------------------------------------------

    async def _issue_deleted(self, link: TicketLink, delivery: Delivery) -> None:
        try:
            await self._tracker.fetch_issue(link.issue_id)
        except NotFound:
            await self._end_of_issue(link, delivery)

    async def _end_of_issue(self, link: TicketLink, delivery: Delivery) -> None:
        fate = self._rules.issue_deleted

        def settle(tx: Transaction, now: datetime) -> None:
            tx.links.set_state(link.id, LinkState.ENDED, Cause.ISSUE_DELETED)
            if fate == "remove":
                queue_withdrawals(tx, link, System.JIRA, delivery.id, now)
            self._note(tx, link, f"deleted in jira; {_said(fate)}", now)

        words = self._rules.issue_deleted_words
        told = await self._notices.tell_ticket(link, words, delivery, "issue-deleted")
        await self._settle(settle)
        if not told:
            await self._settle(
                lambda tx, now: self._note(tx, link, "the ticket takes no note", now)
            )

    async def note_move(self, link: TicketLink, delivery: Delivery) -> None:
        """The issue was found in a project of no policy. Jira may not tell of such a move at all:
        a webhook that is restricted to projects does not."""
        if link.state in (LinkState.ACTIVE, LinkState.PAUSED):
            await self.may_relay(link, await self._tracker.fetch_issue(link.issue_id), delivery)

    async def may_relay(self, link: TicketLink, issue: Issue, delivery: Delivery) -> bool:
        """Whether the issue stands in a project that the policies name; a move is acted upon.

        An issue that was moved away has its copies kept or removed as the policy says, and nothing
        more crosses until it is moved back. Then all that was missed is looked at, unless it is
        paused.
        """
        if project_is_named(issue, self._disclosure.policies.projects):
            if link.state is LinkState.AWAY and link.cause is Cause.MOVED:
                back = await self._come_back(link, delivery, "moved back")
                return back.state is LinkState.ACTIVE
            return True
        if link.state is not LinkState.AWAY:
            await self._moved_away(link, delivery)
        return False

    async def _moved_away(self, link: TicketLink, delivery: Delivery) -> None:
        fate = self._rules.moved_away

        def settle(tx: Transaction, now: datetime) -> None:
            leave(tx, link, Cause.MOVED)
            if fate == "remove":
                for source in System:
                    queue_withdrawals(tx, link, source, delivery.id, now)
            queue_gates(tx, [link.issue_id], f"moved:{delivery.id}", now)
            self._note(tx, link, f"moved to a project of no policy; {_said(fate)}", now)

        await self._settle(settle)

    async def _come_back(self, link: TicketLink, delivery: Delivery, action: str) -> TicketLink:
        def settle(tx: Transaction, now: datetime) -> TicketLink:
            come_back(tx, link)
            queue_return(tx, link, delivery.id, now)
            queue_gates(tx, [link.issue_id], f"returned:{delivery.id}", now)
            self._note(tx, link, action, now)
            return tx.links.get(link.id) or link

        now = self._clock.now()
        return await self._store.write(lambda tx: settle(tx, now))

    # ---- what these rest on ----------------------------------------------------------------------

    async def remove_remote_link(self, link: TicketLink, delivery: Delivery) -> None:
        """Jira's link to a ticket that is none of the issue's any more. Fine without an issue."""
        marker = marker_for(delivery.id, f"issue:{link.issue_id}:link:{link.ticket_id}")
        effect = RemoveRemoteLink(link.issue_id, remote_link_id(link), marker)
        try:
            await self._outbox.send(effect, delivery_id=delivery.id)
        except NotFound:
            return  # the issue is gone, and its links with it

    @property
    def _rules(self) -> CorrectionsPolicy:
        return self._disclosure.policies.mapping.corrections

    async def _settle(self, settle: Settle) -> None:
        now = self._clock.now()
        await self._store.write(lambda tx: settle(tx, now))

    def _note(
        self, tx: Transaction, link: TicketLink, action: str, now: datetime, detail: str = ""
    ) -> None:
        tx.audit.add(
            AuditEntry(
                at=now, actor="airlock", action=action, subject=f"link:{link.id}", detail=detail
            )
        )


def leave(tx: Transaction, link: TicketLink, cause: Cause) -> None:
    """The pair is away; that its link was paused is remembered."""
    if link.state is LinkState.PAUSED:
        tx.facts.set(paused_fact(link.id), "yes")
    tx.links.set_state(link.id, LinkState.AWAY, cause)


def come_back(tx: Transaction, link: TicketLink) -> None:
    """The pair is back, and paused if it was."""
    paused = tx.facts.get(paused_fact(link.id))
    tx.links.set_state(link.id, LinkState.PAUSED if paused else LinkState.ACTIVE)


def _said(fate: Fate) -> str:
    return "the copies stand" if fate == "keep" else "the copies are removed"
