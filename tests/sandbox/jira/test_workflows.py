"""Workflows are read, checked, and replaced under their version lock."""

import copy
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, ENGINEER, Account, JiraSandboxConfig
from connectors.sandbox.jira.seed_workflows import GUARDED_TRANSITION, SOFTWARE, TEAM
from connectors.sandbox.jira.vocabulary import RULES
from tests.sandbox.jira.conftest import client_for
from tests.shared_data import shared_path

UPDATE = "/rest/api/3/workflows/update"
REQUIRED = {
    "ruleKey": "system:validate-field-value",
    "parameters": {
        "ruleType": "fieldRequired",
        "fieldsRequired": "assignee",
        "ignoreContext": "false",
        "errorMessage": "An owner is missing.",
    },
}
_SENT = ("id", "version", "statuses", "transitions", "startPointLayout", "description")


async def read(client: httpx.AsyncClient, workflow_id: str = SOFTWARE) -> dict[str, Any]:
    """Return an update payload that changes nothing."""
    body = (await client.post("/rest/api/3/workflows", json={"workflowIds": [workflow_id]})).json()
    (workflow,) = body["workflows"]
    sent = {key: workflow[key] for key in _SENT}
    for status in sent["statuses"]:
        status.pop("deprecated")
    for status in body["statuses"]:
        status.pop("scope")
    return {"statuses": body["statuses"], "workflows": [sent]}


def guarded(payload: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in payload["workflows"][0]["transitions"] if one["id"] == GUARDED_TRANSITION
    )
    return found


