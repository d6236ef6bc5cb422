"""The ownership policy as a table: who answers for which part of the product. Pure."""

from collections.abc import Sequence

from app.model import Model
from app.sync.operating_policy import OwnershipPolicy, TeamPolicy

NOBODY = "Everything else"
_NOTHING = "as new issues do"


class OwnedPart(Model):
    """A part of the product and its team. `routed` says where its new issues go, in words.

    `contacts` are by severity, in the order of `OwnershipTable.severities`; empty for none.
    """

    part: str
    value: str
    team: str
    routed: str
    contacts: tuple[str, ...]


class OwnershipTable(Model):
    """The matrix, the default team's line last. Empty where the policy names no team."""

    severities: tuple[str, ...]
    parts: tuple[OwnedPart, ...]


def tabulate(policy: OwnershipPolicy, severities: Sequence[str]) -> OwnershipTable:
    """The matrix as a table, each component of the policy in its order, then everything else."""
    parts = [
        _part(label, value, policy.teams[policy.team_of(value)], severities)
        for value, label in policy.components.items()
        if policy.team_of(value) in policy.teams
    ]
    default = policy.teams.get(policy.default or "")
    if default is not None:
        parts.append(_part(NOBODY, "", default, severities))
    return OwnershipTable(severities=tuple(severities), parts=tuple(parts))


def _part(label: str, value: str, team: TeamPolicy, severities: Sequence[str]) -> OwnedPart:
    return OwnedPart(
        part=label,
        value=value,
        team=team.label,
        routed=_routed(team),
        contacts=tuple(team.contacts.get(severity, "") for severity in severities),
    )


def _routed(team: TeamPolicy) -> str:
    told = [f"component {team.jira_component}"] if team.jira_component else []
    told += [f"{name} {value}" for name, value in team.jira_fields.items()]
    told += ["with an assignee"] if team.jira_assignee else []
    return ", ".join(told) or _NOTHING
