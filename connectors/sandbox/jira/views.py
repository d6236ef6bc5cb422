"""Jira's JSON for people, issues, comments and what hangs on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.adf import Adf
from connectors.sandbox.jira.fields import find_option, has_context
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.prose import to_html, to_wiki
from connectors.sandbox.jira.records import (
    Attachment,
    Comment,
    Field,
    HistoryEntry,
    Issue,
    IssueLink,
    IssueType,
    Json,
    Project,
    RemoteLink,
    Status,
    User,
)
from connectors.sandbox.jira.state import JiraState

_CATEGORIES = {
    "TODO": (2, "new", "blue-gray", "To Do"),
    "IN_PROGRESS": (4, "indeterminate", "yellow", "In Progress"),
    "DONE": (3, "done", "green", "Done"),
}
_SIZES = (("48x48", 48), ("24x24", 24), ("16x16", 16), ("32x32", 32))


@dataclass(frozen=True)
class Shape:
    """How things are shown: the site's address, the API version (2 has wiki text), the reader.

    Without a reader nothing is hidden, which is how webhooks are written.
    """

    state: JiraState
    base: str
    version: int = 3
    reader: User | None = None

    def api(self, path: str) -> str:
        """Return the address of an API resource."""
        return f"{self.base}/rest/api/{self.version}/{path}"

    def rich(self, document: Adf | None) -> Adf | str | None:
        """Return a document as this API version carries it."""
        if self.version == 3 or document is None:
            return document
        return to_wiki(document)


def stamp(moment: datetime) -> str:
    """Return a time as Jira writes it, with milliseconds and a numeric zone."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}+0000"


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def user_view(shape: Shape, account_id: str) -> Json:
    """Return a person: by accountId, or by name and key where Jira is self-hosted."""
    user = shape.state.users[account_id]
    common = {
        "emailAddress": user.email,
        "avatarUrls": {
            size: f"{shape.base}/static/avatar.svg?size={pixels}" for size, pixels in _SIZES
        },
        "displayName": user.display_name,
        "active": True,
        "timeZone": user.time_zone,
    }
    if shape.state.config.data_center:
        address = shape.api(f"user?username={user.login}")
        return {"self": address, "name": user.login, "key": user.login, **common}
    address = shape.api(f"user?accountId={account_id}")
    return {"self": address, "accountId": account_id, "accountType": "atlassian", **common}


def maybe_user(shape: Shape, account_id: str | None) -> Json | None:
    return user_view(shape, account_id) if account_id else None


def status_view(shape: Shape, status: Status) -> Json:
    number, key, color, name = _CATEGORIES[status.category]
    return {
        "self": shape.api(f"status/{status.status_id}"),
        "description": status.description,
        "iconUrl": f"{shape.base}/static/status.svg",
        "name": status.name,
        "id": status.status_id,
        "statusCategory": {
            "self": shape.api(f"statuscategory/{number}"),
            "id": number,
            "key": key,
            "colorName": color,
            "name": name,
        },
    }


def issue_type_view(shape: Shape, kind: IssueType) -> Json:
    return {
        "self": shape.api(f"issuetype/{kind.type_id}"),
        "id": kind.type_id,
        "description": kind.description,
        "iconUrl": f"{shape.base}/static/type.svg",
        "name": kind.name,
        "subtask": False,
        "avatarId": 10318,
        "hierarchyLevel": 0,
    }


def project_ref(shape: Shape, project: Project) -> Json:
    """Return a project as an issue carries it."""
    return {
        "self": shape.api(f"project/{project.project_id}"),
        "id": project.project_id,
        "key": project.key,
        "name": project.name,
        "projectTypeKey": project.type_key,
        "simplified": project.simplified,
        "avatarUrls": {
            size: f"{shape.base}/static/project.svg?size={pixels}" for size, pixels in _SIZES
        },
    }


def priority_view(shape: Shape, priority_id: str | None) -> Json | None:
    if priority_id is None:
        return None
    priority = shape.state.priorities[priority_id]
    return {
        "self": shape.api(f"priority/{priority_id}"),
        "iconUrl": f"{shape.base}/static/priority.svg",
        "name": priority.name,
        "id": priority_id,
    }


def security_view(shape: Shape, level_id: str | None) -> Json | None:
    if level_id is None:
        return None
    level = shape.state.security_levels[level_id]
    return {
        "self": shape.api(f"securitylevel/{level_id}"),
        "id": level_id,
        "description": level.description,
        "name": level.name,
    }


def value_view(shape: Shape, target: Field, value: Any) -> Any:
    """Return a stored value in JSON."""
    if value is None:
        return None
    if target.kind == "adf":
        return shape.rich(value)
    if target.kind == "user":
        return maybe_user(shape, value)
    if target.kind == "priority":
        return priority_view(shape, value)
    if target.kind == "security":
        return security_view(shape, value)
    if target.kind == "option":
        return _option_view(shape, target, value)
    if target.kind == "options":
        return [_option_view(shape, target, one) for one in value]
    return value


