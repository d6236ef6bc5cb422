"""Setup changes workflows by exactly its rules, under the version lock, and takes them back."""

import copy
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.errors import VendorConflict, VendorMisread
from connectors.jira.setup_steps import GuardedTransition, StepAction
from connectors.sandbox.faults import Fault
from connectors.sandbox.jira.config import ENGINEER
from connectors.sandbox.jira.seed_workflows import SERVICE, SOFTWARE
from tests.connectors.jira.large_workflow import APPROVED, plant_large
from tests.connectors.jira.setup_site import CONFIG, MESSAGE, Site, actions, to_do

WORKFLOW = "workflow Software workflow"
UPDATE = "/workflows/update"


def without_ours(transitions: list[Any], field_id: str) -> list[Any]:
    """The transitions without validators on the gate field."""
    bare = copy.deepcopy(transitions)
    for one in bare:
        one["validators"] = [
            rule for rule in one["validators"] if field_id not in str(rule["parameters"])
        ]
    return bare


async def test_forty_statuses_with_everything_in_them_come_back_unchanged_but_for_our_rules(
    site: Site,
) -> None:
    plant_large(site.app.state.jira)
    before = site.workflow()
    steps = to_do(await site.apply())
    step = steps["workflow Old workflow"]
    assert step.action is StepAction.CHANGE
    assert "nothing else in it changed" in step.summary
    after, field_id = site.workflow(), site.field_id("Airlock gate")
    transitions = without_ours(after[3], field_id)
    assert (*after[:3], transitions, *after[4:]) == before
    guarded = [
        one["name"]
        for one in after[3]
        if field_id in str([r["parameters"] for r in one["validators"]])
    ]
    assert guarded == ["To stage 12", "Escalate from anywhere"]


async def test_forty_statuses_are_left_alone_by_a_second_run_and_are_as_before_after_the_undo(
    site: Site,
) -> None:
    plant_large(site.app.state.jira)
    before = site.workflow()
    await site.apply()
    version = site.stored().version_number
    site.app.state.requests.clear()
    assert actions(await site.apply()) == {StepAction.KEEP}
    assert (site.writes(), site.stored().version_number) == ([], version)
    steps = await site.undo()
    assert [(one.subject, one.action.value) for one in steps] == [
        ("workflow Old workflow", "remove")
    ]
    assert site.workflow() == before
    assert await site.undo() == []


async def test_the_diff_names_every_rule_under_its_transition(site: Site) -> None:
    step = to_do(await site.plan())[WORKFLOW]
    required = f"ignoreContext false, errorMessage {MESSAGE}"
    matches = f"regexp {CONFIG.pattern}"
    assert step.diff == (
        "  transition Escalate (21): To Do, Triage → Escalated",
        f"+ validator fieldRequired: fieldsRequired the new field, {required}",
        f"+ validator fieldMatchesRegularExpression: fieldKey the new field, {matches}",
    )


async def test_a_plan_is_tried_out_with_jira_and_writes_nothing(site: Site) -> None:
    await site.apply()
    site.transition("Escalate")["validators"].clear()
    before, _ = site.workflow(), site.app.state.requests.clear()
    step = to_do(await site.plan())[WORKFLOW]
    assert "dry run" in step.summary
    assert (site.writes(), site.workflow()) == ([], before)


@pytest.mark.parametrize("route", ["/workflows", "/workflows/update/validation"])
async def test_somebody_elses_change_meanwhile_is_noticed_and_nothing_is_overwritten(
    site: Site, route: str
) -> None:
    def rename() -> None:
        stored = site.stored()
        site.transition("Triage")["name"] = "Sort"
        stored.version_id, stored.version_number = "other", stored.version_number + 1

    with site.meanwhile(route, rename), pytest.raises(VendorConflict) as caught:
        await site.apply()
    assert "Software workflow was changed by somebody else" in str(caught.value)
    assert "Run this again" in str(caught.value)
    assert site.transition("Sort")
    assert site.transition("Escalate")["validators"] == []
    await site.apply()
    assert len(site.transition("Escalate")["validators"]) == 2
    assert site.transition("Sort")


async def test_a_change_that_jira_calls_a_bad_request_is_told_as_a_conflict(site: Site) -> None:
    def change() -> None:
        stored = site.stored()
        stored.version_number += 1
        site.app.state.faults.add(
            Fault(method="POST", path="/workflows/update$", kind="status", status=400)
        )

    with site.meanwhile("/workflows/update/validation", change), pytest.raises(VendorConflict):
        await site.apply()
    assert site.transition("Escalate")["validators"] == []


async def test_a_workflow_that_comes_back_otherwise_than_sent_is_told_with_the_place(
    site: Site,
) -> None:
    plant_large(site.app.state.jira)

    def lose() -> None:
        del site.stored().statuses[APPROVED]["approvalConfiguration"]

    with site.meanwhile(UPDATE, lose), pytest.raises(VendorMisread) as caught:
        await site.apply()
    assert f"status {20_000 + APPROVED}: approvalConfiguration" in str(caught.value)
    assert "version 17 of its history" in str(caught.value)


async def test_approvals_that_come_back_empty_are_left_to_a_person(site: Site) -> None:
    plant_large(site.app.state.jira)
    site.stored().statuses[APPROVED]["approvalConfiguration"] = {}
    before = site.workflow()
    step = to_do(await site.apply())["workflow Old workflow"]
    assert step.action is StepAction.BY_HAND
    assert "approvals" in step.summary
    assert any(line.startswith("+ validator fieldRequired") for line in step.diff)
    assert site.workflow() == before


