"""What the sandbox Jira keeps."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.sandbox.jira.adf import Adf

Json = dict[str, Any]


@dataclass
class User:
    account_id: str
    login: str
    email: str
    display_name: str
    time_zone: str = "Etc/UTC"


@dataclass
class Group:
    group_id: str
    name: str
    members: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Role:
    role_id: int
    name: str
    description: str


@dataclass(frozen=True)
class IssueType:
    type_id: str
    name: str
    description: str


@dataclass
class Status:
    """`category` is 'TODO', 'IN_PROGRESS' or 'DONE'."""

    status_id: str
    name: str
    category: str
    description: str = ""


@dataclass(frozen=True)
class Priority:
    priority_id: str
    name: str
    color: str


@dataclass(frozen=True)
class SecurityLevel:
    """Who belongs to `groups` or `roles` sees the issues of this level."""

    level_id: str
    name: str
    description: str
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass
class Project:
    """`roles` maps a role's name to account ids; `simplified` means team-managed."""

    project_id: str
    key: str
    name: str
    type_key: str
    simplified: bool
    workflow_id: str
    screen_id: int
    issue_type_ids: tuple[str, ...]
    roles: dict[str, set[str]]
    security_levels: tuple[str, ...] = ()
    last_number: int = 0

    @property
    def is_service_desk(self) -> bool:
        return self.type_key == "service_desk"


@dataclass
class Option:
    option_id: str
    value: str
    disabled: bool = False


@dataclass
class FieldContext:
    """Empty `project_ids` or `issue_type_ids` mean all of them."""

    context_id: str
    name: str
    description: str
    project_ids: set[str] = field(default_factory=set)
    issue_type_ids: set[str] = field(default_factory=set)
    options: list[Option] = field(default_factory=list)

    def covers(self, project_id: str, issue_type_id: str) -> bool:
        in_project = not self.project_ids or project_id in self.project_ids
        return in_project and (not self.issue_type_ids or issue_type_id in self.issue_type_ids)


@dataclass
class Field:
    """`kind` names the value's codec; `custom_type` is empty for Jira's own fields."""

    field_id: str
    name: str
    kind: str
    custom_type: str = ""
    description: str = ""
    contexts: list[FieldContext] = field(default_factory=list)

    @property
    def is_custom(self) -> bool:
        return bool(self.custom_type)


@dataclass
class ScreenTab:
    tab_id: int
    name: str
    field_ids: list[str] = field(default_factory=list)


@dataclass
class Screen:
    screen_id: int
    name: str
    description: str = ""
    tabs: list[ScreenTab] = field(default_factory=list)

    @property
    def field_ids(self) -> list[str]:
        return [field_id for tab in self.tabs for field_id in tab.field_ids]


@dataclass
class Workflow:
    """`statuses` and `transitions` stand in the vendor's JSON, references being status ids."""

    workflow_id: str
    name: str
    description: str
    project_id: str | None
    version_id: str
    statuses: list[Json]
    transitions: list[Json]
    version_number: int = 1
    start_layout: Json = field(default_factory=lambda: {"x": -100.0, "y": -153.0})
    looped_layout: Json | None = None

    def transition(self, transition_id: str) -> Json | None:
        return next((one for one in self.transitions if one["id"] == transition_id), None)


@dataclass
class HistoryEntry:
    history_id: str
    author: str
    created: datetime
    items: list[Json]
    metadata: Json | None = None


@dataclass
class Comment:
    """`visibility` is the vendor's object, or None for everyone who sees the issue."""

    comment_id: str
    author: str
    body: Adf
    created: datetime
    update_author: str
    updated: datetime
    visibility: Json | None = None
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def is_internal(self) -> bool:
        value = self.properties.get("sd.public.comment")
        return isinstance(value, dict) and value.get("internal") in (True, "true")


@dataclass
class Attachment:
    attachment_id: str
    author: str
    filename: str
    mime_type: str
    content: bytes
    created: datetime


@dataclass
class RemoteLink:
    link_id: int
    data: Json


@dataclass(frozen=True)
class LinkType:
    type_id: str
    name: str
    inward: str
    outward: str


@dataclass(frozen=True)
class IssueLink:
    """`inward` and `outward` are issue ids."""

    link_id: str
    type_id: str
    inward: str
    outward: str


@dataclass
class Issue:
    """`values` holds what can be edited, by field id, in the codec's stored form."""

    issue_id: str
    key: str
    project_id: str
    type_id: str
    status_id: str
    creator: str
    created: datetime
    updated: datetime
    category_changed: datetime
    values: dict[str, Any] = field(default_factory=dict)
    history: list[HistoryEntry] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    remote_links: list[RemoteLink] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass
class AdminHook:
    hook_id: int
    name: str
    url: str
    events: list[str]
    filters: dict[str, str]
    exclude_body: bool
    secret: str
    enabled: bool
    changed_by: str
    changed_at: datetime


@dataclass
class DynamicHook:
    hook_id: int
    owner: str
    url: str
    events: list[str]
    jql: str
    field_ids: list[str]
    property_keys: list[str]
    expires: datetime


@dataclass(frozen=True)
class BulkTask:
    """`failed` maps an issue id to what Jira said about it."""

    task_id: str
    submitted_by: str
    at: datetime
    processed: tuple[str, ...]
    failed: dict[str, list[str]]
