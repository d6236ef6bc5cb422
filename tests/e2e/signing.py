"""Webhook bodies signed as the vendors sign them, written from docs/vendors.md.

Not with the connectors' own functions: a misreading in them would sign and accept alike.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from app.demo.world import World


def zendesk_headers(secret: str, body: bytes, age: timedelta = timedelta()) -> dict[str, str]:
    """The headers of a Zendesk delivery that was signed `age` ago."""
    stamp = (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "X-Zendesk-Webhook-Signature": base64.b64encode(digest).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": stamp,
    }


def jira_headers(secret: str, body: bytes) -> dict[str, str]:
    """The headers of a Jira delivery."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Hub-Signature": f"sha256={digest}"}


def zendesk_secret(world: World) -> str:
    (secret,) = world.service.settings.zendesk.webhook_secrets
    return secret.get_secret_value()


def jira_secret(world: World) -> str:
    (secret,) = world.service.settings.jira.webhook_secrets
    return secret.get_secret_value()


def signed(world: World, system: str, body: bytes) -> dict[str, str]:
    """The right headers for either vendor's body."""
    if system == "zendesk":
        return zendesk_headers(zendesk_secret(world), body)
    return jira_headers(jira_secret(world), body)
