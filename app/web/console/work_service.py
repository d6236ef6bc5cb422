"""What the work pages ask of the services, as protocols that they satisfy by shape."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.model import LinkState
from app.ports_views import Wanted
from app.services.console_board import Queue
from app.services.work_views import (
    BoardPage,
    CauseLine,
    DeadLetter,
    DeadLetterList,
    DeliveryDetail,
    DeliveryList,
    DriftFound,
    HeldList,
    HeldPage,
    PairList,
    PairPage,
    Receipt,
    ReplayPlan,
)


class Deliveries(Protocol):
    """Raises NotStored, and InputRefused for a page that is none."""

    async def page(self, wanted: Wanted, after: str | None = None) -> DeliveryList: ...
    async def get(self, delivery_id: str) -> DeliveryDetail: ...


class Pairs(Protocol):
    """Raises NotStored, and InputRefused for a bad reason."""

    async def page(
        self, state: LinkState | None = None, search: str = "", after: str | None = None
    ) -> PairList: ...
    async def get(self, link_id: str, until: datetime | None = None) -> PairPage: ...
    async def look_for_drift(self, link_id: str) -> DriftFound: ...
    async def pause(self, link_id: str, *, reason: str, by: str) -> None: ...
    async def resume(self, link_id: str, *, reason: str, by: str) -> None: ...
    async def remove(self, link_id: str, *, reason: str, by: str) -> None: ...


class Letters(Protocol):
    """Raises NotStored, and InputRefused for a bad reason or a bad choice."""

    async def causes(self) -> tuple[CauseLine, ...]: ...
    async def page(self, code: str, after: str | None = None) -> DeadLetterList: ...
    async def oldest(self, code: str) -> tuple[DeadLetter, ...]: ...
    async def chosen(self, ids: Sequence[str]) -> tuple[DeadLetter, ...]: ...
    async def plan(self, delivery_id: str, *, by: str) -> ReplayPlan: ...
    async def replay(self, ids: Sequence[str], *, by: str) -> Receipt: ...
    async def discard(self, delivery_id: str, *, reason: str, by: str) -> None: ...


class Held(Protocol):
    """Raises NotStored, StaleWrite, and InputRefused for a bad reason."""

    async def page(self, after: str | None = None) -> HeldList: ...
    async def read(self, delivery_id: str, *, by: str) -> HeldPage: ...
    async def release(self, delivery_id: str, *, digest: str, reason: str, by: str) -> None: ...
    async def retry(self, delivery_id: str, *, by: str) -> None: ...
    async def reject(self, delivery_id: str, *, reason: str, by: str) -> None: ...


class Board(Protocol):
    """Raises InputRefused for a page that is none."""

    async def page(self, queue: Queue = Queue.URGENT, after: str | None = None) -> BoardPage: ...


class Work(Protocol):
    """The services of the work pages."""

    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def pairs(self) -> Pairs: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def held(self) -> Held: ...
    @property
    def board(self) -> Board: ...
