"""Known issues beside a ticket, in a browser."""

import pytest
from playwright.async_api import expect

from tests.e2e.browser.host import Host, violations
from tests.e2e.browser.scenes import ready
from tests.web.test_known_issues import HINT

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_an_agent_puts_a_known_workaround_into_the_reply_and_still_the_update(
    host: Host,
) -> None:
    ready(host.world)
    host.world.gate.hints = (HINT,)
    app = await host.open()
    await expect(app.locator("#known")).to_contain_text("Label printing <hangs>, ENG-9")
    assert await violations(host.frame) == []
    await app.get_by_role("button", name="Insert the workaround as a draft").click()
    await expect(app.locator("#inserted-3")).to_have_text("Inserted as a draft; nothing was sent.")
    await expect(app.locator("#inserted-3")).to_be_focused()
    assert await host.heard("drafts") == [HINT.workaround]
    await app.get_by_text("Customer update", exact=True).click()
    parts = app.locator("#update textarea[name]")
    await expect(parts.first).to_be_visible()
    for part in await parts.all():
        await part.fill("We expect a fix on Friday.")
    await app.get_by_role("button", name="Insert as draft").click()
    await expect(app.locator("#inserted")).to_have_text("Inserted as a draft; nothing was sent.")
    assert len(await host.heard("drafts")) == 2
