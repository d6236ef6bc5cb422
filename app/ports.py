"""What the shell needs of the outside, as protocols that services take and `bootstrap` wires.

A fake in `tests/fakes` and the real thing pass one shared suite for each port.

The database is reached by whole transactions: `UnitOfWork.write(work)` runs `work` with a
`Transaction` and commits once; the function is plain and synchronous, touches nothing but the
transaction, and may be run again from the start. SQLite commits waiting functions together.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from app.effects import Applied, IssueEffect, TicketEffect
from app.gate.packet import Packet, Waiver
from app.gate.policy import GatePolicy
from app.model import (
    Attachment,
    Cause,
    Context,
    Issue,
    IssueComment,
    LinkState,
    Model,
    Move,
    Person,
    System,
    Ticket,
    TicketComment,
    TicketLink,
)
from app.ports_console import ConsoleTransaction
from app.ports_queue import Deliveries
from app.ports_running import RunningTransaction
from app.ports_sidebar import SidebarTransaction
from app.records import (
    AuditEntry,
    Copy,
    CopyKey,
    EffectRecord,
    GateRecord,
    StoredPacket,
)
from app.redaction.policy import RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms
from app.sync.policy import MappingPolicy

T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


# ---- the vendors ---------------------------------------------------------------------------------


class TicketDesk(Protocol):
    """Zendesk. Every method raises leaves of VendorError; a text it cannot read is Held."""

    async def whoami(self) -> Person:
        """The account that we write as; one read, so that it also tells whether we may call."""
        ...

    async def field_ids(self) -> Mapping[str, str]:
        """Ids of the ticket fields by title; asked of the vendor once, then remembered."""
        ...

    async def fetch_ticket(self, ticket_id: int) -> Ticket:
        """One read, with requester, organization, assignee and collaborators."""
        ...

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        """Reads newest pages until the comment is there: one read when it is recent.

        Raises NotFound when the ticket has no such comment.
        """
        ...

    async def fetch_comments(self, ticket_id: int) -> Sequence[TicketComment]:
        """All comments, oldest first, paging as needed."""
        ...

    async def solved_at(self, ticket_id: int) -> datetime | None:
        """When the ticket was solved last; None where its history tells of no such change."""
        ...

    async def find_marker(self, ticket_id: int, marker: str) -> str | None:
        """The id of what an earlier write with this marker made: its comment, else its audit."""
        ...

    async def apply(self, effect: TicketEffect) -> Applied:
        """One write, never repeated by the client after an unknown outcome."""
        ...

    def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        """The file as a stream; redirects only within the vendor's own hosts."""


class TicketAccess(Protocol):
    """Whether an agent may see a ticket, as Zendesk would decide it."""

    async def may_see(self, agent_id: str, ticket_id: int) -> bool:
        """False for every restriction that is not understood."""
        ...


class IssueTracker(Protocol):
    """Jira. Every method raises leaves of VendorError; a text it cannot read is Held."""

    async def whoami(self) -> Person: ...

    async def field_ids(self, *, anew: bool = False) -> Mapping[str, str]:
        """Ids of all fields by name; asked of the vendor once, then remembered unless `anew`."""
        ...

    async def fetch_issue(self, issue: str, fields: Sequence[str] = ()) -> Issue:
        """One read by id or key, with status, priority, security level, and `fields` besides.

        `fields` are ids; the answer's `fields` are by id too.
        """
        ...

    async def fetch_moves(self, issue: str, field: str) -> Sequence[Move]:
        """One read: the latest status changes, oldest first, each with the field's value then."""

    async def fetch_comment(self, issue: str, comment_id: str) -> IssueComment:
        """One read: ADF, visibility, internal mark and our marker."""
        ...

    async def fetch_comments(self, issue: str) -> Sequence[IssueComment]:
        """All comments, oldest first, with markers."""
        ...

    async def find_marker(self, issue: str, marker: str) -> str | None:
        """The id of the comment, attachment or remote link that carries the marker."""
        ...

    async def own_files(self, issue: str) -> Sequence[Attachment]:
        """The files that our account put on the issue."""
        ...

    async def find_created_issue(self, marker: str) -> Issue | None:
        """The issue that an earlier CreateIssue with this marker made."""
        ...

    async def apply(self, effect: IssueEffect) -> Applied: ...

    def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]: ...


# ---- policy --------------------------------------------------------------------------------------


class PolicySet(Model):
    """All policies in force together. `version` is a hash of the files' content."""

    version: str
    redaction: RedactionPolicy
    gate: GatePolicy
    mapping: MappingPolicy

    @property
    def projects(self) -> tuple[str, ...]:
        """Keys of all projects whose issues may be linked, guarded ones first."""
        issues = self.mapping.issues
        return tuple(dict.fromkeys((*self.gate.projects, issues.project, *issues.also_link)))


class PolicySource(Protocol):
    def current(self) -> PolicySet:
        """The last good policies; never a half-loaded set."""
        ...

    def last_failure(self) -> tuple[str, ...]:
        """The problems of the newest files if they were refused on reload, else empty."""
        ...

    def in_force(self, tx: "Transaction") -> bool:
        """Whether `current` is what was published last: else nothing is to be sent under it."""
        ...


# ---- the store -----------------------------------------------------------------------------------


