"""What holds for every request: measured, safe headers, no error text, a body of bounded size."""

import asyncio
import contextlib
from collections.abc import Callable
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import PayloadTooLarge
from app.web.metrics import Metrics
from app.web.problems import http_kind, kind_of, problem

SESSION_HEADER = "X-Airlock-Session"
BODY_SECONDS = 30.0
DROPPED_BYTES = 32 * 1024 * 1024
"""Above what either vendor sends: Jira drops webhooks over 25 MB itself (docs/vendors.md)."""
_CLOSE = {"Connection": "close"}
_BARE_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Measured:
    """Counts and times requests by route template and status, by nothing that a caller sent."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, watch)
        route = getattr(scope.get("route"), "path", "none")
        self._metrics.request(scope["method"], route, status, perf_counter() - started)


class SafeHeaders:
    """Nothing is cached, sniffed, framed or referred to unless a route says so itself.

    Adds the renewed session that authentication left in the request's state.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("Content-Security-Policy", _BARE_CSP)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Referrer-Policy", "no-referrer")
                bearer = scope.get("state", {}).get("bearer")
                if bearer is not None:
                    headers[SESSION_HEADER] = bearer
            await send(message)

        await self._app(scope, receive, dress)


class Guard:
    """Any error that no handler knows becomes an answer without its text.

    The server, where it would arrive otherwise, logs its message and traceback, private text and
    all. A cancellation passes.
    """

    def __init__(self, app: ASGIApp, tell: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the last stand: the server would log its text
            response = self._tell(Request(scope), error)
            if not started:
                await response(scope, receive, send)


class BodyLimit:
    """Reads the body up to `limit` bytes before any route sees it; over that it answers 413.

    A body that is not complete after `seconds` is answered 408, whatever trickles in.

    It keeps nothing from the first byte too many on, whatever `Content-Length` says. The rest is
    read and dropped, up to `DROPPED_BYTES`: a connection closed upon unread bytes is reset, and
    the sender never sees the answer.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._read(Headers(scope=scope), receive)
        except PayloadTooLarge as error:
            await self._drop_rest(receive)
            await problem(kind_of(error), error.code, _CLOSE)(scope, receive, send)
            return
        except TimeoutError:
            code, kind = http_kind(408)
            await problem(kind, code, _CLOSE)(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _replay(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """The body, or None when the caller went away. Raises PayloadTooLarge."""
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limit:
            raise PayloadTooLarge(f"a body of {declared} bytes is over the limit {self._limit}")
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > self._limit:
                raise PayloadTooLarge(f"a body is over the limit of {self._limit} bytes")
            more = message.get("more_body", False)
        return bytes(body)

    async def _drop_rest(self, receive: Receive) -> None:
        """Read on to the end of the body, or until it has become far too much, or too slow."""
        dropped, more = 0, True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                while more and dropped < DROPPED_BYTES:
                    message = await receive()
                    dropped += len(message.get("body", b""))
                    more = message["type"] == "http.request" and message.get("more_body", False)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def once_more() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once_more
