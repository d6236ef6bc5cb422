"""Where the vendors deliver: verify, parse, store, and only then answer.

The body is verified as the raw bytes that came. Zendesk retries 503 when `Retry-After` is below a
minute and hardly anything else (docs/vendors.md), so that every failure that can pass is a 503.
"""

from hashlib import sha256
from time import perf_counter
from typing import Any

from fastapi import APIRouter, Security
from fastapi.security import APIKeyHeader
from starlette.requests import Request

from app.errors import AirlockError
from app.model import System
from app.services.views import Acceptance
from app.web.documents import answers
from app.web.room import Room, TheRoom
from app.web.services import WebhookDoor

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

# For the OpenAPI document alone: the doors verify, over the raw body.
_zendesk_signature = APIKeyHeader(
    name="X-Zendesk-Webhook-Signature",
    scheme_name="zendeskSignature",
    description="base64(HMAC-SHA256(secret, timestamp + body)), the timestamp in "
    "`X-Zendesk-Webhook-Signature-Timestamp`.",
    auto_error=False,
)
_jira_signature = APIKeyHeader(
    name="X-Hub-Signature",
    scheme_name="jiraSignature",
    description="`sha256=` and the hex HMAC-SHA256 of the body.",
    auto_error=False,
)
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The vendor's own webhook body; verified as raw bytes.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}
_ANSWERS = answers(400, 401, 413, 503)


@router.post(
    "/zendesk",
    status_code=202,
    response_model_exclude_none=True,
    responses=_ANSWERS,
    operation_id="receiveZendeskWebhook",
    dependencies=[Security(_zendesk_signature)],
    openapi_extra=_BODY,
)
async def receive_zendesk(request: Request, room: TheRoom) -> Acceptance:
    """Take a Zendesk webhook; 202 once it is durably stored or known not to matter."""
    return await _receive(request, room, System.ZENDESK, room.parts.zendesk_door, None)


@router.post(
    "/jira",
    status_code=202,
    response_model_exclude_none=True,
    responses=_ANSWERS,
    operation_id="receiveJiraWebhook",
    dependencies=[Security(_jira_signature)],
    openapi_extra=_BODY,
)
async def receive_jira(request: Request, room: TheRoom) -> Acceptance:
    """Take a Jira webhook; 202 once it is durably stored or known not to matter."""
    return await _receive(request, room, System.JIRA, room.parts.jira_door, None)


@router.post(
    "/jira/{path_token}",
    status_code=202,
    response_model_exclude_none=True,
    responses=_ANSWERS,
    operation_id="receiveJiraWebhookByPath",
    openapi_extra=_BODY,
)
async def receive_jira_by_path(request: Request, room: TheRoom, path_token: str) -> Acceptance:
    """Take a webhook of a Jira Data Center that cannot sign: the path's end is the secret."""
    return await _receive(request, room, System.JIRA, room.parts.jira_door, path_token)


async def _receive(
    request: Request, room: Room, system: System, door: WebhookDoor, path_token: str | None
) -> Acceptance:
    started, outcome, genuine = perf_counter(), "unexpected", False
    try:
        body = await request.body()
        opened = door.open(dict(request.headers), body, path_token)
        genuine = True
        key = sha256(body).hexdigest()
        acceptance = await room.parts.intake.accept(system, opened, fallback_id=key)
        outcome = acceptance.outcome
    except AirlockError as error:
        outcome = error.code
        raise
    finally:
        room.metrics.webhook(system, perf_counter() - started)
        room.parts.pulse.webhook(system, outcome, genuine=genuine)
    return acceptance
