"""What the client really sends, held against the vendor's document and our own table of facts."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from app.attachments.content import Spooled
from app.document import from_plain
from app.effects import (
    AccountRef,
    AttachToIssue,
    ClearedFile,
    CreateIssue,
    DeleteAttachment,
    DeleteIssueComment,
    EditIssueComment,
    GateNote,
    GateToken,
    PolicyWord,
    PostIssueComment,
    PutRemoteLink,
    TransitionIssue,
    UpdateIssue,
)
from app.model import Attachment, Audience, RedactedText
from connectors.jira.auth import ServiceAccount
from connectors.jira.client import JiraClient
from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig, RateLimits
from connectors.sandbox.jira.seed import GATE_FIELD, REASONS_FIELD
from tests.sandbox.openapi import VendorDocument
from tests.shared_data import shared_path

SITE = "http://jira.test"
# Written from the vendor's document: route, query parameters that it has, keys a body must have.
FACTS: dict[str, tuple[set[str], set[str]]] = {
    "GET /myself": ({"expand"}, set()),
    "GET /field": (set(), set()),
    "GET /issue/{}": ({"fields", "fieldsByKeys", "expand", "properties"}, set()),
    "PUT /issue/{}": ({"notifyUsers", "returnIssue", "expand"}, {"fields"}),
    "POST /issue": ({"updateHistory"}, {"fields"}),
    "GET /issue/{}/comment": ({"startAt", "maxResults", "orderBy", "expand"}, set()),
    "POST /issue/{}/comment": ({"expand"}, {"body"}),
    "GET /issue/{}/comment/{}": ({"expand"}, set()),
    "PUT /issue/{}/comment/{}": ({"notifyUsers", "expand"}, {"body"}),
    "DELETE /issue/{}/comment/{}": ({"parentId"}, set()),
    "GET /issue/{}/remotelink": ({"globalId"}, set()),
    "POST /issue/{}/remotelink": (set(), {"globalId", "object"}),
    "GET /issue/{}/transitions": ({"expand", "transitionId"}, set()),
    "POST /issue/{}/transitions": (set(), {"transition"}),
    "GET /issue/{}/properties/{}": (set(), set()),
    "PUT /issue/{}/properties/{}": (set(), {"issue", "state", "complete", "reasons"}),
    "POST /issue/{}/attachments": (set(), set()),
    "GET /attachment/content/{}": ({"redirect"}, set()),
    "DELETE /attachment/{}": (set(), set()),
    "GET /search/jql": ({"jql", "fields", "maxResults", "nextPageToken"}, set()),
}


@dataclass
class Recorder:
    """Keeps every request that goes to the API."""

    requests: list[httpx.Request] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> None:
        if "/rest/api/3/" in request.url.path:
            await request.aread()
            self.requests.append(request)


@dataclass
class Jira:
    client: JiraClient
    sent: Recorder


@pytest.fixture
async def jira() -> AsyncIterator[Jira]:
    """A service account at the gateway's address, before the sandbox."""
    ample = RateLimits(1000, 1000, 1000, 1000)
    config = JiraSandboxConfig(seed_gate=True, limits=ample)
    recorder = Recorder()
    account = ServiceAccount(BRIDGE.client_id, BRIDGE.client_secret, f"{SITE}/oauth/token")
    transport = httpx.ASGITransport(app=create_app(config))
    hooks = {"request": [recorder]}
    async with httpx.AsyncClient(transport=transport, event_hooks=hooks) as http:
        yield Jira(JiraClient(http, f"{SITE}/ex/jira/{config.cloud_id}", account), recorder)


def words(text: str) -> RedactedText:
    return RedactedText(from_plain(text), Audience.ENGINEERING, "p")


async def everything(client: JiraClient) -> None:
    """Use each method and each effect once."""
    me = await client.whoami()
    fields = {
        "priority": PolicyWord("High"),
        "labels": PolicyWord("esc"),
        REASONS_FIELD: words("r"),
    }
    bug = (PolicyWord("ENG"), PolicyWord("Bug"))
    made = await client.apply(CreateIssue(*bug, words("S"), words("D"), fields, "m-1"))
    issue = made.remote_id
    posted = await client.apply(PostIssueComment(issue, words("c"), "m-2", internal=True))
    await client.apply(EditIssueComment(issue, posted.remote_id, words("d"), "m-3"))
    values = {GATE_FIELD: GateToken("ok:" + "0" * 32), "assignee": AccountRef(me.id)}
    note = GateNote("incomplete", complete=False, reasons=words("r"))
    both = {**values, "labels": PolicyWord("more")}
    await client.apply(UpdateIssue(issue, both, "m-4", note))
    await client.apply(UpdateIssue(issue, {}, "m-4", note))
    link = ("airlock:7", "https://acme.test/7", words("Ticket #7"), words("open"))
    await client.apply(PutRemoteLink(issue, *link, resolved=False, marker="m-5"))
    cleared = ClearedFile(words("a.txt"), Spooled(b"x"), "text/plain")
    attached = await client.apply(AttachToIssue(issue, cleared, "m-6"))
    await client.apply(TransitionIssue(issue, PolicyWord("Escalated"), "m-7"))
    await client.fetch_issue(issue, [GATE_FIELD])
    await client.fetch_comment(issue, posted.remote_id)
    await client.fetch_comments(issue)
    await client.find_marker(issue, "nothing")
    await client.find_created_issue("m-1")
    file = Attachment(id=attached.remote_id, file_name="a.txt")
    assert b"".join([chunk async for chunk in client.read_attachment(file)]) == b"x"
    await client.apply(DeleteIssueComment(issue, posted.remote_id, "m-8"))
    await client.apply(DeleteAttachment(issue, attached.remote_id, "m-9"))


