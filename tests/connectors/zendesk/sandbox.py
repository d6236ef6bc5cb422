"""A sandbox Zendesk for tests of our connector: over a socket, or straight into the app."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk
from connectors.zendesk.auth import OAuthClient

CREDENTIALS = OAuthClient("airlock", "sandbox-oauth-secret")


@dataclass(frozen=True)
class Running:
    base_url: str
    desk: Desk


@contextmanager
def running(config: ZendeskSandboxConfig | None = None) -> Iterator[Running]:
    """Serve a sandbox from a thread, for callers that block."""
    app = create_app(config)
    settings = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Running(f"http://127.0.0.1:{port}", app.state.desk)
    finally:
        server.should_exit = True
        thread.join()
