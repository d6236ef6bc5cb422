"""What a resweep cannot mend: issues' summaries, descriptions and packets that were sent before.

Jira keeps the old text of an edited field in its history for every reader, so that an edit hides
nothing. What the policy in force would withhold is told by kind, with what a person can do.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from app.document import Document, from_plain
from app.errors import Held, NotFound
from app.model import Action, Audience, Issue, System, TicketLink
from app.ports import IssueTracker, Transaction, UnitOfWork
from app.services.accounts import OwnAccounts
from app.services.disclosure import Disclosure
from app.services.escalation import given_fact
from app.services.resweep_choice import Choice
from app.services.urgency import in_bulk
from app.sync.echo import is_echo, marker_for

FIELD_CURE = (
    "Edit the field by hand; Jira's history keeps the old text for every reader. Where that may "
    "not be, create the issue anew and delete this one, or ask a Jira administrator."
)
COMMENT_CURE = "Edit or delete the comment by hand; mails that were sent of it stand."


@dataclass(frozen=True, slots=True)
class StillStands:
    """A text on an issue of which the policy in force would withhold something.

    `place` is `summary`, `description` or `comment:ID`; `kinds` counts finds by kind. None where
    the text may not cross at all now, or nothing is known any more of its customer.
    """

    link: TicketLink
    place: str
    kinds: Mapping[str, int] | None
    cure: str


class IssueTexts:
    def __init__(
        self,
        store: UnitOfWork,
        tracker: IssueTracker,
        accounts: OwnAccounts,
        disclosure: Disclosure,
    ) -> None:
        self._store = store
        self._tracker = tracker
        self._accounts = accounts
        self._disclosure = disclosure

    async def look(self, choice: Choice) -> AsyncIterator[StillStands]:
        """What still stands on the issues of the choice's links. Raises VendorError."""
        page = await self._links(None)
        while page:
            for link in filter(choice.takes, page):
                with in_bulk():
                    found = [one async for one in self._look_at(link)]
                for one in found:
                    yield one
            page = await self._links(page[-1].id)

    async def _links(self, after: str | None) -> Sequence[TicketLink]:
        return await self._store.read(lambda tx: tx.links.all(after=after, ended=True))

    async def _look_at(self, link: TicketLink) -> AsyncIterator[StillStands]:
        try:
            issue = await self._tracker.fetch_issue(link.issue_id)
            texts = {**await self._own_fields(link, issue), **await self._own_comments(link)}
        except NotFound:
            return
        for place, text in texts.items():
            kinds = await self._withheld(link, text)
            if kinds is None or kinds:
                cure = COMMENT_CURE if place.startswith("comment:") else FIELD_CURE
                yield StillStands(link, place, kinds, cure)

    async def _own_fields(self, link: TicketLink, issue: Issue) -> dict[str, Document]:
        """Of an issue that Airlock made; what engineers wrote in others is theirs."""
        if not await self._store.read(lambda tx: _is_made_by_us(tx, link)):
            return {}
        return {"summary": from_plain(issue.summary), "description": issue.description}

    async def _own_comments(self, link: TicketLink) -> dict[str, Document]:
        """Packets and lines of ours: comments that are no comment's copy."""
        own = await self._accounts.own_id(System.JIRA)
        comments = await self._tracker.fetch_comments(link.issue_id)
        ours = [
            one for one in comments if is_echo(one.author.id, own, one.marker, known_copy=False)
        ]
        copied = await self._store.read(
            lambda tx: {
                one.id for one in ours if tx.copies.find_target(System.JIRA, one.id) is not None
            }
        )
        return {f"comment:{one.id}": one.body for one in ours if one.id not in copied}

    async def _withheld(self, link: TicketLink, text: Document) -> Mapping[str, int] | None:
        try:
            scope, context = await self._disclosure.context_for_customer(link)
            disclosed = await self._disclosure.disclose(
                text, audience=Audience.ENGINEERING, scope=scope, context=context
            )
        except Held:
            return None
        finds = (one for one in disclosed.findings if one.action is not Action.ALLOW)
        return Counter(one.entity for one in finds)


def _is_made_by_us(tx: Transaction, link: TicketLink) -> bool:
    """The ticket's first issue, or a further one of which the packet is known to be its text."""
    made = tx.effects.get(marker_for(f"escalate:{link.ticket_id}", "issue"))
    first = made is not None and made.remote_id == link.issue_id
    return first or (tx.facts.get(given_fact(link)) or "").startswith("0:")
