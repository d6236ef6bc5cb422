"""A fresh sandbox Jira and clients for its people; every answer is checked against the vendor."""

import json
from collections.abc import AsyncIterator, Callable
from functools import lru_cache
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, Account, JiraSandboxConfig
from tests.sandbox.jira import facts
from tests.sandbox.openapi import VendorDocument
from tests.shared_data import SHARED_DATA

PLATFORM = SHARED_DATA / "openapi" / "jira-cloud-platform-v3.json"
SERVICE = SHARED_DATA / "openapi" / "jira-service-management-v3.json"
BASE = "http://jira.test"


@lru_cache
def documents() -> list[VendorDocument]:
    """Return the vendor's documents, or none where they are absent."""
    if not PLATFORM.exists():
        return []
    return [
        VendorDocument(path, nullable=facts.NULLABLE, free=facts.FREE)
        for path in (PLATFORM, SERVICE)
    ]


class Checked(httpx.AsyncClient):
    """A client that holds every answer against our table of facts and the vendor's documents."""

    async def request(self, method: str, url: Any, **kwargs: Any) -> httpx.Response:  # type: ignore[override] # the test's client takes what httpx takes
        response = await super().request(method, url, **kwargs)
        path = httpx.URL(url).path
        body = response.json() if _is_json(response) else None
        if path.startswith("/rest/") and body is not None:
            facts.check(method, path, response.status_code, body)
            if response.status_code < 300:
                self._check_document(method, path, response.status_code, body)
        return response

    def _check_document(self, method: str, path: str, status: int, body: Any) -> None:
        for document in documents():
            try:
                document.check_response(method, path, status, body)
            except AssertionError as error:
                found = str(error).splitlines()[1:]
                problems = [line for line in found if not facts.is_known_gap(line)]
                assert not problems, f"{method} {path} {status}:\n" + "\n".join(problems)


def _is_json(response: httpx.Response) -> bool:
    try:
        json.loads(response.content or b"x")
    except ValueError:
        return False
    return True


def client_for(app: FastAPI, account: Account) -> httpx.AsyncClient:
    """Return a client that signs in as this account."""
    transport = httpx.ASGITransport(app=app)
    return Checked(transport=transport, base_url=BASE, auth=(account.email, account.token))


@pytest.fixture
def app() -> FastAPI:
    return create_app()


@pytest.fixture
def gated() -> FastAPI:
    return create_app(JiraSandboxConfig(seed_gate=True))


@pytest.fixture
async def jira(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_for(app, BRIDGE) as client:
        yield client


@pytest.fixture
def as_user(app: FastAPI) -> Callable[[Account], httpx.AsyncClient]:
    return lambda account: client_for(app, account)


def paragraph(text: str) -> dict[str, Any]:
    """Return a document of one paragraph."""
    inline = {"type": "text", "text": text}
    return {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [inline]}]}


async def make_issue(client: httpx.AsyncClient, **fields: Any) -> str:
    """Create an issue in ENG and return its key."""
    body = {
        "project": {"key": "ENG"},
        "issuetype": {"name": "Bug"},
        "summary": "Export stops",
        **fields,
    }
    response = await client.post("/rest/api/3/issue", json={"fields": body})
    assert response.status_code == 201, response.text
    key: str = response.json()["key"]
    return key
