"""Built files as the application serves them; skipped by name where they are not built."""

import httpx
import pytest

from app.web.pages import DIST, Assets
from tests.web.support import World


async def test_a_built_file_may_be_kept_for_ever(world: World) -> None:
    assets = Assets.built(DIST)
    if assets is None:
        pytest.skip("the front end is not built: run tools/frontend.py")
    world.dist = DIST
    async with world.client() as client:
        for path, kind in ((assets.script, "javascript"), (assets.style, "css")):
            answer = await client.get(path)
            assert answer.status_code == 200
            assert kind in answer.headers["content-type"]
            assert "immutable" in answer.headers["cache-control"]


async def test_a_file_that_is_not_there_is_not_kept(client: httpx.AsyncClient) -> None:
    answer = await client.get("/static/dist/sidebar-OLD.js")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
