"""The notes of an engineer sync, told to every issue and, as internal notes, to every ticket.

A note is known by its day, its case and its words: the same notes posted twice are told once, and
changed ones once more. Each side reads what redaction leaves for it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.document import Document, canonical_bytes
from app.effects import Effect, NewTicketComment, PostIssueComment, UpdateTicket
from app.errors import Held, NotFound
from app.model import Audience, Issue, LinkState, Ticket, TicketLink
from app.policy.problems import Fault
from app.policy.reading import Source
from app.policy.validating import tell
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, EffectState
from app.services.context import assignee_of, context_of_ticket
from app.services.disclosure import Disclosed, Disclosure
from app.services.outbox import Done, Outbox
from app.services.sync_files import problems_of, read_notes
from app.services.sync_views import Posted, Posting
from app.sync.crossing import issue_is_open, project_is_named
from app.sync.echo import marker_for
from app.sync.sync_notes import NotedCase, SyncNotes, note_of

ACTION = "engineer sync noted"
FILE = "notes"
_CLOSED = "the ticket is closed"
_NO_TICKET = "the ticket is gone, or cannot be read"
_NO_ISSUE = "the issue is gone, or cannot be read"
_MOVED = "the issue is in a project that the policies do not name"


@dataclass(frozen=True, slots=True)
class _Noted:
    """A case that was spoken about, with the links of its issue. `operation` is its own."""

    case: NotedCase
    links: tuple[TicketLink, ...]
    note: Document
    operation: str


@dataclass(frozen=True, slots=True)
class _Read:
    """How issue and tickets stand now, without those that are gone or cannot be read."""

    issue: Issue | None
    tickets: Mapping[int, Ticket]


class SyncPosting:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox
        self._clock = clock

    async def look(self, text: str, *, name: str = FILE) -> Posted:
        """What would be posted, and what is wrong with the notes. Raises VendorError."""
        cases, problems = await self._read(text, name)
        if problems.problems:
            return Posted(problems=problems_of(problems))
        return Posted(postings=await self._go_through(cases, by=None))

    async def post(self, text: str, *, by: str, name: str = FILE) -> Posted:
        """Post what was not posted before. A note that may not cross is held and not sent.

        Raises SendingStopped and VendorError; what was posted until then stands, and posting the
        same notes again goes on where it stopped.
        """
        await self._outbox.modes.require()
        cases, problems = await self._read(text, name)
        if problems.problems:
            return Posted(problems=problems_of(problems))
        return Posted(postings=await self._go_through(cases, by=by))

    # ---- the notes -------------------------------------------------------------------------------

    async def _read(self, text: str, name: str) -> tuple[Sequence[_Noted], Source]:
        notes, source = await asyncio.to_thread(read_notes, text, name)
        if notes is None:
            return (), source
        known = await self._store.read(lambda tx: _links_of(tx, notes))
        cases: list[_Noted] = []
        for at, (case, links) in enumerate(zip(notes.cases, known, strict=True)):
            if not links:
                what = f"`{case.id}` is linked to no ticket"
                cure = "correct the key, or take the case out"
                tell(source, Fault(("cases", at, "id"), what, cure))
            elif case.was_discussed:
                cases.append(self._noted(case, links, notes))
        return cases, source

    def _noted(self, case: NotedCase, links: tuple[TicketLink, ...], notes: SyncNotes) -> _Noted:
        note = note_of(case, notes.date)
        words = self._disclosure.mac(canonical_bytes(note))[:24]
        operation = f"sync:{notes.date.isoformat()}:{links[0].issue_id}:{words}"
        return _Noted(case, links, note, operation)

    # ---- one case after the other ----------------------------------------------------------------

    async def _go_through(self, cases: Sequence[_Noted], *, by: str | None) -> tuple[Posting, ...]:
        """With `by`, post; without, only look."""
        told: list[Posting] = []
        for noted in cases:
            read = await self._read_both(noted)
            told.append(await self._tell_issue(noted, read.issue, by))
            told += [await self._tell_ticket(noted, link, read, by) for link in noted.links]
        return tuple(told)

    async def _read_both(self, noted: _Noted) -> _Read:
        """Read all before anything is told: each text must know whom the tickets name today."""
        tickets = {}
        for link in noted.links:
            with contextlib.suppress(NotFound, Held):
                tickets[link.ticket_id] = await self._learn(link)
        try:
            issue = await self._tracker.fetch_issue(noted.links[0].issue_id)
        except (NotFound, Held):
            return _Read(None, tickets)
        await self._disclosure.learn_engineers(issue.id, assignee_of(issue))
        return _Read(issue, tickets)

    async def _learn(self, link: TicketLink) -> Ticket:
        """The ticket, whose people the pair knows then; an erased one's do not come back so."""
        ticket = await self._desk.fetch_ticket(link.ticket_id)
        seen = context_of_ticket(ticket, self._disclosure.policies, await self._desk.field_ids())
        with contextlib.suppress(Held):
            scope, _ = await self._disclosure.context_for_customer(link)
            await self._disclosure.learn(scope, seen)
        return ticket

    async def _tell_issue(self, noted: _Noted, issue: Issue | None, by: str | None) -> Posting:
        active = [one for one in noted.links if one.state is LinkState.ACTIVE]
        if not active:
            return _skipped(noted.case.id, f"the link is {noted.links[0].state.value}")
        if issue is None or not project_is_named(issue, self._disclosure.policies.projects):
            return _skipped(noted.case.id, _MOVED if issue is not None else _NO_ISSUE)
        try:
            disclosed = await self._disclose(noted, active[0], Audience.ENGINEERING)
        except Held as error:
            return _held(noted.case.id, error)
        effect = _comment(issue, disclosed, noted)
        return await self._send(effect, noted, active[0], disclosed, issue.key, by)

    async def _tell_ticket(
        self, noted: _Noted, link: TicketLink, read: _Read, by: str | None
    ) -> Posting:
        target, ticket = f"#{link.ticket_id}", read.tickets.get(link.ticket_id)
        if link.state is not LinkState.ACTIVE:
            return _skipped(target, f"the link is {link.state.value}")
        if ticket is None or ticket.closed:
            return _skipped(target, _CLOSED if ticket is not None else _NO_TICKET)
        if barred := self._barrier(read.issue):
            return _skipped(target, barred)
        try:
            disclosed = await self._disclose(noted, link, Audience.CUSTOMER)
        except Held as error:
            return _held(target, error)
        marker = marker_for(noted.operation, f"ticket:{link.ticket_id}:note")
        comment = NewTicketComment(disclosed.text, public=False)
        effect = UpdateTicket(link.ticket_id, marker, comment=comment)
        return await self._send(effect, noted, link, disclosed, target, by)

    def _barrier(self, issue: Issue | None) -> str:
        """Why nothing of the issue may be told in its tickets; empty where it may."""
        policies = self._disclosure.policies
        if issue is None:
            return _NO_ISSUE
        if not project_is_named(issue, policies.projects):
            return _MOVED
        if not issue_is_open(issue, policies.mapping):
            return "the issue has a security level that the policy does not name"
        return ""

    async def _disclose(self, noted: _Noted, link: TicketLink, audience: Audience) -> Disclosed:
        scope, context = await self._disclosure.context_for_customer(link)
        return await self._disclosure.disclose(
            noted.note, audience=audience, scope=scope, context=context
        )

    async def _send(
        self,
        effect: Effect,
        noted: _Noted,
        link: TicketLink,
        disclosed: Disclosed,
        target: str,
        by: str | None,
    ) -> Posting:
        record = await self._store.read(lambda tx: tx.effects.get(effect.marker))
        text = disclosed.text.plain
        if record is not None and record.state is EffectState.APPLIED:
            return Posting(target=target, outcome="known", text=text)
        if by is None:
            return Posting(target=target, outcome="planned", text=text)
        digest = self._disclosure.digest([disclosed.text])
        await self._outbox.send(
            effect,
            delivery_id=noted.operation,
            digest=digest,
            after=self._note(link, disclosed, by),
            findings=disclosed.findings,
        )
        return Posting(target=target, outcome="posted", text=text)

    def _note(
        self, link: TicketLink, disclosed: Disclosed, by: str
    ) -> Callable[[Transaction, Done], None]:
        entry = AuditEntry(
            at=self._clock.now(),
            actor=by,
            action=ACTION,
            subject=f"link:{link.id}",
            audience=disclosed.text.audience,
            policy=disclosed.text.policy,
            findings=disclosed.findings,
        )
        return lambda tx, _: tx.audit.add(entry)


def _comment(issue: Issue, disclosed: Disclosed, noted: _Noted) -> PostIssueComment:
    marker = marker_for(noted.operation, f"issue:{issue.id}:comment")
    return PostIssueComment(issue.id, disclosed.text, marker, internal=issue.service_desk)


def _links_of(tx: Transaction, notes: SyncNotes) -> list[tuple[TicketLink, ...]]:
    return [tuple(tx.links.of_issue(case.id, case.id)) for case in notes.cases]


def _skipped(target: str, why: str) -> Posting:
    return Posting(target=target, outcome="skipped", why=why)


def _held(target: str, error: Held) -> Posting:
    return Posting(target=target, outcome="held", why=str(error))
