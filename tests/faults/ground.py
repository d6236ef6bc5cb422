"""Both sandbox systems with two doors each, set up for the service, and pairs that are linked.

The service goes through the doors with the weather, people through the others.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI
from pydantic import BaseModel, SecretStr

from app.bootstrap import open_service
from app.demo.actors import Engineer, Helpdesk
from app.demo.installing import Secrets, install_jira, install_zendesk
from app.demo.world import SECRET_KEY, choose_ports
from app.settings import (
    JiraSettings,
    RelaySettings,
    Settings,
    ZendeskSettings,
    iter_settings,
)
from connectors.sandbox.faults import RequestLog
from connectors.sandbox.jira.app import create_app as create_jira
from connectors.sandbox.jira.config import BRIDGE, ENGINEER, JiraSandboxConfig
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app as create_zendesk
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from tests.e2e.conftest import JIRA_UNLIMITED, UNLIMITED
from tests.e2e.support import AGENT, POLICIES, REQUESTER, Pair
from tests.faults.allowances import Allowed
from tests.faults.balancer import Balancer
from tests.faults.fences import Trace
from tests.faults.weather import Weather, door

FAST = RelaySettings(lanes=4, lease_seconds=4, call_timeout_seconds=1, unknown_horizon_seconds=0.6)
"""Short enough that a dead relay's lane is taken over while the test runs."""
VENDOR_RETRIES = 0.05
"""Zendesk's and Jira's seconds and minutes between a webhook's attempts, shortened."""


@dataclass
class Ground:
    """Both systems, who works there, and the settings under which the service knows them."""

    zendesk: FastAPI
    jira: FastAPI
    helpdesk: Helpdesk
    agent: Helpdesk
    engineer: Engineer
    settings: Settings
    ports: list[int]
    balancers: tuple[Balancer, Balancer]
    weathers: tuple[Weather, Weather]
    trace: Trace
    calls: tuple[RequestLog, RequestLog]
    requester: int = 0

    @property
    def env(self) -> dict[str, str]:
        return dict(environment_of(self.settings))

    def calm(self) -> None:
        """Lift every fault of both systems."""
        for weather in self.weathers:
            weather.calm = True
        for app in (self.zendesk, self.jira):
            app.state.faults.clear()

    async def drain(self) -> int:
        """Wait until no webhook is under way; how many attempts that took."""
        sent = [await app.state.outbox.drain() for app in (self.zendesk, self.jira)]
        return sum(map(len, sent))

    async def open_pairs(self, count: int) -> list[Pair]:
        """So many fresh tickets, each linked to a fresh issue by the service, in fair weather."""
        calm = [weather.calm for weather in self.weathers]
        self.calm()
        self.requester = int((await self.helpdesk.find_user(REQUESTER))["id"])
        pairs = []
        async with open_service(self.settings, imports=True) as service:
            for _ in range(count):
                ticket = await self.helpdesk.create_ticket(self._ticket())
                issue = await self.engineer.create_issue("ENG", "Bug", "Export stops")
                link = await service.linking.link(ticket, issue, by="test")
                pairs.append(Pair(ticket, issue, link.issue_id, link.id))
        for weather, was_calm in zip(self.weathers, calm, strict=True):
            weather.calm = was_calm
        return pairs

    def _ticket(self) -> dict[str, object]:
        comment = {"body": "The export stops.", "author_id": self.requester}
        return {"subject": "Export", "requester_id": self.requester, "comment": comment}


@asynccontextmanager
async def open_ground(
    database_url: str,
    rng: random.Random,
    *,
    webs: int = 2,
    relay: RelaySettings = FAST,
    policy_dir: Path = POLICIES,
    allowed: Allowed | None = None,
) -> AsyncIterator[Ground]:
    """Both sandboxes served and set up; no service runs yet.

    With `allowed` the service's calls are limited, and noted in `calls`.
    """
    ports = [choose_ports(None).service for _ in range(webs)]
    balancers = (Balancer("zendesk", ports, rng), Balancer("jira", ports, rng))
    weathers = (Weather(rng), Weather(rng))
    async with contextlib.AsyncExitStack() as stack:
        config = ZendeskSandboxConfig(
            limits=UNLIMITED, time_scale=VENDOR_RETRIES, export_lag_seconds=0
        )
        sender = httpx.AsyncClient(transport=balancers[0], timeout=5)
        stack.push_async_callback(sender.aclose)
        zendesk = create_zendesk(config, sender)
        jira = create_jira(
            JiraSandboxConfig(limits=JIRA_UNLIMITED, webhook_time_scale=VENDOR_RETRIES / 100),
            webhook_transport=balancers[1],
        )
        calm_zendesk = await stack.enter_async_context(serve(zendesk))
        calm_jira = await stack.enter_async_context(serve(jira))
        trace = Trace()
        calls = (RequestLog(zendesk.state.requests.is_api), RequestLog(jira.state.requests.is_api))
        zendesk_url, jira_url = [
            await stack.enter_async_context(serve(door(app, weather, trace, allowed, log)))
            for app, weather, log in zip((zendesk, jira), weathers, calls, strict=True)
        ]
        service_url = f"http://127.0.0.1:{ports[0]}"
        secrets = Secrets(
            await asyncio.to_thread(install_zendesk, calm_zendesk, config, service_url, policy_dir),
            await asyncio.to_thread(install_jira, calm_jira, service_url, policy_dir),
        )
        scale = (allowed.zendesk if allowed else config.limits).window_scale
        settings = make_settings(
            database_url, policy_dir, service_url, zendesk_url, config, jira_url, secrets, relay,
            scale,
        )  # fmt: skip
        helpdesk = Helpdesk(calm_zendesk, config.api_email, config.api_token)
        agent = Helpdesk(calm_zendesk, AGENT, config.api_token)
        engineer = Engineer(calm_jira, ENGINEER)
        stack.push_async_callback(helpdesk.close)
        stack.push_async_callback(agent.close)
        stack.push_async_callback(engineer.close)
        yield Ground(
            zendesk, jira, helpdesk, agent, engineer, settings, ports, balancers, weathers,
            trace, calls,
        )  # fmt: skip


def make_settings(
    database_url: str,
    policy_dir: Path,
    service_url: str,
    zendesk_url: str,
    config: ZendeskSandboxConfig,
    jira_url: str,
    secrets: Secrets,
    relay: RelaySettings,
    window_scale: float,
) -> Settings:
    """What an administrator would set."""
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
        relay=relay,
        window_scale=window_scale,
    )


def environment_of(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every setting that differs from its default, as an environment variable."""
    for name, field in iter_settings():
        value = _value(settings, name)
        if value != field.default:
            yield name, _text(value)


def _value(settings: Settings, name: str) -> object:
    value: object = settings
    for part in name.removeprefix("AIRLOCK_").lower().split("__"):
        assert isinstance(value, BaseModel)
        value = getattr(value, part)
    return value


def _text(value: object) -> str:
    if isinstance(value, tuple):
        inner = ", ".join(f'"{_text(one)}"' for one in value)
        return f"[{inner}]"
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
