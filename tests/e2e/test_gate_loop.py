"""The stronger variant end to end: the looped transition alone sets the gate field."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from app.demo import script
from app.demo.actors import SidebarUser
from connectors.sandbox.jira.config import ENGINEER
from tests.e2e.conftest import a_town
from tests.e2e.support import POLICIES, Pair, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMPLETE = {"severity": script.SEVERITY, "pattern": "bug", "items": script.ITEMS}
HALF = {**COMPLETE, "items": {**script.ITEMS, "steps": ""}}
TYPED = "ok:" + "0123456789abcdef" * 4
LOOP = "\nloop_transition: {name: Airlock sets the gate, group: bridge}\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looped(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("looped")
    policies = folder / "policies"
    shutil.copytree(POLICIES, policies)
    gates = policies / "gates" / "escalation.yaml"
    gates.write_text(gates.read_text("utf-8") + LOOP, "utf-8")
    async with a_town(folder, policies) as town:
        yield town


async def save(town: Town, agent: SidebarUser, pair: Pair, change: dict[str, Any]) -> None:
    path = f"/api/tickets/{pair.ticket}"
    view = await agent.call("GET", f"{path}/gate")
    await agent.call("PUT", f"{path}/packet", change, etag=view["etag"])
    await town.settle()


def value(town: Town, pair: Pair) -> object:
    return town.issue(pair.issue).values.get(town.jira_field_id("Airlock gate"))


def note(town: Town, pair: Pair) -> Any:
    return town.issue(pair.issue).properties["airlock.gate"]


async def escalate(town: Town, pair: Pair) -> str:
    _, said = await town.engineer.take_transition(pair.issue, "Escalated")
    return " ".join(said)


async def test_the_gate_opens_and_shuts_through_the_loop_and_the_issue_stays_where_it_is(
    looped: Town,
) -> None:
    agent, pair = await looped.sidebar(), await looped.open_pair()
    before = looped.issue(pair.issue).status_id
    message = looped.world.service.policies.current().gate.message
    assert message in await escalate(looped, pair)
    await save(looped, agent, pair, COMPLETE)
    assert str(value(looped, pair)).startswith("ok:")
    assert note(looped, pair)["complete"] is True
    await save(looped, agent, pair, HALF)
    assert value(looped, pair) is None
    assert note(looped, pair)["complete"] is False
    assert message in await escalate(looped, pair)
    assert looped.issue(pair.issue).status_id == before
    await save(looped, agent, pair, COMPLETE)
    assert await escalate(looped, pair) == ""


async def test_the_property_gives_the_reasons_that_the_endpoint_gives(looped: Town) -> None:
    agent, pair = await looped.sidebar(), await looped.open_pair()
    await save(looped, agent, pair, HALF)
    view = await agent.call("GET", f"/api/tickets/{pair.ticket}/gate")
    lacking = [one for one in view["items"] if one["state"] in ("missing", "weak")]
    told = [f"{one['label']}: {one['reason']} {one['hint']}" for one in lacking]
    assert note(looped, pair)["reasons"] == told


async def test_an_engineer_can_type_a_value_nowhere(looped: Town) -> None:
    pair = await looped.open_pair()
    field = looped.jira_field_id("Airlock gate")
    url = f"{looped.world.jira_url}/rest/api/3/issue/{pair.issue}"
    typed = {"fields": {field: TYPED}}
    for method, path, body in (
        ("PUT", "", typed),
        ("POST", "/transitions", {"transition": {"id": "21"}, **typed}),
    ):
        auth = (ENGINEER.email, ENGINEER.token)
        answer = await looped.http.request(method, url + path, json=body, auth=auth)
        assert (answer.status_code, field in answer.json()["errors"]) == (400, True)
    assert value(looped, pair) is None
