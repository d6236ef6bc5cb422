"""What the prevention loop's pages ask of the services, as protocols that they satisfy by shape."""

from collections.abc import Sequence
from typing import Protocol

from app.records_console import ConsolePerson
from app.records_prevention import (
    ActionState,
    DriverKind,
    IssueState,
    KnownIssue,
    Pod,
    PreventionAction,
    Runbook,
    RunbookState,
)
from app.services.prevention_views import (
    ActionDraft,
    AsRead,
    CarriedAction,
    DriverView,
    KnownIssueDraft,
    KnownIssuePage,
    PodDraft,
    RunbookDraft,
)


class Drivers(Protocol):
    async def of_this_week(self) -> dict[DriverKind, Sequence[DriverView]]: ...


class Actions(Protocol):
    """Raises StaleWrite, NotStored and InputRefused."""

    async def page(
        self, state: ActionState, after: int | None = None
    ) -> Sequence[CarriedAction]: ...
    async def get(self, number: int) -> PreventionAction: ...
    async def open(self, draft: ActionDraft, *, by: str) -> PreventionAction: ...
    async def change(self, number: int, draft: ActionDraft, *, by: str) -> PreventionAction: ...
    async def settle(
        self, number: int, version: int, state: ActionState, *, reason: str, by: str
    ) -> PreventionAction: ...


class Runbooks(Protocol):
    """Raises StaleWrite, NotStored, InputRefused, and AccessRefused for one's own review."""

    async def page(
        self, state: RunbookState | None = None, after: int | None = None
    ) -> Sequence[Runbook]: ...
    async def get(self, number: int) -> Runbook: ...
    async def write(self, draft: RunbookDraft, *, by: str) -> Runbook: ...
    async def edit(self, number: int, draft: RunbookDraft, *, by: str) -> Runbook: ...
    async def review(self, number: int, version: int, *, by: str) -> Runbook: ...
    async def due_for(self, person: ConsolePerson) -> int: ...
    async def pods(self) -> Sequence[Pod]: ...
    async def save_pod(self, draft: PodDraft, *, by: str) -> Pod: ...
    async def remove_pod(self, name: str, version: int, *, by: str) -> None: ...


class KnownIssues(Protocol):
    """Raises StaleWrite, NotStored and InputRefused."""

    async def page(
        self, state: IssueState | None = None, after: int | None = None
    ) -> Sequence[KnownIssue]: ...
    async def search(self, words: str) -> Sequence[KnownIssue]: ...
    async def get(self, number: int) -> KnownIssuePage: ...
    async def preview(self, title: str, workaround: str) -> AsRead: ...
    async def write(self, draft: KnownIssueDraft, *, by: str) -> KnownIssue: ...
    async def edit(self, number: int, draft: KnownIssueDraft, *, by: str) -> KnownIssue: ...
    async def set_state(
        self, number: int, version: int, state: IssueState, *, by: str
    ) -> KnownIssue: ...


class Prevention(Protocol):
    """The loop's four services."""

    @property
    def drivers(self) -> Drivers: ...
    @property
    def actions(self) -> Actions: ...
    @property
    def runbooks(self) -> Runbooks: ...
    @property
    def known_issues(self) -> KnownIssues: ...
