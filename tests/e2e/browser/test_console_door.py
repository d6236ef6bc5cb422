"""The console's door as a real browser goes through it: what only a browser can show.

The pages come over http on loopback, as in the demo; the other sites are answered by the test.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route

from app.records_console import ConsoleRole
from app.web.pages import DIST
from connectors.oidc.provider import Client, OidcProvider
from connectors.sandbox.server import serve
from tests.connectors.oidc.small_provider import CLIENT, ISSUER, SECRET, SmallProvider
from tests.web.console.support import PASSWORD, ConsoleWorld, every_account
from tests.web.console.working import Working
from tests.web.support import ManualClock

pytestmark = pytest.mark.asyncio(loop_scope="package")
ROLES = {"support-leads": (ConsoleRole.VIEWER,)}
CHAT = "https://chat.example.com/"


@dataclass
class Door:
    """A console at `url`, a browser's window, and the provider behind it."""

    url: str
    context: BrowserContext
    page: Page
    small: SmallProvider
    working: Working
    clock: ManualClock

    async def sign_in(self, name: str = "operator") -> None:
        await self.page.goto(f"{self.url}/console")
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Password").fill(PASSWORD)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.page.get_by_role("heading", name="Sending").wait_for()

    async def other_site(self, html: str) -> None:
        """Another site's page, in the same window."""

        async def answer(route: Route) -> None:
            await route.fulfill(content_type="text/html", body=html)

        await self.page.route(f"{CHAT}**", answer)
        await self.page.goto(CHAT)


@pytest_asyncio.fixture(loop_scope="package")
async def door(chromium: Browser) -> AsyncIterator[Door]:
    clock, working = ManualClock(), Working()
    small = SmallProvider(clock.now())
    provider = OidcProvider(small.client(), Client(ISSUER, CLIENT, SECRET, "groups"), clock)
    world = ConsoleWorld(
        store=working.services.store,
        clock=clock,
        provider=provider,
        roles=ROLES,
        accounts=every_account(),
        standing=working.standing,
        dist=DIST,
    )
    async with serve(world.app) as url:
        context = await chromium.new_context()
        yield Door(url, context, await context.new_page(), small, working, clock)
        await context.close()


async def test_a_local_account_signs_in_and_out_over_loopback(door: Door) -> None:
    await door.sign_in()
    [cookie] = await door.context.cookies()
    assert cookie["name"] == "__Host-airlock"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    await door.page.get_by_role("button", name="Sign out").click()
    await door.page.get_by_role("heading", name="Sign in to Airlock").wait_for()
    assert await door.context.cookies() == []


async def test_after_an_hour_of_rest_the_next_page_asks_for_the_password_and_then_is_shown(
    door: Door,
) -> None:
    await door.sign_in()
    door.clock.pass_by(minutes=59)
    await door.page.goto(f"{door.url}/console/health")
    await door.page.get_by_role("heading", name="Health").wait_for()
    door.clock.pass_by(minutes=61)
    await door.page.reload()
    await door.page.get_by_role("heading", name="Sign in to Airlock").wait_for()
    await door.page.get_by_label("Name").fill("operator")
    await door.page.get_by_label("Password").fill(PASSWORD)
    await door.page.get_by_role("button", name="Sign in").click()
    await door.page.get_by_role("heading", name="Health").wait_for()
    assert door.page.url == f"{door.url}/console/health"


async def test_an_operator_stops_and_starts_with_the_pages_own_forms(door: Door) -> None:
    await door.sign_in()
    await door.page.get_by_label("Why all sending shall stop").fill("a trial")
    await door.page.get_by_role("button", name="Stop all sending").click()
    await door.page.get_by_text("Stopped by local:operator").wait_for()
    await door.page.get_by_role("button", name="Let sending go on").click()
    await door.page.get_by_role("button", name="Stop all sending").wait_for()


async def test_a_person_comes_back_from_the_identity_provider_signed_in(door: Door) -> None:
    async def provider(route: Route) -> None:
        brought = door.small.visit(route.request.url)
        back = f"{door.url}/console/sign-in/answer?state={brought['state']}&code={brought['code']}"
        await route.fulfill(content_type="text/html", body=f'<a href="{back}">I am Ada</a>')

    await door.page.route(f"{ISSUER}/**", provider)
    await door.page.goto(f"{door.url}/console")
    await door.page.get_by_role("link", name="Sign in with id.example.com").click()
    await door.page.get_by_role("link", name="I am Ada").click()
    await door.page.get_by_text("Ada Example").wait_for()
    assert door.page.url == f"{door.url}/console"
    assert {one["name"] for one in await door.context.cookies()} == {"__Host-airlock"}


async def test_a_link_of_another_site_opens_its_page_for_whoever_is_signed_in(door: Door) -> None:
    await door.sign_in()
    await door.other_site(f'<a href="{door.url}/console/health">the health</a>')
    await door.page.get_by_role("link", name="the health").click()
    await door.page.get_by_role("heading", name="Health").wait_for()
    assert door.page.url == f"{door.url}/console/health"


async def test_a_form_of_another_site_changes_nothing(door: Door) -> None:
    await door.sign_in()
    form = '<form method="post" action="{}/console/stop"><button>Win a prize</button></form>'
    await door.other_site(form.format(door.url))
    await door.page.get_by_role("button", name="Win a prize").click()
    await door.page.get_by_text("This did not come from one of Airlock's own pages").wait_for()
    assert await door.working.services.modes.sends()


needs_built = pytest.mark.skipif(
    not (DIST / "manifest.json").is_file(), reason="the front end is not built: tools/frontend.py"
)


@needs_built
async def test_a_reader_chooses_dark_and_the_browser_keeps_it(door: Door) -> None:
    await door.sign_in("viewer")
    back = "getComputedStyle(document.body).backgroundColor"
    light = await door.page.evaluate(back)
    await door.page.get_by_label("Colours").select_option("dark")
    await door.page.locator('html[data-scheme="dark"]').wait_for(state="attached")
    dark = await door.page.evaluate(back)
    assert light != dark
    await door.page.goto(f"{door.url}/console/health")
    assert await door.page.evaluate(back) == dark


async def test_the_first_key_leads_past_the_areas_to_the_content(door: Door) -> None:
    await door.sign_in("viewer")
    await door.page.keyboard.press("Tab")
    skip = door.page.get_by_role("link", name="Skip to the content")
    assert await skip.evaluate("link => link === document.activeElement")
    await door.page.keyboard.press("Enter")
    assert await door.page.evaluate("document.activeElement.id") == "main"
