"""Fields, priority, status and owner between a ticket and its issue."""

from collections.abc import Awaitable, Mapping
from datetime import datetime
from functools import partial

from app.effects import UpdateTicket
from app.errors import Held, VendorError
from app.model import (
    Audience,
    EventKind,
    Issue,
    RedactedText,
    System,
    Ticket,
    TicketLink,
)
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.services.copy_work import queue_second_looks
from app.services.disclosure import Disclosure
from app.services.endings import Endings
from app.services.field_texts import redact_fields
from app.services.outbox import Outbox
from app.services.recording import COMPONENTS, Seen, keep, observe
from app.services.resolutions import resolution_of, solution_of
from app.sync.crossing import issue_is_open, project_is_named
from app.sync.mapping import (
    FieldIds,
    jira_field_names,
    plan_issue_changes,
    plan_ticket_changes,
    texts_for_jira,
    texts_for_zendesk,
)

BOTH_WAYS = frozenset({EventKind.LINKED, EventKind.RESWEPT})


class Changes:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        endings: Endings,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self.outbox = outbox
        self._endings = endings
        self._clock = clock

    async def relay(self, link: TicketLink, delivery: Delivery) -> None:
        """Bring the other side's fields in line, with one read of each side and at most one write.

        A new link, and one that is back, goes both ways, so that the ticket shows at once how the
        issue stands. A field whose text is held stays as it is. Nothing crosses while the issue
        stands in a project that the policies do not name. Raises VendorError.
        """
        ticket, issue, ids = await self._look(link, delivery)
        await self._follow_level(link, issue, delivery)
        if not await self._endings.may_relay(link, issue, delivery):
            return
        event = delivery.event
        if event.system is System.ZENDESK or event.kind in BOTH_WAYS:
            await self._to_issue(ticket, issue, ids, delivery)
        if event.system is System.JIRA or event.kind in BOTH_WAYS:
            await self.send(await self._for_ticket(link, ticket, issue, ids, delivery), delivery)

    async def look_at_readers(self, link: TicketLink, delivery: Delivery) -> None:
        """Have copies taken away that the issue's new readers must not see, or no longer may;
        nothing is sent. Raises VendorError."""
        issue = await self._tracker.fetch_issue(link.issue_id)
        await self._follow_level(link, issue, delivery)
        await self._endings.may_relay(link, issue, delivery)

    async def plan_for_ticket(self, link: TicketLink, delivery: Delivery) -> UpdateTicket | None:
        """What `relay` would tell the ticket of its issue: nothing is sent of it here.

        An update of nothing where the ticket agrees. None where more than that follows from how
        the issue stands. Raises VendorError.
        """
        ticket, issue, ids = await self._look(link, delivery)
        policies = self._disclosure.policies
        named = project_is_named(issue, policies.projects)
        if not named or not issue_is_open(issue, policies.mapping):
            return None
        return await self._for_ticket(link, ticket, issue, ids, delivery)

    async def send(self, plan: UpdateTicket, delivery: Delivery) -> None:
        """Tell the ticket what was planned, unless that is nothing. Raises VendorError."""
        if plan != UpdateTicket(plan.ticket_id, plan.marker):
            await self.outbox.send(plan, delivery_id=delivery.id)

    async def _look(self, link: TicketLink, delivery: Delivery) -> tuple[Ticket, Issue, FieldIds]:
        ids = FieldIds(await self._desk.field_ids(), await self._tracker.field_ids())
        mapping = self._disclosure.policies.mapping
        wanted = [*(ids.of_jira(name) for name in jira_field_names(mapping)), COMPONENTS]
        issue = await self._tracker.fetch_issue(link.issue_id, wanted)
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        await self._follow_key(link, issue)
        await self._record(Seen(link, ticket, issue, self._clock.now()))
        return ticket, issue, ids

    async def _to_issue(
        self, ticket: Ticket, issue: Issue, ids: FieldIds, delivery: Delivery
    ) -> None:
        mapping = self._disclosure.policies.mapping
        raw = texts_for_jira(ticket, ids, mapping)
        texts = await self._redact_fields(raw, Audience.ENGINEERING, ticket, issue, ids)
        effect = plan_ticket_changes(
            ticket, issue, mapping, ids=ids, texts=texts, delivery_id=delivery.id
        )
        if effect is not None:
            await self.outbox.send(effect, delivery_id=delivery.id)

    async def _for_ticket(
        self, link: TicketLink, ticket: Ticket, issue: Issue, ids: FieldIds, delivery: Delivery
    ) -> UpdateTicket:
        mapping = self._disclosure.policies.mapping
        raw = texts_for_zendesk(issue, ids, mapping)
        texts = await self._redact_fields(raw, Audience.CUSTOMER, ticket, issue, ids)
        plan = plan_issue_changes(
            link,
            issue,
            ticket,
            mapping,
            ids=ids,
            texts=texts,
            status_changed="status" in delivery.event.changed,
            delivery_id=delivery.id,
        )
        return plan or UpdateTicket(link.ticket_id, "")

    async def _redact_fields(
        self,
        raw: Mapping[str, str],
        audience: Audience,
        ticket: Ticket,
        issue: Issue,
        ids: FieldIds,
    ) -> Mapping[str, RedactedText]:
        redacted = await redact_fields(self._disclosure, raw, audience, ticket, issue, ids)
        for _ in redacted.held:
            await self._note(f"ticket:{ticket.id}", "field held")
        return redacted.texts

    async def _follow_level(self, link: TicketLink, issue: Issue, delivery: Delivery) -> None:
        """What engineers wrote before a security level closed the issue is looked at again."""
        if issue_is_open(issue, self._disclosure.policies.mapping):
            return
        now, cause = self._clock.now(), f"closed:{delivery.id}"
        await self._store.write(lambda tx: queue_second_looks(tx, link, System.JIRA, cause, now))

    async def _record(self, seen: Seen) -> None:
        """How the escalation stands, for the weekly numbers."""
        changes = await self._store.read(lambda tx: observe(tx, seen))
        if not changes:
            return
        resolved = solved = None
        if changes.get("resolved_at"):
            resolved = await self._told_by_history(resolution_of(self._tracker, seen.issue))
        if changes.get("confirmed_at"):
            solved = await self._told_by_history(solution_of(self._desk, seen.ticket))
        dated = Seen(seen.link, seen.ticket, seen.issue, seen.at, resolved, solved)
        await self._store.write(partial(keep, seen=dated))

    async def _told_by_history(self, reading: Awaitable[datetime | None]) -> datetime | None:
        """The date of an end as the vendor's history tells it: deliveries may come days late, and
        may be those of a comment. None where it cannot be read, and never will be."""
        try:
            return await reading
        except (VendorError, Held) as error:
            if error.retryable:
                raise
            return None

    async def _follow_key(self, link: TicketLink, issue: Issue) -> None:
        if issue.key != link.issue_key:
            await self._store.write(lambda tx: tx.links.set_key(link.id, issue.key))

    async def _note(self, subject: str, action: str) -> None:
        entry = AuditEntry(at=self._clock.now(), actor="airlock", action=action, subject=subject)

        def add(tx: Transaction) -> None:
            tx.audit.add(entry)

        await self._store.write(add)