def route_of(request: httpx.Request) -> str:
    path = request.url.path.partition("/rest/api/3")[2]
    for known in FACTS:
        method, _, template = known.partition(" ")
        pattern = template.replace("{}", "[^/]+")
        if request.method == method and re.fullmatch(pattern, path):
            return known
    return f"{request.method} {path}"


def body_of(request: httpx.Request) -> Any:
    is_json = "json" in request.headers.get("content-type", "")
    return json.loads(request.content) if is_json else None


async def test_every_request_is_one_that_the_table_knows(jira: Jira) -> None:
    await everything(jira.client)
    problems = []
    for request in jira.sent.requests:
        route = route_of(request)
        query, keys = FACTS.get(route, (set(), set()))
        if route not in FACTS or not set(request.url.params) <= query:
            problems.append(f"{route}?{request.url.query!r}")
        if keys - (body_of(request) or {}).keys():
            problems.append(f"{route}: the body lacks one of {keys}")
    assert problems == []


async def test_every_route_of_the_table_is_used(jira: Jira) -> None:
    await everything(jira.client)
    assert {route_of(request) for request in jira.sent.requests} == set(FACTS)


async def test_every_request_fits_the_vendors_document(jira: Jira) -> None:
    document = VendorDocument(shared_path("openapi/jira-cloud-platform-v3.json"))
    await everything(jira.client)
    for request in jira.sent.requests:
        path = "/rest/api/3" + request.url.path.partition("/rest/api/3")[2]
        query = request.url.query.decode()
        assert document.check_request(request.method, path, query, body_of(request)), path


async def test_every_request_carries_the_service_accounts_token(jira: Jira) -> None:
    await everything(jira.client)
    assert all(one.headers["Authorization"].startswith("Bearer ") for one in jira.sent.requests)


async def test_an_upload_is_protected_against_forgery_checks(jira: Jira) -> None:
    await everything(jira.client)
    (upload,) = [one for one in jira.sent.requests if one.url.path.endswith("/attachments")]
    assert upload.headers["X-Atlassian-Token"] == "no-check"
    assert b'name="file"; filename="a.txt"' in upload.content


async def test_a_comment_is_one_write_and_its_reading_one_read(jira: Jira) -> None:
    found = await jira.client.find_created_issue("none")
    assert found is None
    jira.sent.requests.clear()
    made = await jira.client.apply(PostIssueComment("ENG-1", words("c"), "m-1"))
    await jira.client.fetch_comment("ENG-1", made.remote_id)
    await jira.client.fetch_issue("ENG-1")
    assert [one.method for one in jira.sent.requests] == ["POST", "GET", "GET"]


async def test_a_gates_token_is_written_without_a_read(jira: Jira) -> None:
    token = GateToken("ok:" + "a" * 64)
    await jira.client.apply(UpdateIssue("ENG-1", {GATE_FIELD: token}, "m-1"))
    assert [one.method for one in jira.sent.requests] == ["PUT"]


async def test_an_internal_comment_says_so_in_the_same_request(jira: Jira) -> None:
    made = await jira.client.apply(PostIssueComment("HELP-1", words("c"), "m-1", internal=True))
    assert len(jira.sent.requests) == 1
    comment = await jira.client.fetch_comment("HELP-1", made.remote_id)
    assert (comment.internal, comment.marker) == (True, "m-1")
    await jira.client.apply(EditIssueComment("HELP-1", made.remote_id, words("d"), "m-2"))
    assert (await jira.client.fetch_comment("HELP-1", made.remote_id)).internal is True


async def test_a_marker_is_found_far_down_the_comments(jira: Jira) -> None:
    first = await jira.client.apply(PostIssueComment("ENG-1", words("c"), "m-first"))
    for number in range(101):
        await jira.client.apply(PostIssueComment("ENG-1", words("c"), f"m-{number}"))
    assert await jira.client.find_marker("ENG-1", "m-first") == first.remote_id
    assert len(await jira.client.fetch_comments("ENG-1")) == 102
