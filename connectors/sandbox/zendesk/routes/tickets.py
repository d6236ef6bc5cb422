"""Tickets: read, create, update, delete, restore, merge."""

import hashlib
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from connectors.sandbox.zendesk import tickets
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request
from connectors.sandbox.zendesk.model import Record, Ticket, stamp
from connectors.sandbox.zendesk.paging import paged
from connectors.sandbox.zendesk.render import audit_json, people_of, ticket_json, with_url
from connectors.sandbox.zendesk.routes.common import (
    Caller,
    TheDesk,
    count_json,
    ids_of,
    included,
    json_body,
    json_object,
    require_view,
)
from connectors.sandbox.zendesk.visibility import may_view

router = APIRouter(prefix="/api/v2", dependencies=[Depends(require_view)])

_KEY_SECONDS = 7200
_KEY_LENGTH = 255


@router.get("/tickets")
async def list_tickets(request: Request, desk: TheDesk, caller: Caller) -> Record:
    live = [ticket for ticket in desk.live_tickets() if may_view(desk, caller, ticket)]
    page = paged(request, desk.base_url, "tickets", live, lambda t: ticket_json(desk, t))
    return page | _sideloads(desk, request, live)


@router.post("/tickets", status_code=201)
async def create_ticket(request: Request, desk: TheDesk, caller: Caller) -> Response:
    given = await json_object(request, "ticket")
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return JSONResponse(_created(desk, given, caller), 201)
    known = _known_ticket(desk, key, await request.body())
    if known is not None:
        shown = {"ticket": ticket_json(desk, known), "audit": audit_json(desk, known.audits[0])}
        return JSONResponse(shown, 201, {"x-idempotency-lookup": "hit"})
    shown = _created(desk, given, caller)
    digest = hashlib.sha256(await request.body()).hexdigest()
    desk.idempotent[key] = (digest, shown["ticket"]["id"], desk.clock.monotonic())
    return JSONResponse(shown, 201, {"x-idempotency-lookup": "miss"})


@router.get("/tickets/show_many")
async def show_many(request: Request, desk: TheDesk, caller: Caller) -> Record:
    wanted = ids_of(request)
    live = [
        ticket
        for ticket in desk.live_tickets()
        if ticket.id in wanted and may_view(desk, caller, ticket)
    ]
    shown = {"tickets": [ticket_json(desk, ticket) for ticket in live], "count": len(live)}
    return shown | _sideloads(desk, request, live)


@router.get("/tickets/count")
async def count_tickets(desk: TheDesk, caller: Caller) -> Record:
    return count_json(desk, len(desk.live_tickets()))


@router.get("/tickets/{ticket_id}")
async def show_ticket(request: Request, ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    ticket = desk.ticket(ticket_id)
    return {"ticket": ticket_json(desk, ticket)} | _sideloads(desk, request, [ticket])


@router.put("/tickets/{ticket_id}")
async def update_ticket(request: Request, ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    ticket = desk.ticket(ticket_id)
    audit = tickets.update(desk, ticket, await json_object(request, "ticket"), caller)
    return {"ticket": ticket_json(desk, ticket), "audit": audit_json(desk, audit)}


@router.delete("/tickets/{ticket_id}", status_code=204)
async def delete_ticket(ticket_id: int, desk: TheDesk, caller: Caller) -> None:
    tickets.delete(desk, desk.ticket(ticket_id), caller)


@router.post("/tickets/{ticket_id}/merge")
async def merge_tickets(request: Request, ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    target = desk.ticket(ticket_id)
    job = tickets.merge(desk, target, await json_body(request), caller)
    return {"job_status": _job_json(desk, job)}


@router.get("/deleted_tickets")
async def list_deleted(request: Request, desk: TheDesk, caller: Caller) -> Record:
    gone = [ticket for ticket in desk.tickets.values() if ticket.deleted_at]
    return paged(request, desk.base_url, "deleted_tickets", gone, lambda t: _deleted(desk, t))


@router.delete("/deleted_tickets/{ticket_id}")
async def delete_for_good(ticket_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"job_status": _job_json(desk, tickets.delete_for_good(desk, ticket_id, caller))}


@router.put("/deleted_tickets/{ticket_id}/restore")
async def restore_ticket(ticket_id: int, desk: TheDesk, caller: Caller) -> Response:
    tickets.restore(desk, ticket_id, caller)
    return Response(status_code=200)


def _created(desk: Desk, given: Record, caller: int) -> Record:
    ticket, audit = tickets.create(desk, given, caller)
    return {"ticket": ticket_json(desk, ticket), "audit": audit_json(desk, audit)}


def _known_ticket(desk: Desk, key: str, body: bytes) -> Ticket | None:
    """Return what an Idempotency-Key made in the last two hours; 400 for another body."""
    if len(key) > _KEY_LENGTH:
        raise bad_request("Idempotency-Key: is longer than 255 characters")
    digest, ticket_id, made = desk.idempotent.get(key, ("", 0, 0.0))
    if not ticket_id or desk.clock.monotonic() - made > _KEY_SECONDS:
        return None
    if digest != hashlib.sha256(body).hexdigest():
        raise bad_request("Idempotency-Key: was used with another body")
    return desk.tickets.get(ticket_id)


def _sideloads(desk: Desk, request: Request, shown: list[Ticket]) -> dict[str, Any]:
    asked = included(request)
    sideloads: dict[str, Any] = {}
    if "users" in asked:
        roles = ((t.requester_id, t.submitter_id, t.assignee_id) for t in shown)
        ids = [i for people in roles for i in people]
        ids += [i for t in shown for i in t.collaborator_ids]
        sideloads["users"] = people_of(desk, ids)
    if "organizations" in asked:
        wanted = {t.organization_id for t in shown}
        known = [o for o in desk.organizations.values() if o["id"] in wanted]
        sideloads["organizations"] = [with_url(desk, "organizations", o) for o in known]
    if "groups" in asked:
        groups = {t.group_id for t in shown}
        matching = [g for g in desk.groups.values() if g["id"] in groups]
        sideloads["groups"] = [with_url(desk, "groups", g) for g in matching]
    return sideloads


def _deleted(desk: Desk, ticket: Ticket) -> Record:
    actor = desk.users.get(ticket.deleted_by or 0, {})
    return {
        "id": ticket.id,
        "subject": ticket.subject,
        "actor": {"id": ticket.deleted_by, "name": actor.get("name", "System")},
        "deleted_at": stamp(ticket.deleted_at) if ticket.deleted_at else None,
        "previous_state": ticket.status,
    }


def _job_json(desk: Desk, job: Record) -> Record:
    return with_url(desk, "job_statuses", job)
