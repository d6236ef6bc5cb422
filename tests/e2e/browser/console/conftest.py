"""One house for a worker: what a test changes in it, no other test looks at."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from app.policy.files import read_texts
from app.web.pages import DIST
from tests.e2e.browser.console.house import House, open_house
from tests.e2e.browser.host import AXE
from tests.e2e.browser.windows import CHROMIUM, open_chromium
from tests.shared_data import ROOT

PATIENCE = 30_000
"""Milliseconds: the whole policy is linted as it is typed, and machines may be busy."""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def chromium() -> AsyncIterator[Browser]:
    """This folder's own, as its tests have an event loop of their own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with open_chromium(CHROMIUM) as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def open_one(chromium: Browser) -> AsyncIterator[House]:
    if not (AXE.is_file() and (DIST / "manifest.json").is_file()):
        pytest.skip("the front end is not built; `make install` brings it")
    expect.set_options(timeout=PATIENCE)
    async with open_house(read_texts(ROOT / "policies")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="package")
async def house(open_one: House) -> AsyncIterator[House]:
    """The house; what goes wrong in a window of it fails the test."""
    yield open_one
    troubles, open_one.troubles.seen = open_one.troubles.seen, []
    assert not troubles, "\n".join(troubles)
