"""The client before a Zendesk that answers from a script."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import respx

from app.effects import RedactTicketComment
from app.errors import (
    CredentialsRefused,
    NotFound,
    UnreadableContent,
    VendorBusy,
    VendorError,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
)
from app.model import Attachment
from connectors.zendesk.auth import ApiToken, BearerToken, Credentials, OAuthClient
from connectors.zendesk.client import ZendeskClient
from tests.connectors.zendesk.test_parts import COMMENT, TICKET
from tests.contract.ticket_desk import note

BASE = "https://acme.zendesk.com"
TOKEN = BearerToken("tok")
ME = {"user": {"id": 900, "name": "Bridge", "role": "admin"}}


class Waits(list[float]):
    """Takes the place of sleeping."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., ZendeskClient]
PUBLIC = "1.1.1.1"


async def look_up(host: str, port: int) -> tuple[str, ...]:
    """Every host of the vendor's is at one public address."""
    return (PUBLIC,)


@pytest.fixture
async def make(waits: Waits, clock: Clock) -> AsyncIterator[Make]:
    async with httpx.AsyncClient() as http:

        def build(credentials: Credentials = TOKEN, base: str = BASE) -> ZendeskClient:
            return ZendeskClient(
                http, base, credentials, sleep=waits, monotonic=clock, look_up=look_up
            )

        yield build


@pytest.fixture
def client(make: Make) -> ZendeskClient:
    return make()


