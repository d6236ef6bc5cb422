"""How escalations are worked, as frozen models: a part of `policies/mapping`."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from app.model import Model

Hours = Annotated[float, Field(ge=0.25, le=24 * 30)]


class SilenceExample(Model):
    """After `hours` without an update to the customer the clock of this severity shows `state`."""

    severity: str
    hours: float = Field(ge=0, le=24 * 60)
    state: Literal["fine", "soon", "overdue"]


class SilencePolicy(Model):
    """How long a customer may hear nothing.

    `hours` by severity, `otherwise` for one that is not listed or not chosen. From `soon_minutes`
    before an update is due, agents are reminded. A promise that names a day and no time is due at
    `day_ends` (UTC). In the statuses `answered` engineering has said what it had to say.
    """

    hours: Mapping[str, Hours] = {}
    otherwise: Hours = 72
    soon_minutes: int = Field(default=60, ge=5, le=24 * 60)
    day_ends: str = Field(default="17:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    answered: tuple[str, ...] = ()
    examples: tuple[SilenceExample, ...] = ()


class SyncPolicy(Model):
    """The engineer sync: at most `most` cases, those of `urgent` severities first.

    `ask_item` is the packet item that asks engineering something; without it the agenda is empty.
    `attendees` are roles or teams.
    """

    most: int = Field(default=8, ge=1, le=20)
    urgent: tuple[str, ...] = ()
    ask_item: str | None = Field(default=None, min_length=1)
    attendees: tuple[str, ...] = ()


class AccountsPolicy(Model):
    """Accounts that get a weekly summary: ids of Zendesk organizations, no names."""

    strategic: tuple[Annotated[str, Field(pattern=r"^[0-9]{1,20}$")], ...] = ()


class TeamPolicy(Model):
    """A team and what it owns.

    A new issue of its components gets `jira_component`, `jira_assignee` (an account id) and
    `jira_fields` (a field's name or id to a value that it offers). `contacts` say by severity whom
    to turn to: a role, a rota or a channel.
    """

    label: str = Field(min_length=1, max_length=80)
    components: tuple[str, ...] = ()
    jira_component: str | None = Field(default=None, min_length=1)
    jira_assignee: str | None = Field(default=None, min_length=1)
    jira_fields: Mapping[str, str] = {}
    contacts: Mapping[str, str] = {}


class OwnershipPolicy(Model):
    """Who owns what. `components` are the values of `ticket_field` with what people call them.

    What no team owns, and a ticket without a component, is the team `default`'s. `examples` map a
    value of the field to the team that must own it.
    """

    ticket_field: str | None = Field(default=None, min_length=1)
    components: Mapping[str, str] = {}
    teams: Mapping[str, TeamPolicy] = {}
    default: str | None = None
    examples: Mapping[str, str] = {}

    def team_of(self, component: str) -> str:
        """The key of the team that owns the component; empty where the policy names no team."""
        owners = (name for name, team in self.teams.items() if component in team.components)
        return next(owners, self.default or "")
