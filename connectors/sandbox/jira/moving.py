"""Cloning an issue, and moving issues to another project: both take the fields' values along."""

import copy
from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.edits import (
    announce_update,
    differences,
    history_item,
    new_issue,
    record,
)
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json, Project, User
from connectors.sandbox.jira.state import Happening, JiraState, first

_NEVER_CLONED = frozenset({"resolution", "resolutiondate", "reporter"})


def clone_issue(state: JiraState, issue: Issue, user: User) -> Issue:
    """A new issue in the first status with the values of another, as Jira's menu makes one."""
    project = state.project_of(issue)
    if not access.has_permission(state, user, "CREATE_ISSUES", project):
        raise JiraError(403, "You do not have permission to create issues in this project.")
    kept = {name: one for name, one in issue.values.items() if name not in _NEVER_CLONED}
    values: dict[str, Any] = copy.deepcopy(kept)
    values["summary"] = f"CLONE - {issue.values.get('summary', '')}"
    clone = new_issue(state, user, project, issue.type_id, values)
    items = differences(state, {}, values)
    state.announce(Happening("jira:issue_created", user, clone, "issue_created", items=items))
    return clone


def move_issue(state: JiraState, issue: Issue, user: User, target: Project, type_id: str) -> None:
    """Give the issue a key of the target project; the values stay as they are.

    It keeps a status of the same name, else it begins anew. 403 without the right to create there.
    """
    if type_id not in target.issue_type_ids:
        raise JiraError(400, errors={"issuetype": "Specify a valid issue type"})
    if not access.has_permission(state, user, "CREATE_ISSUES", target):
        raise JiraError(403, "You do not have permission to move issues to this project.")
    old_project, old_key, old_status = state.project_of(issue), issue.key, issue.status_id
    target.last_number += 1
    issue.project_id, issue.type_id = target.project_id, type_id
    issue.key = f"{target.key}-{target.last_number}"
    issue.status_id = _status_there(state, issue)
    items = [
        history_item(
            "project", "project",
            (old_project.project_id, old_project.name), (target.project_id, target.name),
        ),
        history_item("Key", "issuekey", (None, old_key), (None, issue.key)),
        *_status_item(state, old_status, issue.status_id),
    ]  # fmt: skip
    history_id = record(state, issue, user, items)
    announce_update(state, issue, user, "issue_moved", items, history_id, bulk=True)


def _status_there(state: JiraState, issue: Issue) -> str:
    workflow = state.workflow_of(issue)
    known = {str(one["statusReference"]) for one in workflow.statuses}
    if issue.status_id in known:
        return issue.status_id
    start = first(one for one in workflow.transitions if one["type"] == "INITIAL")
    if start is None:
        raise JiraError(400, "The workflow has no initial transition.")
    return str(start["toStatusReference"])


def _status_item(state: JiraState, old: str, new: str) -> list[Json]:
    if old == new:
        return []
    names = state.statuses[old].name, state.statuses[new].name
    return [history_item("status", "status", (old, names[0]), (new, names[1]))]
