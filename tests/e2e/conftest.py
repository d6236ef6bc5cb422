"""A world to test in: both sandbox systems and the service, over real HTTP on loopback.

A world takes two seconds to make, so that the tests of a module share one and each opens a pair of
its own in it. The service's own delays are shortened, so that retries take milliseconds; what is
decided by them is not.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from app.demo.world import World, choose_ports, open_world
from app.settings import RelaySettings
from connectors.sandbox.jira.config import RateLimits
from connectors.sandbox.zendesk.config import Limits
from tests.e2e.support import POLICIES, Town, close_town, open_town
from tests.e2e.surfaces import search_surfaces

RELAY = RelaySettings(
    lanes=4, lease_seconds=10, call_timeout_seconds=3, unknown_horizon_seconds=0.2
)

UNLIMITED = Limits(
    requests_per_minute=100_000, updates_per_minute=100_000, updates_per_ticket=100_000,
    window_scale=0.001,
)  # fmt: skip
JIRA_UNLIMITED = RateLimits(100_000, 100_000, 100_000, 100_000)
"""A module's tests write more in a minute than a support team does."""

OpenTown = Callable[..., AbstractAsyncContextManager[Town]]


@pytest.fixture(scope="module", autouse=True)
def hurried() -> Iterator[None]:
    """Retries after 50 ms instead of seconds and minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.retry.FIRST_DELAY", timedelta(seconds=0.05))
        patch.setattr("app.services.retry.LONGEST_DELAY", timedelta(seconds=0.4))
        patch.setattr("app.services.retry.CREDENTIALS_DELAY", timedelta(seconds=0.2))
        yield


@asynccontextmanager
async def a_town(
    folder: Path, policy_dir: Path = POLICIES, relay: RelaySettings = RELAY
) -> AsyncIterator[Town]:
    """A world of its own with its people in it; `folder` takes the database."""
    ports = choose_ports(None)
    async with open_world(
        folder, policy_dir, ports,
        relay=relay, retry_scale=0.01, limits=UNLIMITED, jira_limits=JIRA_UNLIMITED,
    ) as world:  # fmt: skip
        town = await open_town(world)
        try:
            yield town
            assert await search_surfaces(town) == [], "private text in what operators read"
        finally:
            await close_town(town)


@pytest.fixture
def towns(tmp_path: Path) -> OpenTown:
    """Opens a world for one test, with settings of the test's own."""

    def open_one(**settings: object) -> AbstractAsyncContextManager[Town]:
        return a_town(tmp_path, **settings)  # type: ignore[arg-type] # a_town checks them

    return open_one


@pytest.fixture(scope="module")
def relay() -> RelaySettings:
    """The relay's settings in the module's world; a module may have its own."""
    return RELAY


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_town(
    tmp_path_factory: pytest.TempPathFactory, relay: RelaySettings
) -> AsyncIterator[Town]:
    async with a_town(tmp_path_factory.mktemp("world"), relay=relay) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="module")
async def town(shared_town: Town) -> AsyncIterator[Town]:
    """The module's world, with no fault of an earlier test left in it."""
    yield shared_town
    for app in (shared_town.world.zendesk_app, shared_town.world.jira_app):
        app.state.faults.clear()
    await shared_town.settle()


@pytest.fixture
def world(town: Town) -> World:
    return town.world
