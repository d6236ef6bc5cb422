"""Which tickets an agent may see, decided as Zendesk decides it. Pure; what it does not know is no.

Source: the vendor's OpenAPI document, user object, `ticket_restriction`; group object, `is_public`.
"""

from collections.abc import Set as AbstractSet

from connectors.zendesk.reading import Wire, WireTicket


class WireAgent(Wire):
    """A user as access needs it; `ticket_restriction` has no default, because null means all."""

    id: int
    role: str | None = None
    active: bool = False
    suspended: bool = True
    organization_id: int | None = None
    ticket_restriction: str | None


class WireGroup(Wire):
    """A group as access needs it; one that does not say that it is public is private."""

    is_public: bool = False


def sees_all(agent: WireAgent) -> bool:
    """An active admin, or an active agent without restriction (private groups aside)."""
    if not works(agent):
        return False
    return agent.role == "admin" or agent.ticket_restriction is None


def works(agent: WireAgent) -> bool:
    """An admin or an agent who is neither deleted nor suspended."""
    return agent.role in ("admin", "agent") and agent.active and not agent.suspended


def needs_groups(agent: WireAgent) -> bool:
    """Whether `sees` must know the agent's groups whatever the ticket's group is."""
    return works(agent) and agent.ticket_restriction == "groups"


def asks_group(agent: WireAgent, ticket: WireTicket) -> bool:
    """Whether `sees` must know if the ticket's group is private.

    To an admin that makes no difference, and an agent bound to groups is a member or is refused.
    """
    bound = agent.role == "admin" or needs_groups(agent)
    return works(agent) and not bound and ticket.group_id is not None


def sees(
    agent: WireAgent, ticket: WireTicket, groups: AbstractSet[int], *, private: bool = False
) -> bool:
    """Whether the agent may see this ticket; False for a restriction that is not known.

    `groups` are the agent's. A ticket in a private group is for its members alone, admins aside.
    """
    if not works(agent) or ticket.status == "deleted":
        return False
    if private and agent.role != "admin" and ticket.group_id not in groups:
        return False
    if sees_all(agent):
        return True
    match agent.ticket_restriction:
        case "groups":
            return ticket.group_id in groups or ticket.assignee_id == agent.id
        case "assigned":
            return ticket.assignee_id == agent.id
        case "organization":
            own = agent.organization_id
            return own is not None and ticket.organization_id == own
        case "requested":
            return ticket.requester_id == agent.id
        case _:
            return False
