"""Which pairs something has happened to, as both vendors' own lists of changes tell."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from app.model import LinkState, TicketLink
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.ports_export import ReconcileDesk, ReconcileTracker

PAGE = 200
OVERLAP = timedelta(minutes=5)
"""How far a look goes back behind the one before: the newest minute is in no export yet, and Jira's
search lags behind by seconds."""
NEWEST = timedelta(minutes=2)
"""Zendesk refuses an export that begins within the newest minute; its clock is not ours."""


class ChangedPairs:
    def __init__(
        self,
        store: UnitOfWork,
        desk: ReconcileDesk,
        tracker: ReconcileTracker,
        policies: PolicySource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock

    async def since(self, moment: datetime) -> Sequence[TicketLink]:
        """Links of which a side changed since then, in the order of their ids. Raises VendorError.

        Paused ones are left out: what is found there could not be mended.
        """
        tickets = [number async for number in self._tickets(moment)]
        issues = [issue async for issue in self._issues(moment)]
        found = await self._store.read(lambda tx: _links(tx, tickets, issues))
        return [link for link in found if link.state is not LinkState.PAUSED]

    async def all(self, after: str | None = None) -> AsyncIterator[TicketLink]:
        """All links but paused ones, in the order of their ids."""
        while True:
            page = await self._store.read(partial(_page, after))
            for link in page:
                if link.state is not LinkState.PAUSED:
                    yield link
            if len(page) < PAGE:
                return
            after = page[-1].id

    async def _tickets(self, moment: datetime) -> AsyncIterator[int]:
        start = min(moment, self._clock.now() - NEWEST)
        cursor: str | None = None
        while True:
            page = await self._desk.changed_tickets(start, cursor)
            for number in page.ids:
                yield number
            if page.is_last or page.cursor == cursor:
                return
            cursor = page.cursor

    async def _issues(self, moment: datetime) -> AsyncIterator[str]:
        projects = self._policies.current().projects
        async for page in self._tracker.changed_issues(projects, moment, self._clock.now()):
            for issue in page:
                yield issue


def _page(after: str | None, tx: Transaction) -> Sequence[TicketLink]:
    return tx.links.all(PAGE, after)


def _links(tx: Transaction, tickets: Sequence[int], issues: Sequence[str]) -> Sequence[TicketLink]:
    found = {link.id: link for ticket in tickets for link in tx.links.of_ticket(ticket)}
    found |= {link.id: link for issue in issues for link in tx.links.of_issue(issue)}
    return [found[one] for one in sorted(found)]
