"""What the mode `shadow` would have sent, summed up; and going on with it once it is over."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from app.effects import Applied, Effect
from app.errors import InputRefused, NotStored
from app.model import Finding, InboundEvent
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery
from app.records_life import Backlog, Mode, Shadow
from app.services.modes import Modes, forget_shadow_span
from app.services.outbox import Outbox

PAGE = 100
BROUGHT = "from-shadow:"


@dataclass(frozen=True, slots=True)
class ShadowReport:
    """Writes by kind, by place (`issue`, `ticket`, …) and by what redaction found in them.

    `held` counts texts that a person must look at first, by reason; `deliveries` names the newest
    ones, for a look at their text.
    """

    since: datetime
    writes: int
    kinds: Mapping[str, int]
    places: Mapping[str, int]
    audiences: Mapping[str, int]
    findings: Mapping[str, int]
    held: Mapping[str, int]
    policies: Sequence[str]
    deliveries: Sequence[Shadow]


def report(shadows: Sequence[Shadow], backlog: Sequence[Backlog], since: datetime) -> ShadowReport:
    """Sum up what was recorded since then."""
    findings: Counter[str] = Counter()
    for one in shadows:
        findings.update(one.findings)
    held: Counter[str] = Counter()
    for left in backlog:
        if left.state == "held":
            held[left.reason] += left.count
    return ShadowReport(
        since=since,
        writes=len(shadows),
        kinds=_most(one.kind for one in shadows),
        places=_most(one.target.partition(":")[0] for one in shadows),
        audiences=_most(one.audience.value for one in shadows if one.audience is not None),
        findings=dict(findings.most_common()),
        held=dict(held.most_common()),
        policies=sorted({one.policy for one in shadows if one.policy}),
        deliveries=_newest(shadows),
    )


def _most(words: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(words).most_common())


def _newest(shadows: Sequence[Shadow], most: int = 20) -> Sequence[Shadow]:
    """The first write of each of the newest deliveries."""
    first = {one.delivery_id: one for one in reversed(shadows)}
    ordered = sorted(first.values(), key=lambda one: one.at, reverse=True)
    return ordered[:most]


class Reporting:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def report(self, days: int) -> ShadowReport:
        """What was recorded in the last so many days."""
        since = self._clock.now() - timedelta(days=days)
        return await self._store.read(
            lambda tx: report(tx.life.shadows(since), tx.life.backlog(), since)
        )

    async def delivery(self, delivery_id: str) -> Delivery:
        """The delivery itself. Raises NotStored when it is not kept any more."""
        found = await self._store.read(lambda tx: tx.deliveries.get(delivery_id))
        if found is None:
            raise NotStored(f"The delivery {delivery_id} is not kept, or never was.")
        return found


@dataclass(frozen=True, slots=True)
class Brought:
    """How many deliveries were queued again, and how many are not kept any more."""

    queued: int
    gone: int


async def bring_over(store: UnitOfWork, modes: Modes, clock: Clock, *, by: str) -> Brought:
    """Queue what the mode `shadow` has recorded, once, oldest first, in its lanes.

    Each is read afresh when it is worked on: what was deleted or made private since is not sent.
    Raises InputRefused while this process's mode is not `live`.
    """
    if modes.setting is not Mode.LIVE:
        raise InputRefused("AIRLOCK_MODE is not `live`: what was recorded would not be sent.")
    queued = gone = 0
    while page := await store.read(lambda tx: tx.life.not_brought(PAGE)):
        added = await store.write(partial(_queue, page=page, now=clock.now()))
        queued, gone = queued + added, gone + len(page) - added
    await store.write(partial(_end, by=by, now=clock.now(), queued=queued))
    return Brought(queued, gone)


def _end(tx: Transaction, *, by: str, now: datetime, queued: int) -> None:
    forget_shadow_span(tx)
    if queued:
        tx.audit.add(
            AuditEntry(
                at=now, actor=by, action="shadow brought over", subject="service",
                detail=f"{queued} deliveries",
            )
        )  # fmt: skip


def _queue(tx: Transaction, page: Sequence[str], now: datetime) -> int:
    found = [tx.deliveries.get(one) for one in page]
    known = [one for one in found if one is not None]
    for one in known:
        tx.deliveries.add(_again(one), one.lane, now)
    tx.life.brought(page, now)
    return len(known)


def _again(delivery: Delivery) -> InboundEvent:
    kept = delivery.event.model_dump()
    return InboundEvent.model_validate({**kept, "event_id": f"{BROUGHT}{delivery.id}"})


class Rehearsal(Outbox):
    """An outbox of the mode `shadow` that keeps in memory what would be sent, and stores nothing.

    It is made for one delivery.
    """

    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        clock: Clock,
        horizon: timedelta,
    ) -> None:
        super().__init__(store, desk, tracker, clock, horizon, Modes(store, clock, Mode.SHADOW))
        self.effects: list[Effect] = []

    async def rehearse(
        self, effect: Effect, delivery_id: str, digest: str, findings: Sequence[Finding]
    ) -> Applied:
        """Keep it for the one who asked."""
        self.effects.append(effect)
        return Applied("")
