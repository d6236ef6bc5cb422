"""The sidebar: the page that Zendesk frames, and the fragments that htmx puts into it.

The same services answer as for `/api/tickets`; the ticket's id is the browser's claim, so every
fragment asks for the agent's right to it first.
"""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Header
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.errors import AccessRefused, GateClosed, StaleWrite, VendorError
from app.model import Finding
from app.services.sidebar_views import Suspect
from app.services.views import GateView
from app.web.documents import page_answers
from app.web.etags import quoted, was_seen
from app.web.panel import Told, in_order
from app.web.problems import Kind
from app.web.room import DIGEST, TheRoom, leave
from app.web.visits import Seen, TheVisit, Visit, packet_change, text_of
from app.web.words import filled, language_of, words_of

router = APIRouter(prefix="/sidebar", tags=["sidebar"])
tickets = APIRouter(prefix="/sidebar/tickets/{ticket_id}", include_in_schema=False)

_OUTSIDE = Kind(
    200,
    "Open this in Zendesk",
    "This page works in the sidebar of a ticket. If you see it there, reload the app.",
)
_SIGNED_OUT = Told("quiet", "Signed out", "Reload the app to sign in again.")
_SAVED = Told("good", "Saved", "")
_ANOTHER = "+"
"""In place of an issue's key: a new one, although the ticket has issues."""
_LINKED = Told("good", "Linked", "")
_CLOSED = Told("bad", "Not escalated", "The packet is incomplete; what lacks is listed below.")

Language = Annotated[str | None, Header(alias="accept-language")]


@router.get("", operation_id="sidebar", response_class=HTMLResponse)
async def get_sidebar(room: TheRoom, language: Language = None) -> Response:
    """The page without a session: Zendesk signs only the first load, so it says to reload."""
    return room.pages.page(kind=_OUTSIDE, language=language_of(language))


@router.post(
    "",
    operation_id="openSidebar",
    response_class=HTMLResponse,
    responses=page_answers(400, 401, 422, 429, 502, 503),
)
async def post_sidebar(
    request: Request,
    room: TheRoom,
    token: Annotated[str, Form(max_length=16_384)] = "",
    language: Language = None,
) -> Response:
    """The page with a session for the agent whom Zendesk's signed URL token names."""
    room.knocking.admit(request, "sidebar")
    try:
        session = await room.sessions.sign_in(token)
    except AccessRefused as error:
        room.knocking.failed(request, "sidebar")
        raise HTTPException(401) from error
    return room.pages.page(mode="sidebar", bearer=session.bearer, language=language_of(language))


@router.get("/preview", include_in_schema=False)
async def get_preview_window(room: TheRoom, language: Language = None) -> Response:
    """The page of the window that a sidebar opens for its preview; it holds nothing by itself."""
    return room.pages.page(mode="preview", language=language_of(language))


@router.post("/logout", include_in_schema=False, dependencies=[Depends(leave)])
async def post_logout(room: TheRoom, language: Language = None) -> Response:
    """End the session and say so in the panel's place."""
    return room.pages.fragment("notice.html", language=language_of(language), notice=_SIGNED_OUT)


@tickets.get("")
async def get_panel(visit: TheVisit) -> Response:
    """The whole panel."""
    return await visit.show(await visit.gate.view(visit.ticket_id), banners=True)


