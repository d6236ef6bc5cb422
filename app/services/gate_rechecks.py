"""Which gates must be decided anew although nothing was told of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.model import EventKind, InboundEvent, System
from app.ports import Transaction
from app.records import Delivery, GateRecord

POLICY_FACT = "gate:policy"
"""The name under which the store remembers by which policies the gates were decided last."""
PAGE = 200
FIRST_REPEAT = timedelta(minutes=15)
_PREFIX = "gate:"
_PASSING = frozenset(
    {"vendor-unreachable", "vendor-timeout", "vendor-busy", "vendor-fault", "vendor-conflict"}
    | {"store-unavailable"}
)
_MANY = 5


def is_gate_lane(lane: str) -> bool:
    """Whether a lane is an issue's gate lane and no pair's."""
    return lane.startswith(_PREFIX)


def failing_gates(postponed: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Those of gates that need a person: refused, or tried so often that it does not pass."""
    return tuple(
        delivery
        for delivery in postponed
        if is_gate_lane(delivery.lane)
        and (delivery.reason_code not in _PASSING or delivery.attempts >= _MANY)
    )


def enqueue_due(tx: Transaction, now: datetime) -> None:
    """Queue each gate whose waiver has ended and which nothing waits to decide.

    A record stays due until a decision replaced it: what did not come about is queued again after
    a quarter of an hour, then after twice the time, and so on.
    """
    for record in tx.gates.due(now):
        lane = f"{_PREFIX}{record.issue_id}"
        if not tx.deliveries.waiting_in(lane):
            tx.deliveries.add(_decide_again(record.issue_id, _ended(record, now)), lane, now)


def _ended(record: GateRecord, now: datetime) -> str:
    until = record.valid_until or now
    attempt = int((now - until) / FIRST_REPEAT).bit_length()
    return f"waiver-ended:{until.isoformat()}:{attempt}"


def enqueue_page(version: str, now: datetime, after: str | None, tx: Transaction) -> str | None:
    """Queue the gates of a page of links; the last link of the page, None when there are no more.

    The time is part of the event's id, because a policy may come back.
    """
    links = tx.links.all(PAGE, after)
    for link in links:
        event = _decide_again(link.issue_id, f"policy:{version}:{now.isoformat()}")
        tx.deliveries.add(event, link.gate_lane, now)
    return links[-1].id if links else None


def _decide_again(issue_id: str, event_id: str) -> InboundEvent:
    return InboundEvent(
        system=System.JIRA,
        kind=EventKind.PACKET_CHANGED,
        event_id=event_id,
        subject=issue_id,
    )
