"""Makes the sandbox Zendesk."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import httpx
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.http import open_client
from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.control import control_router
from connectors.sandbox.faults import (
    FaultBoard,
    FaultMiddleware,
    RequestLog,
    RequestLogMiddleware,
)
from connectors.sandbox.webhooks import Outbox
from connectors.sandbox.zendesk.auth import user_of
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import Refusal, error_body
from connectors.sandbox.zendesk.events import Delivery, Signer, should_retry
from connectors.sandbox.zendesk.limits import Allowances, LimitMiddleware
from connectors.sandbox.zendesk.pages import page_router
from connectors.sandbox.zendesk.routes import (
    comments,
    exports,
    fields,
    oauth,
    people,
    search,
    setup,
    tickets,
    uploads,
    webhooks,
)
from connectors.sandbox.zendesk.seed import plant
from connectors.sandbox.zendesk.sidebar import SidebarKey

_NOUNS = (tickets, comments, people, fields, uploads, exports, webhooks, setup, oauth, search)
_API = ("/api/", "/oauth/", "/attachments/")


def is_api(path: str) -> bool:
    """Say whether a path belongs to the vendor's API, not to the sandbox's pages and controls."""
    return path.startswith(_API)


def create_app(
    config: ZendeskSandboxConfig | None = None, client: httpx.AsyncClient | None = None
) -> FastAPI:
    """Return a sandbox Zendesk of its own; its parts are on `app.state`.

    `desk` is the state, `clock` can be moved, `outbox` sends the webhooks while the app's lifespan
    runs, `requests` is the log, `faults` the board, `sidebar_key` signs the sidebar's tokens.
    `client` sends the webhooks, and stays the caller's to close.
    """
    settings = config or ZendeskSandboxConfig()
    clock = SandboxClock()
    sender = client or open_client(timeout=settings.webhook_timeout)
    outbox: Outbox[Delivery] = Outbox(
        Signer(settings.account_id, clock), should_retry, sender, settings.time_scale
    )
    desk = Desk(settings, clock, outbox.enqueue)
    plant(desk)
    lifespan = _running(outbox, None if client else sender)
    app = FastAPI(title="Sandbox Zendesk", lifespan=lifespan, openapi_url=None)
    app.state.desk = desk
    app.state.clock = clock
    app.state.outbox = outbox
    app.state.sidebar_key = SidebarKey(settings, clock)
    allowances = Allowances(settings.limits, clock, partial(user_of, desk))
    _mount(app, desk, outbox, allowances)
    _answer_errors(app)
    _guard(app, allowances)
    return app


def _running(
    outbox: Outbox[Delivery], owned: httpx.AsyncClient | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return a lifespan in which the webhooks are sent; a client that is ours ends with it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await outbox.start()
        yield
        await outbox.stop()
        if owned:
            await owned.aclose()

    return lifespan


def _mount(app: FastAPI, desk: Desk, outbox: Outbox[Delivery], allowances: Allowances) -> None:
    app.state.faults = FaultBoard()
    app.state.requests = RequestLog(is_api)

    async def reset() -> None:
        desk.clear()
        allowances.clear()
        plant(desk)

    app.include_router(control_router(app.state.requests, app.state.faults, outbox, reset))
    for noun in _NOUNS:
        app.include_router(noun.router)
    app.include_router(page_router(app))


def _guard(app: FastAPI, allowances: Allowances) -> None:
    """Put the middleware on, innermost first."""
    app.add_middleware(_WithoutEnding)
    app.add_middleware(LimitMiddleware, allowances=allowances)
    app.add_middleware(
        FaultMiddleware, board=app.state.faults, error_body=error_body, is_api=is_api
    )
    app.add_middleware(RequestLogMiddleware, log=app.state.requests)


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def refuse(_request: Request, error: Refusal) -> JSONResponse:
        return JSONResponse(error.body, error.status)

    @app.exception_handler(RequestValidationError)
    async def misread(_request: Request, _error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": "RecordNotFound", "description": "Not found"}, 404)

    @app.exception_handler(HTTPException)
    async def unknown(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return JSONResponse({"error": "InvalidEndpoint", "description": "Not found"}, 404)
        return JSONResponse({"error": error.detail}, error.status_code)


class _WithoutEnding:
    """Lets each API path be written with `.json` at its end, as the vendor does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_api(scope["path"]) and scope["path"].endswith(".json"):
            scope = {**scope, "path": scope["path"].removesuffix(".json")}
        await self._app(scope, receive, send)
