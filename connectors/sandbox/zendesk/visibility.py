"""Which tickets the account shows to whom, as its documentation tells it."""

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import Record, Ticket


def may_view(desk: Desk, user_id: int, ticket: Ticket) -> bool:
    """Say whether a user may open a ticket.

    Administrators open all. A private group's tickets are for its members. An end user opens what
    they requested or are copied on.
    """
    user = desk.users.get(user_id)
    if user is None or user["suspended"] or not user["active"]:
        return False
    if user["role"] == "admin":
        return True
    if user["role"] == "end-user":
        return user_id in (ticket.requester_id, *ticket.collaborator_ids)
    groups = {entry["group_id"] for entry in desk.memberships_of("user_id", user_id)}
    if _is_private(desk, ticket) and ticket.group_id not in groups:
        return False
    return _in_reach(_access_of(desk, user), desk, user, ticket, groups)


def _access_of(desk: Desk, user: Record) -> str:
    """An agent's reach in the words of custom roles, by the role or the user's own restriction."""
    role = desk.custom_roles.get(user["custom_role_id"])
    if role is not None:
        return str(role["configuration"]["ticket_access"])
    own = {
        None: "all",
        "assigned": "assigned-only",
        "groups": "within-groups",
        "organization": "within-organization",
    }
    return own.get(user["ticket_restriction"], "requested")


def _in_reach(access: str, desk: Desk, user: Record, ticket: Ticket, groups: set[int]) -> bool:
    assigned: bool = ticket.assignee_id == user["id"]
    match access:
        case "all":
            return True
        case "assigned-only":
            return assigned
        case "within-groups":
            return assigned or ticket.group_id in groups
        case "within-groups-and-public-groups":
            public = ticket.group_id is not None and not _is_private(desk, ticket)
            return assigned or ticket.group_id in groups or public
        case "within-organization":
            own: int | None = user["organization_id"]
            return own is not None and ticket.organization_id == own
        case _:
            requester: int = user["id"]
            return ticket.requester_id == requester


def _is_private(desk: Desk, ticket: Ticket) -> bool:
    group = desk.groups.get(ticket.group_id) if ticket.group_id is not None else None
    return group is not None and not group["is_public"]
