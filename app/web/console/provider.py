"""Signing in through an identity provider: there, and back.

What the round is known by stands in a cookie of this browser that is `SameSite=Lax`, because the
provider's answer comes from another site; it is a random id from which state, nonce and verifier
follow, and nothing of them can be learned from the address.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.errors import AccessRefused, RoleRefused, VendorError
from app.ports_identity import SignInRound
from app.web.console import door
from app.web.console.answers import load_again
from app.web.console.sign_in import Next, leave, let_in, show_form
from app.web.room import Room, TheRoom

router = APIRouter(prefix="/console/sign-in")

ANSWER = "/console/sign-in/answer"
ROUND_LIFE = timedelta(minutes=10)
_NO_ANSWER = "The identity provider does not answer. Try again in a minute."
_REFUSED = "The identity provider did not sign you in. Try again."
_NO_ROLE = (
    "You are signed in there, but none of your groups has a role here. Ask whoever keeps "
    "Airlock's settings."
)


@router.get("/provider")
async def get_provider(request: Request, room: TheRoom, onward: Next = door.HOME) -> Response:
    """To the provider, with what this browser alone can come back with."""
    made = door.new_round()
    try:
        address = await room.parts.console.entrance.ask(_round(request, room, made))
    except AccessRefused:
        return show_form(room, request, onward, problem=_REFUSED, status=403)
    except VendorError:
        return show_form(room, request, onward, problem=_NO_ANSWER, status=502)
    response = RedirectResponse(address, 303)
    kept = f"{made}.{urlsafe_b64encode(door.inside(onward).encode()).decode().rstrip('=')}"
    door.set_cookie(response, door.ROUND_COOKIE, kept, ROUND_LIFE, same_site="lax")
    return response


@router.get("/answer")
async def get_answer(
    request: Request,
    room: TheRoom,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4096)] = "",
) -> Response:
    """Back from the provider: a session, if the answer is the one to this browser's own round."""
    room.knocking.admit(request, "console")
    made, onward = _kept(request)
    asked = _round(request, room, made)
    response = await _answered(request, room, asked, state, code if made else "", onward)
    door.drop_cookie(response, door.ROUND_COOKIE)
    return response


async def _answered(
    request: Request, room: Room, asked: SignInRound, state: str, code: str, onward: str
) -> Response:
    problem, status = _REFUSED, 403
    if code and hmac.compare_digest(state.encode(), asked.state.encode()):
        try:
            session = await room.parts.console.entrance.answered(asked, code)
        except RoleRefused:
            problem = _NO_ROLE
        except AccessRefused:
            problem = _REFUSED
        except VendorError:
            problem, status = _NO_ANSWER, 502
        else:
            await leave(request, room)
            return let_in(room, load_again(request, room, onward), session)
    room.knocking.failed(request, "console")
    return show_form(room, request, onward, problem=problem, status=status)


def _kept(request: Request) -> tuple[str, str]:
    """The round's id and where it leads; empty and the start without one."""
    made, _, path = request.cookies.get(door.ROUND_COOKIE, "").partition(".")
    try:
        onward = urlsafe_b64decode(path + "=" * (-len(path) % 4)).decode()
    except ValueError:
        onward = ""
    return made, door.inside(onward)


def _round(request: Request, room: Room, made: str) -> SignInRound:
    return SignInRound(
        address=f"{_base(request, room)}{ANSWER}",
        state=door.part_of(made, "state"),
        nonce=door.part_of(made, "nonce"),
        verifier=door.part_of(made, "verifier"),
    )


def _base(request: Request, room: Room) -> str:
    """Our own address as the browser knows it."""
    parts = urlsplit(room.parts.config.public_url or str(request.url))
    return f"{parts.scheme}://{parts.netloc}"
