"""The gate, end to end: a packet in the sidebar, a field in Jira, and Jira's own refusal."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
import pytest_asyncio

from app.demo import script
from app.demo.actors import SidebarUser
from app.demo.story import plain_adf
from connectors.sandbox.jira.seed_workflows import GUARDED_TRANSITION
from tests.e2e.running import airlock, environment
from tests.e2e.support import Pair, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMPLETE = {"severity": script.SEVERITY, "pattern": "bug", "items": script.ITEMS}
GATE = "Airlock gate"
REASONS = "Airlock reasons"
TYPED = "ok:" + "0123456789abcdef" * 4


@pytest_asyncio.fixture(loop_scope="module")
async def agent(town: Town) -> SidebarUser:
    return await town.sidebar()


@pytest_asyncio.fixture(loop_scope="module")
async def pair(town: Town) -> Pair:
    """Linked, with no packet yet."""
    return await town.open_pair()


async def save(town: Town, agent: SidebarUser, pair: Pair, change: dict[str, Any]) -> Any:
    """Save in the sidebar and wait until Jira was told."""
    path = f"/api/tickets/{pair.ticket}"
    view = await agent.call("GET", f"{path}/gate")
    saved = await agent.call("PUT", f"{path}/packet", change, etag=view["etag"])
    await town.settle()
    return saved


def message(town: Town) -> str:
    return town.world.service.policies.current().gate.message


def gate_value(town: Town, pair: Pair) -> str | None:
    value = town.issue(pair.issue).values.get(town.jira_field_id(GATE))
    assert value is None or isinstance(value, str)
    return value


def status(town: Town, pair: Pair) -> str:
    name = town.world.jira_app.state.jira.statuses[town.issue(pair.issue).status_id].name
    assert isinstance(name, str)
    return name


# ---- the three ways into the guarded status ------------------------------------------------------


async def over_rest(town: Town, pair: Pair) -> str:
    """Take the transition over REST; what Jira said, empty when it let it pass."""
    _, said = await town.engineer.take_transition(pair.issue, "Escalated")
    return " ".join(said)


async def on_the_page(town: Town, pair: Pair) -> str:
    """Press the button of the issue's page."""
    page = f"{town.world.jira_url}/browse/{pair.issue}/transition/{GUARDED_TRANSITION}"
    answer = await town.http.post(page)
    assert answer.status_code == 303
    return unquote_plus(answer.headers["Location"].partition("?refused=")[2])


async def in_bulk(town: Town, pair: Pair) -> str:
    """Choose the issue in a list and move it."""
    inputs = [{"selectedIssueIdsOrKeys": [pair.issue], "transitionId": GUARDED_TRANSITION}]
    order = {"bulkTransitionInputs": inputs}
    task = await town.engineer.call("POST", "/bulk/issues/transition", order)
    progress = await town.engineer.call("GET", f"/bulk/queue/{task['taskId']}")
    return " ".join(said for one in progress["failedAccessibleIssues"].values() for said in one)


WAYS = pytest.mark.parametrize("take", [over_rest, on_the_page, in_bulk])


@WAYS
async def test_without_a_complete_packet_jira_refuses_in_the_policys_words(
    town: Town, agent: SidebarUser, pair: Pair, take: Any
) -> None:
    assert message(town) in await take(town, pair)
    half = {**COMPLETE, "items": {**script.ITEMS, "steps": ""}}
    saved = await save(town, agent, pair, half)
    assert saved["state"] == "incomplete"
    assert message(town) in await take(town, pair)
    assert status(town, pair) == "To Do"


@WAYS
async def test_with_a_complete_packet_the_transition_passes(
    town: Town, agent: SidebarUser, pair: Pair, take: Any
) -> None:
    saved = await save(town, agent, pair, COMPLETE)
    assert (saved["state"], saved["reasons"]) == ("ready", [])
    assert await take(town, pair) == ""
    assert status(town, pair) == "Escalated"


