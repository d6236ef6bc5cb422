"""Triggers, jobs, links to Jira and the app's public key."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from connectors.sandbox.zendesk import triggers
from connectors.sandbox.zendesk.desk import Desk, record
from connectors.sandbox.zendesk.errors import bad_request, invalid, not_found
from connectors.sandbox.zendesk.model import Record
from connectors.sandbox.zendesk.paging import paged
from connectors.sandbox.zendesk.render import with_url
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, json_object
from connectors.sandbox.zendesk.sidebar import SidebarKey

router = APIRouter(prefix="/api/v2")

_TRIGGER_KEYS = ("title", "conditions", "actions", "active", "position", "category_id")


@router.get("/triggers")
async def list_triggers(request: Request, desk: TheDesk, caller: Caller) -> Record:
    every = list(desk.triggers.values())
    return paged(request, desk.base_url, "triggers", every, lambda t: with_url(desk, "triggers", t))


@router.post("/triggers", status_code=201)
async def create_trigger(request: Request, desk: TheDesk, caller: Caller) -> Record:
    given = await json_object(request, "trigger")
    if not all(given.get(key) for key in ("title", "conditions", "actions")):
        raise invalid("base", "Trigger: title, conditions and actions are needed", "BlankValue")
    triggers.check(given)
    made = _trigger(desk, given)
    desk.triggers[made["id"]] = made
    return {"trigger": with_url(desk, "triggers", made)}


@router.get("/triggers/{trigger_id}")
async def show_trigger(trigger_id: int, desk: TheDesk, caller: Caller) -> Record:
    return {"trigger": with_url(desk, "triggers", record(desk.triggers, trigger_id))}


@router.put("/triggers/{trigger_id}")
async def update_trigger(
    request: Request, trigger_id: int, desk: TheDesk, caller: Caller
) -> Record:
    trigger = record(desk.triggers, trigger_id)
    given = await json_object(request, "trigger")
    triggers.check(given)
    trigger |= {k: given[k] for k in _TRIGGER_KEYS if k in given}
    trigger |= {"raw_title": trigger["title"], "updated_at": desk.now_stamp()}
    return {"trigger": with_url(desk, "triggers", trigger)}


@router.delete("/triggers/{trigger_id}", status_code=204)
async def delete_trigger(trigger_id: int, desk: TheDesk, caller: Caller) -> None:
    record(desk.triggers, trigger_id)
    del desk.triggers[trigger_id]


@router.get("/job_statuses")
async def list_jobs(request: Request, desk: TheDesk, caller: Caller) -> Record:
    jobs = list(desk.jobs.values())
    return paged(request, desk.base_url, "job_statuses", jobs, lambda j: _job(desk, j))


@router.get("/job_statuses/show_many")
async def show_jobs(request: Request, desk: TheDesk, caller: Caller) -> Record:
    wanted = request.query_params.get("ids", "").split(",")
    chosen = [_job(desk, desk.jobs[job_id]) for job_id in wanted if job_id in desk.jobs]
    return {"job_statuses": chosen}


@router.get("/job_statuses/{job_id}")
async def show_job(job_id: str, desk: TheDesk, caller: Caller) -> Record:
    if job_id not in desk.jobs:
        raise not_found()
    return {"job_status": _job(desk, desk.jobs[job_id])}


@router.get("/jira/links")
async def list_links(request: Request, desk: TheDesk, caller: Caller) -> Record:
    wanted = {
        name: request.query_params.get(f"filter[{name}]") or request.query_params.get(name)
        for name in ("ticket_id", "issue_id")
    }
    chosen = [
        link
        for link in desk.jira_links.values()
        if all(value is None or str(link[name]) == value for name, value in wanted.items())
    ]
    page = {"meta": {"has_more": False, "after_cursor": None, "before_cursor": None}}
    return {"links": [with_url(desk, "jira/links", link) for link in chosen], **page}


@router.post("/jira/links")
async def create_link(request: Request, desk: TheDesk, caller: Caller) -> Record:
    given = await json_object(request, "link")
    if not all(given.get(key) for key in ("ticket_id", "issue_id", "issue_key")):
        raise bad_request("link: ticket_id, issue_id and issue_key are needed")
    now = desk.now_stamp()
    link: Record = {
        "id": desk.next_id(),
        "ticket_id": desk.ticket(int(given["ticket_id"])).id,
        "issue_id": str(given["issue_id"]),
        "issue_key": str(given["issue_key"]),
        "created_at": now,
        "updated_at": now,
    }
    desk.jira_links[link["id"]] = link
    return {"link": with_url(desk, "jira/links", link)}


@router.delete("/jira/links/{link_id}", status_code=204)
async def delete_link(link_id: int, desk: TheDesk, caller: Caller) -> None:
    record(desk.jira_links, link_id)
    del desk.jira_links[link_id]


@router.get("/apps/{app_id}/public_key.pem")
async def public_key(
    request: Request, app_id: int, desk: TheDesk, caller: Caller
) -> PlainTextResponse:
    if app_id != desk.config.app_id:
        raise not_found()
    key: SidebarKey = request.app.state.sidebar_key
    return PlainTextResponse(key.public_pem(), media_type="application/x-pem-file")


def _trigger(desk: Desk, given: Record) -> Record:
    now = desk.now_stamp()
    return {
        "id": desk.next_id(),
        "title": given["title"],
        "raw_title": given["title"],
        "description": given.get("description") or "",
        "active": given.get("active", True),
        "position": given.get("position") or len(desk.triggers) + 1,
        "category_id": str(given.get("category_id") or "1"),
        "conditions": {"all": [], "any": []} | given["conditions"],
        "actions": given["actions"],
        "default": False,
        "created_at": now,
        "updated_at": now,
    }


def _job(desk: Desk, job: Record) -> Record:
    return with_url(desk, "job_statuses", job)
