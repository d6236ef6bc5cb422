"""Two sandbox servers on loopback, and `airlock serve` as a process that knows their addresses."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from app.demo.actors import Engineer, Helpdesk
from app.demo.world import choose_ports
from connectors.http import open_client
from connectors.sandbox.jira.app import create_app as create_jira
from connectors.sandbox.jira.config import BRIDGE, ENGINEER
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app as create_zendesk
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from tests.e2e.running import Ran, airlock, keep_running
from tests.e2e.support import POLICIES, eventually
from tests.nursery import Child


@dataclass
class Site:
    """`env` holds the settings as an administrator writes them."""

    folder: Path
    zendesk: FastAPI
    jira: FastAPI
    port: int
    env: dict[str, str]
    helpdesk: Helpdesk
    engineer: Engineer
    http: httpx.AsyncClient

    async def airlock(self, *args: str, stdin: str = "") -> Ran:
        return await airlock(*args, env=self.env, stdin=stdin, cwd=self.folder)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Child]:
        """`airlock serve`, ready; ended with the block if it has not ended by then."""
        args, log = ["serve", "--port", str(self.port)], self.folder / "serve.log"
        async with keep_running(args, self.env, self.folder, log) as child:
            await eventually(self._ready, seconds=90)
            yield child

    async def _ready(self) -> bool:
        try:
            return (await self.http.get("/health/ready")).status_code == 200
        except httpx.TransportError:
            return False


@asynccontextmanager
async def open_site(folder: Path) -> AsyncIterator[Site]:
    """Both sandbox systems as they are before anyone has set Airlock up."""
    config = ZendeskSandboxConfig(export_lag_seconds=0)
    zendesk, jira = create_zendesk(config), create_jira()
    async with contextlib.AsyncExitStack() as stack:
        zendesk_url = await stack.enter_async_context(serve(zendesk))
        jira_url = await stack.enter_async_context(serve(jira))
        port = choose_ports(None).service
        http = open_client(base_url=f"http://127.0.0.1:{port}")
        helpdesk = Helpdesk(zendesk_url, config.api_email, config.api_token)
        engineer = Engineer(jira_url, ENGINEER)
        stack.push_async_callback(http.aclose)
        stack.push_async_callback(helpdesk.close)
        stack.push_async_callback(engineer.close)
        env = settings_of(folder, port, zendesk_url, config, jira_url)
        key = zendesk.state.sidebar_key
        env["AIRLOCK_SIDEBAR__APP_PUBLIC_KEY"] = key.public_pem()
        env["AIRLOCK_SIDEBAR__AUDIENCE"] = key.audience
        yield Site(folder, zendesk, jira, port, env, helpdesk, engineer, http)


def settings_of(
    folder: Path, port: int, zendesk_url: str, config: ZendeskSandboxConfig, jira_url: str
) -> dict[str, str]:
    return {
        "AIRLOCK_DATABASE_URL": f"sqlite:///{folder}/airlock.db",
        "AIRLOCK_POLICY_DIR": str(POLICIES),
        "AIRLOCK_ERASURE_LOG": f"{folder}/erasures.jsonl",
        "AIRLOCK_SECRET_KEY": "0123456789abcdef" * 4,
        "AIRLOCK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "AIRLOCK_ZENDESK__BASE_URL": zendesk_url,
        "AIRLOCK_ZENDESK__CLIENT_ID": config.oauth_client_id,
        "AIRLOCK_ZENDESK__CLIENT_SECRET": config.oauth_client_secret,
        "AIRLOCK_JIRA__BASE_URL": jira_url,
        "AIRLOCK_JIRA__EMAIL": BRIDGE.email,
        "AIRLOCK_JIRA__API_TOKEN": BRIDGE.token,
        "AIRLOCK_JIRA__WEBHOOK_SECRETS": '["a-secret-of-the-administrators-choice"]',
    }
