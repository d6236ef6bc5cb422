"""The gate of a ticket for the sidebar, and the synchronous question of Jira's validators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header
from pydantic import AwareDatetime, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app.errors import AirlockError, GateClosed, StaleWrite
from app.model import Model
from app.services.views import (
    Escalation,
    GateView,
    PacketChange,
    Preview,
    TransitionAnswer,
    TransitionQuestion,
    WaiverRequest,
)
from app.web.documents import ClosedProblem, MissingItem, RefusalProblem, StaleProblem, answers
from app.web.errors import refusal_words
from app.web.etags import quoted, unquoted, was_seen
from app.web.problems import kind_of, problem
from app.web.room import DIGEST, Room, TheRoom, TicketId, Visitor, require_gate_secret

tickets = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])
gate = APIRouter(prefix="/gate", tags=["gate"])

_COMMON = (401, 403, 404, 422, 502, 503)


class EscalateOrder(Model):
    """`preview_digest` is the one that the agent saw; `issue_key` links instead of creating.

    `another` creates an issue although the ticket has one: for a packet that was changed since.
    """

    preview_digest: str = Field(min_length=1, max_length=200, pattern=DIGEST)
    issue_key: str | None = Field(default=None, min_length=1, max_length=255)
    another: bool = False


class LinkOrder(Model):
    issue_key: str = Field(min_length=1, max_length=255)


class WaiverOrder(WaiverRequest):
    """As WaiverRequest; the end must name its time zone."""

    until: AwareDatetime


@tickets.get(
    "/gate",
    operation_id="getGate",
    response_model=GateView,
    responses={**answers(*_COMMON), 304: {"description": "Not modified"}},
)
async def get_gate(
    room: TheRoom,
    ticket_id: TicketId,
    _agent: Visitor,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The gate's state with its reasons; 304 when the ETag in `If-None-Match` still holds."""
    view = await room.parts.gatekeeping.view(ticket_id)
    if was_seen(if_none_match, view.etag):
        return Response(status_code=304, headers={"ETag": quoted(view.etag)})
    return gate_answer(view)


@tickets.put(
    "/packet",
    operation_id="savePacket",
    response_model=GateView,
    responses=answers(*_COMMON, 413, 428, s412=StaleProblem),
)
async def put_packet(
    room: TheRoom,
    ticket_id: TicketId,
    agent: Visitor,
    change: PacketChange,
    if_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Save packet items over the version that `If-Match` names; answers with the gate.

    412 with the other's change in `current` when that version is no longer the stored one.
    """
    etag = unquoted(if_match)
    if etag is None:
        raise HTTPException(428)
    gatekeeping = room.parts.gatekeeping
    try:
        view = await gatekeeping.save_packet(ticket_id, change, etag=etag, agent=agent)
    except StaleWrite as error:
        current = await gatekeeping.view(ticket_id)
        return problem(
            kind_of(error),
            error.code,
            {"ETag": quoted(current.etag)},
            current=current.model_dump(mode="json"),
        )
    return gate_answer(view)


@tickets.post("/preview", operation_id="previewEscalation", responses=answers(*_COMMON, 409))
async def post_preview(room: TheRoom, ticket_id: TicketId, agent: Visitor) -> Preview:
    """Exactly what Jira would hold, what was withheld by kind, and a `preview_digest`."""
    return await room.parts.gatekeeping.preview(ticket_id, agent=agent)


@tickets.post(
    "/escalate",
    operation_id="escalate",
    response_model=Escalation,
    responses=answers(*_COMMON, s409=ClosedProblem),
)
async def post_escalate(
    room: TheRoom, ticket_id: TicketId, agent: Visitor, order: EscalateOrder
) -> Escalation | Response:
    """Create or link the issue as previewed. Repeating it does not create a second issue.

    409 with the `missing` items, or when what would be sent is no longer what was previewed.
    """
    try:
        return await room.parts.gatekeeping.escalate(
            ticket_id,
            preview_digest=order.preview_digest,
            issue_key=order.issue_key,
            agent=agent,
            another=order.another,
        )
    except GateClosed as error:
        missing = await _missing(room, ticket_id)
        return problem(kind_of(error), error.code, reasons=list(error.reasons), missing=missing)


@tickets.post(
    "/links", operation_id="linkIssue", response_model=GateView, responses=answers(*_COMMON, 409)
)
async def post_link(
    room: TheRoom, ticket_id: TicketId, agent: Visitor, order: LinkOrder
) -> Response:
    """Link an issue that exists; what the policies copy of the ticket follows.

    Repeating it is harmless. 422 for an issue of a project that the policies do not name.
    """
    return gate_answer(await room.parts.gatekeeping.link(ticket_id, order.issue_key, agent=agent))


@tickets.post("/waiver", operation_id="waive", response_model=GateView, responses=answers(*_COMMON))
async def post_waiver(
    room: TheRoom, ticket_id: TicketId, agent: Visitor, order: WaiverOrder
) -> Response:
    """Grant a reasoned exception that ends by itself; 403 unless the policy lets this agent."""
    return gate_answer(await room.parts.gatekeeping.waive(ticket_id, order, agent=agent))


@gate.post(
    "/jira/transition",
    operation_id="decideTransition",
    dependencies=[Depends(require_gate_secret)],
    responses=answers(
        s401=RefusalProblem, s422=RefusalProblem, s429=RefusalProblem, s500=RefusalProblem
    ),
)
async def post_transition(room: TheRoom, question: TransitionQuestion) -> TransitionAnswer:
    """Whether the issue may take the transition; any failure to tell is a refusal with its reason.

    Answers of other statuses carry `result: false` too.
    """
    try:
        return await room.parts.gatekeeping.decide_transition(question)
    except AirlockError as error:
        return TransitionAnswer(result=False, errorMessage=refusal_words(kind_of(error)))


def gate_answer(view: GateView) -> Response:
    """The gate as JSON with its version."""
    return JSONResponse(view.model_dump(mode="json"), headers={"ETag": quoted(view.etag)})


async def _missing(room: Room, ticket_id: int) -> list[dict[str, str]]:
    view = await room.parts.gatekeeping.view(ticket_id)
    return [
        MissingItem.model_validate(item, from_attributes=True).model_dump()
        for item in view.items
        if item.state in {"missing", "weak"}
    ]
