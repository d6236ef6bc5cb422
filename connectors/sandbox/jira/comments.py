"""Comments: written, restricted, marked internal, changed and removed."""

from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.adf import Adf, is_document
from connectors.sandbox.jira.edits import announce_update, history_item, record
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.prose import from_text, to_wiki
from connectors.sandbox.jira.records import Comment, Issue, Json, User
from connectors.sandbox.jira.state import Happening, JiraState

INTERNAL = "sd.public.comment"


def add_comment(state: JiraState, issue: Issue, user: User, raw: Json, version: int) -> Comment:
    """Store a comment from a request and tell the webhooks.

    400 for a body that is no document (in API v2: no text), an unknown restriction, bad properties.
    """
    access.require(state, user, "ADD_COMMENTS", issue)
    now = state.now()
    comment = Comment(
        comment_id=str(state.next_id("comment")),
        author=user.account_id,
        body=read_body(raw.get("body"), version),
        created=now,
        update_author=user.account_id,
        updated=now,
        visibility=access.read_visibility(state, user, issue, raw.get("visibility")),
        properties=_read_properties(raw),
    )
    issue.comments.append(comment)
    issue.updated = now
    _announce(state, issue, user, comment, "comment_created", "issue_commented")
    return comment


def edit_comment(
    state: JiraState, issue: Issue, user: User, comment: Comment, raw: Json, version: int
) -> None:
    """Change a comment; what the request leaves out (restriction, properties) stays."""
    access.require_own(state, user, comment.author, "edit")
    body = read_body(raw.get("body"), version)
    if "visibility" in raw:
        comment.visibility = access.read_visibility(state, user, issue, raw["visibility"])
    comment.properties |= _read_properties(raw)
    comment.body = body
    comment.update_author = user.account_id
    comment.updated = issue.updated = state.now()
    _announce(state, issue, user, comment, "comment_updated", "issue_comment_edited")


def delete_comment(state: JiraState, issue: Issue, user: User, comment: Comment) -> None:
    """Remove a comment. A self-hosted Jira keeps an unrestricted one's text in the history."""
    access.require_own(state, user, comment.author, "delete")
    issue.comments.remove(comment)
    issue.updated = state.now()
    if state.config.data_center and comment.visibility is None:
        old = (comment.comment_id, to_wiki(comment.body))
        record(state, issue, user, [history_item("Comment", "comment", old, (None, None))])
    _announce(state, issue, user, comment, "comment_deleted", "issue_comment_deleted")


def read_body(raw: Any, version: int) -> Adf:
    """Return the document of a request's comment body, or raise the vendor's 400."""
    if version == 2 and isinstance(raw, str) and raw.strip():
        return from_text(raw)
    if not isinstance(raw, dict) or version == 2:
        raise JiraError(400, errors={"comment": "Comment body is not valid!"})
    if not is_document(raw):
        raise JiraError(400, "INVALID_INPUT")
    if not raw["content"]:
        raise JiraError(400, errors={"comment": "Comment body can not be empty!"})
    return raw


def _read_properties(raw: Json) -> dict[str, Any]:
    entries = raw.get("properties") or []
    if not all(isinstance(one, dict) and {"key", "value"} <= set(one) for one in entries):
        raise JiraError(400, "Every property needs a key and a value.")
    for entry in entries:
        check_property(entry["key"], entry["value"])
    return {entry["key"]: entry["value"] for entry in entries}


def check_property(key: str, value: Any) -> None:
    """Refuse a property whose key or value is longer than Jira keeps (docs/vendors.md)."""
    if len(key) > 255:
        raise JiraError(400, "The property key cannot be longer than 255 characters.")
    if len(str(value)) > 32768:
        raise JiraError(400, "The property value cannot be longer than 32768 characters.")


def _announce(
    state: JiraState, issue: Issue, user: User, comment: Comment, event: str, kind: str
) -> None:
    state.announce(Happening(event, user, issue, comment=comment))
    if kind != "issue_comment_deleted":
        state.announce(Happening("jira:issue_updated", user, issue, kind, comment=comment))
    else:
        announce_update(state, issue, user, kind, [], None)
