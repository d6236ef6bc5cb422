"""What is wrong with a workflow update, in the vendor's list of errors."""

import re
from collections.abc import Iterator

from connectors.sandbox.jira.records import Json, Workflow
from connectors.sandbox.jira.rules import FIELD_RULES
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.jira.vocabulary import NEEDED, RULES

MOST_WORKFLOWS = 20


def update_errors(state: JiraState, payload: Json) -> list[Json]:
    """Return every error of an update payload; empty when it would be taken (the lock aside)."""
    workflows = payload.get("workflows") or []
    if not workflows or len(workflows) > MOST_WORKFLOWS:
        text = f"Send 1 to {MOST_WORKFLOWS} workflows in a request."
        return [_error("WORKFLOW", "WORKFLOW_COUNT", text)]
    known = {one.get("statusReference") for one in payload.get("statuses") or []}
    return [error for one in workflows for error in _workflow_errors(state, one, known)]


def _workflow_errors(state: JiraState, sent: Json, known: set[object]) -> Iterator[Json]:
    stored = state.workflows.get(str(sent.get("id")))
    if stored is None:
        yield _error(
            "WORKFLOW", "NON_EXISTENT_WORKFLOW", f"No workflow has the id {sent.get('id')}."
        )
        return
    absent = [key for key in ("statuses", "transitions", "version") if key not in sent]
    if absent:
        yield _error("WORKFLOW", "MISSING_PROPERTY", f"Missing: {', '.join(absent)}.")
        return
    yield from _status_errors(sent, known)
    yield from _transition_errors(state, stored, sent)


def _status_errors(sent: Json, known: set[object]) -> Iterator[Json]:
    used = {one.get("statusReference") for one in sent["statuses"]}
    for reference in sorted(str(one) for one in used - known):
        text = f"The status reference {reference} is not among the request's statuses."
        yield _error("STATUS", "UNKNOWN_STATUS_REFERENCE", text, statusReference=reference)
    for transition in sent["transitions"]:
        ends = [link.get("fromStatusReference") for link in transition.get("links") or []]
        ends.append(transition.get("toStatusReference"))
        if any(end is not None and end not in used for end in ends):
            text = "A transition starts or ends at a status that the workflow does not have."
            yield _error("TRANSITION", "INVALID_STATUS", text, transitionId=transition.get("id"))


def _transition_errors(state: JiraState, stored: Workflow, sent: Json) -> Iterator[Json]:
    transitions = sent["transitions"]
    ids = [str(one.get("id")) for one in transitions]
    if len(set(ids)) != len(ids):
        yield _error("TRANSITION", "DUPLICATE_TRANSITION_ID", "Two transitions have the same id.")
    if [one.get("type") for one in transitions].count("INITIAL") != 1:
        text = "A workflow has exactly one initial transition."
        yield _error("TRANSITION", "INITIAL_TRANSITION", text)
    standing = {one.get("id"): one for t in stored.transitions for _, one in rules_of(t)}
    for transition in transitions:
        for category, rule in rules_of(transition):
            if rule.get("id") and standing.get(rule["id"]) == rule:
                continue  # what stands there already, an app's rule for one, may stay
            for text in _rule_errors(state, stored, category, rule):
                yield _error("RULE", "INVALID_RULE", text, transitionId=transition.get("id"))


def rules_of(transition: Json) -> Iterator[tuple[str, Json]]:
    """Return each rule of a transition with the category of its place."""
    yield from (("Validator", one) for one in transition.get("validators") or [])
    yield from (("Function", one) for one in transition.get("actions") or [])
    if transition.get("transitionScreen"):
        yield "Screen", transition["transitionScreen"]
    yield from (("Condition", one) for one in _conditions(transition.get("conditions") or {}))


def _conditions(group: Json) -> Iterator[Json]:
    yield from group.get("conditions") or []
    for inner in group.get("conditionGroups") or []:
        yield from _conditions(inner)


def _rule_errors(state: JiraState, stored: Workflow, category: str, rule: Json) -> Iterator[str]:
    key, parameters = str(rule.get("ruleKey")), rule.get("parameters") or {}
    kind = RULES.get(key)
    if kind is None or kind.category != category:
        yield f"The rule key {key} is not a {category.lower()} that exists."
        return
    if stored.project_id is not None and category in ("Validator", "Condition"):
        yield f"The rule {key} cannot be used in a team-managed project."
    if not kind.runs:
        yield f"This sandbox does not run the rule {key}."
    if extra := sorted(set(parameters) - kind.parameters):
        yield f"The rule {key} has no parameter {', '.join(extra)}."
    if not all(isinstance(value, str) for value in parameters.values()):
        yield f"Every parameter of the rule {key} must be a string."
    elif key == "system:validate-field-value":
        yield from _field_rule_errors(parameters)
    elif key == "system:transition-screen" and not _is_screen(state, parameters):
        yield "The transition's screen does not exist."


def _field_rule_errors(parameters: dict[str, str]) -> Iterator[str]:
    rule_type = parameters.get("ruleType", "")
    if rule_type not in NEEDED:
        yield f"The rule type '{rule_type}' does not exist."
        return
    if rule_type not in FIELD_RULES:
        yield f"This sandbox does not run the rule type {rule_type}."
    for name in NEEDED[rule_type]:
        if not parameters.get(name):
            yield f"The rule type {rule_type} needs the parameter {name}."
    if not _compiles(parameters.get("regexp", "")):
        yield "The parameter regexp is no regular expression."


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _is_screen(state: JiraState, parameters: dict[str, str]) -> bool:
    wanted = parameters.get("screenId", "")
    return wanted.isdigit() and int(wanted) in state.screens


def _error(kind: str, code: str, message: str, **reference: object) -> Json:
    return {
        "code": code,
        "elementReference": {key: str(value) for key, value in reference.items()},
        "level": "ERROR",
        "message": message,
        "type": kind,
    }