async def test_a_workflow_that_other_projects_share_is_changed_only_when_that_is_said(
    site: Site,
) -> None:
    state = site.app.state.jira
    state.projects["10001"].workflow_id = SOFTWARE
    for issue in state.issues.values():
        issue.status_id = "10000" if issue.project_id == "10001" else issue.status_id
    before = site.workflow()
    step = to_do(await site.apply())[WORKFLOW]
    assert step.action is StepAction.BY_HAND
    assert "10001" in step.summary
    assert site.workflow() == before
    shared = to_do(await site.apply(replace(CONFIG, shared=True)))[WORKFLOW]
    assert shared.action is StepAction.CHANGE
    guarded = (*CONFIG.guarded, GuardedTransition("HELP", "Escalated", MESSAGE))
    assert WORKFLOW not in to_do(await site.plan(replace(CONFIG, guarded=guarded)))


async def test_rules_leave_a_transition_that_the_policy_no_longer_guards(site: Site) -> None:
    await site.apply()
    moved = replace(CONFIG, guarded=(GuardedTransition("ENG", "Done", MESSAGE),))
    lines = "\n".join(to_do(await site.plan(moved))[WORKFLOW].diff)
    assert "transition Escalate (21)" in lines
    assert "- validator fieldRequired" in lines
    await site.apply(moved)
    assert site.transition("Escalate")["validators"] == []
    assert len(site.transition("Done")["validators"]) == 2


async def test_rules_leave_a_workflow_whose_project_the_policy_no_longer_guards(
    site: Site,
) -> None:
    await site.apply()
    moved = replace(CONFIG, guarded=(GuardedTransition("HELP", "Resolved", MESSAGE),))
    steps = to_do(await site.apply(moved))
    assert steps[WORKFLOW].action is StepAction.REMOVE
    assert site.transition("Escalate")["validators"] == []
    assert len(site.transition("Resolve", SERVICE)["validators"]) == 2


async def test_the_policys_starts_and_exceptions_reach_the_workflow(site: Site) -> None:
    narrow = GuardedTransition("ENG", "In Progress", MESSAGE, ("To Do",))
    config = replace(CONFIG, guarded=(narrow,))
    await site.apply(config)
    assert len(site.transition("Start planned work")["validators"]) == 2
    assert site.transition("Start work")["validators"] == []
    await site.undo(config)
    exempt = replace(
        CONFIG,
        guarded=(GuardedTransition("ENG", "Escalated", MESSAGE),),
        exempt_statuses=("Triage",),
    )
    step = to_do(await site.apply(exempt))[WORKFLOW]
    assert any("blocks from Triage too" in line for line in step.diff)


async def test_the_undo_leaves_foreign_rules_on_the_same_transition(site: Site) -> None:
    foreign = {
        "id": "f-1",
        "ruleKey": "system:validate-field-value",
        "parameters": {"ruleType": "fieldRequired", "fieldsRequired": "assignee",
                       "ignoreContext": "false", "errorMessage": "Who?"},
    }  # fmt: skip
    site.transition("Escalate")["validators"].append(foreign)
    await site.apply()
    assert len(site.transition("Escalate")["validators"]) == 3
    planned = await site.undo(write=False)
    assert len(site.transition("Escalate")["validators"]) == 3
    assert [one.action for one in planned] == [StepAction.REMOVE]
    await site.undo()
    assert site.transition("Escalate")["validators"] == [foreign]


async def test_undoing_everything_takes_webhook_and_fields_after_the_rules(site: Site) -> None:
    seed = site.workflow()
    await site.apply()
    steps = await site.undo(everything=True)
    assert [one.subject for one in steps] == [
        WORKFLOW, "webhook", "field Airlock gate", "field Airlock reasons",
    ]  # fmt: skip
    state = site.app.state.jira
    assert site.workflow() == seed
    assert state.admin_hooks == {}
    assert not {"Airlock gate", "Airlock reasons"} & {one.name for one in state.fields.values()}
    assert actions(await site.undo(everything=True)) == {StepAction.KEEP}


async def test_before_a_data_center_the_undo_says_what_is_left_to_a_person(center: Site) -> None:
    await center.apply()
    steps = await center.undo(everything=True)
    assert [(one.subject, one.action.value) for one in steps] == [
        ("workflows", "by hand"),
        ("webhook", "remove"),
        ("field Airlock gate", "by hand"),
        ("field Airlock reasons", "by hand"),
    ]
    assert center.app.state.jira.admin_hooks == {}


async def test_the_transition_stays_shut_through_rest_bulk_and_a_page_until_a_token_stands(
    site: Site,
) -> None:
    await site.apply()
    async with httpx.AsyncClient(
        base_url=site.base, auth=(ENGINEER.email, ENGINEER.token)
    ) as engineer:
        take = {"transition": {"id": "21"}}
        refused = await engineer.post("/rest/api/3/issue/ENG-1/transitions", json=take)
        assert (refused.status_code, MESSAGE in refused.text) == (400, True)
        inputs = [{"selectedIssueIdsOrKeys": ["ENG-1"], "transitionId": "21"}]
        task = await engineer.post(
            "/rest/api/3/bulk/issues/transition", json={"bulkTransitionInputs": inputs}
        )
        progress = await engineer.get(f"/rest/api/3/bulk/queue/{task.json()['taskId']}")
        assert MESSAGE in str(progress.json()["failedAccessibleIssues"])
        page = await engineer.post("/browse/ENG-1/transition/21")
        assert "refused=" in page.headers["Location"]
        fields = {"fields": {site.field_id("Airlock gate"): "ok:" + "0f" * 32}}
        await engineer.put("/rest/api/3/issue/ENG-1", json=fields)
        passed = await engineer.post("/rest/api/3/issue/ENG-1/transitions", json=take)
        assert passed.status_code == 204
