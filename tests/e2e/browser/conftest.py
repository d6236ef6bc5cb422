"""One world and one browser for all; each test has a ticket and an issue of its own in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from app.demo.story import Story, link_issue, open_story, open_ticket
from app.demo.world import World, choose_ports, open_world
from tests.e2e.browser.host import AXE, SDK, Host, bundled_sdk, open_host
from tests.e2e.browser.windows import CHROMIUM, Windows, open_chromium, open_windows
from tests.shared_data import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option exists where this folder is named: `pytest tests/e2e/browser --pictures`."""
    parser.addoption("--pictures", action="store_true", help="write docs/pictures anew")


@pytest.fixture
def gallery(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures go: into the documentation when that is asked for, else away."""
    asked = request.config.getoption("--pictures", default=False)
    return ROOT / "docs" / "pictures" if asked else tmp_path


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with open_chromium(CHROMIUM) as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def stage(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("world")
    async with open_world(folder, ROOT / "policies", choose_ports(None)) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="package")
async def story(stage: World) -> AsyncIterator[Story]:
    """The story's first scene: the customer's ticket, linked to an issue in triage."""
    async with open_story(stage, lambda _: None) as story:
        for act in (open_ticket, link_issue):
            await act(story)
            await stage.settle()
        yield story


@pytest_asyncio.fixture(loop_scope="package")
async def windows(chromium: Browser, story: Story) -> AsyncIterator[Windows]:
    async with open_windows(chromium, story) as windows:
        yield windows


@pytest.fixture(scope="package")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    for package in (AXE, SDK):
        if not package.exists():
            pytest.skip("the front end's packages are not installed; `make install` brings them")
    return bundled_sdk(tmp_path_factory.mktemp("sdk"))


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_host(chromium: Browser, sdk: bytes) -> AsyncIterator[Host]:
    async with open_host(chromium, sdk) as host:
        yield host


@pytest_asyncio.fixture(loop_scope="package")
async def host(shared_host: Host) -> AsyncIterator[Host]:
    """The agent's page over a fresh ticket; what goes wrong in it fails the test."""
    await shared_host.reset()
    yield shared_host
    troubles, shared_host.troubles.seen = shared_host.troubles.seen, []
    assert not troubles, "\n".join(troubles)
