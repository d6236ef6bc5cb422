"""The console's door: sign-in, sessions, cookies, and requests that are not ours."""

from hashlib import sha256

import pytest

from app.records_console import ConsoleRole
from app.services.console_accounts import LocalAccount
from tests.web.console.support import CHEAP, PASSWORD, ConsoleWorld, account, policy_of

VIEWER = ConsoleRole.VIEWER


async def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back() -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.get("/console")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/console/sign-in?next=%2Fconsole"
        form = await browser.get(answer.headers["location"])
        assert 'value="/console"' in form.text
        done = await browser.post(
            "/console/sign-in", {"name": "viewer", "password": PASSWORD, "next": "/console"}
        )
        assert (done.status_code, done.headers["location"]) == (303, "/console")
        page = await browser.get("/console")
        assert page.status_code == 200
        assert "viewer" in page.text


async def test_a_fragment_without_a_session_is_answered_401() -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.get("/console", htmx=True)
        assert answer.status_code == 401
        assert answer.headers["hx-retarget"] == "#notice"


async def test_the_sessions_cookie_is_of_this_host_secure_and_strict() -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.sign_in("viewer")
        [cookie] = answer.headers.get_list("set-cookie")
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert cookie.startswith("__Host-airlock=")
        assert parts == {"HttpOnly", "Secure", "SameSite=strict", "Path=/", "Max-Age=28800"}


@pytest.mark.parametrize(("name", "password"), [("viewer", "wrong"), ("nobody", PASSWORD)])
async def test_a_wrong_name_or_password_is_refused_in_the_same_words(
    name: str, password: str
) -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.post("/console/sign-in", {"name": name, "password": password})
        assert answer.status_code == 403
        assert "The name or the password is wrong." in answer.text
        assert "set-cookie" not in answer.headers


async def test_signing_out_ends_the_session_for_everyone_who_holds_it() -> None:
    world = ConsoleWorld()
    async with world.signed_in(VIEWER) as browser, world.browser() as thief:
        thief.client.cookies.update(browser.client.cookies)
        assert (await thief.get("/console")).status_code == 200
        answer = await browser.post("/console/sign-out")
        assert answer.headers["location"] == "/console/sign-in"
        assert (await thief.get("/console")).status_code == 303


def test_an_account_is_named_by_its_roles_in_these_tests() -> None:
    assert account(ConsoleRole.POLICY_EDITOR).name == "policy-editor"


async def test_a_session_ends_when_its_hours_are_over_however_much_it_is_used() -> None:
    world = ConsoleWorld()
    async with world.signed_in(VIEWER) as browser:
        for _ in range(15):
            world.clock.pass_by(minutes=31)
            assert (await browser.get("/console/sign-in")).status_code == 303
        world.clock.pass_by(minutes=16)
        assert (await browser.get("/console/sign-in")).status_code == 200


async def test_a_session_ends_when_it_was_idle_for_an_hour() -> None:
    world = ConsoleWorld()
    async with world.signed_in(VIEWER) as browser:
        world.clock.pass_by(minutes=59)
        assert (await browser.get("/console/sign-in")).status_code == 303
        world.clock.pass_by(minutes=60)
        assert (await browser.get("/console/sign-in")).status_code == 200


async def test_signing_in_gives_a_new_id_and_ends_the_old_session() -> None:
    world = ConsoleWorld()
    async with world.signed_in(VIEWER) as browser, world.browser() as old:
        before = browser.client.cookies["__Host-airlock"]
        old.client.cookies.update(browser.client.cookies)
        await browser.sign_in("operator")
        assert browser.client.cookies["__Host-airlock"] != before
        assert (await old.get("/console/sign-in")).status_code == 200


async def test_an_id_that_a_stranger_planted_does_not_become_a_session() -> None:
    async with ConsoleWorld().browser() as browser:
        browser.client.cookies.set("__Host-airlock", "a" * 43, domain="airlock.test")
        await browser.sign_in("viewer")
        values = [cookie.value for cookie in browser.client.cookies.jar]
        assert browser.client.cookies.get("__Host-airlock", domain="airlock.test") != "a" * 43
        assert len(values) == 1


@pytest.mark.parametrize("left", [(), (account(ConsoleRole.OPERATOR),)])
async def test_an_account_that_leaves_the_settings_loses_access_at_once(
    left: tuple[LocalAccount, ...],
) -> None:
    world = ConsoleWorld()
    later = ConsoleWorld(store=world.store, clock=world.clock, accounts=left)
    async with world.signed_in(VIEWER) as browser, later.browser() as same:
        same.client.cookies.update(browser.client.cookies)
        assert (await same.get("/console/sign-in")).status_code == 200


