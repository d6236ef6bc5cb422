"""Search by JQL; the old search is gone, as it is at the vendor."""

import base64
import binascii

from fastapi import APIRouter

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, NextPageToken, StartAt
from connectors.sandbox.jira.issue_views import issue_view
from connectors.sandbox.jira.jql import parse_query
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, Json
from connectors.sandbox.jira.routes_issues import listed
from connectors.sandbox.jira.views import page

router = APIRouter()
_GONE = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at "
    "https://developer.atlassian.com/changelog/#CHANGE-2046"
)
_UNBOUNDED = (
    "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
)
_MOST = 5000


@router.get("/rest/api/{version}/search/jql")
async def search_get(
    call: CallIn,
    jql: str = "",
    fields: str = "id",
    expand: str = "",
    properties: str = "",
    size: MaxResults = 50,
    page_token: NextPageToken = "",
) -> Json:
    body = {
        "jql": jql,
        "fields": listed(fields),
        "expand": expand,
        "properties": listed(properties),
        "maxResults": size,
        "nextPageToken": page_token,
    }
    return _search(call, body)


@router.post("/rest/api/{version}/search/jql")
async def search_post(call: CallIn, body: Json) -> Json:
    return _search(call, body)


def _search(call: Call, body: Json) -> Json:
    """Return a page of what matches and the caller may see; 400 for an unbounded query."""
    jql = str(body.get("jql") or "")
    if call.state.config.data_center:
        raise JiraError(404, "null for uri: a self-hosted Jira has the old search alone")
    if not parse_query(call.state, jql).bounded:
        raise JiraError(400, _UNBOUNDED)
    found = _found(call, jql)
    start = _position(body.get("nextPageToken"))
    end = start + max(1, min(int(body.get("maxResults") or 50), _MOST))
    wanted, expand = body.get("fields") or ["id"], str(body.get("expand") or "")
    result: Json = {
        "issues": [
            issue_view(call.shape, one, wanted, expand, body.get("properties"))
            for one in found[start:end]
        ],
        "isLast": end >= len(found),
    }
    return result | ({} if result["isLast"] else {"nextPageToken": _token(end)})


def _found(call: Call, jql: str) -> list[Issue]:
    query, issues = parse_query(call.state, jql), call.state.issues.values()
    return query.run([one for one in issues if access.sees_issue(call.state, call.user, one)])


def _token(position: int) -> str:
    return base64.urlsafe_b64encode(f"page:{position}".encode()).decode()


def _position(token: object) -> int:
    if not token:
        return 0
    try:
        word, _, position = base64.urlsafe_b64decode(str(token)).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise JiraError(400, "The page token is not valid.") from error
    if word != "page" or not position.isdigit():
        raise JiraError(400, "The page token is not valid.")
    return int(position)


@router.get("/rest/api/{version}/search")
async def old_search(
    call: CallIn,
    jql: str = "",
    fields: str = "*navigable",
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    """Refuse with 410 in the cloud; a self-hosted Jira still answers its own search."""
    if not call.state.config.data_center:
        raise JiraError(410, _GONE)
    found = _found(call, jql)
    chosen, members = page(found, start, size)
    return {**members, "issues": [issue_view(call.shape, one, listed(fields)) for one in chosen]}


@router.post("/rest/api/{version}/search")
async def old_search_post(call: CallIn, body: Json) -> Json:
    """Answer as the GET does."""
    return await old_search(
        call, str(body.get("jql") or ""), body.get("startAt", 0), body.get("maxResults", 50)
    )


@router.post("/rest/api/{version}/search/approximate-count")
async def approximate_count(call: CallIn, body: Json) -> Json:
    return {"count": len(_found(call, str(body.get("jql") or "")))}
