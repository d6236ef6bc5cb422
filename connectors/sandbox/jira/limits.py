"""Jira's limits in front of the API: bursts by user, writes by issue (docs/vendors.md)."""

import json
import re
from datetime import timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.sandbox.jira.problems import error_body
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.rates import RateWindow, Reading

_ISSUE = re.compile(r"/rest/(?:api/[^/]+/issue|servicedeskapi/request)/([A-Za-z0-9]+(?:-\d+)?)")
_NO_ISSUE = frozenset({"bulk", "bulkfetch", "createmeta", "properties", "picker"})
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Limits:
    """The windows of one site."""

    def __init__(self, state: JiraState) -> None:
        self._state = state
        limits, burst, issue = state.config.limits, "jira-burst-based", "jira-per-issue-on-write"
        self._bursts = {
            True: self._window(limits.reads_and_posts_per_second, 1, burst),
            False: self._window(limits.puts_and_deletes_per_second, 1, burst),
        }
        self._issue = (
            self._window(limits.issue_writes_per_2_seconds, 2, issue),
            self._window(limits.issue_writes_per_30_seconds, 30, issue),
        )

    def _window(self, limit: int, seconds: float, reason: str) -> RateWindow:
        def headers(reading: Reading) -> dict[str, str]:
            return self._headers(reading, reason)

        return RateWindow(limit, seconds, self._state.clock.monotonic, headers)

    def _headers(self, reading: Reading, reason: str) -> dict[str, str]:
        ends = self._state.now() + timedelta(seconds=reading.reset)
        headers = {
            "X-RateLimit-Limit": str(reading.limit),
            "X-RateLimit-Remaining": str(reading.remaining),
            "X-RateLimit-Reset": ends.strftime("%Y-%m-%dT%H:%MZ"),
            "X-RateLimit-NearLimit": str(reading.remaining * 5 < reading.limit).lower(),
        }
        if not reading.allowed:
            headers |= {"Retry-After": str(reading.reset), "RateLimit-Reason": reason}
        return headers

    def take(self, method: str, path: str, caller: str) -> tuple[bool, dict[str, str]]:
        """Count a request; returns whether it is allowed and the headers of its answer."""
        quick = method in _READS or method == "POST"
        allowed, headers = self._bursts[quick].take(f"{caller} {method}")
        issue = self._issue_of(path) if method not in _READS else None
        for window in self._issue if issue else ():
            if allowed:
                allowed, stricter = window.take(str(issue))
                headers = headers if allowed else stricter
        return allowed, headers

    def _issue_of(self, path: str) -> str | None:
        found = _ISSUE.search(path)
        if found is None or found.group(1) in _NO_ISSUE:
            return None
        issue = self._state.find_issue(found.group(1))
        return issue.issue_id if issue else None

    def clear(self) -> None:
        """Begin every window anew."""
        for window in (*self._bursts.values(), *self._issue):
            window.clear()


class LimitMiddleware:
    """Answers 429 beyond a limit, and puts the vendor's headers on every answer."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/rest/" not in scope["path"]:
            await self._app(scope, receive, send)
            return
        caller = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
        allowed, headers = self._limits.take(scope["method"], scope["path"], caller)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        if not allowed:
            await _refuse(raw, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *raw]
            await send(message)

        await self._app(scope, receive, with_headers)


async def _refuse(headers: list[tuple[bytes, bytes]], receive: Receive, send: Send) -> None:
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)
    kind = (b"content-type", b"application/json")
    await send({"type": "http.response.start", "status": 429, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": json.dumps(error_body(429)).encode()})