class Effects(Protocol):
    def get(self, marker: str) -> EffectRecord | None: ...
    def begin(
        self, marker: str, delivery_id: str, target: str, now: datetime, digest: str = ""
    ) -> None:
        """Raises StaleWrite when it was begun already."""
        ...

    def applied(self, marker: str, remote_id: str, now: datetime) -> None: ...
    def made_beside(self, target: str, remote_id: str, beside: str) -> Sequence[str]:
        """Remote ids of what the delivery that made this one at `target` made at `beside`.

        What another delivery made too (a file found there already) is not among them.
        """
        ...

    def unsettled_at(self, target: str) -> Sequence[EffectRecord]:
        """Writes there that were begun and have no outcome yet, oldest first."""
        ...

    def abandon(self, marker: str, begun_at: datetime) -> None:
        """Nothing was written for certain: forget that it was begun then.

        An attempt that was begun at another time stays: another relay may have taken it over.
        """
        ...


class Copies(Protocol):
    def get(self, link_id: str, source: System, comment_id: str) -> Copy | None: ...
    def find_target(self, target: System, target_comment_id: str) -> Copy | None:
        """The copy that was written as this comment: how an echo is known."""
        ...

    def save(self, copy: Copy, now: datetime) -> None:
        """Insert or replace by link, source and source comment."""
        ...

    def of_link(self, link_id: str) -> Sequence[Copy]: ...
    def standing(
        self, limit: int, after: CopyKey | None = None, since: datetime | None = None
    ) -> Sequence[Copy]:
        """A page of the copies that stand, by their key; with `since` those saved from then on."""
        ...

    def recent(self, limit: int) -> Sequence[Copy]:
        """The copies that stand, of all links, the one saved last first."""
        ...


class Links(Protocol):
    """Links that ended are told by id and, where asked for, with `ended`."""

    def add(self, ticket_id: int, issue_id: str, issue_key: str, now: datetime) -> TicketLink:
        """Idempotent: an existing link of the two is returned; one that ended is active again."""
        ...

    def get(self, link_id: str) -> TicketLink | None: ...
    def of_ticket(self, ticket_id: int, *, ended: bool = False) -> Sequence[TicketLink]: ...
    def of_issue(
        self, issue_id: str, issue_key: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]: ...
    def all(
        self, limit: int = 1000, after: str | None = None, *, ended: bool = False
    ) -> Sequence[TicketLink]: ...
    def set_state(self, link_id: str, state: LinkState, cause: Cause | None = None) -> None:
        """Replaces state and cause. Raises NotStored."""
        ...

    def set_key(self, link_id: str, issue_key: str) -> None: ...


class Packets(Protocol):
    """Packet text is private: it is sealed by the vault's key of `customer`."""

    def get(self, ticket_id: int) -> StoredPacket | None: ...
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
        """Raises StaleWrite when the stored version is not `expected` (None: must be new)."""
        ...

    def waivers(self, ticket_id: int) -> Sequence[Waiver]: ...
    def add_waiver(self, ticket_id: int, waiver: Waiver, *, customer: str) -> None: ...


class Gates(Protocol):
    def get(self, issue_id: str) -> GateRecord | None: ...
    def save(self, record: GateRecord) -> None: ...
    def due(self, now: datetime) -> Sequence[GateRecord]:
        """Those whose `valid_until` has come."""
        ...

    def all(self, limit: int = 1000, after: str | None = None) -> Sequence[GateRecord]: ...


class Vault(Protocol):
    """Private values, encrypted: placeholders and the pair's context.

    `customer` names the key that wraps the pair's key (`org:ID` or `user:ID`): erasing a customer
    is deleting that one key.
    """

    def pseudonyms(self, pair: str, customer: str) -> Pseudonyms: ...
    def remember(self, pair: str, customer: str, pseudonyms: Pseudonyms) -> None:
        """Raises StaleWrite when another process gave the same placeholder to another entity."""
        ...

    def context(self, pair: str) -> Context | None: ...
    def save_context(self, pair: str, customer: str, context: Context) -> None: ...
    def customer_of(self, pair: str) -> str | None: ...
    def erase(self, customer: str) -> int:
        """Delete the customer's key; the number of pairs that became unreadable."""
        ...

    def forget(self, pair: str) -> None:
        """Delete the pair's key, its packet and traits with it. Fine when there is none."""
        ...


class Audit(Protocol):
    def add(self, entry: AuditEntry) -> None: ...
    def of_subject(self, subject: str, limit: int = 100) -> Sequence[AuditEntry]: ...
    def recent(self, limit: int = 100) -> Sequence[AuditEntry]: ...
    def of_actions(self, actions: Sequence[str], since: datetime) -> Sequence[AuditEntry]: ...


class Facts(Protocol):
    """Small named facts of the service: the mode, the last reconcile."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...


class Transaction(SidebarTransaction, RunningTransaction, ConsoleTransaction, Protocol):
    @property
    def links(self) -> Links: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def effects(self) -> Effects: ...
    @property
    def copies(self) -> Copies: ...
    @property
    def packets(self) -> Packets: ...
    @property
    def gates(self) -> Gates: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def facts(self) -> Facts: ...


class UnitOfWork(Protocol):
    """A Clock besides. Raises StoreUnavailable when it cannot commit; then nothing was stored."""

    def now(self) -> datetime:
        """The time of all who share the database: leases and pauses go by it."""
        ...

    async def write(self, work: Callable[[Transaction], T]) -> T: ...
    async def read(self, work: Callable[[Transaction], T]) -> T: ...
    async def wait_for_work(self, seconds: float) -> None:
        """Return when a delivery was added or freed, or after so many seconds."""
        ...