def answer(body: Any, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


# ---- signing in ----------------------------------------------------------------------------------


@respx.mock
async def test_a_bearer_token_signs_each_call(client: ZendeskClient) -> None:
    route = respx.get(f"{BASE}/api/v2/users/me").mock(return_value=answer(ME))
    assert (await client.whoami()).id == "900"
    assert route.calls.last.request.headers["authorization"] == "Bearer tok"


@respx.mock
async def test_an_api_token_is_sent_with_its_mail_address(make: Make) -> None:
    route = respx.get(f"{BASE}/api/v2/users/me").mock(return_value=answer(ME))
    await make(ApiToken("a@b.test", "t")).whoami()
    expected = httpx.BasicAuth("a@b.test/token", "t")._auth_header
    assert route.calls.last.request.headers["authorization"] == expected


OAUTH = OAuthClient("airlock", "oauth-secret")


@respx.mock
async def test_an_oauth_token_is_kept_until_shortly_before_its_end(
    make: Make, clock: Clock
) -> None:
    tokens = respx.post(f"{BASE}/oauth/tokens").mock(
        side_effect=[answer({"access_token": f"t{i}", "expires_in": 300}, 201) for i in range(2)]
    )
    reads = respx.get(f"{BASE}/api/v2/apps/1/public_key.pem").mock(
        return_value=httpx.Response(200, text="PEM")
    )
    client = make(OAUTH)
    for step in (0, 239, 2):
        clock.now += step
        assert await client.app_public_key(1) == "PEM"
    used = [call.request.headers["authorization"] for call in reads.calls]
    assert used == ["Bearer t0", "Bearer t0", "Bearer t1"]
    asked = json.loads(tokens.calls.last.request.content)
    assert (asked["grant_type"], asked["client_id"]) == ("client_credentials", "airlock")


@respx.mock
async def test_many_calls_at_once_share_one_exchange(make: Make) -> None:
    tokens = respx.post(f"{BASE}/oauth/tokens").mock(return_value=answer({"access_token": "t"}))
    respx.get(f"{BASE}/api/v2/apps/1/public_key.pem").mock(return_value=httpx.Response(200))
    client = make(OAUTH)
    await asyncio.gather(*(client.app_public_key(1) for _ in range(5)))
    assert tokens.call_count == 1


@respx.mock
async def test_a_refused_token_is_renewed_once(make: Make) -> None:
    respx.post(f"{BASE}/oauth/tokens").mock(
        side_effect=[answer({"access_token": f"t{i}"}) for i in range(2)]
    )
    route = respx.put(f"{BASE}/api/v2/tickets/12").mock(
        side_effect=[answer({}, 401), answer({"audit": {"id": 5, "events": []}})]
    )
    assert (await make(OAUTH).apply(note(12, "x"))).remote_id == "5"
    assert route.calls.last.request.headers["authorization"] == "Bearer t1"


@respx.mock
async def test_credentials_that_stay_refused_are_told(make: Make) -> None:
    respx.post(f"{BASE}/oauth/tokens").mock(
        side_effect=[answer({"access_token": f"t{i}"}) for i in range(2)]
    )
    route = respx.get(f"{BASE}/api/v2/users/me").mock(return_value=answer({}, 401))
    with pytest.raises(CredentialsRefused):
        await make(OAUTH).whoami()
    assert route.call_count == 2


@respx.mock
@pytest.mark.parametrize("status", [400, 401, 403])
async def test_an_oauth_client_that_is_refused_is_told_by_its_settings(
    make: Make, status: int
) -> None:
    respx.post(f"{BASE}/oauth/tokens").mock(return_value=answer({}, status))
    with pytest.raises(CredentialsRefused, match="AIRLOCK_ZENDESK__CLIENT_ID") as refused:
        await make(OAUTH).whoami()
    assert "oauth-secret" not in str(refused.value)


@respx.mock
@pytest.mark.parametrize(
    "outcome", [httpx.ReadTimeout("x"), answer({}, 503), answer([], 200), answer({}, 200)]
)
async def test_a_write_that_never_began_for_want_of_a_token_is_surely_not_sent(
    make: Make, outcome: Any
) -> None:
    kind = {"side_effect": outcome} if isinstance(outcome, Exception) else {"return_value": outcome}
    respx.post(f"{BASE}/oauth/tokens").mock(**kind)
    with pytest.raises(VendorError) as failed:
        await make(OAUTH).apply(note(12, "x"))
    assert failed.value.sent is False


@respx.mock
async def test_nobody_is_not_taken_for_somebody(client: ZendeskClient) -> None:
    respx.get(f"{BASE}/api/v2/users/me").mock(
        return_value=answer({"user": {"id": None, "name": "Anonymous user"}})
    )
    with pytest.raises(CredentialsRefused):
        await client.whoami()


@respx.mock
async def test_who_we_are_is_asked_afresh_so_that_a_revoked_credential_shows(
    client: ZendeskClient,
) -> None:
    route = respx.get(f"{BASE}/api/v2/users/me")
    route.side_effect = [answer(ME), answer({"user": {"id": None}})]
    assert (await client.whoami()).id
    with pytest.raises(CredentialsRefused):
        await client.whoami()


def test_no_credential_shows_its_secret() -> None:
    shown = repr([BearerToken("s3cret"), ApiToken("a", "s3cret"), OAuthClient("a", "s3cret")])
    assert "s3cret" not in shown


# ---- trying again --------------------------------------------------------------------------------


@respx.mock
async def test_a_read_is_tried_again_after_a_fault(client: ZendeskClient, waits: Waits) -> None:
    respx.get(f"{BASE}/api/v2/users/me").mock(
        side_effect=[answer({}, 502), httpx.ConnectError("x"), answer(ME)]
    )
    assert (await client.whoami()).id == "900"
    assert len(waits) == 2


@respx.mock
async def test_a_read_that_keeps_failing_is_given_up(client: ZendeskClient) -> None:
    route = respx.get(f"{BASE}/api/v2/users/me").mock(return_value=answer({}, 500))
    with pytest.raises(VendorFault):
        await client.whoami()
    assert route.call_count == 3


@respx.mock
async def test_a_read_waits_as_long_as_a_short_retry_after_says(
    client: ZendeskClient, waits: Waits
) -> None:
    busy = answer({"error": "APIRateLimitExceeded"}, 429, **{"Retry-After": "4"})
    respx.get(f"{BASE}/api/v2/users/me").mock(side_effect=[busy, answer(ME)])
    await client.whoami()
    assert waits == [4.0]


@respx.mock
async def test_a_long_retry_after_is_left_to_the_caller(
    client: ZendeskClient, waits: Waits
) -> None:
    busy = answer({"error": "APIRateLimitExceeded"}, 429, **{"Retry-After": "56"})
    respx.get(f"{BASE}/api/v2/users/me").mock(return_value=busy)
    with pytest.raises(VendorBusy) as waiting:
        await client.whoami()
    assert (waiting.value.retry_after, waits) == (56.0, [])


@respx.mock
async def test_a_read_that_is_refused_is_not_tried_again(client: ZendeskClient) -> None:
    route = respx.get(f"{BASE}/api/v2/tickets/12").mock(return_value=answer({}, 404))
    with pytest.raises(NotFound):
        await client.fetch_ticket(12)
    assert route.call_count == 1


@respx.mock
@pytest.mark.parametrize(
    "outcome",
    [httpx.ReadTimeout("x"), httpx.ConnectError("x"), answer({}, 503), answer({}, 429)],
)
async def test_a_write_is_sent_once(client: ZendeskClient, outcome: Any) -> None:
    route = respx.put(f"{BASE}/api/v2/tickets/12")
    route.mock(side_effect=[outcome])
    with pytest.raises((VendorTimeout, VendorUnreachable, VendorFault, VendorBusy)):
        await client.apply(note(12, "x"))
    assert route.call_count == 1


@respx.mock
@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[1]),
        httpx.Response(200, content=b"\xff"),
        httpx.Response(200, json={"ticket": []}),
        httpx.Response(302, headers={"location": "https://elsewhere.test"}),
        httpx.Response(200, json={"ticket": {"id": 12}}),
    ],
)
async def test_an_answer_in_another_shape_is_misread_not_crashed_on(
    client: ZendeskClient, response: httpx.Response
) -> None:
    respx.get(f"{BASE}/api/v2/tickets/12").mock(return_value=response)
    with pytest.raises(VendorMisread):
        await client.fetch_ticket(12)


