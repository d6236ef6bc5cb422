"""Prevention actions, pods, runbooks and known issues."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from app.records_prevention import (
    ActionState,
    Driver,
    IssueState,
    KnownIssue,
    Pod,
    PreventionAction,
    Runbook,
    RunbookState,
)

PAGE = 50


class Actions(Protocol):
    """Prevention actions."""

    def add(self, action: PreventionAction) -> PreventionAction:
        """Keep a new one; as it was given, with its number and version."""
        ...

    def get(self, number: int) -> PreventionAction | None: ...
    def save(self, action: PreventionAction) -> PreventionAction:
        """Replace it, its version one higher. Raises StaleWrite when that is not the stored one,
        and NotStored."""
        ...

    def page(
        self, state: ActionState, after: int | None = None, limit: int = PAGE
    ) -> Sequence[PreventionAction]:
        """Those of the state, the newest first, beyond the number `after`."""
        ...

    def covered(self) -> frozenset[Driver]:
        """The drivers for which an action is open."""
        ...


class Pods(Protocol):
    """Pods: a few dozen at most, told whole."""

    def all(self) -> Sequence[Pod]:
        """All, by name."""
        ...

    def get(self, name: str) -> Pod | None: ...
    def save(self, pod: Pod) -> Pod:
        """Add it (version NEW) or replace it. Raises StaleWrite when that is not the stored one."""
        ...

    def remove(self, name: str, version: int) -> None:
        """Raises StaleWrite when that is not the stored one."""
        ...


class Runbooks(Protocol):
    def add(self, runbook: Runbook) -> Runbook: ...
    def get(self, number: int) -> Runbook | None: ...
    def save(self, runbook: Runbook) -> Runbook:
        """As `Actions.save`."""
        ...

    def page(
        self, state: RunbookState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[Runbook]:
        """Those of the state, or all, the newest first, beyond the number `after`."""
        ...

    def past(self, today: date, limit: int = PAGE) -> Sequence[Runbook]:
        """Reviewed ones whose freshness date has passed, the longest since first."""
        ...

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        """The titles of those that there are, by number."""
        ...

    def outdated(self, owners: Collection[str] | None = None) -> int:
        """How many are outdated; with `owners`, of theirs alone."""
        ...


class KnownIssues(Protocol):
    def add(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:
        """Keep a new one, known by the digests of the stack traces among its symptoms too."""
        ...

    def get(self, number: int) -> KnownIssue | None: ...
    def save(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:
        """As `Actions.save`."""
        ...

    def page(
        self, state: IssueState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[KnownIssue]:
        """Those of the state, or all, the newest first, beyond the number `after`."""
        ...

    def search(self, words: str, limit: int = 20, *, fixed: bool = True) -> Sequence[KnownIssue]:
        """Those that hold one of the words or its beginning, the likeliest first; with `fixed`,
        fixed ones too.

        More of the words, and words of the title, count for more. Whatever a person may type is
        only words: nothing of it is an operator. None for a text without words.
        """
        ...

    def with_trace(self, digests: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        """Open ones that bear one of the stack traces, the newest first."""
        ...

    def with_key(self, keys: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        """Open ones that stand for one of these issues in Jira, the newest first."""
        ...


class Prevention(Protocol):
    """What the prevention loop keeps, and what it counts of the history."""

    @property
    def actions(self) -> Actions: ...
    @property
    def pods(self) -> Pods: ...
    @property
    def runbooks(self) -> Runbooks: ...
    @property
    def known_issues(self) -> KnownIssues: ...
    def drivers(self, since: datetime, until: datetime) -> Mapping[Driver, int]:
        """How many escalations of `since` to before `until` each driver had, and how many first
        tries lacked a missed item. A root cause goes without case and double blanks."""
        ...
