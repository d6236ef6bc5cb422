"""The audit's chain: kept up to date beside the relay, and checked when a person asks."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from app.errors import StaleWrite, StoreError
from app.model import Model
from app.ports import Clock, Transaction, UnitOfWork
from app.records_chain import ChainCursor, ChainFault, ChainHead, ChainProblem

log = structlog.get_logger()

BATCH = 200
ROUND_SECONDS = 3.0
PAGE = 1_000
TOLD_PROBLEMS = 100
TOLD_FACT = "audit:head-told"
CHECKED_FACT = "audit:checked"
_FIRST_ENTRY = ChainCursor(position=-(2**63))


class AuditSealing:
    """Links new entries every few seconds, in whichever process comes first."""

    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set, and once more then."""
        while not stop.is_set():
            await self._round()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)
        await self._round()

    async def seal_all(self) -> ChainHead:
        """Link all that waits; the head afterwards. Raises StoreError, StaleWrite."""
        while await self._store.write(lambda tx: tx.chain.seal(BATCH)) == BATCH:
            pass
        return await self._store.read(lambda tx: tx.chain.head())

    async def _round(self) -> None:
        try:
            await self.seal_all()
            await self._tell_head()
        except StaleWrite:
            return  # another process is at it
        except StoreError as error:
            log.error("audit not linked", code=error.code)

    async def _tell_head(self) -> None:
        """Once a day, by one process, into the log, which is kept elsewhere than the database."""
        today = self._clock.now().date().isoformat()

        def take(tx: Transaction) -> ChainHead | None:
            if tx.facts.get(TOLD_FACT) == today:
                return None
            tx.facts.set(TOLD_FACT, today)
            return tx.chain.head()

        if await self._store.read(lambda tx: tx.facts.get(TOLD_FACT)) == today:
            return
        head = await self._store.write(take)
        if head is not None:
            log.info("audit head", position=head.position, digest=head.digest)


@dataclass
class AuditReport:
    """What a check found. `waiting` are entries of the service's own that have no link yet.

    `older` are entries that the chain took unstamped when it began: none in a database that began
    with this release, and never more than at the last check, unless the chain was made anew.
    """

    head: ChainHead
    checked: int = 0
    waiting: int = 0
    older: int = 0
    problems: list[ChainProblem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Checked(Model):
    """What the last check found."""

    at: datetime
    whole: bool
    checked: int
    problems: int


def load_checked(tx: Transaction) -> Checked | None:
    """What the last check found; None where there was none."""
    kept = tx.facts.get(CHECKED_FACT)
    return Checked.model_validate_json(kept) if kept else None


class AuditCheck:
    """Reads the whole audit, page by page; memory does not grow with it."""

    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    async def verify(self, expected: ChainHead | None = None) -> AuditReport:
        """Check every link and entry, and that the chain still holds the link `expected`.

        The first hundred problems are told. Raises StoreError.
        """
        report = AuditReport(await self._store.read(lambda tx: tx.chain.head()))
        if expected is not None:
            report.problems.extend(await self._compare(expected))
        await self._check_links(report)
        await self._check_unlinked(report)
        return report

    async def note(self, report: AuditReport, at: datetime) -> None:
        """Keep what was found, for people who look at the audit."""
        found = Checked(
            at=at, whole=report.whole, checked=report.checked, problems=len(report.problems)
        )
        kept = found.model_dump_json()
        await self._store.write(lambda tx: tx.facts.set(CHECKED_FACT, kept))

    async def _compare(self, expected: ChainHead) -> list[ChainProblem]:
        digest = await self._store.read(lambda tx: tx.chain.digest_at(expected.position))
        if digest is None:
            return [ChainProblem(ChainFault.TRUNCATED, position=expected.position)]
        if digest != expected.digest:
            return [ChainProblem(ChainFault.REPLACED, position=expected.position)]
        return []

    async def _check_links(self, report: AuditReport) -> None:
        cursor, before = ChainCursor(), ChainCursor(-2)
        while cursor != before and len(report.problems) < TOLD_PROBLEMS:
            before = cursor
            cursor, found = await self._store.read(partial(_check_page, before))
            report.problems.extend(found)
        report.checked, report.older = cursor.checked, cursor.older

    async def _check_unlinked(self, report: AuditReport) -> None:
        cursor, before = _FIRST_ENTRY, ChainCursor()
        while cursor != before and len(report.problems) < TOLD_PROBLEMS:
            before = cursor
            cursor, found = await self._store.read(partial(_check_unlinked_page, before))
            report.problems.extend(found)
        report.waiting = cursor.checked


def _check_page(at: ChainCursor, tx: Transaction) -> tuple[ChainCursor, Sequence[ChainProblem]]:
    return tx.chain.check(at, PAGE)


def _check_unlinked_page(
    at: ChainCursor, tx: Transaction
) -> tuple[ChainCursor, Sequence[ChainProblem]]:
    return tx.chain.check_unlinked(at, PAGE)
