"""Where existing pairs are found: Zendesk's own links to Jira, our links in Jira, a list."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import InputRefused, NotFound
from app.ports import Clock, PolicySource
from app.ports_export import ReconcileDesk, ReconcileTracker
from app.services.changed_pairs import changed_tickets
from app.sync.wording import remote_link_url

_NUMBER = re.compile(r"\d{1,18}")
_ISSUE = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+|\d+")
LONG_AGO = 3650
"""Days that `from_jira` goes back where no time is given."""


@dataclass(frozen=True, slots=True, order=True)
class FoundPair:
    """A ticket and an issue, by its key or id, that belong together."""

    ticket_id: int
    issue: str


class PairsFound:
    def __init__(
        self,
        desk: ReconcileDesk,
        tracker: ReconcileTracker,
        policies: PolicySource,
        clock: Clock,
        *,
        zendesk_url: str,
    ) -> None:
        self._desk = desk
        self._tracker = tracker
        self._policies = policies
        self._clock = clock
        self._zendesk_url = zendesk_url

    async def from_zendesk(self, since: datetime | None) -> Sequence[FoundPair]:
        """What Zendesk's own Jira integration linked, of all tickets or those changed since then.

        Raises VendorError; PermissionRefused where the account is no administrator's.
        """
        found = {
            FoundPair(link.ticket_id, link.issue_key) async for link in self._desk.native_links()
        }
        if since is not None:
            now = self._clock.now()
            changed = {number async for number in changed_tickets(self._desk, since, now)}
            found = {one for one in found if one.ticket_id in changed}
        return sorted(found)

    async def from_jira(self, since: datetime) -> Sequence[FoundPair]:
        """The tickets that issues changed since then have a link of ours to; a read an issue."""
        found: set[FoundPair] = set()
        async for page in self._tracker.changed_issues(
            self._policies.current().projects, since, self._clock.now()
        ):
            for issue in page:
                found |= {FoundPair(ticket, issue) for ticket in await self._tickets_of(issue)}
        return sorted(found)

    async def _tickets_of(self, issue: str) -> Sequence[int]:
        mapping = self._policies.current().mapping
        try:
            urls = await self._tracker.fetch_links(issue)
        except NotFound:
            return ()
        numbers = {int(number) for url in urls for number in _NUMBER.findall(url)}
        ours = {number: remote_link_url(self._zendesk_url, number, mapping) for number in numbers}
        return [number for number, url in ours.items() if url in urls]


def from_lines(lines: Iterable[str]) -> Sequence[FoundPair]:
    """Pairs of a CSV: a ticket's number and an issue's key in each line, a heading if any.

    Raises InputRefused that names the first line that is neither.
    """
    found: set[FoundPair] = set()
    for number, row in enumerate(csv.reader(lines), 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or (number == 1 and not cells[0].isdecimal()):
            continue
        fits = len(cells) >= 2 and _NUMBER.fullmatch(cells[0]) and _ISSUE.fullmatch(cells[1])
        if not fits:
            raise InputRefused(f"line {number}: a ticket's number and an issue's key are wanted")
        found.add(FoundPair(int(cells[0]), cells[1].upper()))
    return sorted(found)
