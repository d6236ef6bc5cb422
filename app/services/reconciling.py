"""Finds what webhooks missed, shows it, and has it mended; once in a while, and on demand.

What changed since the last time is asked of both vendors: Zendesk's incremental export and Jira's
search by `updated`. Of that the linked pairs are read and compared. Where something differs, the
pair's lane gets a delivery that looks once more and mends it.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from app.errors import (
    Held,
    NotFound,
    NotStored,
    PermissionRefused,
    VendorMisread,
)
from app.model import Model, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import Run, RunKind, RunState
from app.services.changed_pairs import OVERLAP, ChangedPairs
from app.services.copy_work import queue_mending
from app.services.drift_reading import DriftReading
from app.services.urgency import in_bulk
from app.sync.drift import Drift, plan_drift

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
LAST = "reconcile:last"
"""The fact that tells of the last reconcile that came to its end."""
FIRST_LOOK = timedelta(hours=1)
"""How far the very first look goes back."""
FULL = "full"
OF_ONE_PAIR = (Held, NotFound, PermissionRefused, VendorMisread)
"""What keeps one pair from being looked at, and no other."""


class LastReconcile(Model):
    """When it began, and how many differences it found in how many pairs."""

    began: datetime
    pairs: int
    drifts: int
    unmended: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look at: all pairs, one of them, or those that changed `since`.

    Without any of them, what changed since the last reconcile.
    """

    full: bool = False
    link_id: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PairDrift:
    """What was found of one pair. `error` is the code of what kept it from being looked at."""

    link: TicketLink
    drifts: tuple[Drift, ...] = ()
    error: str | None = None

    @property
    def mendable(self) -> bool:
        """Whether anything is mended without a person."""
        return any(one.mendable for one in self.drifts)

    @property
    def needs_person(self) -> bool:
        """Whether something is left that no reconcile mends."""
        return self.error is not None or not all(one.mendable for one in self.drifts)


@dataclass(slots=True)
class Outcome:
    """What a reconcile came to; `found` holds the pairs that differ or could not be read."""

    pairs: int = 0
    found: list[PairDrift] = field(default_factory=list)

    def add(self, pair: PairDrift) -> None:
        """Count a pair that was looked at."""
        self.pairs += 1
        if pair.drifts or pair.error:
            self.found.append(pair)

    @property
    def counts(self) -> Mapping[str, int]:
        """Pairs, differences, and pairs that need a person."""
        return {
            "pairs": self.pairs,
            "drifts": sum(len(one.drifts) for one in self.found),
            "unmended": sum(one.needs_person for one in self.found),
        }


class Reconciling:
    def __init__(
        self, store: UnitOfWork, pairs: ChangedPairs, reading: DriftReading, clock: Clock
    ) -> None:
        self._store = store
        self._pairs = pairs
        self._reading = reading
        self._clock = clock

    async def last(self) -> LastReconcile | None:
        """The reconcile of changes or of all that last came to its end."""
        fact = await self._store.read(lambda tx: tx.facts.get(LAST))
        return LastReconcile.model_validate_json(fact) if fact is not None else None

    async def find(self, scope: Scope, tell: Callable[[PairDrift], None]) -> Outcome:
        """Look, and change nothing. `tell` hears of each pair. Raises VendorError, NotStored."""
        outcome = Outcome()
        async for link in self._links(scope, None):
            pair = await self.look(link)
            outcome.add(pair)
            tell(pair)
        return outcome

    async def run(self, scope: Scope, tell: Callable[[PairDrift], None]) -> Outcome:
        """Look, and queue the mending of each pair that differs, while no other process does.

        A full look that was cut off goes on where it stood. Raises StaleWrite when another process
        is at it, VendorError when a vendor is out of reach, NotStored for an unknown link.
        """
        run = await self._begin(scope)
        outcome = Outcome()
        complete = False
        try:
            async for link in self._links(scope, run.cursor):
                pair = await self.look(link)
                outcome.add(pair)
                run = await self._store.write(self._keeping(run, pair, outcome))
                tell(pair)
            complete = True
        finally:
            # Cut off by a person or by a vendor: what was queued stays, and it can be taken up.
            await self._store.write(
                lambda tx: self._end(tx, run, scope, outcome, complete=complete)
            )
        return outcome

    async def look(self, link: TicketLink) -> PairDrift:
        """Compare one pair. Raises VendorError when a vendor is out of reach."""
        try:
            with in_bulk():
                reading = await self._reading.read(link)
        except OF_ONE_PAIR as error:
            log.warning("pair not compared", link=link.id, code=error.code)
            return PairDrift(link, error=error.code)
        return PairDrift(link, plan_drift(reading.snapshot))

    # ---- a run -----------------------------------------------------------------------------------

    async def _begin(self, scope: Scope) -> Run:
        now = self._clock.now()
        options = {FULL: "yes"} if scope.full else {}

        def begin(tx: Transaction) -> Run:
            left = tx.runs.unfinished(RunKind.RECONCILE)
            if left is None:
                return tx.runs.start(RunKind.RECONCILE, options, now)
            taken = tx.runs.take_up(left.id, now, LEASE)
            if taken.options == options:
                return taken
            tx.runs.finish(taken, RunState.FAILED, now)
            return tx.runs.start(RunKind.RECONCILE, options, now)

        return await self._store.write(begin)

    def _keeping(self, run: Run, pair: PairDrift, outcome: Outcome) -> Callable[[Transaction], Run]:
        now = self._clock.now()

        def keep(tx: Transaction) -> Run:
            if pair.mendable:
                queue_mending(tx, pair.link, f"drift:{run.id}", now)
            return tx.runs.advance(run, pair.link.id, outcome.counts, now)

        return keep

    def _end(
        self, tx: Transaction, run: Run, scope: Scope, outcome: Outcome, *, complete: bool
    ) -> None:
        state = RunState.DONE if complete else RunState.STOPPED
        tx.runs.finish(run, state, self._clock.now())
        if complete and scope.link_id is None and scope.since is None:
            last = LastReconcile(began=run.started_at, **outcome.counts)
            tx.facts.set(LAST, last.model_dump_json())

    async def _links(self, scope: Scope, cursor: str | None) -> AsyncIterator[TicketLink]:
        if scope.link_id is not None:
            yield await self._link(scope.link_id)
        elif scope.full:
            async for link in self._pairs.all(cursor):
                yield link
        else:
            for link in await self._pairs.since(scope.since or await self._since()):
                yield link

    async def _link(self, link_id: str) -> TicketLink:
        link = await self._store.read(lambda tx: tx.links.get(link_id))
        if link is None:
            raise NotStored(f"There is no link {link_id}; `airlock links list` shows them.")
        return link

    async def _since(self) -> datetime:
        last = await self.last()
        if last is None:
            return self._clock.now() - FIRST_LOOK
        return last.began - OVERLAP
