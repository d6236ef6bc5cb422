"""Zendesk's answers as the nouns of `app.model`. Pure.

Only what is named here is read; more keys do no harm, and a shape that the vendor does not document
is VendorMisread, told by key and never by value.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, ValidationError

from app.document import Document
from app.errors import NotFound, UnclearAudience, VendorMisread
from app.model import Attachment, Organization, Person, Side, Ticket, TicketComment
from connectors.zendesk.html import read_html, read_plain

_MERGE = "merge"
MARKER_KEY = "airlock"
"""Under this key our marker stands in a ticket update's custom metadata."""

_SIDES = {"end-user": Side.CUSTOMER, "agent": Side.SUPPORT, "admin": Side.SUPPORT}
SYSTEM = Person(id="-1", side=Side.SYSTEM)

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Ids = Annotated[list[int], BeforeValidator(lambda value: [] if value is None else value)]


class Wire(BaseModel):
    """A part of an answer; what is not named is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


W = TypeVar("W", bound=Wire)


class WireUser(Wire):
    id: int
    name: Text = ""
    email: str | None = None
    phone: str | None = None
    role: str | None = None
    active: bool = True
    suspended: bool | None = None


class WireOrganization(Wire):
    id: int
    name: Text = ""
    domain_names: list[str] = []


class WireField(Wire):
    id: int
    value: Any = None


class WireTicket(Wire):
    id: int
    subject: Text = ""
    status: str
    priority: str | None = None
    requester_id: int
    assignee_id: int | None = None
    organization_id: int | None = None
    group_id: int | None = None
    collaborator_ids: Ids = []
    email_cc_ids: Ids = []
    follower_ids: Ids = []
    tags: list[str] = []
    custom_fields: list[WireField] = []
    updated_at: AwareDatetime

    @property
    def cc_ids(self) -> tuple[int, ...]:
        """Everybody copied in, each once, in the vendor's order."""
        copied = (*self.collaborator_ids, *self.email_cc_ids, *self.follower_ids)
        return tuple(dict.fromkeys(copied))

    @property
    def only_followers(self) -> tuple[int, ...]:
        """Followers who are not copied on the customer's mails besides."""
        return tuple(dict.fromkeys(n for n in self.follower_ids if n not in self.email_cc_ids))

    @property
    def people_ids(self) -> tuple[int, ...]:
        """Everybody whom the ticket names."""
        named = (self.requester_id, self.assignee_id, *self.cc_ids)
        return tuple(dict.fromkeys(number for number in named if number is not None))


class WireAttachment(Wire):
    id: int
    file_name: Text = ""
    content_type: str | None = None
    content_url: Text = ""
    size: int | None = None
    deleted: bool = False


class WireBody(Wire):
    """What a comment shows to a reader."""

    body: Text = ""
    plain_body: Text = ""
    html_body: Text = ""
    attachments: list[WireAttachment] = []


class WireComment(WireBody):
    id: int
    author_id: int
    public: bool | None = None
    created_at: AwareDatetime
    metadata: Any = None
    via: Any = None


class WireAudit(Wire):
    id: int
    events: list[dict[str, Any]] = []
    metadata: Any = None


def read_part(kind: type[W], value: object, where: str) -> W:
    """Validate one part of an answer; `where` names it in the error."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        places = sorted({".".join(map(str, item["loc"])) for item in error.errors()})
        raise VendorMisread(
            f"Zendesk's {where} is not in the documented shape at: {', '.join(places)}"
        ) from None


def read_parts(kind: type[W], answer: Mapping[str, Any], key: str) -> list[W]:
    """Validate the list under `key`; absent counts as empty."""
    values = answer.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise VendorMisread(f"Zendesk's {key} is not a list")
    return [read_part(kind, value, key) for value in values]


def read_person(user: WireUser) -> Person:
    """A person with the side that the user's role tells."""
    return Person(
        id=str(user.id),
        name=user.name,
        email=user.email or None,
        phone=user.phone or None,
        side=_SIDES.get(user.role or "", Side.UNKNOWN),
        active=user.active and not user.suspended,
    )


def people_by_id(users: Iterable[WireUser]) -> dict[int, Person]:
    return {user.id: read_person(user) for user in users}


