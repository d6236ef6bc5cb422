"""How an issue's gate stands in Jira before it is decided, and whether there is anything to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.gate.names import plain_name
from app.gate.policy import GatePolicy
from app.model import EventKind, InboundEvent, Issue, System, TicketLink
from app.ports import Transaction
from app.records import AuditEntry, Delivery, GateRecord
from app.services.accounts import is_ours
from app.services.emergency import Release, load_release
from app.services.gate_course import Course, Stand, load_course, save_course
from app.services.gate_intent import Intent, load_intent
from app.services.gate_rechecks import WAIVER_ENDED
from app.services.retry import DEFECT
from app.sync.plan import GateFields

MARGIN = timedelta(minutes=1)
"""How long before we heard of an issue its moves concern us; the systems' clocks may differ."""
UNDECIDED = "undecided"
"""What a gate lacked that was cleared because nobody could decide."""


@dataclass(frozen=True, slots=True)
class KnownGate:
    """What the store knows of an issue. `ours` says that the event is a change of our account."""

    links: Sequence[TicketLink]
    before: GateRecord | None
    ours: bool
    deleted: bool
    release: Release | None = None
    intent: Intent | None = None

    def is_elsewhere(self, event: InboundEvent, policy: GatePolicy) -> bool:
        """Whether nothing is known of the issue and its key is of a project that is not guarded."""
        known = bool(self.links) or self.before is not None
        project = (event.issue_key or "").rpartition("-")[0]
        return not known and bool(project) and project not in policy.projects

    def is_unsafe_after(self, delivery: Delivery) -> bool:
        """Whether an earlier attempt ran into a defect, so that the gate is shut before another.

        Once, and again whenever it was opened meanwhile. In a release nothing is shut.
        """
        if delivery.reason_code != DEFECT or self.ours or self.release is not None:
            return False
        opened = self.before is not None and self.before.token is not None
        return opened or delivery.attempts == 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the issue, and the issue with its gate fields as Jira holds them."""

    known: KnownGate
    issue: Issue
    fields: GateFields

    @property
    def foreign(self) -> bool:
        """Whether a value stands there that is none that we wrote or tried to write."""
        before, intent = self.known.before, self.known.intent
        ours = {before.token if before else None, intent.token if intent else None}
        return bool(self.fields.token) and self.fields.token not in ours

    @property
    def shut(self) -> "Standing":
        """The same with an empty gate field."""
        ids = self.fields
        fields = GateFields(ids.gate, ids.reasons, None, ids.reasons_text, known=True)
        return Standing(self.known, self.issue, fields)

    def has_ended(self, at: datetime) -> bool:
        """Whether a value stands there that rests on a waiver which does not count any more."""
        before, released = self.known.before, self.known.release is not None
        if not self.fields.token or released or before is None or before.valid_until is None:
            return False
        return before.valid_until <= at

    def is_settled(self, policy: GatePolicy) -> bool:
        """Whether nothing can be to do, so that no ticket need be read.

        Without a link: no value, nothing recorded, not escalated. After our own write: value and
        status are those recorded.
        """
        before = self.known.before
        if before is None and self.known.release is not None:
            return False
        if before is None:
            escalated = plain_name(self.issue.status) in policy.guarded_statuses
            return not (self.known.links or self.fields.token or escalated)
        same = (self.fields.token or None, self.issue.status) == (before.token, before.status)
        return self.known.ours and same


def load_known(tx: Transaction, issue_id: str, event: InboundEvent) -> KnownGate:
    """What the store knows of the issue that a delivery of its gate lane is about."""
    by_jira = event.system is System.JIRA and event.kind is EventKind.CHANGED
    return KnownGate(
        links=tx.links.of_issue(issue_id),
        before=tx.gates.get(issue_id),
        ours=by_jira and is_ours(tx, System.JIRA, event.actor_id),
        deleted=tx.facts.get(deletion_fact(issue_id)) is not None,
        release=load_release(tx),
        intent=load_intent(tx, issue_id),
    )


def waits_to_shut(tx: Transaction, ticket_id: int) -> bool:
    """Whether a gate of the ticket's issues is open, or being opened, and is being decided anew.

    One that Jira would not take is not under way: it is tried again later.
    """
    lanes = {
        link.gate_lane
        for link in tx.links.of_ticket(ticket_id)
        if _may_stand_open(tx, link.issue_id)
    }
    return any(tx.deliveries.waiting_in(one) > len(tx.deliveries.postponed(one)) for one in lanes)


def _may_stand_open(tx: Transaction, issue_id: str) -> bool:
    gate = tx.gates.get(issue_id)
    return (gate is not None and gate.token is not None) or load_intent(tx, issue_id) is not None


def deletion_fact(issue_id: str) -> str:
    """The name under which the store remembers that Jira told of an issue's deletion."""
    return f"deleted:issue:{issue_id}"


def close_record(
    tx: Transaction, issue_id: str, now: datetime, action: str = "gate cleared without a decision"
) -> None:
    """Record that the gate was cleared although it could not be decided."""
    before = tx.gates.get(issue_id)
    if before is not None:
        closed = {"token": None, "open": False, "valid_until": None, "decided_at": now}
        tx.gates.save(GateRecord(**{**before.model_dump(), **closed}))
    course = load_course(tx, issue_id)
    if course is not None:
        undecided = Stand(at=now, open=False, mode="enforce", lacking=(UNDECIDED,))
        save_course(tx, issue_id, course.with_stand(undecided))
    tx.audit.add(audit_row(issue_id, action, now))


def since_when(delivery: Delivery, before: GateRecord | None, now: datetime) -> datetime:
    """When what a delivery tells of came to be so, as far as that is known; not after `now`.

    A waiver's end is known to the moment. What Jira tells of says nothing of the packet: what is
    found then came about at some time before, and `now` is the latest.
    """
    event = delivery.event
    if event.event_id.startswith(WAIVER_ENDED) and before is not None and before.valid_until:
        return before.valid_until
    if event.kind is EventKind.PACKET_CHANGED:
        return min(delivery.accepted_at, now)
    if event.system is System.JIRA:
        return now
    return min(event.occurred_at or delivery.accepted_at, delivery.accepted_at, now)


def first_course(delivery: Delivery, before: GateRecord | None, issue: Issue) -> Course:
    """The course of a gate that has none yet: from which moment on its issue's moves concern us."""
    event = delivery.event
    if tells_of_move(event):
        told = event.occurred_at or delivery.accepted_at
        return Course(since=min(told, delivery.accepted_at) - MARGIN)
    if before is not None:
        return Course(since=before.decided_at, status=before.status)
    return Course(since=delivery.accepted_at - MARGIN, status=issue.status)


def tells_of_move(event: InboundEvent) -> bool:
    """Whether Jira says that the status is among what changed."""
    changed = event.system is System.JIRA and event.kind is EventKind.CHANGED
    return changed and "status" in {name.lower() for name in event.changed}


def audit_row(
    issue_id: str, action: str, now: datetime, actor: str = "airlock", detail: str = ""
) -> AuditEntry:
    """An entry about the issue's gate."""
    subject = f"issue:{issue_id}"
    return AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=detail)
