"""What an agent does in the sidebar, from the first word to the escalation, over the host."""

from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, Page, expect

from app.model import Action, Finding
from tests.e2e.browser.host import Host, violations
from tests.e2e.browser.pictures import picture_of
from tests.e2e.browser.scenes import held, may_waive, ready, sync_error, unlinked
from tests.e2e.support import eventually
from tests.web.support import ADMIN, TICKET

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_reasons_follow_the_typing_and_nothing_is_stored(host: Host) -> None:
    app = await host.open()
    context = app.get_by_label("Context")
    await expect(context).to_have_attribute("aria-invalid", "true")
    await context.press_sequentially("All of the depot")
    await expect(app.locator("#judged")).to_contain_text("1 of 2 missing. Not saved yet.")
    await expect(app.locator("#item-context-badge")).to_have_text("Present")
    await expect(context).not_to_have_attribute("aria-invalid", "true")
    await expect(context).to_be_focused()
    await expect(app.locator("#live")).to_have_text("1 of 2 missing")
    assert host.world.gate.items == {}


async def test_a_change_of_kind_keeps_every_word_and_the_place(host: Host) -> None:
    app = await host.open()
    await app.get_by_label("Context").fill("All of the depot")
    kind = app.get_by_label("Kind of escalation")
    await kind.focus()
    await kind.select_option("call")
    await expect(app.locator("#judged")).to_contain_text("Not saved yet")
    await expect(app.get_by_label("Context")).to_have_value("All of the depot")
    await expect(kind).to_have_value("call")
    await expect(kind).to_be_focused()


async def test_what_is_written_while_the_form_is_fetched_anew_is_not_lost(host: Host) -> None:
    app = await host.open()
    host.held.clear()
    await app.get_by_label("Kind of escalation").select_option("call")
    await app.get_by_label("Context").press_sequentially("All of the depot")
    host.held.set()
    await expect(app.locator("#judged")).to_contain_text("1 of 2 missing. Not saved yet.")
    await expect(app.get_by_label("Context")).to_have_value("All of the depot")
    await expect(app.get_by_label("Context")).to_be_focused()
    await host.page.keyboard.type(" cannot bill")
    await expect(app.get_by_label("Context")).to_have_value("All of the depot cannot bill")


async def test_a_second_choice_while_the_form_is_fetched_anew_loses_no_word(host: Host) -> None:
    app = await host.open()
    kind, context = app.get_by_label("Kind of escalation"), app.get_by_label("Context")
    standard = await kind.input_value()
    host.held.clear()
    await kind.select_option("call")
    await context.fill("All of the depot")
    await kind.select_option(standard)
    host.held.set()
    await expect(app.locator("#judged")).to_contain_text("1 of 2 missing. Not saved yet.")
    await expect(context).to_have_value("All of the depot")
    await expect(kind).to_have_value(standard)


async def test_what_is_saved_while_the_form_is_fetched_anew_is_stored(host: Host) -> None:
    app = await host.open()
    host.held.clear()
    await app.get_by_label("Kind of escalation").select_option("call")
    await app.get_by_label("Context").fill("All of the depot")
    await app.get_by_role("button", name="Save packet").click()
    host.held.set()
    await expect(app.locator("#panel > .notice")).to_contain_text("Saved")
    assert host.world.gate.items["context"] == "All of the depot"


async def test_what_is_written_while_the_packet_is_saved_is_not_lost(host: Host) -> None:
    app = await host.open()
    await app.get_by_label("Context").fill("All of the depot")
    host.held.clear()
    await app.get_by_role("button", name="Save packet").click()
    await app.get_by_label("Steps").fill("1. Open the month")
    host.held.set()
    await expect(app.locator("#panel > .notice")).to_contain_text("Saved")
    await expect(app.get_by_label("Steps")).to_have_value("1. Open the month")
    assert host.world.gate.items == {"context": "All of the depot"}


async def test_a_whole_escalation_by_keyboard_alone(host: Host) -> None:
    app, keyboard = await host.open(), host.page.keyboard
    await tab_to(host.page, app, "#item-context")
    await keyboard.type("All of the depot cannot bill")
    await keyboard.press("Tab")
    await keyboard.type("1. Open the month")
    await tab_to(host.page, app, "#packet button")
    await keyboard.press("Enter")
    await expect(app.locator("#panel > .notice")).to_be_focused()
    await tab_to(host.page, app, "#preview-button")
    await keyboard.press("Enter")
    await expect(app.locator("#preview-title")).to_be_focused()
    await tab_to(host.page, app, "button.primary")
    await keyboard.press("Enter")
    await expect(app.locator("#panel > .notice")).to_have_text("Escalated as ENG-42")
    await expect(app.locator("#panel > .notice")).to_be_focused()
    await expect(app.locator("#live")).to_have_text("Escalated as ENG-42")
    assert host.world.gate.issues_made == 1


async def tab_to(page: Page, app: FrameLocator, selector: str) -> None:
    """Press Tab until the element has the focus, as far as a patient person would."""
    wanted = app.locator(selector).first
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {selector}")


