"""Users, groups and roles."""

from fastapi import APIRouter

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import (
    AccountId,
    Call,
    CallIn,
    GroupId,
    GroupNames,
    MaxResults,
    StartAt,
)
from connectors.sandbox.jira.edits import new_reference
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Group, Json, Project, Role
from connectors.sandbox.jira.state import first, missing
from connectors.sandbox.jira.views import Shape, page_bean, user_view

router = APIRouter()


@router.get("/rest/api/{version}/user")
async def user(
    call: CallIn,
    account_id: AccountId = "",
    username: str = "",
    key: str = "",
) -> Json:
    found = call.state.user_named({"accountId": account_id, "name": username, "key": key})
    if found is None:
        raise JiraError(
            404, "Specified user does not exist or you do not have required permissions"
        )
    return user_view(call.shape, found.account_id)


@router.get("/rest/api/{version}/user/search")
@router.get("/rest/api/{version}/user/assignable/search")
async def search_users(
    call: CallIn,
    query: str = "",
    start: StartAt = 0,
    size: MaxResults = 50,
) -> list[Json]:
    """Find people by a part of their name or e-mail."""
    needle = query.lower()
    found = [
        user_view(call.shape, one.account_id)
        for one in call.state.users.values()
        if needle in one.display_name.lower() or needle in one.email.lower()
    ]
    return found[start : start + size]


@router.get("/rest/api/{version}/groups/picker")
async def pick_groups(call: CallIn, query: str = "") -> Json:
    found = [one for one in call.state.groups.values() if query.lower() in one.name.lower()]
    groups = [{"name": g.name, "groupId": g.group_id, "html": g.name, "labels": []} for g in found]
    total = len(groups)
    return {
        "header": f"Showing {total} of {total} matching groups",
        "total": total,
        "groups": groups,
    }


@router.get("/rest/api/{version}/group/bulk")
async def groups(
    call: CallIn,
    start: StartAt = 0,
    size: MaxResults = 50,
    names: GroupNames = None,
) -> Json:
    found = [
        {"name": one.name, "groupId": one.group_id}
        for one in call.state.groups.values()
        if not names or one.name in names
    ]
    return page_bean(call.shape, "group/bulk", found, start, size)


@router.post("/rest/api/{version}/group", status_code=201)
async def create_group(call: CallIn, body: Json) -> Json:
    access.require_admin(call.state, call.user)
    name = str(body.get("name") or "")
    if not name or call.state.group(name) is not None:
        raise JiraError(400, "A group with this name exists, or the name is missing.")
    group = Group(new_reference(), name)
    call.state.groups[group.group_id] = group
    return _group_view(call.shape, group)


@router.get("/rest/api/{version}/group/member")
async def group_members(
    call: CallIn,
    group_id: GroupId = "",
    groupname: str = "",
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    group = _group(call, group_id or groupname)
    found = [user_view(call.shape, one) for one in sorted(group.members)]
    return page_bean(call.shape, "group/member", found, start, size)


@router.post("/rest/api/{version}/group/user", status_code=201)
async def add_member(
    call: CallIn,
    body: Json,
    group_id: GroupId = "",
    groupname: str = "",
) -> Json:
    access.require_admin(call.state, call.user)
    group = _group(call, group_id or groupname)
    found = call.state.user_named(body) or missing("The user does not exist.")
    group.members.add(found.account_id)
    return _group_view(call.shape, group)


def _group(call: Call, named: str) -> Group:
    group = call.state.group(named)
    return group or missing(f"The group named '{named}' does not exist")


def _group_view(shape: Shape, group: Group) -> Json:
    members = [user_view(shape, one) for one in sorted(group.members)]
    size = len(members)
    return {
        "name": group.name,
        "groupId": group.group_id,
        "self": shape.api(f"group?groupId={group.group_id}"),
        "users": {"size": size, "items": members, "max-results": 50,
                  "start-index": 0, "end-index": max(0, size - 1)},
        "expand": "users",
    }  # fmt: skip


def role_view(shape: Shape, role: Role, project: Project | None = None) -> Json:
    """Return a role, with its members where a project is given."""
    view: Json = {
        "self": shape.api(f"role/{role.role_id}"),
        "name": role.name,
        "id": role.role_id,
        "description": role.description,
        "actors": [],
    }
    if project is None:
        return view
    people = [shape.state.users[one] for one in sorted(project.roles.get(role.name, set()))]
    view["self"] = shape.api(f"project/{project.project_id}/role/{role.role_id}")
    view["actors"] = [
        {
            "id": number,
            "displayName": one.display_name,
            "type": "atlassian-user-role-actor",
            "actorUser": {"accountId": one.account_id},
        }
        for number, one in enumerate(people, 10240)
    ]
    return view


@router.get("/rest/api/{version}/role")
async def roles(call: CallIn) -> list[Json]:
    return [role_view(call.shape, one) for one in call.state.roles.values()]


@router.get("/rest/api/{version}/project/{key}/role")
async def project_roles(call: CallIn, key: str) -> dict[str, str]:
    project = call.state.project(key)
    return {
        one.name: call.shape.api(f"project/{project.project_id}/role/{one.role_id}")
        for one in call.state.roles.values()
    }


@router.get("/rest/api/{version}/project/{key}/role/{role_id}")
async def project_role(call: CallIn, key: str, role_id: int) -> Json:
    role = first(one for one in call.state.roles.values() if one.role_id == role_id)
    if role is None:
        raise JiraError(404, "The role does not exist.")
    return role_view(call.shape, role, call.state.project(key))
