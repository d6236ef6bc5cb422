"""Zendesk as the ports TicketDesk and TicketAccess want it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx

from app.effects import Applied, ClearedFile, RedactTicketComment, TicketEffect, UpdateTicket
from app.errors import CredentialsRefused, NotFound, VendorMisread
from app.gate.names import plain_name
from app.model import Agent, Attachment, Person, Right, Side, Ticket, TicketComment
from app.ports_budgets import UNPACED, RateBudget
from app.ports_export import ChangedTickets, NativeLink
from connectors.guard import Resolve, resolve
from connectors.zendesk.access import WireAgent, works
from connectors.zendesk.attachments import read_file
from connectors.zendesk.auth import Credentials
from connectors.zendesk.changed import changed_tickets, count_created, native_links, solved_in
from connectors.zendesk.reading import (
    Wire,
    WireAudit,
    WireBody,
    WireComment,
    WireOrganization,
    WireTicket,
    WireUser,
    made_by,
    marker_of,
    missing,
    next_cursor,
    people_by_id,
    read_comment,
    read_part,
    read_parts,
    read_person,
    read_ticket,
)
from connectors.zendesk.redacting import html_to_redact, redact_all, still_says, urls_to_redact
from connectors.zendesk.rights import AgentRights
from connectors.zendesk.transport import Transport
from connectors.zendesk.writing import for_customers, ticket_update

RECENT = 25
"""Comments on the first page that `fetch_comment` reads."""
PAGE = 100
"""The largest page that the vendor gives."""

Answer = Mapping[str, Any]


class _TicketField(Wire):
    id: int
    title: str
    active: bool = True


class _NamedGroup(Wire):
    name: str


class ZendeskClient:
    """Implements TicketDesk and TicketAccess; every method raises leaves of VendorError.

    `base_url` is any http or https base. `http` is shared and closed by whoever made it. `sleep`
    and `monotonic` are for tests. One event loop at a time.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        credentials: Credentials,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        budget: RateBudget = UNPACED,
        look_up: Resolve = resolve,
    ) -> None:
        self._transport = Transport(
            http, base_url, credentials,
            sleep=sleep, monotonic=monotonic, budget=budget, look_up=look_up,
        )  # fmt: skip
        self._rights = AgentRights(self._transport, self._pages)
        self._field_ids: Mapping[str, str] | None = None

    async def whoami(self) -> Person:
        """The account that we write as; one read. Raises CredentialsRefused when it sees nobody."""
        answer = await self._transport.read("/api/v2/users/me")
        # To a caller without valid credentials Zendesk describes an anonymous user.
        if not isinstance(answer.get("user"), dict) or not answer["user"].get("id"):
            raise CredentialsRefused(
                "Zendesk does not know our account: see AIRLOCK_ZENDESK__ settings", sent=False
            )
        return read_person(read_part(WireUser, answer["user"], "user"))

    async def field_ids(self) -> Mapping[str, str]:
        """Ids of the active ticket fields by title; of two with one title the vendor's first."""
        if self._field_ids is None:
            found: dict[str, str] = {}
            async for answer in self._pages("/api/v2/ticket_fields", {"page[size]": PAGE}):
                for field in read_parts(_TicketField, answer, "ticket_fields"):
                    if field.active:
                        found.setdefault(field.title, str(field.id))
            self._field_ids = found
        return self._field_ids

    async def agent(self, user_id: str) -> Agent | None:
        """The active agent or administrator with this id; None for anyone else."""
        if not (user_id.isascii() and user_id.isdigit()):
            return None
        try:
            answer = await self._transport.read(f"/api/v2/users/{user_id}")
        except NotFound:
            return None
        wire = read_part(WireAgent, answer.get("user"), "user")
        if not works(wire):
            return None
        name = read_person(read_part(WireUser, answer["user"], "user")).name
        return Agent(id=str(wire.id), name=name, role="admin" if wire.role == "admin" else "agent")

    async def find_staff(self, name: str) -> Sequence[Person]:
        """Agents and administrators with just this name or e-mail address; one read.

        The vendor finds the words anywhere in a user; of its first hundred those that fit are told.
        """
        wanted = plain_name(name)
        query = " ".join(wanted.replace('"', " ").split())
        if not query:
            return ()
        answer = await self._transport.read("/api/v2/users/search", {"query": f'"{query}"'})
        people = map(read_person, read_parts(WireUser, answer, "users"))
        return tuple(
            person
            for person in people
            if person.side is Side.SUPPORT
            and wanted in (plain_name(person.name), plain_name(person.email or ""))
        )

    async def group_names(self) -> Sequence[str]:
        """The names of all groups, a hundred a read."""
        names: list[str] = []
        async for answer in self._pages("/api/v2/groups", {"page[size]": PAGE}):
            names.extend(group.name for group in read_parts(_NamedGroup, answer, "groups"))
        return names

    # ---- tickets ---------------------------------------------------------------------------------

    async def fetch_ticket(self, ticket_id: int) -> Ticket:
        """One read; more where the answer names people or an organization it does not bring.

        Of somebody whom Zendesk no longer knows, the id is all that is told.
        """
        answer = await self._transport.read(
            f"/api/v2/tickets/{ticket_id}", {"include": "users,organizations"}
        )
        wire = read_part(WireTicket, answer.get("ticket"), "ticket")
        people = people_by_id(read_parts(WireUser, answer, "users"))
        absent = missing(wire.people_ids, people)
        for start in range(0, len(absent), PAGE):
            people |= await self._fetch_people(absent[start : start + PAGE])
        return read_ticket(wire, people, await self._organization(wire, answer))

    async def _fetch_people(self, numbers: Sequence[int]) -> dict[int, Person]:
        answer = await self._transport.read(
            "/api/v2/users/show_many", {"ids": ",".join(map(str, numbers))}
        )
        return people_by_id(read_parts(WireUser, answer, "users"))

    async def _organization(self, wire: WireTicket, answer: Answer) -> WireOrganization | None:
        if wire.organization_id is None:
            return None
        loaded = read_parts(WireOrganization, answer, "organizations")
        for organization in loaded:
            if organization.id == wire.organization_id:
                return organization
        alone = await self._transport.read(f"/api/v2/organizations/{wire.organization_id}")
        return read_part(WireOrganization, alone.get("organization"), "organization")

    # ---- comments --------------------------------------------------------------------------------

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        """Newest first, so that a recent comment costs one read. Raises NotFound."""
        wire, people = await self._find_comment(ticket_id, comment_id)
        return read_comment(wire, people)

    async def _find_comment(
        self, ticket_id: int, comment_id: str
    ) -> tuple[WireComment, dict[int, Person]]:
        async for answer in self._comment_pages(ticket_id, "-created_at", RECENT):
            for wire in read_parts(WireComment, answer, "comments"):
                if str(wire.id) == comment_id:
                    return wire, people_by_id(read_parts(WireUser, answer, "users"))
        raise NotFound(f"Zendesk ticket {ticket_id} has no comment {comment_id}", sent=False)

    async def fetch_comments(self, ticket_id: int) -> Sequence[TicketComment]:
        """All comments, oldest first, a hundred a read."""
        comments: list[TicketComment] = []
        async for answer in self._comment_pages(ticket_id, "created_at", PAGE):
            people = people_by_id(read_parts(WireUser, answer, "users"))
            wires = read_parts(WireComment, answer, "comments")
            comments.extend(read_comment(wire, people) for wire in wires)
        return comments

    def _comment_pages(self, ticket_id: int, order: str, size: int) -> AsyncIterator[Answer]:
        params = {"sort": order, "include": "users", "page[size]": size}
        return self._pages(f"/api/v2/tickets/{ticket_id}/comments", params)

    async def _pages(self, path: str, params: Mapping[str, Any]) -> AsyncIterator[Answer]:
        """Cursor pages; a cursor that comes again would never end and is VendorMisread."""
        seen: set[str] = set()
        answer = await self._transport.read(path, params)
        yield answer
        while cursor := next_cursor(answer):
            if cursor in seen:
                raise VendorMisread(f"Zendesk's pages of {path} go in a circle")
            seen.add(cursor)
            page = {**params, "page[size]": PAGE, "page[after]": cursor}
            answer = await self._transport.read(path, page)
            yield answer

    async def find_marker(self, ticket_id: int, marker: str) -> str | None:
        """Reads the ticket's audits, newest first, to the end. Raises NotFound for no ticket."""
        params = {"sort": "-created_at", "page[size]": PAGE}
        async for answer in self._pages(f"/api/v2/tickets/{ticket_id}/audits", params):
            for audit in read_parts(WireAudit, answer, "audits"):
                if marker_of(audit.metadata) == marker:
                    return made_by(audit)
        return None

    async def changed_tickets(self, since: datetime, cursor: str | None) -> ChangedTickets:
        """A page of the incremental export; it leaves out the newest minute."""
        return await changed_tickets(self._transport, since, cursor)

    async def count_tickets(self, since: datetime, until: datetime) -> int:
        """How many tickets were created in this time; the search lags behind by minutes."""
        return await count_created(self._transport, since, until)

    async def solved_at(self, ticket_id: int) -> datetime | None:
        """Reads the ticket's audits, newest first, until one solved it. Raises NotFound."""
        params = {"sort": "-created_at", "page[size]": PAGE}
        async for answer in self._pages(f"/api/v2/tickets/{ticket_id}/audits", params):
            if (found := solved_in(answer)) is not None:
                return found
        return None

    def native_links(self) -> AsyncIterator[NativeLink]:
        """The records of Zendesk's own Jira integration. Needs an administrator's rights."""
        return native_links(self._transport)

    # ---- writes ----------------------------------------------------------------------------------

    async def apply(self, effect: TicketEffect) -> Applied:
        """One write of the effect; its files are uploaded first, a write each."""
        match effect:
            case UpdateTicket():
                return await self._update(effect)
            case RedactTicketComment():
                return await self._redact(effect)

    async def _update(self, effect: UpdateTicket) -> Applied:
        ticket_update(effect, ())  # refused before a file is up, if at all
        files = effect.comment.files if effect.comment else ()
        tokens = [await self._upload(file) for file in files]
        answer = await self._transport.write(
            "PUT", f"/api/v2/tickets/{effect.ticket_id}", ticket_update(effect, tokens)
        )
        if not isinstance(answer.get("audit"), dict):
            return Applied(str(effect.ticket_id))
        return Applied(made_by(read_part(WireAudit, answer["audit"], "audit")))

    async def _upload(self, file: ClearedFile) -> str:
        answer = await self._transport.upload(
            "/api/v2/uploads",
            {"filename": for_customers(file.name).line},
            file.content,
            file.content_type,
        )
        upload = answer.get("upload")
        token = upload.get("token") if isinstance(upload, dict) else None
        if not isinstance(token, str) or not token:
            raise VendorMisread("Zendesk's answer to POST /api/v2/uploads holds no token")
        return token

    async def _redact(self, effect: RedactTicketComment) -> Applied:
        """Reads the comment, blackens all of it, and makes sure that nothing is left to read."""
        wire, _ = await self._find_comment(effect.ticket_id, effect.comment_id)
        if not still_says(wire):
            return Applied(effect.comment_id)
        body: dict[str, Any] = {
            "ticket_id": effect.ticket_id,
            "html_body": redact_all(html_to_redact(wire)),
        }
        urls = urls_to_redact(wire)
        if urls:
            body["external_attachment_urls"] = list(urls)
        path = f"/api/v2/comment_redactions/{wire.id}"
        answer = await self._transport.write("PUT", path, body)
        _check_redacted(effect, answer)
        return Applied(effect.comment_id)

    # ---- files, access, app ----------------------------------------------------------------------

    def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        """The file as a stream of any length: the caller bounds it.

        Our credentials go to the base URL alone, redirects to Zendesk's hosts alone and there to
        public addresses. Raises UnreadableContent for a file that stands elsewhere.
        """
        return read_file(self._transport, attachment)

    async def may_see(self, agent_id: str, ticket_id: int) -> bool:
        """False for every restriction that is not understood; reads as `AgentRights.right_to`."""
        return await self.right_to(agent_id, ticket_id) is not Right.NONE

    async def right_to(self, agent_id: str, ticket_id: int) -> Right:
        """As `AgentRights.right_to`: what the agent may do with the ticket."""
        return await self._rights.right_to(agent_id, ticket_id)

    async def app_public_key(self, app_id: int) -> str:
        """The PEM that verifies the sidebar's signed URL tokens of this app."""
        return await self._transport.read_text(f"/api/v2/apps/{app_id}/public_key.pem")


def _check_redacted(effect: RedactTicketComment, answer: Answer) -> None:
    """The answer is shorter than a comment; what it holds must say nothing any more."""
    comment = answer.get("comment")
    shown = read_part(WireBody, comment, "redacted comment")
    if not (shown.html_body or shown.plain_body or shown.body) or still_says(shown):
        raise VendorMisread(
            f"Zendesk took the redaction of comment {effect.comment_id} on ticket "
            f"{effect.ticket_id}, but its answer does not show that nothing is left to read: "
            "look at the comment and redact it by hand"
        )