def with_removals(host: Host) -> None:
    ready(host.world)
    host.world.gate.findings = tuple(
        Finding(entity=kind, detector="dictionary", placeholder=mark, action=Action.PSEUDONYMISE)
        for kind, mark in (("customer_person", "[customer]"), ("email", "[email-1]"))
    )


async def test_the_preview_opens_in_a_window_where_the_host_offers_one(
    host: Host, gallery: Path
) -> None:
    with_removals(host)
    host.world.gate.override["links"] = ()
    app = await host.open(width=760, windows=True)
    await app.get_by_role("button", name="preview").click()
    window = host.page.frame_locator("#window")
    await expect(window.locator("#preview-title")).to_be_focused()
    assert await host.heard("window") == {
        "location": "modal", "size": {"width": "700px", "height": "600px"}
    }  # fmt: skip
    await expect(window.locator("mark")).to_have_text("[customer]")
    await expect(app.locator("#preview")).to_be_empty()
    frame = next(one for one in host.page.frames if "/sidebar/preview" in one.url)
    assert await violations(frame) == []
    host.world.gate.override["may_escalate"] = True
    host.world.gate.waived = True
    await window.get_by_role("button", name="Escalate").click()
    await expect(host.page.locator("#window")).to_have_count(0)
    await expect(app.locator("#panel > .notice")).to_have_text("Escalated as ENG-42")
    await expect(app.locator("#panel > .notice")).to_be_focused()


async def test_where_the_host_offers_no_window_the_preview_stands_in_the_panel(
    host: Host, gallery: Path
) -> None:
    with_removals(host)
    app = await host.open()
    await expect(app.get_by_role("button", name="Escalate")).to_have_count(0)
    await app.get_by_role("button", name="Preview for Jira").click()
    preview = app.locator("#preview")
    await expect(preview.locator("#preview-title")).to_be_focused()
    await expect(preview).to_contain_text("email\u00a0×2")
    await expect(preview.get_by_role("button", name="Escalate")).to_be_visible()
    assert await violations(host.frame) == []
    await picture_of(host, gallery, "sidebar-preview")


async def test_other_tickets_with_the_fault_are_shown_before_the_order_to_escalate(
    host: Host,
) -> None:
    unlinked(host.world)
    host.world.gate.override |= {"may_escalate": True}
    app = await host.open()
    await app.get_by_role("button", name="preview").click()
    preview = app.locator("#preview")
    await expect(preview).to_contain_text("Ticket 31, ENG-7, 3 d ago")
    suspects = await preview.get_by_text("Ticket 31").bounding_box()
    order = await preview.get_by_role("button", name="Escalate").bounding_box()
    assert suspects is not None
    assert order is not None
    assert suspects["y"] < order["y"]
    await preview.get_by_role("button", name="Link ENG-7 instead").click()
    await expect(app.locator("#panel > .notice")).to_have_text("Linked")
    assert host.world.gate.issue == "ENG-7"


async def test_an_issue_that_exists_is_linked_from_the_panel(host: Host) -> None:
    app = await host.open()
    await app.get_by_text("Link an issue that exists").click()
    await app.get_by_label("Issue key").fill("ENG-7")
    await app.get_by_role("button", name="Link", exact=True).click()
    await expect(app.locator("#panel > .notice")).to_have_text("Linked")
    await expect(app.locator("#status").get_by_role("link", name="ENG-7")).to_be_visible()


async def test_an_exception_is_granted_by_those_who_may(host: Host, gallery: Path) -> None:
    may_waive(host.world)
    app = await host.open(agent=ADMIN)
    await app.get_by_text("Exceptions").click()
    await app.get_by_label("What need not be there").select_option(label="Steps to reproduce")
    await app.get_by_label("Why it may pass without").fill("Seen live by an engineer today")
    assert await violations(host.frame) == []
    await app.locator("#packet-card > summary").click()
    await picture_of(host, gallery, "sidebar-exceptions")
    await app.get_by_role("button", name="Grant the exception").click()
    await expect(app.locator("#panel > .notice")).to_contain_text("Exception granted")
    assert host.world.gate.waived


async def test_a_dead_letter_is_tried_again(host: Host) -> None:
    sync_error(host.world)
    app = await host.open()
    await app.get_by_role("button", name="Retry", exact=True).click()
    await expect(app.locator("#stuck .notice")).to_contain_text("Tried again")
    await expect(app.locator("#stuck .notice")).to_be_focused()
    assert host.world.gate.settled == {"d17": "retried by 101"}


async def test_a_held_text_is_read_before_it_is_released(host: Host, gallery: Path) -> None:
    held(host.world)
    app = await host.open()
    await expect(app.get_by_role("button", name="Release this text")).to_have_count(0)
    await app.get_by_text("Read what a release would send").click()
    await app.get_by_label("Why it may cross").fill("The lead agreed")
    assert await violations(host.frame) == []
    await picture_of(host, gallery, "sidebar-held-text")
    await app.get_by_role("button", name="Release this text").click()
    await expect(app.locator("#stuck .notice")).to_contain_text("Released")
    assert host.world.gate.settled == {"d18": "released by 101: The lead agreed"}


