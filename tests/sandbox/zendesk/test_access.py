"""Credentials, rate limits and faults at the sandbox Zendesk's door."""

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.faults import Fault
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk
from tests.sandbox.zendesk.conftest import LOGIN, change

CLIENT = {"client_id": "airlock", "client_secret": "sandbox-oauth-secret"}
GRANT = {"grant_type": "client_credentials", **CLIENT, "scope": "read write"}


def _client(app: FastAPI, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://desk.test", headers=headers)


async def test_client_credentials_give_a_token_that_works_and_expires(app: FastAPI) -> None:
    async with _client(app) as client:
        granted = (await client.post("/oauth/tokens", json=GRANT)).json()
        assert (granted["token_type"], granted["expires_in"]) == ("bearer", 1800)
        client.headers["Authorization"] = f"Bearer {granted['access_token']}"
        me = (await client.get("/api/v2/users/me")).json()["user"]
        assert (me["role"], me["email"]) == ("admin", "bridge@acme.example")
        app.state.clock.advance(1801)
        late = await client.get("/api/v2/users/me")
        assert (late.status_code, late.json()["error"]) == (401, "invalid_token")


async def test_a_form_is_as_good_as_json_for_a_token(app: FastAPI) -> None:
    async with _client(app) as client:
        assert (await client.post("/oauth/tokens", data=GRANT)).status_code == 201


@pytest.mark.parametrize(
    ("change_to", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "someone"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "invalid_grant"),
        ({"grant_type": "authorization_code"}, 400, "invalid_grant"),
        ({"grant_type": "magic"}, 400, "unsupported_grant_type"),
        ({"scope": ["read"]}, 400, "invalid_scope"),
    ],
)
async def test_a_wrong_grant_is_refused_in_the_vendors_words(
    app: FastAPI, change_to: dict[str, object], status: int, error: str
) -> None:
    async with _client(app) as client:
        answer = await client.post("/oauth/tokens", json=GRANT | change_to)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_a_token_to_read_cannot_write(app: FastAPI, ticket_id: int) -> None:
    async with _client(app) as client:
        granted = (await client.post("/oauth/tokens", json=GRANT | {"scope": "read"})).json()
        client.headers["Authorization"] = f"Bearer {granted['access_token']}"
        path = f"/api/v2/tickets/{ticket_id}"
        assert (await client.get(path)).status_code == 200
        assert (await client.put(path, json={"ticket": {}})).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer nobody",
        "Basic !!!",
        "Basic YnJpZGdlQGFjbWUuZXhhbXBsZTpwYXNzd29yZA==",
        "Digest x",
    ],
)
async def test_a_missing_or_unknown_credential_is_refused(app: FastAPI, header: str) -> None:
    async with _client(app, **({"Authorization": header} if header else {})) as client:
        answer = await client.get("/api/v2/users/me")
    assert (answer.status_code, set(answer.json())) == (
        401,
        {"error", "error_description"} if header.startswith("Bearer") else {"error"},
    )


async def test_an_end_user_with_the_api_token_is_forbidden(app: FastAPI) -> None:
    login = ("maria.delgado@northwind.example/token", LOGIN[1])
    async with _client(app) as client:
        assert (await client.get("/api/v2/users/me", auth=login)).status_code == 403
        wrong = (LOGIN[0], "wrong")
        assert (await client.get("/api/v2/users/me", auth=wrong)).status_code == 401


