"""Comments and audits of a ticket, and what takes text out of them."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from connectors.sandbox.zendesk import redaction
from connectors.sandbox.zendesk.desk import Desk, found
from connectors.sandbox.zendesk.errors import bad_request
from connectors.sandbox.zendesk.model import Comment, Record, Ticket
from connectors.sandbox.zendesk.paging import cursor_asked, paged
from connectors.sandbox.zendesk.render import (
    attachment_json,
    audit_json,
    comment_json,
    people_of,
)
from connectors.sandbox.zendesk.routes.common import (
    Caller,
    TheDesk,
    count_json,
    included,
    json_body,
    require_view,
)

router = APIRouter(prefix="/api/v2", dependencies=[Depends(require_view)])


@router.get("/tickets/{ticket_id}/comments")
async def list_comments(request: Request, ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    chosen = _sorted(request, desk.ticket(ticket_id).comments)
    page = paged(request, desk.base_url, "comments", chosen, lambda c: comment_json(desk, c))
    if "users" in included(request):
        page["users"] = people_of(desk, [shown["author_id"] for shown in page["comments"]])
    return page


@router.get("/tickets/{ticket_id}/comments/count")
async def count_comments(ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    return count_json(desk, len(desk.ticket(ticket_id).comments))


@router.get("/tickets/{ticket_id}/audits")
async def list_audits(request: Request, ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    chosen = _sorted(request, desk.ticket(ticket_id).audits)
    return paged(request, desk.base_url, "audits", chosen, lambda a: audit_json(desk, a))


@router.get("/tickets/{ticket_id}/audits/{audit_id}")
async def show_audit(ticket_id: int, audit_id: int, desk: TheDesk, caller: Caller) -> Record:
    ticket = desk.ticket(ticket_id)
    return {"audit": audit_json(desk, found(a for a in ticket.audits if a.id == audit_id))}


@router.put("/comment_redactions/{comment_id}")
async def redact_marked(request: Request, comment_id: int, desk: TheDesk, caller: Caller) -> Record:
    given = await json_body(request)
    if not isinstance(given.get("ticket_id"), int):
        raise bad_request("ticket_id: is missing or not a number")
    ticket = desk.ticket(given["ticket_id"])
    comment = desk.comment(ticket, comment_id)
    urls = given.get("external_attachment_urls") or []
    redaction.redact_marked(desk, ticket, comment, given.get("html_body") or "", urls, caller)
    return {"comment": comment_json(desk, comment)}


@router.put("/tickets/{ticket_id}/comments/{comment_id}/redact")
async def redact_string(
    request: Request, ticket_id: int, comment_id: int, desk: TheDesk, caller: Caller
) -> Record:
    ticket, comment = _pair(desk, ticket_id, comment_id)
    given = str((await json_body(request)).get("text") or "")
    redaction.redact_string(desk, ticket, comment, given, caller)
    return {"comment": comment_json(desk, comment)}


@router.put("/tickets/{ticket_id}/comments/{comment_id}/attachments/{attachment_id}/redact")
async def redact_attachment(
    ticket_id: int, comment_id: int, attachment_id: int, desk: TheDesk, caller: Caller
) -> Record:
    ticket, comment = _pair(desk, ticket_id, comment_id)
    file = found(f for f in comment.attachments if f.id == attachment_id)
    redaction.redact_file(desk, ticket, comment, file, caller)
    return {"attachment": attachment_json(desk, file)}


@router.put("/tickets/{ticket_id}/comments/{comment_id}/make_private")
async def make_private(ticket_id: int, comment_id: int, desk: TheDesk, caller: Caller) -> Response:
    ticket, comment = _pair(desk, ticket_id, comment_id)
    redaction.make_private(desk, ticket, comment, caller)
    return Response(status_code=200)


def _pair(desk: Desk, ticket_id: int, comment_id: int) -> tuple[Ticket, Comment]:
    ticket = desk.ticket(ticket_id)
    return ticket, desk.comment(ticket, comment_id)


def _sorted(request: Request, items: list[Any]) -> list[Any]:
    """Put the newest first when asked in the way that belongs to the paging in use."""
    if cursor_asked(request):
        newest = request.query_params.get("sort") == "-created_at"
    else:
        newest = request.query_params.get("sort_order") == "desc"
    return items[::-1] if newest else list(items)
