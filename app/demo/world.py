"""Both sandbox systems and the service, on loopback, set up as an administrator would."""

import asyncio
import contextlib
import errno
import io
import random
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from app.bootstrap import Service, open_service, running_relay
from app.demo.installing import Secrets, install_jira, install_zendesk
from app.demo.people import DemoPerson, admin_settings
from app.logs import configure_logging
from app.settings import (
    AdminSettings,
    GateSettings,
    JiraSettings,
    RelaySettings,
    Settings,
    SidebarSettings,
    ZendeskSettings,
)
from connectors.sandbox.jira.app import create_app as create_jira
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig, RateLimits
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app as create_zendesk
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig

SECRET_KEY = "demo-only-secret-key-demo-only-secret-key"  # noqa: S105 - opens nothing but the demo
QUIET_ROUNDS = 3
POLL_SECONDS = 0.01
_SERVER_PORTS = range(20_000, 32_000)
_TRIES = 100


@dataclass(frozen=True)
class Ports:
    service: int
    zendesk: int
    jira: int


@dataclass
class World:
    """Everything that the story touches; `logs` is all that the service logged."""

    service: Service
    service_url: str
    zendesk_app: FastAPI
    zendesk_url: str
    jira_app: FastAPI
    jira_url: str
    database: Path
    logs: io.StringIO

    async def settle(self) -> None:
        """Return when no webhook is under way and no delivery waits."""
        quiet = 0
        while quiet < QUIET_ROUNDS:
            sent = await self.zendesk_app.state.outbox.drain()
            sent += await self.jira_app.state.outbox.drain()
            counts = await self.service.store.read(lambda tx: tx.deliveries.counts())
            busy = bool(sent) or counts.get("waiting", 0) > 0
            quiet = 0 if busy else quiet + 1
            await asyncio.sleep(POLL_SECONDS)  # not the store's bell: its ring is for the relay


class Tee(io.StringIO):
    """Keeps what is written and passes it on."""

    def __init__(self, to: Any = None) -> None:
        super().__init__()
        self._to = to

    def write(self, text: str) -> int:
        if self._to is not None:
            self._to.write(text)
        return super().write(text)


def choose_ports(first: int | None) -> Ports:
    """Three ports in a row from `first`, or three that are free now. OSError when none are left."""
    if first is not None:
        return Ports(first, first + 1, first + 2)
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(_free_socket()) for _ in range(3)]
        service, zendesk, jira = (one.getsockname()[1] for one in sockets)
    return Ports(service, zendesk, jira)


def _free_socket() -> socket.socket:
    """Below the ports that the system gives to outgoing connections, so that none takes it."""
    for port in random.sample(_SERVER_PORTS, _TRIES):
        with contextlib.suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise OSError(errno.EADDRINUSE, "No free port was found on this machine.")


@asynccontextmanager
async def open_world(
    folder: Path,
    policy_dir: Path,
    ports: Ports,
    *,
    show_logs: bool = False,
    limits: Limits | None = None,
    relay: RelaySettings | None = None,
    retry_scale: float = 1.0,
    jira_limits: RateLimits | None = None,
    database_url: str | None = None,
    people: Sequence[DemoPerson] = (),
) -> AsyncIterator[World]:
    """Start all three; `folder` takes the database unless it is another, of `database_url`.

    `people` may sign in to the console.
    `limits` are Zendesk's allowances, `jira_limits` Jira's. `retry_scale` shortens the time
    between Zendesk's webhook attempts. OSError when a port is taken.
    """
    logs = Tee(sys.stderr if show_logs else None)
    configure_logging(logs)
    service_url = f"http://127.0.0.1:{ports.service}"
    zendesk_url = f"http://127.0.0.1:{ports.zendesk}"
    config = ZendeskSandboxConfig(
        base_url=zendesk_url,
        sidebar_url=f"{service_url}/sidebar",
        limits=limits or Limits(),
        time_scale=retry_scale,
    )
    zendesk = create_zendesk(config)
    jira = create_jira(JiraSandboxConfig(limits=jira_limits or RateLimits()))
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(serve(zendesk, port=ports.zendesk))
        jira_url = await stack.enter_async_context(serve(jira, port=ports.jira))
        secrets = await _install(zendesk_url, config, jira_url, service_url, policy_dir)
        database = folder / "demo.db"
        settings = make_settings(
            database_url or f"sqlite:///{database}", policy_dir, service_url, zendesk, zendesk_url,
            config, jira_url, secrets, relay or RelaySettings(), config.limits.window_scale,
            admin_settings(people),
        )  # fmt: skip
        service = await stack.enter_async_context(open_service(settings, imports=True))
        await stack.enter_async_context(serve(service.app, port=ports.service))
        await stack.enter_async_context(running_relay(service))
        yield World(service, service_url, zendesk, zendesk_url, jira, jira_url, database, logs)


async def _install(
    zendesk_url: str,
    config: ZendeskSandboxConfig,
    jira_url: str,
    service_url: str,
    policy_dir: Path,
) -> Secrets:
    """Webhooks, fields and workflow rules, made by the same code as `airlock setup`."""
    zendesk = await asyncio.to_thread(install_zendesk, zendesk_url, config, service_url, policy_dir)
    jira = await asyncio.to_thread(install_jira, jira_url, service_url, policy_dir)
    return Secrets(zendesk, jira)


def make_settings(
    database_url: str,
    policy_dir: Path,
    service_url: str,
    zendesk: FastAPI,
    zendesk_url: str,
    config: ZendeskSandboxConfig,
    jira_url: str,
    secrets: Secrets,
    relay: RelaySettings,
    window_scale: float = 1.0,
    admin: AdminSettings | None = None,
) -> Settings:
    """The demo's settings: the same names as any installation's, with the sandbox's credentials."""
    key = zendesk.state.sidebar_key
    return Settings(
        _env_file=None,
        database_url=database_url,
        policy_dir=policy_dir,
        secret_key=SecretStr(SECRET_KEY),
        public_url=service_url,
        zendesk=ZendeskSettings(
            base_url=zendesk_url,
            client_id=config.oauth_client_id,
            client_secret=SecretStr(config.oauth_client_secret),
            webhook_secrets=(SecretStr(secrets.zendesk),),
        ),
        jira=JiraSettings(
            base_url=jira_url,
            email=BRIDGE.email,
            api_token=SecretStr(BRIDGE.token),
            webhook_secrets=(SecretStr(secrets.jira),),
        ),
        sidebar=SidebarSettings(
            app_public_key=key.public_pem(),
            audience=key.audience,
            sdk_url=f"{zendesk_url}{config.zaf_sdk_path}",
        ),
        gate=GateSettings(transition_token=SecretStr(SECRET_KEY)),
        relay=relay,
        window_scale=window_scale,
        admin=admin or AdminSettings(),
    )


async def read_json(client: httpx.AsyncClient, path: str) -> Any:
    """A GET that must succeed."""
    answer = await client.get(path)
    answer.raise_for_status()
    return answer.json()
