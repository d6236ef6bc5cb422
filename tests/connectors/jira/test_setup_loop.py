"""The stronger variant: a looped transition for our group alone sets the gate field."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
import pytest

from app.effects import GateNote, GateToken, PolicyWord, UpdateIssue
from app.errors import WriteRefused
from connectors.jira.auth import ApiToken
from connectors.jira.client import JiraClient
from connectors.jira.gate_loop import GateLoop
from connectors.jira.setup_loop import LoopParts, loop_flaws
from connectors.jira.setup_steps import LoopWanted, StepAction
from connectors.sandbox.jira.config import BRIDGE, ENGINEER
from connectors.sandbox.jira.seed import GROUP_IDS
from tests.connectors.jira.setup_site import CONFIG, Site, actions, to_do

LOOP = LoopWanted("Airlock sets the gate", "bridge")
LOOPED = replace(CONFIG, loop=LOOP)
TOKEN = "ok:" + "0f" * 32


@dataclass
class Looped:
    """A site with the loop, our client and an engineer."""

    site: Site
    client: JiraClient
    engineer: httpx.AsyncClient

    @property
    def gate(self) -> str:
        return self.site.field_id("Airlock gate")

    async def escalate(self) -> int:
        body = {"transition": {"id": "21"}}
        answer = await self.engineer.post("/rest/api/3/issue/ENG-1/transitions", json=body)
        return answer.status_code

    async def issue_id(self) -> str:
        return (await self.client.fetch_issue("ENG-1")).id


def count_in(site: Site) -> None:
    """The account that runs the setup is the group's only one."""
    site.app.state.jira.groups[GROUP_IDS["bridge"]].members = {"712020:admin-account"}


@pytest.fixture
async def looped(site: Site) -> AsyncIterator[Looped]:
    await site.apply(LOOPED)
    async with (
        httpx.AsyncClient() as http,
        httpx.AsyncClient(base_url=site.base, auth=(ENGINEER.email, ENGINEER.token)) as engineer,
    ):
        credentials = ApiToken(BRIDGE.email, BRIDGE.token)
        loop = GateLoop("Airlock gate", LOOP.name)
        client = JiraClient(http, site.base, credentials, gate_loop=lambda: loop)
        yield Looped(site, client, engineer)


async def test_setup_makes_screen_and_transition_and_leaves_the_field_on_no_other_screen(
    site: Site,
) -> None:
    count_in(site)
    await site.apply()
    steps = to_do(await site.apply(LOOPED))
    assert steps["screen Airlock: Airlock sets the gate"].action is StepAction.CREATE
    assert steps["screen Default Screen"].diff == ("- Airlock gate",)
    gate, screens = site.field_id("Airlock gate"), site.app.state.jira.screens.values()
    assert [one.name for one in screens if gate in one.field_ids] == [
        "Airlock: Airlock sets the gate"
    ]
    made = site.transition(LOOP.name)
    assert (made["type"], made.get("toStatusReference")) == ("GLOBAL", None)
    assert made["conditions"]["conditions"][0]["parameters"] == {"groupIds": GROUP_IDS["bridge"]}
    site.app.state.requests.clear()
    assert actions(await site.apply(LOOPED)) == {StepAction.KEEP}
    assert site.writes() == []
    (report,) = await site.reports(LOOPED)
    assert (report.state.value, "alone" in report.why) == ("enforced", True)


async def test_our_client_opens_and_shuts_the_gate_through_the_loop(looped: Looped) -> None:
    number = await looped.issue_id()
    assert await looped.escalate() == 400
    note = GateNote("ready", complete=True)
    opened = UpdateIssue(number, {looped.gate: GateToken(TOKEN)}, "m-1", note)
    await looped.client.apply(opened)
    issue = await looped.client.fetch_issue(number, [looped.gate])
    assert (dict(issue.fields or {}), issue.status) == ({looped.gate: TOKEN}, "To Do")
    stored = looped.site.app.state.jira.issues[number]
    assert stored.properties["airlock.gate"]["complete"] is True
    await looped.client.apply(UpdateIssue(number, {looped.gate: None}, "m-2"))
    assert await looped.escalate() == 400
    await looped.client.apply(opened)
    assert await looped.escalate() == 204


async def test_other_fields_of_the_same_write_are_set_as_ever(looped: Looped) -> None:
    number = await looped.issue_id()
    changed = {looped.gate: GateToken(TOKEN), "priority": PolicyWord("High")}
    await looped.client.apply(UpdateIssue(number, changed, "m-1"))
    issue = await looped.client.fetch_issue(number, [looped.gate])
    assert (issue.priority, dict(issue.fields or {})) == ("High", {looped.gate: TOKEN})


async def test_nobody_else_can_set_the_gate_field_by_any_way(looped: Looped) -> None:
    typed = {"fields": {looped.gate: TOKEN}}
    edited = await looped.engineer.put("/rest/api/3/issue/ENG-1", json=typed)
    assert edited.status_code == 400
    assert looped.gate in edited.json()["errors"]
    with_it = {"transition": {"id": "21"}, **typed}
    escalated = await looped.engineer.post("/rest/api/3/issue/ENG-1/transitions", json=with_it)
    assert escalated.status_code == 400
    number = looped.site.transition(LOOP.name)["id"]
    taken = {"transition": {"id": number}, **typed}
    refused = await looped.engineer.post("/rest/api/3/issue/ENG-1/transitions", json=taken)
    assert refused.status_code == 400
    made = {
        "project": {"key": "ENG"},
        "issuetype": {"name": "Bug"},
        "summary": "x",
        **typed["fields"],
    }
    created = await looped.engineer.post("/rest/api/3/issue", json={"fields": made})
    assert created.status_code == 400
    assert await looped.escalate() == 400


