"""The site itself, who is asking, OAuth, and the lists that every client reads first."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import (
    CallIn,
    IssueKey,
    MaxResults,
    ProjectKey,
    StartAt,
    client_account,
    state_of,
)
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Json, Project
from connectors.sandbox.jira.state import missing
from connectors.sandbox.jira.views import (
    Shape,
    issue_type_view,
    page_bean,
    priority_view,
    project_ref,
    security_view,
    stamp,
    status_view,
    user_view,
)

router = APIRouter()
EPOCH = datetime.fromtimestamp(0, UTC)


@router.post("/oauth/token")
async def oauth_token(request: Request) -> Json:
    """Exchange client credentials for a bearer token that the gateway takes."""
    state = state_of(request)
    is_json = "json" in request.headers.get("content-type", "")
    form: Any = await request.json() if is_json else await request.form()
    user = client_account(state, str(form.get("client_id")), str(form.get("client_secret")))
    if form.get("grant_type") != "client_credentials":
        raise JiraError(403, body={"error": "unauthorized_client",
                                   "error_description": "Unsupported grant type"})  # fmt: skip
    if user is None:
        raise JiraError(401, body={"error": "access_denied", "error_description": "Unauthorized"})
    token, seconds = secrets.token_urlsafe(32), state.config.oauth_token_seconds
    state.oauth_tokens[token] = (user.account_id, state.now() + timedelta(seconds=seconds))
    return {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": seconds,
        "scope": "read:jira-work write:jira-work manage:jira-configuration",
    }


@router.get("/rest/api/{version}/serverInfo")
async def server_info(request: Request) -> Json:
    """Tell what runs here; needs no credentials."""
    state = state_of(request)
    self_hosted = state.config.data_center
    return {
        "baseUrl": state.base_url,
        "displayUrl": state.base_url,
        "displayUrlServicedeskHelpCenter": state.base_url,
        "displayUrlConfluence": state.base_url,
        "version": "9.12.0" if self_hosted else "1001.0.0-SNAPSHOT",
        "versionNumbers": [9, 12, 0] if self_hosted else [1001, 0, 0],
        "deploymentType": "Server" if self_hosted else "Cloud",
        "buildNumber": 100290,
        "buildDate": stamp(state.now()),
        "serverTime": stamp(state.now()),
        "scmInfo": "sandbox",
        "serverTitle": "Jira",
        "serverTimeZone": "Etc/UTC",
    }


@router.get("/rest/api/{version}/myself")
async def myself(call: CallIn) -> Json:
    groups = [g for g in call.state.groups.values() if call.user.account_id in g.members]
    items = [{"name": g.name, "groupId": g.group_id,
              "self": call.shape.api(f"group?groupId={g.group_id}")} for g in groups]  # fmt: skip
    return {
        "key": "",
        "name": "",
        **user_view(call.shape, call.user.account_id),
        "locale": "en_US",
        "groups": {"size": len(items), "items": items},
        "applicationRoles": {"size": 0, "items": []},
        "expand": "groups,applicationRoles",
    }


@router.get("/rest/api/{version}/mypermissions")
async def my_permissions(
    call: CallIn,
    permissions: str = "",
    project_key: ProjectKey = None,
    issue_key: IssueKey = None,
) -> Json:
    """Tell which of the named permissions the caller has."""
    if not permissions:
        raise JiraError(400, "The 'permissions' query parameter is required.")
    project = call.state.project(project_key) if project_key else None
    if issue_key:
        issue = access.visible_issue(call.state, call.user, issue_key)
        project = call.state.project_of(issue)
    known = (*access.GLOBAL_PERMISSIONS, *access.PROJECT_PERMISSIONS)
    wanted = permissions.split(",")
    if unknown := [key for key in wanted if key not in known]:
        raise JiraError(400, f"Unrecognized permission: {', '.join(unknown)}")
    return {"permissions": {key: _permission(call, key, project) for key in wanted}}


def _permission(call: CallIn, key: str, project: Project | None) -> Json:
    is_global = key in access.GLOBAL_PERMISSIONS
    known = (*access.GLOBAL_PERMISSIONS, *access.PROJECT_PERMISSIONS)
    return {
        "id": str(known.index(key)),
        "key": key,
        "name": key.replace("_", " ").capitalize(),
        "type": "GLOBAL" if is_global else "PROJECT",
        "description": "",
        "havePermission": access.has_permission(call.state, call.user, key, project),
    }


def project_view(shape: Shape, project: Project) -> Json:
    """Return a project with its issue types and the addresses of its roles."""
    kinds = [shape.state.issue_types[one] for one in project.issue_type_ids]
    roles = {
        role.name: shape.api(f"project/{project.project_id}/role/{role.role_id}")
        for role in shape.state.roles.values()
    }
    lead = next(iter(shape.state.users))
    issues = [one for one in shape.state.issues.values() if one.project_id == project.project_id]
    return {
        **project_ref(shape, project),
        "expand": "description,lead,issueTypes,url,projectKeys,permissions,insight",
        "description": "",
        "url": f"{shape.base}/browse/",
        "email": "",
        "insight": {
            "totalIssueCount": len(issues),
            "lastIssueUpdateTime": stamp(max((one.updated for one in issues), default=EPOCH)),
        },
        "lead": user_view(shape, lead),
        "components": [],
        "versions": [],
        "issueTypes": [issue_type_view(shape, kind) for kind in kinds],
        "assigneeType": "UNASSIGNED",
        "roles": roles,
        "style": "next-gen" if project.simplified else "classic",
        "isPrivate": False,
        "properties": {},
    }


@router.get("/rest/api/{version}/project")
async def projects(call: CallIn) -> list[Json]:
    return [project_view(call.shape, one) for one in call.state.projects.values()]


@router.get("/rest/api/{version}/project/search")
async def search_projects(
    call: CallIn,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    found = [project_view(call.shape, one) for one in call.state.projects.values()]
    return page_bean(call.shape, "project/search", found, start, size)


@router.get("/rest/api/{version}/project/{key}")
async def project(call: CallIn, key: str) -> Json:
    return project_view(call.shape, call.state.project(key))


@router.get("/rest/api/{version}/project/{key}/statuses")
async def project_statuses(call: CallIn, key: str) -> list[Json]:
    """Tell which statuses each issue type of the project can have."""
    project = call.state.project(key)
    used = [one["statusReference"] for one in call.state.workflows[project.workflow_id].statuses]
    statuses = [status_view(call.shape, call.state.statuses[one]) for one in used]
    kinds = [call.state.issue_types[one] for one in project.issue_type_ids]
    return [
        {
            "self": call.shape.api(f"issuetype/{kind.type_id}"),
            "id": kind.type_id,
            "name": kind.name,
            "subtask": False,
            "statuses": statuses,
        }
        for kind in kinds
    ]


@router.get("/rest/api/{version}/project/{key}/securitylevel")
async def project_security(call: CallIn, key: str) -> Json:
    levels = call.state.project(key).security_levels
    return {"levels": [security_view(call.shape, one) for one in levels]}


@router.get("/rest/api/{version}/securitylevel/{level_id}")
async def security_level(call: CallIn, level_id: str) -> Json:
    if level_id not in call.state.security_levels:
        missing("The security level does not exist.")
    return security_view(call.shape, level_id) or {}


@router.get("/rest/api/{version}/status")
async def statuses(call: CallIn) -> list[Json]:
    return [status_view(call.shape, one) for one in call.state.statuses.values()]


@router.get("/rest/api/{version}/status/{id_or_name}")
async def status(call: CallIn, id_or_name: str) -> Json:
    for one in call.state.statuses.values():
        if id_or_name in (one.status_id, one.name):
            return status_view(call.shape, one)
    raise JiraError(404, "The status does not exist.")


@router.get("/rest/api/{version}/priority")
async def priorities(call: CallIn) -> list[Json]:
    return [_priority(call, one) for one in call.state.priorities]


@router.get("/rest/api/{version}/priority/search")
async def search_priorities(
    call: CallIn,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    found = [_priority(call, one) for one in call.state.priorities]
    return page_bean(call.shape, "priority/search", found, start, size)


def _priority(call: CallIn, priority_id: str) -> Json:
    color = call.state.priorities[priority_id].color
    view = priority_view(call.shape, priority_id) or {}
    return {**view, "statusColor": color, "description": "", "isDefault": priority_id == "3"}


@router.get("/rest/api/{version}/issuetype")
async def issue_types(call: CallIn) -> list[Json]:
    return [issue_type_view(call.shape, one) for one in call.state.issue_types.values()]
