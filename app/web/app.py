"""The web application, put together from its parts."""

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.web import api, api_sidebar, cards, errors, hooks, operations, sidebar
from app.web.access import Remembered, TicketDoor
from app.web.console import routers
from app.web.console.pages import ConsolePages
from app.web.documents import DescribedApp
from app.web.knocking import Knocking
from app.web.metrics import Metrics
from app.web.middleware import BodyLimit, Guard, Measured, SafeHeaders
from app.web.pages import DIST, Assets, Pages
from app.web.parts import WebParts
from app.web.room import Room
from app.web.sessions import DIRECTORY_LIFE, SidebarSessions

DESCRIPTION = """Airlock bridges Zendesk and Jira. Errors are problem documents (RFC 9457) in fixed
words; none carries ticket or issue text. Branch by their `code`."""


class HashedFiles(StaticFiles):
    """Built files: a name holds its content's hash, so that a browser may keep it for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As StaticFiles, with the permission to keep what was found."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(parts: WebParts, dist: Path = DIST) -> FastAPI:
    """The service's routes over `parts`, with the page's built files from the folder `dist`.

    Raises SettingsError when a key of the sidebar's app is none.
    """
    room = make_room(parts, dist)
    servers = [{"url": parts.config.public_url}] if parts.config.public_url else None
    app = DescribedApp(
        title="Airlock",
        version="1",
        description=DESCRIPTION,
        servers=servers,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.room = room
    for router in (
        hooks.router, api.tickets, api_sidebar.tickets, api_sidebar.session, api.gate,
        sidebar.router, sidebar.tickets, cards.tickets, operations.router,
    ):  # fmt: skip
        app.include_router(router)
    for router in routers.ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount("/static/dist", HashedFiles(directory=dist, check_dir=False), name="static")
    errors.install(app, room)
    _wrap(app, room)
    return app


def make_room(parts: WebParts, dist: Path) -> Room:
    """What the routes hold in common."""
    return Room(
        parts=parts,
        sessions=SidebarSessions(parts.config, parts.directory, parts.sign_outs, parts.clock),
        tickets=TicketDoor(parts.access, parts.clock),
        people=Remembered(parts.directory.agent, parts.clock, DIRECTORY_LIFE),
        metrics=Metrics(parts.registry),
        pages=Pages(parts.config, Assets.built(dist)),
        console=ConsolePages(dist),
        knocking=Knocking(parts.clock),
    )


def _wrap(app: FastAPI, room: Room) -> None:
    def tell(request: Request, error: Exception) -> Response:
        return errors.unexpected(request, room, error)

    # The last one added is the outermost.
    app.add_middleware(BodyLimit, limit=room.parts.config.max_body_bytes)
    app.add_middleware(Guard, tell=tell)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Measured, metrics=room.metrics)
