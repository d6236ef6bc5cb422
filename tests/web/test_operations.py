import httpx
import pytest

from tests.web.support import GATE_SECRET, OPERATOR, TICKET, Check, World

AS_OPERATOR = {"Authorization": f"Bearer {OPERATOR}"}
HERE = ("127.0.0.1", "http://127.0.0.1:8000")


async def test_the_process_says_that_it_lives(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


async def test_readiness_keeps_its_details_for_operators(client: httpx.AsyncClient) -> None:
    anyone = await client.get("/health/ready")
    operator = await client.get("/health/ready", headers=AS_OPERATOR)
    assert (anyone.status_code, anyone.json()) == (200, {"status": "ready"})
    assert operator.json()["checks"] == [{"name": "database", "ok": True, "detail": "waiting 0"}]


async def test_one_check_that_fails_makes_it_not_ready(
    client: httpx.AsyncClient, world: World
) -> None:
    world.health.result += (Check("jira", False, "credentials refused"),)
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


async def test_refused_policy_files_leave_it_ready_and_are_told_to_everyone(
    client: httpx.AsyncClient, world: World
) -> None:
    problem = "gates/a.yaml:3: `mod` is no key of a policy; did you mean `mode`?"
    world.health.result += (Check("policies", False, problem, vital=False),)
    anyone = await client.get("/health/ready")
    operator = await client.get("/health/ready", headers=AS_OPERATOR)
    assert (anyone.status_code, anyone.json()) == (200, {"status": "degraded"})
    assert operator.json()["checks"][1] == {"name": "policies", "ok": False, "detail": problem}


async def test_metrics_are_refused_to_strangers(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": f"Bearer {GATE_SECRET}"}):
        answer = await client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "session-required")


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:80"])
async def test_the_machine_itself_needs_no_token(world: World, base: str) -> None:
    async with world.client("127.0.0.1", base) as client:
        assert (await client.get("/metrics")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Host": "airlock.example.com"},
    ],
)
async def test_a_proxy_on_the_machine_does_not_make_its_callers_local(
    world: World, headers: dict[str, str]
) -> None:
    async with world.client(*HERE) as client:
        assert (await client.get("/metrics", headers=headers)).status_code == 401


async def test_behind_a_public_address_the_machine_itself_needs_the_token_too() -> None:
    world = World(config={"public_url": "https://airlock.example.com"})
    async with world.client(*HERE) as client:
        assert (await client.get("/metrics")).status_code == 401
        assert (await client.get("/metrics", headers=AS_OPERATOR)).status_code == 200
        assert (await client.get("/health/ready")).json() == {"status": "ready"}


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"])
async def test_a_public_address_on_the_machine_itself_is_none(url: str) -> None:
    async with World(config={"public_url": url}).client(*HERE) as client:
        assert (await client.get("/metrics")).status_code == 200


async def test_without_a_token_set_no_bearer_is_an_operator() -> None:
    async with World(config={"operator_token": None}).client() as client:
        for value in ("Bearer None", "Bearer ", "Bearer x"):
            answer = await client.get("/metrics", headers={"Authorization": value})
            assert answer.status_code == 401


async def test_webhooks_are_counted_by_outcome(client: httpx.AsyncClient) -> None:
    good = {"X-Signature": "good"}
    for _ in range(2):
        await client.post("/webhooks/zendesk", content=b"{}", headers=good)
    await client.post("/webhooks/jira", content=b"{}")
    text = (await client.get("/metrics", headers=AS_OPERATOR)).text
    assert 'airlock_webhooks_total{outcome="accepted",system="zendesk"} 1.0' in text
    assert 'airlock_webhooks_total{outcome="duplicate",system="zendesk"} 1.0' in text
    assert 'airlock_webhooks_total{outcome="signature-refused",system="jira"} 1.0' in text
    assert 'airlock_webhook_seconds_count{system="zendesk"} 2.0' in text


async def test_no_label_holds_what_a_caller_sent(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    await client.get(f"/api/tickets/{TICKET}/gate", headers=agent)
    await client.post("/webhooks/jira/a-guessed-secret", content=b"{}")
    await client.get("/some/private/path")
    await client.request("JANE", "/metrics")
    text = (await client.get("/metrics", headers=AS_OPERATOR)).text
    for sent in (f"tickets/{TICKET}/", "a-guessed-secret", "private", "JANE"):
        assert sent not in text
    assert 'route="/api/tickets/{ticket_id}/gate"' in text
    assert 'route="/webhooks/jira/{path_token}"' in text
    assert 'route="none"' in text
