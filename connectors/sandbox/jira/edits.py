"""Changes to issues: what a request may set, the history it leaves, the event it makes."""

import uuid
from collections.abc import Collection
from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.fields import FieldError, Place, history_value, is_empty, parse
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import HistoryEntry, Issue, Json, Project, User
from connectors.sandbox.jira.state import Happening, JiraState, first

_OFF_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
_ALWAYS = frozenset({"comment"})


def read_changes(
    place: Place, before: dict[str, Any], body: Json, allowed: Collection[str]
) -> dict[str, Any]:
    """Return the new stored values that a request's `fields` and `update` ask for.

    400 with every field's error at once: off the screen, in both parts, or not taken.
    """
    fields, update = body.get("fields") or {}, body.get("update") or {}
    errors = {
        name: f"Field '{name}' cannot appear in both 'fields' and 'update'"
        for name in set(fields) & set(update)
    }
    operations = {name: [{"set": raw}] for name, raw in fields.items()} | dict(update)
    values: dict[str, Any] = {}
    for name in set(operations) - _ALWAYS - set(errors):
        try:
            values[name] = _apply(place, before, name, operations[name], allowed)
        except FieldError as error:
            errors[name] = str(error)
    if errors:
        raise JiraError(400, errors=errors)
    return values


def _apply(
    place: Place, before: dict[str, Any], name: str, steps: Any, allowed: Collection[str]
) -> Any:
    target = place.state.fields.get(name)
    if target is None or name not in allowed or (target.is_custom and not _offered(place, name)):
        raise FieldError(_OFF_SCREEN.format(name))
    value = before.get(name)
    for verb, raw in _steps(steps):
        if verb != "set" and target.kind != "labels":
            raise FieldError(f"Field does not support operation '{verb}'")
        value = parse(place, target, raw if verb == "set" else _relabel(value or [], verb, raw))
    if name == "summary" and is_empty(value):
        raise FieldError("You must specify a summary of the issue.")
    return value


def _steps(steps: Any) -> list[tuple[str, Any]]:
    if not isinstance(steps, list) or not all(isinstance(s, dict) and len(s) == 1 for s in steps):
        raise FieldError("data was not an array of operations")
    return [pair for step in steps for pair in step.items()]


def _offered(place: Place, name: str) -> bool:
    contexts = place.state.fields[name].contexts
    return any(one.covers(place.project.project_id, place.type_id) for one in contexts)


def _relabel(labels: list[str], verb: str, raw: Any) -> list[Any]:
    if verb == "add":
        return [*labels, raw]
    return [one for one in labels if one != raw]


def differences(state: JiraState, before: dict[str, Any], values: dict[str, Any]) -> list[Json]:
    """Return the history items of the values that really change."""
    items: list[Json] = []
    for name, value in sorted(values.items()):
        if before.get(name) == value or (is_empty(before.get(name)) and is_empty(value)):
            continue
        target = state.fields[name]
        old, new = (history_value(state, target, one) for one in (before.get(name), value))
        kind = "custom" if target.is_custom else "jira"
        label = target.name if target.is_custom else name
        items.append(history_item(label, name, old, new, kind))
    return items


def history_item(
    label: str,
    field_id: str,
    old: tuple[str | None, str | None],
    new: tuple[str | None, str | None],
    fieldtype: str = "jira",
) -> Json:
    """Return one item of a changelog, `old` and `new` being (id, text)."""
    return {
        "field": label,
        "fieldtype": fieldtype,
        "fieldId": field_id,
        "from": old[0],
        "fromString": old[1],
        "to": new[0],
        "toString": new[1],
    }


def record(
    state: JiraState, issue: Issue, user: User, items: list[Json], metadata: Json | None = None
) -> str | None:
    """Add the items to the issue's history and return the entry's id; None without items."""
    issue.updated = state.now()
    if not items:
        return None
    entry_id = str(state.next_id("history"))
    issue.history.append(HistoryEntry(entry_id, user.account_id, issue.updated, items, metadata))
    return entry_id


def edit_issue(state: JiraState, issue: Issue, user: User, body: Json, version: int) -> None:
    """Apply a request to the fields of the edit screen and to properties; all or nothing."""
    access.require(state, user, "EDIT_ISSUES", issue)
    project = state.project_of(issue)
    place = Place(state, project, issue.type_id, version)
    allowed = state.screen_of(project).field_ids
    change_fields(state, issue, user, read_changes(place, issue.values, body, allowed), body)
    set_properties(issue, body)


