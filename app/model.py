"""The nouns that all rooms share: frozen pydantic models, no I/O.

Names are Zendesk's and Jira's own for their things; ours are listed in the design. Times are aware
datetimes in UTC. Ids are strings where a vendor may change their shape, integers where it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.document import Document, to_plain

EMPTY = Document()


class Model(BaseModel):
    """Frozen, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class System(StrEnum):
    ZENDESK = "zendesk"
    JIRA = "jira"


class Audience(StrEnum):
    """Who will read a text: the customer (Zendesk) or engineering (Jira)."""

    CUSTOMER = "customer"
    ENGINEERING = "engineering"


class Right(StrEnum):
    """What an agent may do with a ticket; who may edit it may see it."""

    NONE = "none"
    SEE = "see"
    EDIT = "edit"


class Side(StrEnum):
    """Which side of the bridge a person belongs to; UNKNOWN where a vendor does not tell."""

    CUSTOMER = "customer"
    SUPPORT = "support"
    ENGINEERING = "engineering"
    SYSTEM = "system"
    UNKNOWN = "unknown"


class Person(Model):
    """A user of either vendor. `id` is the vendor's; "-1" is Zendesk's system."""

    id: str
    name: str = ""
    email: str | None = None
    phone: str | None = None
    side: Side = Side.UNKNOWN
    active: bool = True


class Agent(Model):
    """A Zendesk agent whose identity the signed URL token established."""

    id: str
    name: str = ""
    role: Literal["agent", "admin"] = "agent"


class Organization(Model):
    id: str
    name: str
    domains: tuple[str, ...] = ()


class Attachment(Model):
    """A file at a vendor. `url` may carry a token: it is never copied, logged or stored."""

    id: str
    file_name: str
    content_type: str = "application/octet-stream"
    size: int = 0
    url: str = ""


class Ticket(Model):
    """A Zendesk ticket with its people side-loaded.

    `status` and `priority` are lower case as in REST; `fields` maps a custom field's id to its
    value as text, absent when empty. `followers` are ids of collaborators who get internal mails
    only, none of the customer's thread. `closed` tickets refuse every write.
    """

    id: int
    subject: str
    status: str
    priority: str | None = None
    requester: Person
    organization: Organization | None = None
    assignee: Person | None = None
    group_id: str | None = None
    collaborators: tuple[Person, ...] = ()
    followers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}
    updated_at: datetime

    @property
    def closed(self) -> bool:
        """Whether Zendesk refuses every further write."""
        return self.status == "closed"


@dataclass(frozen=True, slots=True)
class TicketComment:
    """A Zendesk comment. `marker` is ours, read from the comment's or audit's custom metadata.

    `merged` says that Zendesk wrote it for an agent who merged tickets: it quotes the other ticket.
    """

    id: str
    author: Person
    public: bool
    body: Document
    created_at: datetime
    attachments: tuple[Attachment, ...] = ()
    marker: str | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """A Jira issue. `fields` holds the requested fields, text as text, options by value.

    `done` says that its status is of Jira's category for what is finished.
    """

    id: str
    key: str
    project: str
    summary: str
    status: str
    updated_at: datetime
    description: Document = EMPTY
    priority: str | None = None
    assignee: Person | None = None
    security_level: str | None = None
    service_desk: bool = False
    issue_type: str = ""
    fields: Mapping[str, str] | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One change of an issue's status, as the issue's history holds it.

    `number` grows with each change of a site. `value` is what stood at that moment in the field
    that was asked for, empty where nothing did.
    """

    number: int
    at: datetime
    actor_id: str | None
    from_status: str
    to_status: str
    value: str = ""


class Restriction(Model):
    """A Jira comment's visibility: only members of this role or group may read it."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class IssueComment:
    """A Jira comment. `internal` is None where the vendor does not say (not a service desk)."""

    id: str
    author: Person
    body: Document
    created_at: datetime
    updated_at: datetime
    restriction: Restriction | None = None
    internal: bool | None = None
    attachments: tuple[Attachment, ...] = ()
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class RedactedText:
    """The only text that the vendors' clients accept.

    Made by `app.redaction` alone (an AST test holds it): it was redacted for `audience` under the
    policy whose content hash is `policy`.
    """

    document: Document
    audience: Audience
    policy: str

    @property
    def line(self) -> str:
        """The text as one line, for subjects, titles and file names."""
        return " ".join(to_plain(self.document).split())

    @property
    def plain(self) -> str:
        """The text as plain paragraphs."""
        return to_plain(self.document)


