"""A person at the console who opens every page that there is, over a database of any size.

The addresses are found in the application's routes and in the pages' own links and forms, so that a
new page is opened without a word about it here. No vendor is asked: each answers 404.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from app.bootstrap import check_settings, wire
from app.records_console import ConsoleRole
from app.services.console_accounts import LocalAccount
from app.services.policy_source import ActivePolicies
from app.settings import AdminSettings, Settings
from app.store import open_store
from app.unlocking import unlock, vault_keys
from benchmarks.big_database import fill
from benchmarks.big_tables import Size
from benchmarks.web import make_settings
from tests.web.routes import all_routes

SITE = "https://airlock.test"
NAME, PASSWORD = "lead", "correct horse battery"
OF_A_SHAPE = 6
"""So many addresses with the same path and the same names in the query are opened."""
_SAMPLES = {
    "/console/pairs/": "SELECT max(id) FROM links WHERE state = 'active'",
    "/console/dead-letters/": "SELECT max(id) FROM deliveries WHERE state = 'parked'",
    "/console/held/": "SELECT max(id) FROM deliveries WHERE state = 'held'",
    "/console/deliveries/": "SELECT max(id) FROM deliveries WHERE state = 'done'",
    "/console/policies/drafts/": "SELECT max(id) FROM policy_drafts WHERE state = 'draft'",
}
"""What stands for the parameter of paths that begin so, where `1` will not do."""
_ASKED = {"/console/dead-letters/plan": "id"}
"""Pages that show nothing without this in the query, and its name."""
_TYPED = {"q": ("35010", "timeout", "OPS-10000010"), "value": ("link:L10000010", "copied")}
"""What is typed into the fields of forms."""


@dataclass(frozen=True)
class Console:
    """The application, and a browser that is signed in to it with all roles."""

    app: FastAPI
    browser: httpx.AsyncClient

    async def open(self, address: str) -> httpx.Response:
        """The page. Raises AssertionError when there is none, or a fault."""
        answer = await self.browser.get(address, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer


def settings_for(url: str) -> Settings:
    """The service's settings, with one account."""
    roles = frozenset(ConsoleRole)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    account = LocalAccount(NAME, roles, cheap.hash(PASSWORD))
    admin = AdminSettings(accounts=(SecretStr(account.line),))
    return make_settings(url).model_copy(update={"admin": admin})


@asynccontextmanager
async def open_console(url: str) -> AsyncIterator[Console]:
    """The service over this database, without its relay."""
    settings = settings_for(url)
    secrets = check_settings(settings)
    nobody = httpx.MockTransport(lambda request: httpx.Response(404, json={}))
    async with (
        open_store(url, vault_keys(secrets)) as store,
        httpx.AsyncClient(transport=nobody) as http,
    ):
        keys = await unlock(store, secrets)
        policies = ActivePolicies(store, store, settings.policy_dir, imports=True)
        await policies.start()
        app = wire(settings, keys, policies, store, http).app
        transport = httpx.ASGITransport(app, client=("203.0.113.9", 40000))
        async with httpx.AsyncClient(transport=transport, base_url=SITE) as browser:
            form = {"name": NAME, "password": PASSWORD}
            own = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
            answer = await browser.post("/console/sign-in", data=form, headers=own)
            assert answer.status_code == 303, answer.status_code
            yield Console(app, browser)


async def make_large(url: str, size: Size) -> None:
    """A large installation's database where nothing is yet."""
    async with open_console(url):
        pass  # makes the tables, the keys and the first publication
    await asyncio.to_thread(fill, url, size)


async def every_page(console: Console, url: str) -> AsyncIterator[tuple[str, httpx.Response]]:
    """Each page, opened once, and those that it leads to by filters and further pages."""
    left, opened = [*addresses(console.app, samples(url))], set[str]()
    shapes: Counter[tuple[str, ...]] = Counter()
    while left:
        address = left.pop(0)
        if address in opened or shapes[_shape(address)] >= OF_A_SHAPE:
            continue
        opened.add(address)
        shapes[_shape(address)] += 1
        answer = await console.open(address)
        yield address, answer
        left += [found for found in leads_to(answer.text, address) if found not in opened]


def _shape(address: str) -> tuple[str, ...]:
    parts = urlsplit(address)
    return parts.path, *sorted(re.findall(r"(?:^|&)([^=&]+)=", parts.query))


def samples(url: str) -> dict[str, str]:
    """What stands for parameters, found in the database."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = {at: connection.execute(text(sql)).scalar_one() for at, sql in _SAMPLES.items()}
    engine.dispose()
    return found


def addresses(app: FastAPI, chosen: Mapping[str, str]) -> Iterator[str]:
    """An address of each page of the console that a person may open who is signed in."""
    for method, path in all_routes(app):
        if method == "GET" and path.startswith("/console") and "/sign-in" not in path:
            known = [value for start, value in chosen.items() if path.startswith(start)]
            value = known[0] if known else "1"
            query = f"?{_ASKED[path]}={value}" if path in _ASKED else ""
            yield re.sub(r"\{\w+\}", value, path) + query


def leads_to(page: str, address: str) -> Iterable[str]:
    """Addresses with a query that the page's links and forms lead to."""
    reader = _Leads(urlsplit(address).path)
    reader.feed(page)
    return list(dict.fromkeys(found for found in reader.found if "?" in found))


class _Leads(HTMLParser):
    """Links; and each choice of each form that asks for a page, sent with its other fields."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._path = path
        self._action: str | None = None
        self._select = ""
        self._fields: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "a" and given.get("href", "").startswith(("/console", "?")):
            href = given["href"]
            self.found.append(f"{self._path}{href}" if href.startswith("?") else href)
        elif tag == "form":
            asks = given.get("method", "get").lower() == "get"
            self._action = (given.get("action") or self._path) if asks else None
            self._fields = {}
        elif tag == "select":
            self._select = name
        elif tag == "option":
            self._fields.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "input" and name:
            typed = given.get("type", "text") in ("text", "search")
            more = _TYPED.get(name, ()) if typed else ()
            self._fields.setdefault(name, []).extend([given.get("value", ""), *more])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._action is not None:
            first = {name: values[0] for name, values in self._fields.items()}
            for name, values in self._fields.items():
                sent = [first | {name: value} for value in values]
                self.found += [f"{self._action}?{urlencode(fields)}" for fields in sent]
            self._action = None
