"""What an agent may do with a ticket, decided as Zendesk does. Pure; what it does not know is no.

Source: the vendor's OpenAPI document: user object (`role`, `role_type`, `ticket_restriction`,
`custom_role_id`, `chat_only`, `shared_agent`, `restricted_agent`), custom role's configuration
(`ticket_access`, `ticket_editing`), group object (`is_public`).
"""

from collections.abc import Set as AbstractSet

from connectors.zendesk.reading import Wire, WireTicket

_LIGHT_OR_FULL = frozenset({None, 0, 1, 4, 5})
"""`role_type`: custom, light, administrator, billing administrator. Chat agents (2) and
contributors (3) see tickets by rules that the vendor's document does not tell."""
_LIGHT = 1


class WireAgent(Wire):
    """A user as access needs it; `ticket_restriction` has no default, because null means all."""

    id: int
    role: str | None = None
    role_type: int | None = None
    custom_role_id: int | None = None
    active: bool = False
    suspended: bool = True
    chat_only: bool = False
    shared_agent: bool = False
    restricted_agent: bool | None = None
    organization_id: int | None = None
    ticket_restriction: str | None


class WireGroup(Wire):
    """A group as access needs it; one that does not say that it is public is private."""

    is_public: bool = False


class WireRoleRules(Wire):
    """What a custom role lets its agents see and edit; without a word about tickets, nothing."""

    ticket_access: str | None = None
    ticket_editing: bool = False


class WireRole(Wire):
    """A custom role as access needs it."""

    id: int
    configuration: WireRoleRules = WireRoleRules()


def works(agent: WireAgent) -> bool:
    """An admin or an agent of this account who is neither deleted nor suspended, nor for chat only.

    An agent who is shared by another account sees what that account shares, which nobody can tell.
    """
    usable = agent.active and not agent.suspended and not agent.chat_only and not agent.shared_agent
    return agent.role in ("admin", "agent") and agent.role_type in _LIGHT_OR_FULL and usable


def needs_role(agent: WireAgent) -> bool:
    """Whether `sees` must know the agent's custom role."""
    return works(agent) and agent.role != "admin" and agent.custom_role_id is not None


def needs_groups(agent: WireAgent, role: WireRole | None = None) -> bool:
    """Whether `sees` must know the agent's groups whatever the ticket's group is."""
    if not works(agent) or agent.role == "admin":
        return False
    bound = role is not None and (role.configuration.ticket_access or "").startswith("within-gr")
    return bound or agent.ticket_restriction == "groups"


def asks_group(agent: WireAgent, ticket: WireTicket) -> bool:
    """Whether `sees` must know if the ticket's group is private.

    To an admin that makes no difference, and an agent bound to groups is a member or is refused.
    """
    bound = agent.ticket_restriction == "groups" and agent.custom_role_id is None
    asks = works(agent) and agent.role != "admin" and not bound
    return asks and ticket.group_id is not None


def sees(
    agent: WireAgent,
    ticket: WireTicket,
    groups: AbstractSet[int],
    *,
    private: bool = False,
    role: WireRole | None = None,
) -> bool:
    """Whether the agent may see this ticket; False for a restriction that is not known.

    `groups` are the agent's, `role` is the agent's custom role. Restriction and role must both
    let the ticket be seen. A ticket in a private group is for its members alone, admins aside.
    """
    if not works(agent) or ticket.status == "deleted":
        return False
    if agent.role == "admin":
        return True
    if private and ticket.group_id not in groups:
        return False
    if agent.custom_role_id is not None:
        by_role = role is not None and _role_lets(agent, ticket, groups, role, private=private)
        return by_role and _restriction_lets(agent, ticket, groups)
    # Zendesk calls an agent restricted who has a restriction: one that is not told is not known.
    if agent.restricted_agent and agent.ticket_restriction is None:
        return False
    return _restriction_lets(agent, ticket, groups)


def edits(agent: WireAgent, role: WireRole | None = None) -> bool:
    """Whether an agent who sees a ticket may change it: no light agent, no role that may only read.

    `role` is the agent's custom role.
    """
    if agent.role == "admin":
        return True
    if agent.role_type == _LIGHT:
        return False
    return agent.custom_role_id is None or (role is not None and role.configuration.ticket_editing)


def _restriction_lets(agent: WireAgent, ticket: WireTicket, groups: AbstractSet[int]) -> bool:
    match agent.ticket_restriction:
        case None:
            return True
        case "groups":
            return ticket.group_id in groups or ticket.assignee_id == agent.id
        case "assigned":
            return ticket.assignee_id == agent.id
        case "organization":
            return _of_organization(agent, ticket)
        case "requested":
            return ticket.requester_id == agent.id
        case _:
            return False


def _role_lets(
    agent: WireAgent,
    ticket: WireTicket,
    groups: AbstractSet[int],
    role: WireRole,
    *,
    private: bool,
) -> bool:
    mine = ticket.assignee_id == agent.id
    if role.id != agent.custom_role_id:
        return False
    match role.configuration.ticket_access:
        case "all":
            return True
        case "assigned-only":
            return mine
        case "within-groups":
            return mine or ticket.group_id in groups
        case "within-groups-and-public-groups":
            public = ticket.group_id is not None and not private
            return mine or public or ticket.group_id in groups
        case "within-organization":
            return _of_organization(agent, ticket)
        case _:
            return False


def _of_organization(agent: WireAgent, ticket: WireTicket) -> bool:
    return agent.organization_id is not None and ticket.organization_id == agent.organization_id
