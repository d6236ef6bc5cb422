"""Weekly summaries of the accounts that the policy names: drafts, from what is held of them.

An account's name is read from Zendesk for the page and kept nowhere.
"""

from collections.abc import Sequence
from datetime import datetime

from app.errors import NotFound
from app.model import Model
from app.ports import Clock, PolicySource, TicketDesk, UnitOfWork
from app.records_clocks import EscalationClock
from app.sync.account_summary import WEEK, AccountCase, summarise


class AccountSummary(Model):
    """A draft for somebody to read, change and send. `name` is Zendesk's, or the id for nothing."""

    organization: str
    name: str
    sentences: tuple[str, str, str]
    open_cases: int

    @property
    def text(self) -> str:
        """All three."""
        return " ".join(self.sentences)


class AccountSummaries:
    def __init__(
        self, store: UnitOfWork, desk: TicketDesk, policies: PolicySource, clock: Clock
    ) -> None:
        self._store = store
        self._desk = desk
        self._policies = policies
        self._clock = clock

    async def draft(self) -> tuple[AccountSummary, ...]:
        """One for each account of the policy, in its order. Raises VendorError."""
        policies, now = self._policies.current(), self._clock.now()
        return tuple(
            [
                await self._of(organization, policies.gate.severities, now)
                for organization in policies.mapping.accounts.strategic
            ]
        )

    async def _of(
        self, organization: str, severities: Sequence[str], now: datetime
    ) -> AccountSummary:
        customer = f"org:{organization}"
        clocks = await self._store.read(lambda tx: tx.clocks.of_customer(customer, now - WEEK))
        name = await self._name(organization, clocks)
        return AccountSummary(
            organization=organization,
            name=name,
            sentences=summarise(name, [_case(one) for one in clocks], severities, now),
            open_cases=sum(one.closed_at is None for one in clocks),
        )

    async def _name(self, organization: str, clocks: Sequence[EscalationClock]) -> str:
        """As one of its tickets tells it now; the id where none does."""
        for clock in clocks[:3]:
            try:
                ticket = await self._desk.fetch_ticket(clock.ticket_id)
            except NotFound:
                continue
            found = ticket.organization
            if found is not None and found.id == organization:
                return found.name
        return f"organization {organization}"


def _case(clock: EscalationClock) -> AccountCase:
    return AccountCase(
        severity=clock.severity,
        opened_at=clock.opened_at,
        closed_at=clock.closed_at,
        blocked_on=clock.blocked_on.value,
        due_at=clock.due_at,
    )
