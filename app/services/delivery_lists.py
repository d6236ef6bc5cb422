"""Deliveries for the console: lists of them, and one with all that is known of it."""

from app.errors import NotStored
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_views import Wanted
from app.records import AuditEntry, Delivery, DeliveryState
from app.services.cures import cure_for
from app.services.work_lines import (
    audit_line,
    delivery_key,
    direction_of,
    line_of,
    link_of,
    name_key,
    subject_of,
    write_line,
)
from app.services.work_views import PAGE, DeliveryDetail, DeliveryList

_AUDITED = 200
"""How many of the newest entries about the pair are looked through for those of one delivery."""


class DeliveryLists:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def page(self, wanted: Wanted, after: str | None = None) -> DeliveryList:
        """The newest first. Raises InputRefused for an `after` that is none."""
        place = delivery_key(after)
        page = await self._store.read(lambda tx: tx.views.deliveries(wanted, PAGE, place))
        return DeliveryList(lines=tuple(map(line_of, page.found)), further=name_key(page.further))

    async def get(self, delivery_id: str) -> DeliveryDetail:
        """Raises NotStored for one that is not, or not any more."""
        now = self._clock.now()

        def look(tx: Transaction) -> DeliveryDetail:
            delivery = tx.deliveries.get(delivery_id)
            if delivery is None:
                raise NotStored("There is no such delivery; it may be forgotten by now.")
            entries = tx.views.audit_of(subject_of(delivery), _AUDITED, now)
            own = tx.views.audit_of(f"delivery:{delivery_id}", _AUDITED, now)
            found = {id(one): one for one in (*entries, *own) if _is_about(one, delivery)}
            return DeliveryDetail(
                delivery=delivery,
                direction=direction_of(delivery),
                link=link_of(tx, delivery),
                writes=tuple(map(write_line, tx.views.effects_of([delivery_id]))),
                audit=tuple(map(audit_line, found.values())),
                cure=_cure(delivery),
            )

        return await self._store.read(look)


def _is_about(entry: AuditEntry, delivery: Delivery) -> bool:
    name = f"delivery:{delivery.id}"
    return entry.subject == name or entry.detail.startswith(name)


def _cure(delivery: Delivery) -> str:
    if delivery.reason_code is None or delivery.state is DeliveryState.DONE:
        return ""
    if delivery.state is DeliveryState.WAITING:
        return f"It is tried again by itself. {cure_for(delivery.reason_code)}"
    return cure_for(delivery.reason_code)
