"""Every state of the sidebar in the agent's page: its words, both schemes, 280 to 600 pixels."""

from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, expect

from tests.e2e.browser.host import CONTRAST, Host, overflow, violations
from tests.e2e.browser.pictures import picture_of
from tests.e2e.browser.scenes import SCENES, Scene, blocked, incomplete, ready, saved_by_ada
from tests.web.support import SUPPORT, TICKET

pytestmark = pytest.mark.asyncio(loop_scope="package")

WIDTHS = (600, 280, 320)
IN_THE_DARK = ("sidebar-incomplete",)


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
async def test_each_state_is_told_at_every_width_in_both_schemes(
    host: Host, scene: Scene, gallery: Path
) -> None:
    scene.arrange(host.world)
    app = await host.open(**scene.how)
    await expect(app.locator("#status .state strong")).to_have_text(scene.title)
    for words in scene.says:
        await expect(app.locator("body")).to_contain_text(words)
    await expect(app.locator(":focus")).to_have_count(0)
    await expect(app.locator("[aria-live], [role=status], [role=alert]")).to_have_count(1)
    await looks_right(host, app, f"sidebar-{scene.name}", gallery if scene.pictured else None)


async def looks_right(host: Host, app: FrameLocator, name: str, gallery: Path | None) -> None:
    """No sideways scroll, no rule broken, light and dark; and its picture, where one is wanted."""
    for width in WIDTHS:
        await host.resize(width)
        assert await overflow(host.frame) <= 0, f"{width} pixels"
    assert await violations(host.frame) == []
    await picture_of(host, gallery, name)
    await host.tell("colorScheme.changed", "dark")
    await app.locator(':root[data-scheme="dark"]').wait_for(state="attached")
    assert await violations(host.frame, CONTRAST) == []
    if name in IN_THE_DARK:
        await picture_of(host, gallery, f"{name}-dark")


async def test_while_the_gate_is_read_the_panel_is_busy_and_quiet(
    host: Host, gallery: Path
) -> None:
    ready(host.world)
    host.held.clear()
    app = await host.open(ready=".skeleton")
    await expect(app.locator("#panel")).to_have_attribute("aria-busy", "true")
    await expect(app.locator("#live")).to_be_empty()
    await expect(app.locator(".skeleton i").first).to_have_css("opacity", "1")
    await looks_right(host, app, "sidebar-loading", gallery)
    host.held.set()
    await expect(app.locator("#status")).to_contain_text("Ready")
    await expect(app.locator("#panel")).not_to_have_attribute("aria-busy", "true")


async def test_offline_keeps_the_text_and_stops_writing_until_the_line_is_back(
    host: Host, gallery: Path
) -> None:
    incomplete(host.world)
    app = await host.open()
    host.line_is_cut = True
    await app.get_by_label("Steps to reproduce").fill("1. Begin")
    await host.frame.evaluate("window.dispatchEvent(new Event('offline'))")
    await expect(app.locator("#offline")).to_contain_text("Your text stays here")
    await expect(app.get_by_role("button", name="Save packet")).to_be_disabled()
    await expect(app.get_by_label("Steps to reproduce")).to_have_value("1. Begin")
    await expect(app.locator("#live")).to_contain_text("Offline")
    await looks_right(host, app, "sidebar-offline", gallery)
    host.line_is_cut = False
    await host.frame.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(app.locator("#offline")).to_be_hidden()
    await expect(app.get_by_role("button", name="Save packet")).to_be_enabled()


async def test_a_line_that_breaks_during_a_save_is_told_and_nothing_is_lost(host: Host) -> None:
    app = await host.open()
    await app.get_by_label("Steps").fill("1. Begin")
    await expect(app.locator("#judged")).to_contain_text("Not saved yet")
    host.line_is_cut = True
    await app.get_by_role("button", name="Save packet").click()
    await expect(app.locator("#offline")).to_be_visible()
    await expect(app.get_by_label("Steps")).to_have_value("1. Begin")
    host.line_is_cut = False
    await app.get_by_label("Steps").press_sequentially(".")
    await expect(app.locator("#offline")).to_be_hidden()


async def test_another_ones_save_is_told_by_name_and_hour_before_and_after_ones_own(
    host: Host, gallery: Path
) -> None:
    app = await host.open()
    await app.get_by_label("Context").fill("What I wrote.")
    saved_by_ada(host.world)
    await host.tell("app.activated", {})
    await expect(app.locator("#changed")).to_contain_text("Changed by Ada 09:12")
    await app.get_by_role("button", name="Save packet").click()
    notice = app.locator("#panel > .notice")
    await expect(notice).to_contain_text("Someone else saved meanwhile Ada 09:12")
    await expect(notice).to_be_focused()
    await expect(app.get_by_label("Context")).to_have_value("What I wrote.")
    await expect(app.locator(".theirs")).to_contain_text("What Ada wrote.")
    await looks_right(host, app, "sidebar-stale", gallery)


async def test_what_another_one_saved_can_be_loaded_instead(host: Host) -> None:
    app = await host.open()
    await app.get_by_label("Context").fill("What I wrote.")
    saved_by_ada(host.world)
    await host.tell("app.activated", {})
    await app.get_by_role("button", name="load theirs").click()
    await expect(app.get_by_label("Context")).to_have_value("What Ada wrote.")
    await expect(app.locator("#changed")).to_be_hidden()


