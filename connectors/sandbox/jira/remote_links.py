"""Remote links, kept one for each globalId."""

from typing import Any

from connectors.sandbox.jira import access
from connectors.sandbox.jira.edits import announce_update, history_item, record
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json, RemoteLink, User
from connectors.sandbox.jira.state import JiraState, first

_KEPT = ("globalId", "application", "relationship", "object")


def put_remote_link(
    state: JiraState, issue: Issue, user: User, body: Json
) -> tuple[RemoteLink, bool]:
    """Store a remote link; returns it and whether it is new.

    A body whose globalId the issue has replaces that link as a whole. 400 without title or url.
    """
    access.require(state, user, "LINK_ISSUES", issue)
    data = _checked(body)
    global_id = data.get("globalId")
    known = first(
        one for one in issue.remote_links if global_id and one.data.get("globalId") == global_id
    )
    if known is not None:
        known.data = data
        issue.updated = state.now()
        return known, False
    link = RemoteLink(state.next_id("remote link"), data)
    issue.remote_links.append(link)
    _tell(state, issue, user, link, added=True)
    return link, True


def replace_remote_link(
    state: JiraState, issue: Issue, user: User, link: RemoteLink, body: Json
) -> None:
    """Put a new body in the link's place."""
    access.require(state, user, "LINK_ISSUES", issue)
    link.data = _checked(body)
    issue.updated = state.now()


def drop_remote_link(state: JiraState, issue: Issue, user: User, link: RemoteLink) -> None:
    """Remove the link; its title stays in the issue's history."""
    access.require(state, user, "LINK_ISSUES", issue)
    issue.remote_links.remove(link)
    _tell(state, issue, user, link, added=False)


def find_remote_link(issue: Issue, link_id: Any) -> RemoteLink:
    """Return the issue's link of this id or 404."""
    found = first(one for one in issue.remote_links if str(one.link_id) == str(link_id))
    if found is None:
        raise JiraError(404, "The remote link does not exist.")
    return found


def _checked(body: Json) -> Json:
    target = body.get("object")
    target = target if isinstance(target, dict) else {}
    errors = {name: f"'{name}' is required." for name in ("title", "url") if not target.get(name)}
    if len(str(body.get("globalId") or "")) > 255:
        errors["globalId"] = "'globalId' cannot be longer than 255 characters."
    if errors:
        raise JiraError(400, errors=errors)
    return {"application": {}} | {name: body[name] for name in _KEPT if body.get(name)}


def _tell(state: JiraState, issue: Issue, user: User, link: RemoteLink, *, added: bool) -> None:
    text = (str(link.link_id), f'This issue links to "{link.data["object"]["title"]}"')
    nothing = (None, None)
    ends = (nothing, text) if added else (text, nothing)
    items = [history_item("RemoteIssueLink", "RemoteIssueLink", *ends)]
    history_id = record(state, issue, user, items)
    announce_update(state, issue, user, "issue_updated", items, history_id)
