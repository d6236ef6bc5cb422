"""Whether Zendesk still calls us: the webhook, its subscriptions or triggers, and its last hour.

Only administrators may ask for webhooks and triggers. Sources: Zendesk's "Webhooks API" pages
(webhooks, invocations) and docs/vendors.md.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from app.records_life import WebhookSign
from connectors.zendesk.inbound import SUBSCRIPTIONS
from connectors.zendesk.reading import Wire, next_cursor, read_parts
from connectors.zendesk.setup import CHANGE_TRIGGER, COMMENT_TRIGGER
from connectors.zendesk.transport import Transport

PAGE = 100
MOST_PAGES = 50
BY_TRIGGER = "conditional_ticket_events"
LOOK_BACK = timedelta(hours=1)
FAILING_SHARE = 0.2
"""Zendesk pauses a webhook at 70 % errors within five minutes; we tell before."""
BROKEN = "circuit broken"
TAG = "airlock_probe"

W = TypeVar("W", bound=Wire)


class _Webhook(Wire):
    id: str
    endpoint: str = ""
    status: str = ""
    subscriptions: tuple[str, ...] = ()


class _Invocation(Wire):
    status: str = ""
    latest_completed_at: datetime | None = None


class _Trigger(Wire):
    title: str = ""
    active: bool = True
    actions: tuple[Mapping[str, Any], ...] = ()

    def calls(self, webhook_id: str) -> bool:
        """Whether one of its actions calls this webhook."""
        values = (action.get("value") for action in self.actions)
        return any(isinstance(value, list) and webhook_id in value for value in values)


class ZendeskLife:
    """The port `VendorLife`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def webhook_sign(self, endpoint: str, now: datetime) -> WebhookSign:
        """How the webhook with this endpoint stands: at least three reads."""
        webhook = await self._find(endpoint)
        if webhook is None:
            return WebhookSign(at=now, problems=("no webhook has our address",))
        recent = await self._recent(webhook.id, now)
        failed = [one for one in recent if one.status != "success"]
        problems = (*await self._lacks(webhook), *_judge(recent, failed))
        return WebhookSign(at=now, problems=problems, invoked=len(recent), failed=len(failed))

    async def renew_webhook(self, endpoint: str) -> None:
        """Zendesk's webhooks do not end by themselves."""

    async def touch(self, subject: str, *, on: bool) -> None:
        """One tag on the ticket: agents see it, customers do not. One write."""
        change = {"additional_tags": [TAG]} if on else {"remove_tags": [TAG]}
        await self._transport.write("PUT", f"/api/v2/tickets/{int(subject)}", {"ticket": change})

    async def _find(self, endpoint: str) -> _Webhook | None:
        listed = await self._all(_Webhook, "/api/v2/webhooks", "webhooks")
        found = [one for one in listed if one.endpoint == endpoint]
        return min(found, key=lambda one: one.status != "active", default=None)

    async def _lacks(self, webhook: _Webhook) -> Sequence[str]:
        problems = [] if webhook.status == "active" else ["the webhook is switched off"]
        if BY_TRIGGER in webhook.subscriptions:
            return [*problems, *await self._missing_triggers(webhook.id)]
        missing = len(set(SUBSCRIPTIONS) - set(webhook.subscriptions))
        return [*problems, f"{missing} event subscriptions are missing"] if missing else problems

    async def _missing_triggers(self, webhook_id: str) -> Sequence[str]:
        listed = await self._all(_Trigger, "/api/v2/triggers", "triggers")
        ours = {one.title for one in listed if one.active and one.calls(webhook_id)}
        wanted = (COMMENT_TRIGGER, CHANGE_TRIGGER)
        return [f"the trigger `{title}` is missing or off" for title in wanted if title not in ours]

    async def _recent(self, webhook_id: str, now: datetime) -> Sequence[_Invocation]:
        """The newest hundred at most, of the last hour."""
        path = f"/api/v2/webhooks/{webhook_id}/invocations"
        answer = await self._transport.read(path, {"page[size]": PAGE})
        shown = read_parts(_Invocation, answer, "invocations")
        return [one for one in shown if (one.latest_completed_at or now) > now - LOOK_BACK]

    async def _all(self, kind: type[W], path: str, key: str) -> Sequence[W]:
        found: list[W] = []
        params: dict[str, Any] = {"page[size]": PAGE}
        for _ in range(MOST_PAGES):
            answer = await self._transport.read(path, params)
            found += read_parts(kind, answer, key)
            cursor = next_cursor(answer)
            if not cursor:
                break
            params = {"page[size]": PAGE, "page[after]": cursor}
        return found


def _judge(recent: Sequence[_Invocation], failed: Sequence[_Invocation]) -> Sequence[str]:
    if any(one.status == BROKEN for one in recent):
        return ("Zendesk has paused the webhook for its failures (circuit breaker)",)
    if len(failed) > FAILING_SHARE * len(recent):
        return (f"{len(failed)} of {len(recent)} calls failed in the last hour",)
    return ()
