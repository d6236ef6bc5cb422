"""What an operator does at the console in a morning, and a reader with a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.browser.console.house import House, sign_in
from tests.e2e.browser.console.past import hold_a_note, pair, refuse_a_comment
from tests.e2e.browser.console.test_policy_story import press, type_into
from tests.e2e.browser.host import overflow
from tests.e2e.browser.pictures import picture_of_page

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_held_text_is_read_with_its_finds_marked_and_released_by_keyboard(
    house: House, chromium: Browser, gallery: Path
) -> None:
    ticket, issue, _ = await pair(house, "Export is slow", "Export is slow")
    held = await hold_a_note(house, ticket)
    page = await house.show(chromium, "olga", "/console/held")
    await press(page.get_by_role("link", name=f"Review {held}"))
    text = page.locator("p.text")
    await expect(text).to_contain_text("says that build 4.18.1 still exports all rows.")
    await expect(text.locator("mark").first).to_be_visible()
    await expect(page.locator("main")).not_to_contain_text("jane@northwind.example")
    await type_into(page.get_by_label("Why it may cross"), "Only the build matters here.")
    await picture_of_page(page, gallery, "console-held-text")
    await press(page.get_by_role("button", name="Release this text"))
    await expect(page.get_by_role("heading", level=1)).not_to_contain_text("Held text,")
    await house.services.settle()
    [copy] = house.services.on_issue(issue)
    assert "build 4.18.1 still exports all rows" in copy
    assert "Jane" not in copy


async def test_a_dead_letter_shows_its_plan_and_is_replayed_by_keyboard(
    house: House, chromium: Browser, gallery: Path
) -> None:
    issue, dead = await refuse_a_comment(house)
    page = await house.show(chromium, "olga", "/console/dead-letters")
    await press(page.get_by_role("link", name="Write refused"))
    box = page.get_by_label(f"Choose {dead}")
    await box.focus()
    await box.press("Space")
    await press(page.get_by_role("button", name="Replay the chosen…"))
    plan = page.locator("article .text")
    await expect(plan).to_contain_text("came twice")
    await expect(plan).not_to_contain_text("Omar")
    assert house.services.on_issue(issue) == []
    await picture_of_page(page, gallery, "console-replay")
    await press(page.get_by_role("button", name="Replay 1 delivery"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Replayed")
    await house.services.settle()
    [copy] = house.services.on_issue(issue)
    assert "came twice" in copy


async def test_without_a_script_a_plan_and_the_policys_text_are_there_all_the_same(
    house: House, chromium: Browser
) -> None:
    _, dead = await refuse_a_comment(house)
    for name, path in (("olga", f"/console/dead-letters/plan?id={dead}"), ("ada", DRAFT)):
        context = await chromium.new_context(java_script_enabled=False)
        page = await context.new_page()
        await sign_in(page, house.url, name)
        await page.goto(house.address(path))
        if name == "olga":
            await expect(page.locator("main")).to_contain_text("came twice")
        else:
            await expect(page.locator("textarea#text")).to_be_visible()
            await page.get_by_role("link", name="Check the whole draft").click()
            await expect(page.locator("main")).to_contain_text("0 errors")
        await context.close()


DRAFT = "/console/policies/drafts/{draft}"


async def test_the_board_tells_on_a_phone_what_waits_for_whom_and_leads_to_the_pair(
    house: House, chromium: Browser, gallery: Path
) -> None:
    page = await house.show(chromium, "vera", "/console/board")
    await page.set_viewport_size({"width": 360, "height": 740})
    first = page.get_by_role("row").nth(1)
    for words in ("P1", "Engineering", "Answer the question", "Due soon"):
        await expect(first).to_contain_text(words)
    assert await overflow(page.main_frame) <= 0
    await picture_of_page(page, gallery, "console-board-phone")
    await press(first.get_by_role("link"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Active")
    await expect(page.get_by_role("button", name="Look for drift now")).to_have_count(0)


async def test_the_weekly_numbers_in_the_dark(
    house: House, chromium: Browser, gallery: Path
) -> None:
    page = await house.show(chromium, "vera", "/console/weekly")
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("svg.plot")).to_have_count(4)
    for plot in await page.locator("svg.plot").all():
        shape = await plot.bounding_box()
        assert shape is not None
        assert shape["width"] > 300
        assert shape["height"] > 100
    await picture_of_page(page, gallery, "console-weekly-dark")


async def test_an_agenda_is_filled_in_looked_at_and_posted(house: House, chromium: Browser) -> None:
    page = await house.show(chromium, "olga", "/console/sync")
    notes = "date: 2026-11-26\ncases:\n  - id: ENG-1\n    decision: Jane Roe gets the fix today.\n"
    await page.get_by_label("The filled-in agenda, as YAML").fill(notes)
    await press(page.get_by_role("button", name="Show what would be told"))
    await expect(page.locator("main")).to_contain_text("gets the fix today")
