"""The engineer sync's agenda: the open escalations that need an engineer, with what is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Held, NotFound
from app.model import Audience, Context, Ticket
from app.ports import Clock, IssueTracker, PolicySet, TicketDesk, Transaction, UnitOfWork
from app.records_clocks import Blocked, EscalationClock
from app.services.clock_reading import question_of
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.sync_views import Agenda, AgendaItem
from app.sync.agenda import AgendaCase, Candidate, Choice, choose_cases
from app.sync.mapping import FieldIds

PAGE = 500
_HELD = "(waits for a person: it may not be shown to engineering as it stands)"


@dataclass(frozen=True, slots=True)
class _Words:
    """What engineering may read of a case; `held` where something of it may not be."""

    status: str
    summary: str
    ask: str
    held: str = ""


class EngineerSync:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        clock: Clock,
        *,
        jira_url: str,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._clock = clock
        self._jira_url = jira_url.rstrip("/")

    async def agenda(self, day: date | None = None, attendees: Sequence[str] = ()) -> Agenda:
        """The agenda of a day, today's when left out, for the policy's attendees unless given.

        Asks and summaries are read now and redacted for engineering. Raises VendorError.
        """
        rules = self._policies.mapping.engineer_sync
        clocks = await self._store.read(lambda tx: {one.link_id: one for one in _asking(tx)})
        choice = self._choose(clocks)
        items = [await self._item(case, clocks) for case in choice.cases]
        return Agenda(
            day=day or self._clock.now().date(),
            attendees=tuple(attendees) or rules.attendees,
            items=tuple(items),
            left_out=choice.left_out,
        )

    @property
    def _policies(self) -> PolicySet:
        return self._disclosure.policies

    def _choose(self, clocks: Mapping[str, EscalationClock]) -> Choice:
        return choose_cases(
            (
                Candidate(
                    link_id=one.link_id,
                    issue_id=one.issue_id,
                    severity=one.severity,
                    opened_at=one.opened_at,
                    needs_engineer=one.asks and one.blocked_on is Blocked.ENGINEERING,
                )
                for one in clocks.values()
            ),
            self._policies.mapping.engineer_sync,
            self._policies.gate.severities,
        )

    async def _item(self, case: AgendaCase, clocks: Mapping[str, EscalationClock]) -> AgendaItem:
        of_case = [clocks[link_id] for link_id in case.link_ids]
        first = of_case[0]
        words = await self._words(first)
        team = self._policies.mapping.ownership.teams.get(first.team)
        return AgendaItem(
            issue_key=first.issue_key,
            url=f"{self._jira_url}/browse/{first.issue_key}",
            tickets=tuple(sorted(one.ticket_id for one in of_case)),
            severity=case.severity,
            status=words.status,
            summary=words.summary,
            ask=words.ask,
            held=words.held,
            owner=team.label if team is not None else "",
            assigned=first.assigned,
            blocked_on=first.blocked_on.value,
            opened_at=case.opened_at,
            due_at=min(one.due_at for one in of_case),
        )

    async def _words(self, clock: EscalationClock) -> _Words:
        try:
            issue = await self._tracker.fetch_issue(clock.issue_id)
            ticket = await self._desk.fetch_ticket(clock.ticket_id)
        except NotFound:
            return _Words("", "", "", "(gone since it was looked at last)")
        ids = FieldIds(await self._desk.field_ids(), {})
        stored = await self._store.read(lambda tx: tx.packets.get(ticket.id))
        ask = question_of(ticket, stored, ids, self._policies)
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        context = await self._context(scope, ticket)
        try:
            summary = await self._redact(issue.summary, scope, context)
            asked = await self._redact(ask, scope, context)
        except Held:
            return _Words(issue.status, "", "", _HELD)
        return _Words(issue.status, summary, asked)

    async def _context(self, scope: Scope, ticket: Ticket) -> Context:
        seen = context_of_ticket(ticket, self._policies, await self._desk.field_ids())
        return await self._disclosure.look_for(scope, seen)

    async def _redact(self, text: str, scope: Scope, context: Context) -> str:
        disclosed = await self._disclosure.disclose_line(
            text, audience=Audience.ENGINEERING, scope=scope, context=context
        )
        return disclosed.text.line


def _asking(tx: Transaction) -> Iterator[EscalationClock]:
    after: str | None = ""
    while after is not None:
        page = tx.clocks.asking(PAGE, after)
        yield from page
        after = page[-1].link_id if len(page) == PAGE else None
