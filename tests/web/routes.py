"""Every route that shows or changes something of a ticket, found in an application itself."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route

OF_A_TICKET = ("/api/tickets/", "/sidebar/tickets/")


def _all_routes(routes: Iterable[Any]) -> Iterator[Route]:
    """The application's routes, those of its routers among them."""
    for route in routes:
        if isinstance(route, Route):
            yield route
        elif hasattr(route, "original_router"):
            yield from _all_routes(route.original_router.routes)


def all_routes(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every route, parameters in braces; HEAD goes with GET."""
    return sorted(
        (method, route.path)
        for route in _all_routes(app.routes)
        for method in route.methods or ()
        if method != "HEAD"
    )


def routes_of_a_ticket(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every route of a ticket; `{ticket_id}` stands for its number."""
    found = []
    for route in _all_routes(app.routes):
        if route.path.startswith(OF_A_TICKET):
            path = re.sub(r"\{(?!ticket_id)\w+\}", "d1", route.path)
            found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
    return sorted(found)


def at(path: str, ticket: int) -> str:
    """The path of this ticket."""
    return path.replace("{ticket_id}", str(ticket))