async def test_a_loop_that_is_gone_is_told_and_nothing_else_is_taken_for_it(
    looped: Looped,
) -> None:
    number, stored = await looped.issue_id(), looped.site.stored()
    stored.transitions = [one for one in stored.transitions if one["name"] != LOOP.name]
    looped.site.transition("Triage")["name"] = LOOP.name
    with pytest.raises(WriteRefused, match="airlock setup jira") as caught:
        await looped.client.apply(UpdateIssue(number, {looped.gate: GateToken(TOKEN)}, "m-1"))
    assert caught.value.fields == (looped.gate,)
    assert (await looped.client.fetch_issue(number)).status == "To Do"


async def test_without_the_group_nothing_is_taken_off_the_edit_screen(site: Site) -> None:
    config = replace(CONFIG, loop=LoopWanted("Airlock sets the gate", "nobody-knows-it"))
    steps = to_do(await site.apply(config))
    assert steps["group nobody-knows-it"].action is StepAction.BY_HAND
    assert site.field_id("Airlock gate") in site.app.state.jira.screens[1].field_ids
    (report,) = await site.reports(config)
    assert not report.fine
    assert "there is no group" in report.why


async def test_a_data_center_gets_its_loop_by_hand_and_the_field_on_no_screen(
    center: Site,
) -> None:
    step = to_do(await center.apply(LOOPED))[f"transition {LOOP.name}"]
    assert step.action is StepAction.BY_HAND
    assert "workflow editor" in step.summary
    gate, screens = center.field_id("Airlock gate"), center.app.state.jira.screens.values()
    assert not [one.name for one in screens if gate in one.field_ids]


async def test_an_empty_group_is_a_persons_to_fill_first(site: Site) -> None:
    site.app.state.jira.groups[GROUP_IDS["bridge"]].members.clear()
    steps = to_do(await site.apply(LOOPED))
    assert "is empty" in steps["group bridge"].summary
    assert site.field_id("Airlock gate") in site.app.state.jira.screens[1].field_ids


async def test_a_way_past_the_loop_is_told(site: Site) -> None:
    count_in(site)
    await site.apply(LOOPED)
    (fine,) = await site.reports(LOOPED)
    assert fine.fine
    gate = site.field_id("Airlock gate")
    site.app.state.jira.screens[1].tabs[0].field_ids.append(gate)
    site.transition(LOOP.name)["conditions"] = {}
    site.app.state.jira.groups[GROUP_IDS["bridge"]].members.add("712020:engineer-account")
    (report,) = await site.reports(LOOPED)
    assert report.state.value == "advisory"
    for told in ("Default Screen", "not restricted", "1 other accounts"):
        assert told in report.why
    await site.apply(LOOPED)
    (mended,) = await site.reports(LOOPED)
    assert "1 other accounts" in mended.why
    assert "not restricted" not in mended.why


async def test_the_undo_takes_the_loop_and_its_screen_away(site: Site) -> None:
    seed = site.workflow()
    count_in(site)
    await site.apply(LOOPED)
    steps = to_do(await site.undo(LOOPED))
    assert any(
        line.startswith(f"- transition {LOOP.name}")
        for line in steps["workflow Software workflow"].diff
    )
    after = site.workflow()
    assert (after[:4], after[4]) == (seed[:4], seed[4])
    names = [one.name for one in site.app.state.jira.screens.values()]
    assert "Airlock: Airlock sets the gate" not in names


async def test_a_policy_without_the_loop_brings_the_field_back_and_the_loop_away(
    site: Site,
) -> None:
    count_in(site)
    await site.apply(LOOPED)
    await site.apply(CONFIG)
    assert site.field_id("Airlock gate") in site.app.state.jira.screens[1].field_ids
    assert LOOP.name not in [one["name"] for one in site.stored().transitions]
    (report,) = await site.reports()
    assert report.fine


PARTS = LoopParts("Loop", "g-1", "77")
OURS = {"ruleKey": "system:restrict-issue-transition", "parameters": {"groupIds": "g-1"}}
WIDER = {"ruleKey": "system:restrict-issue-transition",
         "parameters": {"groupIds": "g-1", "roleIds": "2"}}  # fmt: skip


@pytest.mark.parametrize(
    ("operation", "conditions", "restricted"),
    [
        ("ALL", [OURS], True),
        ("ALL", [OURS, WIDER], True),
        ("ANY", [OURS, WIDER], False),
        ("ALL", [WIDER], False),
        ("ALL", [], False),
    ],
)
def test_a_condition_that_lets_others_by_is_no_restriction(
    operation: str, conditions: list[object], restricted: bool
) -> None:
    transition = {
        "name": "Loop",
        "conditions": {"operation": operation, "conditions": conditions, "conditionGroups": []},
        "transitionScreen": {"parameters": {"screenId": "77"}},
    }
    assert (loop_flaws(transition, PARTS) == []) is restricted
