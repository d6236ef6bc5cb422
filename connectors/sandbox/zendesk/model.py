"""The records of the sandbox Zendesk.

What is only shown is kept as the vendor's own JSON object (`Record`), the rest in classes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Record = dict[str, Any]

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
TYPES = ("problem", "incident", "question", "task")
CUSTOM_STATUS_IDS = {status: 8447320465780 + n for n, status in enumerate(STATUSES)}

SYSTEM_USER = -1
"""The author of what the system itself does."""


@dataclass
class Attachment:
    """A file with its bytes; `token` is the secret in its URL."""

    id: int
    token: str
    file_name: str
    content_type: str
    content: bytes
    redacted: bool = False


@dataclass
class Upload:
    """Files that wait under a token to be attached."""

    token: str
    created_at: datetime
    attachments: list[Attachment] = field(default_factory=list)


@dataclass
class Via:
    """Where a change came from; `channel` in the words of REST, `rel` what it was part of."""

    channel: str = "api"
    rel: str | None = None
    ticket_id: int | None = None

    @property
    def in_events(self) -> str:
        """The channel in the words of webhooks."""
        return {"api": "web_service", "web": "web_form", "email": "mail"}.get(
            self.channel, self.channel
        )


@dataclass
class Comment:
    """A comment; its id is also the id of its audit event."""

    id: int
    audit_id: int
    author_id: int
    public: bool
    body: str
    html_body: str
    created_at: datetime
    via: Via
    metadata: Record
    attachments: list[Attachment] = field(default_factory=list)


@dataclass
class Audit:
    """One change of a ticket: its events in order, and the metadata that came with it."""

    id: int
    ticket_id: int
    author_id: int
    created_at: datetime
    via: Via
    metadata: Record
    events: list[Record] = field(default_factory=list)


@dataclass
class Ticket:
    """A ticket with its conversation and history."""

    id: int
    subject: str
    description: str
    requester_id: int
    submitter_id: int
    created_at: datetime
    updated_at: datetime
    via: Via
    status: str = "new"
    priority: str | None = None
    type: str | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    organization_id: int | None = None
    external_id: str | None = None
    problem_id: int | None = None
    tags: list[str] = field(default_factory=list)
    collaborator_ids: list[int] = field(default_factory=list)
    custom_fields: dict[int, Any] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    audits: list[Audit] = field(default_factory=list)
    deleted_at: datetime | None = None
    deleted_by: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether any comment is public."""
        return any(comment.public for comment in self.comments)


def stamp(moment: datetime) -> str:
    """Write a moment as REST does: seconds, Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
