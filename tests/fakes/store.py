"""The store in memory: the same promises as the real one, without durability and ciphers.

`MemoryStore` passes `tests/contract/store.py`, as the SQLite store does. Each `write` works on a
copy that replaces the state when the function returns, so that a failure leaves nothing behind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import TypeVar

from app.errors import NotStored, StaleWrite, StoreUnavailable
from app.gate.packet import Packet, Waiver
from app.model import Cause, Context, LinkState, System, TicketLink
from app.ports import Transaction
from app.ports_upkeep import SourceKey
from app.records import (
    AuditEntry,
    Copy,
    CopyKey,
    EffectRecord,
    EffectState,
    FileCopy,
    GateRecord,
    Review,
    Run,
    StoredPacket,
)
from app.records_clocks import EscalationClock
from app.records_console import ConsoleSession
from app.records_history import Escalated, Try, WeekLine
from app.records_life import Shadow
from app.records_policies import PolicyDraft, Verdict
from app.records_prevention import KnownIssue, Pod, PreventionAction, Runbook
from app.redaction.pseudonyms import Pseudonyms
from app.store.bell import Bell
from app.store.ids import IdMaker
from app.sync.outage import Outage
from app.sync.pacing import Budget
from tests.fakes.store_audit_pages import MemoryAuditPages
from tests.fakes.store_budgets import MemoryBudgets
from tests.fakes.store_chain import MemoryChain, MemoryErasures, MemoryMasters
from tests.fakes.store_clocks import MemoryClocks
from tests.fakes.store_corrections import FileKey, MemoryFileCopies
from tests.fakes.store_history import MemoryHistory
from tests.fakes.store_life import MemoryLife
from tests.fakes.store_policies import MemoryPolicyVersions, Published
from tests.fakes.store_prevention import MemoryKnownIssues, MemoryPrevention
from tests.fakes.store_queue import Lane, MemoryDeliveries, MemoryFollowers, Placed
from tests.fakes.store_runs import MemoryRuns
from tests.fakes.store_sessions import MemoryConsoleSessions
from tests.fakes.store_sidebar import (
    Bearing,
    MemoryReviews,
    MemorySignOuts,
    MemoryTraits,
    forget,
)
from tests.fakes.store_upkeep import MemoryUpkeep
from tests.fakes.store_views import MemoryViews

T = TypeVar("T")


@dataclass(frozen=True)
class SavedPacket:
    """`content` is None after the customer was erased."""

    version: int
    content: StoredPacket | None


@dataclass
class State:
    links: dict[str, TicketLink] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=dict)
    deliveries: dict[str, Placed] = field(default_factory=dict)
    effects: dict[str, EffectRecord] = field(default_factory=dict)
    copies: dict[tuple[str, System, str], tuple[Copy, datetime, datetime]] = field(
        default_factory=dict
    )
    packets: dict[int, SavedPacket] = field(default_factory=dict)
    waivers: dict[int, tuple[Waiver, ...]] = field(default_factory=dict)
    gates: dict[str, GateRecord] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    pseudonyms: dict[str, Pseudonyms] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)
    audit: dict[int, AuditEntry] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    traits: dict[Bearing, datetime] = field(default_factory=dict)
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    sign_outs: dict[str, datetime] = field(default_factory=dict)
    refused_tokens: dict[str, datetime] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    sources: dict[tuple[str, SourceKey], str] = field(default_factory=dict)
    chain: dict[int, bytes] = field(default_factory=dict)
    service_keys: dict[str, bytes] = field(default_factory=dict)
    budgets: dict[str, Budget] = field(default_factory=dict)
    outages: dict[str, Outage] = field(default_factory=dict)
    file_copies: dict[FileKey, FileCopy] = field(default_factory=dict)
    shadows: dict[str, Shadow] = field(default_factory=dict)
    tallies: dict[str, int] = field(default_factory=dict)
    clocks: dict[str, EscalationClock] = field(default_factory=dict)
    history_days: dict[datetime, tuple[int, datetime]] = field(default_factory=dict)
    history_tries: dict[tuple[int, int], Try] = field(default_factory=dict)
    history_escalations: dict[str, Escalated] = field(default_factory=dict)
    history_lines: dict[str, WeekLine] = field(default_factory=dict)
    published: dict[int, Published] = field(default_factory=dict)
    drafts: dict[str, PolicyDraft] = field(default_factory=dict)
    verdicts: dict[tuple[str, datetime, str], Verdict] = field(default_factory=dict)
    sessions: dict[str, ConsoleSession] = field(default_factory=dict)
    prevention_actions: dict[int, PreventionAction] = field(default_factory=dict)
    pods: dict[str, Pod] = field(default_factory=dict)
    runbooks: dict[int, Runbook] = field(default_factory=dict)
    known_issues: dict[int, KnownIssue] = field(default_factory=dict)
    known_issue_traces: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def copy(self) -> "State":
        """A state that can be changed alone; what the dictionaries hold is immutable."""
        return State(**{part.name: dict(getattr(self, part.name)) for part in fields(self)})


class MemoryLinks:
    def __init__(self, state: State, ids: IdMaker) -> None:
        self._links = state.links
        self._ids = ids

    def add(self, ticket_id: int, issue_id: str, issue_key: str, now: datetime) -> TicketLink:
        for link in self.of_ticket(ticket_id, ended=True):
            if link.issue_id == issue_id:
                if link.state is LinkState.ENDED:
                    self.set_state(link.id, LinkState.ACTIVE)
                return self._links[link.id]
        link = TicketLink(
            id=self._ids.make(now),
            ticket_id=ticket_id,
            issue_id=issue_id,
            issue_key=issue_key,
            created_at=now,
        )
        self._links[link.id] = link
        return link

    def get(self, link_id: str) -> TicketLink | None:
        return self._links.get(link_id)

    def of_ticket(self, ticket_id: int, *, ended: bool = False) -> Sequence[TicketLink]:
        return tuple(link for link in self._all(ended) if link.ticket_id == ticket_id)

    def of_issue(
        self, issue_id: str, issue_key: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]:
        keys = (issue_id, issue_key)
        return tuple(
            link for link in self._all(ended) if link.issue_id == issue_id or link.issue_key in keys
        )

    def all(
        self, limit: int = 1000, after: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]:
        behind = [one for one in self._all(ended) if after is None or one.id > after]
        return tuple(behind[:limit])

    def _all(self, ended: bool) -> list[TicketLink]:
        known = (self._links[link_id] for link_id in sorted(self._links))
        return [one for one in known if ended or one.state is not LinkState.ENDED]

    def set_state(self, link_id: str, state: LinkState, cause: Cause | None = None) -> None:
        self._set(link_id, {"state": state, "cause": cause})

    def set_key(self, link_id: str, issue_key: str) -> None:
        self._set(link_id, {"issue_key": issue_key})

    def _set(self, link_id: str, changes: Mapping[str, object]) -> None:
        if link_id not in self._links:
            raise NotStored(f"There is no link {link_id}.")
        self._links[link_id] = self._links[link_id].model_copy(update=changes)


class MemoryEffects:
    def __init__(self, state: State) -> None:
        self._effects = state.effects

    def get(self, marker: str) -> EffectRecord | None:
        return self._effects.get(marker)

    def begin(
        self, marker: str, delivery_id: str, target: str, now: datetime, digest: str = ""
    ) -> None:
        if marker in self._effects:
            raise StaleWrite(f"The write {marker} to {target} was begun by another relay.")
        self._effects[marker] = EffectRecord(
            marker, target, EffectState.BEGUN, now, None, digest, delivery_id
        )

    def applied(self, marker: str, remote_id: str, now: datetime) -> None:
        if marker not in self._effects:
            raise NotStored(f"The write {marker} was never begun.")
        record = replace(self._effects[marker], state=EffectState.APPLIED, remote_id=remote_id)
        self._effects[marker] = record

    def made_beside(self, target: str, remote_id: str, beside: str) -> Sequence[str]:
        known = self._effects.values()
        makers = {
            one.delivery_id for one in known if (one.target, one.remote_id) == (target, remote_id)
        }
        there = [(one.remote_id, one.delivery_id) for one in known if one.target == beside]
        others = {made for made, delivery in there if delivery not in makers}
        return sorted(
            made for made, delivery in there if delivery in makers and made and made not in others
        )

    def unsettled_at(self, target: str) -> Sequence[EffectRecord]:
        found = [
            one
            for one in self._effects.values()
            if (one.target, one.state) == (target, EffectState.BEGUN)
        ]
        return tuple(sorted(found, key=lambda one: (one.begun_at, one.marker)))

    def abandon(self, marker: str, begun_at: datetime) -> None:
        record = self._effects.get(marker)
        begun = (EffectState.BEGUN, begun_at)
        if record is not None and (record.state, record.begun_at) == begun:
            del self._effects[marker]


class MemoryCopies:
    def __init__(self, state: State) -> None:
        self._copies = state.copies

    def get(self, link_id: str, source: System, comment_id: str) -> Copy | None:
        found = self._copies.get((link_id, source, comment_id))
        return found[0] if found is not None else None

    def find_target(self, target: System, target_comment_id: str) -> Copy | None:
        found = [
            (saved_at, copy)
            for copy, _, saved_at in self._copies.values()
            if copy.source is not target and copy.target_comment_id == target_comment_id
        ]
        return max(found, key=lambda entry: entry[0])[1] if found else None

    def save(self, copy: Copy, now: datetime) -> None:
        key = (copy.link_id, copy.source, copy.source_comment_id)
        first_at = self._copies[key][1] if key in self._copies else now
        self._copies[key] = (copy, first_at, now)

    def of_link(self, link_id: str) -> Sequence[Copy]:
        found = [entry for key, entry in self._copies.items() if key[0] == link_id]
        ordered = sorted(found, key=lambda entry: (entry[1], entry[0].source_comment_id))
        return tuple(copy for copy, _, _ in ordered)

    def standing(
        self, limit: int, after: CopyKey | None = None, since: datetime | None = None
    ) -> Sequence[Copy]:
        known = sorted(self._copies.items())
        found = [
            copy
            for key, (copy, _first, saved) in known
            if not copy.deleted
            and (after is None or key > after)
            and (since is None or saved >= since)
        ]
        return tuple(found[:limit])

    def recent(self, limit: int) -> Sequence[Copy]:
        standing = [entry for entry in self._copies.values() if not entry[0].deleted]
        ordered = sorted(standing, key=lambda entry: entry[0].source_comment_id)
        newest = sorted(ordered, key=lambda entry: entry[2], reverse=True)
        return tuple(copy for copy, _, _ in newest[:limit])


class MemoryPackets:
    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, ticket_id: int) -> StoredPacket | None:
        saved = self._state.packets.get(ticket_id)
        return saved.content if saved is not None else None

    def save(
        self,
        ticket_id: int,
        packet: Packet,
        *,
        customer: str,
        expected: int | None,
        by: str,
        now: datetime,
    ) -> StoredPacket:
        stored, saved = self.get(ticket_id), self._state.packets.get(ticket_id)
        if (stored.version if stored is not None else None) != expected:
            raise StaleWrite(f"The packet of ticket {ticket_id} was saved by another meanwhile.")
        version = saved.version + 1 if saved is not None else 1
        content = StoredPacket(packet=packet, version=version, saved_at=now, saved_by=by)
        self._state.packets[ticket_id] = SavedPacket(version, content)
        self._state.customers.setdefault(f"ticket:{ticket_id}", customer)
        return content

    def waivers(self, ticket_id: int) -> Sequence[Waiver]:
        return self._state.waivers.get(ticket_id, ())

    def add_waiver(self, ticket_id: int, waiver: Waiver, *, customer: str) -> None:
        self._state.waivers[ticket_id] = (*self.waivers(ticket_id), waiver)
        self._state.customers.setdefault(f"ticket:{ticket_id}", customer)


class MemoryGates:
    def __init__(self, state: State) -> None:
        self._gates = state.gates

    def get(self, issue_id: str) -> GateRecord | None:
        return self._gates.get(issue_id)

    def save(self, record: GateRecord) -> None:
        self._gates[record.issue_id] = record

    def due(self, now: datetime) -> Sequence[GateRecord]:
        ended = [
            (record.valid_until, record.issue_id, record)
            for record in self._gates.values()
            if record.valid_until is not None and record.valid_until <= now
        ]
        return tuple(record for _, _, record in sorted(ended, key=lambda entry: entry[:2]))

    def all(self, limit: int = 1000, after: str | None = None) -> Sequence[GateRecord]:
        found = sorted(one for one in self._gates if one > (after or ""))
        return tuple(self._gates[one] for one in found[:limit])


class MemoryVault:
    def __init__(self, state: State) -> None:
        self._state = state

    def pseudonyms(self, pair: str, customer: str) -> Pseudonyms:
        return self._state.pseudonyms.get(pair, Pseudonyms())

    def remember(self, pair: str, customer: str, pseudonyms: Pseudonyms) -> None:
        self._state.customers.setdefault(pair, customer)
        entries = list(self.pseudonyms(pair, customer).entries)
        for entry in pseudonyms.entries:
            known = {(e.kind, e.value): e.placeholder for e in entries}
            entity = (entry.kind, entry.value)
            if known.get(entity) == entry.placeholder:
                continue
            if entity in known or entry.placeholder in known.values():
                raise StaleWrite(f"The placeholders of {pair} were extended by another process.")
            entries.append(entry)
        self._state.pseudonyms[pair] = Pseudonyms(entries=tuple(entries))

    def context(self, pair: str) -> Context | None:
        return self._state.contexts.get(pair)

    def save_context(self, pair: str, customer: str, context: Context) -> None:
        self._state.customers.setdefault(pair, customer)
        self._state.contexts[pair] = context

    def customer_of(self, pair: str) -> str | None:
        return self._state.customers.get(pair)

    def erase(self, customer: str) -> int:
        pairs = [pair for pair, owner in self._state.customers.items() if owner == customer]
        for pair in pairs:
            self.forget(pair)
        return len(pairs)

    def forget(self, pair: str) -> None:
        self._state.customers.pop(pair, None)
        self._state.pseudonyms.pop(pair, None)
        self._state.contexts.pop(pair, None)
        self._erase_ticket(pair)

    def _erase_ticket(self, pair: str) -> None:
        number = pair.removeprefix("ticket:")
        if number.isdecimal():
            self._state.waivers.pop(int(number), None)
            forget(self._state.traits, int(number))
            saved = self._state.packets.get(int(number))
            if saved is not None:
                self._state.packets[int(number)] = SavedPacket(saved.version, None)


class MemoryAudit:
    def __init__(self, state: State) -> None:
        self._audit = state.audit

    def add(self, entry: AuditEntry) -> None:
        self._audit[len(self._audit)] = entry

    def of_subject(self, subject: str, limit: int = 100) -> Sequence[AuditEntry]:
        return tuple(e for e in reversed(self._audit.values()) if e.subject == subject)[:limit]

    def recent(self, limit: int = 100) -> Sequence[AuditEntry]:
        return tuple(reversed(self._audit.values()))[:limit]

    def of_actions(self, actions: Sequence[str], since: datetime) -> Sequence[AuditEntry]:
        return tuple(e for e in self._audit.values() if e.action in actions and e.at >= since)


class MemoryFacts:
    def __init__(self, state: State) -> None:
        self._facts = state.facts

    def get(self, name: str) -> str | None:
        return self._facts.get(name)

    def set(self, name: str, value: str) -> None:
        self._facts[name] = value


class MemoryTransaction:
    def __init__(self, state: State, ids: IdMaker) -> None:
        self.links = MemoryLinks(state, ids)
        self.deliveries = MemoryDeliveries(state.lanes, state.deliveries, ids, state.effects)
        self.effects = MemoryEffects(state)
        self.copies = MemoryCopies(state)
        self.packets = MemoryPackets(state)
        self.gates = MemoryGates(state)
        self.vault = MemoryVault(state)
        self.audit = MemoryAudit(state)
        self.facts = MemoryFacts(state)
        self.traits = MemoryTraits(state.traits)
        self.reviews = MemoryReviews(state.reviews)
        self.sign_outs = MemorySignOuts(state.sign_outs, state.refused_tokens)
        self.file_copies = MemoryFileCopies(state.file_copies)
        self.runs = MemoryRuns(state.runs, ids)
        self.upkeep = MemoryUpkeep(state.sources, state.deliveries, state.effects)
        self.chain = MemoryChain(state.audit, state.chain)
        self.masters = MemoryMasters(state.service_keys)
        self.erasures = MemoryErasures(state.customers)
        self.policies = MemoryPolicyVersions(state.published, state.drafts, state.verdicts)
        self.views = MemoryViews(state)
        self.history = MemoryHistory(
            state.history_days, state.history_tries, state.history_escalations, state.history_lines
        )
        self.prevention = MemoryPrevention(
            state.prevention_actions,
            state.pods,
            state.runbooks,
            MemoryKnownIssues(state.known_issues, state.known_issue_traces),
            self.history,
        )
        self.clocks = MemoryClocks(state.clocks)
        self.sessions = MemoryConsoleSessions(state.sessions)
        self.audit_pages = MemoryAuditPages(state.audit)
        self.budgets = MemoryBudgets(state.budgets, state.outages)
        self.followers = MemoryFollowers(self.deliveries)
        self.life = MemoryLife(
            state.shadows, state.tallies, state.deliveries, state.lanes, state.effects
        )


class MemoryStore:
    """`available` set to False makes every call raise StoreUnavailable, as a full disk does.
    `refused` counts those calls."""

    def __init__(self) -> None:
        self.available = True
        self.refused = 0
        self._state = State()
        self._ids = IdMaker()
        self._bell = Bell()

    async def write(self, work: Callable[[Transaction], T]) -> T:
        result, state = self._run(work)
        changed = (state.lanes, state.deliveries) != (self._state.lanes, self._state.deliveries)
        self._state = state
        if changed:
            self._bell.ring()
        return result

    async def read(self, work: Callable[[Transaction], T]) -> T:
        result, state = self._run(work)
        assert state == self._state, "a function that was given to read() has written"
        return result

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait_for_work(self, seconds: float) -> None:
        await self._bell.wait(seconds)

    def _run(self, work: Callable[[Transaction], T]) -> tuple[T, State]:
        if not self.available:
            self.refused += 1
            raise StoreUnavailable("The store was made unavailable by a test.")
        state = self._state.copy()
        return work(MemoryTransaction(state, self._ids)), state
