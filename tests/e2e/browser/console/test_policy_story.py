"""How a policy changes in the console, from the first key to the way back, by keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.browser.console.house import House
from tests.e2e.browser.host import violations
from tests.e2e.browser.pictures import picture_of_page

pytestmark = pytest.mark.asyncio(loop_scope="package")
KINDS, SHORT = "redaction/customer-private.yaml", "redaction/devices.yaml"
ADDRESS = "amina@contoso.example"
SAMPLE = f"Hello, this is Jane Roe. The export stops; {ADDRESS} has seen it too."
NO_ERRORS = re.compile(r"^0 errors")


async def press(what: Locator) -> None:
    """As the keyboard does it; the page that it leads to is waited for by what follows."""
    await what.focus()
    await what.press("Enter")


async def type_into(field: Locator, words: str) -> None:
    await field.focus()
    await field.press_sequentially(words)


async def begin(page: Page, file: str) -> Locator:
    """A draft at the file; its editor, once the file was checked."""
    await press(page.get_by_role("button", name="Begin a draft"))
    await press(page.get_by_role("link", name=file))
    editor = page.get_by_role("textbox", name=f"Text of {file}")
    await expect(page.locator("#editor-status")).to_have_text(NO_ERRORS)
    return editor


async def set_action_of_email(page: Page, editor: Locator, action: str) -> None:
    """What engineering reads of an e-mail address: found by the editor's own search."""
    await editor.focus()
    keys = page.keyboard
    await keys.press("Control+f")
    await expect(page.locator(".cm-search [name=search]")).to_be_focused()
    await keys.type("placeholder: email")
    await keys.press("Enter")
    await keys.press("Escape")
    await expect(editor).to_be_focused()
    for key in ("End", "ArrowDown", "ArrowDown", "End", "Control+Shift+ArrowLeft"):
        await keys.press(key)
    await keys.type(action)
    await expect(page.locator(".cm-activeLine")).to_have_text(f"    engineering: {action}")


async def save(page: Page) -> None:
    await press(page.get_by_role("button", name="Save draft"))
    await expect(page.get_by_role("navigation", name="Files")).to_contain_text("changed")
    await expect(page.locator("#check")).to_contain_text("0 errors")


async def reads_jira(page: Page) -> Locator:
    """What Jira would show of a sample, under the draft."""
    await page.get_by_label("A text to try").fill(SAMPLE)
    await press(page.get_by_role("button", name="Show it"))
    side = page.locator("#preview .side").filter(has=page.get_by_role("heading", name="Jira"))
    await expect(side.first).to_be_visible()
    return side.first


async def test_a_mistake_is_marked_at_its_line_as_it_is_typed(
    house: House, chromium: Browser, gallery: Path
) -> None:
    page = await house.show(chromium, "ada", "/console/policies")
    editor = await begin(page, SHORT)
    await editor.focus()
    await expect(page.locator(".cm-editor.cm-focused")).to_be_visible()
    for key in ("Control+Home", "ArrowDown", "ArrowDown"):
        await page.keyboard.press(key)
    await page.keyboard.type("colour: red")
    await expect(page.locator("#editor-status")).to_have_text(re.compile(r"^1 error"))
    await expect(page.locator(".cm-lintRange-error")).to_have_text("colour: red")
    await expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    marker = await page.locator(".cm-lint-marker-error").bounding_box()
    line = await page.locator(".cm-activeLine").bounding_box()
    assert marker is not None
    assert line is not None
    assert line["y"] <= marker["y"] + marker["height"] / 2 <= line["y"] + line["height"]
    for keys, panel in (("Control+f", ".cm-search"), ("Control+Shift+M", ".cm-panel-lint")):
        await page.keyboard.press(keys)
        await expect(page.locator(panel)).to_be_visible()
        faults = await violations(page.main_frame)
        assert not faults, "\n".join(faults)
        if keys == "Control+f":
            await page.keyboard.press("Escape")
    await expect(page.locator(".cm-panel-lint")).to_contain_text("colour")
    await picture_of_page(page, gallery, "console-policy-mistake")
    await page.keyboard.press("Escape")
    await expect(editor).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Tab")
    await expect(editor).not_to_be_focused()


async def test_a_leak_is_seen_before_it_is_in_force_and_two_people_publish_and_take_back(
    house: House, chromium: Browser, gallery: Path
) -> None:
    page = await house.show(chromium, "ada", "/console/policies")
    editor = await begin(page, KINDS)
    await set_action_of_email(page, editor, "allow")
    await save(page)
    await expect(await reads_jira(page)).to_contain_text(ADDRESS)
    await expect(await reads_jira(page)).to_contain_text("Other than in force.")
    await picture_of_page(page, gallery, "console-policy-leak")
    await set_action_of_email(page, editor, "drop")
    await save(page)
    jira = await reads_jira(page)
    await expect(jira).to_contain_text("[email]")
    await expect(jira).not_to_contain_text(ADDRESS)
    await type_into(page.get_by_label("Why this change"), "Engineering needs no numbered address.")
    await press(page.get_by_role("button", name="Propose…"))
    await expect(page.get_by_text("It waits for an approver")).to_be_visible()
    draft = page.url.removeprefix(house.url)

    before = await in_force(house)
    await publish_as_another(house, chromium, gallery, draft)
    assert await in_force(house) == before + 1
    page = await house.show(chromium, "ada", f"/console/policies/versions/{before}")
    await type_into(page.get_by_label("Why these policies"), "Repeats cannot be told apart.")
    await press(page.get_by_role("button", name="Propose to roll back"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Back to publication")
    await publish_as_another(house, chromium, None, page.url.removeprefix(house.url))
    page = await house.show(chromium, "vera", "/console/policies")
    row = page.get_by_role("region", name="Publications").get_by_role("row").nth(1)
    await expect(row).to_contain_text(f"{before + 2} (as {before})")
    await expect(row).to_contain_text("local:bob")
    publications = "[aria-label=Publications]"
    await picture_of_page(page, gallery, "console-policy-history", publications)
    texts = [await files_of(house, number) for number in (before, before + 2)]
    assert texts[0] == texts[1]


async def publish_as_another(
    house: House, chromium: Browser, gallery: Path | None, draft: str
) -> None:
    """An approver who had no hand in it looks at it, approves it and puts it in force."""
    page = await house.show(chromium, "bob", draft)
    await expect(page.locator("#check")).to_contain_text("0 errors")
    if gallery is not None:
        await press(page.get_by_role("link", name="Difference to the version in force"))
        await expect(page.locator("#result ins").first).to_be_visible()
        await picture_of_page(page, gallery, "console-policy-approval")
    await press(page.get_by_role("button", name="Approve"))
    await press(page.get_by_role("button", name="Publish"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Policies")


async def in_force(house: House) -> int:
    return await house.services.store.read(lambda tx: tx.policies.newest())


async def files_of(house: House, number: int) -> object:
    return await house.services.store.read(lambda tx: tx.policies.files(number))
