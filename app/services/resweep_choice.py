"""Which copies a resweep looks at, page by page, in the order of their keys."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.model import System, TicketLink
from app.ports import Transaction, UnitOfWork
from app.records import Copy, CopyKey

PAGE = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """All copies that stand, or those of one link, of a project's issues, or sent `since`."""

    link: str | None = None
    project: str | None = None
    since: datetime | None = None

    @property
    def options(self) -> Mapping[str, str]:
        """As a run keeps it."""
        said = {"link": self.link, "project": self.project}
        moment = {"since": self.since.isoformat()} if self.since is not None else {}
        return {name: value for name, value in said.items() if value is not None} | moment

    def takes(self, link: TicketLink) -> bool:
        """Whether a copy of this link is among them, for all that the link tells."""
        of_link = self.link is None or link.id == self.link
        project = link.issue_key.rpartition("-")[0]
        return of_link and (self.project is None or project == self.project)


def choice_of(options: Mapping[str, str]) -> Choice:
    """What a run was started for."""
    since = options.get("since")
    moment = datetime.fromisoformat(since) if since is not None else None
    return Choice(options.get("link"), options.get("project"), moment)


def cursor_of(key: CopyKey) -> str:
    """Where a run stands, behind this copy."""
    return json.dumps(key)


def key_of(cursor: str | None) -> CopyKey | None:
    """The copy that a run looked at last."""
    if cursor is None:
        return None
    link, source, comment = json.loads(cursor)
    return link, System(source), comment


@dataclass(frozen=True, slots=True)
class Chosen:
    """A copy that stands, with its link."""

    copy: Copy
    link: TicketLink


async def chosen_copies(
    store: UnitOfWork, choice: Choice, after: CopyKey | None = None
) -> AsyncIterator[Chosen]:
    """The copies of the choice, from `after` on."""

    def load(tx: Transaction) -> tuple[Sequence[Copy], dict[str, TicketLink]]:
        page = tx.copies.standing(PAGE, after, choice.since)
        found = {one.link_id: tx.links.get(one.link_id) for one in page}
        return page, {name: link for name, link in found.items() if link is not None}

    while True:
        page, links = await store.read(load)
        for copy in page:
            link = links.get(copy.link_id)
            if link is not None and choice.takes(link):
                yield Chosen(copy, link)
        if len(page) < PAGE:
            return
        after = page[-1].key
