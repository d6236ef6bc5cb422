"""What the pages of policies ask of the services, as protocols that they satisfy by shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.records_console import ConsolePerson
from app.records_policies import Files, PolicyDraft, Publication
from app.services.policy_views import (
    Completion,
    DiffView,
    DraftView,
    ImpactLine,
    LintLine,
    PoliciesView,
    PreviewView,
)


class Cycle(Protocol):
    """Drafts and publications; every change raises leaves of Refused, NotStored, PolicyError."""

    async def overview(self, before: int | None = None) -> PoliciesView: ...
    async def published(self, number: int) -> tuple[Publication, Files]: ...
    async def look(self, draft_id: str, person: ConsolePerson, file: str = "") -> DraftView: ...
    async def begin(self, person: ConsolePerson) -> PolicyDraft: ...
    async def save(
        self, draft_id: str, file: str, text: str | None, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft: ...
    async def take_over(
        self, draft_id: str, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft: ...
    async def discard(self, draft_id: str, *, revision: int, person: ConsolePerson) -> None: ...
    async def propose(
        self, draft_id: str, reason: str, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft: ...
    async def judge(
        self, draft_id: str, note: str, *, approved: bool, revision: int, person: ConsolePerson
    ) -> PolicyDraft: ...
    async def publish(
        self, draft_id: str, *, revision: int, person: ConsolePerson
    ) -> Publication: ...
    async def roll_back(self, number: int, reason: str, person: ConsolePerson) -> PolicyDraft: ...


class Previews(Protocol):
    """What a draft would do."""

    async def lint(
        self, draft_id: str, file: str = "", text: str | None = None
    ) -> Sequence[LintLine]: ...
    def complete(self, file: str, before: str) -> Sequence[Completion]: ...
    async def diff(self, draft_id: str) -> DiffView: ...
    async def preview(
        self, draft_id: str, person: ConsolePerson, sample: str = "", ticket: int | None = None
    ) -> PreviewView: ...
    async def impact(self, draft_id: str, at: int, count: int) -> ImpactLine: ...


@dataclass(frozen=True, slots=True)
class Policies:
    cycle: Cycle
    previews: Previews
