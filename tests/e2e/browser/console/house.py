"""A console with all of its pages, over a service at which a few weeks of work happened.

Only the vendors, the store and the clock are stand-ins; all that the pages show was made by the
services themselves.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from playwright.async_api import Browser, BrowserContext, Page

from app.console_settings import setting_groups
from app.records_console import ConsolePerson, ConsoleRole
from app.records_policies import Files
from app.services.console_accounts import LocalAccount
from app.services.console_audit import AuditReading
from app.services.console_standing import Standing
from app.services.drivers import TopDrivers
from app.services.known_issues import KnownIssues
from app.services.life_checks import Check
from app.services.policy_cycle import PolicyCycle
from app.services.policy_preview import PolicyPreviews
from app.services.prevention import PreventionActions
from app.services.prevention_loop import PreventionLoop
from app.services.runbooks import Runbooks
from app.services.weekly import Weekly
from app.services.work_lines import kept_words
from app.settings import Settings
from app.web.console.policies_service import Policies
from app.web.pages import DIST
from connectors.sandbox.server import serve
from tests.e2e.browser.windows import Troubles
from tests.fakes.clock import FixedClock
from tests.services.world import World
from tests.web.console.support import CHEAP, PASSWORD, ConsoleWorld
from tests.web.console.test_sync import make_desk
from tests.web.console.work import WorkWorld
from tests.web.support import FakeHealth

START = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)
"""A Thursday; what waits for people is of the Thursday after."""
PEOPLE = {
    "ada": (ConsoleRole.POLICY_EDITOR,),
    "bob": (ConsoleRole.APPROVER,),
    "olga": (ConsoleRole.OPERATOR,),
    "vera": (ConsoleRole.VIEWER,),
}
"""By their names; each has one role."""
CHECKS = (
    Check("database", True, "waiting 0"),
    Check("policies", True, "publication 1 in force"),
    Check("zendesk", True, "signed in as the bridge"),
    Check("jira", True, "signed in as the bridge"),
    Check("dead letters", False, "1 delivery needs a person", vital=False),
)
_TELLS_BREACHES = (
    "document.addEventListener('securitypolicyviolation', (event) => "
    "console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
)


@dataclass
class House:
    """`ids` are what addresses name, such as `link` and `draft`."""

    services: World = field(default_factory=lambda: World(FixedClock(START)))
    ids: dict[str, str] = field(default_factory=dict)
    troubles: Troubles = field(default_factory=Troubles)
    url: str = ""
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = self.services
        store, clock = here.store, here.clock
        self.cycle = PolicyCycle(store, clock, here.policies, partial(kept_words, here.disclosure))
        previews = PolicyPreviews(self.cycle, store, here.desk, here.tracker, clock)
        self.prevention = PreventionLoop(
            TopDrivers(store, clock),
            PreventionActions(store, clock),
            Runbooks(store, clock),
            KnownIssues(store, here.disclosure, here.traits, clock),
        )
        self.console = ConsoleWorld(
            store=store,
            clock=clock,
            accounts=tuple(
                LocalAccount(name, frozenset(roles), CHEAP.hash(PASSWORD))
                for name, roles in PEOPLE.items()
            ),
            config={"max_body_bytes": 1_048_576},
            dist=DIST,
            standing=Standing(here.modes, FakeHealth(CHECKS), store, here.disclosure),
            audit=AuditReading(store),
            settings=setting_groups(Settings(_env_file=None)),
            prevention=self.prevention,
            policies=Policies(self.cycle, previews),
            weekly=Weekly(store, here.policies, clock),
            escalations=make_desk(here),
            work=WorkWorld(here).pages(),
        )

    # ---- windows ---------------------------------------------------------------------------------

    async def page_of(self, browser: Browser, name: str) -> Page:
        """The window of a person who is signed in; `nobody` is not."""
        if name not in self._contexts:
            context = await browser.new_context(
                locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
            )
            self._contexts[name] = context
            await context.add_init_script(_TELLS_BREACHES)
            page = await context.new_page()
            self.troubles.watch(page)
            if name != "nobody":
                await sign_in(page, self.url, name)
        page = self._contexts[name].pages[0]
        await page.set_viewport_size({"width": 1440, "height": 1000})
        await page.emulate_media(color_scheme="light")
        return page

    async def show(self, browser: Browser, name: str, path: str) -> Page:
        """A page in the window of a person."""
        page = await self.page_of(browser, name)
        await page.goto(self.address(path))
        return page

    async def close(self) -> None:
        for context in self._contexts.values():
            await context.close()

    def person(self, name: str) -> ConsolePerson:
        """As the services know the person."""
        return ConsolePerson(id=f"local:{name}", name=name, roles=frozenset(PEOPLE[name]))

    def address(self, path: str) -> str:
        """The address of a page; its `{…}` are filled in from `ids`."""
        return self.url + path.format_map(self.ids)


async def sign_in(page: Page, url: str, name: str, password: str = PASSWORD) -> None:
    """Fill in the form and wait for the first page."""
    await page.goto(f"{url}/console")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("heading", name="Sending").wait_for()


@asynccontextmanager
async def open_house(files: Files) -> AsyncIterator[House]:
    """The house with its history, served on loopback."""
    from tests.e2e.browser.console.past import live_through

    house = House()
    await live_through(house, files)
    async with serve(house.console.app) as house.url:
        yield house
        await house.close()
