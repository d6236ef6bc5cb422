"""Far more work than the vendor allows, on several relays, over HTTP, in shortened windows.

What is judged is what the sandbox answered.
"""

import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest

from app.bootstrap import Service, open_service, running_relay
from app.demo.story import plain_adf
from app.demo.world import choose_ports, open_world
from app.settings import RelaySettings
from connectors.sandbox.webhooks import Switches
from connectors.sandbox.zendesk.config import Limits
from tests.e2e.conftest import JIRA_UNLIMITED
from tests.e2e.support import POLICIES, Pair, Town, close_town, eventually, open_town

pytestmark = pytest.mark.asyncio(loop_scope="function")

RELAYS = 3
RELAY = RelaySettings(
    lanes=4, lease_seconds=30, call_timeout_seconds=5, unknown_horizon_seconds=0.2
)


@asynccontextmanager
async def a_crowd(folder: Path, limits: Limits) -> AsyncIterator[tuple[Town, list[Service]]]:
    """A world with limits, and three services at work on its one store."""
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(
            open_world(
                folder, POLICIES, choose_ports(None),
                relay=RELAY, retry_scale=0.01, limits=limits, jira_limits=JIRA_UNLIMITED,
            )
        )  # fmt: skip
        services = [world.service]
        for _ in range(RELAYS - 1):
            other = await stack.enter_async_context(open_service(world.service.settings))
            await stack.enter_async_context(running_relay(other))
            services.append(other)
        town = await open_town(world)
        stack.push_async_callback(close_town, town)
        yield town, services


def answers(town: Town) -> Counter[int]:
    """How many requests Zendesk has answered how."""
    entries = town.world.zendesk_app.state.requests.entries
    return Counter(int(str(one["status"])) for one in entries if one["status"] is not None)


def accepted(town: Town, pair: Pair) -> list[int]:
    """The numbers of the engineer's comments in the order in which their webhooks came."""
    texts = {one.comment_id: plain_adf(one.body) for one in town.issue(pair.issue).comments}
    query = "SELECT event FROM deliveries WHERE lane = ? ORDER BY position"
    with closing(sqlite3.connect(town.world.database)) as store:
        rows = store.execute(query, (f"link:{pair.link}",)).fetchall()
    ids = [json.loads(event).get("comment_id") for (event,) in rows]
    found = [re.search(r"Step (\d+) done", texts.get(one, "")) for one in ids]
    return list(dict.fromkeys(int(one.group(1)) for one in found if one))


def numbers(town: Town, pair: Pair) -> list[int]:
    """The numbers of the engineer's comments on the ticket, in the order of their coming."""
    found = [re.search(r"Step (\d+) done", note.body) for note in town.ticket_notes(pair.ticket)]
    return [int(one.group(1)) for one in found if one]


async def write_at_once(town: Town, pairs: list[Pair], count: int) -> None:
    """The engineers' comments are written first; then all their webhooks come in a moment."""
    outbox = town.world.jira_app.state.outbox
    outbox.configure(Switches(hold=True))
    for number in range(count):
        for pair in pairs:
            await town.engineer_writes(pair, f"Step {number} done.")
    town.world.zendesk_app.state.requests.clear()
    outbox.configure(Switches())


async def arrived(town: Town, pairs: list[Pair], count: int) -> list[int]:
    """Return once all are on their tickets; how many of each lane were there at half time."""
    halfway: list[int] = []

    def all_there() -> bool:
        done = [len(numbers(town, pair)) for pair in pairs]
        if 2 * sum(done) >= count and not halfway:
            halfway.extend(done)
        return sum(done) >= count

    await eventually(all_there, seconds=90)
    return halfway


async def test_at_ten_times_the_allowed_load_nothing_is_refused_and_no_lane_starves(
    tmp_path: Path,
) -> None:
    limits = Limits(
        requests_per_minute=2000, updates_per_minute=6, updates_per_ticket=1000,
        window_scale=0.01,
    )  # fmt: skip
    async with a_crowd(tmp_path, limits) as (town, services):
        pairs = [await town.open_pair() for _ in range(6)]
        await write_at_once(town, pairs, 10)
        begun = time.monotonic()
        halfway = await arrived(town, pairs, 60)
        took = time.monotonic() - begun
        await town.settle()
        told = answers(town)
        sent_away = sum(sum(one.base.pacer.meter.postponed.values()) for one in services)
        print(  # noqa: T201 - the measure that the test is for
            f"\n60 comments at once, 6 allowed in 0.6 s, {RELAYS} relays: all there after "
            f"{took:.1f} s; calls {sum(told.values())}, refused {told[429]}, sent away unsent "
            f"{sent_away}; by lane at half time {min(halfway)} to {max(halfway)} of 10"
        )
        for pair in pairs:
            assert numbers(town, pair) == accepted(town, pair), "each once and in order"
            assert sorted(numbers(town, pair)) == list(range(10))
        assert told[429] == 0
        assert sum(told.values()) <= 2 * 60, "reads were made in vain"
        assert sent_away > 0, "the load was no load"
        assert min(halfway) >= 1, "a lane starves"
        assert await town.stuck() == []


async def test_more_comments_to_one_ticket_than_are_allowed_all_arrive_in_order(
    tmp_path: Path,
) -> None:
    limits = Limits(requests_per_minute=20_000, updates_per_minute=10_000, window_scale=0.02)
    async with a_crowd(tmp_path, limits) as (town, services):
        pair = await town.open_pair()
        await write_at_once(town, [pair], 36)
        begun = time.monotonic()
        await arrived(town, [pair], 36)
        took = time.monotonic() - begun
        await town.settle()
        told = answers(town)
        waited = sum(
            one.base.pacer.meter.waited.get("zendesk:ticket", 0)
            + one.base.pacer.meter.postponed.get("zendesk:ticket", 0)
            for one in services
        )
        print(  # noqa: T201 - the measure that the test is for
            f"\n36 comments to one ticket, 30 allowed in 12 s: all there after {took:.1f} s; "
            f"refused {told[429]}, waited or came back {waited} times"
        )
        assert numbers(town, pair) == accepted(town, pair), "each once and in order"
        assert sorted(numbers(town, pair)) == list(range(36))
        assert told[429] == 0
        assert waited > 0
