"""Which transitions an issue offers, and taking one: by REST, in bulk and from the page alike."""

from dataclasses import dataclass
from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.comments import add_comment, read_body
from connectors.sandbox.jira.edits import (
    announce_update,
    differences,
    history_item,
    read_changes,
    record,
)
from connectors.sandbox.jira.fields import Place
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json, User
from connectors.sandbox.jira.rules import Trial, is_hidden, refusals
from connectors.sandbox.jira.state import JiraState


@dataclass(frozen=True)
class Choice:
    """A transition that leaves the issue's status; conditions may make it unavailable."""

    transition: Json
    available: bool


def choices(state: JiraState, issue: Issue, user: User, *, over_api: bool = True) -> list[Choice]:
    """Return the transitions out of the issue's status, hidden ones with `available` false."""
    trial = Trial(state, issue, user, issue.values, over_api)
    permitted = access.has_permission(state, user, "TRANSITION_ISSUES", state.project_of(issue))
    leaving = [one for one in state.workflow_of(issue).transitions if _leaves(one, issue.status_id)]
    return [Choice(one, permitted and not is_hidden(trial, one)) for one in leaving]


def _leaves(transition: Json, status_id: str) -> bool:
    if transition["type"] == "GLOBAL":
        return True
    sources = [link["fromStatusReference"] for link in transition.get("links", [])]
    return transition["type"] == "DIRECTED" and status_id in sources


def target_status(transition: Json, issue: Issue) -> str:
    """Return the status the transition leads to; a looped one leads to where it starts."""
    return str(transition.get("toStatusReference") or issue.status_id)


def screen_fields(state: JiraState, transition: Json) -> list[str]:
    """Return the fields on the transition's screen; empty without a screen."""
    rule = transition.get("transitionScreen")
    if not rule or rule["ruleKey"] != "system:transition-screen":
        return []
    screen = state.screens.get(int(rule["parameters"]["screenId"]))
    return screen.field_ids if screen else []


def take(
    state: JiraState,
    issue: Issue,
    user: User,
    body: Json,
    version: int,
    *,
    over_api: bool = True,
    bulk: bool = False,
) -> None:
    """Take the transition that the request names, with its screen's fields; all or nothing.

    400 when it is unknown, hidden, refused by a validator, or sets a field off its screen.
    """
    transition = _chosen(state, issue, user, body, over_api=over_api)
    place = Place(state, state.project_of(issue), issue.type_id, version)
    values = read_changes(place, issue.values, body, screen_fields(state, transition))
    refused = refusals(Trial(state, issue, user, issue.values | values, over_api), transition)
    if refused:
        raise JiraError(400, *refused)
    comments = _comments(body, version)
    _move(state, issue, user, transition, values, body, bulk=bulk)
    for comment in comments:
        add_comment(state, issue, user, comment, version)


def _comments(body: Json, version: int) -> list[Json]:
    """Return the comments that come along, checked before anything is changed."""
    steps = (body.get("update") or {}).get("comment", [])
    comments = [step["add"] for step in steps if isinstance(step, dict) and "add" in step]
    for comment in comments:
        read_body(comment.get("body"), version)
    return comments


def _chosen(state: JiraState, issue: Issue, user: User, body: Json, *, over_api: bool) -> Json:
    wanted = str((body.get("transition") or {}).get("id") or "")
    if not wanted:
        raise JiraError(400, "Missing 'transition' identifier")
    for choice in choices(state, issue, user, over_api=over_api):
        if choice.transition["id"] == wanted and choice.available:
            return choice.transition
    raise JiraError(400, f"Transition id '{wanted}' is not valid for this issue.")


def _move(
    state: JiraState,
    issue: Issue,
    user: User,
    transition: Json,
    values: dict[str, Any],
    body: Json,
    *,
    bulk: bool,
) -> None:
    old, new = issue.status_id, target_status(transition, issue)
    items = differences(state, issue.values, values)
    if old != new:
        names = state.statuses[old].name, state.statuses[new].name
        items.append(history_item("status", "status", (old, names[0]), (new, names[1])))
    issue.values.update(values)
    issue.status_id = new
    history_id = record(state, issue, user, items, body.get("historyMetadata"))
    if state.statuses[old].category != state.statuses[new].category:
        issue.category_changed = issue.updated
    announce_update(state, issue, user, "issue_generic", items, history_id, bulk=bulk)
