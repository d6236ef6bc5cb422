"""What does not wait while a link is paused: text that may no longer be read on the other side.

Nothing is sent for a paused link. But a copy whose source was redacted, restricted, edited or
deleted is taken away at once, and comes again, as it reads then, when the link is resumed.
"""

from collections.abc import Sequence

import structlog

from app.errors import AirlockError, LaneLost, StoreError
from app.model import EventKind, System, TicketLink
from app.ports import PolicySource, Transaction, UnitOfWork
from app.records import Delivery, DeliveryState
from app.services.changes import Changes
from app.services.comment_state import NEWS
from app.services.comments import Comments
from app.services.endings import Endings
from app.services.mending import Mending
from app.sync.extent import is_about_comment

log = structlog.get_logger()


class Pausing:
    def __init__(
        self,
        store: UnitOfWork,
        policies: PolicySource,
        comments: Comments,
        changes: Changes,
        endings: Endings,
        mending: Mending,
    ) -> None:
        self._store = store
        self._policies = policies
        self._comments = comments
        self._changes = changes
        self._endings = endings
        self._mending = mending
        self._looked: dict[str, frozenset[str]] = {}

    async def take_back(self, link: TicketLink) -> Sequence[Delivery]:
        """Look once at each delivery that waits in the link's lane, and take away what must go.

        The deliveries stay where they are, but those that ask for the pair to be compared: these
        are done, and returned to be settled. What fails is tried at the next look. Raises LaneLost
        and StoreError.
        """
        done: list[Delivery] = []
        try:
            for delivery in await self._read_waiting(link):
                if delivery.event.kind is EventKind.DRIFTED:
                    await self._mending.mend(link, delivery)
                    done.append(delivery)
            await self._look_at_all(link)
        except (LaneLost, StoreError):
            raise
        except AirlockError as error:
            log.warning("not taken back", lane=link.lane, code=error.code)
        return done

    async def _read_waiting(self, link: TicketLink) -> Sequence[Delivery]:
        return await self._store.read(lambda tx: _waiting(tx, link.lane))

    async def _look_at_all(self, link: TicketLink) -> None:
        waiting = await self._read_waiting(link)
        looked = self._looked.get(link.lane, frozenset()) & {one.id for one in waiting}
        try:
            for delivery in waiting:
                if delivery.id not in looked:
                    await self._look_at(link, delivery)
                    looked |= {delivery.id}
        finally:
            self._looked[link.lane] = looked

    async def _look_at(self, link: TicketLink, delivery: Delivery) -> None:
        event = delivery.event
        if is_about_comment(event):
            if event.kind not in NEWS:
                await self._comments.take_back_outdated(link, delivery)
        elif event.kind in (EventKind.DELETED, EventKind.ERASED):
            if self._must_go(event.system):
                await self._endings.relay(link, delivery)
        elif event.system is System.JIRA and event.kind is EventKind.CHANGED:
            await self._changes.look_at_readers(link, delivery)

    def _must_go(self, system: System) -> bool:
        """Of an issue that was deleted the ticket is told by a note, where no copy must go."""
        rules = self._policies.current().mapping.corrections
        return system is System.ZENDESK or rules.issue_deleted == "remove"


def _waiting(tx: Transaction, lane: str) -> Sequence[Delivery]:
    pending = (one for one in tx.upkeep.pending(lane) if one.state is DeliveryState.WAITING)
    found = (tx.deliveries.get(one.id) for one in pending)
    return [one for one in found if one is not None]
