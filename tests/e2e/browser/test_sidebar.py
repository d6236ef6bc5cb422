"""The sidebar where it lives: inside the ticket's page, over the apps framework's protocol."""

import pytest
from playwright.async_api import FrameLocator, expect

from app.demo import script
from app.demo.story import complete_packet
from tests.e2e.browser.windows import Windows, missing, sidebar_of

ASKED = len(script.ITEMS)
"""What the story's packet answers besides severity, which is asked, and logs, which are there."""

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_the_ticket_shows_its_conversation_and_the_gate_beside_it(windows: Windows) -> None:
    page = await windows.ticket()
    await expect(page.locator("#conversation")).to_contain_text("our nightly export stops")
    status = sidebar_of(page).locator("#status")
    await expect(status).to_contain_text("Incomplete")
    await expect(status).to_contain_text(missing(ASKED))
    await expect(status.get_by_role("link", name=windows.story.issue)).to_be_visible()
    await expect(status).to_contain_text("customer person\u00a0×")


async def test_what_is_missing_leads_to_its_field(windows: Windows) -> None:
    sidebar = sidebar_of(await windows.ticket())
    lacking = sidebar.get_by_role("list", name="What lacks")
    await expect(lacking.get_by_role("listitem")).to_have_count(ASKED)
    await lacking.get_by_role("link", name="Steps to reproduce").click()
    field = sidebar.get_by_label("Steps to reproduce")
    await expect(field).to_be_focused()
    await expect(sidebar.locator("#item-steps-help")).to_contain_text("Nothing is entered yet.")


async def test_a_filled_form_makes_the_packet_ready(windows: Windows) -> None:
    sidebar = sidebar_of(await windows.ticket())
    await fill_packet(sidebar)
    await sidebar.get_by_role("button", name="Save packet").click()
    await expect(sidebar.locator("#status")).to_contain_text("Ready")
    await expect(sidebar.locator("#panel > .notice")).to_contain_text("Saved")
    await expect(sidebar.get_by_role("list", name="What lacks")).to_have_count(0)


async def test_an_answer_that_says_nothing_is_called_too_weak(windows: Windows) -> None:
    sidebar = sidebar_of(await windows.ticket())
    await fill_packet(sidebar)
    await sidebar.get_by_label("Context and customer impact").fill("tbd")
    await sidebar.get_by_role("button", name="Save packet").click()
    await expect(sidebar.locator("#status")).to_contain_text(missing(1))
    await expect(sidebar.get_by_role("list", name="What lacks")).to_contain_text("too weak")


async def test_the_preview_is_what_jira_then_holds(windows: Windows) -> None:
    await complete_packet(windows.story)
    sidebar = sidebar_of(await windows.ticket())
    await sidebar.get_by_role("button", name="Preview for Jira").click()
    preview = sidebar.locator("#preview")
    await expect(preview).to_contain_text("3 depots of [organization] cannot bill")
    await expect(preview).to_contain_text("customer organization\u00a0×")
    await expect(preview).not_to_contain_text("Northwind")
    await preview.get_by_role("button", name="Escalate").click()
    await expect(sidebar.locator("#panel > .notice")).to_contain_text(
        f"Escalated as {windows.story.issue}"
    )
    issue = await windows.issue()
    comments = issue.get_by_role("region", name="Comments")
    await expect(comments).to_contain_text("3 depots of [organization] cannot bill")
    await expect(issue.locator("body")).not_to_contain_text("Northwind")


async def test_a_closed_gate_offers_a_preview_and_no_escalation(windows: Windows) -> None:
    sidebar = sidebar_of(await windows.ticket())
    await sidebar.get_by_role("button", name="Preview for Jira").click()
    preview = sidebar.locator("#preview")
    await expect(preview).to_contain_text("Complete the packet to escalate")
    await expect(preview.get_by_role("button", name="Escalate")).to_have_count(0)


async def test_what_another_agent_saved_meanwhile_is_shown_and_nothing_is_lost(
    windows: Windows,
) -> None:
    sidebar = sidebar_of(await windows.ticket())
    mine = "1. Sign in\n2. Export a month\n3. The job ends early, a whole file was expected"
    await sidebar.get_by_label("Steps to reproduce").fill(mine)
    await complete_packet(windows.story)
    await sidebar.get_by_role("button", name="Save packet").click()
    notice = sidebar.locator("#panel > .notice")
    await expect(notice).to_contain_text("Someone else saved meanwhile")
    await expect(sidebar.get_by_label("Steps to reproduce")).to_have_value(mine)
    await expect(sidebar.locator(".theirs").filter(has_text="Start the export")).to_be_visible()


async def test_the_packet_is_filled_and_saved_by_keyboard_alone(windows: Windows) -> None:
    page = await windows.ticket()
    sidebar = sidebar_of(page)
    await expect(sidebar.locator(":focus")).to_have_count(0)
    await sidebar.get_by_role("link", name="Owner", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(sidebar.get_by_label("Owner")).to_be_focused()
    await page.keyboard.type(script.ITEMS["owner"])
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(sidebar.locator("#status")).to_contain_text(missing(ASKED - 1))
    await expect(sidebar.locator("#panel > .notice")).to_be_focused()


async def test_the_policy_judges_while_the_agent_writes(windows: Windows) -> None:
    sidebar = sidebar_of(await windows.ticket())
    steps = sidebar.get_by_label("Steps to reproduce")
    await steps.fill("It just does not work")
    await expect(sidebar.locator("#item-steps-badge")).to_have_text("Too weak")
    await steps.fill(script.ITEMS["steps"])
    await expect(sidebar.locator("#item-steps-badge")).to_have_text("Present")
    await sidebar.get_by_label("Kind of escalation").select_option("call")
    await expect(sidebar.locator("#item-attendees, #item-agenda").first).to_be_visible()
    await expect(steps).to_have_value(script.ITEMS["steps"])
    await expect(sidebar.locator("#judged")).to_contain_text("Not saved yet")


async def test_a_customer_update_with_a_promise_that_nobody_made_is_not_inserted(
    windows: Windows,
) -> None:
    page = await windows.ticket()
    sidebar = sidebar_of(page)
    await sidebar.get_by_text("Customer update", exact=True).click()
    parts = sidebar.locator("#update textarea[name]")
    await expect(parts).to_have_count(6)
    for part in await parts.all():
        await part.fill("It will be fixed by 3 March 2031.")
    await sidebar.get_by_role("button", name="Insert as draft").click()
    await expect(sidebar.locator("#update .notice")).to_contain_text("Not inserted")
    await expect(sidebar.locator("#update [aria-invalid]").first).to_be_visible()
    await expect(page.locator("#composer-text")).to_have_value("")


async def fill_packet(sidebar: FrameLocator) -> None:
    """Answer every item of the form as the story's agent does."""
    await sidebar.get_by_label("Business severity").select_option(script.SEVERITY)
    for key, answer in script.ITEMS.items():
        control = sidebar.locator(f"#item-{key}")
        if key == "disposition":
            await control.select_option(answer)
        else:
            await control.fill(answer)
