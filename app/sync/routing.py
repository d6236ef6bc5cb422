"""Where a new issue goes, by the ownership policy. Pure."""

from collections.abc import Mapping

from app.effects import AccountRef, FieldValue, PolicyWord
from app.model import Ticket
from app.sync.mapping import FieldIds
from app.sync.operating_policy import OwnershipPolicy

COMPONENTS, ASSIGNEE = "components", "assignee"


def owner_of(ticket: Ticket, policy: OwnershipPolicy, ids: FieldIds) -> str:
    """The key of the team that owns the ticket's component; empty where the policy has no team."""
    field = policy.ticket_field
    component = ticket.fields.get(ids.of_zendesk(field), "") if field is not None else ""
    return policy.team_of(component)


def routed_fields(
    ticket: Ticket, policy: OwnershipPolicy, ids: FieldIds
) -> Mapping[str, FieldValue]:
    """What an issue of this ticket starts with because of who owns it, by the field's id."""
    team = policy.teams.get(owner_of(ticket, policy, ids))
    if team is None:
        return {}
    fields: dict[str, FieldValue] = {
        ids.of_jira(name): PolicyWord(value) for name, value in team.jira_fields.items()
    }
    if team.jira_component is not None:
        fields[COMPONENTS] = PolicyWord(team.jira_component)
    if team.jira_assignee is not None:
        fields[ASSIGNEE] = AccountRef(team.jira_assignee)
    return fields
