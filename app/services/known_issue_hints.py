"""Known issues beside a similar ticket, as its customer might read them.

What a ticket is compared by is known already: the ticket as the panel has just read it, the packet,
the stack traces it was seen with, its issues. A vendor is asked only where this process has not
read the ticket within minutes, and a vendor that does not answer only means fewer words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import NotStored, VendorError
from app.model import Context, Ticket
from app.ports import TicketDesk, Transaction, UnitOfWork
from app.records import Trait
from app.records_prevention import IssueState, KnownIssue
from app.services.disclosure import Disclosure, with_neighbours
from app.services.gatekeeping import Gatekeeping
from app.services.known_issues import as_read
from app.services.prevention_views import KnownIssueHint, Likeness
from app.services.traits import TraitKeeper
from app.sync.likeness import is_like, same_component, shared_words
from app.sync.search_words import telling_words

MOST = 3
CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the ticket, and the open issues that may be like it."""

    words: Sequence[str]
    named: Sequence[str]
    by_trace: Sequence[KnownIssue]
    by_key: Sequence[KnownIssue]
    by_words: Sequence[KnownIssue]
    runbooks: dict[int, str]
    context: Context


class KnownIssueHints:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        gatekeeping: Gatekeeping,
        disclosure: Disclosure,
        traits: TraitKeeper,
    ) -> None:
        self._store = store
        self._desk = desk
        self._gatekeeping = gatekeeping
        self._disclosure = disclosure
        self._traits = traits

    async def of_ticket(self, ticket_id: int) -> tuple[KnownIssueHint, ...]:
        """Up to three open ones, the likeliest first; what redaction holds is not among them.

        Raises StoreError.
        """
        if not await self._store.read(_any_open):
            return ()
        ticket = await self._ticket(ticket_id)
        said = await self._store.read(lambda tx: _said(tx, ticket_id, ticket))
        written = await self._traits.find((said,))
        known = await self._store.read(lambda tx: _load(tx, ticket_id, ticket, said, written))
        hints: list[KnownIssueHint] = []
        for issue, match in _likeliest(known):
            hints += await self._hint(issue, match, known)
            if len(hints) == MOST:
                break
        return tuple(hints)

    async def one(self, ticket_id: int, number: int) -> KnownIssueHint:
        """One of those that `of_ticket` shows, to be inserted as a draft. Raises NotStored."""
        for hint in await self.of_ticket(ticket_id):
            if hint.number == number:
                return hint
        raise NotStored("This known issue is not shown for the ticket any more.")

    async def _ticket(self, ticket_id: int) -> Ticket | None:
        seen = self._gatekeeping.seen(ticket_id)
        if seen is not None:
            return seen
        try:
            return await self._desk.fetch_ticket(ticket_id)
        except VendorError:
            return None

    async def _hint(
        self, issue: KnownIssue, match: Likeness, known: _Known
    ) -> Sequence[KnownIssueHint]:
        read = await as_read(self._disclosure, issue.title, issue.workaround, known.context)
        if read.safety == "held":
            return ()
        hint = KnownIssueHint(
            number=issue.number,
            title=read.title,
            workaround=read.workaround,
            runbook=await self._runbook(known.runbooks.get(issue.runbook or 0, ""), known),
            issue_key=issue.issue_key,
            match=match,
        )
        return (hint,)

    async def _runbook(self, title: str, known: _Known) -> str:
        """Its title as the customer might read it; empty where that is held."""
        if not title:
            return ""
        return (await as_read(self._disclosure, title, "", known.context)).title


def _any_open(tx: Transaction) -> bool:
    return bool(tx.prevention.known_issues.page(IssueState.OPEN, limit=1))


def _load(
    tx: Transaction, ticket_id: int, ticket: Ticket | None, said: str, written: Sequence[Trait]
) -> _Known:
    issues = tx.prevention.known_issues
    borne = {one.digest for one in tx.traits.of_ticket(ticket_id) if one.kind == "trace"}
    borne |= {one.digest for one in written if one.kind == "trace"}
    by_trace = issues.with_trace(borne)
    by_key = issues.with_key({link.issue_key for link in tx.links.of_ticket(ticket_id)})
    by_words = issues.search(said, CANDIDATES, fixed=False)
    linked = {one.runbook for one in (*by_trace, *by_key, *by_words) if one.runbook is not None}
    return _Known(
        words=telling_words(said),
        named=(*ticket.tags, *ticket.fields.values()) if ticket is not None else (),
        by_trace=by_trace,
        by_key=by_key,
        by_words=by_words,
        runbooks=tx.prevention.runbooks.titles(linked),
        context=_context(tx, ticket_id),
    )


def _said(tx: Transaction, ticket_id: int, ticket: Ticket | None) -> str:
    """What the ticket says of its fault: the subject first, so that its words are searched."""
    stored = tx.packets.get(ticket_id)
    items = stored.packet.items if stored is not None else {}
    subject = ticket.subject if ticket is not None else ""
    return "\n".join((subject, *items.values()))


def _context(tx: Transaction, ticket_id: int) -> Context:
    pair = f"ticket:{ticket_id}"
    return with_neighbours(tx, pair, tx.vault.context(pair) or Context())


def _likeliest(known: _Known) -> Iterable[tuple[KnownIssue, Likeness]]:
    """Each once, by the strongest likeness: the trace, the issue, the component, the words."""
    found: dict[int, tuple[KnownIssue, Likeness]] = {}
    for issue in known.by_trace:
        found.setdefault(issue.number, (issue, "trace"))
    for issue in known.by_key:
        found.setdefault(issue.number, (issue, "issue"))
    for issue, match in _by_words(known):
        found.setdefault(issue.number, (issue, match))
    return found.values()


def _by_words(known: _Known) -> list[tuple[KnownIssue, Likeness]]:
    weighed = []
    for issue in known.by_words:
        same = same_component(issue.components, known.named)
        weight = shared_words(known.words, issue.title, issue.symptoms)
        if is_like(weight, same_component=same):
            match: Likeness = "component" if same else "words"
            weighed.append((not same, -weight, issue.number, issue, match))
    return [(issue, match) for *_, issue, match in sorted(weighed, key=lambda one: one[:3])]
