"""Whatever is done to both queues in whatever order, SQLite answers as the plain model does."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.errors import LaneLost, NotStored
from app.ports import Transaction, UnitOfWork
from app.records import Claim, Delivery
from app.store import open_store
from tests.contract.store_queue import NOON, make_event
from tests.fakes.store import MemoryStore
from tests.unit.store.support import KEY, url_of

LEASE = timedelta(minutes=3)
lanes = st.sampled_from(["link:a", "link:b", "gate:1"])
picks = st.integers(min_value=0, max_value=20)
WAYS = ["finish", "park", "hold", "postpone", "extend"]


def shown(value: object) -> object:
    """The answer without what may differ: ids are made by chance."""
    if isinstance(value, Claim):
        return (shown(value.delivery), value.worker, value.fence, value.until)
    if isinstance(value, Delivery):
        return value.model_dump(exclude={"id"})
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    return value


class QueueMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.closing = AsyncExitStack()
        self.stores = self.runner.run(self.open())
        self.now = NOON
        self.claims: list[list[Claim]] = []
        self.events = 0
        self.ids: list[list[str]] = []

    async def open(self) -> list[UnitOfWork]:
        folder = self.closing.enter_context(tempfile.TemporaryDirectory())
        store = open_store(url_of(Path(folder) / "a.db"), KEY)
        return [MemoryStore(), await self.closing.enter_async_context(store)]

    def teardown(self) -> None:
        self.runner.run(self.closing.aclose())
        self.runner.close()

    def ask(self, work: Callable[[Transaction, int], object]) -> list[object]:
        """What both stores answer, which must look the same."""
        answers = [
            self.runner.run(self.answer(store, work, number))
            for number, store in enumerate(self.stores)
        ]
        assert shown(answers[0]) == shown(answers[1])
        return answers

    async def answer(
        self, store: UnitOfWork, work: Callable[[Transaction, int], object], number: int
    ) -> object:
        try:
            return await store.write(lambda tx: work(tx, number))
        except (LaneLost, NotStored) as error:
            return type(error).__name__

    def keep(self, answers: list[object]) -> None:
        deliveries = [answer for answer in answers if isinstance(answer, Delivery)]
        if deliveries:
            self.ids.append([delivery.id for delivery in deliveries])

    @rule(minutes=st.integers(min_value=0, max_value=4))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(lane=lanes)
    def add(self, lane: str) -> None:
        self.events += 1
        event = make_event(f"model-{self.events}")
        self.keep(self.ask(lambda tx, _: tx.deliveries.add(event, lane, self.now)))

    @rule(lane=lanes, pick=picks)
    def add_again(self, lane: str, pick: int) -> None:
        event = make_event(f"model-{pick}")
        self.keep(self.ask(lambda tx, _: tx.deliveries.add(event, lane, self.now)))

    @rule(pick=picks)
    def park_unread(self, pick: int) -> None:
        event = make_event(f"model-{pick}")
        self.keep(self.ask(lambda tx, _: tx.deliveries.park_unread(event, "What?", self.now)))

    @rule()
    def claim(self) -> None:
        answers = self.ask(lambda tx, _: tx.deliveries.claim("w", self.now, LEASE))
        claims = [answer for answer in answers if isinstance(answer, Claim)]
        if claims:
            self.claims.append(claims)

    @precondition(lambda self: self.claims)
    @rule(pick=picks, how=st.sampled_from(WAYS))
    def settle(self, pick: int, how: str) -> None:
        claims = self.claims[-1 - pick % len(self.claims)]
        later = self.now + timedelta(minutes=pick % 5)

        def work(tx: Transaction, number: int) -> object:
            queue, claim = tx.deliveries, claims[number]
            acts: dict[str, Callable[[], object]] = {
                "finish": lambda: queue.finish(claim, self.now),
                "park": lambda: queue.park(
                    claim, "code", "Reason.", self.now, lane_waits=pick % 2 == 0
                ),
                "hold": lambda: queue.hold(claim, "code", "Reason.", self.now),
                "postpone": lambda: queue.postpone(
                    claim, later, "code", "Reason.", count=pick % 2 == 0
                ),
                "extend": lambda: queue.extend(claim, later),
            }
            return acts[how]()

        self.ask(work)

    @precondition(lambda self: self.ids)
    @rule(pick=picks, discard=st.booleans())
    def review(self, pick: int, *, discard: bool) -> None:
        ids = self.ids[pick % len(self.ids)]

        def work(tx: Transaction, number: int) -> object:
            if discard:
                return tx.deliveries.discard(ids[number], self.now)
            return tx.deliveries.replay(ids[number], self.now)

        self.ask(work)

    @invariant()
    def both_show_the_same(self) -> None:
        def look(tx: Transaction, _: int) -> object:
            queue = tx.deliveries
            return [
                dict(queue.counts()),
                queue.next_ready_at(),
                queue.oldest_waiting(),
                queue.stuck(),
                [queue.waiting_in(lane) for lane in ("link:a", "link:b", "gate:1", "unread")],
            ]

        self.ask(look)


TestQueueModel = QueueMachine.TestCase
TestQueueModel.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
