"""What our client sends, before the sandbox: how much of it, and whether the vendor knows it."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app.attachments.content import Spooled
from app.effects import ClearedFile, PolicyWord, RedactTicketComment, UpdateTicket
from connectors.sandbox.zendesk.app import create_app
from connectors.zendesk.client import ZendeskClient
from tests.connectors.zendesk.sandbox import CREDENTIALS
from tests.contract.ticket_desk import note, redacted
from tests.sandbox.openapi import VendorDocument
from tests.shared_data import shared_path

BASE = "https://acme.zendesk.com"
LOGIN = ("bridge@acme.example/token", "sandbox-api-token")

# Ours, read off the vendor's document and its pages: each call that we make and its query.
KNOWN: dict[tuple[str, str], set[str]] = {
    ("POST", "/oauth/tokens"): set(),
    ("GET", "/api/v2/users/me"): set(),
    ("GET", "/api/v2/users/{}"): set(),
    ("GET", "/api/v2/users/search"): {"query"},
    ("GET", "/api/v2/groups"): {"page[size]", "page[after]"},
    ("GET", "/api/v2/ticket_fields"): {"page[size]", "page[after]"},
    ("GET", "/api/v2/groups/{}"): set(),
    ("GET", "/api/v2/users/{}/group_memberships"): {"page[size]", "page[after]"},
    ("GET", "/api/v2/tickets/{}"): {"include"},
    ("GET", "/api/v2/tickets/{}/comments"): {"include", "sort", "page[size]", "page[after]"},
    ("GET", "/api/v2/tickets/{}/audits"): {"sort", "page[size]", "page[after]"},
    ("PUT", "/api/v2/tickets/{}"): set(),
    ("POST", "/api/v2/uploads"): {"filename"},
    ("PUT", "/api/v2/comment_redactions/{}"): set(),
}
# The document tells these in its prose, not among a route's parameters.
IN_PROSE = {"sort", "page[size]", "page[after]", "include", "filename"}


@dataclass
class Recorder:
    requests: list[httpx.Request] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> None:
        await request.aread()
        self.requests.append(request)

    def counts(self) -> Counter[str]:
        """Reads and writes, without the token's exchange."""
        calls = [r for r in self.requests if r.url.path != "/oauth/tokens"]
        return Counter("reads" if r.method == "GET" else "writes" for r in calls)


@dataclass
class World:
    client: ZendeskClient
    recorder: Recorder
    ticket: int
    comment: str
    agent: str
    unrestricted: str
    field: str


@pytest.fixture
async def world() -> AsyncIterator[World]:
    app = create_app()
    transport = httpx.ASGITransport(app)
    recorder = Recorder()
    async with (
        httpx.AsyncClient(transport=transport, base_url=BASE, auth=LOGIN) as api,
        httpx.AsyncClient(transport=transport, event_hooks={"request": [recorder]}) as http,
    ):
        users = {u["name"]: u["id"] for u in (await api.get("/api/v2/users")).json()["users"]}
        groups = {g["name"]: g["id"] for g in (await api.get("/api/v2/groups")).json()["groups"]}
        ticket = {
            "subject": "Import stops",
            "requester_id": users["Maria Delgado"],
            "group_id": groups["Escalations"],
            "comment": {"body": "It stops.", "author_id": users["Maria Delgado"]},
        }
        made = (await api.post("/api/v2/tickets", json={"ticket": ticket})).json()
        comments = (await api.get(f"/api/v2/tickets/{made['ticket']['id']}/comments")).json()
        fields = (await api.get("/api/v2/ticket_fields")).json()["ticket_fields"]
        yield World(
            ZendeskClient(http, BASE, CREDENTIALS),
            recorder,
            made["ticket"]["id"],
            str(comments["comments"][0]["id"]),
            str(users["Sam Okonkwo"]),
            str(users["Dana Whitfield"]),
            next(str(f["id"]) for f in fields if f["title"] == "Jira issue"),
        )


