"""Held texts for the console: read fresh from the vendor, released as they were read, or rejected.

Nothing of a text is stored. Each look at one is in the audit, as what was decided about it is.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import Held, InputRefused, NotStored, StaleWrite, VendorError
from app.model import TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import Delivery, DeliveryState, Review
from app.services.comments import Comments
from app.services.cures import cure_for
from app.services.disclosure import Disclosure
from app.services.gate_rechecks import is_gate_lane
from app.services.stuck import EDITED, readers_of, review_of
from app.services.work_lines import (
    delivery_key,
    entry_of,
    kept_reason,
    line_of,
    link_of,
    next_after,
)
from app.services.work_views import PAGE, HeldLine, HeldList, HeldPage, HeldReading

NONE = "There is no such held text; it was released or rejected meanwhile."
NO_RULE = "No rule lets a person release this text: change it where it was written, then retry it."


@dataclass(frozen=True, slots=True)
class HeldTexts:
    """`trial` reads a held comment as a release would send it."""

    store: UnitOfWork
    trial: Comments
    disclosure: Disclosure
    clock: Clock

    async def page(self, after: str | None = None) -> HeldList:
        """The oldest first, without texts. Raises InputRefused for an `after` that is none."""
        place = delivery_key(after)

        def look(tx: Transaction) -> HeldList:
            found = tx.views.stuck(DeliveryState.HELD, PAGE + 1, place)
            lines = tuple(_line(tx, one) for one in found[:PAGE])
            return HeldList(lines=lines, further=next_after(found, PAGE))

        return await self.store.read(look)

    async def read(self, delivery_id: str, *, by: str) -> HeldPage:
        """What a release would send, read and redacted now; the look is audited.

        Raises NotStored.
        """
        now = self.clock.now()

        def take(tx: Transaction) -> tuple[Delivery, HeldLine, Review | None]:
            delivery = _require(tx, delivery_id)
            line, review = _line(tx, delivery), review_of(tx, delivery)
            if line.releasable:
                tx.audit.add(entry_of(delivery, "held text read", by=by, at=now))
            return delivery, line, review

        delivery, line, review = await self.store.write(take)
        if line.link is None or review is None:
            return HeldPage(held=line, problem=NO_RULE)
        return await self._reading(line, line.link, delivery, review)

    async def _reading(
        self, line: HeldLine, link: TicketLink, delivery: Delivery, review: Review
    ) -> HeldPage:
        try:
            ready = await self.trial.read(link, delivery)
        except (Held, VendorError) as error:
            return HeldPage(held=line, problem=str(error))
        if ready is None or ready.body is None or ready.review != review.digest:
            return HeldPage(held=line, problem=EDITED)
        reading = HeldReading(
            text=ready.body.plain,
            readers=readers_of(ready),
            findings=ready.findings,
            digest=review.digest,
        )
        return HeldPage(held=line, reading=reading)

    async def release(self, delivery_id: str, *, digest: str, reason: str, by: str) -> None:
        """Let the very text that was read cross; one that was edited since is held anew.

        Raises NotStored, InputRefused for a bad reason, and StaleWrite when it is another text.
        """

        def release(tx: Transaction, delivery: Delivery) -> None:
            review, link = review_of(tx, delivery), link_of(tx, delivery)
            if review is None or link is None:
                raise InputRefused(NO_RULE)
            if not hmac.compare_digest(review.digest.encode(), digest.encode()):
                raise StaleWrite(EDITED)
            tx.reviews.release(link.id, review.digest, by, self.clock.now())
            tx.deliveries.replay(delivery.id, self.clock.now())

        await self._decide(delivery_id, "held text released", release, reason, by)

    async def retry(self, delivery_id: str, *, by: str) -> None:
        """Have it checked anew, as after an edit at its source. Raises NotStored."""
        now = self.clock.now()

        def retry(tx: Transaction) -> None:
            delivery = _require(tx, delivery_id)
            tx.deliveries.replay(delivery_id, now)
            tx.audit.add(entry_of(delivery, "replayed", by=by, at=now))

        await self.store.write(retry)

    async def reject(self, delivery_id: str, *, reason: str, by: str) -> None:
        """Never to cross. Raises NotStored, and InputRefused for a bad reason or a gate."""

        def reject(tx: Transaction, delivery: Delivery) -> None:
            if is_gate_lane(delivery.lane):
                raise InputRefused("A gate that cannot be decided is not rejected, only retried.")
            tx.deliveries.discard(delivery.id, self.clock.now())

        await self._decide(delivery_id, "held text rejected", reject, reason, by)

    async def _decide(
        self,
        delivery_id: str,
        action: str,
        decide: Callable[[Transaction, Delivery], None],
        reason: str,
        by: str,
    ) -> None:
        link = await self.store.read(lambda tx: link_of(tx, _require(tx, delivery_id)))
        why = await kept_reason(self.disclosure, link, reason)
        now = self.clock.now()

        def run(tx: Transaction) -> None:
            delivery = _require(tx, delivery_id)
            decide(tx, delivery)
            tx.audit.add(entry_of(delivery, action, by=by, at=now, why=why))

        await self.store.write(run)


def _require(tx: Transaction, delivery_id: str) -> Delivery:
    found = tx.deliveries.get(delivery_id)
    if found is None or found.state is not DeliveryState.HELD:
        raise NotStored(NONE)
    return found


def _line(tx: Transaction, delivery: Delivery) -> HeldLine:
    link, review = link_of(tx, delivery), review_of(tx, delivery)
    return HeldLine(
        line=line_of(delivery),
        link=link,
        kinds=review.kinds if review is not None else {},
        releasable=review is not None and link is not None,
        cure=cure_for(delivery.reason_code),
    )
