"""What every route needs: the desk, the caller and the request's JSON."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request

from connectors.sandbox.zendesk.auth import caller
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request
from connectors.sandbox.zendesk.model import Record


def desk_of(request: Request) -> Desk:
    """Return the app's desk, whose links from now on begin with the address that was called."""
    desk: Desk = request.app.state.desk
    desk.base_url = str(request.base_url).rstrip("/")
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
Caller = Annotated[int, Depends(caller)]


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
