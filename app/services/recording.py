"""What is recorded for the weekly numbers as it happens: tries, escalations, how they end.

Every function works in the transaction of what it records. What the numbers mean: docs/weekly.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.gate.decision import Decision
from app.gate.packet import Packet
from app.model import Issue, Ticket, TicketLink
from app.ports import Transaction
from app.ports_history import REPEAT_WITHIN
from app.records_history import Escalated, Try
from app.services.resolutions import SOLVED

COMPONENTS = "components"
"""Jira's own field: an issue's components, by their names."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair as it was read at `at`; `resolved` and `solved` are when issue and ticket came to be
    so, where that is known."""

    link: TicketLink
    ticket: Ticket
    issue: Issue
    at: datetime
    resolved: datetime | None = None
    solved: datetime | None = None


def note_decision(
    tx: Transaction, ticket_id: int | None, decision: Decision, now: datetime
) -> None:
    """Somebody asked to escalate, and this was the answer."""
    if ticket_id is not None:
        lacking = () if decision.open else decision.lacking
        note_try(tx, Try(ticket_id=ticket_id, at=now, complete=decision.open, missed=lacking))


def note_try(tx: Transaction, one: Try) -> None:
    """A try that finds what the one before it found says nothing new."""
    missed = tuple(sorted(set(one.missed)))
    known = tx.history.tries_of(one.ticket_id)
    if not known or (known[-1].complete, known[-1].missed) != (one.complete, missed):
        tx.history.note_try(one)


def note_link(tx: Transaction, link: TicketLink, now: datetime) -> None:
    """The ticket was handed to engineering; a link that is made again is no new escalation."""
    stored = tx.packets.get(link.ticket_id)
    packet = stored.packet if stored is not None else None
    one = Escalated(
        ticket_id=link.ticket_id,
        issue_id=link.issue_id,
        issue_key=link.issue_key,
        at=now,
        severity=packet.severity if packet is not None else None,
        pattern=packet.pattern if packet is not None else None,
        fingerprint=_fingerprint(tx, link.ticket_id, now),
    )
    tx.history.escalated(one)


def note_packet(tx: Transaction, ticket_id: int, packet: Packet) -> None:
    """The packet's severity and pattern are those of the ticket's escalations."""
    said = {"severity": packet.severity, "pattern": packet.pattern}
    for one in tx.history.of_ticket(ticket_id):
        if (one.severity, one.pattern) != (packet.severity, packet.pattern):
            tx.history.change(one.id, said)


def observe(tx: Transaction, seen: Seen) -> Mapping[str, object]:
    """What has changed of an escalation since it was looked at last; nothing is written."""
    known = tx.history.get(escalation_of(seen.link))
    if known is None:
        return {}
    changes = {**_described(known, seen), **_ended(known, seen)}
    if known.fingerprint is None and (found := _fingerprint(tx, seen.ticket.id, known.at)):
        changes["fingerprint"] = found
    return changes


def keep(tx: Transaction, seen: Seen) -> None:
    """Write what has changed."""
    changes = observe(tx, seen)
    if changes:
        tx.history.change(escalation_of(seen.link), changes)


def component_of(issue: Issue) -> str | None:
    """The component that an escalation counts for: of several the first by its name."""
    names = (issue.fields or {}).get(COMPONENTS, "").split(", ")
    return min(filter(None, names), default=None)


def escalation_of(link: TicketLink) -> str:
    """The id of the link's escalation."""
    return f"{link.ticket_id}:{link.issue_id}"


def _described(known: Escalated, seen: Seen) -> Mapping[str, object]:
    """Key, owner and component; a component that was taken away stays as the last one known."""
    owner = seen.ticket.assignee.id if seen.ticket.assignee is not None else None
    component = component_of(seen.issue) or known.component
    now = {"issue_key": seen.issue.key, "owner_id": owner, "component": component}
    return {name: value for name, value in now.items() if getattr(known, name) != value}


def _ended(known: Escalated, seen: Seen) -> dict[str, object]:
    """Resolved once the issue is done, confirmed once the ticket is solved besides."""
    solved = seen.ticket.status in SOLVED
    if not seen.issue.done:
        return _opened_again(known, resolved_at=None) if known.resolved_at else {}
    resolved = known.resolved_at or max(seen.resolved or seen.at, known.at)
    changes: dict[str, object] = {} if known.resolved_at else {"resolved_at": resolved}
    if solved and known.confirmed_at is None:
        changes["confirmed_at"] = max(seen.solved or seen.at, resolved)
    elif not solved and known.confirmed_at is not None:
        changes |= _opened_again(known)
    return changes


def _opened_again(known: Escalated, **more: object) -> dict[str, object]:
    return {**more, "confirmed_at": None, "reopened": known.reopened + 1}


def _fingerprint(tx: Transaction, ticket_id: int, at: datetime) -> str | None:
    """Of the stack traces that the ticket bears: one that is known from others, else the latest."""
    traces = [one.digest for one in tx.traits.of_ticket(ticket_id) if one.kind == "trace"]
    known = tx.history.known_prints(traces, at - REPEAT_WITHIN) if traces else ()
    return next((one for one in traces if one in known), traces[0] if traces else None)
