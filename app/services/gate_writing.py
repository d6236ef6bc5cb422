"""What the gate writes into Jira: its value, the reasons, and how each ticket's link reads."""

from collections.abc import Sequence

import structlog

from app.document import Document, ItemList, ListItem, Paragraph, Text
from app.effects import GateToken, PutRemoteLink
from app.errors import PermissionRefused, WriteRefused
from app.gate.decision import Decision
from app.gate.policy import GatePolicy
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
from app.ports import Clock, IssueTracker, TicketDesk, UnitOfWork
from app.records import Delivery
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.gate_field_ids import GateFieldIds
from app.services.gate_intent import Intent, note_intent
from app.services.gate_records import Verdict
from app.services.gate_standing import Standing, close_record
from app.services.outbox import Outbox
from app.sync.plan import (
    GateFields,
    plan_gate_clearing,
    plan_gate_fields,
    plan_remote_link,
)
from app.sync.wording import remote_link_title, remote_link_url

log = structlog.get_logger()

LEFT = "gate closed: the issue left the guarded projects"
NOBODY = Scope("none", "none")
"""For our own fixed words where no ticket can be read: there is no one to name."""


class GateWriting:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        clock: Clock,
        *,
        zendesk_url: str,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._field_ids = GateFieldIds(store, tracker)
        self._disclosure = disclosure
        self._outbox = outbox
        self._clock = clock
        self._zendesk_url = zendesk_url

    @property
    def policy(self) -> GatePolicy:
        """The gate's policy in force now."""
        return self._disclosure.policies.gate

    @property
    def rehearses(self) -> bool:
        """Whether what is written is only recorded, so that no gate counts as written."""
        return self._outbox.modes.rehearses

    async def fetch_issue(self, issue_id: str) -> Issue:
        """The issue with its two gate fields. Raises VendorError and Held."""
        fields = await self.field_ids()
        return await self._tracker.fetch_issue(issue_id, [fields.gate, fields.reasons])

    async def field_ids(self) -> GateFields:
        """The two fields' ids, and nothing of what stands there. Raises as `GateFieldIds.of`."""
        of = self._field_ids.of
        return GateFields(await of(self.policy.gate_field), await of(self.policy.reasons_field))

    async def fields_of(self, issue: Issue) -> GateFields:
        """The two fields as `fetch_issue` read them."""
        ids = await self.field_ids()
        found = issue.fields or {}
        token, reasons = found.get(ids.gate), found.get(ids.reasons)
        return GateFields(ids.gate, ids.reasons, token, reasons, known=True)

    async def write_fields(self, standing: Standing, verdict: Verdict, delivery: Delivery) -> bool:
        """Value and reasons in one write; whether there was anything to write.

        Raises VendorError, and Held when the reasons may not cross.
        """
        decision, tickets = verdict.decision, verdict.tickets
        words = _reasons(decision, tickets, released=standing.known.release is not None)
        update = plan_gate_fields(
            standing.issue.id,
            standing.fields,
            verdict.value,
            await self.redact(words, tickets),
            delivery_id=delivery.id,
            state=decision.state,
        )
        if update is not None:
            if verdict.token is not None and verdict.token != standing.fields.token:
                await self._intend(standing.issue.id, verdict.token, delivery.id)
            await self._outbox.send(update, delivery_id=delivery.id)
        return update is not None

    async def _intend(self, issue_id: str, token: str, delivery_id: str) -> None:
        """Note the value before it is written: it is ours however late it comes."""
        if self.rehearses:
            return
        intent = Intent(token=token, delivery=delivery_id)
        await self._store.write(lambda tx: note_intent(tx, issue_id, intent))

    async def write_links(self, standing: Standing, verdict: Verdict, delivery: Delivery) -> None:
        """How each ticket's link reads on the issue, where the gate or the ticket changed.

        An earlier attempt may have come as far as the gate's fields. Raises VendorError and Held.
        """
        changed = verdict.written or verdict.shut_at is not None or delivery.reason_code is not None
        if not changed and not concerns_remote_links(delivery.event):
            return
        by_ticket = {link.ticket_id: link for link in standing.known.links}
        for ticket in verdict.tickets:
            link = by_ticket[ticket.id]
            effect = await self._plan_remote_link(link, ticket, verdict.decision, delivery)
            await self._outbox.send(effect, delivery_id=delivery.id)

    async def _plan_remote_link(
        self, link: TicketLink, ticket: Ticket, decision: Decision, delivery: Delivery
    ) -> PutRemoteLink:
        mapping = self._disclosure.policies.mapping
        state = "Gate open" if decision.open else f"Gate closed: {len(decision.reasons)} to do"
        if decision.tickets > 1:
            state += f"; {_impact(decision, ())}"
        title = _one_line(remote_link_title(ticket.id, mapping))
        return plan_remote_link(
            link,
            ticket,
            mapping,
            url=remote_link_url(self._zendesk_url, ticket.id, mapping),
            title=await self.redact(title, [ticket]),
            summary=await self.redact(_one_line(state), [ticket]),
            delivery_id=delivery.id,
        )

    async def redact(self, document: Document, tickets: Sequence[Ticket]) -> RedactedText:
        """Our own words for Jira, redacted with what is known of the first ticket. Raises Held."""
        scope, context = NOBODY, Context()
        if tickets:
            scope = Scope(f"ticket:{tickets[0].id}", customer_key(tickets[0]))
            ids = await self._desk.field_ids()
            seen = context_of_ticket(tickets[0], self._disclosure.policies, ids)
            context = await self._disclosure.look_for(scope, seen)
        disclosed = await self._disclosure.disclose(
            document, audience=Audience.ENGINEERING, scope=scope, context=context
        )
        return disclosed.text

    async def open_only(self, issue_id: str, token: GateToken, delivery_id: str) -> None:
        """Write the value and nothing else: in an emergency no text may stand in its way."""
        ids = await self.field_ids()
        fields = GateFields(ids.gate, ids.reasons, known=True)
        update = plan_gate_fields(
            issue_id, fields, token, None, delivery_id=delivery_id, state="released"
        )
        if update is not None:
            await self._intend(issue_id, token.value, delivery_id)
            await self._outbox.send(update, delivery_id=delivery_id)

    async def shut(self, issue_id: str, delivery_id: str) -> None:
        """Empty the gate field, and it alone. Raises VendorError; then it may stand open."""
        field = (await self.field_ids()).gate
        clearing = plan_gate_clearing(issue_id, field, delivery_id=delivery_id)
        await self._outbox.send(clearing, delivery_id=delivery_id)

    async def record_cleared(self, issue_id: str) -> None:
        """Remember that the gate was shut although what follows did not come about."""
        if self.rehearses:
            return
        await self._store.write(lambda tx: close_record(tx, issue_id, self._clock.now()))

    async def leave(self, standing: Standing, delivery_id: str) -> None:
        """Shut the gate of an issue that is in no guarded project now: nobody keeps it up to date.

        Moved back, the issue must not pass on what stood there. Where the project does not take
        the field, the value counts as a closed gate's from now on. Raises VendorError.
        """
        before, issue_id = standing.known.before, standing.issue.id
        if before is None or before.token is None:
            return
        if standing.fields.token:
            try:
                await self.shut(issue_id, delivery_id)
            except (WriteRefused, PermissionRefused) as error:
                log.warning("gate field refused elsewhere", issue=issue_id, code=error.code)
        now = self._clock.now()
        if not self.rehearses:
            await self._store.write(lambda tx: close_record(tx, issue_id, now, LEFT))

    async def clear(self, issue_id: str, delivery_id: str) -> None:
        """Shut a gate that nobody can decide."""
        await self.shut(issue_id, delivery_id)
        await self.record_cleared(issue_id)


