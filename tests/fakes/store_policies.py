"""Policy versions, drafts and approvals in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from app.errors import NotStored, StaleWrite
from app.records_policies import (
    NOTHING,
    OPEN_STATES,
    Files,
    NewPublication,
    PolicyDraft,
    Publication,
    Standing,
    Verdict,
)


@dataclass(frozen=True)
class Published:
    publication: Publication
    files: Files


class MemoryPolicyVersions:
    def __init__(
        self,
        published: dict[int, Published],
        drafts: dict[str, PolicyDraft],
        verdicts: dict[tuple[str, datetime, str], Verdict],
    ) -> None:
        self._published = published
        self._drafts = drafts
        self._verdicts = verdicts

    def newest(self) -> int:
        return max(self._published, default=0)

    def standing(self) -> Standing:
        newest = self.get(self.newest())
        return (newest.number, newest.digest) if newest is not None else NOTHING

    def get(self, number: int) -> Publication | None:
        found = self._published.get(number)
        return found.publication if found is not None else None

    def files(self, number: int) -> Files:
        if number not in self._published:
            raise NotStored(f"There is no publication {number} of the policies.")
        return dict(self._published[number].files)

    def knows(self, digest: str) -> bool:
        return any(one.publication.digest == digest for one in self._published.values())

    def history(self, limit: int = 50, before: int | None = None) -> Sequence[Publication]:
        numbers = sorted(self._published, reverse=True)
        older = [one for one in numbers if before is None or one < before]
        return tuple(self._published[one].publication for one in older[:limit])

    def find(self, version: str) -> Publication | None:
        found = [one for one in self.history(1_000) if one.version.startswith(version)]
        return found[0] if found else None

    def publish(
        self, new: NewPublication, files: Files, *, expected: int, now: datetime
    ) -> Publication:
        if self.newest() != expected:
            raise StaleWrite("Other policies were published meanwhile; look at them first.")
        given = {part.name: getattr(new, part.name) for part in fields(new) if part.name != "by"}
        made = Publication(number=expected + 1, published_at=now, published_by=new.by, **given)
        self._published[made.number] = Published(made, dict(files))
        return made

    def add_draft(self, draft: PolicyDraft) -> None:
        self._drafts[draft.id] = draft

    def draft(self, draft_id: str) -> PolicyDraft | None:
        return self._drafts.get(draft_id)

    def save_draft(self, draft: PolicyDraft, *, expected: int) -> PolicyDraft:
        known = self._drafts.get(draft.id)
        if known is None or known.revision != expected:
            raise StaleWrite("Somebody else saved this draft meanwhile.")
        self._drafts[draft.id] = replace(draft, revision=expected + 1)
        return self._drafts[draft.id]

    def drafts(self, limit: int = 50) -> Sequence[PolicyDraft]:
        found = [one for one in self._drafts.values() if one.state in OPEN_STATES]
        return tuple(sorted(found, key=lambda one: one.id, reverse=True)[:limit])

    def add_verdict(self, verdict: Verdict) -> None:
        self._verdicts[verdict.draft, verdict.at, verdict.by] = verdict

    def verdicts(self, draft_id: str) -> Sequence[Verdict]:
        found = [one for one in self._verdicts.values() if one.draft == draft_id]
        return tuple(sorted(found, key=lambda one: one.at))
