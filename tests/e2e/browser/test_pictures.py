"""The picture of both sides, taken from the pages as they are.

Pictures of the documentation are written anew by `pytest tests/e2e/browser --pictures` alone.
"""

import base64
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from app.demo import script
from app.demo.actors import code, paragraph
from app.demo.story import Story
from tests.e2e.browser.pictures import compare, save
from tests.e2e.browser.windows import Windows, missing, sidebar_of

pytestmark = pytest.mark.asyncio(loop_scope="package")

LEFT_OUT = ("steps", "owner")
SIDE_BY_SIDE = """<!doctype html><style>
body {{ margin: 0; padding: 16px; background: #dfe3e6; font: 600 20px/1.4 system-ui, sans-serif; }}
main {{ display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }}
figure {{ margin: 0; }} figcaption {{ margin-bottom: 8px; color: #1f2a33; }}
img {{ display: block; width: 100%; border: 1px solid #b0b8be; }}
</style><main>
<figure><figcaption>The customer's side: the Zendesk ticket</figcaption><img src="{left}"></figure>
<figure><figcaption>Engineering's side: the Jira issue</figcaption><img src="{right}"></figure>
</main>"""


async def test_the_picture_of_both_sides(windows: Windows, gallery: Path) -> None:
    await fill_all_but_two(windows.story)
    blocks = [
        paragraph(script.ENGINEER_WORDS),
        code(script.ENGINEER_TRACE),
        paragraph(f"{script.ENGINEER_HOST} {script.ENGINEER_REMARK}"),
        paragraph(script.ENGINEER_ADVICE),
    ]
    await windows.story.engineer.comment(windows.story.issue, blocks)
    await windows.story.world.settle()
    ticket = await windows.ticket(width=1180, height=1320)
    await expect(ticket.locator(".comment.internal")).to_contain_text("Engineering wrote")
    await expect(sidebar_of(ticket).locator("#status")).to_contain_text(missing(2))
    issue = await windows.issue(width=1180, height=1320)
    await issue.get_by_role("button", name="Escalate").click()
    await expect(issue.get_by_role("alert")).to_contain_text("incomplete")
    sides = [inline(await picture(page)) for page in (ticket, issue)]
    await compare([*ticket.frames, issue.main_frame], gallery, "both-sides")
    both = await windows.open("about:blank", width=2000, height=900)
    await both.set_content(SIDE_BY_SIDE.format(left=sides[0], right=sides[1]))
    save(gallery, "both-sides", await both.screenshot(full_page=True))


async def fill_all_but_two(story: Story) -> None:
    path = f"/api/tickets/{story.first_ticket}"
    view = await story.sidebar.call("GET", f"{path}/gate")
    items = {key: text for key, text in script.ITEMS.items() if key not in LEFT_OUT}
    change = {"severity": script.SEVERITY, "items": items, "pattern": "bug"}
    await story.sidebar.call("PUT", f"{path}/packet", change, etag=view["etag"])
    await story.world.settle()


async def picture(page: Page) -> bytes:
    """What the window shows, once two frames are painted: the app's own process paints late."""
    await page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    return await page.screenshot()


def inline(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
