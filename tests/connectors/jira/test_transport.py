"""Calls to Jira: credentials, tries and what is never repeated."""

import httpx
import pytest
import respx

from app.errors import (
    CredentialsRefused,
    NotFound,
    VendorBusy,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
)
from connectors.jira.auth import ApiToken, Credentials, PersonalToken, ServiceAccount
from connectors.jira.transport import Transport, path

SITE = "https://acme.test"
TOKEN_URL = "https://auth.test/oauth/token"
BASIC = ApiToken("bot@acme.test", "t0ken")
SERVICE = ServiceAccount("client", "s3cret", TOKEN_URL)


async def no_wait(_seconds: float) -> None:
    return None


@pytest.fixture
async def http():
    async with httpx.AsyncClient() as client:
        yield client


def transport(http: httpx.AsyncClient, credentials: Credentials = BASIC, base: str = SITE):
    return Transport(http, base, credentials, sleep=no_wait)


@pytest.mark.parametrize(
    ("credentials", "header"),
    [
        (BASIC, "Basic Ym90QGFjbWUudGVzdDp0MGtlbg=="),
        (PersonalToken("pat"), "Bearer pat"),
    ],
)
async def test_each_credential_is_shown_as_jira_wants_it(
    http: httpx.AsyncClient, credentials: Credentials, header: str
) -> None:
    with respx.mock:
        route = respx.get(f"{SITE}/rest/api/3/myself", headers={"Authorization": header})
        route.respond(json={"ok": True})
        assert await transport(http, credentials).read(path("/myself"), doing="x") == {"ok": True}


async def test_a_service_accounts_token_is_asked_for_once(http: httpx.AsyncClient) -> None:
    base = "https://api.atlassian.test/ex/jira/cloud-1/"
    with respx.mock:
        tokens = respx.post(TOKEN_URL).respond(json={"access_token": "A", "expires_in": 3600})
        asked = respx.get(
            "https://api.atlassian.test/ex/jira/cloud-1/rest/api/3/field",
            headers={"Authorization": "Bearer A"},
        ).respond(json=[])
        jira = transport(http, SERVICE, base)
        for _ in range(3):
            await jira.read(path("/field"), doing="x")
        assert (tokens.call_count, asked.call_count) == (1, 3)


async def test_a_token_that_jira_no_longer_takes_is_replaced(http: httpx.AsyncClient) -> None:
    with respx.mock:
        fresh = [{"access_token": name, "expires_in": 3600} for name in "AB"]
        respx.post(TOKEN_URL).mock(side_effect=[httpx.Response(200, json=one) for one in fresh])
        respx.put(f"{SITE}/x", headers={"Authorization": "Bearer A"}).respond(401)
        respx.put(f"{SITE}/x", headers={"Authorization": "Bearer B"}).respond(204)
        assert await transport(http, SERVICE).write("PUT", "/x", {}, doing="x") is None


async def test_an_expired_token_is_asked_for_anew(http: httpx.AsyncClient) -> None:
    with respx.mock:
        tokens = respx.post(TOKEN_URL).respond(json={"access_token": "A", "expires_in": 30})
        respx.get(f"{SITE}/x").respond(json={})
        jira = transport(http, SERVICE)
        await jira.read("/x", doing="x")
        await jira.read("/x", doing="x")
        assert tokens.call_count == 2


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_refused_client_credentials_say_what_to_renew(
    http: httpx.AsyncClient, status: int
) -> None:
    with respx.mock:
        respx.post(TOKEN_URL).respond(status, json={"error": "invalid_client"})
        with pytest.raises(CredentialsRefused, match="client id or secret") as caught:
            await transport(http, SERVICE).read("/x", doing="x")
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"{}", b'{"access_token": 5}', b'{"access_token": "a\\nb"}']
)
async def test_a_token_endpoint_without_a_token_is_misread(
    http: httpx.AsyncClient, body: bytes
) -> None:
    with respx.mock:
        respx.post(TOKEN_URL).respond(content=body)
        with pytest.raises(VendorMisread):
            await transport(http, SERVICE).read("/x", doing="x")


async def test_nothing_was_written_when_only_the_token_timed_out(http: httpx.AsyncClient) -> None:
    with respx.mock:
        respx.post(TOKEN_URL).mock(side_effect=httpx.ReadTimeout("slow"))
        with pytest.raises(VendorTimeout) as caught:
            await transport(http, SERVICE).write("POST", "/x", {}, doing="x")
        assert caught.value.sent is False


@pytest.mark.parametrize("first", [httpx.ReadTimeout("t"), httpx.ConnectError("c"), 500, 503])
async def test_a_read_is_tried_again(http: httpx.AsyncClient, first: object) -> None:
    failure = httpx.Response(first) if isinstance(first, int) else first
    with respx.mock:
        respx.get(f"{SITE}/x").mock(side_effect=[failure, failure, httpx.Response(200, json=5)])
        assert await transport(http).read("/x", doing="x") == 5


async def test_a_read_is_given_up_after_three_tries(http: httpx.AsyncClient) -> None:
    with respx.mock:
        route = respx.get(f"{SITE}/x").respond(502)
        with pytest.raises(VendorFault):
            await transport(http).read("/x", doing="x")
        assert route.call_count == 3


@pytest.mark.parametrize(("status", "leaf"), [(404, NotFound), (429, VendorBusy)])
async def test_a_read_that_was_answered_is_not_tried_again(
    http: httpx.AsyncClient, status: int, leaf: type[Exception]
) -> None:
    with respx.mock:
        route = respx.get(f"{SITE}/x").respond(status)
        with pytest.raises(leaf):
            await transport(http).read("/x", doing="x")
        assert route.call_count == 1


@pytest.mark.parametrize(
    ("failure", "leaf"),
    [
        (httpx.ReadTimeout("t"), VendorTimeout),
        (httpx.ConnectError("c"), VendorUnreachable),
        (httpx.Response(503), VendorFault),
        (httpx.Response(429), VendorBusy),
    ],
)
async def test_a_write_is_sent_once_whatever_comes(
    http: httpx.AsyncClient, failure: object, leaf: type[Exception]
) -> None:
    with respx.mock:
        route = respx.post(f"{SITE}/x").mock(side_effect=[failure])
        with pytest.raises(leaf):
            await transport(http).write("POST", "/x", {"a": 1}, doing="x")
        assert route.call_count == 1


async def test_an_answer_that_is_no_json_is_misread(http: httpx.AsyncClient) -> None:
    with respx.mock:
        respx.get(f"{SITE}/x").respond(text="<html>sign in</html>")
        with pytest.raises(VendorMisread):
            await transport(http).read("/x", doing="x")


async def test_a_redirect_is_not_followed(http: httpx.AsyncClient) -> None:
    with respx.mock:
        respx.get(f"{SITE}/x").respond(302, headers={"Location": "https://evil.test"})
        with pytest.raises(VendorMisread):
            await transport(http).read("/x", doing="x")


def test_an_id_cannot_leave_its_place_in_the_path() -> None:
    assert path("/issue/{}", "../../x?y#z") == "/rest/api/3/issue/..%2F..%2Fx%3Fy%23z"


def test_credentials_do_not_show_their_secrets() -> None:
    shown = repr((BASIC, SERVICE, PersonalToken("pat-9")))
    assert not any(secret in shown for secret in ("t0ken", "s3cret", "pat-9"))
