"""Which customers must hear from us, and when: for the board and for a ticket's sidebar."""

from datetime import UTC, datetime

from app.errors import InputRefused
from app.model import TicketLink
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records_clocks import DueKey, EscalationClock
from app.services.clock_reading import ClockReading
from app.services.escalation_views import DueEscalation, DuePage
from app.sync.silence import state_at

MOST = 200


class EscalationsDue:
    def __init__(
        self, store: UnitOfWork, reading: ClockReading, policies: PolicySource, clock: Clock
    ) -> None:
        self._store = store
        self._reading = reading
        self._policies = policies
        self._clock = clock

    async def escalations_due(self, limit: int = 50, after: str | None = None) -> DuePage:
        """Open escalations, the one that is due first at the head. `after` is a page's own.

        As the last webhook, or the last round, left them. Raises InputRefused for an `after` that
        is none.
        """
        limit = max(1, min(limit, MOST))
        place = _place(after) if after else None
        found = await self._store.read(lambda tx: tx.clocks.due(limit + 1, place))
        page = found[:limit]
        behind = _name(page[-1]) if len(found) > limit else None
        return DuePage(items=tuple(map(self.show, page)), after=behind)

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


def _name(clock: EscalationClock) -> str:
    return f"{clock.due_at.isoformat()}~{clock.link_id}"


def _place(name: str) -> DueKey:
    moment, _, link_id = name.partition("~")
    try:
        due = datetime.fromisoformat(moment)
    except ValueError:
        raise InputRefused("There is no such page; begin with the first.") from None
    return DueKey(due if due.tzinfo is not None else due.replace(tzinfo=UTC), link_id)
