"""Webhooks as the vendor's objects."""

import secrets
from urllib.parse import urlsplit

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import Refusal, not_found
from connectors.sandbox.zendesk.events import TICKET_EVENTS, TRIGGERED, ulid
from connectors.sandbox.zendesk.model import Record

_CHANGEABLE = (
    "name",
    "description",
    "endpoint",
    "status",
    "subscriptions",
    "authentication",
    "custom_headers",
)


def create_webhook(desk: Desk, given: Record, actor_id: int, secret: str | None = None) -> Record:
    """Add a webhook with a signing secret of its own; 400 for what the vendor does not take."""
    now = desk.now_stamp()
    webhook: Record = {
        "id": ulid(),
        "name": given.get("name"),
        "description": given.get("description"),
        "status": given.get("status", "active"),
        "endpoint": given.get("endpoint"),
        "http_method": given.get("http_method", "POST"),
        "request_format": given.get("request_format", "json"),
        "subscriptions": given.get("subscriptions") or [],
        "authentication": given.get("authentication"),
        "custom_headers": given.get("custom_headers"),
        "created_at": now,
        "created_by": str(actor_id),
        "updated_at": now,
        "updated_by": str(actor_id),
        "secret": secret or secrets.token_urlsafe(32),
    }
    _check(webhook)
    desk.webhooks[webhook["id"]] = webhook
    return webhook


def update_webhook(desk: Desk, webhook: Record, given: Record, actor_id: int) -> None:
    """Change a webhook; what is not given stays."""
    changes = {key: given[key] for key in _CHANGEABLE if key in given}
    _check(webhook | changes)
    webhook |= changes | {"updated_at": desk.now_stamp(), "updated_by": str(actor_id)}


def rotate_secret(webhook: Record) -> None:
    """Give a webhook a new signing secret; the old one ends at once (docs/vendors.md)."""
    webhook["secret"] = secrets.token_urlsafe(32)


def find_webhook(desk: Desk, webhook_id: str) -> Record:
    """Return a webhook, or answer 404."""
    if webhook_id not in desk.webhooks:
        raise not_found()
    return desk.webhooks[webhook_id]


def _check(webhook: Record) -> None:
    if not webhook["name"]:
        raise _refused("name", "is missing")
    if urlsplit(webhook["endpoint"] or "").scheme not in ("http", "https"):
        raise _refused("endpoint", "is not an http or https URL")
    if (webhook["http_method"], webhook["request_format"]) != ("POST", "json"):
        raise _refused("http_method", "the sandbox sends POST with JSON")
    known = {f"zen:event-type:ticket.{kind}" for kind in TICKET_EVENTS}
    given = set(webhook["subscriptions"])
    if given != {TRIGGERED} and not given <= known:
        raise _refused("subscriptions", f"take ticket events, or {TRIGGERED} alone")


def _refused(field: str, problem: str) -> Refusal:
    detail = {"code": "InvalidParameter", "title": f"{field}: {problem}"}
    return Refusal(400, {"errors": [detail]})
