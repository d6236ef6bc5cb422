"""Prevention actions, pods, runbooks and known issues in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Generic, Protocol, Self, TypeVar

from app.errors import NotStored, StaleWrite
from app.ports_prevention import PAGE
from app.records_history import Span
from app.records_prevention import (
    NEW,
    ActionState,
    Driver,
    DriverKind,
    IssueState,
    KnownIssue,
    Pod,
    PreventionAction,
    Runbook,
    RunbookState,
)
from app.sync.search_words import query_words, words_in
from tests.fakes.store_history import MemoryHistory


class _Row(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def version(self) -> int: ...
    def model_copy(self, *, update: Mapping[str, object]) -> Self: ...


T = TypeVar("T", bound=_Row)


class _Rows(Generic[T]):
    def __init__(self, rows: dict[int, T]) -> None:
        self._rows = rows

    def add(self, row: T) -> T:
        number = max(self._rows, default=0) + 1
        return self._keep(row.model_copy(update={"number": number, "version": 1}))

    def get(self, number: int) -> T | None:
        return self._rows.get(number)

    def save(self, row: T) -> T:
        stored = self._rows.get(row.number)
        if stored is None:
            raise NotStored(f"There is no number {row.number}.")
        if stored.version != row.version:
            raise StaleWrite("Someone else changed this meanwhile.")
        return self._keep(row.model_copy(update={"version": row.version + 1}))

    def newest(self) -> list[T]:
        return [self._rows[number] for number in sorted(self._rows, reverse=True)]

    def _keep(self, row: T) -> T:
        self._rows[row.number] = row
        return row


class MemoryActions(_Rows[PreventionAction]):
    def page(
        self, state: ActionState, after: int | None = None, limit: int = PAGE
    ) -> Sequence[PreventionAction]:
        rows = [row for row in self.newest() if row.state is state]
        return tuple(row for row in rows if after is None or row.number < after)[:limit]

    def covered(self) -> frozenset[Driver]:
        rows = self._rows.values()
        return frozenset(row.driver for row in rows if row.state is ActionState.OPEN)


class MemoryPods:
    def __init__(self, pods: dict[str, Pod]) -> None:
        self._pods = pods

    def all(self) -> Sequence[Pod]:
        return tuple(self._pods[name] for name in sorted(self._pods))

    def get(self, name: str) -> Pod | None:
        return self._pods.get(name)

    def save(self, pod: Pod) -> Pod:
        self._check(pod.name, pod.version)
        self._pods[pod.name] = pod.model_copy(update={"version": pod.version + 1})
        return self._pods[pod.name]

    def remove(self, name: str, version: int) -> None:
        self._check(name, version or -1)
        del self._pods[name]

    def _check(self, name: str, version: int) -> None:
        stored = self._pods.get(name)
        if (stored.version if stored is not None else NEW) != version:
            raise StaleWrite("Someone else changed this pod meanwhile.")


class MemoryRunbooks(_Rows[Runbook]):
    def page(
        self, state: RunbookState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[Runbook]:
        rows = [row for row in self.newest() if state in (None, row.state)]
        return tuple(row for row in rows if after is None or row.number < after)[:limit]

    def past(self, today: date, limit: int = PAGE) -> Sequence[Runbook]:
        reviewed = [row for row in self._rows.values() if row.state is RunbookState.REVIEWED]
        stale = [row for row in reviewed if row.fresh_until < today]
        return tuple(sorted(stale, key=lambda row: (row.fresh_until, row.number))[:limit])

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        return {n: row.title for n, row in self._rows.items() if n in numbers}

    def outdated(self, owners: Collection[str] | None = None) -> int:
        rows = [row for row in self._rows.values() if row.state is RunbookState.OUTDATED]
        return sum(owners is None or row.owner in owners for row in rows)


class MemoryKnownIssues(_Rows[KnownIssue]):
    def __init__(self, issues: dict[int, KnownIssue], traces: dict[int, tuple[str, ...]]) -> None:
        super().__init__(issues)
        self._traces = traces

    def add(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:  # type: ignore[override]  # the port takes traces besides
        added = super().add(issue)
        self._traces[added.number] = tuple(traces)
        return added

    def save(self, issue: KnownIssue, traces: Sequence[str]) -> KnownIssue:  # type: ignore[override]  # the port takes traces besides
        saved = super().save(issue)
        self._traces[saved.number] = tuple(traces)
        return saved

    def page(
        self, state: IssueState | None = None, after: int | None = None, limit: int = PAGE
    ) -> Sequence[KnownIssue]:
        rows = [row for row in self.newest() if state in (None, row.state)]
        return tuple(row for row in rows if after is None or row.number < after)[:limit]

    def search(self, words: str, limit: int = 20, *, fixed: bool = True) -> Sequence[KnownIssue]:
        wanted = query_words(words)
        weights = {row.number: _weight(row, wanted) for row in self.newest()}
        chosen = [row for row in self.newest() if fixed or row.state is IssueState.OPEN]
        found = [row for row in chosen if weights[row.number]]
        return tuple(sorted(found, key=lambda row: -weights[row.number])[:limit])

    def with_trace(self, digests: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        open_ = [row for row in self.newest() if row.state is IssueState.OPEN]
        return tuple(row for row in open_ if not set(digests).isdisjoint(self._traces[row.number]))[
            :limit
        ]

    def with_key(self, keys: Collection[str], limit: int = 20) -> Sequence[KnownIssue]:
        open_ = [row for row in self.newest() if row.state is IssueState.OPEN]
        return tuple(row for row in open_ if row.issue_key in keys)[:limit]


class MemoryPrevention:
    """The port `Prevention`."""

    def __init__(
        self,
        actions: dict[int, PreventionAction],
        pods: dict[str, Pod],
        runbooks: dict[int, Runbook],
        known_issues: MemoryKnownIssues,
        history: MemoryHistory,
    ) -> None:
        self.actions = MemoryActions(actions)
        self.pods = MemoryPods(pods)
        self.runbooks = MemoryRunbooks(runbooks)
        self.known_issues = known_issues
        self._history = history

    def drivers(self, since: datetime, until: datetime) -> Mapping[Driver, int]:
        found: Counter[Driver] = Counter()
        for one in self._history.between(since, until, limit=10**9):
            if one.root_cause and one.cause:
                found[Driver(DriverKind.ROOT_CAUSE, one.cause.removeprefix("label:"))] += 1
            if one.component:
                found[Driver(DriverKind.COMPONENT, one.component)] += 1
            if one.fingerprint:
                found[Driver(DriverKind.TRACE, one.fingerprint)] += 1
        for item, times in self._history.missed(Span(since, until), limit=10**9):
            found[Driver(DriverKind.MISSED_ITEM, item)] += times
        return found


def _weight(issue: KnownIssue, wanted: Sequence[str]) -> int:
    title = words_in(f"{issue.title} {issue.issue_key or ''}")
    body = words_in("\n".join((issue.symptoms, *issue.components, issue.workaround)))
    return sum(4 * _holds(title, word) + _holds(body, word) for word in wanted)


def _holds(words: Sequence[str], wanted: str) -> bool:
    return any(word == wanted or (len(wanted) > 3 and word.startswith(wanted)) for word in words)
