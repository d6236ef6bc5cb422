"""What a caller may cost: tries at a door, time for a body, depth of JSON."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from app.web.knocking import CALLERS, TRIES, Knocking
from app.web.middleware import BodyLimit
from tests.fakes.clock import FixedClock
from tests.web.support import GATE_SECRET, OPERATOR, TICKET, World

QUESTION = {"issue_key": "ENG-1", "from_status": "Triage", "to_status": "In Progress"}
TRANSITION = "/gate/jira/transition"


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def world() -> World:
    return World(config={"public_url": "https://airlock.example"})


async def ask(client: httpx.AsyncClient, secret: str) -> httpx.Response:
    return await client.post(TRANSITION, json=QUESTION, headers=bearer(secret))


async def test_a_validator_that_fails_too_often_waits_even_with_the_right_secret(
    world: World,
) -> None:
    async with world.client() as client:
        told = [(await ask(client, "wrong")).status_code for _ in range(TRIES["gate"] + 1)]
        assert told == [401] * TRIES["gate"] + [429]
        refused = await ask(client, GATE_SECRET)
        assert refused.json()["result"] is False
        assert refused.json()["code"] == "too-many-tries"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        world.clock.pass_by(seconds=61)
        assert (await ask(client, GATE_SECRET)).status_code == 200


async def test_the_right_secret_is_never_counted(world: World) -> None:
    async with world.client() as client:
        for _ in range(TRIES["gate"] * 3):
            assert (await ask(client, GATE_SECRET)).status_code == 200


async def test_an_operators_failures_hold_up_no_validator(world: World) -> None:
    async with world.client() as client:
        for _ in range(TRIES["operator"]):
            assert (await client.get("/metrics", headers=bearer("wrong"))).status_code == 401
        assert (await client.get("/metrics", headers=bearer(OPERATOR))).status_code == 429
        assert (await ask(client, GATE_SECRET)).status_code == 200


async def test_who_gives_no_token_is_refused_and_not_counted(world: World) -> None:
    async with world.client() as client:
        for _ in range(TRIES["operator"] * 2):
            assert (await client.get("/metrics")).status_code == 401
        assert (await client.get("/metrics", headers=bearer(OPERATOR))).status_code == 200


async def test_a_sign_in_is_tried_so_often_and_no_more(world: World) -> None:
    async with world.client() as client:
        told = [
            (await client.post("/sidebar", data={"token": "none"})).status_code
            for _ in range(TRIES["sidebar"] + 1)
        ]
    assert told == [401] * TRIES["sidebar"] + [429]


def request_from(host: str) -> Any:
    from starlette.requests import Request

    return Request({"type": "http", "client": (host, 1), "headers": []})


def test_callers_are_told_apart_and_a_network_of_ipv6_is_one() -> None:
    knocking = Knocking(FixedClock())
    for _ in range(TRIES["gate"]):
        knocking.failed(request_from("2001:db8:1:2::1"), "gate")
    knocking.admit(request_from("2001:db8:1:3::1"), "gate")
    knocking.admit(request_from("192.0.2.1"), "gate")
    with pytest.raises(Exception, match="429"):
        knocking.admit(request_from("2001:db8:1:2:ffff::9"), "gate")


def test_no_more_callers_are_remembered_than_there_is_room_for() -> None:
    knocking = Knocking(FixedClock())
    for number in range(CALLERS + 50):
        knocking.failed(request_from(f"caller-{number}"), "gate")
    assert len(knocking._failures) == CALLERS


async def test_a_body_that_trickles_in_is_given_up() -> None:
    sent: list[Message] = []

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the body never came")

    async def trickle() -> Message:
        await asyncio.sleep(0.002)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def keep(message: Message) -> None:
        sent.append(message)

    limited = BodyLimit(never, limit=10**9, seconds=0.05)
    scope: Scope = {"type": "http", "headers": [], "method": "POST", "path": "/"}
    await limited(scope, trickle, keep)
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


BOMB = b"[" * 200_000 + b"]" * 200_000


@pytest.mark.parametrize("opening", [b"", b'{"a":' * 100_000])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", TRANSITION),
        ("PUT", f"/api/tickets/{TICKET}/packet"),
        ("POST", f"/api/tickets/{TICKET}/preview"),
        ("POST", f"/api/tickets/{TICKET}/waiver"),
        ("POST", "/webhooks/zendesk"),
        ("POST", "/webhooks/jira"),
    ],
)
async def test_json_of_any_depth_is_refused_and_never_breaks_a_route(
    world: World, agent: dict[str, str], method: str, path: str, opening: bytes
) -> None:
    headers = {**agent, "Content-Type": "application/json", "If-Match": '"1"'}
    if path == TRANSITION:
        headers |= bearer(GATE_SECRET)
    async with world.client() as client:
        answer = await client.request(method, path, content=opening or BOMB, headers=headers)
    assert 400 <= answer.status_code < 500
