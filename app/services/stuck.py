"""What is stuck of one ticket, in plain words, and what its agent may do about it."""

from datetime import datetime
from typing import Literal

from app.errors import AccessRefused, InputRefused, NotStored
from app.model import Agent, System, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery, DeliveryState
from app.services.gate_rechecks import failing_gates, is_gate_lane
from app.services.sidebar_views import HeldText, StuckItem

NOT_HERE = "Nothing of this ticket is stuck under this id; reload to see what is."


class StuckTexts:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of_ticket(self, ticket_id: int, *, agent: Agent) -> tuple[StuckItem, ...]:
        """Dead letters, held texts and gates that fail to be written, the oldest first."""
        found = await self._store.read(lambda tx: stuck_of(tx, ticket_id))
        return tuple(_item(link, delivery) for link, delivery in found)

    async def held_text(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> HeldText:
        """What a release would send. Raises AccessRefused: the policy lets nobody release."""
        await self._store.read(lambda tx: _require(tx, ticket_id, delivery_id))
        raise AccessRefused("The policy lets nobody release this text.")

    async def retry(
        self, ticket_id: int, delivery_id: str, *, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Put it back at its lane's head. Raises NotStored for what is not of this ticket."""
        now = self._clock.now()

        def replay(tx: Transaction) -> None:
            _require(tx, ticket_id, delivery_id)
            tx.deliveries.replay(delivery_id, now)
            tx.audit.add(_entry(ticket_id, delivery_id, "retried", agent, now))

        await self._store.write(replay)
        return await self.of_ticket(ticket_id, agent=agent)

    async def discard(
        self, ticket_id: int, delivery_id: str, *, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Never to be sent. Raises NotStored, and InputRefused without a reason."""
        if not reason.strip():
            raise InputRefused("Discarding takes a reason.")
        now = self._clock.now()

        def discard(tx: Transaction) -> None:
            _require(tx, ticket_id, delivery_id)
            tx.deliveries.discard(delivery_id, now)
            tx.audit.add(_entry(ticket_id, delivery_id, "discarded", agent, now))

        await self._store.write(discard)
        return await self.of_ticket(ticket_id, agent=agent)

    async def release(
        self, ticket_id: int, delivery_id: str, *, digest: str, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Raises AccessRefused: the policy lets nobody release."""
        await self._store.read(lambda tx: _require(tx, ticket_id, delivery_id))
        raise AccessRefused("The policy lets nobody release this text.")


def stuck_of(tx: Transaction, ticket_id: int) -> list[tuple[TicketLink, Delivery]]:
    """What is parked, held or fails for good in the ticket's lanes, the first accepted first."""
    found: dict[str, tuple[TicketLink, Delivery]] = {}
    for link in tx.links.of_ticket(ticket_id):
        for lane in (link.lane, link.gate_lane):
            stuck = (*tx.deliveries.stuck(lane), *failing_gates(tx.deliveries.postponed(lane)))
            found |= {delivery.id: (link, delivery) for delivery in stuck}
    return sorted(found.values(), key=lambda pair: (pair[1].accepted_at, pair[1].id))


def _require(tx: Transaction, ticket_id: int, delivery_id: str) -> Delivery:
    for _, delivery in stuck_of(tx, ticket_id):
        if delivery.id == delivery_id:
            return delivery
    raise NotStored(NOT_HERE)


def _item(link: TicketLink, delivery: Delivery) -> StuckItem:
    held = delivery.state is DeliveryState.HELD
    return StuckItem(
        id=delivery.id,
        kind="held" if held else "dead_letter",
        at=delivery.accepted_at,
        direction=_direction(delivery),
        issue_key=link.issue_key,
        reason=delivery.reason or "",
        cure="Correct the text, then retry."
        if held
        else "Retry; if it fails again, ask an administrator.",
        attempts=delivery.attempts,
        may_retry=delivery.state is not DeliveryState.WAITING,
        may_discard=delivery.state is not DeliveryState.WAITING,
    )


def _direction(delivery: Delivery) -> Literal["to_jira", "to_zendesk", "gate"]:
    if is_gate_lane(delivery.lane):
        return "gate"
    return "to_jira" if delivery.event.system is System.ZENDESK else "to_zendesk"


def _entry(
    ticket_id: int, delivery_id: str, action: str, agent: Agent, now: datetime
) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=f"agent:{agent.id}",
        action=action,
        subject=f"ticket:{ticket_id}",
        detail=f"delivery:{delivery_id}",
    )
