"""The notes of an engineer sync, told to every issue and, as internal notes, to every ticket.

A note is known by its day, its case and its words: the same notes posted twice are told once, and
changed ones once more. Each side reads what redaction leaves for it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.document import Document
from app.effects import Effect, NewTicketComment, PostIssueComment, UpdateTicket
from app.errors import Held, NotFound
from app.model import Audience, Issue, LinkState, TicketLink
from app.policy.problems import Fault
from app.policy.reading import Source
from app.policy.validating import tell
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, EffectState
from app.services.disclosure import Disclosed, Disclosure
from app.services.outbox import Done, Outbox
from app.services.sync_files import problems_of, read_notes
from app.services.sync_views import Posted, Posting
from app.sync.echo import marker_for
from app.sync.sync_notes import NotedCase, SyncNotes, note_of

ACTION = "engineer sync noted"
FILE = "notes"


@dataclass(frozen=True, slots=True)
class _Noted:
    """A case that was spoken about, with the links of its issue. `operation` is its own."""

    case: NotedCase
    links: tuple[TicketLink, ...]
    note: Document
    operation: str


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
        notes, source = read_notes(text, name)
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
        said = json.dumps([case.id, case.decision, case.followup, case.owner, str(case.due)])
        words = self._disclosure.mac(said.encode())[:24]
        operation = f"sync:{notes.date.isoformat()}:{links[0].issue_id}:{words}"
        return _Noted(case, links, note_of(case, notes.date), operation)

    # ---- one case after the other ----------------------------------------------------------------

    async def _go_through(self, cases: Sequence[_Noted], *, by: str | None) -> tuple[Posting, ...]:
        """With `by`, post; without, only look."""
        told: list[Posting] = []
        for noted in cases:
            told.append(await self._tell_issue(noted, by))
            told += [await self._tell_ticket(noted, link, by) for link in noted.links]
        return tuple(told)

    async def _tell_issue(self, noted: _Noted, by: str | None) -> Posting:
        active = [one for one in noted.links if one.state is LinkState.ACTIVE]
        if not active:
            return _skipped(noted.case.id, f"the link is {noted.links[0].state.value}")
        link = active[0]
        try:
            issue = await self._tracker.fetch_issue(link.issue_id)
            disclosed = await self._disclose(noted, link, Audience.ENGINEERING)
        except NotFound:
            return _skipped(noted.case.id, "the issue is gone")
        except Held as error:
            return _held(noted.case.id, error)
        effect = _comment(issue, disclosed, noted)
        return await self._send(effect, noted, link, disclosed, issue.key, by)

    async def _tell_ticket(self, noted: _Noted, link: TicketLink, by: str | None) -> Posting:
        target = f"#{link.ticket_id}"
        if link.state is not LinkState.ACTIVE:
            return _skipped(target, f"the link is {link.state.value}")
        try:
            ticket = await self._desk.fetch_ticket(link.ticket_id)
            if ticket.closed:
                return _skipped(target, "the ticket is closed")
            disclosed = await self._disclose(noted, link, Audience.CUSTOMER)
        except NotFound:
            return _skipped(target, "the ticket is gone")
        except Held as error:
            return _held(target, error)
        marker = marker_for(noted.operation, f"ticket:{link.ticket_id}:note")
        comment = NewTicketComment(disclosed.text, public=False)
        effect = UpdateTicket(link.ticket_id, marker, comment=comment)
        return await self._send(effect, noted, link, disclosed, target, by)

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
