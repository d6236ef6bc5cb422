"""How many calls may go out when: a budget for each of a vendor's limits, decided without a clock.

A budget is a bucket that drips: `allowed` calls in `seconds`, of which a part may go at once and
the rest at even distances. Whatever the interleaving, no window of `seconds` sees more calls than
`allowed`; there is no rush when a vendor's window begins anew, because we keep no windows. Times
are seconds since 1970, of the caller's clock.
"""

import math
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

_NEVER = 0.0
_AHEAD = 1e-6
LONGEST_QUEUE = 600.0
"""Seconds: nobody is told to come back later than this; who comes then asks anew."""
LONGEST_CLOSED = 3600.0
"""Seconds: a vendor that asks for a longer pause is asked again after this one."""


class Urgency(IntEnum):
    """Who goes first: people, gates and what is under way; then deliveries; then bulk work."""

    FIRST = 0
    LIVE = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """What a vendor allows: so many calls in so many seconds.

    `burst` is the share that may go at once. `hold` is for how long at most, in seconds, a call
    goes out after it was granted, the way to the vendor included: that much longer a window is
    taken to be. `bulk` is the share that bulk work may use.
    """

    allowed: int
    seconds: float
    burst: float = 0.2
    hold: float = 5.0
    bulk: float = 1.0

    @property
    def at_once(self) -> int:
        """Calls that may go at once after a silence."""
        return max(1, math.floor(self.allowed * self.burst))

    @property
    def apart(self) -> float:
        """Seconds between two calls once the burst is spent.

        In a window of W seconds go at most `at_once + floor(W / apart)` calls, which is `allowed`.
        """
        steady = self.allowed - self.at_once + 1
        return (self.seconds + self.hold) / steady * (1 + _AHEAD)

    def of(self, allowed: int) -> "Limit":
        """The same limit with another number."""
        return Limit(allowed, self.seconds, self.burst, self.hold, self.bulk)

    def for_bulk(self) -> "Limit":
        """The part that bulk work keeps within."""
        return self.of(max(1, math.floor(self.allowed * self.bulk)))

    def held_back(self, urgency: Urgency) -> int:
        """Calls of the burst that are left to the more urgent."""
        share = {Urgency.FIRST: 0.0, Urgency.LIVE: 0.25, Urgency.BULK: 0.5}[urgency]
        return min(self.at_once - 1, math.ceil(self.at_once * share))


@dataclass(frozen=True, slots=True)
class Budget:
    """Where a limit stands, for all processes.

    `full_at`: when the bucket is full again (the past: it is). `bulk_full_at`: likewise for the
    part of bulk work. `queue`: the last moment that was promised to someone who waits. `allowed`:
    what the vendor says it allows, None while it has not. Until `closed_until` nothing goes;
    before `told_until` no more than `left` more.
    """

    key: str
    full_at: float = _NEVER
    bulk_full_at: float = _NEVER
    queue: float = _NEVER
    closed_until: float = _NEVER
    told_until: float = _NEVER
    left: int = 0
    allowed: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """`wanted` calls at best, one at least. `promised`: the asker was told to come back now."""

    urgency: Urgency = Urgency.LIVE
    wanted: int = 1
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Go:
    """So many calls may go out within the limit's `hold`; `budget` is what must be stored."""

    budget: Budget
    granted: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask again at `until`, with `promised`; `budget` must be stored too: it keeps the queue."""

    budget: Budget
    until: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer said of one budget; None where it said nothing. Durations are seconds.

    `closed_for` comes with a refusal (429). `near` says that little is left, not how much.
    """

    key: str
    allowed: int | None = None
    left: int | None = None
    resets_in: float | None = None
    closed_for: float | None = None
    near: bool = False


def in_force(limit: Limit, budget: Budget) -> Limit:
    """The limit with the number that the vendor itself has told."""
    return limit if budget.allowed is None else limit.of(max(1, budget.allowed))


def decide(budget: Budget, limit: Limit, ask: Ask, now: float, *, slow: float = 1.0) -> Go | Wait:
    """Whether calls may go now, and else when to ask again.

    `slow` (1 or more) stretches the distances, after an outage. People and what is under way jump
    the queue; of the rest whoever waits longest goes first. Answers are the same for the same
    arguments, and a Wait is always later than `now`.
    """
    limit = in_force(limit, budget)
    budget = _sane(budget, limit, now)
    free = _free(budget, limit, ask.urgency, now, slow)
    if _others_wait(budget, limit, ask, now, slow):
        free = 0
    granted = min(ask.wanted, free)
    if granted >= 1:
        return Go(_spend(budget, limit, ask.urgency, granted, now, slow), granted)
    return _queue(budget, limit, ask, now, slow)


def give_back(
    budget: Budget, limit: Limit, count: int = 1, *, urgency: Urgency = Urgency.LIVE
) -> Budget:
    """Undo a grant that was not used, within the limit's `hold`."""
    limit = in_force(limit, budget)
    bulk = count * limit.for_bulk().apart if urgency is Urgency.BULK else 0.0
    return _with(
        budget,
        full_at=budget.full_at - count * limit.apart,
        bulk_full_at=budget.bulk_full_at - bulk,
        left=budget.left + count,
    )


def learn(budget: Budget, limit: Limit, reading: Reading, now: float) -> Budget:
    """Take over what the vendor says where it is stricter than what we know, or newer."""
    if reading.allowed is not None:
        budget = _with(budget, allowed=reading.allowed)
    limit = in_force(limit, budget)
    if reading.left is not None and reading.resets_in is not None:
        budget = _learn_left(budget, reading.left, now + min(reading.resets_in, limit.seconds), now)
    if reading.near:
        bulk_full_at = max(budget.bulk_full_at, now + limit.seconds)
        budget = _with(budget, bulk_full_at=bulk_full_at)
    if reading.closed_for is not None:
        budget = _close(budget, limit, now + min(reading.closed_for, LONGEST_CLOSED))
    return budget


