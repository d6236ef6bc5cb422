"""Ticket fields and custom statuses."""

from fastapi import APIRouter, Request

from connectors.sandbox.zendesk.desk import Desk, record
from connectors.sandbox.zendesk.fields import create_field, update_field
from connectors.sandbox.zendesk.model import CUSTOM_STATUS_IDS, Record
from connectors.sandbox.zendesk.paging import paged
from connectors.sandbox.zendesk.render import with_url
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, json_object

router = APIRouter(prefix="/api/v2")


@router.get("/ticket_fields")
async def list_fields(request: Request, desk: TheDesk, caller: Caller) -> Record:
    fields = list(desk.ticket_fields.values())
    return paged(request, desk.base_url, "ticket_fields", fields, lambda f: _shown(desk, f))


@router.post("/ticket_fields", status_code=201)
async def add_field(request: Request, desk: TheDesk, caller: Caller) -> Record:
    made = create_field(desk, await json_object(request, "ticket_field"))
    return {"ticket_field": _shown(desk, made)}


@router.get("/ticket_fields/{field_id}")
async def show_field(field_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"ticket_field": _shown(desk, record(desk.ticket_fields, field_id))}


@router.put("/ticket_fields/{field_id}")
async def change_field(request: Request, field_id: int, desk: TheDesk, caller: Caller) -> Record:
    field = record(desk.ticket_fields, field_id)
    update_field(desk, field, await json_object(request, "ticket_field"))
    return {"ticket_field": _shown(desk, field)}


@router.delete("/ticket_fields/{field_id}", status_code=204)
async def delete_field(field_id: int, desk: TheDesk, caller: Caller) -> None:
    record(desk.ticket_fields, field_id)
    del desk.ticket_fields[field_id]


@router.get("/custom_statuses")
async def list_statuses(desk: TheDesk, caller: Caller) -> Record:
    return {"custom_statuses": [_status(desk, *pair) for pair in CUSTOM_STATUS_IDS.items()][:5]}


def _shown(desk: Desk, field: Record) -> Record:
    return with_url(desk, "ticket_fields", field)


def _status(desk: Desk, category: str, status_id: int) -> Record:
    label = category.capitalize()
    return {
        "id": status_id,
        "status_category": category,
        "agent_label": label,
        "end_user_label": label,
        "description": "",
        "end_user_description": "",
        "raw_agent_label": label,
        "raw_end_user_label": label,
        "raw_description": "",
        "raw_end_user_description": "",
        "active": True,
        "default": True,
        "created_at": desk.now_stamp(),
        "updated_at": desk.now_stamp(),
    }
