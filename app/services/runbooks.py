"""Runbooks: written by one, reviewed once by another, looked at again by a date."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime

import structlog

from app.errors import AccessRefused, InputRefused, NotStored, StaleWrite, StoreError
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_prevention import PAGE
from app.records import AuditEntry
from app.records_console import ConsolePerson
from app.records_prevention import Pod, Runbook, RunbookState, changed
from app.services.life_checks import Check
from app.services.prevention_views import PodDraft, RunbookDraft

log = structlog.get_logger()

ROUND_SECONDS = 3_600.0
CLOCK = "airlock"


class Runbooks:
    """Every change is written to the audit by the id of the person who made it."""

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def page(
        self, state: RunbookState | None = None, after: int | None = None
    ) -> Sequence[Runbook]:
        """Fifty of the state, or of all, the newest first, beyond the number `after`."""
        return await self._store.read(lambda tx: tx.prevention.runbooks.page(state, after, PAGE))

    async def get(self, number: int) -> Runbook:
        """Raises NotStored."""
        return await self._store.read(lambda tx: _get(tx, number))

    async def write(self, draft: RunbookDraft, *, by: str) -> Runbook:
        """Begin one, as a draft. Raises InputRefused for a pod that there is not."""
        now = self._clock.now()
        values = draft.model_dump(exclude={"version"})
        runbook = Runbook(**values, author=by, changed_by=by, changed_at=now)

        def add(tx: Transaction) -> Runbook:
            _check_pod(tx, draft.pod)
            added = tx.prevention.runbooks.add(runbook)
            tx.audit.add(_entry("runbook written", f"runbook:{added.number}", by, now))
            return added

        return await self._store.write(add)

    async def edit(self, number: int, draft: RunbookDraft, *, by: str) -> Runbook:
        """Change it; it is a draft again, whose review is void. Raises StaleWrite, NotStored."""
        now = self._clock.now()
        unread = {"state": RunbookState.DRAFT, "reviewed_by": "", "reviewed_at": None}
        values = {**draft.model_dump(), **unread, "changed_by": by, "changed_at": now}

        def save(tx: Transaction) -> Runbook:
            _check_pod(tx, draft.pod)
            saved = tx.prevention.runbooks.save(changed(_get(tx, number), **values))
            tx.audit.add(_entry("runbook changed", f"runbook:{number}", by, now))
            return saved

        return await self._store.write(save)

    async def review(self, number: int, version: int, *, by: str) -> Runbook:
        """The one review: this very version holds, in the eyes of another than who wrote it.

        Raises AccessRefused for its author and for who changed it last, InputRefused while its
        freshness date is past, StaleWrite and NotStored.
        """
        now = self._clock.now()
        values = {
            "version": version,
            "state": RunbookState.REVIEWED,
            "reviewed_by": by,
            "reviewed_at": now,
        }

        def save(tx: Transaction) -> Runbook:
            stored = _get(tx, number)
            if by in (stored.author, stored.changed_by):
                raise AccessRefused("A runbook is reviewed by another than who wrote it.")
            if stored.fresh_until < now.date():
                raise InputRefused("Its freshness date is past: give it a new one first.")
            saved = tx.prevention.runbooks.save(changed(stored, **values))
            tx.audit.add(_entry("runbook reviewed", f"runbook:{number}", by, now))
            return saved

        return await self._store.write(save)

    async def due_for(self, person: ConsolePerson) -> int:
        """How many of the person's runbooks are outdated: owners are ids or names."""
        owners = {person.id, person.name}
        return await self._store.read(lambda tx: tx.prevention.runbooks.outdated(owners))

    async def check(self) -> Check:
        """A line of `airlock doctor`, and never a fault of the service. Raises StoreError."""
        number = await self._store.read(lambda tx: tx.prevention.runbooks.outdated())
        if not number:
            return Check("runbooks", True, "none is past its freshness date", vital=False)
        told = f"{number} past the freshness date: /console/runbooks?state=outdated"
        return Check("runbooks", True, told, vital=False)

    # ---- the reminder ----------------------------------------------------------------------------

    async def run(self, stop: asyncio.Event) -> None:
        """Every hour until `stop` is set: what passed its date is outdated, and told so."""
        while not stop.is_set():
            try:
                await self.remind()
            except StaleWrite:
                log.info("runbooks changed meanwhile")
            except StoreError as error:
                log.error("runbooks not looked at", code=error.code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)

    async def remind(self) -> int:
        """Mark what passed its freshness date; how many. Raises StoreError, StaleWrite."""
        now = self._clock.now()

        def mark(tx: Transaction) -> int:
            past = tx.prevention.runbooks.past(now.date())
            for one in past:
                outdated = changed(one, state=RunbookState.OUTDATED)
                tx.prevention.runbooks.save(outdated)
                tx.audit.add(_entry("runbook outdated", f"runbook:{one.number}", CLOCK, now))
            return len(past)

        return await self._store.write(mark)

    # ---- pods ------------------------------------------------------------------------------------

    async def pods(self) -> Sequence[Pod]:
        """All, by name."""
        return await self._store.read(lambda tx: tx.prevention.pods.all())

    async def save_pod(self, draft: PodDraft, *, by: str) -> Pod:
        """Add or change one. Raises StaleWrite when another changed it, or has its name."""
        pod, now = Pod(**draft.model_dump()), self._clock.now()

        def save(tx: Transaction) -> Pod:
            saved = tx.prevention.pods.save(pod)
            tx.audit.add(_entry("pod saved", "pods", by, now))
            return saved

        return await self._store.write(save)

    async def remove_pod(self, name: str, version: int, *, by: str) -> None:
        """Runbooks that named it keep its name. Raises StaleWrite."""
        now = self._clock.now()

        def remove(tx: Transaction) -> None:
            tx.prevention.pods.remove(name, version)
            tx.audit.add(_entry("pod removed", "pods", by, now))

        await self._store.write(remove)


def _get(tx: Transaction, number: int) -> Runbook:
    found = tx.prevention.runbooks.get(number)
    if found is None:
        raise NotStored(f"There is no runbook {number}.")
    return found


def _check_pod(tx: Transaction, name: str) -> None:
    if name and tx.prevention.pods.get(name) is None:
        raise InputRefused("There is no such pod: add it first, or leave the field empty.")


def _entry(what: str, subject: str, by: str, now: datetime) -> AuditEntry:
    return AuditEntry(at=now, actor=by, action=what, subject=subject)
