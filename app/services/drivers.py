"""The top drivers of escalations and repeats: what to prevent first.

Counted over the history of this ISO week and the one before. docs/prevention.md says what counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.ports import Clock, Transaction, UnitOfWork
from app.records_history import Escalated, Span
from app.records_prevention import Driver, DriverKind, Pod
from app.services.prevention_views import DriverView
from app.services.weeks import WEEK, start_of

TOP = 10
_COMPONENT = DriverKind.COMPONENT
_PAGE = 1_000
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class WeekTally:
    """What one week brought, by driver."""

    escalations: Counter[Driver] = field(default_factory=Counter)
    repeats: Counter[Driver] = field(default_factory=Counter)


class TopDrivers:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of_this_week(self) -> dict[DriverKind, Sequence[DriverView]]:
        """Of each kind the ten that weigh most, by this week's count, then the week before's.

        Raises StoreError.
        """
        start = start_of(self._clock.now())

        def load(tx: Transaction) -> dict[DriverKind, Sequence[DriverView]]:
            now, before = tally(tx, Span(start, start + WEEK)), tally(tx, Span(start - WEEK, start))
            return rank(now, before, tx.prevention.actions.covered(), tx.prevention.pods.all())

        return await self._store.read(load)


def tally(tx: Transaction, span: Span) -> WeekTally:
    """Count the span's escalations, repeats and missed items by driver."""
    counted = WeekTally()
    for one in _escalations(tx, span):
        counted.escalations.update(drivers_of(one))
    for one in tx.history.repeats(span, _MANY):
        counted.repeats.update(drivers_of(one))
    for item, times in tx.history.missed(span, _PAGE):
        counted.escalations[Driver(DriverKind.MISSED_ITEM, item)] += times
    return counted


def _escalations(tx: Transaction, span: Span) -> Iterator[Escalated]:
    after: str | None = None
    while page := tx.history.between(span.start, span.end, _PAGE, after):
        yield from page
        after = page[-1].id


def drivers_of(one: Escalated) -> Iterator[Driver]:
    """By what an escalation is counted; a label's case and blanks make no difference."""
    if one.root_cause:
        yield Driver(DriverKind.ROOT_CAUSE, " ".join(one.root_cause.casefold().split()))
    if one.component:
        yield Driver(DriverKind.COMPONENT, one.component)
    if one.fingerprint:
        yield Driver(DriverKind.TRACE, one.fingerprint)


def rank(
    now: WeekTally, before: WeekTally, covered: Collection[Driver], pods: Sequence[Pod]
) -> dict[DriverKind, Sequence[DriverView]]:
    """Each kind's drivers in order, the heaviest first."""
    every = {*now.escalations, *before.escalations}
    owners = {part.casefold(): pod.name for pod in pods for part in pod.components}
    views = [
        DriverView(
            driver=driver,
            now=now.escalations[driver],
            before=before.escalations[driver],
            repeats=now.repeats[driver],
            covered=driver in covered,
            pod=owners.get(driver.key.casefold(), "") if driver.kind is _COMPONENT else "",
        )
        for driver in every
    ]
    return {kind: _heaviest(one for one in views if one.driver.kind is kind) for kind in DriverKind}


def _heaviest(views: Iterable[DriverView]) -> Sequence[DriverView]:
    return sorted(views, key=lambda one: (-one.now, -one.before, one.driver.key))[:TOP]
