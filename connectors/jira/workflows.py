"""Workflows as Jira's REST gives and takes them: the two rules that guard a transition. Pure.

An update replaces a workflow as a whole, so what is sent back is what was read, but for the
validators of the guarded transitions (docs/vendors.md). The regular expression's rule has no
message, which is why `fieldRequired` goes with it; `ignoreContext` must be "false", because "true"
skips the check where the field has no context for the issue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.jira.reading import Json, objects, text

RULE_KEY = "system:validate-field-value"
_REQUIRED = "fieldRequired"
_MATCHES = "fieldMatchesRegularExpression"
_FIELD_OF = {_REQUIRED: "fieldsRequired", _MATCHES: "fieldKey"}
_SENT_STATUS = ("id", "name", "description", "statusCategory", "statusReference")
_SENT_LAYOUT = ("statusReference", "layout", "properties", "approvalConfiguration")
_SENT_WORKFLOW = (
    "id", "description", "version", "startPointLayout", "loopedTransitionContainerLayout",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """What the validators of a guarded transition must say."""

    field_id: str
    pattern: str
    message: str

    def rules(self) -> tuple[Json, Json]:
        """The two rules' parameters, in Jira's words."""
        required = {
            "ruleType": _REQUIRED,
            "fieldsRequired": self.field_id,
            "ignoreContext": "false",
            "errorMessage": self.message,
        }
        matches = {"ruleType": _MATCHES, "fieldKey": self.field_id, "regexp": self.pattern}
        return required, matches


def status_names(workflow: Json, statuses: Sequence[Json]) -> Mapping[str, str]:
    """Names of the workflow's statuses by the references that its transitions use."""
    used = {one.get("statusReference") for one in objects(workflow.get("statuses"), "statuses")}
    return {
        text(one, "statusReference", "a status"): text(one, "name", "a status")
        for one in statuses
        if one.get("statusReference") in used
    }


def transitions_into(workflow: Json, statuses: Sequence[Json], status: str) -> list[Json]:
    """The transitions that lead into the status, but for the one that makes the issue."""
    names = status_names(workflow, statuses)
    return [
        one
        for one in objects(workflow.get("transitions"), "transitions")
        if names.get(str(one.get("toStatusReference")), "").casefold() == status.casefold()
        and one.get("type") != "INITIAL"
    ]


def missing_rules(transition: Json, guard: Guard) -> list[str]:
    """Which of the two rules the transition lacks, in words for a person; empty when guarded.

    The configured message may differ: another message enforces as well.
    """
    present = list(_own_rules(transition, guard.field_id))
    problems = []
    if not any(_is_required(rule) for rule in present):
        problems.append(f"no {_REQUIRED} rule on {guard.field_id} with ignoreContext false")
    wanted = {"ruleType": _MATCHES, "regexp": guard.pattern}
    if not any(wanted.items() <= rule.items() for rule in present):
        problems.append(f"no {_MATCHES} rule on {guard.field_id} with {guard.pattern}")
    return problems


def _is_required(parameters: Mapping[str, Any]) -> bool:
    return parameters.get("ruleType") == _REQUIRED and parameters.get("ignoreContext") == "false"


def _own_rules(transition: Json, field_id: str) -> Iterator[Mapping[str, Any]]:
    for rule in transition.get("validators") or []:
        if _is_own(rule, field_id):
            yield rule["parameters"]


def _is_own(rule: Any, field_id: str) -> bool:
    parameters = rule.get("parameters") if isinstance(rule, dict) else None
    if not isinstance(parameters, dict) or rule.get("ruleKey") != RULE_KEY:
        return False
    place = _FIELD_OF.get(str(parameters.get("ruleType")))
    return place is not None and parameters.get(place) == field_id


def guarded(transition: Json, guard: Guard) -> Json:
    """The transition with both rules; the very same object where it has them already."""
    validators = list(transition.get("validators") or [])
    for parameters in guard.rules():
        _put_rule(validators, parameters, guard.field_id)
    return (
        transition
        if validators == transition.get("validators")
        else {**transition, "validators": validators}
    )


def _put_rule(validators: list[Any], parameters: Json, field_id: str) -> None:
    """Set the rule of this kind on the gate field, keeping its id, or append it."""
    for index, rule in enumerate(validators):
        if _is_own(rule, field_id) and rule["parameters"]["ruleType"] == parameters["ruleType"]:
            validators[index] = {**rule, "parameters": parameters}
            return
    validators.append({"ruleKey": RULE_KEY, "parameters": parameters})


def update_request(workflow: Json, statuses: Sequence[Json], changed: Mapping[str, Json]) -> Json:
    """The body of `POST /workflows/update`: all that was read, but for the changed transitions."""
    names = status_names(workflow, statuses)
    sent = [one for one in statuses if one.get("statusReference") in names]
    return {
        "statuses": [_only(one, _SENT_STATUS) for one in sent],
        "workflows": [
            {
                **_only(workflow, _SENT_WORKFLOW),
                "statuses": [_only(one, _SENT_LAYOUT) for one in workflow["statuses"]],
                "transitions": [
                    changed.get(str(one.get("id")), one) for one in workflow["transitions"]
                ],
            }
        ],
    }


def _only(holder: Json, names: Sequence[str]) -> dict[str, Any]:
    return {name: holder[name] for name in names if holder.get(name) is not None}


def unsafe_to_send_back(workflow: Json) -> str | None:
    """Why the workflow must be changed by hand; None when it can be sent back as it was read.

    Approvals of Jira Service Management have come back as an empty object, and an update would then
    strip them (docs/vendors.md).
    """
    if workflow.get("isEditable") is False:
        return "Jira does not let it be edited"
    layouts = objects(workflow.get("statuses"), "statuses")
    if any(one.get("approvalConfiguration") == {} for one in layouts):
        return "its approvals are not readable and an update would strip them"
    return None
