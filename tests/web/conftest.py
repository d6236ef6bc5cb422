from collections.abc import AsyncIterator

import httpx
import pytest

from tests.web.support import ADMIN, World, sign_in


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with world.client() as client:
        yield client


@pytest.fixture
async def agent(client: httpx.AsyncClient) -> dict[str, str]:
    """The headers of a support agent's session."""
    return await sign_in(client)


@pytest.fixture
async def admin(client: httpx.AsyncClient) -> dict[str, str]:
    return await sign_in(client, ADMIN)
