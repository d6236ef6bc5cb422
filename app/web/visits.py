"""An agent at the sidebar of one ticket: what the routes of the page are answered with."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.errors import VendorError
from app.model import Agent
from app.services.views import GateView, PacketChange
from app.web.panel import Panel, Told
from app.web.room import Room, TheRoom, TicketId, Visitor
from app.web.services import Gatekeeping
from app.web.words import language_of, words_of

_ITEM = "item."


@dataclass(frozen=True, slots=True)
class Seen:
    """What the form's text was begun upon: the gate's version and the packet's digest."""

    etag: str
    packet: str


@dataclass(frozen=True)
class Visit:
    """`agent` may see ticket `ticket_id`, and change something there if `may_edit`; `language` is
    the one that the agent reads."""

    room: Room
    ticket_id: int
    agent: Agent
    language: str
    may_edit: bool

    @property
    def gate(self) -> Gatekeeping:
        """The services behind the sidebar."""
        return self.room.parts.gatekeeping

    async def panel_of(self, view: GateView, **more: Any) -> Panel:
        """The view in words, with the names of the people in it."""
        people = {waiver.by for waiver in view.waivers}
        if view.saved is not None and view.saved.by != self.agent.id:
            people.add(view.saved.by)
        names = {one: await self._name(one) for one in sorted(people)}
        now, words = self.room.parts.clock.now(), words_of(self.language)
        return Panel(view, now, agent=self.agent, names=names, words=words, **more)

    async def _name(self, user_id: str) -> str:
        """Empty where Zendesk does not say: a name is no reason to show no panel."""
        try:
            found = await self.room.people.ask(user_id)
        except VendorError:
            return ""
        return found.name if found is not None else ""

    async def show(
        self,
        view: GateView,
        draft: PacketChange | None = None,
        notice: Told | None = None,
        *,
        banners: bool = False,
    ) -> Response:
        """The whole panel; with `banners`, those around it in the agent's language too."""
        panel = await self.panel_of(view, draft=draft, notice=notice)
        return self.packet_fragment("panel.html", panel, banners=banners)

    async def show_anew(self, notice: Told | None = None) -> Response:
        """The panel as the ticket stands now."""
        return await self.show(await self.gate.view(self.ticket_id), notice=notice)

    def packet_fragment(
        self, name: str, panel: Panel, seen: Seen | None = None, **more: object
    ) -> Response:
        """A fragment over a panel, whose form was begun upon `seen`, or upon what it shows."""
        seen = seen or Seen(panel.view.etag, panel.packet_digest)
        etag = panel.view.etag
        return self.fragment(name, etag=etag, panel=panel, view=panel.view, seen=seen, **more)

    def fragment(self, name: str, **context: Any) -> Response:
        """A fragment in the agent's language."""
        return self.room.pages.fragment(
            name,
            language=self.language,
            ticket_id=self.ticket_id,
            may_edit=self.may_edit,
            **context,
        )


async def visit(request: Request, room: TheRoom, ticket_id: TicketId, agent: Visitor) -> Visit:
    """The visit that this request belongs to."""
    language = language_of(request.headers.get("accept-language"))
    return Visit(room, ticket_id, agent, language, await room.tickets.may_edit(agent.id, ticket_id))


TheVisit = Annotated[Visit, Depends(visit)]


def packet_change(form: FormData) -> PacketChange:
    """The form's fields as a change; an empty choice leaves pattern or severity as it is."""
    return PacketChange(
        pattern=text_of(form, "pattern") or None,
        severity=text_of(form, "severity") or None,
        items=texts_of(form, _ITEM),
    )


def texts_of(form: FormData, prefix: str) -> dict[str, str]:
    """The form's texts whose names begin so, by the rest of the name."""
    names = [name for name in form if name.startswith(prefix)]
    return {name.removeprefix(prefix): text_of(form, name) for name in names}


def text_of(form: FormData, name: str) -> str:
    """One text of the form with line ends as we keep them; a file counts as nothing."""
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
