"""What the pages show, as plain values for the templates."""

from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.fields import is_empty, plain
from connectors.sandbox.jira.prose import to_wiki
from connectors.sandbox.jira.records import Comment, Field, HistoryEntry, Issue, Json, User
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.jira.transitions import choices, screen_fields, target_status
from connectors.sandbox.jira.views import Shape, offered_fields, visible_comments

_TEXTS = ("text", "adf", "labels")
_SIDE = ("assignee", "reporter", "priority", "labels", "security", "duedate")


def list_page(state: JiraState, viewer: User) -> Json:
    """Return the issues that the viewer may see, last changed first."""
    seen = [one for one in state.issues.values() if access.sees_issue(state, viewer, one)]
    seen.sort(key=lambda one: one.updated, reverse=True)
    return _frame(state, viewer) | {"issues": [_row(state, one) for one in seen]}


def _frame(state: JiraState, viewer: User) -> Json:
    return {"viewer": viewer, "people": list(state.users.values())}


def _row(state: JiraState, issue: Issue) -> Json:
    return {
        "key": issue.key,
        "summary": issue.values["summary"],
        "type": state.issue_types[issue.type_id].name,
        "status": state.statuses[issue.status_id],
        "updated": _when(issue.updated),
    }


def _when(moment: Any) -> str:
    return f"{moment:%d %b %Y, %H:%M:%S} UTC"


def issue_page(state: JiraState, issue: Issue, viewer: User) -> Json:
    """Return all that the issue's page shows this viewer."""
    project = state.project_of(issue)
    offered = [one for one in choices(state, issue, viewer, over_api=False) if one.available]
    shape = Shape(state, "", 3, viewer)
    return _frame(state, viewer) | {
        "issue": _row(state, issue),
        "project": project,
        "description": issue.values.get("description"),
        "side": [_field(state, issue, state.fields[name]) for name in _SIDE],
        "custom": [
            _field(state, issue, one) for one in offered_fields(state, issue) if one.is_custom
        ],
        "editable": _inputs(state, issue, state.screen_of(project).field_ids),
        "transitions": [
            {
                "id": one.transition["id"],
                "name": one.transition["name"],
                "to": state.statuses[target_status(one.transition, issue)],
                "inputs": _inputs(state, issue, screen_fields(state, one.transition)),
            }
            for one in offered
        ],
        "comments": [_comment(state, issue, one, viewer) for one in visible_comments(shape, issue)],
        "history": [_history(state, one) for one in reversed(issue.history)],
        "remote_links": [_remote(one.data) for one in issue.remote_links],
        "attachments": issue.attachments,
        "roles": [one for one in state.roles if access.in_role(project, viewer, one)],
    }


def _field(state: JiraState, issue: Issue, target: Field) -> Json:
    value = issue.values.get(target.field_id)
    return {
        "id": target.field_id,
        "name": target.name,
        "text": plain(state, target, value),
        "document": value if target.kind == "adf" else None,
        "empty": is_empty(value),
    }


def _inputs(state: JiraState, issue: Issue, names: list[str]) -> list[Json]:
    known = {one.field_id: one for one in offered_fields(state, issue)}
    shown = [known[name] for name in names if name in known and known[name].kind in _TEXTS]
    return [{**_field(state, issue, one), "kind": one.kind} for one in shown]


def _comment(state: JiraState, issue: Issue, comment: Comment, viewer: User) -> Json:
    own = comment.author == viewer.account_id or access.is_admin(state, viewer)
    return {
        "id": comment.comment_id,
        "author": state.users[comment.author].display_name,
        "when": _when(comment.created),
        "edited": comment.updated != comment.created,
        "document": comment.body,
        "text": _source(comment),
        "restricted": comment.visibility,
        "internal": comment.is_internal and state.project_of(issue).is_service_desk,
        "mine": own,
    }


def _source(comment: Comment) -> str:
    """Return the text that gives this comment's paragraphs and code blocks again."""
    parts = []
    for block in comment.body["content"]:
        text = to_wiki({"content": [block]})
        if block["type"] == "codeBlock":
            inner = "".join(one["text"] for one in block.get("content", []))
            language = block.get("attrs", {}).get("language", "")
            text = f"```{language}\n{inner}\n```"
        parts.append(text)
    return "\n\n".join(parts)


def _history(state: JiraState, entry: HistoryEntry) -> Json:
    return {
        "author": state.users[entry.author].display_name,
        "when": _when(entry.created),
        "items": [
            {"field": one["field"], "old": one["fromString"], "new": one["toString"]}
            for one in entry.items
        ],
    }


def _remote(data: Json) -> Json:
    target = data["object"]
    url = str(target["url"])
    return {
        "title": target["title"],
        "url": url if url.startswith(("http://", "https://")) else "",
        "summary": target.get("summary", ""),
        "relationship": data.get("relationship", "links to"),
        "resolved": bool((target.get("status") or {}).get("resolved")),
        "status": ((target.get("status") or {}).get("icon") or {}).get("title", ""),
    }
