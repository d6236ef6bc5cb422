"""The port `PolicyVersions` in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import insert, select, text, update

from app.errors import NotStored, PolicyError, StaleWrite
from app.records_policies import (
    NOTHING,
    Changes,
    DraftState,
    Files,
    NewPublication,
    PolicyDraft,
    PolicyOrigin,
    Publication,
    Standing,
    Verdict,
)
from app.store.scope import Scope
from app.store.statements import Record, insert_new
from app.store.tables_policies import (
    policy_drafts,
    policy_files,
    policy_verdicts,
    policy_versions,
)

_FILES = TypeAdapter(dict[str, str])
_CHANGES = TypeAdapter(dict[str, str | None])
_NAMES = TypeAdapter(tuple[str, ...])
_OPEN = text("state NOT IN ('published', 'discarded')")
"""As the index says it, so that it is used."""
_NEWEST = (
    select(policy_versions.c.number, policy_versions.c.digest)
    .order_by(policy_versions.c.number.desc())
    .limit(1)
)
"""Made once: it is asked with every claim."""


class SqlPolicyVersions:
    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def newest(self) -> int:
        return self.standing()[0]

    def standing(self) -> Standing:
        row = self._connection.execute(_NEWEST).first()
        return (int(row.number), str(row.digest)) if row is not None else NOTHING

    def get(self, number: int) -> Publication | None:
        statement = select(policy_versions).where(policy_versions.c.number == number)
        row = self._connection.execute(statement).first()
        return _to_publication(row) if row is not None else None

    def files(self, number: int) -> Files:
        joined = policy_files.join(
            policy_versions, policy_versions.c.digest == policy_files.c.digest
        )
        statement = select(policy_files.c.files).select_from(joined)
        kept = self._connection.execute(
            statement.where(policy_versions.c.number == number)
        ).scalar()
        if kept is None:
            raise NotStored(f"There is no publication {number} of the policies.")
        try:
            return _FILES.validate_json(kept)
        except ValidationError as error:
            raise PolicyError((f"publication {number} is damaged in the database",)) from error

    def knows(self, digest: str) -> bool:
        statement = select(policy_versions.c.number).where(policy_versions.c.digest == digest)
        return self._connection.execute(statement.limit(1)).first() is not None

    def history(self, limit: int = 50, before: int | None = None) -> Sequence[Publication]:
        statement = select(policy_versions).order_by(policy_versions.c.number.desc())
        if before is not None:
            statement = statement.where(policy_versions.c.number < before)
        return tuple(map(_to_publication, self._connection.execute(statement.limit(limit))))

    def find(self, version: str) -> Publication | None:
        begins = policy_versions.c.version.startswith(version, autoescape=True)
        statement = select(policy_versions).where(begins)
        ordered = statement.order_by(policy_versions.c.number.desc()).limit(1)
        row = self._connection.execute(ordered).first()
        return _to_publication(row) if row is not None else None

    def publish(
        self, new: NewPublication, files: Files, *, expected: int, now: datetime
    ) -> Publication:
        kept = _FILES.dump_json(dict(files)).decode()
        insert_new(self._connection, policy_files, {"digest": new.digest, "files": kept})
        made = Publication(
            number=expected + 1,
            version=new.version,
            digest=new.digest,
            origin=new.origin,
            published_at=now,
            published_by=new.by,
            approved_by=new.approved_by,
            reason=new.reason,
            restores=new.restores,
        )
        values = {**asdict(made), "origin": new.origin.value}
        if self.newest() != expected or not insert_new(self._connection, policy_versions, values):
            raise StaleWrite("Other policies were published meanwhile; look at them first.")
        return made

    def add_draft(self, draft: PolicyDraft) -> None:
        self._connection.execute(insert(policy_drafts).values(_draft_values(draft)))

    def draft(self, draft_id: str) -> PolicyDraft | None:
        statement = select(policy_drafts).where(policy_drafts.c.id == draft_id)
        row = self._connection.execute(statement).first()
        return _to_draft(row) if row is not None else None

    def save_draft(self, draft: PolicyDraft, *, expected: int) -> PolicyDraft:
        saved = PolicyDraft(**{**asdict(draft), "revision": expected + 1})
        known = (policy_drafts.c.id == draft.id, policy_drafts.c.revision == expected)
        statement = update(policy_drafts).where(*known).values(_draft_values(saved))
        if self._connection.execute(statement).rowcount == 0:
            raise StaleWrite("Somebody else saved this draft meanwhile.")
        return saved

    def drafts(self, limit: int = 50) -> Sequence[PolicyDraft]:
        statement = select(policy_drafts).where(_OPEN)
        ordered = statement.order_by(policy_drafts.c.id.desc()).limit(limit)
        return tuple(map(_to_draft, self._connection.execute(ordered)))

    def add_verdict(self, verdict: Verdict) -> None:
        self._connection.execute(insert(policy_verdicts).values(asdict(verdict)))

    def verdicts(self, draft_id: str) -> Sequence[Verdict]:
        statement = select(policy_verdicts).where(policy_verdicts.c.draft == draft_id)
        rows = self._connection.execute(statement.order_by(policy_verdicts.c.at))
        return tuple(
            Verdict(row.draft, row.revision, row.approved, row.by, row.at, row.note) for row in rows
        )


def _to_publication(row: Record) -> Publication:
    return Publication(
        number=row.number,
        version=row.version,
        digest=row.digest,
        origin=PolicyOrigin(row.origin),
        published_at=row.published_at,
        published_by=row.published_by,
        approved_by=row.approved_by,
        reason=row.reason,
        restores=row.restores,
    )


def _draft_values(draft: PolicyDraft) -> dict[str, object]:
    changes: Changes = draft.changes
    return {
        **asdict(draft),
        "changes": _CHANGES.dump_json(dict(changes)).decode(),
        "editors": _NAMES.dump_json(draft.editors).decode(),
        "state": draft.state.value,
    }


def _to_draft(row: Record) -> PolicyDraft:
    return PolicyDraft(
        id=row.id,
        base=row.base,
        changes=_CHANGES.validate_json(row.changes),
        author=row.author,
        editors=_NAMES.validate_json(row.editors),
        saved_at=row.saved_at,
        revision=row.revision,
        state=DraftState(row.state),
        reason=row.reason,
        restores=row.restores,
        published=row.published,
    )
