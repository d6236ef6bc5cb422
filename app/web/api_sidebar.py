"""What the sidebar shows besides the gate, as JSON; and the end of an agent's session."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field
from starlette.responses import Response

from app.model import Model
from app.services.sidebar_views import CustomerUpdate, HeldText, StuckItem, Suspect, UpdateEdit
from app.web.documents import answers
from app.web.etags import quoted
from app.web.room import DIGEST, TheRoom, TicketId, Visitor, leave

tickets = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])
session = APIRouter(prefix="/api/session", tags=["session"])

_COMMON = (401, 403, 404, 422, 502, 503)
DeliveryId = Annotated[str, Path(min_length=1, max_length=64, pattern="^[0-9A-Za-z-]+$")]
IssueKey = Annotated[str | None, Query(min_length=1, max_length=255)]


class ReasonedOrder(Model):
    """Why the text is never to be sent; kept in the audit as given by this agent."""

    reason: str = Field(min_length=1, max_length=500)


class ReleaseOrder(ReasonedOrder):
    """`digest` is that of the text that was held, as the list and the text itself give it."""

    digest: str = Field(min_length=1, max_length=200, pattern=DIGEST)


@tickets.get("/suspects", operation_id="listSuspects", responses=answers(*_COMMON))
async def get_suspects(room: TheRoom, ticket_id: TicketId, agent: Visitor) -> Sequence[Suspect]:
    """Other tickets of the last 30 days with the same stack trace, error code or issue."""
    return await room.parts.gatekeeping.suspects(ticket_id, agent=agent)


@tickets.get("/stuck", operation_id="listStuck", responses=answers(*_COMMON))
async def get_stuck(room: TheRoom, ticket_id: TicketId, agent: Visitor) -> Sequence[StuckItem]:
    """Dead letters and held texts of this ticket, in plain words and with their cure."""
    return await room.parts.gatekeeping.stuck(ticket_id, agent=agent)


@tickets.get(
    "/stuck/{delivery_id}", operation_id="showHeldText", responses=answers(*_COMMON, 409, 412)
)
async def get_held_text(
    room: TheRoom, ticket_id: TicketId, delivery_id: DeliveryId, agent: Visitor
) -> HeldText:
    """What a release would send, redacted; 412 when the text is no longer the one held."""
    return await room.parts.gatekeeping.held_text(ticket_id, delivery_id, agent=agent)


@tickets.post(
    "/stuck/{delivery_id}/retry", operation_id="retryDelivery", responses=answers(*_COMMON)
)
async def post_retry(
    room: TheRoom, ticket_id: TicketId, delivery_id: DeliveryId, agent: Visitor
) -> Sequence[StuckItem]:
    """Try it again; answers with what is stuck then."""
    return await room.parts.gatekeeping.retry(ticket_id, delivery_id, agent=agent)


@tickets.post(
    "/stuck/{delivery_id}/discard", operation_id="discardDelivery", responses=answers(*_COMMON)
)
async def post_discard(
    room: TheRoom,
    ticket_id: TicketId,
    delivery_id: DeliveryId,
    agent: Visitor,
    order: ReasonedOrder,
) -> Sequence[StuckItem]:
    """Never send it; 403 unless the policy lets this agent."""
    return await room.parts.gatekeeping.discard(
        ticket_id, delivery_id, reason=order.reason, agent=agent
    )


@tickets.post(
    "/stuck/{delivery_id}/release",
    operation_id="releaseHeldText",
    responses=answers(*_COMMON, 409, 412),
)
async def post_release(
    room: TheRoom,
    ticket_id: TicketId,
    delivery_id: DeliveryId,
    agent: Visitor,
    order: ReleaseOrder,
) -> Sequence[StuckItem]:
    """Let the very text that was held cross; 403 unless rule and policy let this agent."""
    return await room.parts.gatekeeping.release(
        ticket_id, delivery_id, digest=order.digest, reason=order.reason, agent=agent
    )


@tickets.get(
    "/customer-update", operation_id="draftCustomerUpdate", responses=answers(*_COMMON, 409)
)
async def get_customer_update(
    room: TheRoom,
    response: Response,
    ticket_id: TicketId,
    agent: Visitor,
    issue_key: IssueKey = None,
) -> CustomerUpdate:
    """The six parts drafted from the issue's movement; nothing is sent.

    The ETag changes when the issue, the packet or the policies do: then draft again.
    """
    gatekeeping = room.parts.gatekeeping
    update = await gatekeeping.customer_update(ticket_id, agent=agent, issue_key=issue_key)
    response.headers["ETag"] = quoted(update.etag)
    return update


@tickets.post(
    "/customer-update", operation_id="checkCustomerUpdate", responses=answers(*_COMMON, 409)
)
async def post_customer_update(
    room: TheRoom,
    ticket_id: TicketId,
    agent: Visitor,
    edit: UpdateEdit,
    issue_key: IssueKey = None,
) -> CustomerUpdate:
    """The parts as the agent wrote them, checked again; nothing is sent or kept."""
    return await room.parts.gatekeeping.check_update(
        ticket_id, edit, agent=agent, issue_key=issue_key
    )


@session.post(
    "/logout",
    operation_id="signOut",
    status_code=204,
    dependencies=[Depends(leave)],
    responses=answers(401, 503),
)
async def post_logout() -> Response:
    """End all sessions of this agent that began before now, in every process.

    The signed URL token that this session came from opens none again.
    """
    return Response(status_code=204)
