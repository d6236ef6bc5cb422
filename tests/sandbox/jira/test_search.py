"""JQL over the new search; the old one is gone."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from tests.sandbox.jira.conftest import client_for, make_issue


async def keys(client: httpx.AsyncClient, jql: str) -> list[str]:
    body = {"jql": jql, "fields": ["summary"]}
    response = await client.post("/rest/api/3/search/jql", json=body)
    assert response.status_code == 200, response.text
    return [one["key"] for one in response.json()["issues"]]


@pytest.mark.parametrize(
    ("jql", "found"),
    [
        ("project = ENG ORDER BY key ASC", ["ENG-1", "ENG-2"]),
        ('project in (ENG, "HELP") AND status = "To Do" order by key', ["ENG-1", "ENG-2"]),
        ("key = HELP-1", ["HELP-1"]),
        ("issuekey in (ENG-2, TEAM-1) ORDER BY created DESC", ["TEAM-1", "ENG-2"]),
        ("project = ENG AND NOT (type = Bug OR type = Story)", ["ENG-2"]),
        ('summary ~ "scheduler"', ["ENG-2"]),
        ("project = ENG AND assignee is EMPTY AND labels is not EMPTY", []),
        ("project != ENG AND priority = Medium ORDER BY project", ["HELP-1", "TEAM-1"]),
        ("project = ENG AND updated >= -5m ORDER BY updated ASC", ["ENG-1", "ENG-2"]),
        ("project = ENG AND created < '2020-01-01 10:00'", []),
    ],
)
async def test_a_query_finds_what_it_says(
    jira: httpx.AsyncClient, jql: str, found: list[str]
) -> None:
    assert await keys(jira, jql) == found


async def test_updated_finds_only_what_changed_since(app: FastAPI, jira: httpx.AsyncClient) -> None:
    app.state.jira.clock.advance(3600)
    since = app.state.jira.now() - timedelta(minutes=1)
    await jira.put("/rest/api/3/issue/ENG-2", json={"fields": {"summary": "Changed"}})
    assert await keys(jira, f'project = ENG AND updated >= "{since:%Y-%m-%d %H:%M}"') == ["ENG-2"]
    assert await keys(jira, f"updated >= {int(since.timestamp() * 1000)}") == ["ENG-2"]


@pytest.mark.parametrize(
    "jql",
    [
        "project =",
        "project = ENG AND",
        "nosuchfield = 1",
        "updated >= yesterday-ish",
        "key = ENG-999",
        "project = ENG ORDER BY",
        "(project = ENG",
        "project = ENG trailing",
        "updated ~ x",
    ],
)
async def test_a_query_that_makes_no_sense_is_refused(jira: httpx.AsyncClient, jql: str) -> None:
    response = await jira.post("/rest/api/3/search/jql", json={"jql": jql})
    assert response.status_code == 400
    assert response.json()["errorMessages"]


@pytest.mark.parametrize("jql", ["", "ORDER BY created"])
async def test_an_unbounded_query_is_refused(jira: httpx.AsyncClient, jql: str) -> None:
    response = await jira.post("/rest/api/3/search/jql", json={"jql": jql})
    assert "Unbounded" in response.json()["errorMessages"][0]


async def test_pages_follow_the_token_until_the_last(jira: httpx.AsyncClient) -> None:
    for _ in range(4):
        await make_issue(jira)
    seen: list[str] = []
    token = ""
    while True:
        params = {"jql": "project = ENG ORDER BY key", "maxResults": 4, "nextPageToken": token}
        page = (await jira.get("/rest/api/3/search/jql", params=params)).json()
        seen += [one["id"] for one in page["issues"]]
        if page["isLast"]:
            assert "nextPageToken" not in page
            break
        token = page["nextPageToken"]
    assert len(seen) == len(set(seen)) == 6


async def test_a_search_without_fields_answers_with_ids_alone(jira: httpx.AsyncClient) -> None:
    body = (await jira.get("/rest/api/3/search/jql?jql=project=ENG")).json()
    assert all("fields" not in one for one in body["issues"])


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_the_old_search_is_gone(jira: httpx.AsyncClient, method: str) -> None:
    response = await jira.request(method, "/rest/api/3/search", json={"jql": "project = ENG"})
    assert response.status_code == 410


async def test_a_self_hosted_jira_still_has_the_old_search() -> None:
    app = create_app(JiraSandboxConfig(data_center=True))
    async with client_for(app, BRIDGE) as client:
        body = (await client.get("/rest/api/2/search?jql=project=ENG")).json()
    assert body["total"] == 2


async def test_a_token_that_is_none_of_ours_is_refused(jira: httpx.AsyncClient) -> None:
    body = {"jql": "project = ENG", "nextPageToken": "bm9uc2Vuc2U="}
    assert (await jira.post("/rest/api/3/search/jql", json=body)).status_code == 400
