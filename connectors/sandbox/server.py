"""Serves an ASGI app on a loopback port inside the running loop."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

STOPPING = "sandbox.stopping"
"""Scope key of an asyncio.Event that is set when the server begins to stop."""
ABORT = "sandbox.abort"
"""Scope key of a call that resets the request's connection."""

_SHUTDOWN_SECONDS = 5
_KEEP_ALIVE_SECONDS = 75
"""Longer than callers keep an idle connection, so that none is closed while they send on it."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@contextlib.asynccontextmanager
async def serve(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve the app while the block runs; yields its base URL without a trailing slash.

    Port 0 takes a free one. OSError when the port is taken. Signal handlers stay as they are.
    Requests still open after five seconds of shutdown are cancelled.
    """
    listener = socket.create_server((host, port))
    # Accepted connections inherit it. asyncio sets it only where the socket names its protocol,
    # and without it an answer in two parts waits 40 ms for the caller's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _Server(app)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            raise RuntimeError("the server ended while it started: see its log for the reason")
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        ready.cancel()
        server.stop()
        await running


async def run_sandbox(zendesk_port: int, jira_port: int, zendesk: ASGIApp | None = None) -> None:
    """Serve both sandbox systems on loopback until the task is cancelled; port 0 takes a free one.

    `zendesk` is one that was made already. OSError when a port is taken.
    """
    from connectors.sandbox.jira.app import create_app as create_jira
    from connectors.sandbox.zendesk.app import create_app as create_zendesk

    desk = zendesk or create_zendesk()
    async with serve(desk, port=zendesk_port), serve(create_jira(), port=jira_port):
        await asyncio.Event().wait()


class _Server(uvicorn.Server):
    """uvicorn without signal handlers; says when it listens, tells requests when it stops."""

    def __init__(self, app: ASGIApp) -> None:
        self.ready = asyncio.Event()
        self.stopping = asyncio.Event()
        super().__init__(
            uvicorn.Config(
                _Annotated(app, self),
                http="h11",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        self.stopping.set()
        self.should_exit = True

    def abort_of(self, client: tuple[str, int]) -> Callable[[], None]:
        """Return the call that resets the connection of this client address."""

        def abort() -> None:
            for connection in list(self.server_state.connections):
                if isinstance(connection, H11Protocol) and connection.client == client:
                    _reset(connection.transport)

        return abort


def _reset(transport: asyncio.Transport) -> None:
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE
    )
    transport.abort()


class _Annotated:
    """Puts the server's stop event and the connection's reset into each request's scope."""

    def __init__(self, app: ASGIApp, server: _Server) -> None:
        self._app = app
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope[STOPPING] = self._server.stopping
            scope[ABORT] = self._server.abort_of(scope["client"])
        await self._app(scope, receive, send)
