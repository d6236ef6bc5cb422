"""What is kept of each decision about an issue's gate: its course, the audit, the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.effects import GateToken
from app.gate.decision import Decision
from app.model import EventKind, InboundEvent, System, Ticket
from app.ports import Transaction
from app.records import Delivery, GateRecord
from app.services.gate_course import Course, Mode, Notice, Stand, load_course, save_course
from app.services.gate_meter import load_meter, save_meter
from app.services.gate_standing import Standing, audit_row, first_course

CLEARED = "gate value that is not ours cleared"
OPENED = "gate opened"
CLOSED = "gate closed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision over an issue, the tickets that it rests on, and what the gate field holds now.

    `shut_at` is when Jira acknowledged that the field is empty, if this decision emptied it;
    `written` says that value or reasons were written.
    """

    decision: Decision
    tickets: Sequence[Ticket]
    token: str | None
    shut_at: datetime | None = None
    written: bool = False

    def shut(self, at: datetime) -> "Verdict":
        """The same, once Jira has taken it."""
        return Verdict(self.decision, self.tickets, self.token, at, self.written)

    def shown(self, *, written: bool) -> "Verdict":
        """The same, once Jira shows it."""
        return Verdict(self.decision, self.tickets, self.token, self.shut_at, written)

    @property
    def value(self) -> GateToken | None:
        """The token as what is written."""
        return GateToken(self.token) if self.token is not None else None


def keep(
    tx: Transaction,
    standing: Standing,
    verdict: Verdict,
    delivery: Delivery,
    since: datetime,
    now: datetime,
) -> None:
    """Go on with the issue's course, and tell the audit and the counts what changed.

    `since` is when what was decided came to be so; a gate that is shut now was open wrongly from
    then on.
    """
    issue_id, before = standing.issue.id, standing.known.before
    course = load_course(tx, issue_id) or first_course(delivery, before, standing.issue)
    at = _broke_at(tx, verdict, before, delivery.event, since, now)
    course = course.with_stand(_stand(verdict, standing, at))
    if verdict.decision.open:
        course = course.changed(notice=None)
    if _is_foreign(standing, verdict):
        course = _tell_foreign(tx, standing, course, delivery, now)
    elif verdict.token is None and standing.fields.token:
        _tell_closed(tx, issue_id, at, verdict.shut_at or now)
    if verdict.token is not None and verdict.token != standing.fields.token:
        tx.audit.add(audit_row(issue_id, OPENED, now, detail=mode_of(standing, verdict)))
    save_course(tx, issue_id, course)


def mode_of(standing: Standing, verdict: Verdict) -> Mode:
    """What lets an issue through now."""
    if standing.known.release is not None:
        return "release"
    return "enforce" if verdict.decision.enforced else "warn"


def _stand(verdict: Verdict, standing: Standing, at: datetime) -> Stand:
    return Stand(
        at=at,
        open=verdict.decision.open,
        mode=mode_of(standing, verdict),
        lacking=verdict.decision.lacking,
        token=verdict.token,
    )


def _broke_at(
    tx: Transaction,
    verdict: Verdict,
    before: GateRecord | None,
    event: InboundEvent,
    since: datetime,
    now: datetime,
) -> datetime:
    """When the packet was first saved after the gate was opened, where it was.

    A delivery that waited may find what came about after it, and one of Jira's what came before:
    a save, or a change of the ticket that Zendesk has not told of yet. Of several such changes the
    last one's time is known.
    """
    if verdict.decision.open or before is None or not before.open:
        return since
    stored = [tx.packets.get(ticket.id) for ticket in verdict.tickets]
    times = [one.saved_at for one in stored if one is not None]
    if event.system is System.JIRA and event.kind is not EventKind.PACKET_CHANGED:
        times.extend(ticket.updated_at for ticket in verdict.tickets)
    return min((at for at in times if before.decided_at < at <= now), default=since)


def _is_foreign(standing: Standing, verdict: Verdict) -> bool:
    return standing.foreign and standing.fields.token != verdict.token


def _tell_foreign(
    tx: Transaction, standing: Standing, course: Course, delivery: Delivery, now: datetime
) -> Course:
    """Who wrote it is told by the account's id alone, where Jira tells of the change."""
    event = delivery.event
    actor = event.actor_id if event.system is System.JIRA else None
    detail = f"written by {actor}" if actor else ""
    tx.audit.add(audit_row(standing.issue.id, CLEARED, now, detail=detail))
    save_meter(tx, load_meter(tx).wrote_foreign())
    return course.changed(notice=course.notice or Notice(kind="foreign", at=now))


def _tell_closed(tx: Transaction, issue_id: str, at: datetime, now: datetime) -> None:
    """The window: from the packet's breaking to Jira's acknowledgement that the field is empty."""
    window = max(0.0, (now - at).total_seconds())
    save_meter(tx, load_meter(tx).closed_within(window))
    detail = f"window {round(window * 1000)} ms"
    tx.audit.add(audit_row(issue_id, CLOSED, now, detail=detail))
