"""The escalation done by hand, in the two systems' own pages."""

import pytest
from playwright.async_api import Page, expect

from app.demo.story import complete_packet
from tests.e2e.browser.windows import Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_jira_refuses_the_transition_until_the_packet_is_complete(windows: Windows) -> None:
    issue = await windows.issue()
    await issue.get_by_role("button", name="Escalate").click()
    await expect(issue.get_by_role("alert")).to_contain_text("The escalation packet is incomplete")
    reasons = issue.locator("dd", has_text="Context and customer impact")
    await expect(reasons).to_contain_text("Nothing is entered yet")
    await complete_packet(windows.story)
    await windows.story.world.settle()
    await issue.goto(windows.issue_url)
    await issue.get_by_role("button", name="Escalate").click()
    await expect(issue.locator(".actions .lozenge")).to_have_text("Escalated")
    await expect(issue.get_by_role("alert")).to_have_count(0)


async def test_a_public_reply_reaches_the_issue_without_the_customers_name(
    windows: Windows,
) -> None:
    await write_on_ticket(windows, "Public reply", "Hello Maria, we export by halves for now.")
    comments = (await windows.issue()).get_by_role("region", name="Comments")
    copy = comments.get_by_role("article").filter(has_text="we export by halves")
    await expect(copy).to_contain_text("Support wrote to the customer")
    await expect(copy).to_contain_text("Hello [customer]")


async def test_an_internal_note_reaches_the_issue_as_a_note(windows: Windows) -> None:
    await write_on_ticket(windows, "Internal note", "maria.delgado@northwind.example called twice.")
    comments = (await windows.issue()).get_by_role("region", name="Comments")
    copy = comments.get_by_role("article").filter(has_text="called twice")
    await expect(copy).to_contain_text("Support noted on ticket")
    await expect(copy).to_contain_text("[email-1]")


async def test_an_engineers_comment_reaches_the_ticket_as_an_internal_note(
    windows: Windows,
) -> None:
    ticket = await windows.ticket()
    issue = await windows.issue()
    said = "Exports by date work.\n```\njava.lang.Error: x\n\tat com.acme.A.b(A.java:1)\n```"
    await issue.get_by_label("Add a comment").fill(said)
    await issue.get_by_role("button", name="Comment").click()
    await windows.story.world.settle()
    note = ticket.locator(".comment.internal").filter(has_text="Exports by date work.")
    await expect(note).to_contain_text("Internal note")
    await expect(note).not_to_contain_text("com.acme")


async def write_on_ticket(windows: Windows, kind: str, text: str) -> Page:
    """Write with the ticket page's composer, and wait until the copy has crossed."""
    page = await windows.ticket()
    await page.get_by_label(kind).check()
    await page.locator("#composer-text").fill(text)
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#conversation")).to_contain_text(text)
    await windows.story.world.settle()
    return page
