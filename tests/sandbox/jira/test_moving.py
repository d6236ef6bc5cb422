"""Cloned and moved issues take their fields' values along, as Jira's own do."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.config import ENGINEER
from connectors.sandbox.jira.records import Issue
from connectors.sandbox.jira.seed import GATE_FIELD
from connectors.sandbox.jira.state import Happening
from tests.sandbox.jira.conftest import client_for

VALUE = "ok:0123456789abcdef"


@pytest.fixture
async def jira(gated: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_for(gated, ENGINEER) as client:
        yield client


@pytest.fixture
def told(gated: FastAPI) -> list[Happening]:
    """What the webhooks are told of from now on."""
    heard: list[Happening] = []
    gated.state.jira.listeners.append(heard.append)
    return heard


def issue(app: FastAPI, key: str) -> Issue:
    found = app.state.jira.find_issue(key)
    assert isinstance(found, Issue)
    return found


async def test_a_clone_carries_the_gate_s_value_and_begins_anew(
    gated: FastAPI, jira: httpx.AsyncClient, told: list[Happening]
) -> None:
    issue(gated, "ENG-1").values[GATE_FIELD] = VALUE
    answer = await jira.post("/browse/ENG-1/clone")
    clone = issue(gated, answer.headers["Location"].rpartition("/")[2])
    assert clone.key != "ENG-1"
    assert (clone.values[GATE_FIELD], clone.status_id) == (VALUE, "10000")
    assert str(clone.values["summary"]).startswith("CLONE - ")
    assert [one.event for one in told] == ["jira:issue_created"]


async def test_a_moved_issue_keeps_its_values_under_a_new_key(
    gated: FastAPI, jira: httpx.AsyncClient, told: list[Happening]
) -> None:
    moved = issue(gated, "TEAM-1")
    moved.values[GATE_FIELD] = VALUE
    type_id = issue(gated, "ENG-1").type_id
    order = {"targetToSourcesMapping": {f"ENG,{type_id}": {"issueIdsOrKeys": ["TEAM-1"]}}}
    answer = await jira.post("/rest/api/3/bulk/issues/move", json=order)
    assert answer.status_code == 201
    assert (moved.key.partition("-")[0], moved.values[GATE_FIELD]) == ("ENG", VALUE)
    (happening,) = told
    assert happening.kind == "issue_moved"
    assert {item["fieldId"] for item in happening.items or []} >= {"project", "issuekey"}


async def test_nothing_is_moved_where_the_type_does_not_exist(
    gated: FastAPI, jira: httpx.AsyncClient
) -> None:
    order = {"targetToSourcesMapping": {"ENG,99999": {"issueIdsOrKeys": ["TEAM-1"]}}}
    task = (await jira.post("/rest/api/3/bulk/issues/move", json=order)).json()
    progress = (await jira.get(f"/rest/api/3/bulk/queue/{task['taskId']}")).json()
    assert len(progress["failedAccessibleIssues"]) == 1
    assert issue(gated, "TEAM-1").key == "TEAM-1"
