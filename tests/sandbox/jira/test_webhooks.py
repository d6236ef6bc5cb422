"""Webhooks: who gets them, what they hold, how they are signed and repeated."""

import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import jwt
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from connectors.sandbox.jira.hooks import signature
from connectors.sandbox.webhooks import Switches
from tests.sandbox.jira.conftest import client_for, make_issue, paragraph
from tests.shared_data import shared_path

HOOKS = "/rest/webhooks/1.0/webhook"
COMMENT = "/rest/api/3/issue/ENG-1/comment"
SECRET = "It's a secret"
ALL = [
    "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created",
    "comment_updated", "comment_deleted", "issue_property_set", "issuelink_created",
    "attachment_created",
]  # fmt: skip


class Site:
    """A sandbox whose webhooks come here; `answers` are given first to last, then 200."""

    def __init__(self, config: JiraSandboxConfig) -> None:
        self.answers: list[int | Exception] = []
        self.got: list[httpx.Request] = []
        self.app: FastAPI = create_app(config, httpx.MockTransport(self._receive))
        self.client = client_for(self.app, BRIDGE)

    def _receive(self, request: httpx.Request) -> httpx.Response:
        self.got.append(request)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer)

    async def drain(self) -> list[dict[str, Any]]:
        await self.app.state.outbox.drain()
        return [json.loads(one.content) for one in self.got if one.content]

    async def register(self, **more: Any) -> dict[str, Any]:
        body = {"name": "Bridge", "url": "http://bridge.test/jira", "events": ALL,
                "secret": SECRET, **more}  # fmt: skip
        response = await self.client.post(HOOKS, json=body)
        assert response.status_code == 201, response.text
        made: dict[str, Any] = response.json()
        return made


@contextlib.asynccontextmanager
async def running(config: JiraSandboxConfig | None = None) -> AsyncIterator[Site]:
    """Return a site whose webhooks are being sent."""
    site = Site(replace(config or JiraSandboxConfig(), webhook_time_scale=0.000001))
    async with site.app.router.lifespan_context(site.app), site.client:
        yield site


def named(bodies: list[dict[str, Any]], event: str) -> dict[str, Any]:
    (found,) = [one for one in bodies if one["webhookEvent"] == event]
    return found


async def test_a_comment_is_told_as_text_with_the_ids_to_read_it_again() -> None:
    async with running() as site:
        await site.register()
        document = paragraph("Look: ")
        mention = {"type": "mention", "attrs": {"id": "712020:x", "text": "@Eli"}}
        document["content"][0]["content"].append(mention)
        made = (await site.client.post(COMMENT, json={"body": document})).json()
        bodies = await site.drain()
    body = named(bodies, "comment_created")
    assert body["comment"]["body"] == "Look: [~accountid:712020:x]"
    assert body["comment"]["id"] == made["id"]
    assert "/rest/api/2/issue/" in body["comment"]["self"]
    assert body["issue"]["key"] == "ENG-1"
    assert isinstance(body["timestamp"], int)
    assert named(bodies, "jira:issue_updated")["issue_event_type_name"] == "issue_commented"


async def test_the_signature_is_over_the_exact_bytes() -> None:
    async with running() as site:
        await site.register()
        await site.client.post(COMMENT, json={"body": paragraph("é")})
        await site.drain()
        for request in site.got:
            digest = hmac.new(SECRET.encode(), request.content, hashlib.sha256).hexdigest()
            assert request.headers["X-Hub-Signature"] == f"sha256={digest}"
            assert request.headers["X-Atlassian-Webhook-Flow"] == "Primary"
            assert "X-Atlassian-Webhook-Retry" not in request.headers


def test_the_vendors_own_signature_vector_holds() -> None:
    vectors = json.loads(shared_path("signature_vectors.json").read_text())
    (vector,) = [one for one in vectors if one["vendor"].startswith("Jira")]
    assert signature(vector["secret"], vector["body"].encode()) == vector["signature"]


async def test_a_webhook_without_a_secret_is_not_signed() -> None:
    async with running() as site:
        made = await site.register(secret="")
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        await site.drain()
        assert made["isSigned"] is False
        assert all("X-Hub-Signature" not in one.headers for one in site.got)


@pytest.mark.parametrize("failure", [408, 409, 425, 429, 500, 503, httpx.ReadTimeout("late")])
async def test_what_the_vendor_repeats_is_repeated_with_the_same_identifier(
    failure: int | Exception,
) -> None:
    async with running() as site:
        await site.register(events=["comment_created"])
        site.answers = [failure, failure]
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        await site.drain()
        identifiers = {one.headers["X-Atlassian-Webhook-Identifier"] for one in site.got}
        retries = [one.headers.get("X-Atlassian-Webhook-Retry") for one in site.got]
        assert len(identifiers) == 1
        assert retries == [None, "1", "2"]


