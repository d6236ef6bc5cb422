"""Workflows: read, checked and replaced by administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import CallIn, MaxResults, StartAt
from connectors.sandbox.jira.records import Json, Workflow
from connectors.sandbox.jira.state import JiraState, missing
from connectors.sandbox.jira.views import page
from connectors.sandbox.jira.vocabulary import RULES
from connectors.sandbox.jira.workflow_admin import (
    status_views,
    update_workflows,
    workflow_view,
)
from connectors.sandbox.jira.workflow_checks import update_errors


def cloud_only(call: CallIn) -> None:
    """Refuse with 404 where Jira is self-hosted: it has no REST for this (docs/vendors.md)."""
    if call.state.config.data_center:
        missing("null for uri: a self-hosted Jira has no such resource")


router = APIRouter(dependencies=[Depends(cloud_only)])


def _views(state: JiraState, workflows: list[Workflow], *, approvals: bool = True) -> list[Json]:
    return [workflow_view(state, one, approvals=approvals) for one in workflows]


@router.get("/rest/api/{version}/workflows/search")
async def search(
    call: CallIn,
    start: StartAt = 0,
    size: MaxResults = 50,
    query: Annotated[str, Query(alias="queryString")] = "",
    scope: str = "",
) -> Json:
    access.require_admin(call.state, call.user)
    found = [
        one
        for one in call.state.workflows.values()
        if query.lower() in one.name.lower()
        and scope in ("", "PROJECT" if one.project_id else "GLOBAL")
    ]
    chosen, members = page(found, start, size)
    is_last = start + len(chosen) >= len(found)
    more = (
        {} if is_last else {"nextPage": call.shape.api(f"workflows/search?startAt={start + size}")}
    )
    return {
        "self": call.shape.api("workflows/search"),
        **members,
        "isLast": is_last,
        "values": _views(call.state, chosen),
        "statuses": status_views(call.state, chosen),
        **more,
    }


@router.post("/rest/api/{version}/workflows")
async def read(
    call: CallIn,
    body: Json,
    approvals: Annotated[bool, Query(alias="useApprovalConfiguration")] = False,
) -> Json:
    """Return the workflows that are named by id, by name, or by project and issue type."""
    access.require_admin(call.state, call.user)
    ids = set(body.get("workflowIds") or [])
    names = set(body.get("workflowNames") or [])
    for pair in body.get("projectAndIssueTypes") or []:
        ids.add(call.state.project(pair["projectId"]).workflow_id)
    every = call.state.workflows.values()
    found = [one for one in every if one.workflow_id in ids or one.name in names]
    views = _views(call.state, found, approvals=approvals)
    return {"workflows": views, "statuses": status_views(call.state, found)}


@router.get("/rest/api/{version}/workflow/{workflow_id}/projectUsages")
async def project_usages(call: CallIn, workflow_id: str) -> Json:
    """Tell which projects use a workflow; all on one page."""
    access.require_admin(call.state, call.user)
    used = [
        {"id": one.project_id}
        for one in call.state.projects.values()
        if one.workflow_id == workflow_id
    ]
    return {"workflowId": workflow_id, "projects": {"values": used}}


@router.post("/rest/api/{version}/workflows/update")
async def update(call: CallIn, body: Json) -> Json:
    access.require_admin(call.state, call.user)
    changed = update_workflows(call.state, body)
    return {
        "workflows": _views(call.state, changed),
        "statuses": status_views(call.state, changed),
        "taskId": str(call.state.next_id("task", 10641)),
    }


@router.post("/rest/api/{version}/workflows/update/validation")
async def validate_update(call: CallIn, body: Json) -> Json:
    """Tell what an update would be refused for, changing nothing."""
    access.require_admin(call.state, call.user)
    return {"errors": update_errors(call.state, body.get("payload") or {})}


@router.get("/rest/api/{version}/workflows/capabilities")
async def capabilities(
    call: CallIn,
    workflow_id: Annotated[str, Query(alias="workflowId")] = "",
    project_id: Annotated[str, Query(alias="projectId")] = "",
) -> Json:
    """Tell which rules a workflow may hold; in a team-managed project there are none."""
    access.require_admin(call.state, call.user)
    wanted = call.state.project(project_id).workflow_id if project_id else workflow_id
    workflow = call.state.workflows.get(wanted)
    if workflow is None:
        missing("The workflow does not exist.")
    team_managed = workflow is not None and workflow.project_id is not None
    return {
        "editorScope": "PROJECT" if team_managed else "GLOBAL",
        "projectTypes": ["software"] if team_managed else ["software", "business"],
        "systemRules": [] if team_managed else _system_rules(),
        "connectRules": [],
        "forgeRules": [],
        "triggerRules": [],
    }


def _system_rules() -> list[Json]:
    return [
        {
            "ruleKey": key,
            "name": kind.name,
            "description": "",
            "ruleType": kind.category,
            "isAvailableForInitialTransition": kind.category in ("Validator", "Function"),
            "isVisible": True,
            "incompatibleRuleKeys": [],
        }
        for key, kind in RULES.items()
    ]
