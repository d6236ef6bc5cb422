"""An escalation as it stands at both vendors, and when its customer must hear from us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.document import to_plain
from app.errors import NotFound
from app.gate.decision import resolve_items
from app.gate.entry import GateEntry
from app.model import Issue, LinkState, Side, Ticket, TicketComment, TicketLink
from app.ports import (
    Clock,
    IssueTracker,
    PolicySet,
    PolicySource,
    TicketDesk,
    Transaction,
    UnitOfWork,
)
from app.records import GateRecord, StoredPacket
from app.records_clocks import Blocked, EscalationClock, Step
from app.services.context import customer_key
from app.sync.mapping import FieldIds
from app.sync.routing import owner_of
from app.sync.silence import Told, due_at, last_told

LOOK_EVERY = timedelta(hours=6)
"""An open escalation is read again after this time though no webhook told of it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of the pair."""

    before: EscalationClock | None
    packet: StoredPacket | None
    gate: GateRecord | None


class ClockReading:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        policies: PolicySource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock

    async def read(self, link: TicketLink) -> EscalationClock | None:
        """Read both sides and keep what they say; None where nothing is known of a pair that is
        over. Raises VendorError, and Held for a side that cannot be read."""
        known = await self._store.read(lambda tx: _load(tx, link))
        try:
            clock = await self._look(link, known)
        except NotFound:
            clock = self._over(known.before)
        if clock is not None:
            kept = clock
            await self._store.write(lambda tx: tx.clocks.save(kept))
        return clock

    async def _look(self, link: TicketLink, known: _Known) -> EscalationClock | None:
        if link.state is LinkState.ENDED:
            return self._over(known.before)
        policies = self._policies.current()
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        comments = await self._desk.fetch_comments(link.ticket_id)
        issue = await self._tracker.fetch_issue(link.issue_id)
        ids = FieldIds(await self._desk.field_ids(), {})
        clock = self._make(link, known, ticket, comments, issue, ids, policies)
        solved = ticket.status in policies.mapping.remote_link.resolved_statuses
        return self._over(clock) if solved else clock

    def _make(
        self,
        link: TicketLink,
        known: _Known,
        ticket: Ticket,
        comments: Sequence[TicketComment],
        issue: Issue,
        ids: FieldIds,
        policies: PolicySet,
    ) -> EscalationClock:
        rules = policies.mapping.silence
        told = last_told(_updates(comments), rules)
        packet = known.packet.packet if known.packet is not None else None
        severity = packet.severity if packet is not None else None
        since = told.at or link.created_at
        blocked_on, step = _turn(ticket, issue, known.gate, rules.answered)
        return EscalationClock(
            link_id=link.id,
            ticket_id=link.ticket_id,
            issue_id=link.issue_id,
            issue_key=issue.key,
            customer=customer_key(ticket),
            severity=severity,
            team=owner_of(ticket, policies.mapping.ownership, ids),
            assigned=issue.assignee is not None,
            blocked_on=blocked_on,
            next_step=step,
            asks=bool(question_of(ticket, known.packet, ids, policies)),
            opened_at=link.created_at,
            last_update_at=told.at,
            promised_at=told.promised,
            due_at=due_at(since, told.promised, severity, rules),
            closed_at=None,
            look_at=self._clock.now() + LOOK_EVERY,
        )

    def _over(self, clock: EscalationClock | None) -> EscalationClock | None:
        if clock is None:
            return None
        closed = clock.closed_at or self._clock.now()
        return clock.changed(closed_at=closed, look_at=None)


def question_of(
    ticket: Ticket, stored: StoredPacket | None, ids: FieldIds, policies: PolicySet
) -> str:
    """What the packet asks engineering, in support's own words: private text. Empty for nothing."""
    item = policies.mapping.engineer_sync.ask_item
    if item is None:
        return ""
    known = ids.zendesk.items()
    named = {title: ticket.fields[field] for title, field in known if field in ticket.fields}
    entry = GateEntry(
        ticket_id=ticket.id,
        packet=stored.packet if stored is not None else None,
        ticket_fields={**ticket.fields, **named},
    )
    return resolve_items(entry, policies.gate).get(item, "")


def _load(tx: Transaction, link: TicketLink) -> _Known:
    return _Known(
        tx.clocks.get(link.id), tx.packets.get(link.ticket_id), tx.gates.get(link.issue_id)
    )


def _updates(comments: Sequence[TicketComment]) -> list[Told]:
    """The public comments of support's side; a merge that Zendesk tells of is none."""
    return [
        Told(one.created_at, to_plain(one.body))
        for one in comments
        if one.public and not one.merged and one.author.side is Side.SUPPORT
    ]


def _turn(
    ticket: Ticket, issue: Issue, gate: GateRecord | None, answered: Sequence[str]
) -> tuple[Blocked, Step]:
    """On whom it waits, and for what."""
    if issue.status in answered:
        return Blocked.SUPPORT, Step.TELL
    if ticket.status == "pending":
        return Blocked.CUSTOMER, Step.REPLY
    if gate is not None and not gate.open and not gate.escalated:
        return Blocked.SUPPORT, Step.COMPLETE
    return Blocked.ENGINEERING, Step.ANSWER
