"""Every route of the application, asked by everyone who may be in front of it."""

import itertools
import re
from functools import cache

import httpx
import pytest

from app.records_console import ConsoleRole
from tests.web.console.support import SITE, ConsoleWorld, account
from tests.web.console.who_may import ANY, CONSOLE, OUTSIDE
from tests.web.routes import all_routes

SUBSETS = [
    frozenset(subset)
    for size in range(1, len(ConsoleRole) + 1)
    for subset in itertools.combinations(ConsoleRole, size)
]
REFUSED = {401, 403}
GUARDED = {route: roles for route, roles in CONSOLE.items() if roles != "open"}
CHANGING = [route for route in GUARDED if not route.startswith("GET ")]


@cache
def everyone() -> ConsoleWorld:
    """One application for all of them."""
    return ConsoleWorld(accounts=tuple(account(*roles) for roles in SUBSETS))


def asked(route: str) -> tuple[str, str]:
    """Method and a path of the route, `1` for each of its parameters."""
    method, _, path = route.partition(" ")
    return method, re.sub(r"\{[^}]+\}", "1", path)


async def ask(client: httpx.AsyncClient, route: str, **headers: str) -> int:
    method, path = asked(route)
    answer = await client.request(method, path, headers=headers)
    return answer.status_code


def test_each_route_has_its_line_and_each_line_its_route() -> None:
    found = {f"{method} {path}" for method, path in all_routes(everyone().app)}
    assert found == CONSOLE.keys() | OUTSIDE.keys()


async def test_nobody_reaches_a_page_without_signing_in() -> None:
    async with everyone().browser() as browser:
        for route in GUARDED:
            own = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
            status = await ask(browser.client, route, **own)
            assert status == (303 if route.startswith("GET ") else 401), route
            assert await ask(browser.client, route, **own, **{"HX-Request": "true"}) == 401, route


@pytest.mark.parametrize("roles", SUBSETS, ids=lambda roles: "+".join(sorted(roles)))
async def test_each_route_lets_in_the_roles_of_its_line_and_no_others(
    roles: frozenset[ConsoleRole],
) -> None:
    async with everyone().signed_in(*roles) as browser:
        token = browser.token
        signing_out = [route for route in GUARDED if route.endswith("/sign-out")]
        for route in [*GUARDED.keys() - set(signing_out), *signing_out]:
            own = {"Origin": SITE, "X-CSRF-Token": token}
            status = await ask(browser.client, route, **own)
            allowed = bool(roles & GUARDED[route])
            assert (status not in REFUSED) if allowed else (status == 403), (route, status)


async def test_nothing_is_changed_without_the_sessions_token() -> None:
    world = everyone()
    async with world.signed_in(*ANY) as browser, world.signed_in(ConsoleRole.VIEWER) as other:
        for route in CHANGING:
            own = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
            assert await ask(browser.client, route, **own) == 403, route
            stolen = own | {"X-CSRF-Token": other.token}
            assert await ask(browser.client, route, **stolen) == 403, route


@pytest.mark.parametrize(
    "foreign",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": f"{SITE}.evil.test"},
        {"Origin": "https://["},
        {"Origin": SITE, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
    ids=str,
)
async def test_nothing_is_changed_by_a_request_of_another_site(foreign: dict[str, str]) -> None:
    async with everyone().signed_in(*ANY) as browser:
        for route in [*CHANGING, "POST /console/sign-in"]:
            headers = foreign | {"X-CSRF-Token": browser.token}
            assert await ask(browser.client, route, **headers) == 403, route


async def test_a_console_session_opens_no_other_door() -> None:
    async with everyone().signed_in(*ANY) as browser:
        for route, door in OUTSIDE.items():
            if door != "open":
                own = {"Origin": SITE, "X-CSRF-Token": browser.token}
                assert await ask(browser.client, route, **own) == 401, route
