"""Policy versions, drafts and approvals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.records_policies import (
    Files,
    NewPublication,
    PolicyDraft,
    Publication,
    Standing,
    Verdict,
)


class PolicyVersions(Protocol):
    """Publications are only ever added; the newest one is in force for all processes."""

    def newest(self) -> int:
        """The number of the publication in force; 0 while there is none."""
        ...

    def standing(self) -> Standing:
        """Number and digest of the publication in force. Asked with every claim.

        Both, because a database that was restored numbers others as those that it lost.
        """
        ...

    def get(self, number: int) -> Publication | None: ...
    def files(self, number: int) -> Files:
        """The publication's files. Raises NotStored when there is no such publication."""
        ...

    def knows(self, digest: str) -> bool:
        """Whether these very texts were ever published."""
        ...

    def history(self, limit: int = 50, before: int | None = None) -> Sequence[Publication]:
        """A page of publications, the newest first."""
        ...

    def find(self, version: str) -> Publication | None:
        """The newest publication whose version begins so."""
        ...

    def publish(
        self, new: NewPublication, files: Files, *, expected: int, now: datetime
    ) -> Publication:
        """Put it in force. Raises StaleWrite when `expected` is not what is in force."""
        ...

    def add_draft(self, draft: PolicyDraft) -> None: ...
    def draft(self, draft_id: str) -> PolicyDraft | None: ...
    def save_draft(self, draft: PolicyDraft, *, expected: int) -> PolicyDraft:
        """Replace it, with the next revision. Raises StaleWrite unless `expected` is stored."""
        ...

    def drafts(self, limit: int = 50) -> Sequence[PolicyDraft]:
        """Those that are not over, the newest first."""
        ...

    def add_verdict(self, verdict: Verdict) -> None: ...
    def verdicts(self, draft_id: str) -> Sequence[Verdict]:
        """All that was said of a draft, oldest first."""
        ...
