"""The vendors' limits at the service's own door: people do not use them up.

The sandbox systems behind it are made without limits, and what they say of theirs is left out.
"""

import copy
from collections import Counter
from dataclasses import dataclass, replace

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.sandbox.faults import RequestLog, RequestLogMiddleware
from connectors.sandbox.jira.config import RateLimits
from connectors.sandbox.jira.limits import LimitMiddleware as JiraLimits
from connectors.sandbox.jira.limits import Limits as JiraWindows
from connectors.sandbox.zendesk.config import Limits
from connectors.sandbox.zendesk.limits import Allowances
from connectors.sandbox.zendesk.limits import LimitMiddleware as ZendeskLimits

TOLD_BY = ("x-rate-limit", "ratelimit-", "zendesk-rate-limit", "x-ratelimit")
"""How the headers begin that speak of limits."""


@dataclass(frozen=True)
class Allowed:
    """What both vendors allow the service; Zendesk's windows may be shortened, Jira's are not."""

    zendesk: Limits
    jira: RateLimits


@dataclass(frozen=True)
class Refused:
    """How many calls the vendors took, and how many of them they refused (429)."""

    calls: int
    refused: int

    @property
    def share(self) -> float:
        return self.refused / max(1, self.calls)

    def __str__(self) -> str:
        return f"{self.calls} calls to the vendors, {self.refused} refused"


def limited(app: FastAPI, allowed: Allowed, log: RequestLog) -> ASGIApp:
    """The app behind its limits; all calls are written to the log, those refused too."""
    inner = _WithoutRates(app)
    return RequestLogMiddleware(_limited(app, inner, allowed), log)


def count(logs: list[RequestLog]) -> Refused:
    told = Counter(one["status"] for log in logs for one in log.entries)
    return Refused(told.total(), told[429])


def _limited(app: FastAPI, inner: ASGIApp, allowed: Allowed) -> ASGIApp:
    if not hasattr(app.state, "jira"):
        # All tokens are one user's: the service's.
        windows = Allowances(allowed.zendesk, app.state.clock, lambda _: "service")
        return ZendeskLimits(inner, windows)
    state = copy.copy(app.state.jira)
    state.config = replace(state.config, limits=allowed.jira)
    return JiraLimits(inner, JiraWindows(state))


class _WithoutRates:
    """Leaves out what the app itself says of limits, so that each is told once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def without(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    one
                    for one in message.get("headers", [])
                    if not one[0].decode().lower().startswith(TOLD_BY)
                ]
            await send(message)

        await self._app(scope, receive, without)
