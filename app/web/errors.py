"""One place where errors become answers: problem documents, sidebar fragments, gate refusals.

Known errors are told in the fixed words of `app.web.problems`. An unexpected one is logged by type
and place only, because its message may hold private text.
"""

from typing import cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.errors import AirlockError
from app.logs import place_of
from app.web.console.answers import refusal
from app.web.console.door import HOME
from app.web.console.refusals import ConsoleRefused
from app.web.problems import (
    RETRY_SECONDS,
    UNEXPECTED,
    Kind,
    http_kind,
    kind_of,
    members_of,
    problem,
    retry_headers,
)
from app.web.room import Room

GATE_PATH = "/gate/jira/transition"
_log = structlog.get_logger(__name__)
_SHOWN_DEPTH = 2


def install(app: FastAPI, room: Room) -> None:
    """Make every error of the routes answer in the form that its caller reads."""

    def known(request: Request, error: Exception) -> Response:
        found = cast("AirlockError", error)
        kind = kind_of(found)
        _log.info("refused", code=found.code, status=kind.status)
        return answer(request, room, kind, found.code, retry_headers(found), **members_of(found))

    def raised_by_status(request: Request, error: Exception) -> Response:
        found = cast("HTTPException", error)
        code, kind = http_kind(found.status_code)
        if isinstance(found, ConsoleRefused):
            code, kind = found.reason, found.kind
        return answer(request, room, kind, code, dict(found.headers or {}))

    def malformed(request: Request, error: Exception) -> Response:
        code, kind = http_kind(422)
        problems = field_problems(cast("RequestValidationError", error))
        return answer(request, room, kind, code, {}, errors=problems)

    app.add_exception_handler(AirlockError, known)
    app.add_exception_handler(HTTPException, raised_by_status)
    app.add_exception_handler(RequestValidationError, malformed)


def answer(
    request: Request,
    room: Room,
    kind: Kind,
    code: str,
    headers: dict[str, str],
    **members: object,
) -> Response:
    """The error in the caller's form. The gate's caller always reads a refusal in it."""
    path = request.url.path
    if path.startswith("/sidebar"):
        return room.pages.error(request, kind, code, headers)
    if is_of_console(path):
        return refusal(request, room, kind, code, headers, members.get("errors"))
    if path == GATE_PATH:
        members = {**members, "result": False, "errorMessage": refusal_words(kind)}
    return problem(kind, code, headers, **members)


def is_of_console(path: str) -> bool:
    """Whether a person at the console asks."""
    return path == HOME or path.startswith(f"{HOME}/")


def refusal_words(kind: Kind) -> str:
    """What an engineer reads in Jira when the gate could not be asked."""
    return f"Airlock could not check the escalation packet: {kind.title}. {kind.detail}"


def unexpected(request: Request, room: Room, error: Exception) -> Response:
    """Tell an error that nobody foresaw, and log where it arose.

    A webhook gets 503, which both vendors retry; anything else gets 500.
    """
    _log.error("unexpected_error", error_type=type(error).__name__, where=place_of(error))
    if request.url.path.startswith("/webhooks/"):
        kind = Kind(503, UNEXPECTED.title, UNEXPECTED.detail)
        return problem(kind, "unexpected", {"Retry-After": str(RETRY_SECONDS)})
    return answer(request, room, UNEXPECTED, "unexpected", {})


def field_problems(error: RequestValidationError) -> list[dict[str, str]]:
    """Where the request does not hold, to the depth of our own field names, without any input.

    Deeper places and unknown names are the caller's words and are left out.
    """
    return [
        {"where": _where(item["type"], item["loc"]), "what": item["type"]}
        for item in error.errors()
    ]


def _where(what: str, place: tuple[int | str, ...]) -> str:
    if what == "extra_forbidden":
        place = place[:-1]
    if what == "json_invalid":
        place = place[:1]
    return ".".join(str(part) for part in place[:_SHOWN_DEPTH])
