"""The rules on guarded transitions, in workflows as Jira gives them."""

import copy
import json
from typing import Any

import pytest

from app.errors import VendorMisread
from connectors.jira.workflows import (
    Guard,
    guarded,
    missing_rules,
    transitions_into,
    unsafe_to_send_back,
    update_request,
)
from tests.sandbox.openapi import VendorDocument
from tests.shared_data import shared_path

GUARD = Guard("customfield_1", "^ok:[0-9a-f]{32,64}$", "The packet is incomplete.")
KEY = "system:validate-field-value"
OTHER = {"id": "r-1", "ruleKey": "system:check-permission-validator", "parameters": {"x": "y"}}
FOREIGN = {
    "id": "r-2",
    "ruleKey": KEY,
    "parameters": {"ruleType": "fieldRequired", "fieldsRequired": "assignee"},
}


def rules(**changes: str) -> list[dict[str, Any]]:
    required, matches = (dict(one) for one in GUARD.rules())
    return [
        {"id": "r-3", "ruleKey": KEY, "parameters": {**required, **changes}},
        {"id": "r-4", "ruleKey": KEY, "parameters": matches},
    ]


def transition(*validators: Any, **more: Any) -> dict[str, Any]:
    return {"id": "21", "name": "Escalate", "toStatusReference": "2", "type": "DIRECTED",
            "validators": list(validators), **more}  # fmt: skip


def test_the_rules_are_those_that_the_vendor_documents() -> None:
    required, matches = GUARD.rules()
    assert required == {
        "ruleType": "fieldRequired",
        "fieldsRequired": "customfield_1",
        "ignoreContext": "false",
        "errorMessage": "The packet is incomplete.",
    }
    assert matches == {
        "ruleType": "fieldMatchesRegularExpression",
        "fieldKey": "customfield_1",
        "regexp": "^ok:[0-9a-f]{32,64}$",
    }


def test_rules_are_added_behind_those_that_stand_there() -> None:
    before = transition(OTHER, FOREIGN, actions=[{"ruleKey": "x"}])
    kept = copy.deepcopy(before)
    after = guarded(before, GUARD)
    assert after["validators"][:2] == [OTHER, FOREIGN]
    assert [one["parameters"] for one in after["validators"][2:]] == list(GUARD.rules())
    assert {**after, "validators": None} == {**kept, "validators": None}
    assert before == kept


def test_a_guarded_transition_is_left_as_it_is() -> None:
    before = transition(OTHER, *rules())
    assert guarded(before, GUARD) is before
    assert missing_rules(before, GUARD) == []


def test_a_wrong_rule_is_corrected_in_its_place_and_keeps_its_id() -> None:
    before = transition(*rules(ignoreContext="true"), OTHER)
    after = guarded(before, GUARD)
    assert after["validators"] == [*rules(), OTHER]


@pytest.mark.parametrize(
    ("validators", "missing"),
    [
        ([], 2),
        ([OTHER, FOREIGN], 2),
        (rules(ignoreContext="true"), 1),
        (rules()[:1], 1),
        (rules()[1:], 1),
        (["odd", None, {"ruleKey": KEY}], 2),
        (rules(errorMessage="Other words"), 0),
    ],
)
def test_what_fails_open_is_told(validators: list[Any], missing: int) -> None:
    assert len(missing_rules(transition(*validators), GUARD)) == missing


WORKFLOW: dict[str, Any] = {
    "id": "w-1",
    "name": "Software",
    "isEditable": True,
    "scope": {"type": "GLOBAL"},
    "version": {"id": "v", "versionNumber": 3},
    "startPointLayout": {"x": 1.5, "y": -2.25},
    "statuses": [
        {"statusReference": "1", "layout": {"x": 1, "y": 2}, "properties": {"a": "b"},
         "deprecated": False},
        {"statusReference": "2", "properties": {}, "approvalConfiguration": {"active": "true"}},
    ],
    "transitions": [
        transition(),
        {"id": "1", "name": "Create", "toStatusReference": "2", "type": "INITIAL"},
        {"id": "31", "name": "Back", "toStatusReference": "1", "type": "GLOBAL", "triggers": [1]},
    ],
}  # fmt: skip
STATUSES = [
    {"id": "1", "name": "To Do", "statusCategory": "TODO", "statusReference": "1", "scope": {}},
    {"id": "2", "name": "Escalated", "statusCategory": "IN_PROGRESS", "statusReference": "2"},
    {"id": "9", "name": "Elsewhere", "statusCategory": "DONE", "statusReference": "9"},
]


def test_transitions_into_a_status_are_found_by_its_name_in_any_case() -> None:
    assert [one["id"] for one in transitions_into(WORKFLOW, STATUSES, "ESCALATED")] == ["21"]
    assert [one["id"] for one in transitions_into(WORKFLOW, STATUSES, "To Do")] == ["31"]
    assert transitions_into(WORKFLOW, STATUSES, "Elsewhere") == []


def test_all_else_is_sent_back_as_it_was_read() -> None:
    new = guarded(WORKFLOW["transitions"][0], GUARD)
    body = update_request(WORKFLOW, STATUSES, {"21": new})
    (sent,) = body["workflows"]
    assert sent["transitions"] == [new, *WORKFLOW["transitions"][1:]]
    assert sent["version"] == WORKFLOW["version"]
    assert sent["startPointLayout"] == WORKFLOW["startPointLayout"]
    assert sent["statuses"] == [
        {"statusReference": "1", "layout": {"x": 1, "y": 2}, "properties": {"a": "b"}},
        {"statusReference": "2", "properties": {}, "approvalConfiguration": {"active": "true"}},
    ]
    assert [one["name"] for one in body["statuses"]] == ["To Do", "Escalated"]


def test_the_vendors_own_example_makes_a_valid_update() -> None:
    read = json.loads(shared_path("jira-responses/post_workflows.200.json").read_text("utf-8"))
    (workflow,) = read["workflows"]
    found = transitions_into(workflow, read["statuses"], "In Progress")
    changed = {one["id"]: guarded(one, GUARD) for one in found}
    assert set(changed) == {"21", "41"}
    document = VendorDocument(shared_path("openapi/jira-cloud-platform-v3.json"))
    body = update_request(workflow, read["statuses"], changed)
    assert document.check_request("POST", "/rest/api/3/workflows/update", body=body)


def test_a_workflow_that_cannot_be_sent_back_says_why() -> None:
    assert unsafe_to_send_back(WORKFLOW) is None
    assert "edited" in (unsafe_to_send_back({**WORKFLOW, "isEditable": False}) or "")
    stripped = {**WORKFLOW, "statuses": [{"statusReference": "1", "approvalConfiguration": {}}]}
    assert "approvals" in (unsafe_to_send_back(stripped) or "")


def test_a_workflow_in_another_shape_is_misread() -> None:
    with pytest.raises(VendorMisread):
        transitions_into({"statuses": None}, [], "To Do")