@respx.mock
async def test_any_base_url_will_do(make: Make) -> None:
    respx.get("http://127.0.0.1:9/desk/api/v2/users/me").mock(return_value=answer(ME))
    assert (await make(base="http://127.0.0.1:9/desk/").whoami()).id == "900"


# ---- reads ---------------------------------------------------------------------------------------


@respx.mock
async def test_people_and_organization_that_are_not_brought_along_are_read_besides(
    client: ZendeskClient,
) -> None:
    ticket = {**TICKET, "organization_id": 50}
    brought = {"ticket": ticket, "users": [{"id": 1, "name": "Jo"}]}
    respx.get(f"{BASE}/api/v2/tickets/12").mock(return_value=answer(brought))
    more = respx.get(f"{BASE}/api/v2/users/show_many").mock(
        return_value=answer({"users": [{"id": 3, "name": "Al"}]})
    )
    respx.get(f"{BASE}/api/v2/organizations/50").mock(
        return_value=answer({"organization": {"id": 50, "name": "Org"}})
    )
    read = await client.fetch_ticket(12)
    assert read.organization
    assert (read.requester.name, read.organization.name) == ("Jo", "Org")
    assert [person.name for person in read.collaborators] == ["Al", "", ""]
    assert more.calls.last.request.url.params["ids"] == "3,4,5"


@respx.mock
async def test_of_fields_with_one_title_the_first_active_one_counts(
    client: ZendeskClient,
) -> None:
    fields = [
        {"id": 1, "title": "Account", "active": False},
        {"id": 2, "title": "Account", "active": True},
        {"id": 3, "title": "Account", "active": True},
    ]
    route = respx.get(f"{BASE}/api/v2/ticket_fields").mock(
        return_value=answer({"ticket_fields": fields})
    )
    assert await client.field_ids() == {"Account": "2"}
    await client.field_ids()
    assert route.call_count == 1


@respx.mock
@pytest.mark.parametrize(
    ("user", "role"),
    [
        ({"role": "admin"}, "admin"),
        ({"role": "agent", "ticket_restriction": "groups"}, "agent"),
        ({"role": "end-user"}, None),
        ({"role": "agent", "suspended": True}, None),
        ({"role": "agent", "active": False}, None),
    ],
)
async def test_an_agent_is_somebody_who_works_there(
    client: ZendeskClient, user: dict[str, Any], role: str | None
) -> None:
    wire = {"id": 7, "name": "Sam", "active": True, "suspended": False, "ticket_restriction": None}
    respx.get(f"{BASE}/api/v2/users/7").mock(return_value=answer({"user": {**wire, **user}}))
    agent = await client.agent("7")
    assert (agent and agent.role) == role


@respx.mock
async def test_an_agent_whom_zendesk_does_not_know_is_nobody(client: ZendeskClient) -> None:
    respx.get(f"{BASE}/api/v2/users/8").mock(return_value=answer({}, 404))
    assert await client.agent("8") is None
    assert await client.agent("../tickets/8") is None


def page(ids: list[int], cursor: str | None = None) -> httpx.Response:
    comments = [{**COMMENT, "id": number} for number in ids]
    meta = {"has_more": cursor is not None, "after_cursor": cursor}
    return answer({"comments": comments, "users": [], "meta": meta})


