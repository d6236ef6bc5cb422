"""Comments and their properties."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, StartAt
from connectors.sandbox.jira.comments import (
    add_comment,
    check_property,
    delete_comment,
    edit_comment,
)
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Comment, Issue, Json
from connectors.sandbox.jira.views import comment_view, page, visible_comments

router = APIRouter()
_MOST_LISTED = 1000
_ORDERS: dict[str, Callable[[Comment], Any]] = {"created": lambda c: int(c.comment_id)}
OrderBy = Annotated[str, Query(alias="orderBy")]


@router.get("/rest/api/{version}/issue/{key}/comment")
async def comments(
    call: CallIn,
    key: str,
    start: StartAt = 0,
    size: MaxResults = 100,
    order: OrderBy = "created",
    expand: str = "",
) -> Json:
    """Return a page of the comments that the caller may see, oldest first unless `-created`."""
    issue = access.visible_issue(call.state, call.user, key)
    if order.lstrip("+-") not in _ORDERS:
        raise JiraError(400, f"The field '{order}' cannot be used to order comments.")
    found = visible_comments(call.shape, issue)
    found.sort(key=_ORDERS[order.lstrip("+-")], reverse=order.startswith("-"))
    chosen, members = page(found, start, size)
    return {**members, "comments": [comment_view(call.shape, issue, c, expand) for c in chosen]}


@router.post("/rest/api/{version}/issue/{key}/comment", status_code=201)
async def create(call: CallIn, key: str, body: Json, expand: str = "") -> Json:
    issue = access.visible_issue(call.state, call.user, key)
    comment = add_comment(call.state, issue, call.user, body, call.version)
    return comment_view(call.shape, issue, comment, expand)


@router.post("/rest/api/{version}/comment/list")
async def by_ids(call: CallIn, body: Json, expand: str = "") -> Json:
    """Return comments of any issue by their ids; those absent or hidden are left out."""
    ids = body.get("ids") or []
    if not ids or len(ids) > _MOST_LISTED:
        raise JiraError(400, f"Between 1 and {_MOST_LISTED} comment ids must be sent.")
    pairs = [
        pair for pair in map(call.state.comment, ids) if pair is not None and _seen(call, pair)
    ]
    values = [comment_view(call.shape, issue, comment, expand) for issue, comment in pairs]
    members = {"startAt": 0, "maxResults": 1048576, "total": len(values), "isLast": True}
    return {**members, "values": values}


def _seen(call: Call, pair: tuple[Issue, Comment]) -> bool:
    state, user = call.state, call.user
    return access.sees_issue(state, user, pair[0]) and access.sees_comment(state, user, *pair)


def _named(call: Call, key: str, comment_id: str) -> tuple[Issue, Comment]:
    issue = access.visible_issue(call.state, call.user, key)
    return issue, access.visible_comment(call.state, call.user, issue, comment_id)


@router.get("/rest/api/{version}/issue/{key}/comment/{comment_id}")
async def read(call: CallIn, key: str, comment_id: str, expand: str = "") -> Json:
    return comment_view(call.shape, *_named(call, key, comment_id), expand)


@router.put("/rest/api/{version}/issue/{key}/comment/{comment_id}")
async def edit(call: CallIn, key: str, comment_id: str, body: Json, expand: str = "") -> Json:
    issue, comment = _named(call, key, comment_id)
    edit_comment(call.state, issue, call.user, comment, body, call.version)
    return comment_view(call.shape, issue, comment, expand)


@router.delete("/rest/api/{version}/issue/{key}/comment/{comment_id}", status_code=204)
async def delete(call: CallIn, key: str, comment_id: str) -> None:
    issue, comment = _named(call, key, comment_id)
    delete_comment(call.state, issue, call.user, comment)


def _by_id(call: Call, comment_id: str) -> Comment:
    pair = call.state.comment(comment_id)
    if pair is None or not _seen(call, pair):
        raise JiraError(404, f"Can not find a comment for the id: {comment_id}.")
    return pair[1]


@router.get("/rest/api/{version}/comment/{comment_id}/properties")
async def properties(call: CallIn, comment_id: str) -> Json:
    path = f"comment/{comment_id}/properties"
    keys = _by_id(call, comment_id).properties
    return {"keys": [{"self": call.shape.api(f"{path}/{key}"), "key": key} for key in keys]}


@router.get("/rest/api/{version}/comment/{comment_id}/properties/{name}")
async def read_property(call: CallIn, comment_id: str, name: str) -> Json:
    found = _by_id(call, comment_id).properties
    if name not in found:
        raise JiraError(404, f"The property with key {name} does not exist.")
    return {"key": name, "value": found[name]}


@router.put("/rest/api/{version}/comment/{comment_id}/properties/{name}")
async def set_property(
    call: CallIn, comment_id: str, name: str, value: Annotated[Any, Body()]
) -> Response:
    """Store a property; 201 when it is new, 200 when it was there."""
    comment = _by_id(call, comment_id)
    check_property(name, value)
    is_new = name not in comment.properties
    comment.properties[name] = value
    return Response(status_code=201 if is_new else 200)


@router.delete("/rest/api/{version}/comment/{comment_id}/properties/{name}", status_code=204)
async def delete_property(call: CallIn, comment_id: str, name: str) -> None:
    if _by_id(call, comment_id).properties.pop(name, None) is None:
        raise JiraError(404, f"The property with key {name} does not exist.")
