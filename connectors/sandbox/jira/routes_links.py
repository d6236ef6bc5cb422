"""Remote links, issue links and issue properties."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn
from connectors.sandbox.jira.comments import add_comment, check_property
from connectors.sandbox.jira.edits import announce_update, history_item, record
from connectors.sandbox.jira.hook_bodies import property_body
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Issue, IssueLink, Json, LinkType
from connectors.sandbox.jira.remote_links import (
    drop_remote_link,
    find_remote_link,
    put_remote_link,
    replace_remote_link,
)
from connectors.sandbox.jira.state import Happening, first
from connectors.sandbox.jira.views import link_view, remote_link_view

router = APIRouter()
GlobalId = Annotated[str, Query(alias="globalId")]


def _issue(call: Call, key: object) -> Issue:
    return access.visible_issue(call.state, call.user, key)


@router.get("/rest/api/{version}/issue/{key}/remotelink", response_model=None)
async def remote_links(call: CallIn, key: str, global_id: GlobalId = "") -> Json | list[Json]:
    """Return all links, or the one of a globalId."""
    issue = _issue(call, key)
    if not global_id:
        return [remote_link_view(call.shape, issue, one) for one in issue.remote_links]
    found = first(one for one in issue.remote_links if one.data.get("globalId") == global_id)
    if found is None:
        raise JiraError(404, f"No remote link with the globalId '{global_id}' exists.")
    return remote_link_view(call.shape, issue, found)


@router.post("/rest/api/{version}/issue/{key}/remotelink")
async def put_link(call: CallIn, key: str, body: Json, response: Response) -> Json:
    """Create a link (201), or replace the one of the same globalId (200)."""
    issue = _issue(call, key)
    link, is_new = put_remote_link(call.state, issue, call.user, body)
    response.status_code = 201 if is_new else 200
    return {
        "id": link.link_id,
        "self": call.shape.api(f"issue/{issue.key}/remotelink/{link.link_id}"),
    }


@router.delete("/rest/api/{version}/issue/{key}/remotelink", status_code=204)
async def drop_by_global_id(call: CallIn, key: str, global_id: GlobalId) -> None:
    issue = _issue(call, key)
    found = [one for one in issue.remote_links if one.data.get("globalId") == global_id]
    if not found:
        raise JiraError(404, f"No remote link with the globalId '{global_id}' exists.")
    drop_remote_link(call.state, issue, call.user, found[0])


@router.get("/rest/api/{version}/issue/{key}/remotelink/{link_id}")
async def remote_link(call: CallIn, key: str, link_id: str) -> Json:
    issue = _issue(call, key)
    return remote_link_view(call.shape, issue, find_remote_link(issue, link_id))


@router.put("/rest/api/{version}/issue/{key}/remotelink/{link_id}", status_code=204)
async def change_remote_link(call: CallIn, key: str, link_id: str, body: Json) -> None:
    issue = _issue(call, key)
    replace_remote_link(call.state, issue, call.user, find_remote_link(issue, link_id), body)


@router.delete("/rest/api/{version}/issue/{key}/remotelink/{link_id}", status_code=204)
async def drop_remote(call: CallIn, key: str, link_id: str) -> None:
    issue = _issue(call, key)
    drop_remote_link(call.state, issue, call.user, find_remote_link(issue, link_id))


@router.get("/rest/api/{version}/issue/{key}/properties")
async def properties(call: CallIn, key: str) -> Json:
    issue = _issue(call, key)
    path = f"issue/{issue.key}/properties"
    return {
        "keys": [{"self": call.shape.api(f"{path}/{one}"), "key": one} for one in issue.properties]
    }


@router.get("/rest/api/{version}/issue/{key}/properties/{name}")
async def read_property(call: CallIn, key: str, name: str) -> Json:
    found = _issue(call, key).properties
    if name not in found:
        raise JiraError(404, f"The property with key {name} does not exist.")
    return {"key": name, "value": found[name]}


@router.put("/rest/api/{version}/issue/{key}/properties/{name}")
async def set_property(
    call: CallIn, key: str, name: str, value: Annotated[Any, Body()]
) -> Response:
    """Store a property; 201 when it is new, 200 when it was there."""
    issue = _issue(call, key)
    access.require(call.state, call.user, "EDIT_ISSUES", issue)
    check_property(name, value)
    is_new = name not in issue.properties
    issue.properties[name] = value
    body = property_body(issue, name, value)
    call.state.announce(Happening("issue_property_set", call.user, issue, extra=body))
    return Response(status_code=201 if is_new else 200)


@router.delete("/rest/api/{version}/issue/{key}/properties/{name}", status_code=204)
async def delete_property(call: CallIn, key: str, name: str) -> None:
    issue = _issue(call, key)
    access.require(call.state, call.user, "EDIT_ISSUES", issue)
    if name not in issue.properties:
        raise JiraError(404, f"The property with key {name} does not exist.")
    body = property_body(issue, name, issue.properties.pop(name))
    call.state.announce(Happening("issue_property_deleted", call.user, issue, extra=body))


@router.get("/rest/api/{version}/issueLinkType")
async def link_types(call: CallIn) -> Json:
    return {
        "issueLinkTypes": [
            {
                "id": one.type_id,
                "name": one.name,
                "inward": one.inward,
                "outward": one.outward,
                "self": call.shape.api(f"issueLinkType/{one.type_id}"),
            }
            for one in call.state.link_types.values()
        ]
    }


@router.post("/rest/api/{version}/issueLink", status_code=201)
async def link_issues(call: CallIn, body: Json) -> Response:
    """Link two issues; both histories tell it."""
    asked = body.get("type") or {}
    kind = first(
        one
        for one in call.state.link_types.values()
        if asked.get("id") == one.type_id or asked.get("name") == one.name
    )
    if kind is None:
        raise JiraError(404, f"No issue link type with name '{asked.get('name')}' found.")
    inward, outward = (_end(call, body.get(side)) for side in ("inwardIssue", "outwardIssue"))
    access.require(call.state, call.user, "LINK_ISSUES", inward)
    link = IssueLink(
        str(call.state.next_id("link")), kind.type_id, inward.issue_id, outward.issue_id
    )
    call.state.links[link.link_id] = link
    _tell_linked(call, link, kind, inward, outward)
    if body.get("comment"):
        add_comment(call.state, inward, call.user, body["comment"], call.version)
    return Response(status_code=201)


def _end(call: Call, raw: Json | None) -> Issue:
    named = raw or {}
    return _issue(call, named.get("key") or named.get("id"))


def _tell_linked(
    call: Call, link: IssueLink, kind: LinkType, inward: Issue, outward: Issue
) -> None:
    for issue, other, verb in ((inward, outward, kind.outward), (outward, inward, kind.inward)):
        item = history_item("Link", "issuelinks", (None, None),
                            (other.key, f"This issue {verb} {other.key}"))  # fmt: skip
        history_id = record(call.state, issue, call.user, [item])
        announce_update(call.state, issue, call.user, "issue_updated", [item], history_id)
    body = {
        "issueLink": {
            "id": int(link.link_id),
            "sourceIssueId": int(inward.issue_id),
            "destinationIssueId": int(outward.issue_id),
            "issueLinkType": {
                "id": int(kind.type_id),
                "name": kind.name,
                "outwardName": kind.outward,
                "inwardName": kind.inward,
                "isSubTaskLinkType": False,
                "isSystemLinkType": False,
            },
            "systemLink": False,
        }
    }
    call.state.announce(Happening("issuelink_created", call.user, extra=body))


@router.get("/rest/api/{version}/issueLink/{link_id}")
async def issue_link(call: CallIn, link_id: str) -> Json:
    return link_view(call.shape, _link(call, link_id))


@router.delete("/rest/api/{version}/issueLink/{link_id}", status_code=204)
async def unlink(call: CallIn, link_id: str) -> None:
    del call.state.links[_link(call, link_id).link_id]


def _link(call: Call, link_id: str) -> IssueLink:
    link = call.state.links.get(link_id)
    if link is None:
        raise JiraError(404, f"No issue link with id '{link_id}' exists.")
    for end in (link.inward, link.outward):
        _issue(call, end)
    return link