def person_of(number: int, people: Mapping[int, Person]) -> Person:
    """The person, or one of whom nothing but the id is known; -1 is Zendesk itself."""
    return SYSTEM if number == -1 else people.get(number, Person(id=str(number)))


def read_ticket(
    wire: WireTicket, people: Mapping[int, Person], organization: WireOrganization | None
) -> Ticket:
    """A ticket with its people. Raises NotFound for one that was deleted."""
    if wire.status == "deleted":
        raise NotFound(f"Zendesk ticket {wire.id} is deleted", sent=False)
    return Ticket(
        id=wire.id,
        subject=wire.subject,
        status=wire.status,
        priority=wire.priority,
        requester=person_of(wire.requester_id, people),
        organization=_organization(organization),
        assignee=None if wire.assignee_id is None else person_of(wire.assignee_id, people),
        group_id=None if wire.group_id is None else str(wire.group_id),
        collaborators=tuple(person_of(number, people) for number in wire.cc_ids),
        followers=tuple(map(str, wire.only_followers)),
        tags=tuple(wire.tags),
        fields={str(f.id): text for f in wire.custom_fields if (text := _field_text(f.value))},
        updated_at=wire.updated_at,
    )


def _organization(wire: WireOrganization | None) -> Organization | None:
    if wire is None:
        return None
    return Organization(id=str(wire.id), name=wire.name, domains=tuple(wire.domain_names))


def _field_text(value: object) -> str:
    """A custom field's value as text: true and false for a checkbox, a list joined by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_field_text, value)))
    return str(value)


def read_comment(wire: WireComment, people: Mapping[int, Person]) -> TicketComment:
    """A comment. Raises UnclearAudience when the vendor does not say whether it is public."""
    if wire.public is None:
        raise UnclearAudience(
            f"Zendesk does not say whether comment {wire.id} is public: it is held"
        )
    return TicketComment(
        id=str(wire.id),
        author=person_of(wire.author_id, people),
        public=wire.public,
        body=_body(wire),
        created_at=wire.created_at,
        attachments=tuple(_attachment(a) for a in wire.attachments if not a.deleted),
        marker=marker_of(wire.metadata),
        merged=_is_of_merge(wire.via),
    )


def _is_of_merge(via: object) -> bool:
    """Whether Zendesk wrote it in a merge, which quotes another ticket (docs/vendors.md)."""
    source = via.get("source") if isinstance(via, dict) else None
    return isinstance(source, dict) and source.get("rel") == _MERGE


def _body(wire: WireComment) -> Document:
    if wire.html_body:
        return read_html(wire.html_body)
    return read_plain(wire.plain_body or wire.body)


def _attachment(wire: WireAttachment) -> Attachment:
    return Attachment(
        id=str(wire.id),
        file_name=wire.file_name,
        content_type=wire.content_type or "application/octet-stream",
        size=wire.size or 0,
        url=wire.content_url,
    )


def marker_of(metadata: object) -> str | None:
    """Our marker in a comment's or an audit's metadata, under `custom` (docs/vendors.md)."""
    custom = metadata.get("custom") if isinstance(metadata, dict) else None
    marker = custom.get(MARKER_KEY) if isinstance(custom, dict) else None
    return marker if isinstance(marker, str) and marker else None


def made_by(audit: WireAudit) -> str:
    """The id of the comment that an audit holds, which is its event's id, else the audit's own."""
    for event in audit.events:
        if event.get("type") in ("Comment", "VoiceComment") and isinstance(event.get("id"), int):
            return str(event["id"])
    return str(audit.id)


def next_cursor(answer: Mapping[str, Any]) -> str | None:
    """The cursor of the next page, None on the last."""
    meta = answer.get("meta")
    if not isinstance(meta, dict) or meta.get("has_more") is not True:
        return None
    cursor = meta.get("after_cursor")
    if not isinstance(cursor, str) or not cursor:
        raise VendorMisread("Zendesk says that there are more pages but names no cursor")
    return cursor


def missing(wanted: Sequence[int], people: Mapping[int, Person]) -> tuple[int, ...]:
    """Those whom an answer names but does not bring along."""
    return tuple(number for number in wanted if number != -1 and number not in people)