async def test_the_vendor_gives_up_after_five_retries() -> None:
    async with running() as site:
        await site.register(events=["comment_created"])
        site.answers = [500] * 20
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        await site.drain()
        assert len(site.got) == 6


@pytest.mark.parametrize("status", [301, 400, 401, 404, 413])
async def test_other_answers_are_final(status: int) -> None:
    async with running() as site:
        await site.register(events=["comment_created"])
        site.answers = [status]
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        await site.drain()
        assert len(site.got) == 1


async def test_duplicates_carry_the_same_body_and_identifier() -> None:
    async with running() as site:
        await site.register(events=["comment_created"])
        site.app.state.outbox.configure(Switches(duplicate=2))
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        await site.drain()
        assert len(site.got) == 3
        assert len({one.content for one in site.got}) == 1
        assert len({one.headers["X-Atlassian-Webhook-Identifier"] for one in site.got}) == 1


async def test_a_life_of_an_issue_is_told_event_by_event() -> None:
    async with running() as site:
        await site.register()
        client = site.client
        key = await make_issue(client)
        await client.put(f"/rest/api/3/issue/{key}", json={"fields": {"summary": "New"}})
        move = {"transition": {"id": "11"}}
        await client.post(f"/rest/api/3/issue/{key}/transitions", json=move)
        await client.put(f"/rest/api/3/issue/{key}/properties/p", json=1)
        await client.delete(f"/rest/api/3/issue/{key}")
        bodies = await site.drain()
    kinds = {one.get("issue_event_type_name") for one in bodies}
    assert kinds == {"issue_created", "issue_updated", "issue_generic", None}
    changes = [one["changelog"]["items"][0] for one in bodies
               if one["webhookEvent"] == "jira:issue_updated"]  # fmt: skip
    by_field = {one["field"]: one for one in changes}
    assert (by_field["summary"]["fromString"], by_field["summary"]["toString"]) == (
        "Export stops", "New",
    )  # fmt: skip
    assert (by_field["status"]["from"], by_field["status"]["to"]) == ("10000", "10001")
    assert named(bodies, "issue_property_set")["property"]["key"] == "p"
    assert named(bodies, "jira:issue_deleted")["issue"]["key"] == key


async def test_links_and_attachments_have_events_of_their_own() -> None:
    async with running() as site:
        await site.register(events=["issuelink_created", "attachment_created"])
        body = {"type": {"name": "Blocks"}, "inwardIssue": {"key": "ENG-1"},
                "outwardIssue": {"key": "ENG-2"}}  # fmt: skip
        await site.client.post("/rest/api/3/issueLink", json=body)
        files, headers = {"file": ("a.txt", b"x")}, {"X-Atlassian-Token": "no-check"}
        await site.client.post("/rest/api/3/issue/ENG-1/attachments", files=files, headers=headers)
        bodies = await site.drain()
    assert named(bodies, "issuelink_created")["issueLink"]["sourceIssueId"] == 10000
    assert named(bodies, "attachment_created")["attachment"]["filename"] == "a.txt"


async def test_bulk_changes_come_by_the_secondary_flow() -> None:
    async with running() as site:
        await site.register(events=["jira:issue_updated"])
        inputs = [{"selectedIssueIdsOrKeys": ["ENG-1"], "transitionId": "11"}]
        path = "/rest/api/3/bulk/issues/transition"
        await site.client.post(path, json={"bulkTransitionInputs": inputs})
        await site.drain()
        assert [one.headers["X-Atlassian-Webhook-Flow"] for one in site.got] == ["Secondary"]


async def test_a_filter_keeps_other_projects_out() -> None:
    async with running() as site:
        await site.register(filters={"issue-related-events-section": "project = HELP"})
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        assert await site.drain() == []


async def test_a_webhook_is_changed_disabled_and_removed_and_never_shows_its_secret() -> None:
    async with running() as site:
        made = await site.register()
        path = httpx.URL(made["self"]).path
        assert "secret" not in made
        changed = await site.client.put(path, json={"enabled": False, "name": "Off"})
        assert (changed.json()["name"], changed.json()["enabled"]) == ("Off", False)
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        assert await site.drain() == []
        assert [one["name"] for one in (await site.client.get(HOOKS)).json()] == ["Off"]
        assert (await site.client.delete(path)).status_code == 204
        assert (await site.client.get(path)).status_code == 404


async def test_a_self_hosted_jira_signs_nothing_and_names_users() -> None:
    async with running(JiraSandboxConfig(data_center=True)) as site:
        await site.register()
        await site.client.post("/rest/api/2/issue/ENG-1/comment", json={"body": "Plain"})
        bodies = await site.drain()
        for request in site.got:
            vendor = [name for name in request.headers if name.startswith(("x-hub", "x-atl"))]
            assert vendor == []
    told = named(bodies, "jira:issue_updated")
    assert told["issue_event_type_name"] == "issue_commented"
    assert told["user"]["name"] == BRIDGE.login
    assert "accountId" not in told["user"]


