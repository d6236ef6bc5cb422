"""Reads and replaces workflows under their version lock.

An update replaces a workflow as a whole: a transition that is not sent back is gone, as at the
vendor, and a status that still holds issues goes only with a mapping for them.
"""

from connectors.sandbox.jira.edits import new_reference
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json, Status, Workflow
from connectors.sandbox.jira.state import JiraState, first
from connectors.sandbox.jira.workflow_checks import rules_of, update_errors

References = dict[str, str]


def workflow_view(state: JiraState, workflow: Workflow, *, approvals: bool = True) -> Json:
    """Return a workflow in the vendor's JSON, status references being status ids.

    Without `approvals` those of Jira Service Management are told as properties of the status.
    """
    shape = dict if approvals else _old_approvals
    view = {
        "id": workflow.workflow_id,
        "name": workflow.name,
        "description": workflow.description,
        "isEditable": True,
        "scope": _scope(workflow.project_id),
        "startPointLayout": workflow.start_layout,
        "statuses": [{"deprecated": False, **shape(one)} for one in workflow.statuses],
        "transitions": workflow.transitions,
        "version": {"id": workflow.version_id, "versionNumber": workflow.version_number},
    }
    looped = workflow.looped_layout
    return view | ({"loopedTransitionContainerLayout": looped} if looped else {})


_APPROVAL_PROPERTIES = {
    "active": "approval.active",
    "conditionType": "approval.condition.type",
    "conditionValue": "approval.condition.value",
    "fieldId": "approval.field.id",
    "transitionApproved": "approval.transition.approved",
    "transitionRejected": "approval.transition.rejected",
}


def _old_approvals(status: Json) -> Json:
    told = status.get("approvalConfiguration") or {}
    named = {_APPROVAL_PROPERTIES[k]: v for k, v in told.items() if k in _APPROVAL_PROPERTIES}
    rest = {name: value for name, value in status.items() if name != "approvalConfiguration"}
    return {**rest, "properties": {**status.get("properties", {}), **named}}


def status_views(state: JiraState, workflows: list[Workflow]) -> list[Json]:
    """Return the statuses that these workflows use, each once."""
    used = {one["statusReference"]: w for w in workflows for one in w.statuses}
    return [_status_view(state.statuses[key], used[key].project_id) for key in used]


def _status_view(status: Status, project_id: str | None) -> Json:
    return {
        "id": status.status_id,
        "name": status.name,
        "description": status.description,
        "statusCategory": status.category,
        "statusReference": status.status_id,
        "scope": _scope(project_id),
    }


def _scope(project_id: str | None) -> Json:
    if project_id is None:
        return {"type": "GLOBAL"}
    return {"type": "PROJECT", "project": {"id": project_id}}


def update_workflows(state: JiraState, payload: Json) -> list[Workflow]:
    """Replace the workflows of the payload; all or nothing.

    400 with the first errors' texts; 409 when a version is not the stored one.
    """
    errors = update_errors(state, payload)
    if errors:
        raise JiraError(400, *[one["message"] for one in errors])
    for sent in payload["workflows"]:
        _check_version(state.workflows[sent["id"]], sent["version"])
    references = _resolve_statuses(state, payload.get("statuses") or [], create=False)
    moves = [_moves(state, sent, references) for sent in payload["workflows"]]
    references = _resolve_statuses(state, payload.get("statuses") or [], create=True)
    for sent, moving in zip(payload["workflows"], moves, strict=True):
        _replace(state.workflows[sent["id"]], sent, references)
        for issue, reference in moving:
            issue.status_id = references[reference]
    return [state.workflows[sent["id"]] for sent in payload["workflows"]]


def _check_version(stored: Workflow, sent: Json) -> None:
    if (sent.get("id"), sent.get("versionNumber")) != (stored.version_id, stored.version_number):
        raise JiraError(
            409, "The workflow was changed since it was read. Read it again and repeat the update."
        )


def _resolve_statuses(state: JiraState, sent: list[Json], *, create: bool) -> References:
    """Return each reference's status id; with `create`, statuses that are new are made."""
    references: References = {}
    for one in sent:
        known = _existing_status(state, one)
        if known is None and create:
            known = Status(str(state.next_id("status")), one["name"], one["statusCategory"])
            state.statuses[known.status_id] = known
        if known is not None:
            references[one["statusReference"]] = known.status_id
    return references


def _existing_status(state: JiraState, sent: Json) -> Status | None:
    by_id = state.statuses.get(str(sent.get("id")))
    return by_id or first(one for one in state.statuses.values() if one.name == sent["name"])


def _moves(state: JiraState, sent: Json, references: References) -> list[tuple[Issue, str]]:
    """Return the issues whose status goes away, with the reference of the status they get."""
    kept = {references.get(one["statusReference"]) for one in sent["statuses"]}
    mapping = {
        one["oldStatusReference"]: one["newStatusReference"]
        for one in sent.get("defaultStatusMappings") or []
    }
    leaving = [
        issue
        for issue in state.issues.values()
        if state.workflow_of(issue).workflow_id == sent["id"] and issue.status_id not in kept
    ]
    if any(issue.status_id not in mapping for issue in leaving):
        raise JiraError(
            400, "A status that is removed still holds issues: send a status mapping for it."
        )
    return [(issue, mapping[issue.status_id]) for issue in leaving]


def _replace(stored: Workflow, sent: Json, references: References) -> None:
    stored.description = sent.get("description", stored.description)
    stored.start_layout = sent.get("startPointLayout") or stored.start_layout
    stored.looped_layout = sent.get("loopedTransitionContainerLayout")
    stored.statuses = [
        one | {"statusReference": references[one["statusReference"]]} for one in sent["statuses"]
    ]
    stored.transitions = [_resolved(one, references) for one in sent["transitions"]]
    stored.version_id = new_reference()
    stored.version_number += 1


_TRANSITION_DEFAULTS: Json = {
    "description": "",
    "links": [],
    "properties": {},
    "triggers": [],
    "validators": [],
    "actions": [],
}


def _resolved(sent: Json, references: References) -> Json:
    """Return the transition as it is stored: real statuses, an id for every rule."""
    transition = _TRANSITION_DEFAULTS | {k: v for k, v in sent.items() if v is not None}
    if transition.get("toStatusReference"):
        transition["toStatusReference"] = references[transition["toStatusReference"]]
    transition["links"] = [
        link | {"fromStatusReference": references[link["fromStatusReference"]]}
        for link in transition["links"]
    ]
    for _category, rule in rules_of(transition):
        rule.setdefault("id", new_reference())
    return transition
