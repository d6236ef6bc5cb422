"""How the console answers what went wrong: the way to the sign-in, a page, or a piece of one."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.web.console import door
from app.web.console.pages import scheme_of
from app.web.problems import Kind
from app.web.room import Room

SIGN_IN = "/console/sign-in"
_MALFORMED = Kind(
    422, "Something in the form cannot be taken", "Nothing was changed. Go back and correct it."
)


def refusal(
    request: Request,
    room: Room,
    kind: Kind,
    code: str,
    headers: dict[str, str],
    problems: object = None,
) -> Response:
    """The error as a person at the console reads it; `problems` are places of a form."""
    fragment = door.is_fragment(request)
    if kind.status == 401 and request.method in door.READING and not fragment:
        return _to_sign_in(request, room)
    return room.console.error(
        _MALFORMED if kind.status == _MALFORMED.status and problems else kind,
        code,
        headers,
        fragment=fragment,
        visit=getattr(request.state, "console_visit", None),
        scheme=scheme_of(request.cookies),
        problems=problems or (),
    )


def _to_sign_in(request: Request, room: Room) -> Response:
    """There, and back here afterwards; a link of another site brings no session along at first."""
    path = door.here(request)
    if door.is_from_elsewhere(request):
        return load_again(request, room, path)
    return RedirectResponse(f"{SIGN_IN}?next={quote(path, safe='')}", 303)


def load_again(request: Request, room: Room, path: str) -> HTMLResponse:
    """A page that goes to `path` by itself: from here on the browser sends the session along."""
    return room.console.html(
        "console/onward.html", path=door.inside(path), scheme=scheme_of(request.cookies)
    )
