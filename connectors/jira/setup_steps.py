"""The words of setup: what is wanted, a step towards it, and what a check found."""

from dataclasses import dataclass, field
from enum import StrEnum

PATTERN = "^ok:[0-9a-f]{32,64}$"


@dataclass(frozen=True, slots=True)
class GuardedTransition:
    """A transition into a status that an incomplete packet must block; `message` is shown then."""

    project: str
    to_status: str
    message: str


@dataclass(frozen=True, slots=True)
class SetupConfig:
    """What the policies and settings ask for. `projects` are keys; `pattern` the gate's token."""

    webhook_url: str
    webhook_secret: str = field(repr=False)
    projects: tuple[str, ...]
    gate_field: str
    reasons_field: str
    guarded: tuple[GuardedTransition, ...] = ()
    pattern: str = PATTERN
    webhook_name: str = "Airlock"


class StepAction(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One thing that must be so. `diff` is lines with `+` or `-`, without secrets."""

    action: StepAction
    subject: str
    summary: str
    diff: tuple[str, ...] = ()


class GuardState(StrEnum):
    ENFORCED = "enforced"
    ADVISORY = "advisory"
    UNGUARDED = "unguarded"


@dataclass(frozen=True, slots=True)
class GuardReport:
    """Whether Jira itself blocks a guarded transition, and why (not)."""

    project: str
    to_status: str
    transition: str
    state: GuardState
    why: str
