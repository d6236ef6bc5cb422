"""Users, organizations, groups and their memberships, as the vendor's objects."""

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import invalid
from connectors.sandbox.zendesk.model import Record

ROLES = ("end-user", "agent", "admin")
TICKET_ACCESS = {
    "all": None,
    "assigned-only": "assigned",
    "within-groups": "groups",
    "within-groups-and-public-groups": None,
    "within-organization": "organization",
}
"""What a custom role's agents may see, and the restriction that their users then show."""

RESTRICTIONS = (None, "assigned", "groups", "organization", "requested")


def create_user(desk: Desk, given: Record) -> Record:
    """Add a user; 422 without a name, with a taken e-mail address or an unknown role."""
    if not given.get("name"):
        raise invalid("name", "Name: is too short (minimum one character)", "BlankValue")
    email = given.get("email")
    if email and desk.user_by_email(email):
        raise invalid("email", "Email: is already being used by another user", "DuplicateValue")
    user = _user_defaults(desk) | {k: v for k, v in given.items() if k in _USER_KEYS}
    if user["role"] not in ROLES or user["ticket_restriction"] not in RESTRICTIONS:
        raise invalid("role", "Role: is not included in the list", "InvalidValue")
    if user["custom_role_id"] is not None:
        user = _take_role(desk, user)
    if user["role"] != "end-user":
        user |= {"moderator": True, "restricted_agent": user["ticket_restriction"] is not None}
    desk.users[user["id"]] = user
    return user


def create_role(desk: Desk, given: Record) -> Record:
    """Add a custom role; 422 without a name or with an unknown `ticket_access`."""
    if not given.get("name"):
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    usual = {"ticket_access": "all", "ticket_editing": True}
    configuration = {**usual, **(given.get("configuration") or {})}
    if configuration["ticket_access"] not in TICKET_ACCESS:
        raise invalid("configuration", "Ticket access: is invalid", "InvalidValue")
    now = desk.now_stamp()
    role: Record = {
        "id": desk.next_id(),
        "name": given["name"],
        "description": given.get("description", ""),
        "role_type": 0,
        "team_member_count": 0,
        "configuration": configuration,
        "created_at": now,
        "updated_at": now,
    }
    desk.custom_roles[role["id"]] = role
    return role


def _take_role(desk: Desk, user: Record) -> Record:
    """What a custom role makes of an agent: the restriction of the user follows it."""
    role = desk.custom_roles.get(user["custom_role_id"])
    if role is None or user["role"] != "agent":
        raise invalid("custom_role_id", "Custom role: is invalid", "InvalidValue")
    access = role["configuration"]["ticket_access"]
    role["team_member_count"] += 1
    return user | {"role_type": 0, "ticket_restriction": TICKET_ACCESS[access]}


def create_organization(desk: Desk, given: Record) -> Record:
    """Add an organization; 422 without a name."""
    if not given.get("name"):
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    now = desk.now_stamp()
    organization: Record = {
        "id": desk.next_id(),
        "name": "",
        "details": None,
        "notes": None,
        "domain_names": [],
        "external_id": None,
        "group_id": None,
        "organization_fields": {},
        "shared_comments": False,
        "shared_tickets": False,
        "tags": [],
        "created_at": now,
        "updated_at": now,
    }
    organization |= {k: v for k, v in given.items() if k in organization and k != "id"}
    desk.organizations[organization["id"]] = organization
    return organization


def create_group(desk: Desk, name: str, *, is_public: bool = True) -> Record:
    """Add a group of agents; a private group is not shown to agents outside it."""
    now = desk.now_stamp()
    group: Record = {
        "id": desk.next_id(),
        "name": name,
        "default": not desk.groups,
        "deleted": False,
        "is_public": is_public,
        "description": "",
        "created_at": now,
        "updated_at": now,
    }
    desk.groups[group["id"]] = group
    return group


def join(desk: Desk, user_id: int, group_id: int) -> Record:
    """Make an agent a member of a group; the first becomes the default."""
    now = desk.now_stamp()
    first = not desk.memberships_of("user_id", user_id)
    membership: Record = {
        "id": desk.next_id(),
        "user_id": user_id,
        "group_id": group_id,
        "default": first,
        "created_at": now,
        "updated_at": now,
    }
    desk.memberships[membership["id"]] = membership
    if first:
        desk.user(user_id)["default_group_id"] = group_id
    return membership


def _user_defaults(desk: Desk) -> Record:
    now = desk.now_stamp()
    return _USER_TEMPLATE | {
        "id": desk.next_id(),
        "created_at": now,
        "updated_at": now,
        "tags": [],
        "user_fields": {},
    }


_USER_TEMPLATE: Record = {
    "name": "",
    "email": None,
    "active": True,
    "alias": "",
    "custom_role_id": None,
    "default_group_id": None,
    "details": "",
    "external_id": None,
    "iana_time_zone": "Etc/UTC",
    "last_login_at": None,
    "locale": "en-US",
    "locale_id": 1,
    "moderator": False,
    "notes": "",
    "only_private_comments": False,
    "organization_id": None,
    "phone": None,
    "photo": None,
    "restricted_agent": True,
    "role": "end-user",
    "role_type": None,
    "shared": False,
    "shared_agent": False,
    "shared_phone_number": None,
    "signature": "",
    "suspended": False,
    "ticket_restriction": None,
    "time_zone": "UTC",
    "two_factor_auth_enabled": None,
    "verified": True,
}
_USER_KEYS = frozenset(_USER_TEMPLATE) | {"tags", "user_fields"}