async def test_a_self_hosted_jira_keeps_a_deleted_comment_in_the_history() -> None:
    async with running(JiraSandboxConfig(data_center=True)) as site:
        path = "/rest/api/2/issue/ENG-1/comment"
        made = (await site.client.post(path, json={"body": "Gone?"})).json()
        await site.client.delete(f"{path}/{made['id']}")
        log = (await site.client.get("/rest/api/2/issue/ENG-1/changelog")).json()["values"]
    assert log[-1]["items"][0]["fromString"] == "Gone?"


async def oauth_client(app: FastAPI) -> httpx.AsyncClient:
    """Return a client at the gateway with a token of the service account."""
    transport = httpx.ASGITransport(app=app)
    base = f"http://jira.test/ex/jira/{app.state.jira.config.cloud_id}"
    credentials = {
        "grant_type": "client_credentials",
        "client_id": BRIDGE.client_id,
        "client_secret": BRIDGE.client_secret,
    }
    async with httpx.AsyncClient(transport=transport, base_url="http://jira.test") as plain:
        token = (await plain.post("/oauth/token", json=credentials)).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=transport, base_url=base, headers=headers)


async def test_an_app_registers_webhooks_that_prove_themselves_by_a_token() -> None:
    async with running() as site, await oauth_client(site.app) as client:
        hooks = [
            {"events": ["comment_created"], "jqlFilter": "project = ENG"},
            {"events": ["jira:issue_updated"], "jqlFilter": "project = ENG",
             "fieldIdsFilter": ["labels"]},
            {"events": ["comment_created"], "jqlFilter": "watchCount = 1"},
        ]  # fmt: skip
        body = {"url": "http://app.test/hook", "webhooks": hooks}
        results = (await client.post("/rest/api/3/webhook", json=body)).json()
        first, second, third = results["webhookRegistrationResult"]
        assert "errors" in third
        await site.client.put("/rest/api/3/issue/ENG-1", json={"fields": {"summary": "New"}})
        site.answers = [404]
        await site.client.post(COMMENT, json={"body": paragraph("x")})
        (told,) = await site.drain()
        assert told["webhookEvent"] == "comment_created"
        token = site.got[0].headers["Authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, BRIDGE.client_secret, algorithms=["HS256"])
        assert claims["iss"] == BRIDGE.client_id
        failed = (await client.get("/rest/api/3/webhook/failed")).json()["values"]
        assert json.loads(failed[0]["body"]) == told
        ids = [first["createdWebhookId"], second["createdWebhookId"]]
        fresh = await client.put("/rest/api/3/webhook/refresh", json={"webhookIds": ids})
        assert fresh.json()["expirationDate"] > told["timestamp"]
        assert (await client.get("/rest/api/3/webhook")).json()["total"] == 2
        gone = await client.request("DELETE", "/rest/api/3/webhook", json={"webhookIds": ids})
        assert gone.status_code == 202
        assert (await client.get("/rest/api/3/webhook")).json()["total"] == 0


async def test_a_password_registers_no_dynamic_webhooks(jira: httpx.AsyncClient) -> None:
    assert (await jira.get("/rest/api/3/webhook")).status_code == 403


@pytest.mark.parametrize(
    ("event", "file"),
    [
        ("comment_created", "webhook-cloud-comment-created.json"),
        ("jira:issue_updated", "webhook-cloud-issue-updated-custom-field.json"),
        ("jira:issue_deleted", "webhook-issue-deleted.json"),
    ],
)
async def test_a_body_carries_what_captured_bodies_carry(event: str, file: str) -> None:
    captured = json.loads(shared_path(f"jira-webhooks/{file}").read_text())
    async with running() as site:
        await site.register(events=[event])
        key = await make_issue(site.client)
        path = f"/rest/api/3/issue/{key}"
        if event == "comment_created":
            await site.client.post(f"{path}/comment", json={"body": paragraph("x")})
        elif event == "jira:issue_updated":
            await site.client.put(path, json={"fields": {"summary": "x"}})
        else:
            await site.client.delete(path)
        (body,) = await site.drain()
    assert captured.keys() <= body.keys()
    for part in ("comment", "user"):
        assert set(captured.get(part, {})) - {"key", "name"} <= set(body.get(part, {}))
    asked = {name for name in captured["issue"]["fields"] if not name.startswith("customfield")}
    assert asked - {"worklog", "comment"} <= set(body["issue"]["fields"])
    for item in captured.get("changelog", {}).get("items", []):
        assert set(item) <= set(body["changelog"]["items"][0])
