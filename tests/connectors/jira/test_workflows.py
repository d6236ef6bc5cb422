"""The rules on guarded transitions, in workflows as Jira gives them."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import VendorMisread
from connectors.jira.setup_steps import GuardedTransition
from connectors.jira.workflow_rules import (
    Guard,
    flaws_of,
    guarded,
    is_weaker,
    rule_lines,
    unguarded,
    writers_of,
)
from connectors.jira.workflow_update import (
    hides_approvals,
    unexpected_changes,
    unsafe_to_send_back,
    update_request,
)
from connectors.jira.workflows import Move, guard_of, leads_to, moves_of, not_meant
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
    assert flaws_of(before, GUARD) == []


def test_a_wrong_rule_is_corrected_in_its_place_and_keeps_its_id() -> None:
    before = transition(*rules(ignoreContext="true"), OTHER)
    after = guarded(before, GUARD)
    assert after["validators"] == [*rules(), OTHER]


@pytest.mark.parametrize(
    ("validators", "opened", "weak"),
    [
        ([], True, True),
        ([OTHER, FOREIGN], True, True),
        (rules(ignoreContext="true"), True, False),
        (rules(disabled="true"), True, False),
        (rules()[:1], False, True),
        (rules()[1:], True, False),
        (["odd", None, {"ruleKey": KEY}], True, True),
        (rules(errorMessage="Other words"), False, False),
    ],
)
def test_what_fails_open_and_what_lets_typed_text_pass_is_told(
    validators: list[Any], opened: bool, weak: bool
) -> None:
    flaws = flaws_of(transition(*validators), GUARD)
    assert [flaw.open for flaw in flaws] == [True] * opened + [False] * weak


@pytest.mark.parametrize(
    ("regexp", "weak"),
    [
        (".*", True),
        ("ok:", True),
        ("^ok:[0-9a-f]{8,64}$", True),
        ("ok:[0-9a-f]{64}", True),
        ("(", True),
        ("^ok:[0-9a-f]{64}$", False),
        ("^ok:[a-f0-9]{64}$", False),
        ("^never$", False),
    ],
)
def test_an_expression_that_lets_more_through_than_ours_is_weaker(regexp: str, weak: bool) -> None:
    assert is_weaker(regexp) is weak


def test_an_expression_that_refuses_our_own_value_is_a_dead_end() -> None:
    required, matches = rules()
    matches["parameters"]["regexp"] = "^never$"
    assert [flaw.dead for flaw in flaws_of(transition(required, matches), GUARD)] == [True]


def test_taking_our_rules_off_leaves_exactly_the_others() -> None:
    before = transition(OTHER, *rules(), FOREIGN)
    assert unguarded(before, "customfield_1")["validators"] == [OTHER, FOREIGN]
    alone = transition(OTHER, FOREIGN)
    assert unguarded(alone, "customfield_1") is alone
    both = {"ruleType": "fieldRequired", "fieldsRequired": "customfield_1,assignee"}
    wider = transition({"ruleKey": KEY, "parameters": both})
    assert unguarded(wider, "customfield_1") is wider


@given(st.lists(st.sampled_from([OTHER, FOREIGN]), max_size=4))
def test_guarding_and_taking_the_rules_off_leaves_the_transition_as_it_was(
    foreign: list[dict[str, Any]],
) -> None:
    before = transition(*foreign)
    once = guarded(before, GUARD)
    assert guarded(once, GUARD) is once
    assert flaws_of(once, GUARD) == []
    assert unguarded(once, GUARD.field_id) == before


@given(
    st.permutations(rules()),
    st.lists(st.sampled_from([OTHER, FOREIGN]), max_size=3),
    st.integers(0, 3),
)
def test_rules_between_those_of_others_are_ours_wherever_they_stand(
    ours: list[dict[str, Any]], foreign: list[dict[str, Any]], place: int
) -> None:
    mixed = transition(*foreign[:place], *ours, *foreign[place:])
    assert guarded(mixed, GUARD) is mixed
    assert unguarded(mixed, GUARD.field_id)["validators"] == foreign


def test_rules_that_come_and_go_are_told_each_on_a_line() -> None:
    before, after = transition(*rules(ignoreContext="true")), transition(*rules())
    gone, come = rule_lines(before, after, "customfield_1")
    assert gone.startswith("- validator fieldRequired: ")
    assert "ignoreContext true" in gone
    assert come.startswith("+ validator fieldRequired: ")
    assert "ignoreContext false" in come
    assert rule_lines(after, after, "customfield_1") == []


def test_a_post_function_that_writes_the_gate_field_is_seen() -> None:
    update = {"ruleKey": "system:update-field", "parameters": {"field": "customfield_1"}}
    other = {"ruleKey": "system:update-field", "parameters": {"field": "customfield_2"}}
    assert writers_of(transition(actions=[other, update]), "customfield_1") == [
        "system:update-field"
    ]


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
        transition(links=[{"fromStatusReference": "1"}]),
        {"id": "1", "name": "Create", "toStatusReference": "2", "type": "INITIAL"},
        {"id": "31", "name": "Back", "toStatusReference": "1", "type": "GLOBAL", "triggers": [1]},
    ],
}  # fmt: skip
STATUSES = [
    {"id": "1", "name": "To Do", "statusCategory": "TODO", "statusReference": "1", "scope": {}},
    {"id": "2", "name": "Escalated", "statusCategory": "IN_PROGRESS", "statusReference": "2"},
    {"id": "9", "name": "Elsewhere", "statusCategory": "DONE", "statusReference": "9"},
]


def moves() -> dict[str, Move]:
    return {move.id: move for move in moves_of(WORKFLOW, STATUSES)}


def test_moves_are_told_by_the_names_of_their_statuses() -> None:
    told = {move.id: (move.starts, move.target) for move in moves().values()}
    assert told == {
        "21": (("To Do",), "Escalated"), "1": ((), "Escalated"), "31": (("Escalated",), "To Do"),
    }  # fmt: skip
    assert leads_to(moves()["21"], "ESCALATED")
    assert not leads_to(moves()["21"], "Elsewhere")


@pytest.mark.parametrize(
    ("starts", "exempt", "is_guarded"),
    [
        ((), (), True),
        (("to do",), (), True),
        (("Backlog",), (), False),
        ((), ("To Do",), False),
        ((), ("Backlog",), True),
    ],
)
def test_the_policys_starts_and_exceptions_decide_which_move_is_guarded(
    starts: tuple[str, ...], exempt: tuple[str, ...], is_guarded: bool
) -> None:
    wanted = GuardedTransition("ENG", "Escalated", "No.", starts)
    assert (guard_of(moves()["21"], [wanted], exempt) is not None) is is_guarded
    assert guard_of(moves()["1"], [wanted], exempt) is None


def test_a_move_with_a_guarded_and_a_free_start_is_guarded_and_says_what_it_spares_not() -> None:
    both = Move({"id": "5", "type": "DIRECTED"}, ("To Do", "Done"), "Escalated")
    wanted = GuardedTransition("ENG", "Escalated", "No.")
    assert guard_of(both, [wanted], ("Done",)) is wanted
    assert not_meant(both, wanted, ("Done",)) == ("Done",)


def sent_back() -> dict[str, Any]:
    """The workflow with our rules as Jira gives it after an update."""
    after = copy.deepcopy({**WORKFLOW, "version": {"id": "w", "versionNumber": 4}})
    after["transitions"][0] = guarded(after["transitions"][0], GUARD)
    for rule in after["transitions"][0]["validators"]:
        rule["id"] = "made-by-jira"
    return after


def test_all_else_is_sent_back_as_it_was_read() -> None:
    read = {**WORKFLOW, "loopedTransitionContainerLayout": None}
    new = guarded(WORKFLOW["transitions"][0], GUARD)
    body = update_request(read, STATUSES, [new, *WORKFLOW["transitions"][1:]])
    (sent,) = body["workflows"]
    assert sent["transitions"] == [new, *WORKFLOW["transitions"][1:]]
    assert sent["version"] == WORKFLOW["version"]
    assert sent["startPointLayout"] == WORKFLOW["startPointLayout"]
    assert sent["statuses"] == [
        {"statusReference": "1", "layout": {"x": 1, "y": 2}, "properties": {"a": "b"}},
        {"statusReference": "2", "properties": {}, "approvalConfiguration": {"active": "true"}},
    ]
    assert [one["name"] for one in body["statuses"]] == ["To Do", "Escalated"]
    assert "loopedTransitionContainerLayout" not in sent


def test_what_a_read_shows_as_null_is_not_sent() -> None:
    odd = {**transition(), "customIssueEventId": None, "conditions": {}, "transitionScreen": None}
    body = update_request(WORKFLOW, STATUSES, [odd])
    (sent,) = body["workflows"][0]["transitions"]
    assert set(sent) == set(transition())


def test_a_workflow_that_came_back_with_our_rules_alone_is_as_expected() -> None:
    wanted = [guarded(WORKFLOW["transitions"][0], GUARD), *WORKFLOW["transitions"][1:]]
    assert unexpected_changes(WORKFLOW, wanted, sent_back()) == []
    nulls = sent_back()
    nulls["transitions"][1] |= {"customIssueEventId": None, "validators": [], "properties": {}}
    assert unexpected_changes(WORKFLOW, wanted, nulls) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda one: one["statuses"][1].pop("approvalConfiguration"), "approvalConfiguration"),
        (lambda one: one["statuses"][0]["properties"].update(a="c"), "status 1: properties"),
        (lambda one: one["transitions"].pop(2), "transition Back (31): is gone"),
        (lambda one: one["transitions"].append({"id": "9", "name": "New"}), "New (9): was added"),
        (lambda one: one["transitions"][2].update(triggers=[]), "Back (31): triggers"),
        (lambda one: one["transitions"][0]["validators"].pop(), "Escalate (21): validators"),
        (lambda one: one["startPointLayout"].update(x=9), "the workflow: startPointLayout"),
        (lambda one: one["statuses"].pop(0), "status 1: is gone"),
    ],
)
def test_anything_else_that_changed_on_the_way_is_named(change: Any, place: str) -> None:
    wanted = [guarded(WORKFLOW["transitions"][0], GUARD), *WORKFLOW["transitions"][1:]]
    after = sent_back()
    change(after)
    (found,) = unexpected_changes(WORKFLOW, wanted, after)
    assert place in found


def test_the_vendors_own_example_makes_a_valid_update() -> None:
    read = json.loads(shared_path("jira-responses/post_workflows.200.json").read_text("utf-8"))
    (workflow,) = read["workflows"]
    found = {
        move.id
        for move in moves_of(workflow, read["statuses"])
        if leads_to(move, "In Progress") and not move.creates
    }
    assert found == {"21", "41"}
    wanted = [guarded(one, GUARD) if one["id"] in found else one for one in workflow["transitions"]]
    document = VendorDocument(shared_path("openapi/jira-cloud-platform-v3.json"))
    body = update_request(workflow, read["statuses"], wanted)
    assert document.check_request("POST", "/rest/api/3/workflows/update", body=body)


def test_a_workflow_that_cannot_be_sent_back_says_why() -> None:
    assert unsafe_to_send_back(WORKFLOW) is None
    assert "edited" in (unsafe_to_send_back({**WORKFLOW, "isEditable": False}) or "")
    assert "another change" in (unsafe_to_send_back({**WORKFLOW, "taskId": "7"}) or "")
    stripped = {**WORKFLOW, "statuses": [{"statusReference": "1", "approvalConfiguration": {}}]}
    assert "approvals" in (unsafe_to_send_back(stripped) or "")
    unknown = {**WORKFLOW, "statuses": [{"statusReference": "1", "colour": "red"}]}
    assert "colour" in (unsafe_to_send_back(unknown) or "")


def test_approvals_that_only_the_older_shape_shows_are_noticed() -> None:
    old = {"statuses": [{"statusReference": "2", "properties": {"approval.active": "true"}}]}
    assert not hides_approvals(WORKFLOW, old)
    hidden = {"statuses": [{"statusReference": "1", "properties": {"approval.active": "true"}}]}
    assert hides_approvals(WORKFLOW, hidden)


def test_a_workflow_in_another_shape_is_misread() -> None:
    with pytest.raises(VendorMisread):
        moves_of({"statuses": None}, [])
