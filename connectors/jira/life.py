"""Whether Jira still calls us: the webhook of an administrator, or an app's own that expires.

Only administrators may ask for the former, only OAuth apps for the latter (docs/vendors.md).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.errors import PermissionRefused
from app.records_life import WebhookSign
from connectors.jira.dialect import Dialect
from connectors.jira.reading import Json, an_object, objects
from connectors.jira.setup_webhook import EVENTS
from connectors.jira.transport import Transport

_ADMIN = "/rest/webhooks/1.0/webhook"
LABEL = "airlock-probe"


class JiraLife:
    """The port `VendorLife`."""

    def __init__(self, jira: Transport, dialect: Dialect) -> None:
        self._jira = jira
        self._dialect = dialect

    async def webhook_sign(self, endpoint: str, now: datetime) -> WebhookSign:
        """How the webhook with this address stands. Raises VendorError."""
        listed = await self._jira.read(_ADMIN, doing="read the webhooks")
        found = [one for one in objects(listed, "webhooks") if _is_ours(one, endpoint)]
        if found:
            enabled = [one for one in found if one.get("enabled") is not False]
            return WebhookSign(at=now, problems=tuple(_problems((enabled or found)[0])))
        return _judge_own(await self._own(endpoint), now)

    async def renew_webhook(self, endpoint: str) -> None:
        """Give the app's own webhooks with this address another 30 days. Raises VendorError."""
        ids = [one.get("id") for one in await self._own(endpoint)]
        if ids:
            route = self._dialect.path("/webhook/refresh")
            await self._jira.write("PUT", route, {"webhookIds": ids}, doing="renew the webhooks")

    async def touch(self, subject: str, *, on: bool) -> None:
        """One label on the issue: engineers see it, a service desk's portal does not. One write."""
        body = {"update": {"labels": [{"add" if on else "remove": LABEL}]}}
        route = self._dialect.path("/issue/{}", subject)
        await self._jira.write("PUT", route, body, doing=f"touch issue {subject}")

    async def _own(self, endpoint: str) -> Sequence[Json]:
        """The app's own; none for an account that is no app."""
        try:
            page = await self._jira.read(self._dialect.path("/webhook"), doing="read app webhooks")
        except PermissionRefused:
            return ()
        listed = objects(an_object(page, "page").get("values"), "webhooks")
        return [one for one in listed if _is_ours(one, endpoint)]


def _is_ours(webhook: Json, endpoint: str) -> bool:
    """A Data Center that cannot sign has a secret end in the path."""
    url = str(webhook.get("url") or "")
    return url == endpoint or url.startswith(f"{endpoint}/")


def _problems(webhook: Json) -> Sequence[str]:
    problems = [] if webhook.get("enabled") is not False else ["the webhook is switched off"]
    given = webhook.get("events")
    missing = set(EVENTS) - set(given if isinstance(given, list) else ())
    return [*problems, f"{len(missing)} events are missing"] if missing else problems


def _judge_own(own: Sequence[Json], now: datetime) -> WebhookSign:
    if not own:
        return WebhookSign(at=now, problems=("no webhook has our address",))
    expires = min(_moment(one.get("expirationDate")) for one in own)
    over = ("the app's webhook has expired",) if expires <= now else ()
    return WebhookSign(at=now, problems=over, expires_at=expires)


def _moment(value: Any) -> datetime:
    """Milliseconds since 1970; what is none of that counts as over."""
    millis = value if isinstance(value, int) else 0
    return datetime.fromtimestamp(millis / 1000, tz=UTC)
