"""All that the sandbox Jira remembers, and how a thing in it is found."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.jira.config import Account, JiraSandboxConfig
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import (
    AdminHook,
    Attachment,
    BulkTask,
    Comment,
    DynamicHook,
    Field,
    Group,
    Issue,
    IssueLink,
    IssueType,
    Json,
    LinkType,
    Priority,
    Project,
    Role,
    Screen,
    SecurityLevel,
    Status,
    User,
    Workflow,
)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Happening:
    """One event as webhooks tell it; `kind` is issue_event_type_name, `extra` joins the body."""

    event: str
    user: User
    issue: Issue | None = None
    kind: str | None = None
    items: list[Json] | None = None
    history_id: str | None = None
    comment: Comment | None = None
    extra: Json = field(default_factory=dict)
    bulk: bool = False


class JiraState:
    """The sandbox's memory; nothing is stored on disk, and only the loop's thread may touch it."""

    def __init__(self, config: JiraSandboxConfig, clock: SandboxClock) -> None:
        self.config = config
        self.clock = clock
        self.base_url = config.base_url or "http://127.0.0.1"
        self.listeners: list[Callable[[Happening], None]] = []
        self.clear()

    def clear(self) -> None:
        """Forget everything but the configuration and the listeners."""
        self._counters: Counter[str] = Counter()
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.roles: dict[str, Role] = {}
        self.projects: dict[str, Project] = {}
        self.issue_types: dict[str, IssueType] = {}
        self.statuses: dict[str, Status] = {}
        self.priorities: dict[str, Priority] = {}
        self.security_levels: dict[str, SecurityLevel] = {}
        self.fields: dict[str, Field] = {}
        self.screens: dict[int, Screen] = {}
        self.workflows: dict[str, Workflow] = {}
        self.link_types: dict[str, LinkType] = {}
        self.issues: dict[str, Issue] = {}
        self.links: dict[str, IssueLink] = {}
        self.admin_hooks: dict[int, AdminHook] = {}
        self.dynamic_hooks: dict[int, DynamicHook] = {}
        self.tasks: dict[str, BulkTask] = {}
        self.oauth_tokens: dict[str, tuple[str, datetime]] = {}
        self.media_tokens: dict[str, Attachment] = {}
        self.forge_validators: dict[str, tuple[str, str]] = {}

    def next_id(self, noun: str, start: int = 10000) -> int:
        """Return the noun's next number, the first being `start`."""
        self._counters[noun] += 1
        return start + self._counters[noun] - 1

    def now(self) -> datetime:
        return self.clock.now()

    def announce(self, happening: Happening) -> None:
        """Tell the webhooks."""
        for listener in self.listeners:
            listener(happening)

    def project(self, id_or_key: object) -> Project:
        """Return the project; 404 without one."""
        wanted = str(id_or_key)
        found = first(one for one in self.projects.values() if wanted in (one.key, one.project_id))
        return found or missing(f"No project could be found with key '{wanted}'.")

    def find_issue(self, id_or_key: object) -> Issue | None:
        wanted = str(id_or_key)
        by_id = self.issues.get(wanted)
        return by_id or first(one for one in self.issues.values() if one.key == wanted.upper())

    def project_of(self, issue: Issue) -> Project:
        return self.projects[issue.project_id]

    def workflow_of(self, issue: Issue) -> Workflow:
        return self.workflows[self.project_of(issue).workflow_id]

    def screen_of(self, project: Project) -> Screen:
        """Return the screen on which the project's issues are created and edited."""
        return self.screens[project.screen_id]

    def comment(self, comment_id: object) -> tuple[Issue, Comment] | None:
        """Return a comment of any issue with its issue."""
        wanted = str(comment_id)
        pairs = ((issue, one) for issue in self.issues.values() for one in issue.comments)
        return first(pair for pair in pairs if pair[1].comment_id == wanted)

    def group(self, id_or_name: object) -> Group | None:
        wanted = str(id_or_name)
        return first(g for g in self.groups.values() if wanted in (g.group_id, g.name))

    def account(self, accepts: Callable[[Account], bool]) -> User | None:
        """Return the user of the first configured account that the test accepts."""
        found = first(one for one in self.config.accounts if accepts(one))
        return self.users[found.account_id] if found else None

    def user_named(self, raw: Json) -> User | None:
        """Return the user that an object names by accountId or, self-hosted, by name or key."""
        login = raw.get("name") or raw.get("key")
        by_id = self.users.get(str(raw.get("accountId") or raw.get("id") or ""))
        return by_id or first(one for one in self.users.values() if login and one.login == login)


def first(found: Iterable[Found]) -> Found | None:
    """Return the first of these, or None."""
    return next(iter(found), None)


def missing(message: str) -> Any:
    """Raise the 404 with this message."""
    raise JiraError(404, message)