async def test_a_rule_that_is_added_is_obeyed_and_read_back(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    guarded(payload)["validators"] = [REQUIRED]
    assert (await jira.post(UPDATE, json=payload)).status_code == 200
    again = await read(jira)
    (rule,) = guarded(again)["validators"]
    assert rule["parameters"] == REQUIRED["parameters"]
    assert rule["id"]
    move = {"transition": {"id": GUARDED_TRANSITION}}
    refused = await jira.post("/rest/api/3/issue/ENG-1/transitions", json=move)
    assert refused.json()["errorMessages"] == ["An owner is missing."]


async def test_references_may_be_of_the_callers_choosing(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    names = {one["id"]: f"ref-{one['id']}" for one in payload["statuses"]}
    for status in payload["statuses"]:
        status["statusReference"] = names[status["id"]]
    for status in payload["workflows"][0]["statuses"]:
        status["statusReference"] = names[status["statusReference"]]
    for one in payload["workflows"][0]["transitions"]:
        one["toStatusReference"] = names[one["toStatusReference"]]
        for link in one["links"]:
            link["fromStatusReference"] = names[link["fromStatusReference"]]
    before = await read(jira)
    assert (await jira.post(UPDATE, json=payload)).status_code == 200
    after = await read(jira)
    assert after["workflows"][0]["transitions"] == before["workflows"][0]["transitions"]


async def test_a_version_that_is_no_longer_current_is_a_conflict(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    stale = copy.deepcopy(payload)
    assert (await jira.post(UPDATE, json=payload)).status_code == 200
    assert (await jira.post(UPDATE, json=stale)).status_code == 409


async def test_a_transition_that_is_not_sent_back_is_gone(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    workflow = payload["workflows"][0]
    workflow["transitions"] = [
        one for one in workflow["transitions"] if one["id"] != GUARDED_TRANSITION
    ]
    assert (await jira.post(UPDATE, json=payload)).status_code == 200
    offered = (await jira.get("/rest/api/3/issue/ENG-1/transitions")).json()["transitions"]
    assert GUARDED_TRANSITION not in [one["id"] for one in offered]


def _without_to_do(payload: dict[str, Any]) -> dict[str, Any]:
    workflow = payload["workflows"][0]
    workflow["statuses"] = [s for s in workflow["statuses"] if s["statusReference"] != "10000"]
    for one in workflow["transitions"]:
        one["links"] = [x for x in one["links"] if x["fromStatusReference"] != "10000"]
        if one["toStatusReference"] == "10000":
            one["toStatusReference"] = "10001"
    return payload


async def test_a_status_that_holds_issues_goes_only_with_a_mapping(
    jira: httpx.AsyncClient,
) -> None:
    payload = _without_to_do(await read(jira))
    refused = await jira.post(UPDATE, json=payload)
    assert refused.status_code == 400
    assert "mapping" in refused.json()["errorMessages"][0]
    payload["workflows"][0]["defaultStatusMappings"] = [
        {"oldStatusReference": "10000", "newStatusReference": "10001"}
    ]
    assert (await jira.post(UPDATE, json=payload)).status_code == 200
    fields = (await jira.get("/rest/api/3/issue/ENG-1?fields=status")).json()["fields"]
    assert fields["status"]["name"] == "Triage"


def _rule(key: str, **parameters: Any) -> dict[str, Any]:
    return {"ruleKey": key, "parameters": parameters}


@pytest.mark.parametrize(
    "rule",
    [
        _rule("system:unheard-of"),
        _rule("system:check-field-value", fieldId="summary"),
        _rule("system:validate-field-value", ruleType="fieldMatchesRegex", fieldKey="summary"),
        _rule("system:validate-field-value", ruleType="fieldRequired"),
        _rule("system:validate-field-value", ruleType="fieldRequired", fieldsRequired="summary",
              colour="red"),
        _rule("system:validate-field-value", ruleType="fieldRequired", fieldsRequired=["summary"]),
        _rule("system:validate-field-value", ruleType="fieldMatchesRegularExpression",
              fieldKey="summary", regexp="("),
        _rule("system:proforma-forms-attached"),
    ],
)  # fmt: skip
async def test_a_rule_that_means_nothing_is_refused_and_named_by_validation(
    jira: httpx.AsyncClient, rule: dict[str, Any]
) -> None:
    payload = await read(jira)
    guarded(payload)["validators"] = [rule]
    errors = (await jira.post(f"{UPDATE}/validation", json={"payload": payload})).json()["errors"]
    assert {one["elementReference"]["transitionId"] for one in errors} == {GUARDED_TRANSITION}
    response = await jira.post(UPDATE, json=payload)
    assert response.status_code == 400
    assert guarded(await read(jira))["validators"] == []


async def test_validation_of_a_good_payload_changes_nothing(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    guarded(payload)["validators"] = [REQUIRED]
    checked = await jira.post(f"{UPDATE}/validation", json={"payload": payload})
    assert checked.json() == {"errors": []}
    assert guarded(await read(jira))["validators"] == []


async def test_more_than_twenty_workflows_are_too_many(jira: httpx.AsyncClient) -> None:
    payload = await read(jira)
    payload["workflows"] = payload["workflows"] * 21
    assert (await jira.post(UPDATE, json=payload)).status_code == 400


async def test_a_team_managed_workflow_takes_no_validators(jira: httpx.AsyncClient) -> None:
    payload = await read(jira, TEAM)
    payload["workflows"][0]["transitions"][1]["validators"] = [REQUIRED]
    assert (await jira.post(UPDATE, json=payload)).status_code == 400
    path = "/rest/api/3/workflows/capabilities"
    team = (await jira.get(f"{path}?workflowId={TEAM}")).json()
    company = (await jira.get(f"{path}?workflowId={SOFTWARE}")).json()
    assert team["systemRules"] == []
    assert len(company["systemRules"]) == len(RULES)


async def test_only_an_administrator_reads_and_changes_workflows(
    as_user: Callable[[Account], httpx.AsyncClient], jira: httpx.AsyncClient
) -> None:
    payload = await read(jira)
    async with as_user(ENGINEER) as engineer:
        assert (await engineer.get("/rest/api/3/workflows/search")).status_code == 403
        assert (await engineer.post(UPDATE, json=payload)).status_code == 403


async def test_a_self_hosted_jira_has_no_workflow_rules_over_rest() -> None:
    app = create_app(JiraSandboxConfig(data_center=True))
    async with client_for(app, BRIDGE) as client:
        assert (await client.get("/rest/api/2/workflows/search")).status_code == 404


async def test_search_tells_scope_and_statuses(jira: httpx.AsyncClient, app: FastAPI) -> None:
    body = (await jira.get("/rest/api/3/workflows/search")).json()
    scopes = {one["name"]: one["scope"]["type"] for one in body["values"]}
    assert scopes == {
        "Software workflow": "GLOBAL",
        "Service workflow": "GLOBAL",
        "Team workflow": "PROJECT",
    }
    assert len(body["statuses"]) == len(app.state.jira.statuses)
    first = (await jira.get("/rest/api/3/workflows/search?maxResults=1")).json()
    assert (first["isLast"], len(first["values"])) == (False, 1)


def test_the_vocabulary_names_every_native_rule_of_the_vendor_and_no_other() -> None:
    text = shared_path("openapi/jira-workflow-rules-vocabulary.md").read_text()
    assert set(RULES) == set(re.findall(r'"(system:[a-z-]+)"', text)) - {
        "system:development-triggers"
    }
    for rule in RULES.values():
        assert all(f"`{name}`" in text or f'"{name}"' in text for name in rule.parameters)
