"""Outbound writes as values: what planning returns and what the vendors' clients apply.

Text is `RedactedText`. A plain string in an effect is an id, a key, a marker or a word of the
policy; `PolicyWord` says so by type. Files are `ClearedFile`, made by `app.attachments` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from app.model import RedactedText


@dataclass(frozen=True, slots=True)
class PolicyWord:
    """A value that stands in a policy file: a priority's name, a status, an option, a label."""

    value: str


@dataclass(frozen=True, slots=True)
class AccountRef:
    """A vendor's own user id as the value of a user field."""

    id: str


@dataclass(frozen=True, slots=True)
class GateToken:
    """The value of the gate field, `ok:` and a keyed MAC over issue and packet."""

    value: str


FieldValue = RedactedText | PolicyWord | AccountRef | GateToken | None


class FileContent(Protocol):
    """Bytes of any length, in memory or not."""

    @property
    def size(self) -> int:
        """How many bytes."""
        ...

    def open(self) -> BinaryIO:
        """The content from its beginning, as often as asked. Not the reader's to close."""
        ...


@dataclass(frozen=True, slots=True)
class ClearedFile:
    """A file whose name is redacted and whose content `app.attachments` cleared."""

    name: RedactedText
    content: FileContent
    content_type: str


@dataclass(frozen=True, slots=True)
class PostIssueComment:
    """`internal` asks for an internal comment in Jira Service Management."""

    issue_id: str
    body: RedactedText
    marker: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class EditIssueComment:
    issue_id: str
    comment_id: str
    body: RedactedText
    marker: str


@dataclass(frozen=True, slots=True)
class DeleteIssueComment:
    """Fine when the comment is gone already."""

    issue_id: str
    comment_id: str
    marker: str


@dataclass(frozen=True, slots=True)
class CreateIssue:
    """`fields` by field id; project and issue type are the policy's words."""

    project: PolicyWord
    issue_type: PolicyWord
    summary: RedactedText
    description: RedactedText
    fields: Mapping[str, FieldValue]
    marker: str


@dataclass(frozen=True, slots=True)
class GateNote:
    """How a gate stands, for a Forge app in Jira: the issue property `airlock.gate`.

    `complete` says whether the gate field holds our value. `state` is the decision's word. Each
    list item of `reasons` is one reason. Anyone who may edit the issue may set such a property, so
    it proves nothing and opens nothing by itself.
    """

    state: str
    complete: bool
    reasons: RedactedText | None = None


@dataclass(frozen=True, slots=True)
class UpdateIssue:
    """Sets fields by id (`priority`, `assignee`, `summary`, `customfield_…`); None clears.

    With `note` the issue property `airlock.gate` is set in the same write where Jira allows it.
    """

    issue_id: str
    fields: Mapping[str, FieldValue]
    marker: str
    note: GateNote | None = None


@dataclass(frozen=True, slots=True)
class PutRemoteLink:
    """Upserts by `global_id`. `resolved` strikes the link through in Jira."""

    issue_id: str
    global_id: str
    url: str
    title: RedactedText
    summary: RedactedText
    resolved: bool
    marker: str


@dataclass(frozen=True, slots=True)
class RemoveRemoteLink:
    """Removes the link with this global id. Fine when it is gone already."""

    issue_id: str
    global_id: str
    marker: str


@dataclass(frozen=True, slots=True)
class AttachToIssue:
    issue_id: str
    file: ClearedFile
    marker: str


@dataclass(frozen=True, slots=True)
class DeleteAttachment:
    """Removes a file that we attached. Fine when it is gone already."""

    issue_id: str
    attachment_id: str
    marker: str


@dataclass(frozen=True, slots=True)
class TransitionIssue:
    """Takes the transition that leads to the status; the policy names it."""

    issue_id: str
    to_status: PolicyWord
    marker: str


@dataclass(frozen=True, slots=True)
class NewTicketComment:
    """`public` is never true unless the policy's explicit mark said so."""

    body: RedactedText
    public: bool = False
    files: tuple[ClearedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateTicket:
    """One PUT: at most one comment, fields and tags together."""

    ticket_id: int
    marker: str
    comment: NewTicketComment | None = None
    status: PolicyWord | None = None
    priority: PolicyWord | None = None
    fields: Mapping[str, FieldValue] | None = None
    add_tags: tuple[PolicyWord, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactTicketComment:
    """Redacts the whole text (and files) of a comment that we made; Zendesk cannot edit one."""

    ticket_id: int
    comment_id: str
    marker: str


IssueEffect = (
    PostIssueComment
    | EditIssueComment
    | DeleteIssueComment
    | CreateIssue
    | UpdateIssue
    | PutRemoteLink
    | RemoveRemoteLink
    | AttachToIssue
    | DeleteAttachment
    | TransitionIssue
)
TicketEffect = UpdateTicket | RedactTicketComment
Effect = IssueEffect | TicketEffect


@dataclass(frozen=True, slots=True)
class Applied:
    """What the vendor answered: the id of what was made or changed, and the issue's key if new."""

    remote_id: str
    issue_key: str | None = None
