"""Delivers webhooks: who gets which event, how it is signed and when it is sent again."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import jwt

from connectors.sandbox.jira.hook_bodies import body_of
from connectors.sandbox.jira.jql import parse_query
from connectors.sandbox.jira.records import AdminHook, DynamicHook, Issue, Json
from connectors.sandbox.jira.state import Happening, JiraState
from connectors.sandbox.jira.views import millis
from connectors.sandbox.webhooks import Outbox, WebhookAttempt, WebhookRequest

MOST_RETRIES = 5
RETRY_SECONDS = 300.0
_RETRIED = frozenset({408, 409, 425, 429})
_FILTER = "issue-related-events-section"
AGENT = "Atlassian Webhook HTTP Client"


@dataclass(frozen=True)
class Delivery:
    """One event for one receiver, body and all; every attempt sends the same bytes."""

    hook: AdminHook | DynamicHook
    content: bytes
    identifier: str
    flow: str


def should_retry(attempt: int, status: int | None, _headers: Mapping[str, str]) -> float | None:
    """Say after how many seconds a delivery is tried again, or None (docs/vendors.md)."""
    answered = status is not None and status not in _RETRIED and status < 500
    return None if answered or attempt >= MOST_RETRIES else RETRY_SECONDS


class Hooks:
    """Turns happenings into deliveries and deliveries into requests."""

    def __init__(self, state: JiraState) -> None:
        self._state = state
        self._outbox: Outbox[Delivery] | None = None
        state.listeners.append(self.tell)

    def send_with(self, outbox: Outbox[Delivery]) -> None:
        """Put what happens from now on into this outbox."""
        self._outbox = outbox

    def tell(self, happening: Happening) -> None:
        """Queue the event for every receiver that subscribed to it; their order is not promised."""
        receivers = list(self._receivers(happening))
        if not receivers or self._outbox is None:
            return
        content = json.dumps(body_of(self._state, happening)).encode()
        flow = "Secondary" if happening.bulk else "Primary"
        for hook in receivers:
            bare = isinstance(hook, AdminHook) and hook.exclude_body
            sent = b"" if bare else content
            self._outbox.enqueue(Delivery(hook, sent, str(uuid.uuid4()), flow))

    def _receivers(self, happening: Happening) -> Iterator[AdminHook | DynamicHook]:
        for hook in self._state.admin_hooks.values():
            subscribed = hook.enabled and happening.event in hook.events
            if subscribed and self._matches(hook.filters.get(_FILTER, ""), happening.issue):
                yield hook
        for dynamic in self._state.dynamic_hooks.values():
            if self._wants(dynamic, happening):
                yield dynamic

    def _wants(self, hook: DynamicHook, happening: Happening) -> bool:
        if happening.event not in hook.events or hook.expires < self._state.now():
            return False
        changed = {item["fieldId"] for item in happening.items or []}
        filtered = bool(hook.field_ids) and happening.event == "jira:issue_updated"
        if filtered and not changed & set(hook.field_ids):
            return False
        key = happening.extra.get("property", {}).get("key")
        if hook.property_keys and key is not None and key not in hook.property_keys:
            return False
        return self._matches(hook.jql, happening.issue)

    def _matches(self, jql: str, issue: Issue | None) -> bool:
        if not jql.strip() or issue is None:
            return True
        return parse_query(self._state, jql).test(issue)

    def request(self, delivery: Delivery, attempt: int) -> WebhookRequest:
        """Return the request of an attempt, 0 being the first.

        A self-hosted Jira signs nothing and numbers nothing.
        """
        headers = {"Content-Type": "application/json; charset=UTF-8", "User-Agent": AGENT}
        if not self._state.config.data_center:
            headers["X-Atlassian-Webhook-Identifier"] = delivery.identifier
            headers["X-Atlassian-Webhook-Flow"] = delivery.flow
            if attempt:
                headers["X-Atlassian-Webhook-Retry"] = str(attempt)
            headers |= self._proof(delivery)
        return WebhookRequest(delivery.hook.url, headers, delivery.content)

    def _proof(self, delivery: Delivery) -> dict[str, str]:
        hook = delivery.hook
        if isinstance(hook, DynamicHook):
            return {"Authorization": f"Bearer {self._token(hook)}"}
        if not hook.secret:
            return {}
        return {"X-Hub-Signature": signature(hook.secret, delivery.content)}

    def _token(self, hook: DynamicHook) -> str:
        account = next(a for a in self._state.config.accounts if a.account_id == hook.owner)
        now = self._state.now()
        claims = {"iss": account.client_id, "iat": now, "exp": now + timedelta(minutes=3)}
        return jwt.encode(claims, account.client_secret, algorithm="HS256")


def given_up(attempts: Iterable[WebhookAttempt]) -> list[Json]:
    """Return the dynamic webhooks' deliveries that failed for good, oldest first."""
    lost = [one for one in attempts if _is_lost(one) and "Authorization" in one.request.headers]
    return [
        {
            "id": one.request.headers["X-Atlassian-Webhook-Identifier"],
            "body": one.request.content.decode(),
            "url": one.request.url,
            "failureTime": millis(one.at),
        }
        for one in lost
    ]


def _is_lost(attempt: WebhookAttempt) -> bool:
    failed = attempt.status is None or attempt.status >= 400
    return failed and should_retry(attempt.attempt, attempt.status, {}) is None


def signature(secret: str, content: bytes) -> str:
    """Return the value of X-Hub-Signature for these bytes."""
    digest = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    return f"sha256={digest}"
