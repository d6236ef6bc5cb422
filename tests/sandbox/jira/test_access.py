"""Credentials, the gateway, limits, faults and the control routes."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.faults import Fault
from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, OBSERVER, JiraSandboxConfig, RateLimits
from connectors.sandbox.server import serve
from tests.sandbox.jira.conftest import BASE, client_for, paragraph

MYSELF = "/rest/api/3/myself"


def bare(app: FastAPI, **more: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE, **more)


async def token_of(app: FastAPI, **changed: str) -> httpx.Response:
    body = {
        "grant_type": "client_credentials",
        "client_id": BRIDGE.client_id,
        "client_secret": BRIDGE.client_secret,
        **changed,
    }
    async with bare(app) as client:
        return await client.post("/oauth/token", json=body)


async def test_each_credential_proves_its_account(app: FastAPI) -> None:
    gateway = f"/ex/jira/{app.state.jira.config.cloud_id}"
    token = (await token_of(app)).json()["access_token"]
    async with bare(app) as client:
        basic = await client.get(MYSELF, auth=(BRIDGE.email, BRIDGE.token))
        personal = {"Authorization": f"Bearer {BRIDGE.personal_token}"}
        oauth = {"Authorization": f"Bearer {token}"}
        answers = [
            basic,
            await client.get(MYSELF, headers=personal),
            await client.get(gateway + MYSELF, headers=oauth),
            await client.get(gateway + MYSELF, auth=(BRIDGE.email, BRIDGE.token)),
        ]
    assert [one.json()["accountId"] for one in answers] == [BRIDGE.account_id] * 4
    assert gateway in answers[2].json()["self"]


@pytest.mark.parametrize(
    "header",
    ["", "Basic !!!", "Basic YTpi", "Bearer wrong", "Bearer ", "Basic ", "Digest x"],
)
async def test_wrong_credentials_are_answered_as_the_site_does(app: FastAPI, header: str) -> None:
    async with bare(app, headers={"Authorization": header} if header else {}) as client:
        response = await client.get(MYSELF)
    assert response.status_code == 401
    assert "authenticated" in response.json()["errorMessages"][0]
    assert response.headers["X-Seraph-LoginReason"] == "AUTHENTICATED_FAILED"


async def test_an_oauth_token_holds_only_at_the_gateway_and_only_for_its_time(
    app: FastAPI,
) -> None:
    answer = (await token_of(app)).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    gateway = f"/ex/jira/{app.state.jira.config.cloud_id}"
    async with bare(app, headers=headers) as client:
        assert (await client.get(MYSELF)).status_code == 401
        assert (await client.get(gateway + MYSELF)).status_code == 200
        assert (await client.get("/ex/jira/another-site" + MYSELF)).status_code == 404
        app.state.jira.clock.advance(answer["expires_in"] + 1)
        expired = await client.get(gateway + MYSELF)
    assert (expired.status_code, expired.json()["code"]) == (401, 401)


async def test_wrong_client_credentials_get_no_token(app: FastAPI) -> None:
    assert (await token_of(app, client_secret="wrong")).status_code == 401
    assert (await token_of(app, grant_type="password")).status_code == 403


async def test_permissions_are_told_by_name(jira: httpx.AsyncClient) -> None:
    path = "/rest/api/3/mypermissions"
    told = await jira.get(f"{path}?permissions=BROWSE_PROJECTS,ADMINISTER&projectKey=ENG")
    found = told.json()["permissions"]
    assert found["ADMINISTER"]["havePermission"] is True
    assert found["BROWSE_PROJECTS"]["type"] == "PROJECT"
    assert (await jira.get(path)).status_code == 400
    assert (await jira.get(f"{path}?permissions=FLY")).status_code == 400


async def test_an_observer_administers_nothing(app: FastAPI) -> None:
    async with client_for(app, OBSERVER) as client:
        path = "/rest/api/3/mypermissions?permissions=ADMINISTER,EDIT_ISSUES&issueKey=ENG-1"
        found = (await client.get(path)).json()["permissions"]
    assert [one["havePermission"] for one in found.values()] == [False, False]


async def test_people_groups_and_roles_are_found(jira: httpx.AsyncClient) -> None:
    found = (await jira.get("/rest/api/3/user/search?query=eli")).json()
    assert [one["displayName"] for one in found] == ["Eli Engineer"]
    groups = (await jira.get("/rest/api/3/group/bulk?groupName=bridge")).json()["values"]
    path = f"/rest/api/3/group/member?groupId={groups[0]['groupId']}"
    members = (await jira.get(path)).json()["values"]
    assert [one["accountId"] for one in members] == [BRIDGE.account_id]
    roles = (await jira.get("/rest/api/3/project/ENG/role")).json()
    role = (await jira.get(httpx.URL(roles["Security"]).path)).json()
    assert [one["displayName"] for one in role["actors"]] == ["Sage Security"]


@pytest.mark.parametrize(
    "path",
    ["serverInfo", "project", "project/search", "project/ENG", "project/ENG/statuses", "status",
     "project/ENG/securitylevel", "securitylevel/10100", "status/Done", "priority",
     "priority/search", "issuetype", "field", "field/search", "issueLinkType", "role", "screens",
     "issue/createmeta/ENG/issuetypes", "issue/createmeta/ENG/issuetypes/10001",
     "attachment/meta", "groups/picker", "screens/1/availableFields"],
)  # fmt: skip
async def test_each_list_answers_in_the_vendors_shape(jira: httpx.AsyncClient, path: str) -> None:
    assert (await jira.get(f"/rest/api/3/{path}")).status_code == 200


@pytest.mark.parametrize("content", [b"{", b"[1]", b""])
async def test_a_body_that_cannot_be_read_is_a_bad_request(
    jira: httpx.AsyncClient, content: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await jira.post("/rest/api/3/issue", content=content, headers=headers)
    assert response.status_code == 400
    assert response.json()["errorMessages"]


async def test_every_answer_tells_what_is_left_of_the_limit(jira: httpx.AsyncClient) -> None:
    response = await jira.get(MYSELF)
    assert response.headers["X-RateLimit-Limit"] == "100"
    assert response.headers["X-RateLimit-Remaining"] == "99"
    assert response.headers["X-RateLimit-NearLimit"] == "false"


async def test_a_burst_is_stopped_until_the_window_is_over() -> None:
    app = create_app(JiraSandboxConfig(limits=RateLimits(reads_and_posts_per_second=3)))
    async with client_for(app, BRIDGE) as client:
        answers = [(await client.get(MYSELF)) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        refused = answers[-1].headers
        assert refused["Retry-After"] == "1"
        assert refused["RateLimit-Reason"] == "jira-burst-based"
        assert refused["X-RateLimit-Remaining"] == "0"
        app.state.jira.clock.advance(1)
        assert (await client.get(MYSELF)).status_code == 200


async def test_writes_to_one_issue_have_a_limit_of_their_own() -> None:
    app = create_app(JiraSandboxConfig(limits=RateLimits(issue_writes_per_2_seconds=2)))
    async with client_for(app, BRIDGE) as client:
        body = {"body": paragraph("x")}
        paths = ["ENG-1", "10000", "ENG-1", "ENG-2"]
        answers = [await client.post(f"/rest/api/3/issue/{p}/comment", json=body) for p in paths]
        assert [one.status_code for one in answers] == [201, 201, 429, 201]
        assert answers[2].headers["RateLimit-Reason"] == "jira-per-issue-on-write"
        assert (await client.get("/rest/api/3/issue/ENG-1")).status_code == 200


async def test_a_write_takes_place_although_its_answer_never_comes(app: FastAPI) -> None:
    fault = Fault(method="POST", path="/comment", kind="timeout_after_write", seconds=5)
    app.state.faults.add(fault)
    async with serve(app) as base:
        auth = (BRIDGE.email, BRIDGE.token)
        path = "/rest/api/3/issue/ENG-1/comment"
        properties = [{"key": "marker", "value": "d-1"}]
        body = {"body": paragraph("once"), "properties": properties}
        async with httpx.AsyncClient(base_url=base, auth=auth, timeout=0.3) as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.post(path, json=body)
            found = (await client.get(f"{path}?expand=properties")).json()["comments"]
    assert [one["properties"] for one in found] == [properties]


async def test_a_status_that_was_asked_for_comes_instead_of_the_answer(app: FastAPI) -> None:
    app.state.faults.add(Fault(kind="status", status=503, retry_after=7, path="/myself"))
    async with client_for(app, BRIDGE) as client:
        failed = await client.get(MYSELF)
        assert (failed.status_code, failed.headers["Retry-After"]) == (503, "7")
        assert failed.json()["errorMessages"]
        assert (await client.get(MYSELF)).status_code == 200


async def test_the_record_and_the_reset_are_at_hand(app: FastAPI) -> None:
    async with client_for(app, BRIDGE) as client:
        await client.delete("/rest/api/3/issue/ENG-1")
        record = (await client.get("/_sandbox/requests")).json()
        assert [(one["method"], one["status"]) for one in record] == [("DELETE", 204)]
        assert (await client.post("/_sandbox/reset")).status_code == 204
        assert (await client.get("/rest/api/3/issue/ENG-1")).status_code == 200
