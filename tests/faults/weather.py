"""Bad weather between the service and a sandbox system: the sandbox's faults, rolled for each call.

People work through another door, so that only the service meets it.
"""

import random
from collections import Counter
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.sandbox.faults import Fault, FaultBoard, FaultMiddleware, Phase, RequestLog
from connectors.sandbox.jira.problems import error_body as jira_error
from connectors.sandbox.zendesk.errors import error_body as zendesk_error
from tests.faults.allowances import Allowed, limited
from tests.faults.fences import Trace, TraceMiddleware

LATE_SECONDS = 1.2
"""Longer than the service waits for an answer, shorter than the horizon after it."""


@dataclass(frozen=True)
class Chance:
    """How likely a fault is for one call; `writes` leaves reads alone."""

    share: float
    fault: Fault
    writes: bool = False


STORM = (
    Chance(0.06, Fault(kind="latency", seconds=0.2)),
    Chance(0.01, Fault(kind="status", status=429, retry_after=1)),
    Chance(0.02, Fault(kind="status", status=503)),
    Chance(0.01, Fault(kind="status", status=500)),
    Chance(0.01, Fault(kind="status", status=502)),
    Chance(0.02, Fault(kind="reset")),
    Chance(0.03, Fault(kind="timeout_after_write", seconds=3), writes=True),
    Chance(0.03, Fault(kind="late_write", seconds=LATE_SECONDS), writes=True),
    Chance(0.005, Fault(kind="timeout_after_write", seconds=3)),
)

DOWN = (Chance(1.0, Fault(kind="status", status=503)),)
"""Every call fails."""


class Weather(FaultBoard):
    """A board that rolls for each call, with a seed; `met` counts what it did."""

    def __init__(self, rng: random.Random, chances: tuple[Chance, ...] = STORM) -> None:
        super().__init__()
        self._rng = rng
        self.chances = chances
        self.met: Counter[str] = Counter()
        self.calm = False

    def take(self, method: str, path: str, when: Phase) -> Fault | None:
        if self.calm:
            return None
        for chance in self.chances:
            if not chance.fault.meets(method, path, when) or _spared(chance, method, path):
                continue
            if self._rng.random() < chance.share:
                self.met[_name(chance.fault)] += 1
                return chance.fault
        return None


def _spared(chance: Chance, method: str, path: str) -> bool:
    """Tokens and searches are asked by POST too, but write nothing."""
    return chance.writes and (method == "GET" or "/oauth/" in path or "/search" in path)


def _name(fault: Fault) -> str:
    return f"status {fault.status}" if fault.kind == "status" else fault.kind


def door(
    app: FastAPI,
    weather: Weather | None = None,
    trace: Trace | None = None,
    allowed: Allowed | None = None,
    calls: RequestLog | None = None,
) -> ASGIApp:
    """The app behind bad weather, or in fair weather without; its lifespan stays with its own.

    With a `trace` it is outermost. What is `allowed` is counted of the calls that the weather lets
    through, which are written to `calls`.
    """
    inner: ASGIApp = app
    if allowed is not None and calls is not None:
        inner = limited(app, allowed, calls)
    if weather is not None:
        is_jira = hasattr(app.state, "jira")
        error_body = jira_error if is_jira else zendesk_error
        inner = FaultMiddleware(inner, weather, error_body, app.state.requests.is_api)
    if trace is not None:
        inner = TraceMiddleware(inner, trace)
    return _WithoutLifespan(inner)


class _WithoutLifespan:
    """Answers the server's lifespan itself: the app is started once, by its first door."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
