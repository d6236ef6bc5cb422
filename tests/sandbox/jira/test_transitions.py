"""Transitions and the native rules that hide and refuse them."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, ENGINEER, OBSERVER, Account, JiraSandboxConfig
from connectors.sandbox.jira.seed import GATE_FIELD, GATE_MESSAGE
from connectors.sandbox.jira.seed_workflows import GUARDED_TRANSITION, SOFTWARE
from tests.sandbox.jira.conftest import client_for, make_issue, paragraph

PATH = "/rest/api/3/issue/ENG-1/transitions"
OPEN = {GATE_FIELD: "ok:0123456789abcdef"}


@pytest.fixture
async def jira(gated: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_for(gated, BRIDGE) as client:
        yield client


def move(transition_id: str, **more: Any) -> dict[str, Any]:
    return {"transition": {"id": transition_id}, **more}


async def status_of(client: httpx.AsyncClient, key: str = "ENG-1") -> str:
    body = (await client.get(f"/rest/api/3/issue/{key}?fields=status")).json()
    name: str = body["fields"]["status"]["name"]
    return name


def put_rule(app: FastAPI, kind: str, rule: Any) -> None:
    """Put a rule on the guarded transition, past the API."""
    workflow = app.state.jira.workflows[SOFTWARE]
    workflow.transition(GUARDED_TRANSITION)[kind] = rule


def condition(key: str, **parameters: str) -> dict[str, Any]:
    rule = {"ruleKey": key, "parameters": parameters}
    return {"operation": "ALL", "conditions": [rule], "conditionGroups": []}


async def test_an_issue_offers_the_transitions_out_of_its_status(jira: httpx.AsyncClient) -> None:
    names = [one["name"] for one in (await jira.get(PATH)).json()["transitions"]]
    assert names == ["Triage", "Escalate", "Start planned work", "Won't do"]


async def test_the_empty_gate_refuses_with_the_configured_message(
    jira: httpx.AsyncClient,
) -> None:
    response = await jira.post(PATH, json=move(GUARDED_TRANSITION))
    assert response.status_code == 400
    assert GATE_MESSAGE in response.json()["errorMessages"]
    assert response.json()["errors"] == {}
    assert await status_of(jira) == "To Do"


async def test_a_value_of_the_wrong_form_is_refused_by_the_pattern(
    jira: httpx.AsyncClient,
) -> None:
    await jira.put("/rest/api/3/issue/ENG-1", json={"fields": {GATE_FIELD: "yes"}})
    response = await jira.post(PATH, json=move(GUARDED_TRANSITION))
    assert response.status_code == 400
    assert GATE_MESSAGE not in response.json()["errorMessages"]
    assert "pattern" in response.json()["errorMessages"][0]


async def test_the_gate_opens_and_the_history_tells_the_status(jira: httpx.AsyncClient) -> None:
    await jira.put("/rest/api/3/issue/ENG-1", json={"fields": OPEN})
    assert (await jira.post(PATH, json=move(GUARDED_TRANSITION))).status_code == 204
    assert await status_of(jira) == "Escalated"
    log = (await jira.get("/rest/api/3/issue/ENG-1/changelog")).json()["values"]
    item = log[-1]["items"][0]
    assert (item["field"], item["fromString"], item["toString"]) == ("status", "To Do", "Escalated")


async def test_a_cleared_gate_closes_again(jira: httpx.AsyncClient) -> None:
    await jira.put("/rest/api/3/issue/ENG-1", json={"fields": OPEN})
    await jira.put("/rest/api/3/issue/ENG-1", json={"fields": {GATE_FIELD: None}})
    assert (await jira.post(PATH, json=move(GUARDED_TRANSITION))).status_code == 400


async def test_a_transition_that_is_not_offered_is_not_valid(jira: httpx.AsyncClient) -> None:
    response = await jira.post(PATH, json=move("41"))
    assert response.status_code == 400
    assert response.json()["errorMessages"] == ["Transition id '41' is not valid for this issue."]


async def test_a_request_without_a_transition_is_refused(jira: httpx.AsyncClient) -> None:
    assert (await jira.post(PATH, json={})).status_code == 400


async def test_a_field_that_is_not_on_the_transitions_screen_is_refused(
    jira: httpx.AsyncClient,
) -> None:
    response = await jira.post(PATH, json=move("11", fields={"summary": "x"}))
    assert response.status_code == 400
    assert "summary" in response.json()["errors"]
    assert await status_of(jira) == "To Do"


async def test_the_screens_input_is_seen_by_the_validators(
    gated: FastAPI, jira: httpx.AsyncClient
) -> None:
    screen = (await jira.post("/rest/api/3/screens", json={"name": "Gate screen"})).json()["id"]
    tab = (await jira.get(f"/rest/api/3/screens/{screen}/tabs")).json()[0]["id"]
    path = f"/rest/api/3/screens/{screen}/tabs/{tab}/fields"
    await jira.post(path, json={"fieldId": GATE_FIELD})
    rule = {"ruleKey": "system:transition-screen", "parameters": {"screenId": str(screen)}}
    put_rule(gated, "transitionScreen", rule)
    offered = (await jira.get(f"{PATH}?expand=transitions.fields")).json()["transitions"]
    guarded = next(one for one in offered if one["id"] == GUARDED_TRANSITION)
    assert guarded["hasScreen"]
    assert list(guarded["fields"]) == [GATE_FIELD]
    body = move(GUARDED_TRANSITION, fields=OPEN)
    assert (await jira.post(PATH, json=body)).status_code == 204
    read = (await jira.get("/rest/api/3/issue/ENG-1")).json()["fields"]
    assert read[GATE_FIELD] == OPEN[GATE_FIELD]


async def test_a_refused_transition_keeps_none_of_its_input(
    gated: FastAPI, jira: httpx.AsyncClient
) -> None:
    rule = {"ruleKey": "system:transition-screen", "parameters": {"screenId": "1"}}
    put_rule(gated, "transitionScreen", rule)
    body = move(GUARDED_TRANSITION, fields={"summary": "Changed"})
    assert (await jira.post(PATH, json=body)).status_code == 400
    read = (await jira.get("/rest/api/3/issue/ENG-1")).json()["fields"]["summary"]
    assert read != "Changed"


async def test_a_comment_comes_along_with_a_transition(jira: httpx.AsyncClient) -> None:
    update = {"comment": [{"add": {"body": paragraph("Moved")}}]}
    assert (await jira.post(PATH, json=move("11", update=update))).status_code == 204
    comments = (await jira.get("/rest/api/3/issue/ENG-1/comment")).json()["comments"]
    assert comments[-1]["body"] == paragraph("Moved")


@pytest.mark.parametrize(("ignore_context", "status"), [("true", 204), ("false", 400)])
async def test_ignore_context_skips_a_required_field_that_the_project_does_not_have(
    gated: FastAPI, jira: httpx.AsyncClient, ignore_context: str, status: int
) -> None:
    gated.state.jira.fields[GATE_FIELD].contexts[0].project_ids = {"10002"}
    parameters = {
        "ruleType": "fieldRequired",
        "fieldsRequired": GATE_FIELD,
        "ignoreContext": ignore_context,
    }
    rule = {"ruleKey": "system:validate-field-value", "parameters": parameters}
    put_rule(gated, "validators", [rule])
    assert (await jira.post(PATH, json=move(GUARDED_TRANSITION))).status_code == status


@pytest.mark.parametrize(
    ("parameters", "value", "status"),
    [
        ({"ruleType": "fieldMatchesRegularExpression", "regexp": "ok"}, "xokx", 204),
        ({"ruleType": "fieldMatchesRegularExpression", "regexp": "ok"}, None, 400),
        ({"ruleType": "fieldChanged"}, "same", 400),
        ({"ruleType": "fieldHasSingleValue"}, "same", 204),
    ],
)
async def test_each_field_rule_that_runs_decides_as_described(
    gated: FastAPI,
    jira: httpx.AsyncClient,
    parameters: dict[str, str],
    value: str | None,
    status: int,
) -> None:
    await jira.put("/rest/api/3/issue/ENG-1", json={"fields": {GATE_FIELD: value}})
    rule = {
        "ruleKey": "system:validate-field-value",
        "parameters": {"fieldKey": GATE_FIELD, **parameters},
    }
    put_rule(gated, "validators", [rule])
    assert (await jira.post(PATH, json=move(GUARDED_TRANSITION))).status_code == status


async def test_a_full_match_can_be_asked_for() -> None:
    app = create_app(JiraSandboxConfig(seed_gate=True, regexp_full_match=True))
    parameters = {
        "ruleType": "fieldMatchesRegularExpression", "fieldKey": "summary", "regexp": "export",
    }  # fmt: skip
    put_rule(app, "validators", [{"ruleKey": "system:validate-field-value",
                                  "parameters": parameters}])  # fmt: skip
    async with client_for(app, BRIDGE) as client:
        assert (await client.post(PATH, json=move(GUARDED_TRANSITION))).status_code == 400


async def test_a_group_condition_hides_the_transition_from_others(gated: FastAPI) -> None:
    group = gated.state.jira.group("bridge").group_id
    put_rule(gated, "conditions", condition("system:restrict-issue-transition", groupIds=group))
    async with client_for(gated, ENGINEER) as other, client_for(gated, BRIDGE) as member:
        await member.put("/rest/api/3/issue/ENG-1", json={"fields": OPEN})
        shown = [one["id"] for one in (await other.get(PATH)).json()["transitions"]]
        assert GUARDED_TRANSITION not in shown
        every = await other.get(f"{PATH}?includeUnavailableTransitions=true")
        hidden = [one["id"] for one in every.json()["transitions"] if not one["isAvailable"]]
        assert hidden == [GUARDED_TRANSITION]
        assert (await other.post(PATH, json=move(GUARDED_TRANSITION))).status_code == 400
        assert (await member.post(PATH, json=move(GUARDED_TRANSITION))).status_code == 204


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        (condition("system:check-field-value", fieldId="summary", fieldValue='["No"]',
                   comparator="=", comparisonType="STRING"), False),
        (condition("system:check-field-value", fieldId="priority", fieldValue='["3"]',
                   comparator="=", comparisonType="OPTIONID"), True),
        (condition("system:check-field-value", fieldId="duedate", fieldValue='["2026-01-01"]',
                   comparator="<", comparisonType="DATE"), False),
        (condition("system:restrict-from-all-users", restrictMode="users"), True),
        (condition("system:restrict-from-all-users", restrictMode="usersAndAPI"), False),
        (condition("system:restrict-issue-transition", accountIds=BRIDGE.account_id), True),
        (condition("system:restrict-issue-transition", accountIds="allow-assignee"), False),
    ],
)  # fmt: skip
async def test_each_condition_shows_or_hides(
    gated: FastAPI, jira: httpx.AsyncClient, rule: dict[str, Any], offered: bool
) -> None:
    put_rule(gated, "conditions", rule)
    shown = [one["id"] for one in (await jira.get(PATH)).json()["transitions"]]
    assert (GUARDED_TRANSITION in shown) is offered


async def test_someone_without_a_role_is_offered_nothing(
    gated: FastAPI, as_user: Callable[[Account], httpx.AsyncClient]
) -> None:
    async with client_for(gated, OBSERVER) as observer:
        assert (await observer.get(PATH)).json()["transitions"] == []


async def test_bulk_moves_what_passes_and_tells_what_was_refused(
    jira: httpx.AsyncClient,
) -> None:
    open_key = await make_issue(jira, **OPEN)
    shut_key = await make_issue(jira)
    inputs = [{"selectedIssueIdsOrKeys": [open_key, shut_key], "transitionId": GUARDED_TRANSITION}]
    path = "/rest/api/3/bulk/issues/transition"
    task = await jira.post(path, json={"bulkTransitionInputs": inputs})
    assert task.status_code == 201
    progress = (await jira.get(f"/rest/api/3/bulk/queue/{task.json()['taskId']}")).json()
    assert progress["status"] == "COMPLETE"
    assert progress["totalIssueCount"] == 2
    (said,) = progress["failedAccessibleIssues"].values()
    assert GATE_MESSAGE in said
    assert await status_of(jira, open_key) == "Escalated"
    assert await status_of(jira, shut_key) == "To Do"


async def test_bulk_lists_the_common_transitions_by_workflow(jira: httpx.AsyncClient) -> None:
    path = "/rest/api/3/bulk/issues/transition?issueIdsOrKeys=ENG-1,ENG-2,HELP-1"
    groups = (await jira.get(path)).json()["availableTransitions"]
    assert [one["issues"] for one in groups] == [["ENG-1", "ENG-2"], ["HELP-1"]]
    assert groups[0]["transitions"][0]["transitionName"] == "Triage"


async def test_bulk_refuses_an_issue_that_is_absent(jira: httpx.AsyncClient) -> None:
    inputs = [{"selectedIssueIdsOrKeys": ["ENG-1", "ENG-999"], "transitionId": "11"}]
    response = await jira.post(
        "/rest/api/3/bulk/issues/transition", json={"bulkTransitionInputs": inputs}
    )
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"]
    assert await status_of(jira) == "To Do"
