import json
from typing import Any

import httpx
import pytest

from app.errors import NotFound, StoreUnavailable, VendorTimeout
from tests.web.support import GATE_SECRET, OPERATOR, SECRET_TEXT, World

PATH = "/gate/jira/transition"
QUESTION = {"issue_key": "ENG-42", "from_status": "Triage", "to_status": "Escalated"}
ALLOWED = {"Authorization": f"Bearer {GATE_SECRET}"}


async def test_an_open_gate_lets_the_transition_pass(
    client: httpx.AsyncClient, world: World
) -> None:
    world.gate.waived = True
    answer = await client.post(PATH, json=QUESTION, headers=ALLOWED)
    assert (answer.status_code, answer.json()) == (200, {"result": True, "errorMessage": ""})
    assert world.gate.asked[0].model_dump() == QUESTION


async def test_a_closed_gate_refuses_with_the_gates_words(client: httpx.AsyncClient) -> None:
    answer = await client.post(PATH, json=QUESTION, headers=ALLOWED)
    assert answer.json() == {"result": False, "errorMessage": "Steps: nothing was entered"}


@pytest.mark.parametrize("error", [StoreUnavailable, VendorTimeout, NotFound])
async def test_any_failure_to_tell_blocks(
    client: httpx.AsyncClient, world: World, error: type[Exception]
) -> None:
    world.gate.failure = error(SECRET_TEXT)
    answer = await client.post(PATH, json=QUESTION, headers=ALLOWED)
    assert answer.status_code == 200
    assert answer.json().keys() == {"result", "errorMessage"}
    assert answer.json()["result"] is False
    assert "could not check the escalation packet" in answer.json()["errorMessage"]
    assert SECRET_TEXT not in answer.text


async def test_an_unexpected_failure_blocks_too(client: httpx.AsyncClient, world: World) -> None:
    world.gate.failure = ZeroDivisionError(SECRET_TEXT)
    answer = await client.post(PATH, json=QUESTION, headers=ALLOWED)
    assert (answer.status_code, answer.json()["result"]) == (500, False)
    assert SECRET_TEXT not in answer.text


@pytest.mark.parametrize("question", [{}, [], "x", QUESTION | {"extra": 1}, {"issue_key": "E-1"}])
async def test_a_malformed_question_blocks(client: httpx.AsyncClient, question: Any) -> None:
    answer = await client.post(PATH, json=question, headers=ALLOWED)
    assert (answer.status_code, answer.json()["result"]) == (422, False)


@pytest.mark.parametrize("name", QUESTION)
async def test_a_question_with_half_a_character_blocks(
    client: httpx.AsyncClient, name: str
) -> None:
    question = json.dumps(QUESTION | {name: "ENG-42\ud83d"})
    headers = ALLOWED | {"Content-Type": "application/json"}
    answer = await client.post(PATH, content=question, headers=headers)
    assert (answer.status_code, answer.json()["result"]) == (422, False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {OPERATOR}"},
        {"Authorization": f"Basic {GATE_SECRET}"},
        {"Authorization": b"Bearer \xc3\xa9"},
        {"Authorization": "Bearer "},
    ],
)
async def test_a_caller_without_the_shared_secret_is_blocked(
    client: httpx.AsyncClient, world: World, headers: dict[str, Any]
) -> None:
    world.gate.waived = True
    answer = await client.post(PATH, json=QUESTION, headers=headers)
    assert (answer.status_code, answer.json()["result"]) == (401, False)
    assert world.gate.asked == []


@pytest.mark.parametrize("unset", [None, ""])
async def test_without_a_secret_set_every_caller_is_blocked(unset: str | None) -> None:
    world = World(config={"gate_bearer": unset})
    async with world.client() as client:
        for headers in ({}, ALLOWED, {"Authorization": "Bearer "}):
            answer = await client.post(PATH, json=QUESTION, headers=headers)
            assert (answer.status_code, answer.json()["result"]) == (401, False)


async def test_a_session_of_an_agent_is_no_gate_secret(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    assert (await client.post(PATH, json=QUESTION, headers=agent)).status_code == 401
