"""Puts the sandbox Jira together."""

import contextlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import httpx
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from connectors.http import open_client
from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.control import control_router
from connectors.sandbox.faults import FaultBoard, FaultMiddleware, RequestLog, RequestLogMiddleware
from connectors.sandbox.jira import (
    pages,
    routes_attachments,
    routes_comments,
    routes_fields,
    routes_hooks,
    routes_issues,
    routes_links,
    routes_people,
    routes_screen_schemes,
    routes_screens,
    routes_search,
    routes_service,
    routes_site,
    routes_transitions,
    routes_workflows,
    seed,
)
from connectors.sandbox.jira.config import JiraSandboxConfig
from connectors.sandbox.jira.gateway import GatewayMiddleware
from connectors.sandbox.jira.hooks import Delivery, Hooks, should_retry
from connectors.sandbox.jira.limits import LimitMiddleware, Limits
from connectors.sandbox.jira.problems import JiraError, error_body
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.webhooks import Outbox

_API = re.compile(r"^(/ex/jira/[^/]+)?/(rest|oauth)/")
_ROUTES = (
    routes_site, routes_people, routes_search, routes_issues, routes_comments, routes_transitions,
    routes_workflows, routes_links, routes_attachments, routes_fields, routes_screens,
    routes_screen_schemes, routes_hooks, routes_service, pages,
)  # fmt: skip


def create_app(
    config: JiraSandboxConfig | None = None,
    webhook_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """Return a sandbox Jira with the seed in it.

    `app.state.jira` is its memory, `app.state.outbox` its webhooks (they are sent while the app's
    lifespan runs), `app.state.faults` and `app.state.requests` its switches and its record.
    `webhook_transport` takes the webhooks in place of the network.
    """
    state = JiraState(config or JiraSandboxConfig(), SandboxClock())
    seed.plant(state)
    client = open_client(timeout=state.config.webhook_timeout_seconds, transport=webhook_transport)
    outbox = _connect_hooks(state, client)
    app = FastAPI(
        lifespan=_sending(outbox, client), docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.jira, app.state.outbox = state, outbox
    for module in _ROUTES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC))
    app.add_exception_handler(JiraError, _answer_error)
    app.add_exception_handler(RequestValidationError, _answer_unreadable)
    _add_machinery(app, state)
    return app


def _connect_hooks(state: JiraState, client: httpx.AsyncClient) -> Outbox[Delivery]:
    """Return the outbox into which everything that happens on the site goes."""
    hooks = Hooks(state)
    outbox = Outbox(hooks.request, should_retry, client, state.config.webhook_time_scale)
    hooks.send_with(outbox)
    return outbox


def _sending(
    outbox: Outbox[Delivery], client: httpx.AsyncClient
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await outbox.start()
        yield
        await outbox.stop()
        await client.aclose()

    return lifespan


def _add_machinery(app: FastAPI, state: JiraState) -> None:
    """Put record, faults, limits and gateway in front, the record outermost."""
    board, log, limits = FaultBoard(), RequestLog(_is_api), Limits(state)
    app.state.faults, app.state.requests = board, log

    async def reset() -> None:
        limits.clear()
        state.clear()
        seed.plant(state)

    app.include_router(control_router(log, board, app.state.outbox, reset))
    app.add_middleware(GatewayMiddleware, state=state)
    app.add_middleware(LimitMiddleware, limits=limits)
    app.add_middleware(FaultMiddleware, board=board, error_body=error_body, is_api=_is_api)
    app.add_middleware(RequestLogMiddleware, log=log)


def _is_api(path: str) -> bool:
    return bool(_API.match(path))


async def _answer_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, JiraError):
        raise error
    if not _is_api(request.url.path):
        return Response("\n".join(error.said()), error.status, media_type="text/plain")
    return JSONResponse(error.body, error.status, headers=error.headers)


async def _answer_unreadable(_request: Request, _error: Exception) -> Response:
    """Answer 400 where a parameter or body cannot be read, as the vendor does."""
    text = "There was an error parsing JSON. Check that your request body is valid."
    return JSONResponse({"errorMessages": [text], "errors": {}}, 400)
