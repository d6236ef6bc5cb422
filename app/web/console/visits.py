"""A person at the console: who may ask for what, and how pages are answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.records_console import ConsolePerson, ConsoleRole
from app.web.console import door
from app.web.console.pages import scheme_of
from app.web.console.parts import ConsoleParts
from app.web.console.refusals import ConsoleRefused
from app.web.room import Room, TheRoom


@dataclass(frozen=True)
class ConsoleVisit:
    """One request of a person who is signed in. `csrf` is the token of the session's forms."""

    room: Room
    request: Request
    person: ConsolePerson
    csrf: str

    @property
    def parts(self) -> ConsoleParts:
        """The services behind the pages."""
        return self.room.parts.console

    @property
    def now(self) -> datetime:
        """The service's time, in UTC."""
        return self.room.parts.clock.now()

    @property
    def path(self) -> str:
        """The path of this request with its query."""
        return door.here(self.request)

    @property
    def scheme(self) -> str:
        """`light` or `dark` as the reader chose; empty for what the system says."""
        return scheme_of(self.request.cookies)

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks, for a piece of a page."""
        return door.is_fragment(self.request)

    def allows(self, *roles: ConsoleRole | str) -> bool:
        """Whether the person has one of these roles."""
        return any(role in self.person.roles for role in roles)

    def page(self, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page. Its template extends `console/layout.html`."""
        return self.room.console.html(name, status, visit=self, **context)

    def fragment(self, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A piece that htmx puts into the page."""
        return self.room.console.html(name, status, visit=self, **context)

    def go(self, path: str) -> Response:
        """Show another page of the console after a change (303; for htmx a whole load)."""
        if self.is_fragment:
            return Response(status_code=204, headers={"HX-Redirect": door.inside(path)})
        return RedirectResponse(door.inside(path), 303)


def _with(*roles: ConsoleRole) -> Callable[[Request, Room], Awaitable[ConsoleVisit]]:
    async def admit(request: Request, room: TheRoom) -> ConsoleVisit:
        visit = await _seen(request, room)
        request.state.console_visit = visit
        if roles and not visit.allows(*roles):
            raise ConsoleRefused("role-required")
        return visit

    return admit


async def _seen(request: Request, room: Room) -> ConsoleVisit:
    """The visit of whoever holds the session. Raises ConsoleRefused.

    Whatever is neither GET nor HEAD must come from our own page, with the session's token.
    """
    changing = request.method not in door.READING
    if changing and not door.is_own_request(request, room.parts.config.public_url):
        raise ConsoleRefused("foreign-request")
    session = door.session_of(request)
    person = await room.parts.console.entrance.resume(session) if session else None
    if session is None or person is None:
        raise ConsoleRefused("sign-in-required")
    if changing and not await door.has_token(request, session):
        raise ConsoleRefused("foreign-request")
    return ConsoleVisit(room, request, person, door.csrf_of(session))


Seeing = Annotated[ConsoleVisit, Depends(_with())]
"""Whoever has any role."""
Operating = Annotated[ConsoleVisit, Depends(_with(ConsoleRole.OPERATOR))]
Editing = Annotated[ConsoleVisit, Depends(_with(ConsoleRole.POLICY_EDITOR))]
Approving = Annotated[ConsoleVisit, Depends(_with(ConsoleRole.APPROVER))]
Judging = Annotated[ConsoleVisit, Depends(_with(ConsoleRole.POLICY_EDITOR, ConsoleRole.APPROVER))]
"""Whoever may see what a draft of the policies would do to texts."""
Reviewing = Annotated[ConsoleVisit, Depends(_with(ConsoleRole.OPERATOR, ConsoleRole.APPROVER))]
"""Whoever may review what another has written."""
