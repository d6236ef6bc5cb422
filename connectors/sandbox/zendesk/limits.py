"""The vendor's rate limits, in front of the API (docs/vendors.md)."""

import json
import re
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.rates import RateWindow, Reading
from connectors.sandbox.zendesk.config import Limits
from connectors.sandbox.zendesk.errors import error_body

_UPDATE = re.compile(r"/api/v2/tickets/(\d+)")


class Allowances:
    """The windows of one account: its requests, updates, exports and each ticket's updates.

    `user_of` tells from an `Authorization` header who calls: a new token is the same user.
    """

    def __init__(
        self, limits: Limits, clock: SandboxClock, user_of: Callable[[str], str] = str
    ) -> None:
        now, minute = clock.monotonic, 60 * limits.window_scale
        ten_minutes = limits.updates_per_ticket_seconds * limits.window_scale
        self._user_of = user_of
        self._account = RateWindow(limits.requests_per_minute, minute, now, _account_headers)
        self._updates = RateWindow(limits.updates_per_minute, minute, now, _update_headers)
        self._exports = RateWindow(limits.exports_per_minute, minute, now, _retry_only)
        self._ticket = RateWindow(limits.updates_per_ticket, ten_minutes, now, _retry_only)

    def clear(self) -> None:
        """Begin all windows anew."""
        for window in (self._account, self._updates, self._exports, self._ticket):
            window.clear()

    def take(self, scope: Scope) -> tuple[bool, dict[str, str]]:
        """Count a call in each window that it meets; return whether all allow it, and headers."""
        windows = [(self._account, "")]
        update = _UPDATE.fullmatch(scope["path"].removesuffix(".json"))
        if update and scope["method"] == "PUT":
            user = self._user_of(_credential(scope))
            windows += [(self._updates, ""), (self._ticket, f"{user} {update[1]}")]
        if scope["path"].startswith("/api/v2/incremental/"):
            windows.append((self._exports, ""))
        headers: dict[str, str] = {}
        for window, key in windows:
            allowed, more = window.take(key)
            headers |= more
            if not allowed:
                return False, headers
        return True, headers


class LimitMiddleware:
    """Counts each API call in its windows and answers 429 with `Retry-After` when one is empty."""

    def __init__(self, app: ASGIApp, allowances: Allowances) -> None:
        self._app = app
        self._allowances = allowances

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        allowed, headers = self._allowances.take(scope)
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        if not allowed:
            await _refuse(encoded, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *encoded]
            await send(message)

        await self._app(scope, receive, with_headers)


async def _refuse(headers: list[tuple[bytes, bytes]], send: Send) -> None:
    kind = (b"content-type", b"application/json; charset=utf-8")
    await send({"type": "http.response.start", "status": 429, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": json.dumps(error_body(429)).encode()})


def _credential(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"authorization":
            return str(value.decode("latin-1"))
    return ""


def _account_headers(reading: Reading) -> dict[str, str]:
    return {
        "x-rate-limit": str(reading.limit),
        "x-rate-limit-remaining": str(reading.remaining),
        "ratelimit-limit": str(reading.limit),
        "ratelimit-remaining": str(reading.remaining),
        "ratelimit-reset": str(reading.reset),
        **_retry_only(reading),
    }


def _update_headers(reading: Reading) -> dict[str, str]:
    parts = f"total={reading.limit}; remaining={reading.remaining}; resets={reading.reset}"
    return {"zendesk-rate-limit-tickets-update": parts, **_retry_only(reading)}


def _retry_only(reading: Reading) -> dict[str, str]:
    return {} if reading.allowed else {"retry-after": str(reading.reset)}
