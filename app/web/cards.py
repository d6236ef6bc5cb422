"""The sidebar's cards: suspects, what waits for a person, exceptions, the customer update."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.requests import Request
from starlette.responses import Response

from app.errors import StoreError
from app.services.sidebar_views import MAX_PART, CustomerUpdate, StuckItem, UpdateEdit
from app.services.views import WaiverRequest
from app.web.api_sidebar import DeliveryId, IssueKey
from app.web.pages import placeholders_in
from app.web.panel import Told, in_order
from app.web.room import DIGEST
from app.web.silence_words import due_words, tone_of
from app.web.visits import TheVisit, Visit, text_of, texts_of
from app.web.words import words_of

tickets = APIRouter(prefix="/sidebar/tickets/{ticket_id}", include_in_schema=False)

DIRECTIONS = {
    "to_jira": "from the ticket to Jira",
    "to_zendesk": "from Jira to the ticket",
    "gate": "the gate's value in Jira",
}
MATCHES = {
    "trace": "It has the same stack trace.",
    "issue": "It is known under the same issue.",
    "component": "It is about the same component.",
    "words": "It tells of the same symptoms.",
}
_RETRIED = Told("good", "Tried again", "What still waits is listed below.")
_DISCARDED = Told("good", "Discarded", "It will never be sent.")
_RELEASED = Told("good", "Released", "The text crosses as it was shown.")
_GRANTED = Told("good", "Exception granted", "It ends by itself.")
_NOT_YET = Told("warn", "Not inserted", "Mend what is marked, then insert it.")
_PART = "part."

Reason = Annotated[str, Form(min_length=1, max_length=500)]


@tickets.get("/suspects")
async def get_suspects(visit: TheVisit) -> Response:
    """Other tickets of the last 30 days with the same fault."""
    found = await visit.gate.suspects(visit.ticket_id, agent=visit.agent)
    view = await visit.gate.view(visit.ticket_id)
    linked = {link.issue_key for link in view.links}
    panel = await visit.panel_of(view)
    return visit.fragment("suspects.html", suspects=found, panel=panel, linked=linked)


@tickets.get("/known-issues")
async def get_known_issues(visit: TheVisit) -> Response:
    """Known issues that the ticket resembles; where they cannot be searched it says so."""
    try:
        hints = await visit.gate.known_issues(visit.ticket_id, agent=visit.agent)
    except StoreError:
        return visit.fragment("known.html", hints=None, matches=MATCHES)
    return visit.fragment("known.html", hints=hints, matches=MATCHES)


@tickets.post("/known-issues/{number}/insert")
async def post_known_issue_insert(
    visit: TheVisit, number: Annotated[int, Path(ge=1, le=2**31)]
) -> Response:
    """Its workaround for the reply box, into which the page puts it; nothing is sent or kept."""
    hint = await visit.gate.known_issue(visit.ticket_id, number, agent=visit.agent)
    return visit.fragment("workaround.html", hint=hint)


@tickets.get("/clock")
async def get_clock(visit: TheVisit) -> Response:
    """When the customer must hear from us; nothing where no escalation is open."""
    clock = await visit.gate.silence(visit.ticket_id)
    if clock is None:
        return visit.fragment("clock.html", clock=None)
    now, words = visit.room.parts.clock.now(), words_of(visit.language)
    return visit.fragment(
        "clock.html", clock=clock, tone=tone_of(clock), due=due_words(clock, now, words)
    )


@tickets.get("/stuck")
async def get_stuck(visit: TheVisit) -> Response:
    """Dead letters and held texts of this ticket."""
    return _stuck(visit, await visit.gate.stuck(visit.ticket_id, agent=visit.agent))


@tickets.get("/stuck/{delivery_id}")
async def get_held(visit: TheVisit, delivery_id: DeliveryId) -> Response:
    """The very text that a release would send."""
    held = await visit.gate.held_text(visit.ticket_id, delivery_id, agent=visit.agent)
    return visit.fragment(
        "held.html",
        held=held,
        delivery_id=delivery_id,
        placeholders=placeholders_in(held.text),
        withheld=in_order(held.withheld),
    )


@tickets.post("/stuck/{delivery_id}/retry")
async def post_retry(request: Request, visit: TheVisit, delivery_id: DeliveryId) -> Response:
    """Try it again; from the status block the whole panel is shown anew."""
    left = await visit.gate.retry(visit.ticket_id, delivery_id, agent=visit.agent)
    if request.headers.get("hx-target") == "panel":
        return await visit.show_anew(_RETRIED)
    return _stuck(visit, left, _RETRIED)


@tickets.post("/stuck/{delivery_id}/discard")
async def post_discard(visit: TheVisit, delivery_id: DeliveryId, reason: Reason) -> Response:
    """Never send it."""
    left = await visit.gate.discard(visit.ticket_id, delivery_id, reason=reason, agent=visit.agent)
    return _stuck(visit, left, _DISCARDED)


@tickets.post("/stuck/{delivery_id}/release")
async def post_release(
    visit: TheVisit,
    delivery_id: DeliveryId,
    reason: Reason,
    digest: Annotated[str, Form(min_length=1, max_length=200, pattern=DIGEST)],
) -> Response:
    """Let the very text that was read cross."""
    left = await visit.gate.release(
        visit.ticket_id, delivery_id, digest=digest, reason=reason, agent=visit.agent
    )
    return _stuck(visit, left, _RELEASED)


def _stuck(visit: Visit, items: Sequence[StuckItem], notice: Told | None = None) -> Response:
    return visit.fragment("stuck.html", items=items, notice=notice, directions=DIRECTIONS)


@tickets.post("/waiver")
async def post_waiver(
    visit: TheVisit,
    item: Annotated[str, Form(min_length=1, max_length=80)],
    days: Annotated[int, Form(ge=1, le=365)],
    reason: Annotated[str, Form(min_length=1, max_length=1000)],
) -> Response:
    """Grant an exception that ends after so many days from now."""
    until = visit.room.parts.clock.now() + timedelta(days=days)
    order = WaiverRequest(item=item, reason=reason, until=until)
    view = await visit.gate.waive(visit.ticket_id, order, agent=visit.agent)
    return await visit.show(view, notice=_GRANTED)


@tickets.get("/update")
async def get_update(
    visit: TheVisit, issue_key: IssueKey = None, *, no_news: bool = False
) -> Response:
    """The customer update as it can be drafted now; with `no_news`, that nothing has moved."""
    update = await visit.gate.customer_update(
        visit.ticket_id, agent=visit.agent, issue_key=issue_key, no_news=no_news
    )
    return await _update(visit, update, issue_key)


@tickets.post("/update")
async def post_update(request: Request, visit: TheVisit) -> Response:
    """The parts as the agent wrote them, checked; with the order to insert, ready for the reply.

    Nothing is sent or kept: the page puts the checked text into Zendesk's reply box.
    """
    async with request.form() as form:
        edit = UpdateEdit(parts=texts_of(form, _PART))
        issue_key = text_of(form, "issue_key") or None
        wanted = bool(text_of(form, "insert"))
    update = await visit.gate.check_update(
        visit.ticket_id, edit, agent=visit.agent, issue_key=issue_key
    )
    notice = _NOT_YET if wanted and not update.ready else None
    return await _update(visit, update, issue_key, notice, insert=wanted and update.ready)


async def _update(
    visit: Visit,
    update: CustomerUpdate,
    issue_key: str | None,
    notice: Told | None = None,
    *,
    insert: bool = False,
) -> Response:
    view = await visit.gate.view(visit.ticket_id)
    return visit.fragment(
        "update.html",
        update=update,
        issues=[link.issue_key for link in view.links],
        issue_key=issue_key,
        longest=MAX_PART,
        notice=notice,
        insert=insert,
    )
