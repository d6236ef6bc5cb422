"""The agent's page and our ZAF script speak the apps framework's protocol, in a browser."""

import shutil
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from playwright.async_api import FrameLocator, Page, async_playwright, expect

from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.desk import Desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

_APP = """<!doctype html><title>app</title><script src="{sdk}"></script>
<pre id="out"></pre><button id="draft">draft</button><button id="guard">guard</button>
<script>
const out = document.getElementById("out");
const say = (text) => {{ out.textContent += text + "\\n"; }};
const client = ZAFClient.init((context) => say("location " + context.location));
client.get(["ticket.id", "currentUser"]).then((got) =>
  say("ticket " + got["ticket.id"] + " for " + got.currentUser.name));
client.get("ticket.nonsense").catch((error) => say("refused " + error.path));
client.metadata().then((known) => say("app " + known.appId));
client.invoke("resize", {{ height: "321px" }});
client.invoke("no.such.thing").catch((error) => say("refused " + error.path));
client.on("ticket.status.changed", (value) => say("status " + value));
document.getElementById("draft").onclick = () =>
  client.invoke("ticket.comment.appendText", "Drafted by the app");
document.getElementById("guard").onclick = () =>
  client.on("ticket.save", () => "The packet is not complete").invoke("notify", "guarding");
</script>"""


@pytest.fixture
async def sandbox(app: FastAPI) -> AsyncIterator[str]:
    async with serve(app) as url:
        yield url


@pytest.fixture
async def posted(app: FastAPI, sandbox: str) -> AsyncIterator[list[str]]:
    """An app on a port of its own; the list holds the methods it was opened with."""
    methods: list[str] = []
    other = FastAPI()

    @other.api_route("/sidebar", methods=["GET", "POST"])
    async def sidebar(request: Request) -> HTMLResponse:
        methods.append(request.method)
        return HTMLResponse(_APP.format(sdk=f"{sandbox}/zaf_sdk.js"))

    async with serve(other) as url:
        app.state.sidebar_url = f"{url}/sidebar"
        yield methods


@pytest.fixture
async def window(posted: list[str]) -> AsyncIterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield await browser.new_page()
        await browser.close()


@pytest.fixture
async def frame(window: Page, sandbox: str, ticket_id: int) -> FrameLocator:
    await window.goto(f"{sandbox}/agent/tickets/{ticket_id}")
    return window.frame_locator("#app")


async def test_the_app_is_opened_by_a_post_registered_and_answered(
    window: Page, frame: FrameLocator, posted: list[str], ticket_id: int
) -> None:
    out = frame.locator("#out")
    for line in (
        "location ticket_sidebar",
        f"ticket {ticket_id} for Dana Whitfield",
        "refused ticket.nonsense",
        "refused no.such.thing",
        "app 900001",
    ):
        await expect(out).to_contain_text(line)
    await expect(window.locator("#app")).to_have_css("height", "321px")
    assert posted == ["POST"]


async def test_the_app_drafts_a_comment_without_sending_it(
    window: Page, frame: FrameLocator, desk: Desk, ticket_id: int
) -> None:
    await frame.locator("#draft").click()
    await expect(window.locator("#composer-text")).to_have_value("Drafted by the app")
    assert len(desk.tickets[ticket_id].comments) == 1


async def test_the_app_can_block_a_comment_and_says_why(
    window: Page, frame: FrameLocator, desk: Desk, ticket_id: int
) -> None:
    await frame.locator("#guard").click()
    await expect(window.locator("#notice")).to_have_text("guarding")
    await window.locator("#composer-text").fill("Too early")
    await window.get_by_role("button", name="Send").click()
    await expect(window.locator("#problem")).to_have_text("The packet is not complete")
    assert len(desk.tickets[ticket_id].comments) == 1


async def test_the_app_hears_of_a_change_of_status(
    window: Page, frame: FrameLocator, sandbox: str, ticket_id: int
) -> None:
    await expect(frame.locator("#out")).to_contain_text("app 900001")
    login = "Basic " + "YnJpZGdlQGFjbWUuZXhhbXBsZS90b2tlbjpzYW5kYm94LWFwaS10b2tlbg=="
    async with window.expect_response("**/state.json*"):
        pass
    answer = await window.request.put(
        f"{sandbox}/api/v2/tickets/{ticket_id}",
        data={"ticket": {"status": "pending"}},
        headers={"Authorization": login},
    )
    assert answer.ok
    await expect(frame.locator("#out")).to_contain_text("status pending")
    await expect(window.locator("#facts .status")).to_have_text("pending")
