"""Dead letters for the console: by cause, replayed after a look at the plan, or discarded."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.effects import Effect
from app.errors import Held, InputRefused, NotStored, VendorError
from app.ports import Clock, Transaction, UnitOfWork
from app.records import Delivery, DeliveryState
from app.services.cures import cure_for
from app.services.disclosure import Disclosure
from app.services.gate_rechecks import is_gate_lane
from app.services.outbox import target_of
from app.services.rehearsing import kind_of, texts_of
from app.services.retry import DEFECT
from app.services.work_lines import (
    delivery_key,
    entry_of,
    kept_reason,
    line_of,
    link_of,
    next_after,
)
from app.services.work_views import (
    MOST_AT_ONCE,
    PAGE,
    CauseLine,
    DeadLetter,
    DeadLetterList,
    PlannedWrite,
    Receipt,
    ReplayPlan,
)

Rehearse = Callable[[Delivery], Awaitable[Sequence[Effect]]]
"""What would be sent for a delivery now; nothing is."""
NONE = "There is no such dead letter; it was replayed or discarded meanwhile."
BROKEN = (
    "A mistake in Airlock stopped it, so that nothing can be told beforehand. Replay it once after "
    "an upgrade; what fails comes back."
)
PLAN_SECONDS = 20.0
TOO_LONG = "It takes too long to be told beforehand: it does more than one look shows."
UNREAD = (
    "Nobody knows what it says: a replay reads it no better. Discard it once it is looked into."
)


@dataclass(frozen=True, slots=True)
class DeadLetters:
    store: UnitOfWork
    rehearse: Rehearse
    disclosure: Disclosure
    clock: Clock

    async def causes(self) -> tuple[CauseLine, ...]:
        """How many there are of each cause, and what cures it; the most frequent first."""
        found = await self.store.read(lambda tx: tx.views.causes())
        return tuple(
            CauseLine(
                code=one.code,
                count=one.count,
                oldest=one.oldest,
                newest=one.newest,
                cure=cure_for(one.code),
            )
            for one in found
        )

    async def page(self, code: str, after: str | None = None) -> DeadLetterList:
        """Those of a cause, the oldest first. Raises InputRefused for an `after` that is none."""
        place = delivery_key(after)

        def look(tx: Transaction) -> DeadLetterList:
            found = tx.views.stuck(DeliveryState.PARKED, PAGE + 1, place, code)
            letters = tuple(_letter(tx, one) for one in found[:PAGE])
            return DeadLetterList(letters=letters, further=next_after(found, PAGE))

        return await self.store.read(look)

    async def get(self, delivery_id: str) -> DeadLetter:
        """Raises NotStored for what is no dead letter, or none any more."""
        return await self.store.read(lambda tx: _letter(tx, _require(tx, delivery_id)))

    async def oldest(self, code: str) -> tuple[DeadLetter, ...]:
        """The oldest of a cause, as many as one replay takes."""

        def look(tx: Transaction) -> tuple[DeadLetter, ...]:
            found = tx.views.stuck(DeliveryState.PARKED, MOST_AT_ONCE, code=code)
            return tuple(_letter(tx, one) for one in found)

        return await self.store.read(look)

    async def chosen(self, ids: Sequence[str]) -> tuple[DeadLetter, ...]:
        """Those that are dead letters still. Raises InputRefused for none or too many."""
        wanted = _few(ids)

        def look(tx: Transaction) -> tuple[DeadLetter, ...]:
            known = [one for one in map(tx.deliveries.get, wanted) if one is not None]
            return tuple(_letter(tx, one) for one in known if _is_dead(one))

        return await self.store.read(look)

    async def plan(self, delivery_id: str, *, by: str) -> ReplayPlan:
        """What a replay would send now, read and redacted for this look, which is audited.

        Raises NotStored.
        """
        now = self.clock.now()

        def take(tx: Transaction) -> tuple[Delivery, DeadLetter]:
            delivery = _require(tx, delivery_id)
            tx.audit.add(entry_of(delivery, "replay plan read", by=by, at=now))
            return delivery, _letter(tx, delivery)

        delivery, letter = await self.store.write(take)
        if letter.line.direction == "unread":
            return ReplayPlan(letter=letter, problem=UNREAD)
        if delivery.reason_code == DEFECT:
            return ReplayPlan(letter=letter, problem=BROKEN)
        try:
            async with asyncio.timeout(PLAN_SECONDS):
                effects = await self.rehearse(delivery)
        except TimeoutError:
            return ReplayPlan(letter=letter, problem=TOO_LONG)
        except Held as error:
            return ReplayPlan(letter=letter, problem=f"It would be held: {error}")
        except VendorError as error:
            return ReplayPlan(letter=letter, problem=f"It would fail again: {error}")
        return ReplayPlan(letter=letter, writes=tuple(map(_planned, effects)))

    async def replay(self, ids: Sequence[str], *, by: str) -> Receipt:
        """Put them back at the heads of their lanes; what is no dead letter any more is told.

        Raises InputRefused for none or more than MOST_AT_ONCE.
        """
        now, wanted = self.clock.now(), _few(ids)

        def replay(tx: Transaction) -> Receipt:
            known = [one for one in map(tx.deliveries.get, wanted) if one is not None]
            dead = [one for one in known if _is_dead(one)]
            # The first accepted goes to its lane's head last.
            for one in sorted(dead, key=lambda one: (one.accepted_at, one.id), reverse=True):
                tx.deliveries.replay(one.id, now)
                tx.audit.add(entry_of(one, "replayed", by=by, at=now))
            queued = {one.id for one in dead}
            return Receipt(
                queued=tuple(one for one in wanted if one in queued),
                gone=tuple(one for one in wanted if one not in queued),
            )

        return await self.store.write(replay)

    async def discard(self, delivery_id: str, *, reason: str, by: str) -> None:
        """Never to be sent. Raises NotStored, and InputRefused for a bad reason or a gate."""
        letter = await self.get(delivery_id)
        if not letter.may_discard:
            raise InputRefused("A gate that cannot be written is not discarded, only replayed.")
        why = await kept_reason(self.disclosure, letter.link, reason)
        await self.store.write(partial(self._discard, delivery_id=delivery_id, why=why, by=by))

    def _discard(self, tx: Transaction, *, delivery_id: str, why: str, by: str) -> None:
        now, delivery = self.clock.now(), _require(tx, delivery_id)
        tx.deliveries.discard(delivery_id, now)
        tx.audit.add(entry_of(delivery, "discarded", by=by, at=now, why=why))


def _require(tx: Transaction, delivery_id: str) -> Delivery:
    found = tx.deliveries.get(delivery_id)
    if found is None or not _is_dead(found):
        raise NotStored(NONE)
    return found


def _is_dead(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.PARKED


def _few(ids: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise InputRefused("Choose at least one dead letter.")
    if len(wanted) > MOST_AT_ONCE:
        raise InputRefused(f"At most {MOST_AT_ONCE} dead letters are replayed at once.")
    return wanted


def _letter(tx: Transaction, delivery: Delivery) -> DeadLetter:
    return DeadLetter(
        line=line_of(delivery),
        link=link_of(tx, delivery),
        cure=cure_for(delivery.reason_code),
        may_discard=not is_gate_lane(delivery.lane),
    )


def _planned(effect: Effect) -> PlannedWrite:
    return PlannedWrite(
        kind=kind_of(effect),
        target=target_of(effect),
        texts=tuple(text.plain for text in texts_of(effect)),
    )
