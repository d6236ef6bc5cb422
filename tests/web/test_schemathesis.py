"""What the OpenAPI document says holds for whatever is sent: no 5xx, no answer that it lacks.

Each route is called as one who has the right to it: with a session, a bearer, or a body signed as
the vendor signs. Half of the calls are aimed at what is there (the ticket, the held text, the
packet's version), so that they come further than a 404.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from app.bootstrap import describe_api
from connectors.zendesk.inbound import sign
from tests.services.world import ADMIN
from tests.web.support import GATE_SECRET, OPERATOR, sign_in
from tests.web.whole import PATH_TOKEN, WEBHOOK_SECRET, Whole, make_whole

STAMP = "2026-11-22T12:00:00Z"
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
]
document = schemathesis.openapi.from_dict(describe_api())
document.config.phases.coverage.enabled = False
document.config.generation.with_security_parameters = False


class Caller:
    """Calls the application as one who may."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.whole: Whole = self.runner.run(make_whole())
        self.client = self.whole.world.client()
        self.session = self.runner.run(sign_in(self.client, ADMIN))

    def close(self) -> None:
        self.runner.run(self.client.aclose())
        self.runner.close()

    def call(self, case: schemathesis.Case, *, aimed: bool) -> httpx.Response:
        if aimed:
            self.aim(case)
        sent = case.as_transport_kwargs(base_url="https://airlock.test")
        request = self.client.build_request(
            sent["method"], sent["url"], params=sent.get("params"), json=sent.get("json"),
            data=sent.get("data") if isinstance(sent.get("data"), dict) else None,
            content=sent["data"] if isinstance(sent.get("data"), bytes | str) else None,
            headers={**dict(sent["headers"]), **self.rights(case.path)},
        )  # fmt: skip
        request.headers.update(self.signature(case.path, request.content))
        return self.runner.run(self.client.send(request))

    def rights(self, path: str) -> dict[str, str]:
        if path.startswith("/gate/"):
            return {"Authorization": f"Bearer {GATE_SECRET}"}
        if path.startswith(("/metrics", "/health")):
            return {"Authorization": f"Bearer {OPERATOR}"}
        return self.session if path.startswith("/api/") else {}

    def signature(self, path: str, body: bytes) -> dict[str, str]:
        if path == "/webhooks/zendesk":
            return {
                "X-Zendesk-Webhook-Signature": sign(WEBHOOK_SECRET, STAMP, body),
                "X-Zendesk-Webhook-Signature-Timestamp": STAMP,
            }
        mac = hmac.new(WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
        return {"X-Hub-Signature": f"sha256={mac}"} if path == "/webhooks/jira" else {}

    def aim(self, case: schemathesis.Case) -> None:
        """At what is there, wherever the case has a place for it."""
        there = {
            "ticket_id": self.whole.ticket.id,
            "delivery_id": self.whole.held,
            "path_token": PATH_TOKEN,
        }
        for name in there.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[name] = there[name]
        if case.path.endswith("/packet"):
            case.headers["If-Match"] = f'"{self.version()}"'
        if isinstance(case.body, dict) and "preview_digest" in case.body:
            case.body["preview_digest"] = self.digest()

    def version(self) -> str:
        view = self.runner.run(self.whole.services.packets.view(self.whole.ticket.id))
        return view.etag

    def digest(self) -> str:
        ticket, agent = self.whole.ticket.id, ADMIN
        return self.runner.run(
            self.whole.services.escalations.preview(ticket, agent=agent)
        ).preview_digest


@pytest.fixture
def caller() -> Iterator[Caller]:
    caller = Caller()
    yield caller
    caller.close()


@document.given(aimed=st.booleans())
@document.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_each_route_answers_as_its_document_says(
    caller: Caller, case: schemathesis.Case, aimed: bool
) -> None:
    answer = caller.call(case, aimed=aimed)
    # What is too long may be refused for its size before anything else of it is looked at.
    wrong = [openapi_checks.negative_data_rejection] if answer.status_code != 413 else []
    case.validate_response(answer, checks=[*CHECKS, *wrong])