def change_fields(
    state: JiraState, issue: Issue, user: User, values: dict[str, Any], body: Json
) -> None:
    """Store values, write the history and tell the webhooks, as one change."""
    items = differences(state, issue.values, values)
    issue.values.update(values)
    history_id = record(state, issue, user, items, body.get("historyMetadata"))
    if items:
        kind = "issue_assigned" if [i["field"] for i in items] == ["assignee"] else "issue_updated"
        announce_update(state, issue, user, kind, items, history_id)


def announce_update(
    state: JiraState,
    issue: Issue,
    user: User,
    kind: str,
    items: list[Json],
    history_id: str | None,
    *,
    bulk: bool = False,
) -> None:
    """Tell the webhooks that an issue changed."""
    state.announce(
        Happening(
            "jira:issue_updated", user, issue, kind, items=items, history_id=history_id, bulk=bulk
        )
    )


def set_properties(issue: Issue, body: Json) -> None:
    """Store the `properties` of a create or edit request."""
    for entry in body.get("properties") or []:
        issue.properties[entry["key"]] = entry["value"]


def create_issue(state: JiraState, user: User, body: Json, version: int) -> Issue:
    """Create an issue from a request and tell the webhooks; 400 with every field's error."""
    raw = dict(body.get("fields") or {})
    project, type_id = _read_kind(state, raw)
    if not access.has_permission(state, user, "CREATE_ISSUES", project):
        raise JiraError(403, "You do not have permission to create issues in this project.")
    if is_empty(raw.get("summary")) and "summary" not in (body.get("update") or {}):
        raise JiraError(400, errors={"summary": "You must specify a summary of the issue."})
    place = Place(state, project, type_id, version)
    allowed = [*state.screen_of(project).field_ids, "reporter"]
    values = read_changes(place, {}, {**body, "fields": raw}, allowed)
    issue = new_issue(state, user, project, type_id, values)
    set_properties(issue, body)
    items = differences(state, {}, values)
    state.announce(Happening("jira:issue_created", user, issue, "issue_created", items=items))
    return issue


def _read_kind(state: JiraState, raw: Json) -> tuple[Project, str]:
    errors: dict[str, str] = {}
    asked = raw.pop("project", None) or {}
    wanted = str(asked.get("key") or asked.get("id"))
    project = first(p for p in state.projects.values() if wanted in (p.key, p.project_id))
    if project is None:
        errors["project"] = "Specify a valid project ID or key"
    asked = raw.pop("issuetype", None) or {}
    known = [state.issue_types[one] for one in project.issue_type_ids] if project else []
    kind = first(t for t in known if asked and asked.get("id", t.type_id) == t.type_id
                 and asked.get("name", t.name) == t.name)  # fmt: skip
    if project is None or kind is None:
        raise JiraError(400, errors=errors | ({} if kind else _TYPE_ERROR))
    return project, kind.type_id


_TYPE_ERROR = {"issuetype": "Specify a valid issue type"}


def new_issue(
    state: JiraState, user: User, project: Project, type_id: str, values: dict[str, Any]
) -> Issue:
    """Put an issue into the project's first status, and tell nobody of it."""
    project.last_number += 1
    now = state.now()
    initial = first(
        one for one in state.workflows[project.workflow_id].transitions if one["type"] == "INITIAL"
    )
    if initial is None:
        raise JiraError(400, "The workflow has no initial transition.")
    defaults = {"labels": [], "reporter": user.account_id, "priority": "3"}
    issue = Issue(
        issue_id=str(state.next_id("issue")),
        key=f"{project.key}-{project.last_number}",
        project_id=project.project_id,
        type_id=type_id,
        status_id=initial["toStatusReference"],
        creator=user.account_id,
        created=now,
        updated=now,
        category_changed=now,
        values=defaults | values,
    )
    state.issues[issue.issue_id] = issue
    return issue


def delete_issue(state: JiraState, issue: Issue, user: User) -> None:
    """Remove the issue with its links and tell the webhooks."""
    access.require(state, user, "DELETE_ISSUES", issue)
    del state.issues[issue.issue_id]
    for link in [
        one for one in state.links.values() if issue.issue_id in (one.inward, one.outward)
    ]:
        del state.links[link.link_id]
    state.announce(Happening("jira:issue_deleted", user, issue))


def new_reference() -> str:
    """Return a fresh identifier in the form that Jira gives to groups, versions and workflows."""
    return str(uuid.uuid4())
