"""What every route needs: the desk, the caller and the request's JSON."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request

from connectors.sandbox.zendesk.auth import caller
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request, forbidden
from connectors.sandbox.zendesk.model import Record
from connectors.sandbox.zendesk.visibility import may_view


def desk_of(request: Request) -> Desk:
    """Return the app's desk, whose links from now on begin with the address that was called."""
    desk: Desk = request.app.state.desk
    desk.base_url = str(request.base_url).rstrip("/")
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
Caller = Annotated[int, Depends(caller)]


def require_view(request: Request, desk: TheDesk, caller: Caller) -> None:
    """Answer 403 where the caller may not open the ticket that the path names."""
    number = request.path_params.get("ticket_id", "")
    ticket = desk.tickets.get(int(number)) if str(number).isdigit() else None
    if ticket is not None and not may_view(desk, caller, ticket):
        raise forbidden()


async def json_object(request: Request, key: str) -> Record:
    """Return the object under `key` of the request's JSON; 400 when there is none."""
    body = await json_body(request)
    value = body.get(key)
    if not isinstance(value, dict):
        raise bad_request(f"{key}: is missing or not an object")
    return value


async def json_body(request: Request) -> Record:
    """Return the request's JSON object; 400 when it is none."""
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise bad_request("the body is not valid JSON") from error
    if not isinstance(body, dict):
        raise bad_request("the body is not a JSON object")
    return body


def ids_of(request: Request, name: str = "ids") -> list[int]:
    """Return up to 100 ids from a comma-separated query parameter; 400 for anything else."""
    given = request.query_params.get(name, "")
    parts = [part for part in given.split(",") if part]
    if len(parts) > 100 or not all(part.isdigit() for part in parts):
        raise bad_request(f"{name}: give up to 100 numbers separated by commas")
    return [int(part) for part in parts]


def included(request: Request) -> set[str]:
    """Return what the request asks to sideload."""
    return set(filter(None, request.query_params.get("include", "").split(",")))


def count_json(desk: Desk, value: int) -> dict[str, Any]:
    """Return the vendor's count object."""
    return {"count": {"value": value, "refreshed_at": desk.now_stamp()}}
