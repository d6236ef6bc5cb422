"""The top drivers of escalations and repeats: what to prevent first.

Counted over the history of this ISO week and the one before. docs/prevention.md says what counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ports import Clock, Transaction, UnitOfWork
from app.records_history import Escalated, Span
from app.records_prevention import Driver, DriverKind, Pod
from app.services.prevention_views import DriverView
from app.services.weeks import WEEK, start_of

TOP = 10
_COMPONENT = DriverKind.COMPONENT
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What this week and the one before brought, by driver; repeats are this week's."""

    now: Mapping[Driver, int]
    before: Mapping[Driver, int]
    repeats: Mapping[Driver, int]


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
            now = tx.prevention.drivers(start, start + WEEK)
            before = tx.prevention.drivers(start - WEEK, start)
            repeats = count_repeats(tx, Span(start, start + WEEK))
            covered, pods = tx.prevention.actions.covered(), tx.prevention.pods.all()
            return rank(Tally(now, before, repeats), covered, pods)

        return await self._store.read(load)


def count_repeats(tx: Transaction, span: Span) -> Counter[Driver]:
    """The span's escalations that repeat another, by driver."""
    found: Counter[Driver] = Counter()
    for one in tx.history.repeats(span, _MANY):
        found.update(drivers_of(one))
    return found


def drivers_of(one: Escalated) -> Iterator[Driver]:
    """By what an escalation is counted; a label's case and blanks make no difference."""
    if one.root_cause:
        yield Driver(DriverKind.ROOT_CAUSE, " ".join(one.root_cause.casefold().split()))
    if one.component:
        yield Driver(DriverKind.COMPONENT, one.component)
    if one.fingerprint:
        yield Driver(DriverKind.TRACE, one.fingerprint)


def rank(
    tally: Tally, covered: Collection[Driver], pods: Sequence[Pod]
) -> dict[DriverKind, Sequence[DriverView]]:
    """Each kind's drivers in order, the heaviest first."""
    every = {*tally.now, *tally.before}
    owners = {part.casefold(): pod.name for pod in pods for part in pod.components}
    views = [
        DriverView(
            driver=driver,
            now=tally.now.get(driver, 0),
            before=tally.before.get(driver, 0),
            repeats=tally.repeats.get(driver, 0),
            covered=driver in covered,
            pod=owners.get(driver.key.casefold(), "") if driver.kind is _COMPONENT else "",
        )
        for driver in every
    ]
    return {kind: _heaviest(one for one in views if one.driver.kind is kind) for kind in DriverKind}


def _heaviest(views: Iterable[DriverView]) -> Sequence[DriverView]:
    return sorted(views, key=lambda one: (-one.now, -one.before, one.driver.key))[:TOP]
