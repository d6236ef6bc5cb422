"""Browser windows that remember what went wrong in them, and the two pages of a story."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, FrameLocator, Page, async_playwright

from app.demo.story import Story

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LOOPBACK = {"127.0.0.1", None}


@asynccontextmanager
async def open_chromium(executable: str) -> AsyncIterator[Browser]:
    """A browser of the event loop that it was opened in: no other loop's tests can use it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS])
        yield browser
        await browser.close()


@dataclass
class Troubles:
    """Console errors (a breach of a page's Content-Security-Policy is one) and lost exceptions.

    `quiet` are beginnings of lines that are none; without `elsewhere`, other machines may be asked.
    """

    seen: list[str] = field(default_factory=list)
    quiet: tuple[str, ...] = ()
    elsewhere: bool = True

    def watch(self, page: Page) -> None:
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("pageerror", lambda error: self.seen.append(f"exception: {error.message}"))
        page.on("request", lambda request: self._ask(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(self.quiet or ("\0",)):
            self.seen.append(f"console: {text}")

    def _ask(self, url: str) -> None:
        if self.elsewhere and urlsplit(url).hostname not in LOOPBACK:
            self.seen.append(f"asked another machine: {url}")


@dataclass(frozen=True)
class Windows:
    """Opens pages. What went wrong in any of them fails the test that opened it, at its end."""

    browser: Browser
    story: Story
    troubles: Troubles

    @property
    def ticket_url(self) -> str:
        return f"{self.story.world.zendesk_url}/agent/tickets/{self.story.first_ticket}"

    @property
    def issue_url(self) -> str:
        return f"{self.story.world.jira_url}/browse/{self.story.issue}"

    async def open(
        self, url: str, *, width: int = 1280, height: int = 1200, scheme: str = "light"
    ) -> Page:
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        self.troubles.watch(page)
        await page.goto(url)
        return page

    async def ticket(self, **how: object) -> Page:
        """The ticket as an agent sees it, once the sidebar in it shows the gate."""
        page = await self.open(self.ticket_url, **how)  # type: ignore[arg-type] # open names them
        await sidebar_of(page).locator("#status").wait_for()
        return page

    async def issue(self, **how: object) -> Page:
        """The issue as an engineer sees it."""
        return await self.open(self.issue_url, **how)  # type: ignore[arg-type] # open names them


def missing(items: int) -> re.Pattern[str]:
    """The words that so many items of a packet lack, however many a policy asks for."""
    return re.compile(rf"\b{items} of \d+ missing")


def sidebar_of(page: Page) -> FrameLocator:
    """The app inside the ticket's page."""
    return page.frame_locator("#app")


@asynccontextmanager
async def open_windows(browser: Browser, story: Story) -> AsyncIterator[Windows]:
    """Close every window at the end, and fail when something went wrong in one."""
    windows = Windows(browser, story, Troubles(quiet=("htmx:afterRequest", "htmx:sendAbort")))
    try:
        yield windows
    finally:
        for context in browser.contexts:
            await context.close()
    assert not windows.troubles.seen, "\n".join(windows.troubles.seen)
