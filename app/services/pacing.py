"""What the vendors allow, shared by all processes through the store: the port `RateBudget`.

A call that meets only wide limits is paid from a slice, a few calls that this process took from
the store at once and may spend for half a second. Narrow limits are asked for call by call. Nothing
is lent for longer, so that a process that dies takes no more than a slice with it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import structlog

from app.errors import NotOurTurn, StoreError
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_budgets import Call
from app.services.urgency import Work, current
from app.sync import outage, pacing
from app.sync.limits import SLICE_SECONDS, SLICED, Limits, family
from app.sync.outage import Outage, Probe
from app.sync.pacing import Ask, Budget, Go, Limit, Reading, Urgency, Wait

log = structlog.get_logger()

PATIENCE_SECONDS = 2.0
"""A call that must wait longer is not made: whoever wants it comes back, and holds nothing up."""
NEWCOMERS_PATIENCE = 0.25
"""Likewise for a delivery's first call: deliveries wait in the store, where none passes another."""
STORE_PAUSE_SECONDS = 1.0
LARGEST_SLICE = 16
FORGET_SECONDS = 3600.0
NOT_OUR_TURN = NotOurTurn("").code
"""The reason code of deliveries that pacing has sent away."""
_VENDORS = {"zendesk": "Zendesk", "jira": "Jira"}