def concerns_remote_links(event: InboundEvent) -> bool:
    """Whether the links on the issue change although the gate does not."""
    solved = event.system is System.ZENDESK and "status" in event.changed
    return solved or event.kind is EventKind.LINKED


def _reasons(decision: Decision, tickets: Sequence[Ticket], *, released: bool) -> Document:
    """What the reasons field says: one line on the whole, then each reason as it is decided."""
    words = "The packet is complete." if decision.open else "The packet is incomplete:"
    if released:
        words = f"Emergency release: every gate is open for now. {words}"
    if decision.tickets > 1:
        words = f"{words[:-1]} ({_impact(decision, tickets)}){words[-1]}"
    items = tuple(ListItem((Paragraph((Text(reason),)),)) for reason in decision.reasons)
    return Document((Paragraph((Text(words),)), *((ItemList(items),) if items else ())))


def _impact(decision: Decision, tickets: Sequence[Ticket]) -> str:
    """How many are hurt and how badly; customers are counted, never named."""
    customers = len({customer_key(ticket) for ticket in tickets})
    parts = [f"{decision.tickets} tickets"]
    if tickets:
        parts.append(f"{customers} customer{'s' if customers != 1 else ''}")
    if decision.severity:
        parts.append(f"worst severity {decision.severity}")
    return ", ".join(parts)


def _one_line(text: str) -> Document:
    return Document((Paragraph((Text(text),)),))
