"""The web process: the service's application under uvicorn, with a relay beside it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.bootstrap import check_settings, has_publication, open_service, running_relay
from app.errors import AirlockError, PolicyError
from app.http_limits import CONNECTIONS, HEAD_BYTES, IDLE_SECONDS, TimedHttp
from app.logs import configure_logging
from app.policy.loading import load_directory
from app.settings import Settings, load_settings

log = structlog.get_logger()

RELAY_VARIABLE = "AIRLOCK_RELAY__ENABLED"
GRACE_SECONDS = 20


class LazyApp:
    """An ASGI application that opens the service in its own event loop, at lifespan's start."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            async with self._open():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except AirlockError as error:
            log.error("not started", code=error.code)
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            service = await stack.enter_async_context(open_service(self._settings, imports=True))
            await stack.enter_async_context(running_relay(service))
            self._app = service.app
            yield


def create() -> LazyApp:
    """The factory that each of several worker processes calls."""
    configure_logging()
    return LazyApp(load_settings())


def serve(
    settings: Settings, *, host: str, port: int, workers: int = 1, with_relay: bool = True
) -> None:
    """Run until a signal says stop. Several workers are processes of their own.

    Raises SettingsError and PolicyError before anything is opened.
    """
    configure_logging()
    if not with_relay:
        os.environ[RELAY_VARIABLE] = "false"
        settings = load_settings()
    check_settings(settings)
    _check_policies(settings)
    uvicorn.run(
        "app.main:create" if workers > 1 else LazyApp(settings),
        factory=workers > 1,
        host=host,
        port=port,
        workers=workers,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        http=TimedHttp,
        h11_max_incomplete_event_size=HEAD_BYTES,
        timeout_keep_alive=IDLE_SECONDS,
        limit_concurrency=CONNECTIONS,
    )


def _check_policies(settings: Settings) -> None:
    """Raises PolicyError where neither the folder nor the database holds policies."""
    try:
        load_directory(settings.policy_dir)
    except PolicyError as error:
        if not asyncio.run(has_publication(settings)):
            raise
        log.warning("policy folder not taken", code=error.code)
