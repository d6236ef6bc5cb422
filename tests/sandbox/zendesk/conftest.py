"""A sandbox Zendesk, a client that records every exchange, and a receiver of its webhooks."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk

SECRET = "a-signing-secret"
LOGIN = ("bridge@acme.example/token", "sandbox-api-token")


class Receiver:
    """Keeps what the webhooks send; answers from a list, then 200."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[httpx.Response | Exception] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else httpx.Response(200)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]

    def kinds(self) -> list[str]:
        """The event types so far, without their common beginning."""
        return [body["type"].removeprefix("zen:event-type:ticket.") for body in self.bodies]

    def event(self, kind: str) -> dict[str, Any]:
        """The newest body of an event type."""
        return next(b for b in self.bodies[::-1] if b["type"] == f"zen:event-type:ticket.{kind}")


def expected_signature(secret: str, request: httpx.Request) -> str:
    """The vendor's construction, written here a second time."""
    timestamp = request.headers["X-Zendesk-Webhook-Signature-Timestamp"]
    signed = timestamp.encode() + request.content
    return base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def config() -> ZendeskSandboxConfig:
    roomy = Limits(updates_per_ticket=500, updates_per_minute=1000)
    return ZendeskSandboxConfig(limits=roomy, time_scale=0.0001)


@pytest.fixture
async def app(config: ZendeskSandboxConfig, receiver: Receiver) -> AsyncIterator[FastAPI]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(receiver)) as sender:
        made = create_app(config, sender)
        await made.state.outbox.start()
        yield made
        await made.state.outbox.stop()


@pytest.fixture
def desk(app: FastAPI) -> Desk:
    return app.state.desk


@pytest.fixture
async def api(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk.test", auth=LOGIN
    ) as client:
        yield client


@pytest.fixture
async def ticket_id(api: httpx.AsyncClient, desk: Desk) -> int:
    """A ticket of the story's customer, in state open."""
    maria = desk.user_by_email("maria.delgado@northwind.example")
    assert maria
    ticket = {
        "subject": "Import stops",
        "comment": {"body": "The import stops at row 40.", "author_id": maria["id"]},
        "requester_id": maria["id"],
        "priority": "high",
        "status": "open",
    }
    made = await api.post("/api/v2/tickets", json={"ticket": ticket})
    assert made.status_code == 201, made.text
    return int(made.json()["ticket"]["id"])


@pytest.fixture
async def subscribed(api: httpx.AsyncClient, app: FastAPI, receiver: Receiver) -> str:
    """A webhook for every ticket event; returns its id."""
    from connectors.sandbox.zendesk.events import TICKET_EVENTS

    kinds = [f"zen:event-type:ticket.{kind}" for kind in TICKET_EVENTS]
    webhook = {"name": "all", "endpoint": "http://airlock.test/hook", "subscriptions": kinds}
    full = {**webhook, "http_method": "POST", "request_format": "json", "status": "active"}
    made = (await api.post("/api/v2/webhooks", json={"webhook": full})).json()["webhook"]
    app.state.desk.webhooks[made["id"]]["secret"] = SECRET
    return str(made["id"])


async def change(client: httpx.AsyncClient, ticket_id: int, **ticket: Any) -> dict[str, Any]:
    """Update a ticket and return the answer; the update must succeed."""
    answer = await client.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": ticket})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
