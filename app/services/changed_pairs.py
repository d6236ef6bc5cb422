"""Which pairs something has happened to, as both vendors' own lists of changes tell."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from app.model import Cause, LinkState, TicketLink
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

        Of those that have ended only the ones whose copies still stand and follow their sources.
        """
        changed = changed_tickets(self._desk, moment, self._clock.now())
        tickets = [number async for number in changed]
        issues = [issue async for issue in self._issues(moment)]
        return await self._store.read(lambda tx: _links(tx, tickets, issues))

    async def all(self, after: str | None = None) -> AsyncIterator[TicketLink]:
        """All links, in the order of their ids; of those that have ended as `since` tells."""
        while True:
            page, last = await self._store.read(partial(_page, after))
            for link in page:
                yield link
            if last is None:
                return
            after = last

    async def _issues(self, moment: datetime) -> AsyncIterator[str]:
        projects = self._policies.current().projects
        async for page in self._tracker.changed_issues(projects, moment, self._clock.now()):
            for issue in page:
                yield issue


async def changed_tickets(
    desk: ReconcileDesk, since: datetime, now: datetime
) -> AsyncIterator[int]:
    """Numbers of the tickets that changed since then, each perhaps more than once.

    What changed within the newest minute may be left out. Raises VendorError.
    """
    start = min(since, now - NEWEST)
    cursor: str | None = None
    while True:
        page = await desk.changed_tickets(start, cursor)
        for number in page.ids:
            yield number
        if page.is_last or page.cursor == cursor:
            return
        cursor = page.cursor


def _page(after: str | None, tx: Transaction) -> tuple[Sequence[TicketLink], str | None]:
    """The links of a page that are looked at, and where the next page begins, if there is one."""
    page = tx.links.all(PAGE, after, ended=True)
    last = page[-1].id if len(page) == PAGE else None
    return [link for link in page if _is_looked_at(tx, link)], last


def _links(tx: Transaction, tickets: Sequence[int], issues: Sequence[str]) -> Sequence[TicketLink]:
    found = {link.id: link for ticket in tickets for link in tx.links.of_ticket(ticket, ended=True)}
    found |= {link.id: link for issue in issues for link in tx.links.of_issue(issue, ended=True)}
    return [found[one] for one in sorted(found) if _is_looked_at(tx, found[one])]


def _is_looked_at(tx: Transaction, link: TicketLink) -> bool:
    """Of a link that has ended nothing is to be found but copies that stand."""
    if link.state is not LinkState.ENDED:
        return True
    follows = link.cause in (Cause.UNLINKED, Cause.MERGED)
    return follows and not all(copy.deleted for copy in tx.copies.of_link(link.id))
