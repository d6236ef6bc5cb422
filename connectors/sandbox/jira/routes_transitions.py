"""Transitions of one issue, and what is done to many at once."""

from typing import Annotated

from fastapi import APIRouter, Query

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn
from connectors.sandbox.jira.issue_views import transition_view
from connectors.sandbox.jira.moving import move_issue
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import BulkTask, Issue, Json, Project
from connectors.sandbox.jira.routes_issues import listed
from connectors.sandbox.jira.transitions import choices, take, target_status
from connectors.sandbox.jira.views import millis

router = APIRouter()
_MOST = 1000
_INVALID = {"errors": [{"message": "Some of the issues in the issueIdsOrKeys are not valid"}]}


@router.get("/rest/api/{version}/issue/{key}/transitions")
async def offered(
    call: CallIn,
    key: str,
    expand: str = "",
    only: Annotated[str, Query(alias="transitionId")] = "",
    unavailable: Annotated[bool, Query(alias="includeUnavailableTransitions")] = False,
) -> Json:
    """Return the transitions that the caller may take; hidden ones on request."""
    issue = access.visible_issue(call.state, call.user, key)
    found = [
        one
        for one in choices(call.state, issue, call.user)
        if (one.available or unavailable) and (not only or one.transition["id"] == only)
    ]
    views = [transition_view(call.shape, issue, one, expand) for one in found]
    return {"expand": "transitions", "transitions": views}


@router.post("/rest/api/{version}/issue/{key}/transitions", status_code=204)
async def transition(call: CallIn, key: str, body: Json) -> None:
    take(
        call.state, access.visible_issue(call.state, call.user, key), call.user, body, call.version
    )


@router.get("/rest/api/{version}/bulk/issues/transition")
async def bulk_offered(call: CallIn, named: Annotated[str, Query(alias="issueIdsOrKeys")]) -> Json:
    """Return the transitions that all issues of a workflow have in common, by workflow."""
    groups: dict[str, list[Issue]] = {}
    for one in _all(call, listed(named)):
        groups.setdefault(call.state.workflow_of(one).workflow_id, []).append(one)
    return {"availableTransitions": [_common(call, group) for group in groups.values()]}


def _common(call: Call, issues: list[Issue]) -> Json:
    offers = [
        {one.transition["id"]: one.transition for one in choices(call.state, issue, call.user)
         if one.available}
        for issue in issues
    ]  # fmt: skip
    shared = [one for key, one in offers[0].items() if all(key in other for other in offers)]
    return {
        "issues": [one.key for one in issues],
        "isTransitionsFiltered": any(len(one) != len(shared) for one in offers),
        "transitions": [_simple(call, issues[0], one) for one in shared],
    }


def _simple(call: Call, issue: Issue, transition: Json) -> Json:
    to = call.state.statuses[target_status(transition, issue)]
    return {
        "transitionId": int(transition["id"]),
        "transitionName": transition["name"],
        "to": {"statusId": int(to.status_id), "statusName": to.name},
    }


@router.post("/rest/api/{version}/bulk/issues/transition", status_code=201)
async def bulk_transition(call: CallIn, body: Json) -> Json:
    """Take a transition on many issues; the task is complete at once, failures stand in it."""
    inputs = body.get("bulkTransitionInputs") or []
    named = [one for entry in inputs for one in entry.get("selectedIssueIdsOrKeys") or []]
    if not named or len(named) > _MOST:
        raise JiraError(400, body=_INVALID)
    _all(call, named)
    processed: list[str] = []
    failed: dict[str, list[str]] = {}
    for entry in inputs:
        for issue in _all(call, entry["selectedIssueIdsOrKeys"]):
            _one_of_many(call, issue, str(entry["transitionId"]), processed, failed)
    return _task(call, processed, failed)


@router.post("/rest/api/{version}/bulk/issues/move", status_code=201)
async def bulk_move(call: CallIn, body: Json) -> Json:
    """Move issues to other projects or types; the task is complete at once, as above."""
    mapping = body.get("targetToSourcesMapping") or {}
    moves = [(target, one.get("issueIdsOrKeys") or []) for target, one in mapping.items()]
    if not any(named for _, named in moves) or sum(len(named) for _, named in moves) > _MOST:
        raise JiraError(400, body=_INVALID)
    processed: list[str] = []
    failed: dict[str, list[str]] = {}
    for target, named in moves:
        project, type_id = _target(call, target)
        for issue in _all(call, named):
            try:
                move_issue(call.state, issue, call.user, project, type_id)
            except JiraError as refused:
                failed[issue.issue_id] = refused.said()
            else:
                processed.append(issue.issue_id)
    return _task(call, processed, failed)


def _target(call: Call, named: str) -> tuple[Project, str]:
    """Read `<project id or key>,<issue type id>[,<parent>]`."""
    project, _, rest = named.partition(",")
    return call.state.project(project), rest.partition(",")[0]


def _task(call: Call, processed: list[str], failed: dict[str, list[str]]) -> Json:
    task_id = str(call.state.next_id("task", 10641))
    call.state.tasks[task_id] = BulkTask(
        task_id, call.user.account_id, call.state.now(), tuple(processed), failed
    )
    return {"taskId": task_id}


def _one_of_many(
    call: Call, issue: Issue, wanted: str, processed: list[str], failed: dict[str, list[str]]
) -> None:
    body = {"transition": {"id": wanted}}
    try:
        take(call.state, issue, call.user, body, call.version, bulk=True)
    except JiraError as refused:
        failed[issue.issue_id] = refused.said()
    else:
        processed.append(issue.issue_id)


def _all(call: Call, named: list[str]) -> list[Issue]:
    found = [call.state.find_issue(one) for one in named]
    seen = [one for one in found if one and access.sees_issue(call.state, call.user, one)]
    if len(seen) != len(named) or not seen:
        raise JiraError(400, body=_INVALID)
    return seen


@router.get("/rest/api/{version}/bulk/queue/{task_id}")
async def bulk_progress(call: CallIn, task_id: str) -> Json:
    task = call.state.tasks.get(task_id)
    if task is None:
        text = "The task associated with this taskId is not a bulk operation task"
        raise JiraError(400, text)
    at = millis(task.at)
    return {
        "taskId": task_id,
        "status": "COMPLETE",
        "progressPercent": 100,
        "submittedBy": {"accountId": task.submitted_by},
        "created": at,
        "started": at,
        "updated": at,
        "totalIssueCount": len(task.processed) + len(task.failed),
        "processedAccessibleIssues": [int(one) for one in task.processed],
        "failedAccessibleIssues": task.failed,
        "invalidOrInaccessibleIssueCount": 0,
    }
