"""Both pages in both schemes, from a phone's width up, held against axe's rules."""

import pytest
from playwright.async_api import Frame, Page

from app.demo.story import engineer_comments
from tests.e2e.browser.windows import Windows, sidebar_of
from tests.shared_data import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="package")

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
SCHEMES = ("light", "dark")
WIDTHS = (320, 768, 1440)


async def test_nothing_scrolls_sideways(windows: Windows) -> None:
    await engineer_comments(windows.story)
    await windows.story.world.settle()
    for width in WIDTHS:
        ticket = await windows.ticket(width=width)
        issue = await windows.issue(width=width)
        for frame in (*ticket.frames, issue.main_frame):
            assert await overflow(frame) <= 0, f"{width} pixels: {frame.url}"


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_sidebar_wears_the_colours_of_the_page_around_it(
    windows: Windows, scheme: str
) -> None:
    page = await windows.ticket(scheme=scheme)
    await sidebar_of(page).locator(f':root[data-scheme="{scheme}"]').wait_for(state="attached")
    for frame in page.frames:
        assert (await lightness(frame) > 0.5) is (scheme == "light"), frame.url


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_axe_finds_nothing_serious(windows: Windows, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; `make install` brings it")
    ticket = await windows.ticket(scheme=scheme)
    await sidebar_of(ticket).get_by_role("button", name="Preview for Jira").click()
    await sidebar_of(ticket).locator("#preview-title").wait_for()
    issue = await windows.issue(scheme=scheme)
    assert await violations(ticket) == []
    assert await violations(issue) == []


async def violations(page: Page) -> list[str]:
    """The rules that a page and the app in it break, with the elements that break them."""
    rules = AXE.read_text(encoding="utf-8")
    found = []
    for frame in page.frames:
        await frame.evaluate(rules)
        report = await frame.evaluate("axe.run({iframes: false})")
        assert report["passes"], "axe looked at nothing"
        found += [
            f"{one['id']}: {node['target']}: {node['failureSummary']}"
            for one in report["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]
    return found


async def overflow(frame: Frame) -> int:
    """By how many pixels the content is wider than its window."""
    return int(
        await frame.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


async def lightness(frame: Frame) -> float:
    """Of the page's own background, from 0 (black) to 1 (white)."""
    colours = await frame.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number)"
    )
    return float(sum(colours[:3])) / (3 * 255)
