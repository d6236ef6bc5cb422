"""Webhook bodies: API v2's shape, comments as wiki text (docs/vendors.md)."""

from connectors.sandbox.jira.issue_views import issue_fields
from connectors.sandbox.jira.records import Issue, Json
from connectors.sandbox.jira.state import Happening, JiraState
from connectors.sandbox.jira.views import Shape, comment_view, millis, user_view

_BRIEF = ("summary", "issuetype", "project", "assignee", "priority", "status")


def body_of(state: JiraState, happening: Happening) -> Json:
    """Return the body that is posted for this event; the time is that of the sandbox's clock."""
    shape = Shape(state, state.base_url, version=2)
    body: Json = {"timestamp": millis(state.now()), "webhookEvent": happening.event}
    if happening.event.startswith("comment_"):
        return body | _comment_part(shape, happening)
    if happening.event.startswith("jira:issue_"):
        return body | _issue_part(shape, happening)
    return body | happening.extra


def _comment_part(shape: Shape, happening: Happening) -> Json:
    part: Json = {}
    if happening.issue is not None and happening.comment is not None:
        part["comment"] = comment_view(shape, happening.issue, happening.comment)
        part["issue"] = _brief(shape, happening.issue)
    if not shape.state.config.data_center:
        part["eventType"] = "primaryAction"
    return part


def _brief(shape: Shape, issue: Issue) -> Json:
    fields = issue_fields(shape, issue)
    return {
        "id": issue.issue_id,
        "self": shape.api(f"issue/{issue.issue_id}"),
        "key": issue.key,
        "fields": {name: fields.get(name) for name in _BRIEF},
    }


def _issue_part(shape: Shape, happening: Happening) -> Json:
    part: Json = {}
    if happening.kind is not None:
        part["issue_event_type_name"] = happening.kind
    part["user"] = user_view(shape, happening.user.account_id)
    if happening.issue is not None:
        part["issue"] = _whole(shape, happening.issue)
    if happening.items:
        history_id = happening.history_id or str(shape.state.next_id("history"))
        part["changelog"] = {"id": history_id, "items": happening.items}
    if happening.comment is not None and happening.issue is not None:
        part["comment"] = comment_view(shape, happening.issue, happening.comment)
    return part


def _whole(shape: Shape, issue: Issue) -> Json:
    fields = issue_fields(shape, issue)
    del fields["comment"], fields["worklog"]
    address = shape.api(f"issue/{issue.issue_id}")
    return {"id": issue.issue_id, "self": address, "key": issue.key, "fields": fields}


def property_body(issue: Issue, key: str, value: object) -> Json:
    """Return what an issue_property event adds to its body."""
    return {
        "property": {"key": key, "value": value},
        "issue": {"id": issue.issue_id, "key": issue.key},
    }
