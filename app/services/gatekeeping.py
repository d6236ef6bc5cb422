"""The gate of an issue: decided from the packets of its tickets, written into Jira's gate field.

Everything that may change the decision ends as a delivery in the issue's gate lane; `refresh` runs
there, one at a time for an issue. What is written is a keyed value that only we can make; any other
value is cleared.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from app.document import Document, ItemList, ListItem, Paragraph, Text
from app.effects import Effect, GateToken, PutRemoteLink, UpdateIssue
from app.errors import Held, NotFound, VendorError, WriteRefused
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
from app.records import Delivery, GateRecord
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.gate_rechecks import POLICY_FACT, enqueue_due, enqueue_page
from app.services.gate_standing import (
    Standing,
    audit_row,
    close_record,
    load_known,
    passage_action,
)
from app.services.outbox import Outbox
from app.services.views import TransitionAnswer, TransitionQuestion
from app.sync.echo import marker_for
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
        self._rechecked: str | None = None

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

        An issue without a link is cleared. What cannot be decided does not stay open on a value
        that is not ours, nor on a text that is held. Raises VendorError and Held; a failed write
        leaves the record as it was, so that the next try starts from what Jira really holds.
        """
        policy = self._disclosure.policies.gate
        standing = await self._look(issue_id, delivery)
        if standing is None or standing.issue.project not in policy.projects:
            return
        if standing.is_settled(policy):
            return
        try:
            decision, tickets = await self.decide_issue(standing.known.links)
            effects = await self._plan(standing, tickets, decision, delivery)
        except (Held, VendorError) as error:
            if standing.fields.token and (standing.foreign or isinstance(error, Held)):
                await self._clear(standing.issue.id, delivery)
            raise
        await self._send(standing, decision, effects, delivery)
        await self._record(standing, decision)

    async def _look(self, issue_id: str, delivery: Delivery) -> Standing | None:
        """Read the issue, once; None where it is gone or cannot have a gate."""
        event = delivery.event
        known = await self._store.read(lambda tx: load_known(tx, issue_id, event))
        if known.is_elsewhere(event, self._disclosure.policies.gate):
            return None
        try:
            issue = await self._fetch_issue(issue_id)
        except NotFound:
            if known.links and not known.deleted:
                raise
            return None
        except Held:
            # Nobody can tell what stands in the field: our own write must not begin this anew.
            if not known.ours:
                await self._clear(issue_id, delivery)
            raise
        if issue.id != issue_id:
            known = await self._store.read(lambda tx: load_known(tx, issue.id, event))
        return Standing(known, issue, await self._gate_fields(issue))

    async def _fetch_issue(self, issue_id: str) -> Issue:
        policy = self._disclosure.policies.gate
        ids = await self._tracker.field_ids()
        names = (policy.gate_field, policy.reasons_field)
        return await self._tracker.fetch_issue(issue_id, [_field_id(ids, name) for name in names])

    async def _send(
        self, standing: Standing, decision: Decision, effects: Sequence[Effect], delivery: Delivery
    ) -> None:
        try:
            for effect in effects:
                await self._outbox.send(effect, delivery_id=delivery.id)
        except WriteRefused:
            # It may be the reasons that Jira refuses; they must not keep the gate open.
            if standing.fields.token and not self._token(standing.issue.id, decision):
                await self._clear(standing.issue.id, delivery)
            raise

    async def _clear(self, issue_id: str, delivery: Delivery) -> None:
        """Empty the gate field, and it alone."""
        ids = await self._tracker.field_ids()
        field = _field_id(ids, self._disclosure.policies.gate.gate_field)
        marker = marker_for(delivery.id, f"issue:{issue_id}:gate")
        await self._outbox.send(
            UpdateIssue(issue_id, {field: None}, marker), delivery_id=delivery.id
        )
        await self._store.write(lambda tx: close_record(tx, issue_id, self._clock.now()))

    async def _plan(
        self,
        standing: Standing,
        tickets: Sequence[Ticket],
        decision: Decision,
        delivery: Delivery,
    ) -> list[Effect]:
        issue = standing.issue
        value = self._token(issue.id, decision)
        token = GateToken(value) if value is not None else None
        reasons = await self._redact_reasons(decision, tickets)
        update = plan_gate_fields(
            issue.id, standing.fields, token, reasons, delivery_id=delivery.id
        )
        effects: list[Effect] = [update] if update is not None else []
        if update is not None or concerns_remote_links(delivery.event):
            by_ticket = {link.ticket_id: link for link in standing.known.links}
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

    async def _record(self, standing: Standing, decision: Decision) -> None:
        issue, policy = standing.issue, self._disclosure.policies.gate
        now = self._clock.now()

        def save(tx: Transaction) -> None:
            before = tx.gates.get(issue.id)
            record = self._renew(issue, decision, before, policy, now)
            if record.escalated and not (before is not None and before.escalated):
                tx.audit.add(audit_row(issue.id, passage_action(before), now, actor="jira"))
            if standing.foreign and standing.fields.token != record.token:
                tx.audit.add(audit_row(issue.id, "gate value that is not ours cleared", now))
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
        """None while closed, and for an issue without a ticket whatever the policy's mode is."""
        if not decision.passes or decision.ticket_id is None:
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
        """Queue a new decision for each gate whose waiver has ended, again until it is taken."""
        now = self._clock.now()
        await self._store.write(lambda tx: enqueue_due(tx, now))

    async def recheck_policy(self) -> None:
        """Queue a new decision for every linked issue if the policies are not those of last time.

        Last time is kept in the store, so that a change made while nothing ran is known too. What
        was asked of the store once is not asked again until the policies change: processes that
        were given different policies must not take turns for ever.
        """
        version = self._disclosure.policies.version
        if version == self._rechecked:
            return
        if await self._store.read(lambda tx: tx.facts.get(POLICY_FACT)) != version:
            await self._enqueue_all(version)
        self._rechecked = version

    async def _enqueue_all(self, version: str) -> None:
        now = self._clock.now()
        after: str | None = None
        while True:
            page = await self._store.write(partial(enqueue_page, version, now, after))
            if page is None:
                break
            after = page
        await self._store.write(lambda tx: tx.facts.set(POLICY_FACT, version))

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