async def everything(world: World) -> None:
    """Each call that the client can make of the vendor's API."""
    client, number = world.client, world.ticket
    await client.whoami()
    await client.field_ids()
    await client.find_staff("Dana Whitfield")
    await client.group_names()
    await client.fetch_ticket(number)
    await client.fetch_comment(number, world.comment)
    await client.fetch_comments(number)
    await client.may_see(world.agent, number)
    await client.may_see(world.unrestricted, number)
    file = ClearedFile(redacted("log.txt"), Spooled(b"x"), "text/plain")
    made = await client.apply(note(number, "hello", "m-1", files=(file,)))
    await client.apply(
        UpdateTicket(
            number,
            "m-2",
            status=PolicyWord("pending"),
            priority=PolicyWord("urgent"),
            fields={world.field: PolicyWord("PROJ-1")},
            add_tags=(PolicyWord("escalated"),),
        )
    )
    await client.find_marker(number, "m-1")
    await client.apply(RedactTicketComment(number, made.remote_id, "m-3"))


async def test_reading_a_ticket_is_one_read(world: World) -> None:
    await world.client.fetch_ticket(world.ticket)
    assert world.recorder.counts() == {"reads": 1}


async def test_reading_a_recent_comment_is_one_read(world: World) -> None:
    await world.client.fetch_comment(world.ticket, world.comment)
    assert world.recorder.counts() == {"reads": 1}


async def test_an_internal_note_is_one_write(world: World) -> None:
    await world.client.apply(note(world.ticket, "hello"))
    assert world.recorder.counts() == {"writes": 1}


async def test_each_file_of_a_comment_is_one_write_more(world: World) -> None:
    files = tuple(ClearedFile(redacted(f"{i}.txt"), Spooled(b"x"), "text/plain") for i in range(2))
    await world.client.apply(note(world.ticket, "hello", files=files))
    assert world.recorder.counts() == {"writes": 3}


async def test_blackening_a_comment_is_one_read_and_one_write(world: World) -> None:
    made = await world.client.apply(note(world.ticket, "hello"))
    world.recorder.requests.clear()
    await world.client.apply(RedactTicketComment(world.ticket, made.remote_id, "m-2"))
    assert world.recorder.counts() == {"reads": 1, "writes": 1}


async def test_blackening_what_is_black_writes_nothing(world: World) -> None:
    made = await world.client.apply(note(world.ticket, "hello"))
    effect = RedactTicketComment(world.ticket, made.remote_id, "m-2")
    await world.client.apply(effect)
    world.recorder.requests.clear()
    await world.client.apply(effect)
    assert world.recorder.counts() == {"reads": 1}


async def test_a_token_is_asked_for_once(world: World) -> None:
    await everything(world)
    paths = [request.url.path for request in world.recorder.requests]
    assert paths.count("/oauth/tokens") == 1


async def test_every_call_is_one_that_the_vendor_has(world: World) -> None:
    await everything(world)
    seen = set()
    for request in world.recorder.requests:
        template = "/".join("{}" if p.isdigit() else p for p in request.url.path.split("/"))
        assert set(request.url.params) <= KNOWN[request.method, template]
        seen.add((request.method, template))
    assert seen == set(KNOWN)


async def test_every_request_fits_the_vendor_s_document(world: World) -> None:
    document = VendorDocument(shared_path("openapi/zendesk-support-oas.yaml"))
    await everything(world)
    for request in world.recorder.requests:
        params = [(k, v) for k, v in request.url.params.multi_items() if k not in IN_PROSE]
        json_body = "json" in request.headers.get("content-type", "")
        body = json.loads(request.content) if json_body else None
        _take_out_custom_fields(body)
        path = request.url.path
        covered = document.check_request(request.method, path, urlencode(params), body)
        assert covered or path.endswith("/group_memberships")


def _take_out_custom_fields(body: Any) -> None:
    """The document types an update's values as field definitions, against its own answers, which
    hold id and value; that shape is checked here instead."""
    ticket = body.get("ticket", {}) if isinstance(body, dict) else {}
    for value in ticket.pop("custom_fields", []):
        assert set(value) == {"id", "value"}
        assert isinstance(value["id"], int)


async def test_a_write_never_names_safe_update(world: World) -> None:
    await everything(world)
    assert not any(b"safe_update" in request.content for request in world.recorder.requests)
