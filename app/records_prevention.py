"""What the prevention loop keeps: actions, pods, runbooks and known issues, as frozen records.

Their texts are written by staff for staff and kept as written; nothing of them reaches Zendesk but
through redaction. `number` is given by the store and stands in addresses and in the audit;
`version` grows with each change, and a change names the version that it was made upon.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple, TypeVar

from app.model import Model, System

Record = TypeVar("Record", bound=Model)

NEW = 0
"""The number and version of what is not stored yet."""


class DriverKind(StrEnum):
    """By what escalations and repeats are counted together."""

    ROOT_CAUSE = "root_cause"
    COMPONENT = "component"
    TRACE = "trace"
    MISSED_ITEM = "missed_item"


class Driver(NamedTuple):
    """One driver: its kind, and the cause, component, keyed digest or packet item by itself."""

    kind: DriverKind
    key: str


class ActionKind(StrEnum):
    RUNBOOK = "runbook"
    KNOWN_ISSUE = "known_issue"
    PRODUCT_FEEDBACK = "product_feedback"
    ENABLEMENT = "enablement"


class ActionState(StrEnum):
    """DROPPED carries the reason why it will not be done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class PreventionAction(Model):
    """What somebody does so that a driver causes fewer escalations.

    `week` is the ISO week in which it was opened, as `2026-W47`; an open action belongs to every
    week since. `settled_at` and `reason` are set once it is done or dropped.
    """

    number: int = NEW
    version: int = NEW
    driver: Driver
    kind: ActionKind
    owner: str
    root_cause: str
    due: date
    week: str
    opened_at: datetime
    opened_by: str
    state: ActionState = ActionState.OPEN
    reason: str = ""
    settled_at: datetime | None = None


class Pod(Model):
    """A domain: the components that it owns, and where its work is routed.

    `target` is a Zendesk group's name or a Jira component's, as `system` says.
    """

    name: str
    version: int = NEW
    components: tuple[str, ...] = ()
    system: System = System.JIRA
    target: str = ""
    owner: str = ""


class RunbookState(StrEnum):
    """A DRAFT waits for an engineer's review; what passed its freshness date is OUTDATED."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


class Runbook(Model):
    """How a fault is handled, in Markdown. `author` and `changed_by` are ids of console people.

    `owner` keeps it fresh; `pod` is a pod's name or empty. It is to be looked at again after the
    day `fresh_until`. Only who neither began nor changed it last may have reviewed it.
    """

    number: int = NEW
    version: int = NEW
    title: str
    body: str
    author: str
    changed_by: str
    changed_at: datetime
    owner: str
    pod: str = ""
    fresh_until: date
    state: RunbookState = RunbookState.DRAFT
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


class IssueState(StrEnum):
    OPEN = "open"
    FIXED = "fixed"


Safety = Literal["clean", "redacted", "held"]
"""How the text passed redaction for the customer when it was saved: as written, with parts taken
out, or not at all."""


class KnownIssue(Model):
    """A fault that is known, with what helps until it is mended.

    `symptoms` are what a ticket would say of it, stack traces included; they are searched and never
    shown to a customer. `workaround` is. `policy` is the version under which `safety` was found.
    """

    number: int = NEW
    version: int = NEW
    title: str
    symptoms: str
    workaround: str
    runbook: int | None = None
    issue_key: str | None = None
    components: tuple[str, ...] = ()
    state: IssueState = IssueState.OPEN
    safety: Safety = "held"
    policy: str = ""
    changed_by: str
    changed_at: datetime


def changed(record: Record, **values: object) -> Record:
    """The record with these values in the place of its own, checked as when it was made."""
    return type(record)(**{**dict(record), **values})
