"""Which tickets an agent may see, decided as Zendesk decides it. Pure; what it does not know is no.

Source: the vendor's OpenAPI document, user object, `ticket_restriction`.
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


def sees_all(agent: WireAgent) -> bool:
    """An active admin, or an active agent without restriction."""
    if not works(agent):
        return False
    return agent.role == "admin" or agent.ticket_restriction is None


def works(agent: WireAgent) -> bool:
    """An admin or an agent who is neither deleted nor suspended."""
    return agent.role in ("admin", "agent") and agent.active and not agent.suspended


def needs_groups(agent: WireAgent) -> bool:
    """Whether `sees` must know the agent's groups."""
    return works(agent) and agent.ticket_restriction == "groups"


def sees(agent: WireAgent, ticket: WireTicket, groups: AbstractSet[int]) -> bool:
    """Whether a restricted agent may see this ticket; False for a restriction that is not known."""
    if not works(agent) or ticket.status == "deleted":
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
