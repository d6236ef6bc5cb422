"""The sidebar: the page that Zendesk frames, and the fragments that htmx puts into it.

The same services answer as for `/api/tickets`; the ticket's id is the browser's claim, so every
fragment asks for the agent's right to it first.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.errors import AccessRefused, GateClosed, StaleWrite
from app.services.views import GateView, PacketChange
from app.web.etags import quoted, was_seen
from app.web.panel import Panel, Told, in_order
from app.web.problems import Kind
from app.web.room import DIGEST, Room, TheRoom, TicketId, Visitor

router = APIRouter(prefix="/sidebar", tags=["sidebar"])
tickets = APIRouter(prefix="/sidebar/tickets/{ticket_id}", include_in_schema=False)

_ITEM = "item."
_OUTSIDE = Kind(
    200,
    "Open this in Zendesk",
    "This page works in the sidebar of a ticket. If you see it there, reload the app.",
)
_STALE = Told(
    "warn",
    "Someone else saved meanwhile",
    "Your text is kept below, theirs stands beside it. Save again to put yours in its place.",
)
_CLOSED = Told("bad", "Not escalated", "The packet is incomplete; what lacks is listed below.")


@router.get("", operation_id="sidebar", response_class=HTMLResponse)
async def get_sidebar(room: TheRoom) -> Response:
    """The page without a session: Zendesk signs only the first load, so it says to reload."""
    return room.pages.page(bearer=None, kind=_OUTSIDE)


@router.post("", operation_id="openSidebar", response_class=HTMLResponse)
async def post_sidebar(
    room: TheRoom, token: Annotated[str, Form(max_length=16_384)] = ""
) -> Response:
    """The page with a session for the agent whom Zendesk's signed URL token names."""
    try:
        session = await room.sessions.sign_in(token)
    except AccessRefused as error:
        raise HTTPException(401) from error
    return room.pages.page(bearer=session.bearer)


@tickets.get("")
async def get_panel(room: TheRoom, ticket_id: TicketId, _agent: Visitor) -> Response:
    """The whole panel."""
    return _panel(room, await room.parts.gatekeeping.view(ticket_id))


@tickets.get("/status")
async def get_status(
    room: TheRoom,
    ticket_id: TicketId,
    _agent: Visitor,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The status block; 304 while nothing changed, so that polling disturbs no one."""
    view = await room.parts.gatekeeping.view(ticket_id)
    if was_seen(if_none_match, view.etag):
        return Response(status_code=304, headers={"ETag": quoted(view.etag)})
    return _fragment(room, "status.html", Panel(view, room.parts.clock.now()))


@tickets.put("/packet")
async def put_packet(
    request: Request, room: TheRoom, ticket_id: TicketId, agent: Visitor
) -> Response:
    """Save the form; when someone else saved meanwhile, show both and keep the agent's text."""
    async with request.form() as form:
        etag, change = _text(form, "etag"), packet_change(form)
    gatekeeping = room.parts.gatekeeping
    try:
        view = await gatekeeping.save_packet(ticket_id, change, etag=etag, agent=agent)
    except StaleWrite:
        current = await gatekeeping.view(ticket_id)
        return _panel(room, current, draft=change, notice=_STALE)
    return _panel(room, view, notice=Told("good", "Saved", ""))


@tickets.post("/preview")
async def post_preview(room: TheRoom, ticket_id: TicketId, agent: Visitor) -> Response:
    """Exactly what Jira would hold, and the order to escalate once the gate is open."""
    preview = await room.parts.gatekeeping.preview(ticket_id, agent=agent)
    view = await room.parts.gatekeeping.view(ticket_id)
    panel = Panel(view, room.parts.clock.now())
    return room.pages.fragment(
        "preview.html", preview=preview, panel=panel, withheld=in_order(preview.withheld)
    )


@tickets.post("/escalate")
async def post_escalate(
    room: TheRoom,
    ticket_id: TicketId,
    agent: Visitor,
    preview_digest: Annotated[str, Form(min_length=1, max_length=200, pattern=DIGEST)],
) -> Response:
    """Create or link the issue as previewed, then show the panel anew."""
    gatekeeping = room.parts.gatekeeping
    try:
        done = await gatekeeping.escalate(
            ticket_id, preview_digest=preview_digest, issue_key=None, agent=agent
        )
    except GateClosed:
        return _panel(room, await gatekeeping.view(ticket_id), notice=_CLOSED)
    notice = Told("good", f"Escalated as {done.issue_key}", "")
    return _panel(room, await gatekeeping.view(ticket_id), notice=notice)


@tickets.post("/links")
async def post_link(
    room: TheRoom,
    ticket_id: TicketId,
    agent: Visitor,
    issue_key: Annotated[str, Form(min_length=1, max_length=255)],
) -> Response:
    """Link an issue that exists, then show the panel anew."""
    view = await room.parts.gatekeeping.link(ticket_id, issue_key.strip(), agent=agent)
    return _panel(room, view, notice=Told("good", "Linked", ""))


def packet_change(form: FormData) -> PacketChange:
    """The form's fields as a change; an empty choice leaves pattern or severity as it is."""
    items = {name.removeprefix(_ITEM): _text(form, name) for name in form if name.startswith(_ITEM)}
    return PacketChange(
        pattern=_text(form, "pattern") or None,
        severity=_text(form, "severity") or None,
        items=items,
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _panel(
    room: Room,
    view: GateView,
    draft: PacketChange | None = None,
    notice: Told | None = None,
) -> Response:
    return _fragment(room, "panel.html", Panel(view, room.parts.clock.now(), draft, notice))


def _fragment(room: Room, name: str, panel: Panel) -> Response:
    return room.pages.fragment(name, etag=panel.view.etag, panel=panel, view=panel.view)