def says_less(budget: Budget, limit: Limit, reading: Reading, now: float) -> bool:
    """Whether a reading is worth the storing: it changes what we would grant."""
    if reading.closed_for is not None or (reading.near and budget.bulk_full_at <= now):
        return True
    if reading.allowed is not None and reading.allowed != budget.allowed:
        return True
    if reading.left is None or reading.resets_in is None:
        return False
    if now < budget.told_until:
        return reading.left < budget.left
    return reading.left < might_spend(budget, limit, reading.resets_in, now)


def might_spend(budget: Budget, limit: Limit, seconds: float, now: float) -> int:
    """How many calls the budget would let go in the next so many seconds."""
    limit = in_force(limit, budget)
    return _free(budget, limit, Urgency.FIRST, now, 1.0) + math.floor(seconds / limit.apart)


def left_now(budget: Budget, limit: Limit, now: float) -> int:
    """How many calls could go at this moment; for people to read."""
    limit = in_force(limit, budget)
    return _free(_sane(budget, limit, now), limit, Urgency.FIRST, now, 1.0)


def _sane(budget: Budget, limit: Limit, now: float) -> Budget:
    """Nothing lies further ahead than it can: a clock that was set back must not stop us."""
    bulk = limit.for_bulk()
    return _with(
        budget,
        full_at=min(budget.full_at, max(budget.closed_until, now) + limit.at_once * limit.apart),
        bulk_full_at=min(budget.bulk_full_at, now + max(limit.seconds, bulk.at_once * bulk.apart)),
        queue=min(budget.queue, now + LONGEST_QUEUE),
        closed_until=min(budget.closed_until, now + LONGEST_CLOSED),
        told_until=min(budget.told_until, now + limit.seconds),
    )


def _free(budget: Budget, limit: Limit, urgency: Urgency, now: float, slow: float) -> int:
    if now < budget.closed_until:
        return 0
    held = limit.held_back(urgency)
    free = _room(budget.full_at, limit.at_once - held, limit.apart, now, slow)
    if now < budget.told_until:
        free = min(free, budget.left - held)
    if urgency is Urgency.BULK:
        bulk = limit.for_bulk()
        free = min(free, _room(budget.bulk_full_at, bulk.at_once, bulk.apart, now, slow))
    return max(0, free)


def _room(full_at: float, at_once: int, apart: float, now: float, slow: float) -> int:
    """Calls that fit before the bucket is `at_once` calls deep in debt; `slow` fits fewer."""
    debt = max(0.0, full_at - now)
    return math.floor((at_once * apart - debt) / (apart * slow) + _AHEAD)


def _others_wait(budget: Budget, limit: Limit, ask: Ask, now: float, slow: float) -> bool:
    """Whoever was promised a moment may come a little late; a bucket that is full although
    somebody was promised a call shows that nobody waits."""
    if ask.urgency is Urgency.FIRST or ask.promised or budget.queue + limit.apart * slow <= now:
        return False
    full = limit.at_once - limit.held_back(Urgency.LIVE)
    return full == 1 or _free(budget, limit, Urgency.LIVE, now, slow) < full


def _spend(
    budget: Budget, limit: Limit, urgency: Urgency, count: int, now: float, slow: float
) -> Budget:
    bulk_full_at = budget.bulk_full_at
    if urgency is Urgency.BULK:
        bulk_full_at = max(bulk_full_at, now) + count * limit.for_bulk().apart * slow
    return _with(
        budget,
        full_at=max(budget.full_at, now) + count * limit.apart * slow,
        bulk_full_at=bulk_full_at,
        left=budget.left - count if now < budget.told_until else budget.left,
    )


def _queue(budget: Budget, limit: Limit, ask: Ask, now: float, slow: float) -> Wait:
    """Each who waits is promised a moment of his own, a call's distance after the one before.

    Whoever was promised one that the more urgent took stays at the queue's head.
    """
    earliest = _earliest(budget, limit, ask.urgency, now, slow)
    if ask.urgency is not Urgency.LIVE or ask.promised:
        return Wait(budget, earliest)
    until = max(earliest, min(budget.queue, now + LONGEST_QUEUE) + limit.apart * slow)
    return Wait(_with(budget, queue=until), until)


def _earliest(budget: Budget, limit: Limit, urgency: Urgency, now: float, slow: float) -> float:
    held = limit.held_back(urgency)
    apart = limit.apart
    room_for_one = budget.full_at - (limit.at_once - held) * apart + apart * slow
    times = [now + apart, room_for_one, budget.closed_until]
    if now < budget.told_until and budget.left <= held:
        times.append(budget.told_until)
    if urgency is Urgency.BULK:
        bulk = limit.for_bulk()
        times.append(budget.bulk_full_at - bulk.at_once * bulk.apart + bulk.apart * slow)
    return max(times)


def _learn_left(budget: Budget, left: int, until: float, now: float) -> Budget:
    """Within one window of the vendor's the lowest number stands: answers overtake each other."""
    if now < budget.told_until:
        return _with(budget, left=min(left, budget.left), told_until=max(until, budget.told_until))
    return _with(budget, left=left, told_until=until)


def _close(budget: Budget, limit: Limit, until: float) -> Budget:
    """When it opens again the bucket is empty, so that what has waited does not rush in."""
    full_at = until + (limit.at_once - 1) * limit.apart
    return _with(
        budget,
        closed_until=max(until, budget.closed_until),
        full_at=max(full_at, budget.full_at),
    )


def _with(budget: Budget, **changes: Any) -> Budget:
    return Budget(**{**asdict(budget), **changes})
