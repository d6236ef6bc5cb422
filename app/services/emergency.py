"""The emergency release: every gate is opened at once, and everybody is told until it is closed.

For the hour in which the gate itself is in the way. While it is open each gate field is given a
value of ours whatever the packet says; closing it, or its end, decides every gate anew.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Protocol

from app.errors import InputRefused
from app.model import Audience, Context, Model
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_facts import GateTracker
from app.ports_search import IssueSearch
from app.records import AuditEntry
from app.services.disclosure import Disclosure, Scope
from app.services.gate_rechecks import queue_gates, queue_linked, queue_pages, queue_recorded

_FACT = "gate:release"
_CLOSING = "gate:release-closing"
"""Where a closed release stands until each of its gates is queued to be decided anew."""
_SCOPE = Scope("release", "none")


class Release(Model):
    """Who opened every gate, since when, and until when; None means until somebody closes it."""

    by: str
    since: datetime
    until: datetime | None = None

    @property
    def digest(self) -> str:
        """What stands for the packet in the values that it is written with."""
        return f"release:{self.since.isoformat()}"

    def has_ended(self, now: datetime) -> bool:
        """Whether its end has come; its gates may still wait to be closed."""
        return self.until is not None and self.until <= now


class Jira(GateTracker, IssueSearch, Protocol):
    """Jira with its search."""


class Emergency:
    def __init__(
        self, store: UnitOfWork, search: IssueSearch, disclosure: Disclosure, clock: Clock
    ) -> None:
        self._store = store
        self._search = search
        self._disclosure = disclosure
        self._clock = clock

    async def current(self) -> Release | None:
        """The release that is in force."""
        return await self._store.read(load_release)

    async def open(self, reason: str, *, by: str, until: datetime | None = None) -> Release:
        """Let every issue through from now on. What is open already stays as it is.

        The reason is kept as redaction leaves it. Raises InputRefused for a reason of fewer than
        three words or an end that has passed, and Held for a reason that may not be kept.
        """
        now = self._clock.now()
        if len(reason.split()) < 3:
            raise InputRefused("Say in three words or more why every gate is opened.")
        if until is not None and until <= now:
            raise InputRefused("The release would end before it begins.")
        told = await self._disclosure.disclose_line(
            reason, audience=Audience.ENGINEERING, scope=_SCOPE, context=Context()
        )
        release = Release(by=by, since=now, until=until)
        end = until.isoformat() if until is not None else "closed by hand"

        def begin(tx: Transaction) -> Release:
            known = load_release(tx)
            if known is not None:
                return known
            tx.facts.set(_FACT, release.model_dump_json())
            detail = f"until {end}; reason: {told.text.line}"
            tx.audit.add(_entry(by, "emergency release opened", now, detail))
            return release

        return await self._store.write(begin)

    async def close(self, *, by: str) -> Release | None:
        """End the release; None when none is open nor being closed.

        Each gate is still to be decided anew: by `queue_closed`, or else by `close_ended`.
        """
        now = self._clock.now()

        def end(tx: Transaction) -> Release | None:
            known = load_release(tx)
            if known is None:
                return _load(tx, _CLOSING)
            tx.facts.set(_FACT, "")
            tx.facts.set(_CLOSING, known.model_dump_json())
            tx.audit.add(_entry(by, "emergency release closed", now))
            return known

        return await self._store.write(end)

    async def close_ended(self) -> None:
        """Close a release whose end has come, and queue what a closing has not queued yet.

        Raises StoreUnavailable; the next call goes on with it.
        """
        release = await self.current()
        if release is not None and release.has_ended(self._clock.now()):
            await self.close(by="airlock")
        closed = await self._store.read(lambda tx: _load(tx, _CLOSING))
        if closed is not None:
            async for _ in self.queue_closed(closed):
                pass

    async def queue_closed(self, release: Release) -> AsyncIterator[int]:
        """Queue a new decision of every gate after `close`; how many, page by page.

        The closing is over only after the last page: interrupted, `close_ended` goes on with it.
        """
        async for added in self.queue_known(closing(release)):
            yield added
        kept = release.model_dump_json()

        def end(tx: Transaction) -> None:
            if tx.facts.get(_CLOSING) == kept:
                tx.facts.set(_CLOSING, "")

        await self._store.write(end)

    async def queue_known(self, cause: str) -> AsyncIterator[int]:
        """Queue a new decision of every gate that Airlock knows of; how many, page by page.

        `cause` is `opening` or `closing`: queued again for the same one, nothing is added.
        """
        now = self._clock.now()
        for page in (queue_linked, queue_recorded):
            async for added in queue_pages(self._store, page, cause, now):
                yield added

    async def queue_unknown(self, release: Release) -> AsyncIterator[int]:
        """Queue the other issues of the guarded projects that are not done, page by page.

        Raises VendorError when Jira cannot be asked; what is known was not concerned by it.
        """
        projects = self._disclosure.policies.gate.projects
        async for page in self._search.unresolved_issues(projects):
            now = self._clock.now()
            yield await self._store.write(
                partial(queue_gates, issues=page, cause=opening(release), now=now)
            )


def opening(release: Release) -> str:
    """What makes the ids of the deliveries that open gates for this release."""
    return f"release-opened:{release.since.isoformat()}"


def closing(release: Release) -> str:
    """As `opening`, for those that decide the gates anew."""
    return f"release-closed:{release.since.isoformat()}"


def load_release(tx: Transaction) -> Release | None:
    """The release in force. One whose end has come counts until its gates are being closed."""
    return _load(tx, _FACT)


def _load(tx: Transaction, fact: str) -> Release | None:
    kept = tx.facts.get(fact)
    return Release.model_validate_json(kept) if kept else None


def _entry(by: str, action: str, now: datetime, detail: str = "") -> AuditEntry:
    return AuditEntry(at=now, actor=by, action=action, subject="gates", detail=detail)