async def test_an_expired_session_says_to_reload_and_keeps_what_was_not_saved(
    host: Host, gallery: Path
) -> None:
    app = await host.open()
    async with host.page.expect_response("**/packet/judge"):
        await app.get_by_label("Steps").fill("1. Begin with this")
    host.world.clock.pass_by(hours=1)
    await app.get_by_role("button", name="Save packet").click()
    await expect(app.locator("#panel")).to_contain_text("The session expired")
    await expect(app.locator("#panel")).to_contain_text("Reload the app")
    await expect(app.locator("#status")).to_have_count(0)
    await app.get_by_text("Your unsaved text").first.click()
    await expect(app.get_by_role("textbox", name="Your unsaved text")).to_have_value(
        "1. Begin with this"
    )
    await looks_right(host, app, "sidebar-expired", gallery)


async def test_a_verdict_that_comes_after_the_session_expired_is_dropped(host: Host) -> None:
    app = await host.open()
    host.held_path = "/packet/judge"
    host.held.clear()
    async with host.page.expect_request("**/packet/judge"):
        await app.get_by_label("Steps").fill("1. Begin with this")
    host.world.clock.pass_by(hours=1)
    await app.get_by_role("button", name="Save packet").click()
    await expect(app.locator("#panel")).to_contain_text("The session expired")
    async with host.page.expect_response("**/packet/judge"):
        host.held.set()
    await expect(app.locator("#panel")).to_contain_text("The session expired")


async def test_an_agent_without_the_right_sees_nothing_of_the_ticket(
    host: Host, gallery: Path
) -> None:
    incomplete(host.world)
    host.world.access.visible.discard((SUPPORT.id, TICKET))
    app = await host.open(ready=".notice.bad")
    await expect(app.locator("#panel")).to_contain_text("No access")
    await expect(app.locator("body")).not_to_contain_text("ENG-42")
    await looks_right(host, app, "sidebar-forbidden", gallery)


async def test_outside_zendesk_it_says_where_it_belongs(host: Host, gallery: Path) -> None:
    app = await host.open(ready="#panel .notice", values={"ticket.id": None})
    await expect(app.locator("#panel")).to_contain_text("Open this in Zendesk")
    await expect(app.locator("#status")).to_have_count(0)
    await looks_right(host, app, "sidebar-outside", gallery)


async def test_signing_out_ends_the_session_and_says_so(host: Host) -> None:
    ready(host.world)
    app = await host.open()
    await app.get_by_role("button", name="Sign out").click()
    await expect(app.locator("#panel")).to_contain_text("Signed out")
    await expect(app.locator("#status")).to_have_count(0)


@pytest.mark.parametrize("locale", ["de", "de-AT"])
async def test_the_page_speaks_the_agents_language(host: Host, locale: str) -> None:
    incomplete(host.world)
    app = await host.open(locale=locale)
    await expect(app.locator("#status")).to_contain_text("Unvollständig")
    await expect(app.locator(':root[lang="de"]')).to_have_count(1)
    await expect(app.locator("#offline")).to_contain_text("Ihr Text bleibt hier")


async def test_the_first_view_shows_state_owner_issue_and_sync_within_400_pixels(
    host: Host,
) -> None:
    incomplete(host.world)
    app = await host.open()
    for line in ("Owner", "Sync"):
        box = await app.locator("dt", has_text=line).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 400
    await expect(app.locator("button.primary")).to_have_count(0)


async def test_each_target_is_24_pixels_high_or_more(host: Host) -> None:
    incomplete(host.world)
    app = await host.open()
    targets = app.locator("a:visible, button:visible, summary:visible, input:visible")
    for target in await targets.all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 24, await target.inner_text()


async def test_forced_colours_and_a_wish_for_less_motion_leave_every_state_readable(
    host: Host,
) -> None:
    blocked(host.world)
    await host.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    try:
        app = await host.open()
        edge = await app.locator("#status").evaluate("one => getComputedStyle(one).borderLeftWidth")
        moving = await host.frame.evaluate("document.getAnimations().length")
    finally:
        await host.page.emulate_media(forced_colors="none")
    await expect(app.locator("#status .state")).to_contain_text("Blocked in Jira")
    assert (edge, moving) == ("8px", 0)


async def test_twice_the_size_needs_no_sideways_scroll(host: Host) -> None:
    incomplete(host.world)
    app = await host.open(width=600)
    await host.frame.evaluate("document.documentElement.style.zoom = 2")
    await expect(app.locator("#status")).to_be_visible()
    assert await overflow(host.frame) <= 0


async def test_a_breach_of_the_content_policy_would_be_seen(host: Host) -> None:
    ready(host.world)
    await host.open()
    async with host.page.expect_console_message(lambda line: line.text.startswith("policy: ")):
        await host.frame.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), "
            "{textContent: 'window.ran = 1'}))"
        )
    assert not await host.frame.evaluate("'ran' in window")
    assert any("script-src" in line for line in host.troubles.seen)
    host.troubles.seen.clear()