@dataclass(slots=True)
class Slice:
    """Calls that were granted and not made yet, until when, and how many there were."""

    left: int
    until: float
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What the store granted, by key; or when to ask again, and for want of what."""

    granted: Mapping[str, int] = field(default_factory=dict)
    until: float | None = None
    short_of: str = ""


@dataclass(slots=True)
class PaceMeter:
    """What this process has counted, by a limit's family or a vendor's name."""

    waited: dict[str, int] = field(default_factory=dict)
    postponed: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)


class Pacer:
    """One for each process. Its times are those of `clock`."""

    def __init__(
        self,
        store: UnitOfWork,
        clock: Clock,
        limits: Limits,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits
        self._sleep = sleep
        self._slices: dict[tuple[str, Urgency], Slice] = {}
        self._known: dict[str, Budget] = {}
        self._outages: dict[str, Outage] = {}
        self._forget_at = 0.0
        self.meter = PaceMeter()

    # ---- before a call ---------------------------------------------------------------------------

    async def admit(self, call: Call) -> None:
        """Return when the call may go out, after two seconds at most, a quarter for a delivery.

        Raises NotOurTurn, with the moment that is kept for whoever comes back, when it must wait
        longer, while the vendor is down, and when the store cannot be asked.
        """
        work = current()
        newcomer = work.rank is Urgency.LIVE
        patient_until = self._now() + (NEWCOMERS_PATIENCE if newcomer else PATIENCE_SECONDS)
        promised = work.promised
        while True:
            taken = await self._take(call, work, promised)
            if taken.until is None:
                work.begun = True
                return
            if taken.until > patient_until:
                raise self._not_our_turn(call, taken)
            _count(self.meter.waited, family(taken.short_of))
            await self._sleep(taken.until - self._now())
            promised = True

    def _not_our_turn(self, call: Call, taken: Taken) -> NotOurTurn:
        _count(self.meter.postponed, family(taken.short_of))
        vendor = _VENDORS.get(call.system, call.system)
        why = (
            f"{vendor} is down; it is looked for again and again until it is back."
            if taken.short_of == call.system
            else f"{vendor} takes no more calls just now (limit {family(taken.short_of)})."
        )
        wait = max(0.0, (taken.until or 0.0) - self._now())
        error = NotOurTurn(f"{why} Nothing was sent.", retry_after=wait)
        error.in_outage = taken.short_of == call.system
        return error

    async def _take(self, call: Call, work: Work, promised: bool) -> Taken:
        now, rank = self._now(), work.rank
        paid = [key for key in call.keys if self._pay(key, rank, work, now)]
        keys = [key for key in call.keys if key not in paid]
        if not work.begun:
            keys += [key for key in work.intends if key not in call.keys]
        if not keys:
            return Taken()
        taken = await self._ask_store(call, keys, rank, promised, now)
        if taken.until is None:
            self._keep(call, work, rank, taken.granted, now)
        else:
            self._put_back(paid, rank, now)
        return taken

    def _pay(self, key: str, rank: Urgency, work: Work, now: float) -> bool:
        """Whether the call is paid for already, by what was kept for it or by a slice."""
        if work.kept.pop(key, 0.0) > now:
            return True
        piece = self._slices.get((key, rank))
        if piece is None or piece.left < 1 or piece.until <= now:
            return False
        piece.left -= 1
        return True

    def _put_back(self, keys: Iterable[str], rank: Urgency, now: float) -> None:
        for key in keys:
            piece = self._slices.setdefault((key, rank), Slice(0, now + SLICE_SECONDS, 1))
            piece.left += 1

    async def _ask_store(
        self, call: Call, keys: Sequence[str], rank: Urgency, promised: bool, now: float
    ) -> Taken:
        asks = {key: Ask(rank, self._wanted(key, rank, now), promised) for key in keys}
        try:
            return await self._store.write(lambda tx: self._take_from(tx, call, asks, now))
        except StoreError as error:
            log.warning("limits not known", code=error.code)
            return Taken(until=now + PATIENCE_SECONDS + STORE_PAUSE_SECONDS, short_of="store")

    def _take_from(self, tx: Transaction, call: Call, asks: Mapping[str, Ask], now: float) -> Taken:
        known = tx.budgets.outage(call.system)
        self._outages[call.system] = known
        verdict = outage.admit(known, now)
        if isinstance(verdict, float):
            return Taken(until=verdict, short_of=call.system)
        slow = outage.slowness(known, now)
        budgets = tx.budgets.load(list(asks))
        self._forget(tx, now)
        answers = {
            key: pacing.decide(budgets[key], self._limit(key), ask, now, slow=slow)
            for key, ask in asks.items()
        }
        taken = self._settle(tx, answers)
        if isinstance(verdict, Probe) and taken.until is None:
            # Who must wait first does not look yet, and keeps nobody else from it.
            tx.budgets.save_outage(verdict.outage)
        return taken

    def _settle(self, tx: Transaction, answers: Mapping[str, Go | Wait]) -> Taken:
        """All or nothing: of a call that must wait for one limit no other is taken from."""
        waits = {key: one for key, one in answers.items() if isinstance(one, Wait)}
        chosen = waits or answers
        tx.budgets.save(one.budget for one in chosen.values())
        self._known.update({key: one.budget for key, one in chosen.items()})
        if waits:
            last = max(waits, key=lambda key: waits[key].until)
            return Taken(until=waits[last].until, short_of=last)
        return Taken({key: one.granted for key, one in answers.items() if isinstance(one, Go)})

    def _keep(
        self, call: Call, work: Work, rank: Urgency, granted: Mapping[str, int], now: float
    ) -> None:
        for key, count in granted.items():
            if key not in call.keys:
                work.kept[key] = now + self._limit(key).hold
            elif key in SLICED:
                self._lay_in(key, rank, count, now)

    def _lay_in(self, key: str, rank: Urgency, count: int, now: float) -> None:
        """Another call may have laid some in meanwhile: what is older ends sooner."""
        piece = self._slices.get((key, rank))
        if piece is None or piece.until <= now:
            piece = Slice(0, now + SLICE_SECONDS, 0)
        self._slices[key, rank] = Slice(piece.left + count - 1, piece.until, piece.size + count)

    def _wanted(self, key: str, rank: Urgency, now: float) -> int:
        """Twice as many as last time where those did not last, else as many as were used."""
        piece = self._slices.get((key, rank))
        if key not in SLICED or rank is Urgency.BULK or piece is None:
            return 1
        if piece.until > now or piece.left < 1:
            return min(LARGEST_SLICE, piece.size * 2)
        return max(1, piece.size - piece.left)

    def _forget(self, tx: Transaction, now: float) -> None:
        """Tickets and issues that nobody writes to any more leave the table."""
        if now >= self._forget_at:
            self._forget_at = now + FORGET_SECONDS
            tx.budgets.forget(now - FORGET_SECONDS)

    # ---- after a call ----------------------------------------------------------------------------

    async def answered(self, call: Call, readings: Iterable[Reading]) -> None:
        """Correct what all processes know, where the answer says less than they think."""
        now = self._now()
        news = [one for one in readings if self._is_news(one, now)]
        for one in news:
            if one.closed_for is not None:
                _count(self.meter.refused, family(one.key))
                self._drop(one.key)
        known = self._outages.get(call.system)
        recovered = known is not None and (known.failures > 0 or known.down_since is not None)
        if news or recovered:
            await self._tell(lambda tx: self._learn(tx, call.system, news, now))

    def _is_news(self, reading: Reading, now: float) -> bool:
        known = self._known.get(reading.key) or Budget(reading.key)
        return pacing.says_less(known, self._limit(reading.key), reading, now)

    def _learn(self, tx: Transaction, system: str, news: Sequence[Reading], now: float) -> None:
        known = tx.budgets.outage(system)
        if known.failures or known.down_since is not None:
            known = outage.succeeded(known, now)
            tx.budgets.save_outage(known)
        self._outages[system] = known
        budgets = dict(tx.budgets.load([one.key for one in news]))
        for one in news:
            limit = self._limit(one.key)
            budgets[one.key] = pacing.learn(budgets[one.key], limit, one, now)
        tx.budgets.save(budgets.values())
        self._known.update(budgets)

    async def failed(self, call: Call, *, certain: bool) -> bool:
        """Count it; whether the vendor is down now, as far as the store can be told."""
        now = self._now()
        name = blake2b(call.name.encode(), digest_size=8).hexdigest()
        self._drop(call.system)

        def note(tx: Transaction) -> None:
            known = tx.budgets.outage(call.system)
            self._outages[call.system] = outage.failed(known, name, now, certain=certain)
            tx.budgets.save_outage(self._outages[call.system])

        await self._tell(note)
        known = self._outages.get(call.system)
        return known is not None and known.down_since is not None

    async def release(self, work: Work) -> None:
        """Give back what the work kept for a write that it did not make after all."""
        now = self._now()
        unused = [key for key, until in work.kept.items() if until > now]
        work.kept.clear()
        if not unused:
            return

        def give_back(tx: Transaction) -> None:
            budgets = tx.budgets.load(unused)
            tx.budgets.save(
                pacing.give_back(budgets[key], self._limit(key), urgency=work.urgency)
                for key in unused
            )

        await self._tell(give_back)

    async def _tell(self, work: Callable[[Transaction], None]) -> None:
        """What cannot be stored is told again by the next answer."""
        try:
            await self._store.write(work)
        except StoreError as error:
            log.warning("limits not kept", code=error.code)

    def _drop(self, key: str) -> None:
        """Spend nothing more of what was taken under this key, or under this vendor's keys."""
        for known in [one for one in self._slices if one[0] == key or one[0].startswith(f"{key}:")]:
            del self._slices[known]

    # ---- for people ------------------------------------------------------------------------------

    def left(self, budgets: Iterable[Budget]) -> dict[str, tuple[int, int]]:
        """By limit: how many calls could go at this moment, and how many the vendor allows."""
        now = self._now()
        return {
            one.key: (
                pacing.left_now(one, self._limit(one.key), now),
                pacing.in_force(self._limit(one.key), one).allowed,
            )
            for one in budgets
            if one.key in self._limits
        }

    def _limit(self, key: str) -> Limit:
        return self._limits[family(key)]

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