async def test_a_packet_that_breaks_closes_the_gate_again(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    await save(town, agent, pair, COMPLETE)
    assert (gate_value(town, pair) or "").startswith("ok:")
    saved = await save(town, agent, pair, {"items": {"tried": ""}})
    assert saved["state"] == "incomplete"
    assert gate_value(town, pair) is None
    assert message(town) in await over_rest(town, pair)


# ---- values that are not ours --------------------------------------------------------------------


async def type_value(town: Town, pair: Pair, value: str) -> None:
    """An engineer writes into the gate field and Jira tells of it."""
    fields = {"fields": {town.jira_field_id(GATE): value}}
    await town.engineer.call("PUT", f"/issue/{pair.issue}", fields)
    await town.settle()


async def test_a_value_typed_into_a_closed_gate_is_cleared(town: Town, pair: Pair) -> None:
    await type_value(town, pair, TYPED)
    assert gate_value(town, pair) is None
    assert message(town) in await over_rest(town, pair)


async def test_a_value_typed_over_an_open_gate_is_replaced_by_ours(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    await save(town, agent, pair, COMPLETE)
    ours = gate_value(town, pair)
    await type_value(town, pair, TYPED)
    assert gate_value(town, pair) == ours != TYPED


async def test_the_value_of_another_issue_is_cleared(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    await save(town, agent, pair, COMPLETE)
    other = await town.open_pair()
    await type_value(town, other, gate_value(town, pair) or "")
    assert gate_value(town, other) is None


async def create_alone(town: Town, **fields: str) -> Pair:
    """An engineer creates an issue that no ticket is linked to."""
    basics = {
        "project": {"key": "ENG"},
        "issuetype": {"name": "Bug"},
        "summary": "The export stops early",
    }
    made = await town.engineer.call("POST", "/issue", {"fields": {**basics, **fields}})
    await town.settle()
    return Pair(0, made["key"], made["id"])


@WAYS
async def test_a_value_typed_on_an_issue_without_a_ticket_opens_nothing(
    town: Town, take: Any
) -> None:
    alone = await create_alone(town)
    await type_value(town, alone, TYPED)
    assert gate_value(town, alone) is None
    assert message(town) in await take(town, alone)


async def test_an_issue_that_is_created_with_a_value_is_cleared(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    await save(town, agent, pair, COMPLETE)
    field = town.jira_field_id(GATE)
    clone = await create_alone(town, **{field: gate_value(town, pair) or ""})
    assert gate_value(town, clone) is None


async def test_a_value_typed_after_the_link_was_removed_is_cleared(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    await save(town, agent, pair, COMPLETE)
    await town.world.service.linking.remove(pair.link, by="operator")
    await town.settle()
    await type_value(town, pair, TYPED)
    assert gate_value(town, pair) is None
    assert message(town) in await over_rest(town, pair)


# ---- one set of reasons --------------------------------------------------------------------------


async def test_the_reasons_are_the_same_in_jira_the_sidebar_and_on_the_command_line(
    town: Town, agent: SidebarUser, pair: Pair, tmp_path: Path
) -> None:
    await save(town, agent, pair, {**COMPLETE, "items": {"tried": "Restarted it."}})
    shown = await agent.call("GET", f"/api/tickets/{pair.ticket}/gate")
    assert len(shown["reasons"]) > 3

    in_jira = plain_adf(town.issue(pair.issue).values[town.jira_field_id(REASONS)])
    assert [line for line in in_jira.splitlines() if line][1:] == shown["reasons"]

    env = environment(town.world)
    by_ticket, by_issue = await asyncio.gather(
        airlock("gate", str(pair.ticket), "--json", env=env, cwd=tmp_path),
        airlock("gate", pair.issue, "--json", env=env, cwd=tmp_path),
    )
    assert (by_ticket.code, by_issue.code) == (1, 1), by_ticket.err + by_issue.err
    assert by_ticket.json["reasons"] == by_issue.json["reasons"] == shown["reasons"]


async def test_the_command_line_tells_an_open_gate(
    town: Town, agent: SidebarUser, pair: Pair, tmp_path: Path
) -> None:
    await save(town, agent, pair, COMPLETE)
    ran = await airlock("gate", pair.issue, "--json", env=environment(town.world), cwd=tmp_path)
    assert (ran.code, ran.json["open"], ran.json["reasons"]) == (0, True, [])


async def test_two_tickets_open_the_gate_of_one_issue_with_one_packet(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    second = await town.link(await town.open_ticket("Us too."), pair.issue)
    await town.settle()
    assert message(town) in await over_rest(town, pair)
    await save(town, agent, second, COMPLETE)
    assert await over_rest(town, pair) == ""


async def test_a_validator_that_asks_is_told_what_the_gate_says(
    town: Town, agent: SidebarUser, pair: Pair
) -> None:
    token = town.world.service.settings.gate.transition_token
    assert token is not None
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
    question = {"issue_key": pair.issue, "from_status": "To Do", "to_status": "Escalated"}

    async def ask() -> Any:
        answer = await town.http.post("/gate/jira/transition", json=question, headers=headers)
        return answer.json()

    shown = await agent.call("GET", f"/api/tickets/{pair.ticket}/gate")
    refused = await ask()
    assert refused == {"result": False, "errorMessage": "\n".join(shown["reasons"])}
    await save(town, agent, pair, COMPLETE)
    assert (await ask())["result"] is True
