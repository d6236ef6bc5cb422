"""One change of a ticket: its audit, its comment and the events that tell of it."""

from typing import Any

from connectors.sandbox.zendesk import text
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import invalid
from connectors.sandbox.zendesk.model import (
    CUSTOM_STATUS_IDS,
    Attachment,
    Audit,
    Comment,
    Record,
    Ticket,
    Via,
)
from connectors.sandbox.zendesk.notify import attachment_payload, comment_payload, publish

FIELD_EVENTS = {
    "subject": "subject_changed",
    "status": "status_changed",
    "priority": "priority_changed",
    "type": "type_changed",
    "assignee_id": "agent_assignment_changed",
    "group_id": "group_assignment_changed",
    "organization_id": "organization_changed",
    "requester_id": "requester_changed",
    "external_id": "external_id_changed",
    "problem_id": "problem_link_changed",
}
"""Ticket attribute to the last part of its event type."""

_UPPER = ("status", "priority", "type")


class Change:
    """Collects what one request does to a ticket; `commit` makes it history and tells of it.

    With `creating` the audit's events are "Create" and one `created` event stands for the fields.
    """

    def __init__(
        self,
        desk: Desk,
        ticket: Ticket,
        actor_id: int,
        via: Via | None = None,
        metadata: Record | None = None,
        *,
        creating: bool = False,
    ) -> None:
        self.desk = desk
        self.ticket = ticket
        self._creating = creating
        self._events: list[tuple[str, Record]] = [("created", {})] if creating else []
        self._custom = metadata or {}
        self.audit = Audit(
            id=desk.next_id(),
            ticket_id=ticket.id,
            author_id=actor_id,
            created_at=desk.clock.now(),
            via=via or Via(),
            metadata={"system": system_metadata(), "custom": self._custom},
        )

    def set(self, attribute: str, value: Any) -> None:
        """Set a ticket attribute; nothing is recorded when it already has the value."""
        previous = getattr(self.ticket, attribute)
        if value == previous and not self._creating:
            return
        setattr(self.ticket, attribute, value)
        self._record(attribute, value, previous)
        self.tell(FIELD_EVENTS[attribute], _pair(attribute, value, previous))
        if attribute == "status":
            ids = CUSTOM_STATUS_IDS[value], CUSTOM_STATUS_IDS[previous]
            self._record("custom_status_id", *ids)
            self.tell("custom_status_changed", _pair("custom_status_id", *ids))

    def set_tags(self, tags: list[str]) -> None:
        """Put these tags in place of the ticket's; each is kept once, in lower case, sorted."""
        new = sorted({tag.lower() for tag in tags})
        old = self.ticket.tags
        if new == old:
            return
        self.ticket.tags = new
        self._record("tags", new, old)
        added, removed = sorted(set(new) - set(old)), sorted(set(old) - set(new))
        self.tell("tags_changed", {"tags_added": added, "tags_removed": removed})

    def set_custom_field(self, field_id: int, value: Any) -> None:
        """Set a custom field; an unknown field is passed over, as the vendor does."""
        known = self.desk.ticket_fields.get(field_id)
        previous = self.ticket.custom_fields.get(field_id)
        if known is None or value == previous:
            return
        self.ticket.custom_fields[field_id] = value
        self._record(str(field_id), value, previous)
        about = {"id": str(field_id), "title": known["title"], "type": known["type"]}
        changed = {"custom_field": about, "current": value, "previous": previous}
        self.tell("custom_field_changed", changed)

    def comment(
        self, author_id: int, html_body: str, body: str, *, public: bool, files: list[Attachment]
    ) -> Comment:
        """Add a comment; ticket and audit share its id."""
        if len(self.ticket.comments) >= self.desk.config.comments_per_ticket:
            raise invalid("base", "Ticket: has reached its limit of comments")
        comment = Comment(
            id=self.desk.next_id(),
            audit_id=self.audit.id,
            author_id=author_id,
            public=public,
            body=body,
            html_body=html_body,
            created_at=self.audit.created_at,
            via=self.audit.via,
            metadata=self.audit.metadata,
            attachments=files,
        )
        self.ticket.comments.append(comment)
        self.audit.events.append({"id": comment.id, "type": "Comment", "comment": comment})
        self.tell("comment_added", comment_payload(self.desk, comment), always=True)
        for file in files:
            payload = attachment_payload(self.desk, comment, file)
            self.tell("attachment_linked_to_comment", payload, always=True)
        return comment

    def note(self, kind: str, **values: Any) -> None:
        """Record an audit event that is neither a comment nor a field."""
        self.audit.events.append({"id": self.desk.next_id(), "type": kind, **values})

    def tell(self, kind: str, payload: Record, *, always: bool = False) -> None:
        """Plan a webhook event; while creating, the fields are told by `created` alone."""
        if always or not self._creating:
            self._events.append((kind, payload))

    def commit(self) -> Audit:
        """Make the change history; without effect and without metadata nothing is kept."""
        if not self.audit.events and not self._custom and not self._events:
            return self.audit
        self.ticket.updated_at = self.audit.created_at
        self.ticket.audits.append(self.audit)
        publish(self.desk, self.ticket, self.audit, self._events)
        return self.audit

    def _record(self, name: str, value: Any, previous: Any) -> None:
        if self._creating:
            self.note("Create", field_name=name, value=value)
        else:
            self.note("Change", field_name=name, value=value, previous_value=previous)


def system_metadata() -> Record:
    """Return the `metadata.system` of a request from the API."""
    return {
        "client": "Sandbox client",
        "ip_address": "192.0.2.10",
        "location": "Loopback",
        "latitude": 0.0,
        "longitude": 0.0,
    }


def comment_bodies(given: Record) -> tuple[str, str]:
    """Return HTML and text of a comment as given; 422 when both bodies are blank."""
    if given.get("html_body"):
        cleaned = text.clean_html(given["html_body"])
        return cleaned, text.text_of(cleaned)
    body = str(given.get("body") or "")
    if not body.strip():
        raise invalid("base", "Description: cannot be blank", "BlankValue")
    return text.html_of(body), body


def _pair(attribute: str, value: Any, previous: Any) -> Record:
    return {"current": _shown(attribute, value), "previous": _shown(attribute, previous)}


def _shown(attribute: str, value: Any) -> str | None:
    if value is None:
        return None
    return str(value).upper() if attribute in _UPPER else str(value)


def check_option(field: Record, value: Any) -> None:
    """Refuse with 422 a value that is none of the field's options."""
    options = field.get("custom_field_options")
    if not options or value in (None, ""):
        return
    known = {option["value"] for option in options}
    given = set(value) if isinstance(value, list) else {value}
    if not given <= known:
        raise invalid("base", f"{field['title']}: is not a valid value", "InvalidValue")
