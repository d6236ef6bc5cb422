"""The words of setup: what is wanted, a step towards it, and what a check found."""

from dataclasses import dataclass, field
from enum import StrEnum

PATTERN = "^ok:[0-9a-f]{32,64}$"


@dataclass(frozen=True, slots=True)
class GuardedTransition:
    """A transition into a status that an incomplete packet must block; `message` is shown then.

    `from_statuses` narrows it to moves that begin there; empty means from anywhere.
    """

    project: str
    to_status: str
    message: str
    from_statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoopWanted:
    """The looped transition that alone sets the gate field, for members of the group alone."""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class SetupConfig:
    """What the policies and settings ask for. `projects` are keys; `pattern` the gate's token.

    A move out of one of `exempt_statuses` is not guarded. `revert` names projects in which a
    passage is taken back afterwards. With `shared`, workflows are changed that other projects use
    too.
    """

    webhook_url: str
    webhook_secret: str = field(repr=False)
    projects: tuple[str, ...]
    gate_field: str
    reasons_field: str
    guarded: tuple[GuardedTransition, ...] = ()
    pattern: str = PATTERN
    webhook_name: str = "Airlock"
    exempt_statuses: tuple[str, ...] = ()
    loop: LoopWanted | None = None
    revert: tuple[str, ...] = ()
    shared: bool = False

    @property
    def guarded_projects(self) -> tuple[str, ...]:
        """Keys of the projects with a guarded transition, each once."""
        return tuple(dict.fromkeys(one.project for one in self.guarded))


class StepAction(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    KEEP = "keep"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One thing that must be so. `diff` holds no secrets.

    Its lines begin with `+` or `-`; one that does not says where the next ones belong.
    """

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
    """Whether Jira itself blocks a guarded transition, and why (not).

    `works` is False where it blocks but our value cannot be set, so that nothing can pass.
    """

    project: str
    to_status: str
    transition: str
    state: GuardState
    why: str
    works: bool = True

    @property
    def fine(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.works and self.state is GuardState.ENFORCED
