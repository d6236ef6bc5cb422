"""Jira Service Management: comments of a request, public or internal."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn
from connectors.sandbox.jira.comments import INTERNAL, add_comment
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.prose import from_text, to_html, to_wiki
from connectors.sandbox.jira.records import Comment, Issue, Json
from connectors.sandbox.jira.views import millis, stamp, user_view, visible_comments

router = APIRouter()
_PATH = "/rest/servicedeskapi/request/{key}/comment"


def _request(call: Call, key: str) -> Issue:
    issue = call.state.find_issue(key)
    seen = issue is not None and access.sees_issue(call.state, call.user, issue)
    if issue is None or not seen or not call.state.project_of(issue).is_service_desk:
        raise _missing("The request does not exist, or you may not see it.")
    return issue


def _missing(text: str) -> JiraError:
    message = {"i18nKey": "sd.request.error", "parameters": []}
    return JiraError(404, body={"errorMessage": text, "i18nErrorMessage": message})


@router.get(_PATH)
async def comments(
    call: CallIn,
    key: str,
    public: bool = True,
    internal: bool = True,
    start: int = 0,
    limit: Annotated[int, Query(le=100)] = 50,
    expand: str = "",
) -> Json:
    """Return a page of a request's comments, of either kind or both."""
    issue = _request(call, key)
    found = [
        one
        for one in visible_comments(call.shape, issue)
        if (internal if one.is_internal else public)
    ]
    chosen = found[start : start + limit]
    return {
        "_expands": [],
        "size": len(chosen),
        "start": start,
        "limit": limit,
        "isLastPage": start + len(chosen) >= len(found),
        "_links": _page_links(call, issue, start, limit, len(found)),
        "values": [_view(call, issue, one, expand) for one in chosen],
    }


def _page_links(call: Call, issue: Issue, start: int, limit: int, total: int) -> Json:
    base = f"{call.shape.base}/rest/servicedeskapi"
    here = f"{base}/request/{issue.issue_id}/comment"
    links = {"self": here, "base": base, "context": ""}
    if start + limit < total:
        links["next"] = f"{here}?start={start + limit}&limit={limit}"
    if start > 0:
        links["prev"] = f"{here}?start={max(0, start - limit)}&limit={limit}"
    return links


@router.post(_PATH, status_code=201)
async def create(call: CallIn, key: str, body: Json) -> Json:
    """Comment on a request; without `public` it is for the customer to see."""
    issue = _request(call, key)
    text = body.get("body")
    if not isinstance(text, str) or not text.strip():
        raise JiraError(400, body={"errorMessage": "The comment's body must not be empty."})
    raw: Json = {"body": from_text(text)}
    if body.get("public") is False:
        raw["properties"] = [{"key": INTERNAL, "value": {"internal": True}}]
    comment = add_comment(call.state, issue, call.user, raw, 3)
    return _view(call, issue, comment, "")


@router.get(_PATH + "/{comment_id}")
async def read(call: CallIn, key: str, comment_id: str, expand: str = "") -> Json:
    issue = _request(call, key)
    for one in visible_comments(call.shape, issue):
        if one.comment_id == comment_id:
            return _view(call, issue, one, expand)
    raise _missing("The comment does not exist, or you may not see it.")


def _view(call: Call, issue: Issue, comment: Comment, expand: str) -> Json:
    path = f"request/{issue.issue_id}/comment/{comment.comment_id}"
    view: Json = {
        "_expands": ["attachment", "renderedBody"],
        "id": comment.comment_id,
        "body": to_wiki(comment.body),
        "public": not comment.is_internal,
        "author": _person(call, comment.author),
        "created": _date(comment.created),
        "_links": {"self": f"{call.shape.base}/rest/servicedeskapi/{path}"},
    }
    if "renderedBody" in expand:
        view["renderedBody"] = {"html": to_html(comment.body)}
    return view


def _person(call: Call, account_id: str) -> Json:
    user = user_view(call.shape, account_id)
    address = user.pop("self")
    user.pop("accountType", None)
    avatars = user.pop("avatarUrls")
    links = {"jiraRest": address, "avatarUrls": avatars, "self": address}
    return {"key": account_id, "name": account_id, **user, "_links": links}


def _date(moment: datetime) -> Json:
    return {
        "iso8601": moment.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "jira": stamp(moment),
        "friendly": moment.strftime("%d/%b/%y %H:%M"),
        "epochMillis": millis(moment),
    }
