"""Runs a transition's native rules: conditions hide it, validators refuse it (docs/vendors.md)."""

import json
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.expressions import ExpressionError, evaluate
from connectors.sandbox.jira.fields import has_context, is_empty, plain
from connectors.sandbox.jira.records import Issue, Json, User
from connectors.sandbox.jira.state import JiraState

Parameters = dict[str, str]
FORGE_VALIDATOR = "forge:expression-validator"
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Trial:
    """A transition that is tried: `values` are the issue's with the screen's input in them.

    `over_api` is false when a person presses the button.
    """

    state: JiraState
    issue: Issue
    user: User
    values: dict[str, Any]
    over_api: bool = True

    def text(self, field_id: str) -> str:
        """Return what a rule sees in a field; empty where it is empty or unknown."""
        target = self.state.fields.get(field_id)
        if field_id == "status":
            return self.state.statuses[self.issue.status_id].name
        return plain(self.state, target, self.values.get(field_id)) if target else ""


def refusals(trial: Trial, transition: Json) -> list[str]:
    """Return the message of every validator that refuses; empty when all agree.

    A rule that a test has planted and that this sandbox cannot run refuses, or hides.
    """
    messages = (_refusal(trial, rule) for rule in transition.get("validators", []))
    return [message for message in messages if message]


def is_hidden(trial: Trial, transition: Json) -> bool:
    """Say whether the transition's conditions hide it from this user."""
    return not _group_holds(trial, transition.get("conditions") or {})


def _group_holds(trial: Trial, group: Json) -> bool:
    results = [_holds(trial, rule) for rule in group.get("conditions", [])]
    results += [_group_holds(trial, inner) for inner in group.get("conditionGroups", [])]
    return not results or (any if group.get("operation") == "ANY" else all)(results)


def _refusal(trial: Trial, rule: Json) -> str | None:
    parameters: Parameters = rule.get("parameters") or {}
    if rule["ruleKey"] == "system:check-permission-validator":
        return _permission(trial, parameters)
    if rule["ruleKey"] == "system:previous-status-validator":
        return _previous_status(trial, parameters)
    if rule["ruleKey"] == FORGE_VALIDATOR:
        return _forge(trial, parameters)
    check = FIELD_RULES.get(parameters.get("ruleType", ""))
    if rule["ruleKey"] != "system:validate-field-value" or check is None:
        return f"This sandbox does not run the rule {rule['ruleKey']}."
    return check(trial, parameters)


def _forge(trial: Trial, parameters: Parameters) -> str | None:
    """Ask the expression of an installed app's validator; all but a true one refuses.

    `forge_validators` of the state holds expression and message by the rule's `key`.
    """
    expression, message = trial.state.forge_validators.get(parameters.get("key", ""), ("", ""))
    try:
        passes = evaluate(expression, trial.issue)
    except ExpressionError:
        passes = False
    return None if passes is True else message or "The app of this rule refuses or is not there."


def _required(trial: Trial, parameters: Parameters) -> str | None:
    missing = [name for name in parameters["fieldsRequired"].split(",") if _lacks(trial, name,
               skip_without_context=parameters.get("ignoreContext") == "true")]  # fmt: skip
    if not missing:
        return None
    names = ", ".join(_label(trial, name) for name in missing)
    return parameters.get("errorMessage") or f"{names} is required."


def _lacks(trial: Trial, field_id: str, *, skip_without_context: bool) -> bool:
    target = trial.state.fields.get(field_id)
    known = target is not None and has_context(target, trial.issue)
    if not known and skip_without_context:
        return False
    return is_empty(trial.values.get(field_id))


def _matches(trial: Trial, parameters: Parameters) -> str | None:
    text = trial.text(parameters["fieldKey"])
    full = trial.state.config.regexp_full_match
    found = (re.fullmatch if full else re.search)(parameters["regexp"], text)
    if found:
        return None
    return f"{_label(trial, parameters['fieldKey'])} does not match the required pattern."


def _changed(trial: Trial, parameters: Parameters) -> str | None:
    exempt = parameters.get("groupsExemptFromValidation", "").split(",")
    if any(access.in_group(trial.state, trial.user, group) for group in exempt if group):
        return None
    name = parameters["fieldKey"]
    if trial.values.get(name) != trial.issue.values.get(name):
        return None
    return parameters.get("errorMessage") or f"{_label(trial, name)} must be changed."


