"""Plain pages of the sandbox: a ticket as an agent sees it, with the sidebar app beside it."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Form, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader

from connectors.sandbox.control import require_loopback
from connectors.sandbox.zendesk import redaction, tickets
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import invalid
from connectors.sandbox.zendesk.model import STATUSES, Record, Ticket, Via
from connectors.sandbox.zendesk.page_views import conversation, export_of, facts, host_config
from connectors.sandbox.zendesk.routes.common import desk_of
from connectors.sandbox.zendesk.sidebar import SidebarKey

_HERE = Path(__file__).parent
_STATIC = {"style.css": "text/css", "host.js": "text/javascript", "live.js": "text/javascript"}
_WEB = Via("web")
_templates = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)

router = APIRouter(prefix="/agent")
TheDesk = Annotated[Desk, Depends(desk_of)]
Text = Annotated[str, Form()]


def same_origin(request: Request) -> None:
    """Refuse with 403 a form that another site's page sent."""
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("Host"):
        raise HTTPException(403, "this form must be sent from the sandbox's own page")


def page_router(app: FastAPI) -> APIRouter:
    """Return the pages and the app's script, for loopback callers alone."""
    outer = APIRouter(dependencies=[Depends(require_loopback), Depends(same_origin)])
    outer.include_router(router)
    config = app.state.desk.config
    app.state.sidebar_url = config.sidebar_url

    @outer.get(config.zaf_sdk_path)
    async def zaf_sdk() -> FileResponse:
        return FileResponse(_HERE / "static" / "zaf_sdk.js", media_type="text/javascript")

    return outer


@router.get("/static/{name}")
async def static(name: str) -> FileResponse:
    if name not in _STATIC:
        raise HTTPException(404)
    return FileResponse(_HERE / "static" / name, media_type=_STATIC[name])


@router.get("/")
async def list_page(request: Request, desk: TheDesk) -> HTMLResponse:
    rows = [
        {"ticket": ticket, "requester": desk.user(ticket.requester_id)["name"]}
        for ticket in desk.live_tickets()[::-1]
    ]
    people = [user for user in desk.users.values() if user["role"] == "end-user"]
    return _page(request, "list.html", rows=rows, people=people)


@router.post("/tickets")
async def new_ticket(
    desk: TheDesk, subject: Text, body: Text, requester_id: Annotated[int, Form()]
) -> RedirectResponse:
    given = {"subject": subject, "comment": {"body": body}, "requester_id": requester_id}
    ticket, _ = tickets.create(desk, given, requester_id, _WEB)
    return _back(ticket.id)


@router.get("/tickets/{ticket_id}")
async def ticket_page(request: Request, ticket_id: int, desk: TheDesk) -> HTMLResponse:
    ticket, agent = desk.ticket(ticket_id), _viewer(request, desk)
    return _page(
        request,
        "ticket.html",
        ticket=ticket,
        agent=agent,
        requester=desk.user(ticket.requester_id),
        conversation=conversation(desk, ticket),
        facts=facts(desk, ticket),
        statuses=[status for status in STATUSES if status != "new"],
        sidebar=_sidebar(request, desk, ticket, agent),
    )


@router.get("/tickets/{ticket_id}/export")
async def export_page(request: Request, ticket_id: int, desk: TheDesk) -> HTMLResponse:
    ticket = desk.ticket(ticket_id)
    return _page(request, "export.html", ticket=ticket, export=export_of(desk, ticket))


@router.get("/tickets/{ticket_id}/state.json")
async def state(request: Request, ticket_id: int, desk: TheDesk) -> JSONResponse:
    """Answer what the page watches: the number of changes and the host's view of the ticket."""
    ticket = desk.ticket(ticket_id)
    config = host_config(desk, ticket, _viewer(request, desk))
    return JSONResponse({"changes": len(ticket.audits), "values": config["values"]})


@router.post("/tickets/{ticket_id}/comments")
async def add_comment(
    desk: TheDesk,
    ticket_id: int,
    body: Text,
    author_id: Annotated[int, Form()],
    kind: Text = "internal",
) -> RedirectResponse:
    ticket = desk.ticket(ticket_id)
    public = kind == "public" or not desk.is_staff(author_id)
    comment = {"body": body, "public": public, "author_id": author_id}
    tickets.update(desk, ticket, {"comment": comment}, author_id, _WEB)
    return _back(ticket_id, desk, author_id)


@router.post("/tickets/{ticket_id}/status")
async def set_status(
    desk: TheDesk, ticket_id: int, status: Text, author_id: Annotated[int, Form()]
) -> RedirectResponse:
    tickets.update(desk, desk.ticket(ticket_id), {"status": status}, author_id, _WEB)
    return _back(ticket_id, desk, author_id)


@router.post("/tickets/{ticket_id}/comments/{comment_id}/redact")
async def redact(
    desk: TheDesk,
    ticket_id: int,
    comment_id: int,
    text: Text,
    author_id: Annotated[int, Form()],
) -> RedirectResponse:
    ticket = desk.ticket(ticket_id)
    comment = desk.comment(ticket, comment_id)
    if text not in comment.body:
        raise invalid("text", "Text: does not stand in this comment")
    redaction.redact_string(desk, ticket, comment, text, author_id)
    return _back(ticket_id, desk, author_id)


@router.post("/tickets/{ticket_id}/comments/{comment_id}/make_private")
async def make_private(
    desk: TheDesk, ticket_id: int, comment_id: int, author_id: Annotated[int, Form()]
) -> RedirectResponse:
    ticket = desk.ticket(ticket_id)
    redaction.make_private(desk, ticket, desk.comment(ticket, comment_id), author_id)
    return _back(ticket_id, desk, author_id)


def _page(request: Request, template: str, **values: Any) -> HTMLResponse:
    html = _templates.get_template(template).render(**values)
    url = urlsplit(request.app.state.sidebar_url or "")
    frame = f"{url.scheme}://{url.netloc}" if url.netloc else "'none'"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; frame-src {frame}; frame-ancestors 'none'; "
        f"form-action 'self' {frame if url.netloc else ''}"
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy.strip()})


def _sidebar(request: Request, desk: Desk, ticket: Ticket, agent: Record) -> Record | None:
    """Return what the page needs to open the sidebar, or None where none is configured."""
    url: str | None = request.app.state.sidebar_url
    if not url:
        return None
    key: SidebarKey = request.app.state.sidebar_key
    parts = urlsplit(url)
    config = host_config(desk, ticket, agent)
    config |= {"origin": f"{parts.scheme}://{parts.netloc}", "appGuid": key.guid}
    return {
        "action": key.frame_url(url, desk.base_url),
        "token": key.token(agent["id"]),
        "config": config,
    }


def _viewer(request: Request, desk: Desk) -> Record:
    """Return the agent who looks: `?as=ID`, or the first agent."""
    given = request.query_params.get("as", "")
    if given.isdigit() and desk.is_staff(int(given)):
        return desk.user(int(given))
    agents = [user for user in desk.users.values() if user["role"] == "agent"]
    return agents[0]


def _back(
    ticket_id: int, desk: Desk | None = None, author_id: int | None = None
) -> RedirectResponse:
    who = f"?as={author_id}" if desk and author_id and desk.is_staff(author_id) else ""
    return RedirectResponse(f"/agent/tickets/{ticket_id}{who}", 303)
