"""The console over the store in memory, and browsers of people who are signed in to it.

`ConsoleWorld(pairs=service)` is an application whose console has the real entrance and what is
given by name, as fields of ConsoleParts. `signed_in(ConsoleRole.OPERATOR)` is a browser.
"""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from app.ports_identity import IdentityProvider
from app.records_console import ConsolePerson, ConsoleRole
from app.records_life import Mode
from app.services.console_accounts import LocalAccount, LocalAccounts
from app.services.console_entrance import Entrance, SessionRules
from app.services.console_standing import HealthLine, StandingView
from tests.fakes.store import MemoryStore
from tests.web.console.parts import console_parts
from tests.web.support import BUILT, ManualClock, World

SITE = "https://airlock.test"
PASSWORD = "correct horse battery"
RULES = SessionRules(life=timedelta(hours=8), idle=timedelta(hours=1))
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')


def policy_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The Content-Security-Policy of an answer, by directive."""
    parts = headers["content-security-policy"].split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts)


@cache
def account(*roles: ConsoleRole) -> LocalAccount:
    """An account of these roles, named by them."""
    name = "-".join(sorted(roles)).replace("_", "-")
    return LocalAccount(name, frozenset(roles), CHEAP.hash(PASSWORD))


def every_account() -> tuple[LocalAccount, ...]:
    return tuple(account(role) for role in ConsoleRole)


class Quiet:
    """Nothing is amiss: what the first page asks, for tests that are about other things."""

    async def look(self) -> StandingView:
        return StandingView(mode=Mode.LIVE, setting=Mode.LIVE)

    async def checks(self) -> tuple[HealthLine, ...]:
        return (HealthLine(name="database", tone="good", detail="waiting 0"),)

    async def stop(self, reason: str, *, person: ConsolePerson) -> bool:
        return True

    async def start(self, *, person: ConsolePerson) -> None:
        return None


class ConsoleWorld:
    """One application; `store`, `clock` and `accounts` may be shared with the services given."""

    def __init__(
        self,
        *,
        store: MemoryStore | None = None,
        clock: Any = None,
        accounts: tuple[LocalAccount, ...] | None = None,
        rules: SessionRules = RULES,
        provider: IdentityProvider | None = None,
        roles: Mapping[str, tuple[ConsoleRole, ...]] | None = None,
        config: dict[str, Any] | None = None,
        dist: Path = BUILT,
        **services: Any,
    ) -> None:
        self.store = store if store is not None else MemoryStore()
        self.clock = clock if clock is not None else ManualClock()
        known = LocalAccounts(accounts if accounts is not None else every_account())
        entrance = Entrance(self.store, self.clock, known, rules, provider, roles)
        parts = console_parts(**{"entrance": entrance, "standing": Quiet()} | services)
        self.world = World(
            store=self.store, clock=self.clock, console=parts, config=dict(config or {}), dist=dist
        )

    @cached_property
    def app(self) -> FastAPI:
        """The application, made once."""
        return self.world.app()

    def browser(self) -> "Browser":
        """A browser in front of it; to be closed, or used with `async with`."""
        transport = httpx.ASGITransport(self.app, client=("203.0.113.9", 40000))
        return Browser(httpx.AsyncClient(transport=transport, base_url=SITE))

    @asynccontextmanager
    async def signed_in(self, *roles: ConsoleRole) -> AsyncIterator["Browser"]:
        """The browser of a person with these roles, signed in through the door."""
        async with self.browser() as browser:
            await browser.sign_in(account(*roles).name)
            yield browser


@dataclass
class Browser:
    """Sends what a browser sends: cookies, Origin, and the token of the page's forms."""

    client: httpx.AsyncClient
    token: str = field(default="", repr=False)

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(self, *details: object) -> None:
        await self.client.aclose()

    async def get(self, path: str, *, htmx: bool = False, **more: Any) -> httpx.Response:
        headers = {"Sec-Fetch-Site": "same-origin"} | ({"HX-Request": "true"} if htmx else {})
        answer = await self.client.get(path, headers=headers | more.pop("headers", {}), **more)
        found = _TOKEN.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    async def post(
        self, path: str, data: dict[str, Any] | None = None, *, htmx: bool = False, **more: Any
    ) -> httpx.Response:
        """A form of the page that was loaded last."""
        headers = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
        headers |= {"HX-Request": "true"} if htmx else {}
        form = {"csrf": self.token} | (data or {})
        return await self.client.post(
            path, data=form, headers=headers | more.pop("headers", {}), **more
        )

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        answer = await self.post("/console/sign-in", {"name": name, "password": password})
        await self.get("/console/sign-in", follow_redirects=True)
        return answer
