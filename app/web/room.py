"""The web room as its routes reach it, and who is calling them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.errors import AccessRefused
from app.model import Agent
from app.web.access import Remembered, TicketDoor, is_loopback, same_secret
from app.web.console.pages import ConsolePages
from app.web.knocking import Door, Knocking
from app.web.metrics import Metrics
from app.web.pages import Pages
from app.web.parts import WebParts
from app.web.services import Sessions

_READING = ("GET", "HEAD")
_CHALLENGE = {"WWW-Authenticate": "Bearer"}

agent_session = HTTPBearer(
    scheme_name="agentSession",
    description="The session that `POST /sidebar` gave for the signed URL token, 15 minutes, "
    "renewed in the header `X-Airlock-Session` of each answer.",
    auto_error=False,
)
gate_bearer = HTTPBearer(
    scheme_name="gateSecret",
    description="The secret shared with the validator in Jira.",
    auto_error=False,
)
operator_bearer = HTTPBearer(
    scheme_name="operator", description="An operator's token, or loopback.", auto_error=False
)

Credentials = HTTPAuthorizationCredentials | None
DIGEST = "^[!-~]+$"
"""What a preview's digest is made of, as a pattern: printable ASCII without blanks."""
TicketId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@dataclass(frozen=True)
class Room:
    """What one application holds; routes take it with `TheRoom`."""

    parts: WebParts
    sessions: Sessions
    tickets: TicketDoor
    people: Remembered[str, Agent | None]
    metrics: Metrics
    pages: Pages
    console: ConsolePages
    knocking: Knocking


def room_of(request: Request) -> Room:
    """The room of the application that serves this request."""
    room: Room = request.app.state.room
    return room


TheRoom = Annotated[Room, Depends(room_of)]


async def visitor(
    request: Request,
    room: TheRoom,
    ticket_id: TicketId,
    credentials: Annotated[Credentials, Depends(agent_session)],
) -> Agent:
    """The agent behind the session, who may see this ticket, and edit it where the request may
    change something: whatever is neither GET nor HEAD.

    401 without a session that holds, AccessRefused for a ticket that Zendesk would not show.
    """
    if credentials is None:
        raise HTTPException(401, headers=_CHALLENGE)
    try:
        session = await room.sessions.resume(credentials.credentials)
    except AccessRefused as error:
        raise HTTPException(401, headers=_CHALLENGE) from error
    editing = request.method not in _READING
    await room.tickets.require(session.agent.id, ticket_id, editing=editing)
    request.state.bearer = session.bearer
    return session.agent


Visitor = Annotated[Agent, Depends(visitor)]


async def leave(room: TheRoom, credentials: Annotated[Credentials, Depends(agent_session)]) -> None:
    """End the caller's sessions; 401 without a session that holds."""
    if credentials is None:
        raise HTTPException(401, headers=_CHALLENGE)
    try:
        await room.sessions.sign_out(credentials.credentials)
    except AccessRefused as error:
        raise HTTPException(401, headers=_CHALLENGE) from error


def require_gate_secret(
    request: Request,
    room: TheRoom,
    credentials: Annotated[Credentials, Depends(gate_bearer)],
) -> None:
    """401 unless the caller holds the gate's shared secret; always when none is set.

    429 for a caller who has failed too often.
    """
    given = credentials.credentials if credentials else ""
    config = room.parts.config
    if not _knows(request, room, "gate", given, config.gate_bearer, *config.previous_gate_bearers):
        raise HTTPException(401, headers=_CHALLENGE)


def _knows(request: Request, room: Room, door: Door, given: str, *expected: str | None) -> bool:
    """Whether the caller gave one of the secrets. Whoever gave another one is counted."""
    if not given:
        return False
    room.knocking.admit(request, door)
    known = same_secret(given, *expected)
    if not known:
        room.knocking.failed(request, door)
    return known


def is_operator(
    request: Request,
    room: TheRoom,
    credentials: Annotated[Credentials, Depends(operator_bearer)],
) -> bool:
    """Whether the caller is this machine or holds the operator's token."""
    given = credentials.credentials if credentials else ""
    config = room.parts.config
    tokens = (config.operator_token, *config.previous_operator_tokens)
    if is_loopback(request, config.public_url):
        return True
    return _knows(request, room, "operator", given, *tokens)


IsOperator = Annotated[bool, Depends(is_operator)]


def require_operator(operator: IsOperator) -> None:
    """401 for anyone but an operator."""
    if not operator:
        raise HTTPException(401, headers=_CHALLENGE)
