"""What the weekly numbers need beside the relay: tickets are counted, the report is posted.

Each is done by one process at a time, whichever comes first: who takes a turn notes it in the
store before it begins.
"""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from app.errors import AirlockError, StaleWrite, VendorError
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_export import ReconcileDesk
from app.services.baselining import Baselining
from app.services.modes import Modes
from app.services.urgency import in_bulk
from app.services.weekly import Weekly
from app.services.weekly_posting import WeeklyPosting
from app.services.weeks import WEEK, midnight, name_of, start_of

log = structlog.get_logger()

LOOK_SECONDS = 60.0
COUNT_EVERY = timedelta(hours=1)
DAY = timedelta(days=1)
BASELINE_DAYS = 30
"""How far back tickets are counted at the first start."""
A_DAY_SETTLES = timedelta(hours=1)
"""How long after its end a day's tickets are counted for the last time: the search lags behind."""
PAUSE = timedelta(minutes=15)
"""After a chat that took nothing, or a baseline that was cut off."""
_TURN = "report:counting"


@dataclass(frozen=True, slots=True)
class PostAt:
    """Days after Monday and hours after midnight, UTC, of the report's posting."""

    day: int
    hour: int

    def of_week(self, start: datetime) -> datetime:
        """When the report of the week before the one that begins then is posted."""
        return start + timedelta(days=self.day, hours=self.hour)


class ReportRounds:
    """`post_at` None posts nothing by itself."""

    def __init__(
        self,
        store: UnitOfWork,
        desk: ReconcileDesk,
        weekly: Weekly,
        posting: WeeklyPosting,
        baselining: Baselining,
        modes: Modes,
        clock: Clock,
        post_at: PostAt | None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._weekly = weekly
        self._posting = posting
        self._baselining = baselining
        self._modes = modes
        self._clock = clock
        self._post_at = post_at
        self._not_before = self._baseline_not_before = clock.now()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; the first look is a while after the start, when all is warm."""
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
                return
            for work in (self.count, self.read_baseline, self.post):
                try:
                    await work()
                except AirlockError as error:
                    log.warning("weekly numbers not kept up", code=error.code)

    async def count(self) -> int:
        """Count the tickets of each day that needs it, if it is time; how many days were counted.

        Raises VendorError and StoreError; the days counted before are kept.
        """
        now = self._clock.now()
        if not await self._store.write(lambda tx: _take_turn(tx, now)):
            return 0
        days = await self._store.read(lambda tx: days_to_count(tx, now))
        for day in days:
            await self._count_day(day)
        return len(days)

    async def read_baseline(self) -> bool:
        """Read the last 30 days' escalations, once ever; whether that was done now.

        Raises VendorError and StoreError; it goes on later from where it was cut off.
        """
        now = self._clock.now()
        if now < self._baseline_not_before:
            return False
        self._baseline_not_before = now + PAUSE
        try:
            counts = await self._baselining.run()
        except StaleWrite:
            return False  # another process is at it
        if counts is not None:
            log.info("baseline read")
        return counts is not None

    async def _count_day(self, day: datetime) -> None:
        with in_bulk():
            number = await self._desk.count_tickets(day, day + DAY)
        now = self._clock.now()
        await self._store.write(lambda tx: tx.history.count_tickets(day, number, now))

    async def post(self) -> bool:
        """Post last week's report to the chat if it is time; whether it was posted.

        At most once, over all processes: where it cannot be told whether the chat took it, it is
        not posted again. Raises VendorError, Held and StoreError.
        """
        now = self._clock.now()
        if self._post_at is None or not self._posting.has_chat or not await self._modes.sends():
            return False
        start = start_of(now)
        if now < max(self._post_at.of_week(start), self._not_before):
            return False
        week = name_of(start - WEEK)
        if not await self._store.write(lambda tx: _begin(tx, week)):
            return False
        await self._post(week)
        return True

    async def _post(self, week: str) -> None:
        try:
            await self._posting.to_chat(await self._weekly.report(week))
        except AirlockError as error:
            if not isinstance(error, VendorError) or not error.sent:
                await self._store.write(lambda tx: tx.facts.set(_posted(week), ""))
            self._not_before = self._clock.now() + PAUSE
            raise
        await self._store.write(lambda tx: tx.facts.set(_posted(week), "posted"))


def days_to_count(tx: Transaction, now: datetime) -> list[datetime]:
    """The days of the last weeks that were not counted since they settled, oldest first."""
    today = midnight(now.date())
    first = today - BASELINE_DAYS * DAY
    counted = tx.history.counted_days(first)
    days = [first + number * DAY for number in range(BASELINE_DAYS + 1)]
    settled = (counted.get(day, day) >= day + DAY + A_DAY_SETTLES for day in days)
    return [day for day, is_settled in zip(days, settled, strict=True) if not is_settled]


def _take_turn(tx: Transaction, now: datetime) -> bool:
    last = tx.facts.get(_TURN)
    if last and datetime.fromisoformat(last) > now - COUNT_EVERY:
        return False
    tx.facts.set(_TURN, now.isoformat())
    return True


def _begin(tx: Transaction, week: str) -> bool:
    if tx.facts.get(_posted(week)):
        return False
    tx.facts.set(_posted(week), "begun")
    return True


def _posted(week: str) -> str:
    return f"report:posted:{week}"