def _single(trial: Trial, parameters: Parameters) -> str | None:
    value = trial.values.get(parameters["fieldKey"])
    if isinstance(value, list) and len(value) > 1:
        return f"{_label(trial, parameters['fieldKey'])} must have a single value."
    return None


FIELD_RULES: dict[str, Callable[[Trial, Parameters], str | None]] = {
    "fieldRequired": _required,
    "fieldMatchesRegularExpression": _matches,
    "fieldChanged": _changed,
    "fieldHasSingleValue": _single,
}


def _permission(trial: Trial, parameters: Parameters) -> str | None:
    project = trial.state.project_of(trial.issue)
    if access.has_permission(trial.state, trial.user, parameters["permissionKey"], project):
        return None
    return f"You need the permission {parameters['permissionKey']} for this transition."


def _previous_status(trial: Trial, parameters: Parameters) -> str | None:
    items = [item for entry in trial.issue.history for item in entry.items]
    been = [item["from"] for item in items if item["fieldId"] == "status"]
    considered = been[-1:] if parameters.get("mostRecentStatusOnly") == "true" else been
    if set(considered) & set(parameters["previousStatusIds"].split(",")):
        return None
    return "The issue has not been in the required previous status."


def _holds(trial: Trial, rule: Json) -> bool:
    check = CONDITIONS.get(rule["ruleKey"])
    return check is not None and check(trial, rule.get("parameters") or {})


def _open_to_user(trial: Trial, parameters: Parameters) -> bool:
    state, user, issue = trial.state, trial.user, trial.issue
    project = state.project_of(issue)
    people = set(_listed(parameters, "accountIds"))
    roles = {str(role.role_id): role.name for role in state.roles.values()}
    return any(
        (
            user.account_id in people,
            "allow-assignee" in people and user.account_id == issue.values.get("assignee"),
            "allow-reporter" in people and user.account_id == issue.values.get("reporter"),
            any(access.in_group(state, user, one) for one in _listed(parameters, "groupIds")),
            any(
                access.in_role(project, user, roles.get(one))
                for one in _listed(parameters, "roleIds")
            ),
            any(
                access.has_permission(state, user, one, project)
                for one in _listed(parameters, "permissionKeys")
            ),
        )
    )


def _value_compares(trial: Trial, parameters: Parameters) -> bool:
    negated = parameters["comparator"] == "!="
    actual = _comparable(trial, parameters)
    if actual is None:
        return negated
    compare = _COMPARE[parameters["comparator"]]
    wanted = [str(one) for one in _json_list(parameters["fieldValue"])]
    results = [compare(actual, _typed(one, parameters["comparisonType"])) for one in wanted]
    return (all if negated else any)(results)


def _comparable(trial: Trial, parameters: Parameters) -> Any:
    field_id, kind = parameters["fieldId"], parameters["comparisonType"]
    stored = trial.values.get(field_id)
    if is_empty(stored):
        return None
    if kind == "OPTIONID":
        return str(stored[0] if isinstance(stored, list) else stored)
    return _typed(trial.text(field_id), kind)


def _typed(text: str, kind: str) -> Any:
    if kind == "NUMBER":
        return float(text)
    if kind in ("DATE", "DATE_WITHOUT_TIME"):
        moment = datetime.fromisoformat(text)
        return moment.date() if kind == "DATE_WITHOUT_TIME" else moment.replace(tzinfo=None)
    return text


def _from_nobody(trial: Trial, parameters: Parameters) -> bool:
    return trial.over_api and parameters.get("restrictMode") == "users"


CONDITIONS: dict[str, Callable[[Trial, Parameters], bool]] = {
    "system:restrict-issue-transition": _open_to_user,
    "system:check-field-value": _value_compares,
    "system:restrict-from-all-users": _from_nobody,
}


def _listed(parameters: Parameters, name: str) -> list[str]:
    return [one.strip() for one in parameters.get(name, "").split(",") if one.strip()]


def _json_list(text: str) -> list[Any]:
    value = json.loads(text)
    return value if isinstance(value, list) else [value]


def _label(trial: Trial, field_id: str) -> str:
    target = trial.state.fields.get(field_id)
    return target.name if target else field_id