@tickets.get("/status")
async def get_status(
    visit: TheVisit, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The status block; 304 while nothing changed, so that polling disturbs no one."""
    view = await visit.gate.view(visit.ticket_id)
    if was_seen(if_none_match, view.etag):
        return Response(status_code=304, headers={"ETag": quoted(view.etag)})
    return visit.packet_fragment("status.html", await visit.panel_of(view))


@tickets.put("/packet")
async def put_packet(request: Request, visit: TheVisit) -> Response:
    """Save the form; when someone else saved meanwhile, show both and keep the agent's text."""
    async with request.form() as form:
        etag, change = text_of(form, "etag"), packet_change(form)
    try:
        view = await visit.gate.save_packet(visit.ticket_id, change, etag=etag, agent=visit.agent)
    except StaleWrite:
        current = await visit.gate.view(visit.ticket_id)
        return await visit.show(current, draft=change, notice=await _stale(visit, current))
    return await visit.show(view, notice=_SAVED)


async def _stale(visit: Visit, view: GateView) -> Told:
    panel = await visit.panel_of(view)
    return Told(
        "warn",
        "Someone else saved meanwhile",
        "Your text is kept below, theirs stands beside it. Save again to put yours in its place.",
        by=panel.saved_by_another,
        at=view.saved.at if view.saved is not None else None,
    )


@tickets.post("/packet/judge")
async def post_judge(request: Request, visit: TheVisit) -> Response:
    """What the gate would say to the form as it stands; nothing is stored."""
    async with request.form() as form:
        change = packet_change(form)
    view = await visit.gate.judge(visit.ticket_id, change)
    panel = await visit.panel_of(view, draft=change, compared=False)
    return visit.packet_fragment("judged.html", panel)


@tickets.post("/packet/draft")
async def post_draft(request: Request, visit: TheVisit) -> Response:
    """The form anew for another kind or severity, with all that was written; nothing is stored."""
    async with request.form() as form:
        change = packet_change(form)
        seen = Seen(text_of(form, "etag"), text_of(form, "packet"))
    view = await visit.gate.judge(visit.ticket_id, change)
    panel = await visit.panel_of(view, draft=change, compared=False)
    return visit.packet_fragment("packet.html", panel, seen, drafted=True)


@tickets.post("/preview")
async def post_preview(visit: TheVisit) -> Response:
    """Exactly what Jira would hold, who else has the fault, and the order to escalate."""
    preview = await visit.gate.preview(visit.ticket_id, agent=visit.agent)
    view = await visit.gate.view(visit.ticket_id)
    return visit.fragment(
        "preview.html",
        preview=preview,
        panel=await visit.panel_of(view),
        withheld=in_order(preview.withheld),
        placeholders=[finding.placeholder for finding in preview.findings],
        rules=_rules(preview.findings),
        suspects=await _suspects(visit),
        linked={link.issue_key for link in view.links},
        another=_ANOTHER,
    )


def _rules(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The names of the rules that found each kind, both in their order by name."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        found.setdefault(finding.entity, set()).add(finding.detector)
    return {kind: sorted(found[kind]) for kind in sorted(found)}


async def _suspects(visit: Visit) -> list[Suspect] | None:
    """None where a vendor does not answer: then the preview says so and stands all the same."""
    try:
        return list(await visit.gate.suspects(visit.ticket_id, agent=visit.agent))
    except VendorError:
        return None


@tickets.post("/escalate")
async def post_escalate(
    visit: TheVisit,
    preview_digest: Annotated[str, Form(min_length=1, max_length=200, pattern=DIGEST)],
    issue_key: Annotated[str | None, Form(max_length=255)] = None,
) -> Response:
    """Create or link the issue as previewed, then show the panel anew.

    `issue_key` names one of the ticket's issues, or asks for another one.
    """
    try:
        done = await visit.gate.escalate(
            visit.ticket_id,
            preview_digest=preview_digest,
            issue_key=issue_key if issue_key != _ANOTHER else None,
            agent=visit.agent,
            another=issue_key == _ANOTHER,
        )
    except GateClosed:
        return await visit.show_anew(_CLOSED)
    escalated = filled(words_of(visit.language), "Escalated as %(key)s", key=done.issue_key)
    return await visit.show_anew(Told("good", escalated, ""))


@tickets.post("/links")
async def post_link(
    visit: TheVisit, issue_key: Annotated[str, Form(min_length=1, max_length=255)]
) -> Response:
    """Link an issue that exists, then show the panel anew."""
    view = await visit.gate.link(visit.ticket_id, issue_key.strip(), agent=visit.agent)
    return await visit.show(view, notice=_LINKED)
