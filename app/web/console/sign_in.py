"""Signing in to the console and out of it, and the colours that a reader wants."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.errors import AccessRefused
from app.services.console_accounts import LONGEST_PASSWORD
from app.web.console import door
from app.web.console.answers import load_again
from app.web.console.pages import scheme_of
from app.web.console.refusals import ConsoleRefused
from app.web.console.visits import Seeing
from app.web.room import Room, TheRoom

router = APIRouter(prefix="/console")

SCHEME_LIFE = timedelta(days=365)
_WRONG = "The name or the password is wrong."
Next = Annotated[str, Query(alias="next")]
NextField = Annotated[str, Form(alias="next")]


@router.get("/sign-in")
async def get_sign_in(request: Request, room: TheRoom, onward: Next = door.HOME) -> Response:
    """The form, or the page that was asked for where a session holds already."""
    if door.is_from_elsewhere(request):
        return load_again(request, room, door.here(request))
    session = door.session_of(request)
    if session is not None and await room.parts.console.entrance.resume(session) is not None:
        return RedirectResponse(door.inside(onward), 303)
    return show_form(room, request, onward)


@router.post("/sign-in")
async def post_sign_in(
    request: Request,
    room: TheRoom,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
    onward: NextField = door.HOME,
) -> Response:
    """A new session for a local account. Wrong words are counted, and too many are refused."""
    if not door.is_own_request(request, room.parts.config.public_url):
        raise ConsoleRefused("foreign-request")
    room.knocking.admit(request, "console")
    room.knocking.failed(request, "console")  # until it is known, so that many at once count too
    try:
        session = await room.parts.console.entrance.sign_in(name.strip(), password)
    except AccessRefused:
        return show_form(room, request, onward, problem=_WRONG, status=403)
    room.knocking.forgive(request, "console")
    await leave(request, room)
    return let_in(room, RedirectResponse(door.inside(onward), 303), session)


@router.post("/sign-out")
async def post_sign_out(visit: Seeing) -> Response:
    """End the session, here and for all processes."""
    await leave(visit.request, visit.room)
    response = RedirectResponse("/console/sign-in", 303)
    door.drop_cookie(response, door.COOKIE)
    return response


@router.post("/scheme")
async def post_scheme(
    visit: Seeing, scheme: Annotated[str, Form()] = "", onward: NextField = door.HOME
) -> Response:
    """Light, dark, or as the system says, for this browser."""
    response = RedirectResponse(door.inside(onward), 303)
    if scheme in {"light", "dark"}:
        door.set_cookie(response, door.SCHEME_COOKIE, scheme, SCHEME_LIFE)
    else:
        door.drop_cookie(response, door.SCHEME_COOKIE)
    return response


def let_in(room: Room, response: Response, session: str) -> Response:
    """Give the browser its session."""
    door.set_cookie(response, door.COOKIE, session, room.parts.console.entrance.life)
    return response


async def leave(request: Request, room: Room) -> None:
    """End the session that this browser has, if it has one."""
    session = door.session_of(request)
    if session is not None:
        await room.parts.console.entrance.sign_out(session)


def show_form(
    room: Room, request: Request, onward: str, problem: str = "", status: int = 200
) -> HTMLResponse:
    """The ways to sign in, and what went wrong with the last try."""
    return room.console.html(
        "console/sign_in.html",
        status,
        scheme=scheme_of(request.cookies),
        offers=room.parts.console.entrance.offers,
        onward=door.inside(onward),
        problem=problem,
    )
