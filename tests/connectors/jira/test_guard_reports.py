"""What is told of each guarded transition: whether Jira holds it, and why not."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from connectors.jira.setup_steps import GuardedTransition, GuardReport, StepAction
from connectors.sandbox.jira.records import FieldContext
from connectors.sandbox.jira.seed_workflows import TEAM
from tests.connectors.jira.setup_site import CONFIG, MESSAGE, Site, to_do

DEFAULT, SERVICE = 1, 2


async def only(site: Site) -> GuardReport:
    (report,) = await site.reports()
    return report


def rule(site: Site, number: int) -> Any:
    return site.transition("Escalate")["validators"][number]["parameters"]


async def test_guards_are_told_as_they_are_in_jira(site: Site) -> None:
    team = GuardedTransition("TEAM", "Finished", MESSAGE)
    nowhere = GuardedTransition("ENG", "Nowhere", MESSAGE)
    config = replace(CONFIG, guarded=(*CONFIG.guarded, nowhere, team))
    assert await site.states(config) == [
        ("Escalate", "unguarded"), ("", "unguarded"), ("", "advisory"),
    ]  # fmt: skip
    await site.apply()
    assert await site.states(config) == [
        ("Escalate", "enforced"), ("", "unguarded"), ("", "advisory"),
    ]  # fmt: skip
    assert [one.fine for one in await site.reports(config)] == [True, False, False]


async def test_an_enforced_transition_says_what_its_rules_cannot_do(site: Site) -> None:
    await site.apply()
    assert "can type a value" in (await only(site)).why


async def test_a_team_managed_project_says_whether_a_passage_is_taken_back(site: Site) -> None:
    config = replace(CONFIG, guarded=(GuardedTransition("TEAM", "Finished", MESSAGE),))
    (plain,) = await site.reports(config)
    (opted,) = await site.reports(replace(config, revert=("TEAM",)))
    assert "team-managed" in plain.why
    assert "reported afterwards" in plain.why
    assert "takes a passage back" in opted.why


async def test_a_team_managed_project_says_where_the_forge_apps_validator_stands(
    site: Site,
) -> None:
    config = replace(CONFIG, guarded=(GuardedTransition("TEAM", "Finished", MESSAGE),))
    key = "ari:cloud:ecosystem::extension/a/b/static/packet-complete"
    parameters = {"key": key, "config": "{}", "id": "1", "disabled": "false", "tag": ""}
    rule = {"ruleKey": "forge:expression-validator", "parameters": parameters}
    for disabled, told in (("false", "on 1 of 1"), ("true", "on 0 of 1")):
        parameters["disabled"] = disabled
        site.transition("Finished", TEAM)["validators"] = [rule]
        (report,) = await site.reports(config)
        assert (report.state.value, told in report.why) == ("advisory", True)


async def test_a_data_centers_guards_are_advisory_with_the_reason(center: Site) -> None:
    (report,) = await center.reports()
    assert report.state.value == "advisory"
    assert "Data Center" in report.why


@pytest.mark.parametrize(
    ("number", "change", "state", "why"),
    [
        (0, {"ignoreContext": "true"}, "unguarded", "ignoreContext is not false"),
        (0, {"disabled": "true"}, "unguarded", "disabled"),
        (1, {"regexp": "^ok:.*"}, "advisory", "weaker"),
        (1, {"regexp": "^never$"}, "enforced", "refuses our own value"),
    ],
)
async def test_a_rule_that_somebody_changed_is_told_and_mended(
    site: Site, number: int, change: dict[str, str], state: str, why: str
) -> None:
    await site.apply()
    rule(site, number).update(change)
    report = await only(site)
    assert (report.state.value, report.fine) == (state, False)
    assert why in report.why
    if "disabled" not in change:
        await site.apply()
        assert (await only(site)).fine


async def test_a_transition_that_was_added_since_is_told(site: Site) -> None:
    await site.apply()
    added = {**site.transition("Escalate"), "id": "71", "name": "Rush", "validators": []}
    site.stored().transitions.append(added)
    told = {one.transition: one for one in await site.reports()}
    assert told["Escalate"].fine
    assert told["Rush"].state.value == "unguarded"
    assert "added or changed since" in told["Rush"].why
    await site.apply()
    assert all(one.fine for one in await site.reports())


async def test_issues_that_are_created_in_the_status_are_told(site: Site) -> None:
    site.transition("Create")["toStatusReference"] = "10002"
    await site.apply()
    told = {one.transition: one for one in await site.reports()}
    assert told["Create"].state.value == "unguarded"
    assert "created in this status" in told["Create"].why
    assert site.transition("Create")["validators"] == []


def give_screen(site: Site, screen: int) -> None:
    site.transition("Escalate")["transitionScreen"] = {
        "ruleKey": "system:transition-screen", "parameters": {"screenId": str(screen)},
    }  # fmt: skip


def screen_fields(site: Site, screen: int) -> list[str]:
    fields: list[str] = site.app.state.jira.screens[screen].field_ids
    return fields


async def test_the_gate_field_on_the_transitions_own_screen_is_told_and_taken_off(
    site: Site,
) -> None:
    await site.apply()
    gate = site.field_id("Airlock gate")
    give_screen(site, SERVICE)
    site.app.state.jira.screens[SERVICE].tabs[0].field_ids.append(gate)
    report = await only(site)
    assert report.state.value == "advisory"
    assert "Service Screen" in report.why
    step = to_do(await site.apply())["transition Escalate (21): To Do, Triage → Escalated"]
    assert (step.action, step.diff) == (StepAction.CHANGE, ("- Airlock gate",))
    assert gate not in screen_fields(site, SERVICE)
    assert (await only(site)).fine


async def test_an_edit_screen_that_is_the_transitions_too_is_a_persons_to_part(site: Site) -> None:
    give_screen(site, DEFAULT)
    for steps in (await site.apply(), await site.plan()):
        step = to_do(steps)["transition Escalate (21): To Do, Triage → Escalated"]
        assert step.action is StepAction.BY_HAND
        assert "another screen" in step.summary
    assert (await only(site)).state.value == "advisory"


async def test_a_reminder_that_asks_for_the_gate_field_is_told(site: Site) -> None:
    await site.apply()
    site.transition("Escalate")["transitionScreen"] = {
        "ruleKey": "system:remind-people-to-update-fields",
        "parameters": {"remindingFieldIds": f"assignee,{site.field_id('Airlock gate')}"},
    }
    assert (await only(site)).state.value == "advisory"
    steps = to_do(await site.plan())
    assert any("reminder" in one.summary for one in steps.values())


async def test_a_post_function_that_writes_the_gate_field_is_told(site: Site) -> None:
    await site.apply()
    site.transition("Triage")["actions"] = [
        {"ruleKey": "system:copy-value-from-other-field",
         "parameters": {"targetFieldKey": site.field_id("Airlock gate")}},
    ]  # fmt: skip
    report = await only(site)
    assert report.state.value == "advisory"
    assert "transition Triage writes the gate field" in report.why


async def test_a_context_that_leaves_the_project_out_is_told_and_mended(site: Site) -> None:
    await site.apply()
    (gate,) = [one for one in site.app.state.jira.fields.values() if one.name == "Airlock gate"]
    gate.contexts = [FieldContext("9", "Help alone", "", {"10001"})]
    report = await only(site)
    assert (report.state.value, report.works) == ("enforced", False)
    assert "no context for project ENG" in report.why
    await site.apply()
    assert gate.contexts[0].project_ids == {"10000", "10001"}
    assert (await only(site)).fine
    gate.contexts = []
    await site.apply()
    assert gate.contexts[0].project_ids == {"10000"}
    gate.contexts[0].issue_type_ids = {"10001"}
    assert "leaves issue types out" in (await only(site)).why
    step = to_do(await site.plan())["context of Airlock gate for ENG"]
    assert step.action is StepAction.BY_HAND


async def test_an_edit_screen_without_the_field_is_told_and_mended(site: Site) -> None:
    await site.apply()
    tab = site.app.state.jira.screens[DEFAULT].tabs[0]
    tab.field_ids.remove(site.field_id("Airlock gate"))
    report = await only(site)
    assert (report.state.value, report.works) == ("enforced", False)
    assert "Default Screen lacks the gate field" in report.why
    await site.apply()
    assert (await only(site)).fine


async def test_nothing_is_written_by_looking(site: Site) -> None:
    await site.apply()
    site.app.state.requests.clear()
    await asyncio.gather(site.reports(), site.plan())
    assert site.writes() == []