class KnownPerson(Model):
    """A person of the pair's context with every form under which the text may name them."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    side: Side = Side.CUSTOMER
    role: str = "person"


class Context(Model):
    """What is known of a pair: the dictionary that redaction looks its text up in.

    `terms` are further private values (custom fields that the policy marks private, account
    numbers); `other_customers` are names that must not appear in this pair's ticket.
    """

    people: tuple[KnownPerson, ...] = ()
    organizations: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    other_customers: tuple[str, ...] = ()


class Action(StrEnum):
    PSEUDONYMISE = "pseudonymise"
    MASK = "mask"
    GENERALISE = "generalise"
    DROP = "drop"
    HOLD = "hold"
    ALLOW = "allow"


class Finding(Model):
    """One thing that redaction found; never the value. `placeholder` is what stands there now."""

    entity: str
    detector: str
    placeholder: str
    action: Action


class EventKind(StrEnum):
    """What happened, in words that hold for both vendors.

    DELETED may be undone, ERASED not. The last five are our own work: a link is new, a packet was
    saved, a copy must go whatever its source says, a copy is brought in line with its source, a
    pair is compared and mended.
    """

    COMMENT_ADDED = "comment_added"
    COMMENT_CHANGED = "comment_changed"
    COMMENT_DELETED = "comment_deleted"
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    ERASED = "erased"
    MERGED = "merged"
    ATTACHMENT_ADDED = "attachment_added"
    LINKED = "linked"
    PACKET_CHANGED = "packet_changed"
    WITHDRAWN = "withdrawn"
    RESWEPT = "reswept"
    DRIFTED = "drifted"


class InboundEvent(Model):
    """A webhook understood: a pointer only. Holds ids and field keys, no text.

    `event_id` is the dedup key: the signed body's own id, else a digest of what was signed.
    `subject` is the ticket's id or the issue's id (the key where the body has no id).
    """

    system: System
    kind: EventKind
    event_id: str
    subject: str
    issue_key: str | None = None
    comment_id: str | None = None
    actor_id: str | None = None
    changed: tuple[str, ...] = ()
    occurred_at: datetime | None = None


class Ignored(Model):
    """Understood and of no concern. `reason` is fixed words, safe to show and count."""

    reason: str


class Unsupported(Model):
    """Signed but not understood: parked for a person."""

    reason: str


ParseOutcome = InboundEvent | Ignored | Unsupported


class LinkState(StrEnum):
    """PAUSED by a person keeps what arrives. AWAY and ENDED send nothing new; what was sent is
    still corrected. An AWAY link comes back by itself, an ENDED one when it is made again."""

    ACTIVE = "active"
    PAUSED = "paused"
    AWAY = "away"
    ENDED = "ended"


class Cause(StrEnum):
    """Why a link is AWAY (the first two) or ENDED."""

    MOVED = "moved"
    TICKET_DELETED = "ticket_deleted"
    TICKET_ERASED = "ticket_erased"
    ISSUE_DELETED = "issue_deleted"
    MERGED = "merged"
    UNLINKED = "unlinked"


class TicketLink(Model):
    """A link: one ticket and one issue. `id` is ours; `issue_key` may change when Jira moves it.

    `cause` says why it is AWAY or ENDED.
    """

    id: str
    ticket_id: int
    issue_id: str
    issue_key: str
    state: LinkState = LinkState.ACTIVE
    cause: Cause | None = None
    created_at: datetime

    @property
    def lane(self) -> str:
        """The lane of the pair's conversation, strictly in order."""
        return f"link:{self.id}"

    @property
    def gate_lane(self) -> str:
        """The lane of gate writes, which no failed delivery blocks."""
        return f"gate:{self.issue_id}"

    @property
    def pair(self) -> str:
        """The scope within which a placeholder always means the same entity."""
        return f"ticket:{self.ticket_id}"
