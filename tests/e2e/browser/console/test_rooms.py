"""Every page of the console: its structure, its keys, its colours, its widths, and axe."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from app.web.console.navigation import AREAS
from app.web.console.routers import ROUTERS
from tests.e2e.browser.console.house import House
from tests.e2e.browser.console.looks import faults_of
from tests.e2e.browser.console.rooms import NO_PAGES, ROOMS, Room
from tests.e2e.browser.pictures import picture_of_page
from tests.web.console.support import policy_of

package = pytest.mark.asyncio(loop_scope="package")


def test_every_page_of_the_console_is_looked_at() -> None:
    routes = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if "GET" in getattr(route, "methods", ())
    }
    assert {room.route for room in ROOMS} == routes - NO_PAGES
    assert {area.href for area in AREAS} <= {room.address for room in ROOMS}


@package
@pytest.mark.parametrize("room", ROOMS, ids=[room.name for room in ROOMS])
async def test_a_page_is_fine_in_both_schemes_at_every_width_and_by_keyboard(
    house: House, chromium: Browser, gallery: Path, room: Room
) -> None:
    page = await house.page_of(chromium, room.who)
    answer = await page.goto(house.address(room.address))
    assert answer is not None
    assert answer.ok
    policy = policy_of(answer.headers)
    assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")
    assert "unsafe" not in str(policy)
    await page.locator(room.ready).first.wait_for()
    if room.picture:
        await picture_of_page(page, gallery, room.picture, room.compared)
    faults = await faults_of(page)
    assert not faults, "\n".join(faults)
