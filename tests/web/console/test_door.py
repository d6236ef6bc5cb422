"""The console's door: sign-in, sessions, cookies, and requests that are not ours."""

import pytest

from app.records_console import ConsoleRole
from tests.web.console.support import PASSWORD, ConsoleWorld, account

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
