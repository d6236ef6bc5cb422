"""Incremental exports: tickets by cursor or time, ticket events by time (docs/vendors.md)."""

import base64
import binascii
from typing import Any, NamedTuple

from fastapi import APIRouter, Request

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import Refusal, bad_request
from connectors.sandbox.zendesk.model import Audit, Record, Ticket
from connectors.sandbox.zendesk.render import people_of, ticket_event_json, ticket_json
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, included

router = APIRouter(prefix="/api/v2/incremental")


class _Place(NamedTuple):
    """A place in the stream of tickets: the second of the change, then the ticket's id."""

    second: int
    ticket_id: int


@router.get("/tickets/cursor")
async def tickets_by_cursor(request: Request, desk: TheDesk, caller: Caller) -> Record:
    given = request.query_params.get("cursor")
    place = _place(given) if given else _Place(_start_time(request, desk), 0)
    rest = [ticket for ticket in _stream(desk) if _place_of(ticket) > place]
    size = _size(request, desk)
    page = rest[:size]
    after = _cursor(_place_of(page[-1]) if page else place)
    shown: dict[str, Any] = {
        "tickets": [ticket_json(desk, ticket) for ticket in page],
        "after_cursor": after,
        "after_url": f"{desk.base_url}/api/v2/incremental/tickets/cursor.json?cursor={after}"
        f"&per_page={size}",
        "before_cursor": None,
        "before_url": None,
        "end_of_stream": len(rest) <= size,
    }
    if "users" in included(request):
        shown["users"] = people_of(desk, [ticket.requester_id for ticket in page])
    return shown


@router.get("/tickets")
async def tickets_by_time(request: Request, desk: TheDesk, caller: Caller) -> Record:
    start = _start_time(request, desk)
    stream = [(_place_of(ticket).second, ticket) for ticket in _stream(desk)]
    page = _by_time(request, desk, stream, start, "tickets")
    return page | {"tickets": [ticket_json(desk, ticket) for ticket in page["tickets"]]}


@router.get("/ticket_events")
async def ticket_events(request: Request, desk: TheDesk, caller: Caller) -> Record:
    start = _start_time(request, desk)
    stream = [(int(audit.created_at.timestamp()), audit) for audit in _audits(desk)]
    page = _by_time(request, desk, stream, start, "ticket_events")
    full = "comment_events" in included(request)
    shown = [ticket_event_json(desk, a, with_comments=full) for a in page["ticket_events"]]
    return page | {"ticket_events": shown}


def _stream(desk: Desk) -> list[Ticket]:
    """Return all tickets but those changed in the newest past, in order of change."""
    horizon = _horizon(desk)
    ready = [t for t in desk.tickets.values() if t.updated_at.timestamp() <= horizon]
    return sorted(ready, key=_place_of)


def _audits(desk: Desk) -> list[Audit]:
    horizon = _horizon(desk)
    every = [audit for ticket in desk.tickets.values() for audit in ticket.audits]
    ready = [audit for audit in every if audit.created_at.timestamp() <= horizon]
    return sorted(ready, key=lambda audit: (audit.created_at, audit.id))


def _by_time(
    request: Request, desk: Desk, stream: list[tuple[int, Any]], start: int, key: str
) -> Record:
    """Return one time-based page; a second is never split over two pages."""
    rest = [(second, item) for second, item in stream if second >= start]
    size = _size(request, desk)
    last = rest[min(size, len(rest)) - 1][0] if rest else start
    page = [(second, item) for second, item in rest if second <= last]
    path = f"{desk.base_url}{request.url.path}.json"
    end = len(page) == len(rest)
    end_time = last if end else last + 1
    return {
        key: [item for _, item in page],
        "count": len(page),
        "end_of_stream": end,
        "end_time": end_time if page else None,
        "next_page": f"{path}?per_page={size}&start_time={end_time}" if page else None,
    }


def _horizon(desk: Desk) -> float:
    return desk.clock.now().timestamp() - desk.config.export_lag_seconds


def _start_time(request: Request, desk: Desk) -> int:
    given = request.query_params.get("start_time", "")
    if not given.isdigit():
        raise bad_request("start_time: is missing or not a number of seconds")
    if int(given) > _horizon(desk):
        text = "Too recent start_time. Use a start_time older than 60 seconds"
        raise Refusal(422, {"error": "InvalidValue", "description": text})
    return int(given)


def _size(request: Request, desk: Desk) -> int:
    given = request.query_params.get("per_page", "")
    most = desk.config.export_page_size
    return min(int(given), most) if given.isdigit() and int(given) > 0 else most


def _place_of(ticket: Ticket) -> _Place:
    return _Place(int(ticket.updated_at.timestamp()), ticket.id)


def _cursor(place: _Place) -> str:
    return base64.urlsafe_b64encode(f"{place.second}||{place.ticket_id}".encode()).decode()


def _place(cursor: str) -> _Place:
    try:
        second, _, ticket_id = base64.urlsafe_b64decode(cursor).decode().partition("||")
        return _Place(int(second), int(ticket_id))
    except (binascii.Error, ValueError) as error:
        raise bad_request("cursor: is not valid") from error
