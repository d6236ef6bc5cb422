"""The vendor's webhook deliveries: signature, headers, body and retry policy (docs/vendors.md)."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.webhooks import WebhookRequest
from connectors.sandbox.zendesk.model import Record

TICKET_EVENTS = (
    "agent_assignment_changed",
    "attachment_linked_to_comment",
    "attachment_redacted_from_comment",
    "comment_added",
    "comment_made_private",
    "comment_redacted",
    "created",
    "custom_field_changed",
    "custom_status_changed",
    "external_id_changed",
    "group_assignment_changed",
    "merged",
    "organization_changed",
    "permanently_deleted",
    "priority_changed",
    "problem_link_changed",
    "requester_changed",
    "soft_deleted",
    "status_changed",
    "subject_changed",
    "tags_changed",
    "type_changed",
    "undeleted",
)
"""The ticket events that the sandbox sends."""
TRIGGERED = "conditional_ticket_events"
"""The subscription of a webhook that triggers call."""

_ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIMEOUT_RETRIES = 5
_CONFLICT_RETRIES = 3
_LONGEST_RETRY_AFTER = 60


@dataclass
class Delivery:
    """One body on its way to one webhook; retries keep the invocation id."""

    webhook: Record
    body: bytes
    invocation_id: str = ""


def ulid() -> str:
    """Return an identifier in the form of the vendor's webhook and invocation ids."""
    return "01" + "".join(secrets.choice(_ULID) for _ in range(24))


def event_body(envelope: Mapping[str, Any]) -> bytes:
    """Write an event as the vendor does: indented by three, with a line break at the end."""
    return (json.dumps(envelope, indent=3, ensure_ascii=False) + "\n").encode()


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the vendor's signature of a body."""
    digest = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def event_time(moment: datetime) -> str:
    """Write a moment as events do: nine digits of a second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"


class Signer:
    """Builds the HTTP request of a delivery; each attempt is signed anew."""

    def __init__(self, account_id: int, clock: SandboxClock) -> None:
        self._account_id = account_id
        self._clock = clock

    def __call__(self, delivery: Delivery, attempt: int) -> WebhookRequest:
        if attempt == 0:
            delivery.invocation_id = ulid()
        webhook = delivery.webhook
        timestamp = self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Zendesk Webhook",
            "X-Zendesk-Account-Id": str(self._account_id),
            "X-Zendesk-Webhook-Id": webhook["id"],
            "X-Zendesk-Webhook-Invocation-Id": delivery.invocation_id,
            "X-Zendesk-Webhook-Signature": signature(webhook["secret"], timestamp, delivery.body),
            "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
        }
        custom = webhook.get("custom_headers") or {}
        return WebhookRequest(
            webhook["endpoint"], custom | authentication(webhook) | headers, delivery.body
        )


def authentication(webhook: Record) -> dict[str, str]:
    """Return the header that a webhook's `authentication` asks for."""
    given = webhook.get("authentication") or {}
    data = given.get("data") or {}
    match given.get("type"):
        case "bearer_token":
            return {"Authorization": f"Bearer {data['token']}"}
        case "basic_auth":
            pair = f"{data['username']}:{data['password']}".encode()
            return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        case "api_key":
            return {data["name"]: data["value"]}
        case _:
            return {}


def should_retry(attempt: int, status: int | None, headers: Mapping[str, str]) -> float | None:
    """Decide as the vendor: five retries of time-outs, three of 409, 429 and 503 as they ask."""
    if status is None:
        return float(2**attempt) if attempt < _TIMEOUT_RETRIES else None
    if status == 409:
        return float(2**attempt) if attempt < _CONFLICT_RETRIES else None
    wait = headers.get("retry-after", "")
    if status in (429, 503) and wait.isdigit() and int(wait) < _LONGEST_RETRY_AFTER:
        return float(wait) if attempt < _TIMEOUT_RETRIES else None
    return None
