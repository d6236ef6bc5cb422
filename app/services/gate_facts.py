"""What the gate is told of a ticket: read from the store and, where it can matter, the vendors.

What costs no call is read always. Comments, remote links and the issue's fields are read only while
they could answer an item that is still lacking, the directory only for an owner who is named well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import NotFound
from app.gate.decision import Decision, decide, resolve_items
from app.gate.entry import GateEntry, Standing
from app.gate.names import plain_name
from app.gate.packet import Packet, Waiver
from app.gate.policy import OWNER, GatePolicy, ItemPolicy
from app.model import KnownPerson, Side, Ticket, TicketComment, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_facts import GateDesk, GateTracker
from app.services.disclosure import Disclosure, issue_scope
from app.services.urls import urls_in

KEPT_FOR = timedelta(minutes=5)
"""How long an answer of the directory is believed."""
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the store knows of the ticket. `engineers` are those of its issues."""

    packet: Packet | None
    waivers: Sequence[Waiver]
    links: Sequence[TicketLink]
    engineers: Sequence[KnownPerson]


class GateFacts:
    """Raises VendorError: what cannot be read is not decided about."""

    def __init__(
        self,
        store: UnitOfWork,
        desk: GateDesk,
        tracker: GateTracker,
        disclosure: Disclosure,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._clock = clock
        self._standings: dict[str, tuple[datetime, Standing]] = {}

    @property
    def _policy(self) -> GatePolicy:
        return self._disclosure.policies.gate

    async def gather(self, ticket: Ticket, draft: Packet | None, at: datetime) -> GateEntry:
        """Everything that a decision at `at` may rest on; `draft` stands for the stored packet."""
        stored = await self._store.read(lambda tx: _load(tx, ticket.id))
        entry = GateEntry(
            ticket_id=ticket.id,
            packet=draft or stored.packet,
            waivers=stored.waivers,
            ticket_fields=await self.named_fields(ticket),
            priority=ticket.priority,
            engineers_copied=count_engineers(ticket, stored.engineers, self._policy),
        )
        entry = entry.with_owner(await self._owner_standing(entry, at))
        for read in (self._read_conversation, self._read_remote_links, self._read_issue_fields):
            lacking = self._lacking(entry, at)
            entry = await read(entry, stored.links, lacking) if lacking else entry
        return entry

    async def named_fields(self, ticket: Ticket) -> dict[str, str]:
        """The ticket's field values under their ids and under their titles."""
        ids = await self._desk.field_ids()
        by_title = {
            title: ticket.fields[field_id]
            for title, field_id in ids.items()
            if field_id in ticket.fields
        }
        return {**ticket.fields, **by_title}

    # ---- the conversation, the issues ------------------------------------------------------------

    async def _read_conversation(
        self, entry: GateEntry, links: Sequence[TicketLink], lacking: Sequence[ItemPolicy]
    ) -> GateEntry:
        if not any(item.attachment_answers or item.link_answers for item in lacking):
            return entry
        comments = await self._desk.fetch_comments(entry.ticket_id)
        return entry.with_conversation(_links_of(comments), has_logs=_has_files(comments))

    async def _read_remote_links(
        self, entry: GateEntry, links: Sequence[TicketLink], lacking: Sequence[ItemPolicy]
    ) -> GateEntry:
        if not any(item.link_answers for item in lacking):
            return entry
        found = [url for link in links for url in await self._links_on(link)]
        return entry.with_links(found)

    async def _links_on(self, link: TicketLink) -> Sequence[str]:
        try:
            return await self._tracker.fetch_links(link.issue_id)
        except NotFound:
            return ()

    async def _read_issue_fields(
        self, entry: GateEntry, links: Sequence[TicketLink], lacking: Sequence[ItemPolicy]
    ) -> GateEntry:
        """Of several issues the first in which a field is filled speaks."""
        names = tuple(dict.fromkeys(item.jira_field for item in lacking if item.jira_field))
        values: dict[str, str] = {}
        for link in links if names else ():
            values = {**await self._fields_of(link, names), **values}
        return entry.with_jira_fields(values)

    async def _fields_of(self, link: TicketLink, names: Sequence[str]) -> dict[str, str]:
        ids = await self._tracker.field_ids()
        by_name = {name: ids.get(name, name) for name in names}
        try:
            issue = await self._tracker.fetch_issue(link.issue_id, tuple(by_name.values()))
        except NotFound:
            return {}
        found = issue.fields or {}
        return {name: found[one] for name, one in by_name.items() if found.get(one, "").strip()}

    def _lacking(self, entry: GateEntry, at: datetime) -> Sequence[ItemPolicy]:
        decision, items = decide(entry, self._policy, at=at), self._policy.items
        return [items[key] for key in decision.lacking if key in items]

    # ---- the owner -------------------------------------------------------------------------------

    async def _owner_standing(self, entry: GateEntry, at: datetime) -> Standing:
        decision = decide(entry, self._policy, at=at)
        owner = plain_name(resolve_items(entry, self._policy).get(OWNER, "").partition(",")[0])
        if not owner or not _is_present(OWNER, decision):
            return "unknown"
        now = self._clock.now()
        kept = self._standings.get(owner)
        if kept is None or now - kept[0] >= KEPT_FOR:
            if len(self._standings) >= MOST_KEPT:
                self._standings.clear()
            kept = self._standings[owner] = (now, await self._ask_directory(owner))
        return kept[1]

    async def _ask_directory(self, owner: str) -> Standing:
        """Of several people with one name nobody can tell which is meant."""
        found = await self._desk.find_staff(owner)
        if len(found) == 1:
            return "person" if found[0].active else "inactive"
        if not found and owner in map(plain_name, await self._desk.group_names()):
            return "group"
        return "unknown"


def count_engineers(ticket: Ticket, known: Sequence[KnownPerson], policy: GatePolicy) -> int:
    """How many of those who get the customer's mails are engineers.

    Known are those whom the ticket's issues have shown, and those whom the policy names.
    """
    told = [name for person in known for name in (person.name, person.email or "")]
    names = {plain_name(name) for name in (*told, *policy.engineers)} - {""}
    domains = tuple(name for name in names if name.startswith("@"))
    return sum(
        plain_name(person.name) in names
        or plain_name(person.email or "") in names
        or plain_name(person.email or "").endswith(domains)
        for person in ticket.collaborators
        if person.id not in ticket.followers
    )


def _load(tx: Transaction, ticket_id: int) -> _Stored:
    stored, links = tx.packets.get(ticket_id), tx.links.of_ticket(ticket_id)
    contexts = [tx.vault.context(issue_scope(link.issue_id).pair) for link in links]
    people = [person for context in contexts if context is not None for person in context.people]
    return _Stored(
        packet=stored.packet if stored is not None else None,
        waivers=tx.packets.waivers(ticket_id),
        links=links,
        engineers=[person for person in people if person.side is Side.ENGINEERING],
    )


def _is_present(key: str, decision: Decision) -> bool:
    return any(item.key == key and item.state == "present" for item in decision.items)


def _has_files(comments: Sequence[TicketComment]) -> bool:
    return any(comment.attachments for comment in comments)


def _links_of(comments: Sequence[TicketComment]) -> tuple[str, ...]:
    return tuple(url for comment in comments for url in urls_in(comment.body))
