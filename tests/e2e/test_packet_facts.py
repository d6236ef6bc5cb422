"""What the gate knows besides the packet, end to end: people of Zendesk, engineers of Jira."""

from typing import Any

import pytest
import pytest_asyncio

from app.demo import script
from app.demo.actors import SidebarUser
from tests.e2e.support import Pair, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

ENGINEER = {"name": "Eli Engineer", "email": "eli@engineering.example"}


@pytest_asyncio.fixture(loop_scope="module")
async def agent(town: Town) -> SidebarUser:
    return await town.sidebar()


@pytest_asyncio.fixture(loop_scope="module")
async def pair(town: Town) -> Pair:
    """Linked, with no packet yet."""
    return await town.open_pair()


async def save(agent: SidebarUser, pair: Pair, **items: str) -> Any:
    path = f"/api/tickets/{pair.ticket}"
    view = await agent.call("GET", f"{path}/gate")
    change = {"severity": "P2", "pattern": "bug", "items": {**script.ITEMS, **items}}
    return await agent.call("PUT", f"{path}/packet", change, etag=view["etag"])


def state_of(view: Any, key: str) -> tuple[str, str]:
    return next((one["state"], one["reason"]) for one in view["items"] if one["key"] == key)


async def test_an_owner_whose_account_is_suspended_keeps_the_gate_shut(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    sam = await town.user("sam@acme.example")
    town.world.zendesk_app.state.desk.users[sam]["suspended"] = True
    state, reason = state_of(await save(agent, pair, owner="Sam Okonkwo"), "owner")
    assert state == "weak"
    assert "account in Zendesk is not active" in reason


async def test_a_group_is_no_owner_and_an_agent_is(agent: SidebarUser, pair: Pair) -> None:
    state, reason = state_of(await save(agent, pair, owner="Escalations"), "owner")
    assert (state, "group in Zendesk" in reason) == ("weak", True)
    saved = await save(agent, pair, owner="dana@acme.example")
    assert (state_of(saved, "owner"), saved["state"]) == (("present", ""), "ready")


async def test_an_engineer_who_is_copied_is_warned_of_once_jira_has_shown_them(
    town: Town, agent: SidebarUser
) -> None:
    made = await town.helpdesk.call("POST", "/users", {"user": ENGINEER})
    pair = await town.open_pair(collaborator_ids=[made["user"]["id"]])
    before = await save(agent, pair)
    assert not [told for told in before["warnings"] if "engineer" in told]
    await town.engineer_writes(pair, "I am looking into it.")
    await town.settle()
    view = await agent.call("GET", f"/api/tickets/{pair.ticket}/gate")
    (warning,) = [told for told in view["warnings"] if "engineer" in told]
    assert "copied on the customer's thread" in warning
    assert view["state"] == "ready"
