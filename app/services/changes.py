"""Fields, priority, status and owner between a ticket and its issue."""

from collections.abc import Mapping

from app.errors import Held
from app.model import (
    Audience,
    Context,
    EventKind,
    Issue,
    RedactedText,
    System,
    Ticket,
    TicketLink,
)
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.services.context import assignee_of, context_of_ticket, customer_key, merge
from app.services.disclosure import Disclosure, Scope
from app.services.endings import Endings
from app.services.outbox import Outbox
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
        self._outbox = outbox
        self._endings = endings
        self._clock = clock

    async def relay(self, link: TicketLink, delivery: Delivery) -> None:
        """Bring the other side's fields in line, with one read of each side and at most one write.

        A new link, and one that is back, goes both ways, so that the ticket shows at once how the
        issue stands. A field whose text is held stays as it is. Nothing crosses while the issue
        stands in a project that the policies do not name. Raises VendorError.
        """
        ids = FieldIds(await self._desk.field_ids(), await self._tracker.field_ids())
        mapping = self._disclosure.policies.mapping
        wanted = [ids.of_jira(name) for name in jira_field_names(mapping)]
        issue = await self._tracker.fetch_issue(link.issue_id, wanted)
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        await self._follow_key(link, issue)
        if not await self._endings.may_relay(link, issue, delivery):
            return
        event = delivery.event
        if event.system is System.ZENDESK or event.kind in BOTH_WAYS:
            await self._to_issue(ticket, issue, ids, delivery)
        if event.system is System.JIRA or event.kind in BOTH_WAYS:
            await self._to_ticket(link, ticket, issue, ids, delivery)

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
            await self._outbox.send(effect, delivery_id=delivery.id)

    async def _to_ticket(
        self, link: TicketLink, ticket: Ticket, issue: Issue, ids: FieldIds, delivery: Delivery
    ) -> None:
        mapping = self._disclosure.policies.mapping
        raw = texts_for_zendesk(issue, ids, mapping)
        texts = await self._redact_fields(raw, Audience.CUSTOMER, ticket, issue, ids)
        effect = plan_issue_changes(
            link,
            issue,
            ticket,
            mapping,
            ids=ids,
            texts=texts,
            status_changed="status" in delivery.event.changed,
            delivery_id=delivery.id,
        )
        if effect is not None:
            await self._outbox.send(effect, delivery_id=delivery.id)

    async def _redact_fields(
        self,
        raw: Mapping[str, str],
        audience: Audience,
        ticket: Ticket,
        issue: Issue,
        ids: FieldIds,
    ) -> dict[str, RedactedText]:
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        seen = context_of_ticket(ticket, self._disclosure.policies, ids.zendesk)
        known = await self._disclosure.learn(scope, seen)
        context = merge(known, Context(people=assignee_of(issue)))
        texts: dict[str, RedactedText] = {}
        for name, text in raw.items():
            try:
                disclosed = await self._disclosure.disclose_line(
                    text, audience=audience, scope=scope, context=context
                )
            except Held:
                await self._note(f"ticket:{ticket.id}", "field held")
                continue
            texts[name] = disclosed.text
        return texts

    async def _follow_key(self, link: TicketLink, issue: Issue) -> None:
        if issue.key != link.issue_key:
            await self._store.write(lambda tx: tx.links.set_key(link.id, issue.key))

    async def _note(self, subject: str, action: str) -> None:
        entry = AuditEntry(at=self._clock.now(), actor="airlock", action=action, subject=subject)

        def add(tx: Transaction) -> None:
            tx.audit.add(entry)

        await self._store.write(add)