async def test_each_answer_says_what_is_left_of_the_allowance(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    read = (await api.get("/api/v2/users/me")).headers
    assert (read["x-rate-limit"], read["ratelimit-limit"]) == ("700", "700")
    assert int(read["x-rate-limit-remaining"]) == int(read["ratelimit-remaining"]) < 700
    assert 1 <= int(read["ratelimit-reset"]) <= 60
    write = await api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": {"priority": "low"}})
    assert write.headers["zendesk-rate-limit-tickets-update"].startswith(
        "total=1000; remaining=999"
    )


@pytest.mark.parametrize(
    "limits",
    [Limits(requests_per_minute=3), Limits(updates_per_minute=1), Limits(updates_per_ticket=1)],
)
async def test_above_an_allowance_the_answer_is_429_until_its_window_is_over(
    limits: Limits,
) -> None:
    app = create_app(ZendeskSandboxConfig(limits=limits))
    async with _client(app) as client:
        client.auth = httpx.BasicAuth(*LOGIN)
        await client.post("/api/v2/tickets", json={"ticket": {"comment": {"body": "x"}}})
        answers = [
            await client.put("/api/v2/tickets/1", json={"ticket": {"priority": "low"}})
            for _ in range(3)
        ]
        refused = answers[-1]
        assert (answers[0].status_code, refused.status_code) == (200, 429)
        assert refused.json()["error"] == "APIRateLimitExceeded"
        app.state.clock.advance(int(refused.headers["retry-after"]))
        later = await client.put("/api/v2/tickets/1", json={"ticket": {"priority": "low"}})
        assert later.status_code == 200


async def test_a_fault_answers_in_the_vendors_words_and_changes_nothing(
    api: httpx.AsyncClient, app: FastAPI, ticket_id: int, desk: Desk
) -> None:
    app.state.faults.add(Fault(method="PUT", kind="status", status=429, retry_after=9))
    path = f"/api/v2/tickets/{ticket_id}"
    refused = await api.put(path, json={"ticket": {"priority": "low"}})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "9")
    assert refused.json()["error"] == "APIRateLimitExceeded"
    assert desk.tickets[ticket_id].priority == "high"
    await change(api, ticket_id, priority="low")


async def test_requests_are_recorded_without_pages_and_controls(
    api: httpx.AsyncClient, ticket_id: int
) -> None:
    await api.delete("/_sandbox/requests")
    await api.get("/agent/")
    await api.get(f"/api/v2/tickets/{ticket_id}.json?include=users")
    assert (await api.get("/_sandbox/requests")).json() == [
        {
            "method": "GET",
            "path": f"/api/v2/tickets/{ticket_id}.json",
            "query": "include=users",
            "status": 200,
        }
    ]


async def test_a_reset_fills_the_allowances_again() -> None:
    app = create_app(ZendeskSandboxConfig(limits=Limits(requests_per_minute=1)))
    async with _client(app) as client:
        client.auth = httpx.BasicAuth(*LOGIN)
        statuses = [(await client.get("/api/v2/users/me")).status_code for _ in range(2)]
        await client.post("/_sandbox/reset")
        assert [*statuses, (await client.get("/api/v2/users/me")).status_code] == [200, 429, 200]


async def test_a_reset_returns_to_the_seed(api: httpx.AsyncClient, ticket_id: int) -> None:
    await api.post("/_sandbox/reset")
    assert (await api.get(f"/api/v2/tickets/{ticket_id}")).status_code == 404
    people = (await api.get("/api/v2/users?role=end-user")).json()["users"]
    assert [user["name"] for user in people] == ["Maria Delgado", "Piet van Dam"]


async def test_a_new_token_is_the_same_user_to_the_limit_of_a_ticket() -> None:
    app = create_app(ZendeskSandboxConfig(limits=Limits(updates_per_ticket=1)))
    config = app.state.desk.config
    grant = {
        "grant_type": "client_credentials",
        "client_id": config.oauth_client_id,
        "client_secret": config.oauth_client_secret,
        "scope": "read write",
    }
    statuses = []
    async with _client(app) as client:
        for path in ("/api/v2/tickets", "/api/v2/tickets/1", "/api/v2/tickets/1"):
            token = (await client.post("/oauth/tokens", json=grant)).json()["access_token"]
            answer = await client.request(
                "POST" if path.endswith("tickets") else "PUT",
                path,
                json={"ticket": {"comment": {"body": "x"}}},
                headers={"Authorization": f"Bearer {token}"},
            )
            statuses.append(answer.status_code)
    assert statuses == [201, 200, 429]


async def test_windows_can_be_shortened_for_a_trial() -> None:
    limits = Limits(requests_per_minute=1, window_scale=0.05)
    app = create_app(ZendeskSandboxConfig(limits=limits))
    async with _client(app) as client:
        client.auth = httpx.BasicAuth(*LOGIN)
        answers = [await client.get("/api/v2/users/me") for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 429]
        assert answers[1].headers["retry-after"] == "3"
        app.state.clock.advance(3)
        assert (await client.get("/api/v2/users/me")).status_code == 200
