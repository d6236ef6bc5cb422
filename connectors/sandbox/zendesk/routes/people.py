"""Users, organizations, groups and memberships."""

from typing import Any

from fastapi import APIRouter, Request

from connectors.sandbox.zendesk import people
from connectors.sandbox.zendesk.desk import Desk, record
from connectors.sandbox.zendesk.errors import not_found
from connectors.sandbox.zendesk.model import Record
from connectors.sandbox.zendesk.paging import paged
from connectors.sandbox.zendesk.render import with_url
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, ids_of, json_object

router = APIRouter(prefix="/api/v2")


@router.get("/users")
async def list_users(request: Request, desk: TheDesk, caller: Caller) -> Record:
    roles = request.query_params.getlist("role") + request.query_params.getlist("role[]")
    chosen = [u for u in desk.users.values() if not roles or u["role"] in roles]
    return _page(request, desk, "users", chosen)


@router.post("/users", status_code=201)
async def create_user(request: Request, desk: TheDesk, caller: Caller) -> Record:
    user = people.create_user(desk, await json_object(request, "user"))
    return {"user": with_url(desk, "users", user)}


@router.get("/users/me")
async def show_me(desk: TheDesk, caller: Caller) -> Record:
    me = with_url(desk, "users", desk.user(caller))
    return {"user": {**me, "authenticity_token": "sandbox"}}


@router.get("/users/show_many")
async def show_users(request: Request, desk: TheDesk, caller: Caller) -> Record:
    wanted = ids_of(request)
    external = set(filter(None, request.query_params.get("external_ids", "").split(",")))
    chosen = [u for u in desk.users.values() if u["id"] in wanted or u["external_id"] in external]
    return _page(request, desk, "users", chosen)


@router.get("/users/search")
async def search_users(request: Request, desk: TheDesk, caller: Caller) -> Record:
    query = request.query_params.get("query", "").lower().strip('"').removeprefix("email:")
    external = request.query_params.get("external_id")
    chosen = [
        user
        for user in desk.users.values()
        if (user["external_id"] == external if external else query in _searchable(user))
    ]
    return _page(request, desk, "users", chosen)


@router.get("/users/{user_id}")
async def show_user(user_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"user": with_url(desk, "users", desk.user(user_id))}


@router.get("/users/{user_id}/group_memberships")
async def user_memberships(request: Request, user_id: int, desk: TheDesk, caller: Caller) -> Record:
    desk.user(user_id)
    return _page(request, desk, "group_memberships", desk.memberships_of("user_id", user_id))


@router.get("/users/{user_id}/groups")
async def user_groups(request: Request, user_id: int, desk: TheDesk, caller: Caller) -> Record:
    desk.user(user_id)
    memberships = desk.memberships_of("user_id", user_id)
    return _page(request, desk, "groups", [desk.groups[m["group_id"]] for m in memberships])


@router.get("/users/{user_id}/organization_memberships")
async def user_organizations(
    request: Request, user_id: int, desk: TheDesk, caller: Caller
) -> Record:
    user = desk.user(user_id)
    return _page(request, desk, "organization_memberships", _organization_memberships([user]))


@router.get("/organizations")
async def list_organizations(request: Request, desk: TheDesk, caller: Caller) -> Record:
    return _page(request, desk, "organizations", list(desk.organizations.values()))


@router.post("/organizations", status_code=201)
async def create_organization(request: Request, desk: TheDesk, caller: Caller) -> Record:
    made = people.create_organization(desk, await json_object(request, "organization"))
    return {"organization": with_url(desk, "organizations", made)}


@router.get("/organizations/show_many")
async def show_organizations(request: Request, desk: TheDesk, caller: Caller) -> Record:
    wanted = ids_of(request)
    chosen = [o for o in desk.organizations.values() if o["id"] in wanted]
    return _page(request, desk, "organizations", chosen)


@router.get("/organizations/{organization_id}")
async def show_organization(organization_id: int, desk: TheDesk, caller: Caller) -> Record:
    found = record(desk.organizations, organization_id)
    return {"organization": with_url(desk, "organizations", found)}


@router.get("/groups")
async def list_groups(request: Request, desk: TheDesk, caller: Caller) -> Record:
    return _page(request, desk, "groups", list(desk.groups.values()))


@router.get("/groups/{group_id}")
async def show_group(group_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"group": with_url(desk, "groups", record(desk.groups, group_id))}


@router.get("/groups/{group_id}/memberships")
async def group_memberships(
    request: Request, group_id: int, desk: TheDesk, caller: Caller
) -> Record:
    if group_id not in desk.groups:
        raise not_found()
    return _page(request, desk, "group_memberships", desk.memberships_of("group_id", group_id))


@router.get("/custom_roles")
async def list_roles(desk: TheDesk, caller: Caller) -> Record:
    return {"custom_roles": list(desk.custom_roles.values())}


@router.post("/custom_roles")
async def create_role(request: Request, desk: TheDesk, caller: Caller) -> Record:
    return {"custom_role": people.create_role(desk, await json_object(request, "custom_role"))}


@router.get("/custom_roles/{role_id}")
async def show_role(role_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"custom_role": record(desk.custom_roles, role_id)}


@router.get("/group_memberships")
async def list_memberships(request: Request, desk: TheDesk, caller: Caller) -> Record:
    return _page(request, desk, "group_memberships", list(desk.memberships.values()))


def _page(request: Request, desk: Desk, key: str, items: list[Record]) -> dict[str, Any]:
    return paged(request, desk.base_url, key, items, lambda item: with_url(desk, key, item))


def _searchable(user: Record) -> str:
    parts = (user["name"], user["email"], user["notes"], user["phone"], user["external_id"])
    return " ".join(str(part).lower() for part in parts if part)


def _organization_memberships(users: list[Record]) -> list[Record]:
    """Return the memberships; a user of the sandbox is in one organization at most."""
    return [
        {
            "id": user["id"],
            "user_id": user["id"],
            "organization_id": user["organization_id"],
            "default": True,
            "created_at": user["created_at"],
            "updated_at": user["updated_at"],
        }
        for user in users
        if user["organization_id"] is not None
    ]
