"""Which gates must be decided anew although nothing was told of them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.model import EventKind, InboundEvent, System
from app.ports import Transaction, UnitOfWork
from app.records import Delivery, GateRecord

POLICY_FACT = "gate:policy"
"""The name under which the store remembers by which policies the gates were decided last."""
PAGE = 200
FIRST_REPEAT = timedelta(minutes=15)
_PREFIX = "gate:"
_PASSING = frozenset(
    {"vendor-unreachable", "vendor-timeout", "vendor-busy", "vendor-fault", "vendor-conflict"}
    | {"store-unavailable", "sending-stopped"}
)
_MANY = 5


WAIVER_ENDED = "waiver-ended:"
"""What the ids of the events begin with that tell of a waiver's end."""
WAIVER_LEAD = timedelta(seconds=20)
"""How long before its end a waiver counts no more in Jira, so that it never outlives it there."""


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
    """Queue each gate whose waiver is about to end and which nothing is about to decide.

    What was tried in vain is not about to: it may wait for long. A record stays due until a
    decision replaced it: what did not come about is queued again after a quarter of an hour, then
    after twice the time, and so on.
    """
    for record in tx.gates.due(now + WAIVER_LEAD):
        lane = f"{_PREFIX}{record.issue_id}"
        if tx.deliveries.waiting_in(lane) <= len(tx.deliveries.postponed(lane)):
            tx.deliveries.add(_decide_again(record.issue_id, _ended(record, now)), lane, now)


def _ended(record: GateRecord, now: datetime) -> str:
    until = record.valid_until or now
    attempt = int(max(timedelta(), now - until) / FIRST_REPEAT).bit_length()
    return f"{WAIVER_ENDED}{until.isoformat()}:{attempt}"


@dataclass(frozen=True, slots=True)
class Queued:
    """A page that was queued: how many gates were new, and its end; None when it was empty."""

    added: int
    last: str | None


def queue_linked(cause: str, now: datetime, after: str | None, tx: Transaction) -> Queued:
    """Queue the gates of the issues of a page of links."""
    links = tx.links.all(PAGE, after)
    added = queue_gates(tx, [link.issue_id for link in links], cause, now)
    return Queued(added, links[-1].id if links else None)


def queue_recorded(cause: str, now: datetime, after: str | None, tx: Transaction) -> Queued:
    """Queue a page of the gates that were ever decided, linked or not."""
    records = tx.gates.all(PAGE, after)
    added = queue_gates(tx, [record.issue_id for record in records], cause, now)
    return Queued(added, records[-1].issue_id if records else None)


def queue_open(cause: str, now: datetime, after: str | None, tx: Transaction) -> Queued:
    """Queue those of a page of the recorded gates that stand open."""
    records = tx.gates.all(PAGE, after)
    opened = [record.issue_id for record in records if record.token is not None]
    added = queue_gates(tx, opened, cause, now)
    return Queued(added, records[-1].issue_id if records else None)


def queue_gates(tx: Transaction, issues: Sequence[str], cause: str, now: datetime) -> int:
    """Queue a new decision for these issues, once for each cause; how many were new."""
    added = [
        tx.deliveries.add(_decide_again(one, cause), f"{_PREFIX}{one}", now)
        for one in dict.fromkeys(issues)
    ]
    return sum(one is not None for one in added)


Page = Callable[[str, datetime, str | None, Transaction], Queued]


async def queue_pages(
    store: UnitOfWork, page: Page, cause: str, now: datetime
) -> AsyncIterator[int]:
    """Queue page after page, each in a commit of its own; how many gates were new in each."""
    queued = await store.write(partial(page, cause, now, None))
    while queued.last is not None:
        yield queued.added
        queued = await store.write(partial(page, cause, now, queued.last))


def _decide_again(issue_id: str, event_id: str) -> InboundEvent:
    return InboundEvent(
        system=System.JIRA,
        kind=EventKind.PACKET_CHANGED,
        event_id=event_id,
        subject=issue_id,
    )
