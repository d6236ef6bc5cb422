"""Repeat suspects: other tickets of the last weeks that may have the same cause."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.document import from_plain, to_plain
from app.errors import Held, NotFound
from app.model import Agent, Audience, Context, Ticket, TicketLink
from app.ports import Clock, IssueTracker, TicketAccess, TicketDesk, Transaction, UnitOfWork
from app.records import Trait
from app.redaction.clipping import clip_line
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.sidebar_views import Suspect
from app.services.traits import TraitKeeper
from app.sync.crossing import issue_is_open

Match = Literal["trace", "error_code", "issue"]

MOST = 8
"""Suspects that are shown; each costs a few reads to know whether the agent may see it."""

NOTE_LENGTH = 500
HELD_NOTE = "There is a note in Jira that may not be shown here."
_WORDS: Mapping[Match, str] = {
    "trace": "It has the same stack trace.",
    "issue": "It is linked to the same issue.",
    "error_code": "It names the same error code.",
}


@dataclass(slots=True)
class _Found:
    """One ticket, by what it was found, its issue, and when it was seen last."""

    ticket_id: int
    matches: set[Match]
    seen_at: datetime
    issue: TicketLink | None = None


class Suspects:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        access: TicketAccess,
        tracker: IssueTracker,
        disclosure: Disclosure,
        traits: TraitKeeper,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._access = access
        self._tracker = tracker
        self._disclosure = disclosure
        self._traits = traits
        self._clock = clock

    async def of_ticket(self, ticket_id: int, *, agent: Agent) -> tuple[Suspect, ...]:
        """The likeliest first: the same trace, then the same issue, then the same error code.

        Of a ticket that the agent may not see only that there is one is told, and its issue; what
        is known of an issue only where the agent may see a ticket that is linked to it. Raises
        VendorError when the ticket cannot be read.
        """
        ticket = await self._desk.fetch_ticket(ticket_id)
        bears = await self._bears(ticket)
        since = self._clock.now() - timedelta(days=self._disclosure.policies.mapping.suspects.days)
        found = await self._store.read(lambda tx: _find(tx, ticket_id, bears, since))
        visible = await asyncio.gather(
            *(self._access.may_see(agent.id, one.ticket_id) for one in found)
        )
        own = await self._store.read(lambda tx: tx.links.of_ticket(ticket_id))
        seen = [one.issue for one, sees in zip(found, visible, strict=True) if sees and one.issue]
        notes = await self._notes(
            ticket, _issues_of(found) & {link.issue_id for link in (*own, *seen)}
        )
        return tuple(_view(one, sees, notes) for one, sees in zip(found, visible, strict=True))

    async def _bears(self, ticket: Ticket) -> tuple[Trait, ...]:
        """What this ticket bears as it stands now; nothing of it is kept here."""
        stored = await self._store.read(lambda tx: tx.packets.get(ticket.id))
        comments = await self._desk.fetch_comments(ticket.id)
        texts = [ticket.subject, *(to_plain(comment.body) for comment in comments)]
        texts += stored.packet.items.values() if stored is not None else ()
        return await self._traits.find(texts, await self.codes_of(ticket))

    async def codes_of(self, ticket: Ticket) -> list[str]:
        """The error codes that stand in the ticket's fields."""
        names = self._disclosure.policies.mapping.suspects.error_code_fields
        ids = await self._desk.field_ids() if names else {}
        return [ticket.fields.get(ids.get(name, name), "") for name in names]

    # ---- known-issue notes -----------------------------------------------------------------------

    async def _notes(self, ticket: Ticket, issues: set[str]) -> Mapping[str, str]:
        """What is known of each issue, by its id, redacted as everything that an agent reads."""
        name = self._disclosure.policies.mapping.suspects.known_issue_field
        if name is None or not issues:
            return {}
        field = (await self._tracker.field_ids()).get(name)
        if field is None:
            return {}
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        ids = await self._desk.field_ids()
        seen = context_of_ticket(ticket, self._disclosure.policies, ids)
        context = await self._disclosure.learn(scope, seen)
        return {one: await self._note(one, field, scope, context) for one in sorted(issues)}

    async def _note(self, issue_id: str, field: str, scope: Scope, context: Context) -> str:
        try:
            issue = await self._tracker.fetch_issue(issue_id, (field,))
        except NotFound:
            return ""
        text = (issue.fields or {}).get(field, "")
        if not text.strip() or not issue_is_open(issue, self._disclosure.policies.mapping):
            return ""
        about = await self._disclosure.context_about(scope, context, issue_id)
        try:
            disclosed = await self._disclosure.disclose(
                from_plain(text), audience=Audience.CUSTOMER, scope=scope, context=about
            )
        except Held:
            return HELD_NOTE
        return clip_line(disclosed.text, NOTE_LENGTH).line


def _find(tx: Transaction, ticket_id: int, bears: Sequence[Trait], since: datetime) -> list[_Found]:
    found: dict[int, _Found] = {}
    # Each kind alone: a code that everybody meets must not crowd a rare trace out.
    for kind in ("trace", "error_code"):
        of_kind = [trait for trait in bears if trait.kind == kind]
        for sighting in tx.traits.shared(ticket_id, of_kind, since):
            _note_match(found, sighting.ticket_id, sighting.kind, sighting.seen_at, None)
    for own in tx.links.of_ticket(ticket_id):
        for link in tx.links.of_issue(own.issue_id):
            if link.ticket_id != ticket_id and link.created_at >= since:
                _note_match(found, link.ticket_id, "issue", link.created_at, link)
    likeliest = sorted(found.values(), key=lambda one: one.seen_at, reverse=True)
    likeliest.sort(key=lambda one: min(map([*_WORDS].index, one.matches)))
    for one in likeliest[:MOST]:
        one.issue = one.issue or next(iter(tx.links.of_ticket(one.ticket_id)), None)
    return likeliest[:MOST]


def _issues_of(found: Sequence[_Found]) -> set[str]:
    return {one.issue.issue_id for one in found if one.issue is not None}


def _note_match(
    found: dict[int, _Found], ticket_id: int, match: Match, at: datetime, link: TicketLink | None
) -> None:
    one = found.setdefault(ticket_id, _Found(ticket_id, set(), at))
    one.matches.add(match)
    one.seen_at = max(one.seen_at, at)
    one.issue = one.issue or link


def _view(one: _Found, sees: bool, notes: Mapping[str, str]) -> Suspect:
    matches = [match for match in _WORDS if match in one.matches]
    return Suspect(
        ticket_id=one.ticket_id if sees else None,
        match=matches[0],
        reason=" ".join(_WORDS[match] for match in matches),
        issue_key=one.issue.issue_key if one.issue is not None else None,
        seen_at=one.seen_at,
        known_issue_note=notes.get(one.issue.issue_id, "") if one.issue is not None else "",
    )
