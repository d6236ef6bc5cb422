"""Issues: create, read, change, delete, their history and what their screens take."""

from typing import Any

from fastapi import APIRouter

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, StartAt
from connectors.sandbox.jira.edits import (
    change_fields,
    create_issue,
    delete_issue,
    edit_issue,
)
from connectors.sandbox.jira.fields import FieldError, Place, parse
from connectors.sandbox.jira.issue_views import edit_screen, issue_view, metadata_of
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json, Project
from connectors.sandbox.jira.state import first
from connectors.sandbox.jira.views import history_view, issue_type_view, page, page_bean

router = APIRouter()
_BULK = 100


def listed(raw: str) -> list[str]:
    """Return the parts of a comma-separated parameter."""
    return [part.strip() for part in raw.split(",") if part.strip()]


@router.post("/rest/api/{version}/issue", status_code=201)
async def create(call: CallIn, body: Json) -> Json:
    issue = create_issue(call.state, call.user, body, call.version)
    return {
        "id": issue.issue_id,
        "key": issue.key,
        "self": call.shape.api(f"issue/{issue.issue_id}"),
    }


@router.post("/rest/api/{version}/issue/bulkfetch")
async def bulk_fetch(call: CallIn, body: Json) -> Json:
    """Return up to 100 issues; those absent or hidden are left out, as the vendor does."""
    wanted = body.get("issueIdsOrKeys") or []
    if not wanted or len(wanted) > _BULK:
        raise JiraError(400, f"Between 1 and {_BULK} issue IDs or keys must be sent.")
    found = [one for one in map(call.state.find_issue, wanted) if _seen(call, one)]
    fields = body.get("fields") or ["*navigable"]
    expand = ",".join(body.get("expand") or [])
    issues = {one.issue_id: one for one in found if one is not None}
    return {
        "expand": "names,schema",
        "issues": [
            issue_view(call.shape, one, fields, expand, body.get("properties"))
            for one in issues.values()
        ],
        "issueErrors": [],
    }


def _seen(call: Call, issue: Issue | None) -> bool:
    return issue is not None and access.sees_issue(call.state, call.user, issue)


@router.get("/rest/api/{version}/issue/createmeta/{key}/issuetypes")
async def create_types(
    call: CallIn,
    key: str,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    kinds = call.state.project(key).issue_type_ids
    found = [issue_type_view(call.shape, call.state.issue_types[one]) for one in kinds]
    chosen, members = page(found, start, size)
    return {**members, "issueTypes": chosen}


@router.get("/rest/api/{version}/issue/createmeta/{key}/issuetypes/{type_id}")
async def create_fields(
    call: CallIn,
    key: str,
    type_id: str,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    """Tell which fields the create screen holds for an issue type."""
    project = call.state.project(key)
    if type_id not in project.issue_type_ids:
        raise JiraError(404, "The issue type does not exist in this project.")
    chosen, members = page(_create_metadata(call, project, type_id), start, size)
    return {**members, "fields": chosen}


def _create_metadata(call: Call, project: Project, type_id: str) -> list[Json]:
    state = call.state
    on_screen = [state.fields[one] for one in state.screen_of(project).field_ids]
    offered = [one for one in on_screen if not one.is_custom or any(
        context.covers(project.project_id, type_id) for context in one.contexts)]  # fmt: skip
    return [
        {"fieldId": one.field_id, **metadata_of(state, one, project.project_id, type_id)}
        for one in offered
    ]


@router.get("/rest/api/{version}/issue/{key}")
async def read(
    call: CallIn, key: str, fields: str = "*all", expand: str = "", properties: str = ""
) -> Json:
    issue = access.visible_issue(call.state, call.user, key)
    return issue_view(call.shape, issue, listed(fields), expand, listed(properties))


@router.put("/rest/api/{version}/issue/{key}", status_code=204, response_model=None)
async def edit(call: CallIn, key: str, body: Json) -> None:
    issue = access.visible_issue(call.state, call.user, key)
    edit_issue(call.state, issue, call.user, body, call.version)


@router.delete("/rest/api/{version}/issue/{key}", status_code=204)
async def delete(call: CallIn, key: str) -> None:
    delete_issue(call.state, access.visible_issue(call.state, call.user, key), call.user)


@router.put("/rest/api/{version}/issue/{key}/assignee", status_code=204)
async def assign(call: CallIn, key: str, body: Json) -> None:
    """Give the issue to someone; a null accountId takes it from everyone."""
    issue = access.visible_issue(call.state, call.user, key)
    access.require(call.state, call.user, "ASSIGN_ISSUES", issue)
    place = Place(call.state, call.state.project_of(issue), issue.type_id, call.version)
    named: Any = body if body.get("accountId") or body.get("name") else None
    try:
        value = parse(place, call.state.fields["assignee"], named)
    except FieldError as error:
        raise JiraError(400, errors={"assignee": str(error)}) from error
    change_fields(call.state, issue, call.user, {"assignee": value}, body)


@router.get("/rest/api/{version}/issue/{key}/changelog")
async def changelog(
    call: CallIn,
    key: str,
    start: StartAt = 0,
    size: MaxResults = 100,
) -> Json:
    """Tell every change with the old values, oldest first, to whoever sees the issue."""
    issue = access.visible_issue(call.state, call.user, key)
    entries = [history_view(call.shape, one) for one in issue.history]
    return page_bean(call.shape, f"issue/{key}/changelog", entries, start, min(size, 100))


@router.get("/rest/api/{version}/issue/{key}/editmeta")
async def edit_metadata(call: CallIn, key: str) -> Json:
    return edit_screen(call.shape, access.visible_issue(call.state, call.user, key))


@router.post("/rest/api/{version}/changelog/bulkfetch")
async def bulk_changelog(call: CallIn, body: Json) -> Json:
    """Return the history of up to 1000 issues, times in epoch milliseconds."""
    named = map(call.state.find_issue, body.get("issueIdsOrKeys") or [])
    found = [one for one in named if one is not None and _seen(call, one)]
    wanted = set(body.get("fieldIds") or [])
    return {"issueChangeLogs": [_bulk_entry(call, one, wanted) for one in found]}


def _bulk_entry(call: Call, issue: Issue, wanted: set[str]) -> Json:
    histories = []
    for entry in issue.history:
        items = [item for item in entry.items if not wanted or item["fieldId"] in wanted]
        if first(items) is not None:
            created = int(entry.created.timestamp() * 1000)
            view = history_view(call.shape, entry)
            histories.append({**view, "created": created, "items": items})
    return {"issueId": issue.issue_id, "changeHistories": histories}
