"""From a verified webhook to durable deliveries: one commit, then the answer.

Nothing is asked of a vendor here. What concerns no link is ignored with its reason; what was
signed but not understood is parked for a person.
"""

from collections.abc import Sequence

from app.model import (
    EventKind,
    Ignored,
    InboundEvent,
    ParseOutcome,
    System,
    TicketLink,
    Unsupported,
)
from app.ports import Clock, Transaction, UnitOfWork
from app.services.accounts import is_ours
from app.services.views import Acceptance

GATE_KINDS = frozenset(
    {
        EventKind.CHANGED,
        EventKind.CREATED,
        EventKind.MERGED,
        EventKind.DELETED,
        EventKind.ATTACHMENT_ADDED,
    }
)
"""Kinds after which the gate is decided anew, besides what the pair's own lane does."""


class Intake:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        """Store what must be worked on and answer what became of it.

        `fallback_id` is the dedup key of a body that was not understood. Raises StoreUnavailable;
        then nothing was stored and the vendor should try again.
        """
        match outcome:
            case Ignored():
                return Acceptance(outcome="ignored", reason=outcome.reason)
            case Unsupported():
                return await self._park(system, outcome, fallback_id)
            case InboundEvent():
                return await self._store.write(lambda tx: self._enqueue(tx, outcome))

    async def _park(self, system: System, outcome: Unsupported, fallback_id: str) -> Acceptance:
        pointer = InboundEvent(
            system=system, kind=EventKind.CHANGED, event_id=fallback_id, subject="unread"
        )
        now = self._clock.now()
        delivery = await self._store.write(
            lambda tx: tx.deliveries.park_unread(pointer, outcome.reason, now)
        )
        if delivery is None:
            return Acceptance(outcome="duplicate")
        return Acceptance(outcome="parked", delivery=delivery.id, reason=outcome.reason)

    def _enqueue(self, tx: Transaction, event: InboundEvent) -> Acceptance:
        links = links_of(tx, event)
        if not links:
            return Acceptance(outcome="ignored", reason="not linked")
        if event.kind is EventKind.CHANGED and is_ours(tx, event.system, event.actor_id):
            return Acceptance(outcome="ignored", reason="our own change")
        now = self._clock.now()
        added = [tx.deliveries.add(event, lane, now) for lane in lanes_for(event, links)]
        fresh = [delivery.id for delivery in added if delivery is not None]
        if not fresh:
            return Acceptance(outcome="duplicate")
        return Acceptance(outcome="accepted", delivery=fresh[0])


def links_of(tx: Transaction, event: InboundEvent) -> Sequence[TicketLink]:
    """The links that an event of either vendor concerns."""
    if event.system is System.ZENDESK:
        return tx.links.of_ticket(int(event.subject))
    return tx.links.of_issue(event.subject, event.issue_key)


def lanes_for(event: InboundEvent, links: Sequence[TicketLink]) -> tuple[str, ...]:
    """The pair's lane for each link, and each issue's gate lane where the gate may change.

    The gate of an issue that is deleted went with it.
    """
    lanes = [link.lane for link in links]
    issue_gone = event.system is System.JIRA and event.kind is EventKind.DELETED
    if event.kind in GATE_KINDS and not issue_gone:
        lanes.extend(link.gate_lane for link in links)
    return tuple(dict.fromkeys(lanes))
