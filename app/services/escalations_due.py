"""Which customers must hear from us, and when: for the board and for a ticket's sidebar."""

from datetime import datetime

from app.model import TicketLink
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records_clocks import EscalationClock
from app.services.clock_reading import ClockReading
from app.services.escalation_views import DueEscalation
from app.sync.silence import state_at


class EscalationsDue:
    def __init__(
        self, store: UnitOfWork, reading: ClockReading, policies: PolicySource, clock: Clock
    ) -> None:
        self._store = store
        self._reading = reading
        self._policies = policies
        self._clock = clock

    async def of_ticket(self, ticket_id: int) -> DueEscalation | None:
        """The ticket's escalation that is due first; None while it has none open.

        What is not known yet, or was moved by a webhook, is read from the vendors first. Raises
        VendorError and Held.
        """
        now = self._clock.now()

        def unread(tx: Transaction) -> list[TicketLink]:
            known = {one.link_id: one for one in tx.clocks.of_ticket(ticket_id)}
            links = tx.links.of_ticket(ticket_id)
            return [one for one in links if _is_unread(known.get(one.id), now)]

        for link in await self._store.read(unread):
            await self._reading.read(link)
        clocks = await self._store.read(lambda tx: tx.clocks.of_ticket(ticket_id))
        shown = [self.show(one) for one in clocks if one.closed_at is None]
        return min(shown, key=lambda one: one.due_at, default=None)

    def show(self, clock: EscalationClock) -> DueEscalation:
        """The escalation in the policy's words, as it stands now."""
        mapping = self._policies.current().mapping
        team = mapping.ownership.teams.get(clock.team)
        return DueEscalation(
            link_id=clock.link_id,
            ticket_id=clock.ticket_id,
            issue_key=clock.issue_key,
            severity=clock.severity,
            owner=team.label if team is not None else "",
            assigned=clock.assigned,
            blocked_on=clock.blocked_on.value,
            next_action=clock.next_step.value,
            was_told=clock.last_update_at is not None,
            silent_since=clock.silent_since,
            promised_at=clock.promised_at,
            due_at=clock.due_at,
            state=state_at(clock.due_at, self._clock.now(), mapping.silence),
        )


def _is_unread(clock: EscalationClock | None, now: datetime) -> bool:
    return clock is None or (clock.look_at is not None and clock.look_at <= now)
