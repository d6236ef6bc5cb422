"""Sending a workflow back with our changes, and telling whether anything else came along. Pure.

An update replaces a workflow as a whole, so what is sent is what was read, but for the changed
transitions (WorkflowUpdateRequest in the vendor's REST description; docs/vendors.md). No statuses
change, so no issues have to be mapped to others.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors.jira.reading import Json, objects
from connectors.jira.workflows import status_names

_SENT_STATUS = ("id", "name", "description", "statusCategory", "statusReference")
_SENT_LAYOUT = ("statusReference", "layout", "properties", "approvalConfiguration")
_READ_LAYOUT = {*_SENT_LAYOUT, "deprecated"}
_SENT_WORKFLOW = (
    "id", "description", "version", "startPointLayout", "loopedTransitionContainerLayout",
)  # fmt: skip
_NEVER_THE_SAME = {"version", "updated", "created", "taskId", "statuses", "transitions"}
_APPROVAL = "approval."


def update_request(workflow: Json, statuses: Sequence[Json], transitions: Sequence[Json]) -> Json:
    """The body of `POST /workflows/update` that gives the workflow these transitions."""
    names = status_names(workflow, statuses)
    sent = [one for one in statuses if one.get("statusReference") in names]
    return {
        "statuses": [_only(one, _SENT_STATUS) for one in sent],
        "workflows": [
            {
                **_only(workflow, _SENT_WORKFLOW),
                "statuses": [_layout(one) for one in workflow["statuses"]],
                "transitions": [_sendable(one) for one in transitions],
            }
        ],
    }


def _layout(status: Json) -> Json:
    """The vendor wants `properties` always."""
    return {"properties": {}, **_only(status, _SENT_LAYOUT)}


def _sendable(transition: Json) -> Json:
    """What a read shows as null an update must leave out; conditions need their operation."""
    kept = {name: value for name, value in transition.items() if value is not None}
    if not kept.get("conditions"):
        kept.pop("conditions", None)
    return kept


def _only(holder: Json, names: Sequence[str]) -> dict[str, Any]:
    return {name: holder[name] for name in names if holder.get(name) is not None}


def unsafe_to_send_back(workflow: Json) -> str | None:
    """Why the workflow must be changed by hand; None when it can be sent back as it was read.

    Approvals of Jira Service Management have come back as an empty object, and an update would then
    strip them (docs/vendors.md).
    """
    if workflow.get("isEditable") is False:
        return "Jira does not let it be edited"
    if workflow.get("taskId"):
        return "Jira is still carrying out another change of it: run this again later, or"
    layouts = objects(workflow.get("statuses"), "statuses")
    if any(one.get("approvalConfiguration") == {} for one in layouts):
        return "its approvals are not readable and an update would strip them"
    unknown = sorted({name for one in layouts for name in one if name not in _READ_LAYOUT})
    if unknown:
        return f"its statuses hold what Airlock does not know to send back ({', '.join(unknown)})"
    return None


def hides_approvals(workflow: Json, old_shape: Json) -> bool:
    """Whether a status has approvals in the older shape that the newer one does not show.

    `old_shape` is the same workflow read without `useApprovalConfiguration`.
    """
    shown = {
        one.get("statusReference")
        for one in workflow["statuses"]
        if one.get("approvalConfiguration")
    }
    return any(
        one.get("statusReference") not in shown
        for one in objects(old_shape.get("statuses"), "statuses")
        if any(name.startswith(_APPROVAL) for name in one.get("properties") or {})
    )


def unexpected_changes(before: Json, transitions: Sequence[Json], after: Json) -> list[str]:
    """Where the workflow that Jira holds now is not the one that was sent; empty when it is.

    Rules' ids may differ, and an empty value is as good as none. Everything else is compared.
    """
    old, new = dict(_parts(before, transitions)), dict(_parts(after, after["transitions"]))
    places = [
        f"{part}: {name}" if name else part
        for part in {**old, **new}
        for name in _differing(old.get(part, {}), new.get(part, {}))
    ]
    had_loops = "loopedTransitionContainerLayout" in before
    return [one for one in places if had_loops or not one.endswith("ContainerLayout")]


def _parts(workflow: Json, transitions: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    own = {name: value for name, value in workflow.items() if name not in _NEVER_THE_SAME}
    yield "the workflow", own
    for status in objects(workflow.get("statuses"), "statuses"):
        yield f"status {status.get('statusReference')}", status
    for transition in transitions:
        yield f"transition {transition.get('name')} ({transition.get('id')})", transition


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    if bool(old) != bool(new):
        return ["is gone" if old else "was added"]
    return [name for name in {**old, **new} if _norm(old.get(name)) != _norm(new.get(name))]


def _norm(value: Any) -> Any:
    """The value without rules' ids and without what is empty; links in any order."""
    if isinstance(value, dict):
        kept = {name: _norm(one) for name, one in value.items()}
        is_rule = "ruleKey" in value
        return {
            name: one
            for name, one in kept.items()
            if not _is_empty(one) and not (is_rule and name == "id")
        } or None
    if isinstance(value, list):
        listed = [_norm(one) for one in value]
        if all(isinstance(one, dict) and "fromStatusReference" in one for one in listed):
            listed.sort(key=lambda one: json.dumps(one, sort_keys=True))
        return listed or None
    return None if _is_empty(value) else value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
