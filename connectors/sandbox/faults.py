"""Switches for faults in front of a sandbox system, and the record of the requests that it took.

Both are plain ASGI middleware. Put `RequestLogMiddleware` outside `FaultMiddleware`, so that the
record holds what the client was really answered.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.sandbox.server import ABORT, STOPPING

Phase = Literal["latency", "instead", "after"]
PathTest = Callable[[str], bool]

_PHASES: dict[str, Phase] = {
    "latency": "latency",
    "status": "instead",
    "reset": "instead",
    "timeout_after_write": "after",
    "late_write": "after",
}


class Fault(BaseModel):
    """One fault: which requests it meets, what it does to them and how often.

    `path` is a regular expression searched in the path. The first `skip` matching requests pass,
    the next `times` are met. `seconds` is the delay of `latency`, the longest silence of
    `timeout_after_write` (0 means 30), and after how long `late_write` carries the request out,
    whether or not the caller still waits; it is never answered. `retry_after` is sent as
    `Retry-After`, in seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: str = "*"
    path: str = ""
    kind: Literal["latency", "timeout_after_write", "late_write", "status", "reset"]
    status: int = Field(default=503, ge=400, le=599)
    seconds: float = Field(default=0, ge=0)
    retry_after: int | None = Field(default=None, ge=0)
    times: int = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)

    @field_validator("path")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"path is no regular expression: {error}") from error
        return value

    def meets(self, method: str, path: str, when: Phase) -> bool:
        """Say whether a request in this phase is one that the fault names."""
        same_method = self.method in ("*", method)
        return same_method and _PHASES[self.kind] == when and bool(re.search(self.path, path))


class _Armed:
    """A fault with what is left of its counters."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._skip = fault.skip
        self._left = fault.times

    def hit(self) -> bool:
        if self._skip > 0:
            self._skip -= 1
            return False
        self._left -= 1
        return self._left >= 0

    @property
    def spent(self) -> bool:
        return self._left <= 0


class FaultBoard:
    """The faults that are set, oldest first; a spent fault is forgotten."""

    def __init__(self) -> None:
        self._armed: list[_Armed] = []

    def add(self, fault: Fault) -> None:
        """Set a fault; it stays until it is spent or cleared."""
        self._armed.append(_Armed(fault))

    def clear(self) -> None:
        """Forget every fault."""
        self._armed.clear()

    def pending(self) -> list[Fault]:
        """Return the faults that have not been spent."""
        return [armed.fault for armed in self._armed]

    def take(self, method: str, path: str, when: Phase) -> Fault | None:
        """Return the first fault that meets this request and count it, or None."""
        for armed in list(self._armed):
            if not armed.fault.meets(method, path, when) or not armed.hit():
                continue
            if armed.spent:
                self._armed.remove(armed)
            return armed.fault
        return None


class FaultMiddleware:
    """Applies the board's faults to the requests that `is_api` names.

    `error_body(status)` gives the vendor's own body for an answer made here.
    """

    def __init__(
        self,
        app: ASGIApp,
        board: FaultBoard,
        error_body: Callable[[int], dict[str, object]],
        is_api: PathTest,
    ) -> None:
        self._app = app
        self._board = board
        self._error_body = error_body
        self._is_api = is_api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._is_api(scope["path"]):
            await self._app(scope, receive, send)
            return
        method, path = scope["method"], scope["path"]
        if late := self._board.take(method, path, "latency"):
            await _wait(scope, late.seconds)
        if instead := self._board.take(method, path, "instead"):
            await self._answer(instead, scope, receive, send)
        elif after := self._board.take(method, path, "after"):
            await self._swallow_answer(after, scope, receive)
        else:
            await self._app(scope, receive, send)

    async def _swallow_answer(self, fault: Fault, scope: Scope, receive: Receive) -> None:
        if fault.kind == "late_write":
            body = await _read(receive)
            await _wait(scope, fault.seconds)
            await self._app(scope, _replay(body), _swallow)
            _abort(scope)
            return
        await self._app(scope, receive, _swallow)
        await _silence(scope, receive, fault.seconds or 30.0)

    async def _answer(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        await _drain(receive)
        if fault.kind == "reset":
            _abort(scope)
            return
        headers = [(b"content-type", b"application/json; charset=utf-8")]
        if fault.retry_after is not None:
            headers.append((b"retry-after", str(fault.retry_after).encode()))
        await send({"type": "http.response.start", "status": fault.status, "headers": headers})
        body = json.dumps(self._error_body(fault.status)).encode()
        await send({"type": "http.response.body", "body": body})


class RequestLog:
    """Every request to the vendor's API as it arrived; `status` is None without an answer."""

    def __init__(self, is_api: PathTest) -> None:
        self.is_api = is_api
        self.entries: list[dict[str, object]] = []

    def clear(self) -> None:
        """Forget all requests so far."""
        self.entries.clear()

    def opened(self, scope: Scope) -> dict[str, object]:
        """Record a request and return its entry, to which the status is added later."""
        entry: dict[str, object] = {
            "method": scope["method"],
            "path": scope["path"],
            "query": scope["query_string"].decode("latin-1"),
            "status": None,
        }
        self.entries.append(entry)
        return entry


class RequestLogMiddleware:
    """Fills a `RequestLog`."""

    def __init__(self, app: ASGIApp, log: RequestLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._log.is_api(scope["path"]):
            await self._app(scope, receive, send)
            return
        entry = self._log.opened(scope)

        async def record(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
            await send(message)

        await self._app(scope, receive, record)


async def _swallow(_message: Message) -> None:
    return None


async def _drain(receive: Receive) -> None:
    """Read the request to its end, so that an answer does not cut the client off while it sends."""
    await _read(receive)


async def _read(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
    return content


def _replay(content: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    return receive


async def _wait(scope: Scope, seconds: float) -> None:
    """Wait so long, or until the server stops."""
    stopping: asyncio.Event = scope.get(STOPPING) or asyncio.Event()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


async def _silence(scope: Scope, receive: Receive, seconds: float) -> None:
    """Answer nothing until the client gives up, the server stops or the time is over."""
    stopping: asyncio.Event = scope.get(STOPPING) or asyncio.Event()
    gone = asyncio.ensure_future(_disconnected(receive))
    ends = [gone, asyncio.ensure_future(stopping.wait())]
    try:
        await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()
    if not gone.done() or gone.cancelled():
        _abort(scope)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _abort(scope: Scope) -> None:
    """Cut the connection; without a real one, raise what the client would have met."""
    abort = scope.get(ABORT)
    if abort is None:
        raise ConnectionResetError("the sandbox cut this connection, as its fault board asked")
    abort()
