"""Signing in through an identity provider, as a browser goes through it."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.records_console import ConsoleRole
from connectors.oidc.provider import Client, OidcProvider
from tests.connectors.oidc.small_provider import CLIENT, ISSUER, SECRET, SmallProvider
from tests.web.console.support import SITE, Browser, ConsoleWorld
from tests.web.support import ManualClock

ROLES = {"support-leads": (ConsoleRole.VIEWER, ConsoleRole.APPROVER)}
CROSS = {"Sec-Fetch-Site": "cross-site"}


class Staff:
    """A console whose people sign in at a small provider."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.small = SmallProvider(self.clock.now())
        self.world = self.of(ROLES)

    def of(self, roles: dict[str, tuple[ConsoleRole, ...]], client: str = CLIENT) -> ConsoleWorld:
        client_of = Client(ISSUER, client, SECRET, "groups")
        provider = OidcProvider(self.small.client(), client_of, self.clock)
        known = self.world.store if hasattr(self, "world") else None
        return ConsoleWorld(
            store=known, clock=self.clock, accounts=(), provider=provider, roles=roles
        )

    async def go(self, browser: Browser, onward: str = "/console/health") -> str:
        """To the provider; the address with which it sends the browser back."""
        there = await browser.get("/console/sign-in/provider", params={"next": onward})
        assert there.status_code == 303
        brought = self.small.visit(there.headers["location"])
        return str(httpx.URL("/console/sign-in/answer", params=brought))

    async def sign_in(self, browser: Browser) -> httpx.Response:
        return await browser.get(await self.go(browser), headers=CROSS)


@pytest.fixture
def staff() -> Staff:
    return Staff()


async def test_a_person_with_a_role_comes_back_signed_in_to_the_page_asked_for(
    staff: Staff,
) -> None:
    async with staff.world.browser() as browser:
        form = await browser.get("/console/sign-in?next=%2Fconsole%2Fhealth")
        assert "Sign in with id.example.com" in form.text
        answer = await staff.sign_in(browser)
        assert answer.status_code == 200
        assert "url=/console/health" in answer.text
        page = await browser.get("/console")
        assert "Ada Example" in page.text
        assert "approver, viewer" in page.text


async def test_the_provider_is_asked_to_send_the_browser_back_to_our_own_address(
    staff: Staff,
) -> None:
    async with staff.world.browser() as browser:
        await staff.go(browser)
    assert staff.small.asked["redirect_uri"] == [f"{SITE}/console/sign-in/answer"]
    assert staff.small.asked["client_id"] == [CLIENT]


async def test_the_rounds_cookie_crosses_sites_and_is_gone_afterwards(staff: Staff) -> None:
    async with staff.world.browser() as browser:
        there = await browser.get("/console/sign-in/provider")
        [cookie] = there.headers.get_list("set-cookie")
        assert cookie.startswith("__Host-airlock-round=")
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert parts == {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"}
        await staff.sign_in(browser)
        assert [one.name for one in browser.client.cookies.jar] == ["__Host-airlock"]


async def test_the_address_tells_nothing_of_verifier_and_cookie(staff: Staff) -> None:
    async with staff.world.browser() as browser:
        there = await browser.get("/console/sign-in/provider")
        kept = browser.client.cookies["__Host-airlock-round"].partition(".")[0]
        assert kept not in there.headers["location"]
        values = parse_qs(urlsplit(there.headers["location"]).query)
        assert len({values["state"][0], values["nonce"][0], values["code_challenge"][0]}) == 3


async def test_an_answer_to_another_browsers_round_is_refused(staff: Staff) -> None:
    async with staff.world.browser() as mallory, staff.world.browser() as victim:
        theirs = await staff.go(mallory)
        for begun in (False, True):
            if begun:
                await victim.get("/console/sign-in/provider")
            answer = await victim.get(theirs, headers=CROSS)
            assert answer.status_code == 403
            assert "__Host-airlock" not in {one.name for one in victim.client.cookies.jar}


async def test_an_answer_is_taken_once(staff: Staff) -> None:
    async with staff.world.browser() as browser:
        address = await staff.go(browser)
        assert (await browser.get(address, headers=CROSS)).status_code == 200
        assert (await browser.get(address, headers=CROSS)).status_code == 403


async def test_a_person_without_a_role_is_told_so_and_gets_no_session(staff: Staff) -> None:
    staff.small.claims = {"groups": ["everyone"]}
    async with staff.world.browser() as browser:
        answer = await staff.sign_in(browser)
        assert answer.status_code == 403
        assert "none of your groups has a role here" in answer.text
        assert (await browser.get("/console")).status_code == 303


async def test_a_token_that_does_not_hold_gives_no_session(staff: Staff) -> None:
    staff.small.claims = {"aud": "another client"}
    async with staff.world.browser() as browser:
        assert (await staff.sign_in(browser)).status_code == 403
        assert (await browser.get("/console")).status_code == 303


async def test_a_provider_that_is_down_is_told_in_words(staff: Staff) -> None:
    staff.small.failure = httpx.ConnectError("down")
    async with staff.world.browser() as browser:
        answer = await browser.get("/console/sign-in/provider")
        assert answer.status_code == 502
        assert "does not answer" in answer.text


async def test_a_refusal_of_the_provider_is_told_in_our_words(staff: Staff) -> None:
    async with staff.world.browser() as browser:
        await staff.go(browser)
        answer = await browser.get(
            "/console/sign-in/answer?error=access_denied&error_description=%3Cscript%3E"
        )
        assert answer.status_code == 403
        assert "did not sign you in" in answer.text
        assert "script>" not in answer.text.partition("<body>")[2]


@pytest.mark.parametrize("path", ["https://evil.test", "//evil.test", "/console/../../evil"])
async def test_the_way_through_the_provider_leads_nowhere_else(staff: Staff, path: str) -> None:
    async with staff.world.browser() as browser:
        answer = await browser.get(await staff.go(browser, path), headers=CROSS)
        assert "url=/console" in answer.text
        assert "evil" not in answer.text


async def test_a_group_that_loses_its_role_loses_access_at_once(staff: Staff) -> None:
    async with staff.world.browser() as browser, staff.of({}).browser() as same:
        await staff.sign_in(browser)
        same.client.cookies.update(browser.client.cookies)
        assert (await browser.get("/console/sign-in")).status_code == 303
        assert (await same.get("/console/sign-in")).status_code == 200


async def test_another_client_ends_the_sessions_of_the_old_one(staff: Staff) -> None:
    async with staff.world.browser() as browser, staff.of(ROLES, "other").browser() as same:
        await staff.sign_in(browser)
        same.client.cookies.update(browser.client.cookies)
        assert (await same.get("/console/sign-in")).status_code == 200