async def test_a_held_text_is_discarded_only_after_a_second_step(host: Host) -> None:
    held(host.world)
    app = await host.open()
    await expect(app.get_by_role("button", name="Discard", exact=True)).to_be_hidden()
    await app.get_by_text("Discard for good…").click()
    await app.get_by_label("Why it is never to be sent").fill("Sent by another way")
    await app.get_by_role("button", name="Discard", exact=True).click()
    await expect(app.locator("#stuck .notice")).to_contain_text("Discarded")
    assert host.world.gate.settled == {"d18": "discarded by 101: Sent by another way"}


async def test_a_customer_update_is_checked_counted_and_put_into_the_reply_alone(
    host: Host, gallery: Path
) -> None:
    ready(host.world)
    app = await host.open()
    await app.get_by_text("Customer update", exact=True).click()
    parts = app.locator("#update textarea[name]")
    await expect(parts.first).to_be_visible()
    await app.get_by_role("button", name="Insert as draft").click()
    await expect(app.locator("#update .notice")).to_contain_text("Not inserted")
    assert await host.heard("drafts") == []
    assert await violations(host.frame) == []
    await picture_of(host, gallery, "sidebar-update")
    for part in await parts.all():
        await part.fill("We expect a fix on Friday.")
    await expect(app.locator("#update .hint span").first).to_have_text("26")
    await app.get_by_role("button", name="Insert as draft").click()
    await expect(app.locator("#inserted")).to_have_text("Inserted as a draft; nothing was sent.")
    await expect(app.locator("#inserted")).to_be_focused()
    (draft,) = await host.heard("drafts")
    assert draft.count("We expect a fix on Friday.") == await parts.count()


async def test_an_update_that_is_being_written_outlives_a_save_of_the_packet(host: Host) -> None:
    host.world.gate.issue = "ENG-7"
    app = await host.open()
    await app.get_by_text("Customer update", exact=True).click()
    first = app.locator("#update textarea[name]").first
    await first.fill("We expect a fix on Friday.")
    await app.get_by_label("Context").fill("All of the depot")
    await app.get_by_role("button", name="Save packet").click()
    await expect(app.locator("#panel > .notice")).to_contain_text("Saved")
    await expect(first).to_have_value("We expect a fix on Friday.")
    await expect(first).to_be_visible()


async def test_a_draft_that_zendesk_does_not_take_is_shown_to_be_copied(host: Host) -> None:
    ready(host.world)
    app = await host.open(refuses_drafts=True)
    await app.get_by_text("Customer update", exact=True).click()
    parts = app.locator("#update textarea[name]")
    await expect(parts).to_have_count(6)
    for part in await parts.all():
        await part.fill("We expect a fix on Friday.")
    await app.get_by_role("button", name="Insert as draft").click()
    await expect(app.locator("#inserted")).to_contain_text("copy the text instead")
    await expect(app.locator("#draft")).to_be_visible()


async def test_the_app_asks_the_tray_for_the_height_that_it_needs(host: Host) -> None:
    ready(host.world)
    await host.open()
    size = await host.heard("resized")
    assert size["width"] == "100%"
    assert 120 <= int(size["height"].removesuffix("px")) <= 900


async def test_a_poll_folds_nothing_and_brings_what_a_new_state_needs(host: Host) -> None:
    ready(host.world)
    app = await host.open()
    await app.locator("#sync-details > summary").click()
    await host.frame.evaluate("document.activeElement.blur()")
    host.world.gate.override["etag"] = "9.x"
    await host.tell("app.activated", {})
    await expect(app.locator("#status")).to_have_attribute("data-etag", "9.x")
    await expect(app.locator("#sync-details")).to_have_attribute("open", "")
    held(host.world)
    host.world.gate.override["etag"] = "10.x"
    await host.tell("app.activated", {})
    await expect(app.locator("#stuck")).to_contain_text("Held text")


async def test_a_ticket_in_the_background_asks_nothing_until_the_agent_is_back(
    host: Host,
) -> None:
    ready(host.world)
    app = await host.open()
    await eventually(lambda: f"/sidebar/tickets/{TICKET}/known-issues" in host.asked)
    host.asked.clear()
    await host.tell("app.deactivated", {})
    host.world.gate.override |= {"etag": "9.x", "owner": "Ravi Menon"}
    await host.tell("ticket.updated", {"id": 35})
    await host.tell("app.activated", {})
    await expect(app.locator("#status")).to_contain_text("Ravi Menon")
    assert host.asked == [f"/sidebar/tickets/{TICKET}/status"]


async def test_a_change_on_the_ticket_is_seen_at_once(host: Host) -> None:
    ready(host.world)
    app = await host.open()
    host.world.gate.override |= {"etag": "9.x", "owner": "Ravi Menon"}
    host.world.clock.pass_by(minutes=1)
    await host.tell("ticket.updated", {"id": 35})
    await expect(app.locator("#status")).to_contain_text("Ravi Menon")
    await expect(app.locator(":focus")).to_have_count(0)
