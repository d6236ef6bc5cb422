"""A console over the real services, and who is signed in to it."""

from collections.abc import AsyncIterator

import pytest

from app.records_console import ConsoleRole
from tests.web.console.support import Browser
from tests.web.console.work import WorkWorld


@pytest.fixture
def work() -> WorkWorld:
    return WorkWorld()


@pytest.fixture
async def operator(work: WorkWorld) -> AsyncIterator[Browser]:
    async with work.console.signed_in(ConsoleRole.OPERATOR) as browser:
        yield browser


@pytest.fixture
async def viewer(work: WorkWorld) -> AsyncIterator[Browser]:
    async with work.console.signed_in(ConsoleRole.VIEWER) as browser:
        yield browser