async def test_a_changed_password_ends_the_sessions_of_the_old_one() -> None:
    world = ConsoleWorld()
    known = account(VIEWER)
    changed = LocalAccount(known.name, known.roles, CHEAP.hash("another long password"))
    later = ConsoleWorld(store=world.store, clock=world.clock, accounts=(changed,))
    async with world.signed_in(VIEWER) as browser, later.browser() as same:
        same.client.cookies.update(browser.client.cookies)
        assert (await same.get("/console/sign-in")).status_code == 200


async def test_the_table_of_sessions_does_not_hold_the_cookies_id() -> None:
    world = ConsoleWorld()
    async with world.signed_in(VIEWER) as browser:
        session = browser.client.cookies["__Host-airlock"]
        digest = sha256(session.encode()).hexdigest()
        assert await world.store.read(lambda tx: tx.sessions.get(session)) is None
        assert await world.store.read(lambda tx: tx.sessions.get(digest)) is not None


async def test_too_many_wrong_passwords_are_refused_for_a_while() -> None:
    world = ConsoleWorld()
    wrong = {"name": "viewer", "password": "wrong"}
    async with world.browser() as browser:
        for _ in range(10):
            assert (await browser.post("/console/sign-in", wrong)).status_code == 403
        refused = await browser.post("/console/sign-in", {"name": "viewer", "password": PASSWORD})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        world.clock.pass_by(seconds=61)
        assert (await browser.sign_in("viewer")).status_code == 303


async def test_right_passwords_are_never_too_many() -> None:
    async with ConsoleWorld().browser() as browser:
        statuses = [(await browser.sign_in("viewer")).status_code for _ in range(12)]
    assert set(statuses) == {303}


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.test",
        "//evil.test",
        "/\\evil.test",
        "/console//evil.test",
        "/console/../evil",
        "/consoleevil",
        "/console\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "",
    ],
)
async def test_signing_in_leads_nowhere_else(path: str) -> None:
    async with ConsoleWorld().browser() as browser:
        done = await browser.post(
            "/console/sign-in", {"name": "viewer", "password": PASSWORD, "next": path}
        )
        assert done.headers["location"] == "/console"


async def test_a_link_of_another_site_opens_the_page_by_one_load_more() -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.get("/console/health?a=1", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
        assert '<meta http-equiv="refresh" content="0; url=/console/health?a=1">' in answer.text
        assert "set-cookie" not in answer.headers


async def test_every_page_forbids_what_is_not_our_own_file() -> None:
    async with ConsoleWorld().browser() as browser:
        answer = await browser.get("/console/sign-in")
        policy = policy_of(answer.headers)
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "style=" not in answer.text
        assert "onclick" not in answer.text


async def test_a_reader_chooses_light_or_dark_for_this_browser() -> None:
    async with ConsoleWorld().signed_in(VIEWER) as browser:
        await browser.post("/console/scheme", {"scheme": "dark"})
        page = await browser.get("/console")
        assert '<html lang="en" data-scheme="dark">' in page.text
        await browser.post("/console/scheme", {"scheme": ""})
        page = await browser.get("/console")
        assert '<html lang="en">' in page.text


async def test_behind_a_proxy_our_own_pages_are_known_by_the_public_address() -> None:
    world = ConsoleWorld(config={"public_url": "https://console.example.com"})
    wrong = {"name": "viewer", "password": "wrong"}
    async with world.browser() as browser:
        for origin, words in (
            ("https://console.example.com", "The name or the password is wrong."),
            ("https://evil.example.com", "This did not come from one of Airlock"),
        ):
            answer = await browser.post("/console/sign-in", wrong, headers={"Origin": origin})
            assert words in answer.text


async def test_a_form_that_cannot_be_taken_is_told_by_its_field() -> None:
    async with ConsoleWorld().signed_in(ConsoleRole.OPERATOR) as browser:
        for htmx in (True, False):
            answer = await browser.post("/console/stop", {"reason": "x" * 501}, htmx=htmx)
            assert answer.status_code == 422
            assert "reason: string too long" in answer.text
            assert "xxx" not in answer.text
            assert ("<html" in answer.text) is not htmx


async def test_what_happens_unforeseen_is_told_without_its_words() -> None:
    class Broken:
        async def look(self) -> None:
            raise KeyError("SECRET-TEXT")

    async with ConsoleWorld(standing=Broken()).signed_in(VIEWER) as browser:
        answer = await browser.get("/console")
        assert answer.status_code == 500
        assert "Something unexpected happened" in answer.text
        assert "SECRET-TEXT" not in answer.text
