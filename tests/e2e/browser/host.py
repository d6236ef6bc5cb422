"""The sidebar in an agent's page at Zendesk's own address, without a network or a port.

The browser is told what each address holds: the agent's page with the apps framework's host in it,
the framework's script (a pinned build of it), and the service, which answers in this process over
stand-ins, so that every state can be had. Origins are real and https, so that the frame is
cross-site and the content security policy holds as it would.
"""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from playwright.async_api import Browser, BrowserContext, Frame, FrameLocator, Page, Request, Route

from app.web.pages import DIST
from app.web.parts import ZAF_SDK_URL
from tests.e2e.browser.windows import Troubles
from tests.shared_data import ROOT
from tests.web.support import SUPPORT, TICKET, ZENDESK, World, url_token

HERE = Path(__file__).parent
APP = "https://airlock.test"
GUID = "f0a1b2c3"
AGENT_PAGE = f"{ZENDESK}/agent/tickets/{TICKET}"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SDK = ROOT / "frontend" / "node_modules" / "zendesk_app_framework_sdk"
_NOT_OURS = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
_PAGE = """<!doctype html><html lang="en"><title>Ticket {ticket}</title>
<style>body {{ margin: 0; }} iframe {{ border: 0; display: block; }}</style>
<iframe id="app" name="app" title="Airlock" width="{width}" height="{height}"></iframe>
<form id="signed" method="post" target="app" action="{action}" hidden>
<input type="hidden" name="token" value="{token}"></form>
<script type="application/json" id="config">{config}</script><script>{script}</script>"""
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""All that can change with the colours alone."""


def bundled_sdk(folder: Path) -> bytes:
    """The framework's script in one piece, from the npm package that package-lock.json pins."""
    esbuild = ROOT / "frontend" / "node_modules" / "esbuild" / "bin" / "esbuild"
    target = folder / "zaf_sdk.js"
    how = ["--bundle", "--format=iife", "--global-name=ZAFClient", "--log-level=error"]
    command = [str(esbuild), str(SDK / "lib" / "index.js"), *how, f"--outfile={target}"]
    subprocess.run(command, check=True)  # noqa: S603 - a program that package-lock.json pins
    return target.read_bytes()


@dataclass
class Host:
    """One page, opened anew for each state; while `held` is clear, `held_path` waits."""

    context: BrowserContext
    page: Page
    sdk: bytes
    troubles: Troubles
    world: World = field(default_factory=World)
    held: asyncio.Event = field(default_factory=asyncio.Event)
    held_path: str = "/tickets/"
    line_is_cut: bool = False
    asked: list[str] = field(default_factory=list)
    _client: httpx.AsyncClient | None = None
    _html: str = ""

    async def reset(self) -> None:
        """A service and a ticket that nothing has happened to."""
        if self._client is not None:
            await self._client.aclose()
        self.world = World(dist=DIST)
        self._client = self.world.client(base=APP)
        self.held.set()
        self.held_path = "/tickets/"
        self.line_is_cut = False
        self.asked.clear()

    async def open(
        self,
        *,
        width: int = 320,
        height: int = 900,
        scheme: str = "light",
        ready: str = "#status",
        **options: Any,
    ) -> FrameLocator:
        """The agent's page with the app in it, once `ready` is there to be seen."""
        agent = options.pop("agent", SUPPORT)
        values = {"ticket.id": TICKET, "currentUser.locale": options.pop("locale", "en-GB")}
        values |= options.pop("values", {})
        query = urlencode({"origin": ZENDESK, "app_guid": GUID, "colorScheme": scheme})
        config = {"app": APP, "guid": GUID, "values": values, "scheme": scheme} | options
        self._html = _PAGE.format(
            ticket=TICKET, width=width, height=height,
            action=f"{APP}/sidebar?{query}", token=url_token(sub=agent.id),
            config=json.dumps(config), script=(HERE / "host.js").read_text(encoding="utf-8"),
        )  # fmt: skip
        await self.page.clock.set_system_time(self.world.clock.now())
        await self.page.set_viewport_size({"width": max(width, 280), "height": height})
        await self.page.goto(AGENT_PAGE)
        app = self.page.frame_locator("#app")
        await app.locator(ready).first.wait_for()
        return app

    @property
    def frame(self) -> Frame:
        """The app's frame."""
        return next(one for one in self.page.frames if one.name == "app")

    async def heard(self, expression: str) -> Any:
        """What the host knows, such as `drafts` or `resized`."""
        return await self.page.evaluate(f"window.host.{expression}")

    async def tell(self, event: str, message: object) -> None:
        """An event of Zendesk's page to its app."""
        await self.page.evaluate("([e, m]) => window.host.tell(e, m)", [event, message])

    async def resize(self, width: int) -> None:
        """The agent drags the apps tray."""
        await self.page.evaluate(f"document.getElementById('app').width = {width}")
        await self.page.set_viewport_size({"width": width, "height": 900})

    async def serve(self, route: Route, request: Request) -> None:
        """Answer for every address that there is; any other is trouble."""
        url = request.url
        if self.line_is_cut:
            await route.abort("internetdisconnected")
        elif url == ZAF_SDK_URL:
            await route.fulfill(body=self.sdk, content_type="text/javascript")
        elif url.startswith(AGENT_PAGE):
            await route.fulfill(body=self._html, content_type="text/html")
        elif url.startswith(APP + "/"):
            await self._ask_service(route, request)
        elif urlsplit(url).path == "/favicon.ico":
            await route.fulfill(status=404)
        else:
            self.troubles.seen.append(f"asked another machine: {url}")
            await route.abort()

    async def _ask_service(self, route: Route, request: Request) -> None:
        self.asked.append(urlsplit(request.url).path)
        if self.held_path in request.url:
            await self.held.wait()
        asked = await request.all_headers()
        # Looked up last: what an earlier test's page still asks for must not meet a closed client.
        assert self._client is not None
        answer = await self._client.request(
            request.method,
            request.url,
            headers=asked,
            content=request.post_data_buffer or b"",
        )
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        await route.fulfill(status=answer.status_code, headers=headers, body=answer.content)


@asynccontextmanager
async def open_host(browser: Browser, sdk: bytes) -> AsyncIterator[Host]:
    """One context for a whole module; each test begins with `reset`."""
    troubles = Troubles(quiet=_NOT_OURS, elsewhere=False)
    context = await browser.new_context(
        locale="en-GB", timezone_id="UTC", reduced_motion="reduce", viewport=None
    )
    page = await context.new_page()
    troubles.watch(page)
    await page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) => "
        "console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
    )
    host = Host(context, page, sdk, troubles)
    await context.route("**/*", host.serve)
    try:
        yield host
    finally:
        await context.close()


async def violations(frame: Frame, rules: Mapping[str, object] = RULES) -> list[str]:
    """The rules of WCAG 2.2 AA and of good practice that a frame breaks, and where."""
    if not await frame.evaluate("'axe' in window"):
        await frame.evaluate(AXE.read_text(encoding="utf-8"))
    how = json.dumps({"iframes": False, "runOnly": rules})
    report = await frame.evaluate(f"axe.run({how})")
    assert report["passes"] or rules is CONTRAST, "axe looked at nothing"
    return [
        f"{one['id']}: {node['target']}: {node['failureSummary']}"
        for one in report["violations"]
        for node in one["nodes"]
    ]


async def overflow(frame: Frame) -> int:
    """By how many pixels the content is wider than its window."""
    root = "document.documentElement"
    return int(await frame.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))
