"""Attachments: uploaded as multipart, read by id, served through a link that expires."""

import secrets
from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, state_of
from connectors.sandbox.jira.edits import announce_update, history_item, record
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Attachment, Issue, Json
from connectors.sandbox.jira.state import Happening, JiraState
from connectors.sandbox.jira.views import attachment_view

router = APIRouter()
_NOTHING = (None, None)


@router.post("/rest/api/{version}/issue/{key}/attachments")
async def upload(
    call: CallIn, key: str, request: Request, file: Annotated[list[UploadFile], File()]
) -> list[Json]:
    """Attach files; 403 without the header that no browser form can send, 413 if too big."""
    if request.headers.get("x-atlassian-token", "").lower() not in ("no-check", "nocheck"):
        raise JiraError(403, "XSRF check failed")
    issue = access.visible_issue(call.state, call.user, key)
    access.require(call.state, call.user, "CREATE_ATTACHMENTS", issue)
    contents = [(one, await one.read()) for one in file]
    limit = call.state.config.attachment_limit_bytes
    if any(len(content) > limit for _one, content in contents):
        raise JiraError(413, f"The file is larger than the limit of {limit} bytes.")
    added = [_attach(call, issue, one, content) for one, content in contents]
    return [attachment_view(call.shape, one) for one in added]


def _attach(call: Call, issue: Issue, upload: UploadFile, content: bytes) -> Attachment:
    state = call.state
    attachment = Attachment(
        str(state.next_id("attachment")),
        call.user.account_id,
        upload.filename or "file",
        upload.content_type or "application/octet-stream",
        content,
        state.now(),
    )
    issue.attachments.append(attachment)
    _tell(call, issue, attachment, added=True)
    return attachment


def _tell(call: Call, issue: Issue, attachment: Attachment, *, added: bool) -> None:
    named = (attachment.attachment_id, attachment.filename)
    ends = (_NOTHING, named) if added else (named, _NOTHING)
    items = [history_item("Attachment", "attachment", *ends)]
    history_id = record(call.state, issue, call.user, items)
    event = "attachment_created" if added else "attachment_deleted"
    body = {"attachment": attachment_view(call.shape, attachment)}
    call.state.announce(Happening(event, call.user, issue, extra=body))
    announce_update(call.state, issue, call.user, "issue_updated", items, history_id)


def _find(call: Call, attachment_id: str) -> tuple[Issue, Attachment]:
    for issue in call.state.issues.values():
        for one in issue.attachments:
            seen = access.sees_issue(call.state, call.user, issue)
            if one.attachment_id == attachment_id and seen:
                return issue, one
    raise JiraError(404, f"The attachment with id '{attachment_id}' does not exist")


@router.get("/rest/api/{version}/attachment/meta")
async def settings(call: CallIn) -> Json:
    return {"enabled": True, "uploadLimit": call.state.config.attachment_limit_bytes}


@router.get("/rest/api/{version}/attachment/content/{attachment_id}")
async def content(call: CallIn, attachment_id: str, redirect: bool = True) -> Response:
    """Send the bytes (`redirect=false`), or a 303 to a link that needs no credentials."""
    if call.state.config.data_center:
        raise JiraError(404, "null for uri: a self-hosted Jira serves files from the site itself")
    _issue, attachment = _find(call, attachment_id)
    if not redirect:
        return _bytes(attachment)
    token = secrets.token_urlsafe(16)
    call.state.media_tokens[token] = attachment
    return RedirectResponse(f"{call.state.base_url}/media/{token}/file", status_code=303)


@router.get("/secure/attachment/{attachment_id}/{_name}")
async def site_content(call: CallIn, attachment_id: str, _name: str) -> Response:
    """Send the bytes, as a self-hosted Jira does from the site itself."""
    if not call.state.config.data_center:
        raise JiraError(404, "The page does not exist.")
    return _bytes(_find(call, attachment_id)[1])


@router.get("/media/{token}/file")
async def media(request: Request, token: str) -> Response:
    """Send the bytes to whoever has the link."""
    state: JiraState = state_of(request)
    attachment = state.media_tokens.get(token)
    if attachment is None:
        raise JiraError(404, "The link has expired.")
    return _bytes(attachment)


def _bytes(attachment: Attachment) -> Response:
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(attachment.content, media_type=attachment.mime_type, headers=headers)


@router.get("/rest/api/{version}/attachment/{attachment_id}")
async def metadata(call: CallIn, attachment_id: str) -> Json:
    _issue, attachment = _find(call, attachment_id)
    view = attachment_view(call.shape, attachment)
    return {**view, "id": int(attachment.attachment_id)}


@router.delete("/rest/api/{version}/attachment/{attachment_id}", status_code=204)
async def delete(call: CallIn, attachment_id: str) -> None:
    issue, attachment = _find(call, attachment_id)
    access.require_own(call.state, call.user, attachment.author, "delete")
    issue.attachments.remove(attachment)
    _tell(call, issue, attachment, added=False)
