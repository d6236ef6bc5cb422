"""Takes a folder's policy files into the store, unless that would undo what others published."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from app.errors import PolicyError, StaleWrite
from app.policy.files import digest_of, read_texts
from app.policy.importing import Ruling, rule_on
from app.policy.loading import load_texts
from app.ports import Clock, PolicySet, Transaction, UnitOfWork
from app.records import AuditEntry
from app.records_policies import Files, NewPublication, PolicyOrigin, Publication

IMPORTED_FACT = "policy:imported"
"""The digest of the files that were taken from a folder last."""
PUBLISHED = "policies published"
BY = "service"
REASON = "the files in the policy folder"
_TRIES = 3
_TOLD = {
    Ruling.OLDER: "{folder}: the files are of an earlier publication, and {force}; bring the "
    "folder up to date, or go back to them with `airlock policy rollback`",
    Ruling.CONFLICT: "{folder}: the files were changed, and {force} besides, which they would "
    "undo; compare them (`airlock policy export`, `airlock policy diff`), then `airlock policy "
    "publish --reason …`",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: policies, or the problems that keep them from being some."""

    texts: Files
    digest: str = ""
    policies: PolicySet | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was decided about a folder, and what is in force besides (None: nothing yet)."""

    ruling: Ruling
    active: Publication | None


def find(directory: Path) -> Found:
    """Read a folder. Never raises for what stands in it."""
    try:
        texts = read_texts(directory)
        policies = load_texts(texts, f"{directory.as_posix()}/")
    except PolicyError as error:
        return Found({}, problems=error.problems)
    return Found(texts, digest_of(texts), policies)


class PolicyImport:
    def __init__(self, store: UnitOfWork, clock: Clock, directory: Path) -> None:
        self._store = store
        self._clock = clock
        self._directory = directory

    async def find(self) -> Found:
        """What the folder holds now."""
        return await asyncio.to_thread(find, self._directory)

    async def rule(self, found: Found, before: str | None) -> Ruled:
        """What is to become of it; changes nothing."""
        return await self._store.read(lambda tx: _rule(tx, found, before))

    async def take(self, found: Found, before: str | None) -> Ruled:
        """As `rule`, and it is done. Raises StaleWrite when others publish all the time."""
        ruled = await self.rule(found, before)
        for _ in range(_TRIES):
            if ruled.ruling not in (Ruling.TAKE, Ruling.SAME):
                return ruled
            try:
                return await self._store.write(lambda tx: self._take(tx, found, before))
            except StaleWrite:
                ruled = await self.rule(found, before)
        raise StaleWrite("Other policies were published again and again meanwhile.")

    def told(self, ruled: Ruled) -> tuple[str, ...]:
        """What a person must know of a folder that was not taken; nothing where all is well."""
        active, folder = ruled.active, self._directory.as_posix()
        if active is None or ruled.ruling not in _TOLD:
            return ()
        force = f"{active.version} is in force (published by {active.published_by})"
        return (_TOLD[ruled.ruling].format(folder=folder, force=force),)

    def _take(self, tx: Transaction, found: Found, before: str | None) -> Ruled:
        ruled = _rule(tx, found, before)
        if ruled.ruling in (Ruling.TAKE, Ruling.SAME):
            tx.facts.set(IMPORTED_FACT, found.digest)
        if ruled.ruling is Ruling.TAKE and found.policies is not None:
            new = NewPublication(
                found.policies.version, found.digest, PolicyOrigin.DIRECTORY, BY, REASON
            )
            publish(tx, new, found.texts, ruled.active, self._clock)
        return ruled


def publish(
    tx: Transaction,
    new: NewPublication,
    texts: Files,
    active: Publication | None,
    clock: Clock,
) -> Publication:
    """Put them in force in place of `active`, and in the audit. Raises StaleWrite."""
    expected = active.number if active is not None else 0
    made = tx.policies.publish(new, texts, expected=expected, now=clock.now())
    before = active.version if active is not None else "none"
    approved = f", approved by {new.approved_by}" if new.approved_by else ""
    detail = f"{new.origin.value}{approved}: {before} → {made.version}; {new.reason}"
    tx.audit.add(
        AuditEntry(
            at=made.published_at,
            actor=new.by,
            action=PUBLISHED,
            subject=f"policies:{made.number}",
            policy=made.version,
            detail=detail,
        )
    )
    return made


def _rule(tx: Transaction, found: Found, before: str | None) -> Ruled:
    active = tx.policies.get(tx.policies.newest())
    ruling = rule_on(
        found.digest,
        active=active.digest if active is not None else None,
        imported=tx.facts.get(IMPORTED_FACT),
        before=before,
        known=tx.policies.knows(found.digest),
    )
    return Ruled(ruling, active)