def _option_view(shape: Shape, target: Field, option_id: str) -> Json:
    found = find_option(target, option_id)
    address = shape.api(f"customFieldOption/{option_id}")
    return {"self": address, "value": found.value if found else "", "id": option_id}


def comment_view(shape: Shape, issue: Issue, comment: Comment, expand: str = "") -> Json:
    """Return a comment; `expand` may name renderedBody and properties."""
    view: Json = {
        "self": shape.api(f"issue/{issue.issue_id}/comment/{comment.comment_id}"),
        "id": comment.comment_id,
        "author": user_view(shape, comment.author),
        "body": shape.rich(comment.body),
        "updateAuthor": user_view(shape, comment.update_author),
        "created": stamp(comment.created),
        "updated": stamp(comment.updated),
        "jsdPublic": not (comment.is_internal and shape.state.project_of(issue).is_service_desk),
    }
    if shape.state.config.data_center:
        del view["jsdPublic"]
    if comment.visibility is not None:
        view["visibility"] = dict(comment.visibility)
    if "renderedBody" in expand:
        view["renderedBody"] = to_html(comment.body)
    if "properties" in expand:
        pairs = comment.properties.items()
        view["properties"] = [{"key": key, "value": value} for key, value in pairs]
    return view


def visible_comments(shape: Shape, issue: Issue) -> list[Comment]:
    """Return the comments that the reader may see, oldest first."""
    if shape.reader is None:
        return list(issue.comments)
    reader = shape.reader
    return [c for c in issue.comments if access.sees_comment(shape.state, reader, issue, c)]


def attachment_view(shape: Shape, attachment: Attachment) -> Json:
    number = attachment.attachment_id
    return {
        "self": shape.api(f"attachment/{number}"),
        "id": number,
        "filename": attachment.filename,
        "author": user_view(shape, attachment.author),
        "created": stamp(attachment.created),
        "size": len(attachment.content),
        "mimeType": attachment.mime_type,
        "content": shape.api(f"attachment/content/{number}"),
        "thumbnail": shape.api(f"attachment/thumbnail/{number}"),
    }


def remote_link_view(shape: Shape, issue: Issue, link: RemoteLink) -> Json:
    address = shape.api(f"issue/{issue.key}/remotelink/{link.link_id}")
    return {"id": link.link_id, "self": address, **link.data}


def history_view(shape: Shape, entry: HistoryEntry) -> Json:
    view: Json = {
        "id": entry.history_id,
        "author": user_view(shape, entry.author),
        "created": stamp(entry.created),
        "items": entry.items,
    }
    return view | ({"historyMetadata": entry.metadata} if entry.metadata else {})


def link_view(shape: Shape, link: IssueLink, seen_from: Issue | None = None) -> Json:
    """Return a link whole, or from one issue's side with the other issue alone."""
    kind = shape.state.link_types[link.type_id]
    view: Json = {
        "id": link.link_id,
        "self": shape.api(f"issueLink/{link.link_id}"),
        "type": {
            "id": kind.type_id,
            "name": kind.name,
            "inward": kind.inward,
            "outward": kind.outward,
            "self": shape.api(f"issueLinkType/{kind.type_id}"),
        },
    }
    for side, issue_id in (("inwardIssue", link.inward), ("outwardIssue", link.outward)):
        if seen_from is None or issue_id != seen_from.issue_id:
            view[side] = linked_issue_view(shape, shape.state.issues[issue_id])
    return view


def linked_issue_view(shape: Shape, issue: Issue) -> Json:
    state = shape.state
    fields = {
        "summary": issue.values["summary"],
        "status": status_view(shape, state.statuses[issue.status_id]),
        "priority": priority_view(shape, issue.values.get("priority")),
        "issuetype": issue_type_view(shape, state.issue_types[issue.type_id]),
    }
    address = shape.api(f"issue/{issue.issue_id}")
    return {"id": issue.issue_id, "key": issue.key, "self": address, "fields": fields}


def offered_fields(state: JiraState, issue: Issue) -> list[Field]:
    """Return the fields that exist for the issue, in the site's order."""
    return [one for one in state.fields.values() if has_context(one, issue)]


def page(values: list[Any], start: int, size: int) -> tuple[list[Any], Json]:
    """Return one page and the vendor's paging members; 400 for a negative start or size."""
    if start < 0 or size < 0:
        raise JiraError(400, "startAt and maxResults must not be negative.")
    members = {"startAt": start, "maxResults": size, "total": len(values)}
    return values[start : start + size], members


def page_bean(shape: Shape, path: str, values: list[Json], start: int, size: int) -> Json:
    """Return a page in the vendor's PageBean, with the address of the next one."""
    chosen, members = page(values, start, size)
    is_last = start + len(chosen) >= len(values)
    here = shape.api(f"{path}?startAt={start}&maxResults={size}")
    bean = {"self": here, **members, "isLast": is_last, "values": chosen}
    if not is_last:
        bean["nextPage"] = shape.api(f"{path}?startAt={start + size}&maxResults={size}")
    return bean
