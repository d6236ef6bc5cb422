"""Each comment arrives exactly once and in order, whatever happens between write and answer."""

import asyncio

import pytest

from app.settings import RelaySettings
from connectors.sandbox.faults import Fault
from connectors.sandbox.webhooks import Switches
from tests.e2e.conftest import OpenTown
from tests.e2e.support import Pair, Town, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

ISSUE_COMMENT = r"/rest/api/3/issue/[^/]+/comment$"
TICKET_UPDATE = r"/api/v2/tickets/\d+$"

TO_JIRA = ("jira_app", "POST", ISSUE_COMMENT)
TO_ZENDESK = ("zendesk_app", "PUT", TICKET_UPDATE)
WAYS = pytest.mark.parametrize("way", [TO_JIRA, TO_ZENDESK], ids=["to_jira", "to_zendesk"])

PATIENCE = RelaySettings(
    lanes=4, lease_seconds=0.8, call_timeout_seconds=0.5, unknown_horizon_seconds=0.2
)
NO_RELAY = RelaySettings(**{**PATIENCE.model_dump(), "enabled": False})

SAID = ("The first of three.", "The second of three.", "The third of three.")


@pytest.fixture(scope="module")
def relay() -> RelaySettings:
    return PATIENCE


async def write(town: Town, pair: Pair, way: tuple[str, str, str], text: str) -> None:
    """Someone writes on the side that the comment comes from."""
    if way is TO_JIRA:
        await town.customer_writes(pair, text)
    else:
        await town.engineer_writes(pair, text)


async def settle(town: Town) -> None:
    """As the town's, and every fault that was set must have been met."""
    await town.settle()
    for app in (town.world.zendesk_app, town.world.jira_app):
        assert not app.state.faults.pending()


def arrived(town: Town, pair: Pair, way: tuple[str, str, str]) -> list[str]:
    """Which of the three stand on the other side, in its order."""
    texts = (
        town.issue_texts(pair.issue)
        if way is TO_JIRA
        else [one.body for one in town.ticket_notes(pair.ticket)]
    )
    return [said for text in texts for said in SAID if said in text]


def set_fault(town: Town, way: tuple[str, str, str], **fault: object) -> None:
    """Put a fault before the writes of our own that bring the copy.

    The person's own request on the source side meets another system or another path.
    """
    app, method, path = way
    board = getattr(town.world, app).state.faults
    board.add(Fault.model_validate({"method": method, "path": path, **fault}))


@WAYS
async def test_a_comment_whose_write_timed_out_arrives_once(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    set_fault(town, way, kind="timeout_after_write")
    await write(town, pair, way, SAID[0])
    await write(town, pair, way, SAID[1])
    await settle(town)
    assert arrived(town, pair, way) == [*SAID[:2]]
    assert not await stuck_of(town, pair)


@WAYS
async def test_a_comment_whose_every_answer_is_lost_for_a_while_arrives_once(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    set_fault(town, way, kind="reset", times=2)
    set_fault(town, way, kind="timeout_after_write")
    await write(town, pair, way, SAID[0])
    await settle(town)
    assert arrived(town, pair, way) == [SAID[0]]


@WAYS
async def test_a_comment_refused_with_429_arrives_once_and_after_the_time_asked(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    set_fault(town, way, kind="status", status=429, retry_after=1)
    started = asyncio.get_running_loop().time()
    await write(town, pair, way, SAID[0])
    await settle(town)
    assert arrived(town, pair, way) == [SAID[0]]
    assert asyncio.get_running_loop().time() - started >= 1


@WAYS
async def test_a_comment_that_met_errors_before_the_write_arrives_once(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    set_fault(town, way, kind="status", status=502)
    await write(town, pair, way, SAID[0])
    await write(town, pair, way, SAID[1])
    await settle(town)
    assert arrived(town, pair, way) == [*SAID[:2]]


@WAYS
async def test_webhooks_that_come_twice_bring_one_copy(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    switch(town, Switches(duplicate=2))
    for text in SAID:
        await write(town, pair, way, text)
        await drain(town)
    await town.settle()
    switch(town, Switches())
    assert arrived(town, pair, way) == [*SAID]


def switch(town: Town, switches: Switches) -> None:
    for app in (town.world.zendesk_app, town.world.jira_app):
        app.state.outbox.configure(switches)


@WAYS
async def test_webhooks_that_come_in_disorder_bring_each_comment_once(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    switch(town, Switches(reorder=True, duplicate=1))
    for text in SAID:
        await write(town, pair, way, text)
    await town.settle()
    switch(town, Switches())
    assert sorted(arrived(town, pair, way)) == sorted(SAID)


@WAYS
async def test_comments_are_copied_in_the_order_of_their_webhooks_while_one_is_retried(
    town: Town, way: tuple[str, str, str]
) -> None:
    pair = await town.open_pair()
    set_fault(town, way, kind="status", status=503, times=2)
    for text in SAID:
        await write(town, pair, way, text)
        await drain(town)
    await settle(town)
    assert arrived(town, pair, way) == [*SAID]


async def drain(town: Town) -> None:
    """Return when the service has answered every webhook so far."""
    await town.world.zendesk_app.state.outbox.drain()
    await town.world.jira_app.state.outbox.drain()


@WAYS
async def test_a_relay_killed_between_write_and_record_does_not_write_again(
    towns: OpenTown, way: tuple[str, str, str]
) -> None:
    async with towns(relay=NO_RELAY) as town:
        relay = run_relay(town)
        pair = await town.open_pair()
        set_fault(town, way, kind="timeout_after_write")
        await write(town, pair, way, SAID[0])
        await eventually(lambda: arrived(town, pair, way) == [SAID[0]])
        await kill(relay)
        await write(town, pair, way, SAID[1])
        second = run_relay(town)
        await town.settle()
        await kill(second)
        assert arrived(town, pair, way) == [*SAID[:2]]


@WAYS
async def test_a_relay_killed_while_its_write_is_under_way_does_not_write_again(
    towns: OpenTown, way: tuple[str, str, str]
) -> None:
    async with towns(relay=NO_RELAY) as town:
        relay = run_relay(town)
        pair = await town.open_pair()
        set_fault(town, way, kind="latency", seconds=0.3)
        board = getattr(town.world, way[0]).state.faults
        await write(town, pair, way, SAID[0])
        await eventually(lambda: not board.pending())
        await kill(relay)
        assert not arrived(town, pair, way)
        second = run_relay(town)
        await town.settle()
        await kill(second)
        assert arrived(town, pair, way) == [SAID[0]]


def run_relay(town: Town) -> "asyncio.Task[None]":
    return asyncio.create_task(town.world.service.relay.run(asyncio.Event()))


async def kill(relay: "asyncio.Task[None]") -> None:
    """End it where it stands; it settles nothing."""
    relay.cancel()
    await asyncio.wait({relay})


async def stuck_of(town: Town, pair: Pair) -> list[str]:
    return [one.reason or "" for one in await town.stuck() if pair.link in one.lane]
