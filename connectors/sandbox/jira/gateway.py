"""The API gateway: `/ex/jira/{cloudId}/…` is the same API for scoped tokens (docs/vendors.md)."""

import re

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.sandbox.jira.state import JiraState

GATEWAY = "jira.gateway"
"""Scope key that is true when a request came through the gateway."""

_PREFIX = re.compile(r"/ex/jira/([^/]+)(?=/)")


class GatewayMiddleware:
    """Takes the gateway's prefix off, and remembers the site's own address for webhooks."""

    def __init__(self, app: ASGIApp, state: JiraState) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._remember(scope)
        found = _PREFIX.match(scope["path"])
        if found is None:
            await self._app(scope, receive, send)
        elif found.group(1) == self._state.config.cloud_id:
            inner = {**scope, "root_path": found.group(0), GATEWAY: True}
            await self._app(inner, receive, send)
        else:
            unknown = JSONResponse({"code": 404, "message": "Not Found"}, status_code=404)
            await unknown(scope, receive, send)

    def _remember(self, scope: Scope) -> None:
        host = dict(scope["headers"]).get(b"host")
        if host and self._state.config.base_url is None:
            self._state.base_url = f"{scope['scheme']}://{host.decode('latin-1')}"
