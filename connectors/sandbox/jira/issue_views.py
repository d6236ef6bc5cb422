"""An issue in JSON: the fields that were asked for and what was expanded."""

from collections.abc import Callable
from typing import Any

from connectors.sandbox.jira.fields import options
from connectors.sandbox.jira.prose import to_html
from connectors.sandbox.jira.records import Field, Issue, Json
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.jira.transitions import Choice, choices, screen_fields, target_status
from connectors.sandbox.jira.views import (
    Shape,
    attachment_view,
    comment_view,
    history_view,
    issue_type_view,
    link_view,
    offered_fields,
    project_ref,
    stamp,
    status_view,
    user_view,
    value_view,
    visible_comments,
)

EXPANDABLE = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
_NOT_NAVIGABLE = frozenset({"comment", "attachment", "worklog"})
_CONSTANT: dict[str, Any] = {
    "fixVersions": [], "versions": [], "components": [], "subtasks": [], "workratio": -1,
    "resolution": None, "resolutiondate": None, "lastViewed": None, "timeestimate": None,
    "timeoriginalestimate": None, "timespent": None, "aggregatetimeestimate": None,
    "aggregatetimespent": None,
    "aggregatetimeoriginalestimate": None, "timetracking": {},
    "progress": {"progress": 0, "total": 0}, "aggregateprogress": {"progress": 0, "total": 0},
    "worklog": {"startAt": 0, "maxResults": 20, "total": 0, "worklogs": []},
}  # fmt: skip
_SCHEMAS: dict[str, Json] = {
    "text": {"type": "string"},
    "adf": {"type": "string"},
    "labels": {"type": "array", "items": "string"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime"},
    "priority": {"type": "priority"},
    "security": {"type": "securitylevel"},
    "user": {"type": "user"},
    "option": {"type": "option"},
    "options": {"type": "array", "items": "option"},
    "status": {"type": "status"},
    "issuetype": {"type": "issuetype"},
    "project": {"type": "project"},
    "comment": {"type": "comments-page"},
    "attachment": {"type": "array", "items": "attachment"},
    "issuelinks": {"type": "array", "items": "issuelinks"},
}
READ_ONLY = tuple(
    Field(field_id, name, kind)
    for field_id, name, kind in (
        ("issuetype", "Issue Type", "issuetype"), ("project", "Project", "project"),
        ("status", "Status", "status"), ("creator", "Creator", "user"),
        ("created", "Created", "datetime"), ("updated", "Updated", "datetime"),
        ("comment", "Comment", "comment"), ("attachment", "Attachment", "attachment"),
        ("issuelinks", "Linked Issues", "issuelinks"),
        ("statuscategorychangedate", "Status Category Changed", "datetime"),
    )
)  # fmt: skip


def schema_of(target: Field) -> Json:
    """Return the field's JSON schema as Jira describes it."""
    schema = dict(_SCHEMAS[target.kind])
    if target.is_custom:
        number = int(target.field_id.removeprefix("customfield_"))
        return schema | {"custom": target.custom_type, "customId": number}
    return schema | {"system": target.field_id}


def field_details(target: Field) -> Json:
    """Return a field as `GET /field` lists it."""
    number = target.field_id.removeprefix("customfield_")
    clauses = [f"cf[{number}]", target.name] if target.is_custom else [target.field_id]
    editable = target not in READ_ONLY
    return {
        "id": target.field_id,
        "key": target.field_id,
        "name": target.name,
        "custom": target.is_custom,
        "orderable": editable,
        "navigable": target.field_id not in _NOT_NAVIGABLE,
        "searchable": True,
        "clauseNames": clauses,
        "schema": schema_of(target),
    }


def all_fields(state: JiraState) -> list[Field]:
    return [*state.fields.values(), *READ_ONLY]


def issue_view(
    shape: Shape,
    issue: Issue,
    wanted: list[str],
    expand: str = "",
    properties: list[str] | None = None,
) -> Json:
    """Return an issue with the fields that are asked for and what `expand` names."""
    view: Json = {
        "expand": EXPANDABLE,
        "id": issue.issue_id,
        "self": shape.api(f"issue/{issue.issue_id}"),
        "key": issue.key,
    }
    fields = select(issue_fields(shape, issue), wanted)
    if fields or wanted != ["id"]:
        view["fields"] = fields
    for name in [part.strip() for part in expand.split(",")]:
        if name in _EXPANSIONS:
            view[name] = _EXPANSIONS[name](shape, issue)
    if properties:
        keys = issue.properties if "*all" in properties else properties
        kept = {key: issue.properties[key] for key in keys if key in issue.properties}
        view["properties"] = kept
    return view


def select(fields: Json, wanted: list[str]) -> Json:
    """Return the fields that a `fields` parameter asks for, a leading minus taking one away."""
    without = {name[1:] for name in wanted if name.startswith("-")}
    named = {name for name in wanted if not name.startswith("-")}
    if "*all" in named or not named:
        keep = set(fields)
    elif "*navigable" in named:
        keep = {name for name in fields if name not in _NOT_NAVIGABLE} | named
    else:
        keep = named
    return {name: value for name, value in fields.items() if name in keep - without}


def issue_fields(shape: Shape, issue: Issue) -> Json:
    """Return all fields of an issue that the reader may see."""
    stored = {
        one.field_id: value_view(shape, one, issue.values.get(one.field_id))
        for one in offered_fields(shape.state, issue)
    }
    return {**_CONSTANT, **_fixed(shape, issue), **_attached(shape, issue), **stored}


def _fixed(shape: Shape, issue: Issue) -> Json:
    """Return what is the issue's but cannot be edited as a field."""
    state = shape.state
    return {
        "statuscategorychangedate": stamp(issue.category_changed),
        "issuetype": issue_type_view(shape, state.issue_types[issue.type_id]),
        "project": project_ref(shape, state.project_of(issue)),
        "status": status_view(shape, state.statuses[issue.status_id]),
        "creator": user_view(shape, issue.creator),
        "created": stamp(issue.created),
        "updated": stamp(issue.updated),
    }


def _attached(shape: Shape, issue: Issue) -> Json:
    """Return what hangs on the issue."""
    comments = [comment_view(shape, issue, one) for one in visible_comments(shape, issue)]
    every = shape.state.links.values()
    links = [one for one in every if issue.issue_id in (one.inward, one.outward)]
    here, size = shape.api(f"issue/{issue.key}"), len(comments)
    members = {"maxResults": size, "total": size, "startAt": 0}
    return {
        "watches": {"self": f"{here}/watchers", "watchCount": 0, "isWatching": False},
        "votes": {"self": f"{here}/votes", "votes": 0, "hasVoted": False},
        "issuelinks": [link_view(shape, one, issue) for one in links],
        "attachment": [attachment_view(shape, one) for one in issue.attachments],
        "comment": {"comments": comments, "self": f"{here}/comment", **members},
    }


def field_metadata(state: JiraState, issue: Issue, field_ids: list[str]) -> dict[str, Json]:
    """Return what a screen's fields take for this issue, by field id."""
    known = {one.field_id: one for one in offered_fields(state, issue)}
    return {
        name: metadata_of(state, known[name], issue.project_id, issue.type_id)
        for name in field_ids
        if name in known
    }


def metadata_of(state: JiraState, target: Field, project_id: str, type_id: str) -> Json:
    """Return one field's metadata for a project and issue type."""
    view: Json = {
        "required": target.field_id == "summary",
        "schema": schema_of(target),
        "name": target.name,
        "key": target.field_id,
        "hasDefaultValue": False,
        "operations": ["add", "set", "remove"] if target.kind == "labels" else ["set"],
    }
    if target.kind == "priority":
        view["allowedValues"] = [
            {"id": one.priority_id, "name": one.name} for one in state.priorities.values()
        ]
    elif target.kind in ("option", "options"):
        offered = options(target, project_id, type_id)
        view["allowedValues"] = [{"id": one.option_id, "value": one.value} for one in offered]
    return view


def transition_view(shape: Shape, issue: Issue, choice: Choice, expand: str) -> Json:
    """Return a transition as an issue offers it."""
    transition, state = choice.transition, shape.state
    on_screen = screen_fields(state, transition)
    to = target_status(transition, issue)
    view: Json = {
        "id": transition["id"],
        "name": transition["name"],
        "to": status_view(shape, state.statuses[to]),
        "hasScreen": bool(transition.get("transitionScreen")),
        "isGlobal": transition["type"] == "GLOBAL",
        "isInitial": False,
        "isAvailable": choice.available,
        "isConditional": bool(transition.get("conditions")),
        "looped": not transition.get("toStatusReference"),
    }
    if "transitions.fields" in expand:
        view["fields"] = field_metadata(state, issue, on_screen)
    return view


def edit_screen(shape: Shape, issue: Issue) -> Json:
    """Return the fields that the issue's edit screen holds."""
    on_screen = shape.state.screen_of(shape.state.project_of(issue)).field_ids
    return {"fields": field_metadata(shape.state, issue, on_screen)}


def _changelog(shape: Shape, issue: Issue) -> Json:
    entries = [history_view(shape, one) for one in reversed(issue.history)]
    size = len(entries)
    return {"startAt": 0, "maxResults": size, "total": size, "histories": entries}


def _transitions(shape: Shape, issue: Issue) -> list[Json]:
    if shape.reader is None:
        return []
    offered = [one for one in choices(shape.state, issue, shape.reader) if one.available]
    return [transition_view(shape, issue, one, "") for one in offered]


def _rendered(shape: Shape, issue: Issue) -> Json:
    rich = [one for one in offered_fields(shape.state, issue) if one.kind == "adf"]
    return {one.field_id: to_html(issue.values.get(one.field_id)) for one in rich}


def _names(shape: Shape, issue: Issue) -> Json:
    return {one.field_id: one.name for one in [*offered_fields(shape.state, issue), *READ_ONLY]}


def _schemas(shape: Shape, issue: Issue) -> Json:
    known = [*offered_fields(shape.state, issue), *READ_ONLY]
    return {one.field_id: schema_of(one) for one in known}


_EXPANSIONS: dict[str, Callable[[Shape, Issue], Any]] = {
    "changelog": _changelog,
    "transitions": _transitions,
    "editmeta": edit_screen,
    "renderedFields": _rendered,
    "names": _names,
    "schema": _schemas,
}