@respx.mock
async def test_an_old_comment_is_found_on_a_later_page(client: ZendeskClient) -> None:
    route = respx.get(f"{BASE}/api/v2/tickets/12/comments").mock(
        side_effect=[page([9, 8], "c1"), page([7])]
    )
    assert (await client.fetch_comment(12, "7")).id == "7"
    first, second = (call.request.url.params for call in route.calls)
    assert (first["sort"], first["include"], "page[after]" in first) == (
        "-created_at",
        "users",
        False,
    )
    assert second["page[after]"] == "c1"


@respx.mock
async def test_pages_that_go_in_a_circle_end(client: ZendeskClient) -> None:
    respx.get(f"{BASE}/api/v2/tickets/12/comments").mock(side_effect=lambda _: page([9], "again"))
    with pytest.raises(VendorMisread):
        await client.fetch_comments(12)


# ---- redaction -----------------------------------------------------------------------------------


@respx.mock
@pytest.mark.parametrize(
    "comment", [{"id": 9, "plain_body": "secret"}, {"id": 9}, None, {"html_body": "<p>▇▇ x</p>"}]
)
async def test_a_redaction_that_left_something_is_told(client: ZendeskClient, comment: Any) -> None:
    respx.get(f"{BASE}/api/v2/tickets/12/comments").mock(return_value=page([9]))
    respx.put(f"{BASE}/api/v2/comment_redactions/9").mock(return_value=answer({"comment": comment}))
    with pytest.raises(VendorMisread):
        await client.apply(RedactTicketComment(12, "9", "m-1"))


# ---- files ---------------------------------------------------------------------------------------


def file(url: str) -> Attachment:
    return Attachment(id="1", file_name="a", url=url)


async def fetch(client: ZendeskClient, url: str) -> bytes:
    return b"".join([chunk async for chunk in client.read_attachment(file(url))])


@respx.mock
async def test_a_redirect_to_the_vendor_s_file_host_gets_no_credentials(
    client: ZendeskClient,
) -> None:
    home = respx.get(f"{BASE}/attachments/token/T/").mock(
        return_value=httpx.Response(302, headers={"location": "https://p8.zdusercontent.com/a?b"})
    )
    away = respx.get(f"https://{PUBLIC}/a").mock(return_value=httpx.Response(200, content=b"bytes"))
    assert await fetch(client, f"{BASE}/attachments/token/T/?name=x") == b"bytes"
    assert home.calls.last.request.headers["authorization"] == "Bearer tok"
    request = away.calls.last.request
    assert "authorization" not in request.headers
    assert request.headers["host"] == request.extensions["sni_hostname"] == "p8.zdusercontent.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/a",
        "https://zendesk.com.evil.test/a",
        "https://evilzendesk.com/a",
        "http://acme.zendesk.com/a",
        "https://acme.zendesk.com:8443@evil.test/a",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://",
        "https://[",
    ],
)
async def test_a_file_that_stands_elsewhere_is_not_read(client: ZendeskClient, url: str) -> None:
    with respx.mock, pytest.raises(UnreadableContent):
        await fetch(client, url)


@respx.mock
@pytest.mark.parametrize("location", ["https://evil.test/a", "http://127.0.0.1/", "//evil.test"])
async def test_a_redirect_out_of_the_vendor_s_hosts_is_not_followed(
    client: ZendeskClient, location: str
) -> None:
    respx.get(f"{BASE}/a").mock(return_value=httpx.Response(302, headers={"location": location}))
    with pytest.raises(UnreadableContent):
        await fetch(client, f"{BASE}/a")


@respx.mock
async def test_redirects_without_end_are_given_up(client: ZendeskClient) -> None:
    respx.get(f"{BASE}/a").mock(return_value=httpx.Response(302, headers={"location": "/a"}))
    with pytest.raises(UnreadableContent):
        await fetch(client, f"{BASE}/a")


@respx.mock
@pytest.mark.parametrize(
    ("outcome", "leaf"),
    [
        (httpx.Response(404), NotFound),
        (httpx.Response(500), VendorFault),
        (httpx.ReadTimeout("x"), VendorTimeout),
    ],
)
async def test_a_file_that_cannot_be_read_is_told(
    client: ZendeskClient, outcome: Any, leaf: type[VendorError]
) -> None:
    respx.get(f"{BASE}/a").mock(side_effect=[outcome])
    with pytest.raises(leaf):
        await fetch(client, f"{BASE}/a")
