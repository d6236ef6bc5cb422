"""Old deliveries go, batch after batch; a store that is away for a moment ends nothing."""

import asyncio
from datetime import timedelta

from app.services.forgetting import BATCH, Forgetting
from tests.contract.store_queue import NOON, add, claim, finish
from tests.fakes.clock import FixedClock
from tests.fakes.store import MemoryStore


async def test_all_that_is_old_enough_is_forgotten_in_one_round() -> None:
    store, clock = MemoryStore(), FixedClock()
    for _ in range(BATCH + 1):
        await add(store, "link:a", NOON)
        await finish(store, await claim(store, NOON), NOON)
    await add(store, "link:a", NOON)
    keeper = Forgetting(store, clock, timedelta(days=30))
    clock.pass_time((NOON - clock.now()).total_seconds() + timedelta(days=30).total_seconds())
    assert await keeper.forget(asyncio.Event()) == 0
    clock.pass_time(1)
    assert await keeper.forget(asyncio.Event()) == BATCH + 1
    counts = await store.read(lambda tx: tx.deliveries.counts())
    assert (counts["done"], counts["waiting"]) == (0, 1)
