"""The state of one sandbox Zendesk and how to find things in it."""

import itertools
import secrets
from collections.abc import Callable, Iterable
from typing import TypeVar

from connectors.sandbox.clock import SandboxClock
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.sandbox.zendesk.errors import not_found
from connectors.sandbox.zendesk.events import Delivery
from connectors.sandbox.zendesk.model import (
    Attachment,
    Comment,
    Record,
    Ticket,
    Upload,
    stamp,
)

Item = TypeVar("Item")

_FIRST_ID = 8447388090000


class Desk:
    """Everything that the account holds. `send` takes each webhook delivery that a change causes.

    Lookups answer the vendor's 404 for what does not exist. Nothing here checks credentials.
    """

    def __init__(
        self, config: ZendeskSandboxConfig, clock: SandboxClock, send: Callable[[Delivery], None]
    ) -> None:
        self.config = config
        self.clock = clock
        self.send = send
        self.base_url = config.base_url
        self.clear()

    def clear(self) -> None:
        """Forget all records; ids begin anew."""
        self._ids = itertools.count(_FIRST_ID, 7)
        self._ticket_ids = itertools.count(1)
        self.users: dict[int, Record] = {}
        self.organizations: dict[int, Record] = {}
        self.groups: dict[int, Record] = {}
        self.memberships: dict[int, Record] = {}
        self.custom_roles: dict[int, Record] = {}
        self.ticket_fields: dict[int, Record] = {}
        self.tickets: dict[int, Ticket] = {}
        self.attachments: dict[int, Attachment] = {}
        self.uploads: dict[str, Upload] = {}
        self.webhooks: dict[str, Record] = {}
        self.triggers: dict[int, Record] = {}
        self.jobs: dict[str, Record] = {}
        self.jira_links: dict[int, Record] = {}
        self.idempotent: dict[str, tuple[str, int, float]] = {}
        self.oauth_tokens: dict[str, Record] = {}

    def next_id(self) -> int:
        """Return a fresh id."""
        return next(self._ids)

    def next_ticket_id(self) -> int:
        """Return the next ticket number."""
        return next(self._ticket_ids)

    def now_stamp(self) -> str:
        """Return the current time as REST writes it."""
        return stamp(self.clock.now())

    def ticket(self, ticket_id: int) -> Ticket:
        """Return a ticket that is not deleted."""
        ticket = self.tickets.get(ticket_id)
        if ticket is None or ticket.deleted_at is not None:
            raise not_found()
        return ticket

    def live_tickets(self) -> list[Ticket]:
        """Return the tickets that are not deleted, oldest first."""
        return [ticket for ticket in self.tickets.values() if ticket.deleted_at is None]

    def comment(self, ticket: Ticket, comment_id: int) -> Comment:
        """Return a comment of this ticket."""
        return found(comment for comment in ticket.comments if comment.id == comment_id)

    def user(self, user_id: int) -> Record:
        """Return a user."""
        return record(self.users, user_id)

    def user_by_email(self, email: str) -> Record | None:
        """Return the user with this e-mail address, whatever its case."""
        wanted = email.lower()
        return next((u for u in self.users.values() if (u["email"] or "").lower() == wanted), None)

    def is_staff(self, user_id: int) -> bool:
        """Say whether a user is an agent or an administrator."""
        user = self.users.get(user_id)
        return user is not None and user["role"] in ("agent", "admin")

    def memberships_of(self, key: str, value: int) -> list[Record]:
        """Return the group memberships with this user_id or group_id."""
        return [entry for entry in self.memberships.values() if entry[key] == value]

    def new_attachment(self, file_name: str, content_type: str, content: bytes) -> Attachment:
        """Store bytes as a file that a comment can carry."""
        attachment = Attachment(
            self.next_id(), secrets.token_urlsafe(18), file_name, content_type, content
        )
        self.attachments[attachment.id] = attachment
        return attachment

    def take_upload(self, token: str) -> list[Attachment] | None:
        """Consume an upload token; None when it is unknown or older than its life."""
        upload = self.uploads.pop(token, None)
        if upload is None:
            return None
        age = (self.clock.now() - upload.created_at).total_seconds()
        return upload.attachments if age <= self.config.upload_seconds else None


def record(collection: dict[int, Record], key: int) -> Record:
    """Return a record by its id, or answer 404."""
    if key not in collection:
        raise not_found()
    return collection[key]


def found(items: Iterable[Item]) -> Item:
    """Return the first item, or answer 404."""
    for item in items:
        return item
    raise not_found()
