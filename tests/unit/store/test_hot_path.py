"""No statement of the hot path reads more of a table than it needs."""

import sqlite3
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from app.model import System
from app.ports import Transaction
from app.store import open_store
from tests.contract.store import make_copy
from tests.contract.store_queue import NOON, add, claim, finish, make_event, park, postpone
from tests.unit.store.support import KEY, traced, url_of


def plan_of(connection: sqlite3.Connection, statement: str) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]


async def test_the_queue_and_the_echo_look_up_by_index_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    def look(tx: Transaction) -> None:
        tx.deliveries.next_ready_at()
        tx.deliveries.oldest_waiting()
        tx.deliveries.waiting_in("link:a")
        tx.deliveries.stuck()
        tx.deliveries.stuck("link:a")
        tx.deliveries.postponed()
        tx.deliveries.postponed("link:a")
        tx.copies.find_target(System.JIRA, "20001")
        tx.links.of_issue("10001", "OPS-1")
        tx.links.of_ticket(1)
        tx.gates.due(NOON)
        tx.effects.get("m1")
        tx.effects.made_beside("issue:1", "2", "issue-file:1")

    with traced() as trace:
        async with open_store(url_of(path), KEY) as store:
            start = len(trace.statements)
            for _ in range(4):
                await add(store, "link:a")
            await finish(store, await claim(store))
            await postpone(store, await claim(store), NOON)
            parked = await claim(store)
            await park(store, parked)
            await store.write(lambda tx: tx.deliveries.replay(parked.delivery.id, NOON))
            await store.write(lambda tx: tx.copies.save(make_copy("871"), NOON))
            await store.read(look)
            ran = set(trace.statements[start:])
    with closing(sqlite3.connect(path)) as connection:
        plans = {
            statement: plan_of(connection, statement)
            for statement in ran
            if statement.startswith(("SELECT", "UPDATE", "DELETE"))
        }
    assert len(plans) > 15
    assert not {text: plan for text, plan in plans.items() if is_slow(text, plan)}


def is_slow(statement: str, plan: list[str]) -> bool:
    """Whether it reads a whole table, or sorts a part of the queue, which may be long."""
    steps = " ".join(plan)
    sorts = "TEMP B-TREE" in steps and ("FROM lanes" in statement or "FROM deliv" in statement)
    return "SCAN" in steps or sorts


async def test_a_claim_costs_the_same_whatever_waits_behind_it(tmp_path: Path) -> None:
    """Counted in the steps of SQLite's own machine, so that no clock can blur it."""
    costs = []
    with traced() as trace:
        async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
            for backlog in (20, 4000):
                await store.write(partial(add_many, backlog))
                steps = count()
                trace.writer.set_progress_handler(lambda steps=steps: next(steps) < 0, 1)
                await finish(store, await claim(store))
                await add(store, "link:0")
                trace.writer.set_progress_handler(None, 1)
                costs.append(next(steps))
    assert costs[1] < 1.1 * costs[0]


def add_many(number: int, tx: Transaction) -> None:
    for n in range(number):
        tx.deliveries.add(make_event(), f"link:{n % 50}", NOON)


async def test_what_waits_is_counted_without_reading_what_waits(tmp_path: Path) -> None:
    """Counted in the steps of SQLite's own machine: as many lanes, 40 times the work."""
    costs = []
    with traced() as trace:
        async with open_store(url_of(tmp_path / "a.db"), KEY) as store:
            for backlog in (100, 3900):
                await store.write(partial(add_many, backlog))
                steps = count()
                trace.writer.set_progress_handler(lambda steps=steps: next(steps) < 0, 1)
                found = await store.write(lambda tx: tx.life.backlog())
                trace.writer.set_progress_handler(None, 1)
                costs.append(next(steps))
                waiting = (await store.read(lambda tx: tx.deliveries.counts()))["waiting"]
                assert sum(one.count for one in found) == waiting
    assert costs[1] < 1.5 * costs[0]
