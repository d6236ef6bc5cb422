"""A Zendesk in memory behind TicketDesk and TicketAccess; passes tests/contract/ticket_desk.py."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type

from app.document import Document, from_plain, to_plain
from app.effects import (
    AccountRef,
    Applied,
    FieldValue,
    NewTicketComment,
    RedactTicketComment,
    TicketEffect,
    UpdateTicket,
)
from app.errors import NotFound, UnclearAudience, VendorError, VendorTimeout, WriteRefused
from app.gate.names import plain_name
from app.model import Attachment, Audience, Person, RedactedText, Side, Ticket, TicketComment
from app.ports import Clock
from app.ports_export import ChangedTickets, NativeLink

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BRIDGE = Person(id="900", name="Airlock bridge", email="bridge@acme.example", side=Side.SUPPORT)
REDACTED = "▇▇▇▇"


@dataclass(frozen=True)
class _Failure:
    """The next call of this kind fails: before anything happens, or after the write took place."""

    error: VendorError
    writes: bool
    after: bool
    skip: int = 0


@dataclass
class FakeTicketDesk:
    """State is open to look at: `tickets`, `comments` by ticket, `files` by attachment id.

    `fields` are the ids of ticket fields by title; `visible` the tickets that an agent may see, all
    of them with None. `staff` and `groups` are Zendesk's own people. `writes` holds every effect
    that took place, in order; `reads` counts the reading calls. Ids count up from 1000 and each
    change is a second later than the one before. `created` are the times at which tickets came,
    `counted` the beginnings of the times that were asked for.
    """

    me: Person = BRIDGE
    tickets: dict[int, Ticket] = field(default_factory=dict)
    comments: dict[int, list[TicketComment]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    writes: list[TicketEffect] = field(default_factory=list)
    reads: int = 0
    visible: dict[str, frozenset[int] | None] = field(default_factory=dict)
    private: dict[int, frozenset[str]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    staff: list[Person] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    jira_links: list[NativeLink] = field(default_factory=list)
    created: list[datetime] = field(default_factory=list)
    counted: list[datetime] = field(default_factory=list)
    solved: dict[int, datetime] = field(default_factory=dict)
    clock: Clock | None = None
    _audits: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    _failures: list[_Failure] = field(default_factory=list)
    _last_id: int = 1000
    _ticks: int = 0

    # ---- what a test arranges --------------------------------------------------------------------

    def add_ticket(
        self, requester: Person, *, subject: str = "Import stops", **more: object
    ) -> Ticket:
        """A new ticket; `more` are fields of Ticket."""
        number = self._next_id()
        ticket = Ticket.model_validate(
            {
                "id": number,
                "subject": subject,
                "status": "open",
                "requester": requester,
                "updated_at": self._now(),
                **more,
            }
        )
        self.tickets[number] = ticket
        self.comments[number] = []
        self._audits[number] = []
        return ticket

    def add_comment(
        self,
        ticket_id: int,
        author: Person,
        body: Document | str,
        *,
        public: bool = True,
        files: Iterable[tuple[str, bytes]] = (),
        marker: str | None = None,
    ) -> TicketComment:
        """A comment by anybody; plain text stands for a document of it."""
        attachments = tuple(self._attach(name, content) for name, content in files)
        comment = TicketComment(
            id=str(self._next_id()),
            author=author,
            public=public,
            body=from_plain(body) if isinstance(body, str) else body,
            created_at=self._now(),
            attachments=attachments,
            marker=marker,
        )
        self.comments[ticket_id].append(comment)
        return comment

    def set_comment(self, ticket_id: int, comment_id: str, **updates: object) -> None:
        """Set attributes of a comment, as redacting it or making it private does."""
        at = self._position(ticket_id, comment_id)
        old = self.comments[ticket_id][at]
        self.comments[ticket_id][at] = replace(old, **updates)  # type: ignore[arg-type]  # the names are the attributes'

    def change(self, ticket_id: int, **updates: object) -> Ticket:
        """Set fields of a ticket, as an agent would."""
        over = {"solved", "closed"}
        if self.tickets[ticket_id].status not in over and updates.get("status") in over:
            self.solved[ticket_id] = self.clock.now() if self.clock else self._now()
        values = {**dict(self.tickets[ticket_id]), **updates, "updated_at": self._now()}
        self.tickets[ticket_id] = Ticket.model_validate(values)
        return self.tickets[ticket_id]

    def delete(self, ticket_id: int) -> None:
        """The ticket is gone; every call about it is NotFound."""
        del self.tickets[ticket_id]

    def let_see(self, agent_id: str, tickets: Iterable[int] | None = None) -> None:
        """The agent may see these tickets, all of them with None. Others may see none."""
        self.visible[agent_id] = None if tickets is None else frozenset(tickets)

    def make_private(self, ticket_id: int, members: Iterable[str]) -> None:
        """The ticket stands in a private group with these agents alone."""
        self.private[ticket_id] = frozenset(members)

    def fail_next(self, error: VendorError, *, write: bool = True, skip: int = 0) -> None:
        """The next write (or read) raises, and nothing happened; `skip` are let through first."""
        self._failures.append(_Failure(error, write, after=False, skip=skip))

    def lose_next_answer(self, error: VendorError | None = None, *, skip: int = 0) -> None:
        """The next write takes place, and its answer does not come; `skip` go well before it."""
        lost = error or VendorTimeout("Zendesk's answer did not come: its outcome is open")
        self._failures.append(_Failure(lost, writes=True, after=True, skip=skip))

    # ---- TicketDesk ------------------------------------------------------------------------------

    async def whoami(self) -> Person:
        return self.me

    async def field_ids(self) -> Mapping[str, str]:
        return self.fields

    async def find_staff(self, name: str) -> Sequence[Person]:
        self._read()
        wanted = plain_name(name)
        return tuple(
            person
            for person in self.staff
            if wanted and wanted in (plain_name(person.name), plain_name(person.email or ""))
        )

    async def group_names(self) -> Sequence[str]:
        self._read()
        return tuple(self.groups)

    async def fetch_ticket(self, ticket_id: int) -> Ticket:
        self._read()
        return self._ticket(ticket_id)

    async def fetch_comment(self, ticket_id: int, comment_id: str) -> TicketComment:
        self._read()
        return self.comments[ticket_id][self._position(ticket_id, comment_id)]

    async def fetch_comments(self, ticket_id: int) -> Sequence[TicketComment]:
        self._read()
        self._ticket(ticket_id)
        return tuple(self.comments[ticket_id])

    async def changed_tickets(self, since: datetime, cursor: str | None) -> ChangedTickets:
        """All tickets, two a page: what an export brings too much of is no harm."""
        self._read()
        ids = sorted(one for one in self.tickets if one > int(cursor or 0))
        page = tuple(ids[:2])
        last = str(page[-1]) if page else cursor or "0"
        return ChangedTickets(page, last, is_last=len(ids) <= len(page))

    async def count_tickets(self, since: datetime, until: datetime) -> int:
        self._read()
        self.counted.append(since)
        return sum(since <= at < until for at in self.created)

    async def solved_at(self, ticket_id: int) -> datetime | None:
        self._read()
        return self.solved.get(ticket_id)

    async def native_links(self) -> AsyncIterator[NativeLink]:
        self._read()
        for link in self.jira_links:
            yield link

    async def find_marker(self, ticket_id: int, marker: str) -> str | None:
        self._read()
        self._ticket(ticket_id)
        made = [made for known, made in self._audits[ticket_id] if known == marker]
        return made[-1] if made else None

    async def apply(self, effect: TicketEffect) -> Applied:
        self._fail(after=False, writes=True)
        applied = self._take(effect)
        self.writes.append(effect)
        self._fail(after=True, writes=True)
        return applied

    async def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        self._read()
        if attachment.id not in self.files:
            raise NotFound(f"attachment {attachment.id} is not there", sent=False)
        content = self.files[attachment.id]
        for start in range(0, len(content), 1024):
            yield content[start : start + 1024]

    # ---- TicketAccess ----------------------------------------------------------------------------

    async def may_see(self, agent_id: str, ticket_id: int) -> bool:
        if agent_id not in self.visible or ticket_id not in self.tickets:
            return False
        if agent_id not in self.private.get(ticket_id, self.visible):
            return False
        seen = self.visible[agent_id]
        return seen is None or ticket_id in seen

    # ---- how it works ----------------------------------------------------------------------------

    def _take(self, effect: TicketEffect) -> Applied:
        match effect:
            case UpdateTicket():
                return self._update(effect)
            case RedactTicketComment():
                return self._redact(effect)

    def _update(self, effect: UpdateTicket) -> Applied:
        ticket = self._ticket(effect.ticket_id)
        if ticket.closed:
            raise WriteRefused("closed", status=422, fields=("status",))
        fields = {**ticket.fields, **_texts(effect.fields or {})}
        self.change(
            ticket.id,
            status=effect.status.value if effect.status else ticket.status,
            priority=effect.priority.value if effect.priority else ticket.priority,
            fields={key: value for key, value in fields.items() if value is not None},
            tags=(*ticket.tags, *(t.value for t in effect.add_tags if t.value not in ticket.tags)),
        )
        made = self._post(effect, effect.comment) if effect.comment else str(self._next_id())
        self._audits[ticket.id].append((effect.marker, made))
        return Applied(made)

    def _post(self, effect: UpdateTicket, comment: NewTicketComment) -> str:
        files = [(_customers(file.name).line, file.content.open().read()) for file in comment.files]
        made = self.add_comment(
            effect.ticket_id,
            self.me,
            _customers(comment.body).document,
            public=comment.public,
            files=files,
            marker=effect.marker,
        )
        return made.id

    def _redact(self, effect: RedactTicketComment) -> Applied:
        at = self._position(effect.ticket_id, effect.comment_id)
        comment = self.comments[effect.ticket_id][at]
        body = from_plain(REDACTED) if to_plain(comment.body) else comment.body
        attachments = tuple(self._blacken(file) for file in comment.attachments)
        redacted = replace(comment, body=body, attachments=attachments)
        self.comments[effect.ticket_id][at] = redacted
        return Applied(effect.comment_id)

    def _blacken(self, file: Attachment) -> Attachment:
        self.files[file.id] = b""
        return file.model_copy(update={"file_name": "redacted.txt", "size": 0})

    def _ticket(self, ticket_id: int) -> Ticket:
        if ticket_id not in self.tickets:
            raise NotFound(f"Zendesk ticket {ticket_id} is not there", sent=False)
        return self.tickets[ticket_id]

    def _position(self, ticket_id: int, comment_id: str) -> int:
        self._ticket(ticket_id)
        for position, comment in enumerate(self.comments[ticket_id]):
            if comment.id == comment_id:
                return position
        raise NotFound(f"Zendesk ticket {ticket_id} has no comment {comment_id}", sent=False)

    def _attach(self, name: str, content: bytes) -> Attachment:
        number = str(self._next_id())
        self.files[number] = content
        url = f"https://acme.zendesk.com/attachments/token/t{number}/"
        kind = guess_type(name)[0] or "application/octet-stream"
        return Attachment(id=number, file_name=name, content_type=kind, size=len(content), url=url)

    def _read(self) -> None:
        self.reads += 1
        self._fail(after=False, writes=False)

    def _fail(self, *, after: bool, writes: bool) -> None:
        for failure in self._failures:
            if (failure.after, failure.writes) == (after, writes):
                self._failures.remove(failure)
                if not failure.skip:
                    raise failure.error
                self._failures.append(replace(failure, skip=failure.skip - 1))
                return

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _now(self) -> datetime:
        self._ticks += 1
        return START + timedelta(seconds=self._ticks)


def _customers(text: RedactedText) -> RedactedText:
    if text.audience is not Audience.CUSTOMER:
        raise UnclearAudience("a text that was redacted for engineering was about to go to Zendesk")
    return text


def _texts(fields: Mapping[str, FieldValue]) -> dict[str, str | None]:
    return {key: _text(value) for key, value in fields.items()}


def _text(value: FieldValue) -> str | None:
    if value is None:
        return None
    if isinstance(value, RedactedText):
        return _customers(value).plain
    return value.id if isinstance(value, AccountRef) else value.value
