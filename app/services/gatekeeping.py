"""The gate of an issue: decided from the packets of its tickets, written into Jira's gate field.

Everything that may change the decision ends as a delivery in the issue's gate lane; `refresh` runs
there, one at a time for an issue. What is written is a keyed value that only we can make; any other
value is cleared.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.document import Document, ItemList, ListItem, Paragraph, Text
from app.effects import Effect, GateToken, PutRemoteLink
from app.errors import NotFound
from app.gate.decision import Decision, GateEntry, decide
from app.gate.names import plain_name
from app.gate.policy import GatePolicy
from app.gate.rollup import roll_up
from app.gate.token import make_token
from app.model import (
    Audience,
    Context,
    EventKind,
    InboundEvent,
    Issue,
    RedactedText,
    System,
    Ticket,
    TicketLink,
)
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery, GateRecord
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.outbox import Outbox
from app.services.views import TransitionAnswer, TransitionQuestion
from app.sync.plan import GateFields, plan_gate_fields, plan_remote_link
from app.sync.wording import remote_link_title, remote_link_url

NOBODY = Scope("none", "none")
"""For our own fixed words where no ticket can be read: there is no one to name."""
NOT_UNDERSTOOD = (
    "Airlock does not know the status that this transition begins in or leads to, so it cannot "
    "tell whether it is guarded. Send the names of both statuses as Jira shows them; a new one "
    "is made known under `status.to_zendesk` in policies/mapping."
)


class Gatekeeping:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        clock: Clock,
        *,
        gate_key: bytes,
        zendesk_url: str,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox
        self._clock = clock
        self._gate_key = gate_key
        self._zendesk_url = zendesk_url

    async def decide_ticket(self, ticket: Ticket) -> Decision:
        """The gate's decision over this ticket's packet as it stands now.

        Comments are read only where a file on the ticket would answer what is still missing.
        """
        decision = await self._decide(ticket, has_logs=False)
        if not self._file_would_help(decision):
            return decision
        comments = await self._desk.fetch_comments(ticket.id)
        if not any(comment.attachments for comment in comments):
            return decision
        return await self._decide(ticket, has_logs=True)

    async def _decide(self, ticket: Ticket, *, has_logs: bool) -> Decision:
        stored, waivers = await self._store.read(
            lambda tx: (tx.packets.get(ticket.id), tx.packets.waivers(ticket.id))
        )
        entry = GateEntry(
            ticket_id=ticket.id,
            packet=stored.packet if stored is not None else None,
            waivers=waivers,
            ticket_fields=await self.named_fields(ticket),
            priority=ticket.priority,
            has_logs=has_logs,
        )
        return decide(entry, self._disclosure.policies.gate, at=self._clock.now())

    def _file_would_help(self, decision: Decision) -> bool:
        items = self._disclosure.policies.gate.items
        lacking = [item.key for item in decision.items if item.state in ("missing", "weak")]
        return any(key in items and items[key].attachment_answers for key in lacking)

    async def named_fields(self, ticket: Ticket) -> dict[str, str]:
        """The ticket's field values under their ids and under their titles."""
        ids = await self._desk.field_ids()
        by_title = {
            title: ticket.fields[field_id]
            for title, field_id in ids.items()
            if field_id in ticket.fields
        }
        return {**ticket.fields, **by_title}

    async def decide_issue(self, links: Sequence[TicketLink]) -> tuple[Decision, Sequence[Ticket]]:
        """The decision over all tickets of one issue; a deleted ticket has no say."""
        found = await asyncio.gather(*(self._fetch(link.ticket_id) for link in links))
        tickets = [ticket for ticket in found if ticket is not None]
        decisions = [await self.decide_ticket(ticket) for ticket in tickets]
        return roll_up(decisions, self._disclosure.policies.gate), tickets

    async def _fetch(self, ticket_id: int) -> Ticket | None:
        try:
            return await self._desk.fetch_ticket(ticket_id)
        except NotFound:
            return None

    async def refresh(self, issue_id: str, delivery: Delivery) -> None:
        """Bring the gate field, the reasons field and the remote links up to date.

        An issue whose last link was removed is cleared. Raises VendorError. A refused or failed
        write leaves the record as it was, so that the next try starts from what Jira really holds.
        """
        links, written = await self._store.read(
            lambda tx: (tx.links.of_issue(issue_id), tx.gates.get(issue_id))
        )
        if not links and written is None:
            return
        gate = self._disclosure.policies.gate
        ids = await self._tracker.field_ids()
        names = (gate.gate_field, gate.reasons_field)
        issue = await self._tracker.fetch_issue(issue_id, [_field_id(ids, name) for name in names])
        if issue.project not in gate.projects:
            return
        decision, tickets = await self.decide_issue(links)
        effects = await self._plan(issue, links, tickets, decision, delivery)
        for effect in effects:
            await self._outbox.send(effect, delivery_id=delivery.id)
        await self._record(issue, decision)

    async def _plan(
        self,
        issue: Issue,
        links: Sequence[TicketLink],
        tickets: Sequence[Ticket],
        decision: Decision,
        delivery: Delivery,
    ) -> list[Effect]:
        value = self._token(issue.id, decision)
        token = GateToken(value) if value is not None else None
        reasons = await self._redact_reasons(decision, tickets)
        fields = await self._gate_fields(issue)
        update = plan_gate_fields(issue.id, fields, token, reasons, delivery_id=delivery.id)
        effects: list[Effect] = [update] if update is not None else []
        if update is not None or concerns_remote_links(delivery.event):
            by_ticket = {link.ticket_id: link for link in links}
            for ticket in tickets:
                link = by_ticket[ticket.id]
                effects.append(await self._plan_remote_link(link, ticket, decision, delivery))
        return effects

    async def _gate_fields(self, issue: Issue) -> GateFields:
        policy = self._disclosure.policies.gate
        ids = await self._tracker.field_ids()
        gate, reasons = _field_id(ids, policy.gate_field), _field_id(ids, policy.reasons_field)
        found = issue.fields or {}
        return GateFields(gate, reasons, found.get(gate), found.get(reasons), known=True)

    async def _plan_remote_link(
        self, link: TicketLink, ticket: Ticket, decision: Decision, delivery: Delivery
    ) -> PutRemoteLink:
        mapping = self._disclosure.policies.mapping
        state = "Gate open" if decision.open else f"Gate closed: {len(decision.reasons)} to do"
        title = _one_line(remote_link_title(ticket.id, mapping))
        return plan_remote_link(
            link,
            ticket,
            mapping,
            url=remote_link_url(self._zendesk_url, ticket.id, mapping),
            title=await self._redact(title, [ticket]),
            summary=await self._redact(_one_line(state), [ticket]),
            delivery_id=delivery.id,
        )

    async def _redact_reasons(self, decision: Decision, tickets: Sequence[Ticket]) -> RedactedText:
        words = "The packet is complete." if decision.open else "The packet is incomplete:"
        items = tuple(ListItem((Paragraph((Text(reason),)),)) for reason in decision.reasons)
        document = Document((Paragraph((Text(words),)), *((ItemList(items),) if items else ())))
        return await self._redact(document, tickets)

    async def _redact(self, document: Document, tickets: Sequence[Ticket]) -> RedactedText:
        scope, context = NOBODY, Context()
        if tickets:
            scope = Scope(f"ticket:{tickets[0].id}", customer_key(tickets[0]))
            ids = await self._desk.field_ids()
            seen = context_of_ticket(tickets[0], self._disclosure.policies, ids)
            context = await self._disclosure.learn(scope, seen)
        disclosed = await self._disclosure.disclose(
            document, audience=Audience.ENGINEERING, scope=scope, context=context
        )
        return disclosed.text

    async def _record(self, issue: Issue, decision: Decision) -> None:
        policy = self._disclosure.policies.gate
        now = self._clock.now()

        def save(tx: Transaction) -> None:
            before = tx.gates.get(issue.id)
            record = self._renew(issue, decision, before, policy, now)
            if record.escalated and not (before is not None and before.escalated):
                tx.audit.add(_passage(issue, before, now))
            tx.gates.save(record)

        await self._store.write(save)

    def _renew(
        self,
        issue: Issue,
        decision: Decision,
        before: GateRecord | None,
        policy: GatePolicy,
        now: datetime,
    ) -> GateRecord:
        escalated = plain_name(issue.status) in policy.guarded_statuses
        return GateRecord(
            issue_id=issue.id,
            token=self._token(issue.id, decision),
            reasons_digest=digest_reasons(decision.reasons),
            open=decision.open,
            decided_at=now,
            status=issue.status,
            escalated=escalated or (before is not None and before.escalated),
            refused_at=before.refused_at if before is not None else None,
            valid_until=decision.valid_until,
        )

    def _token(self, issue_id: str, decision: Decision) -> str | None:
        if not decision.passes:
            return None
        return make_token(self._gate_key, issue_id, decision.digest).value

    async def decide_transition(self, question: TransitionQuestion) -> TransitionAnswer:
        """Answer a validator that can call out. Whoever asks treats every error as a no.

        Project and present status are Jira's, not the caller's. In a guarded project a status that
        the policies do not name is refused: it may be the guarded one, written otherwise.
        """
        policy = self._disclosure.policies.gate
        issue = await self._tracker.fetch_issue(question.issue_key)
        if issue.project not in policy.projects:
            return TransitionAnswer(result=True)
        if not self._understands(question, issue):
            return TransitionAnswer(result=False, errorMessage=NOT_UNDERSTOOD)
        starts = (issue.status, question.from_status)
        if not any(policy.guards(issue.project, start, question.to_status) for start in starts):
            return TransitionAnswer(result=True)
        links = await self._store.read(lambda tx: tx.links.of_issue(issue.id, issue.key))
        decision, _ = await self.decide_issue(links)
        if decision.passes:
            return TransitionAnswer(result=True)
        await self._note_refusal(issue.id)
        return TransitionAnswer(result=False, errorMessage="\n".join(decision.reasons))

    def _understands(self, question: TransitionQuestion, issue: Issue) -> bool:
        policies = self._disclosure.policies
        names = (*policies.mapping.status.to_zendesk, issue.status)
        known = policies.gate.status_names | set(map(plain_name, names))
        return bool(plain_name(question.from_status)) and plain_name(question.to_status) in known

    async def recheck_due(self) -> None:
        """Queue a new decision for each gate whose waiver has ended."""
        now = self._clock.now()

        def enqueue(tx: Transaction) -> None:
            for record in tx.gates.due(now):
                until = record.valid_until.isoformat() if record.valid_until else ""
                event = InboundEvent(
                    system=System.JIRA,
                    kind=EventKind.PACKET_CHANGED,
                    event_id=f"waiver-ended:{until}",
                    subject=record.issue_id,
                )
                tx.deliveries.add(event, f"gate:{record.issue_id}", now)

        await self._store.write(enqueue)

    async def _note_refusal(self, issue_id: str) -> None:
        now = self._clock.now()

        def note(tx: Transaction) -> None:
            record = tx.gates.get(issue_id)
            if record is not None:
                tx.gates.save(GateRecord(**{**record.model_dump(), "refused_at": now}))

        await self._store.write(note)


def concerns_remote_links(event: InboundEvent) -> bool:
    """Whether the links on the issue change although the gate does not."""
    solved = event.system is System.ZENDESK and "status" in event.changed
    return solved or event.kind is EventKind.LINKED


def _field_id(ids: Mapping[str, str], name: str) -> str:
    """A field that Jira does not know goes by its name, so that Jira's refusal names it."""
    return ids.get(name, name)


def _one_line(text: str) -> Document:
    return Document((Paragraph((Text(text),)),))


def digest_reasons(reasons: Sequence[str]) -> str:
    """Tells whether the reasons changed."""
    return hashlib.sha256("\n".join(reasons).encode()).hexdigest()


def _passage(issue: Issue, before: GateRecord | None, now: datetime) -> AuditEntry:
    fair = before is not None and before.token is not None
    return AuditEntry(
        at=now,
        actor="jira",
        action="guarded transition passed"
        if fair
        else "guarded transition passed without a packet",
        subject=f"issue:{issue.id}",
    )
