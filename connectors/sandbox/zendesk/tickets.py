"""What can be done to tickets: create, update, delete, restore and merge."""

from typing import Any

from connectors.sandbox.zendesk.change import Change, check_option, comment_bodies
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request, conflict, invalid, not_found
from connectors.sandbox.zendesk.jobs import completed_job
from connectors.sandbox.zendesk.model import (
    CUSTOM_STATUS_IDS,
    PRIORITIES,
    STATUSES,
    TYPES,
    Attachment,
    Audit,
    Record,
    Ticket,
    Via,
    stamp,
)
from connectors.sandbox.zendesk.people import create_user
from connectors.sandbox.zendesk.text import html_of

_CHOICES = {"status": STATUSES, "priority": PRIORITIES, "type": TYPES}
_PLAIN = ("subject", "priority", "type", "external_id", "problem_id")
_REOPENS = ("pending", "hold", "solved")


def create(
    desk: Desk, given: Record, actor_id: int, via: Via | None = None
) -> tuple[Ticket, Audit]:
    """Create a ticket from the vendor's `ticket` object; 422 without a comment or description."""
    comment = given.get("comment") or {"body": given.get("description")}
    html_body, body = comment_bodies(comment)
    _check(desk, given)
    requester_id = _requester(desk, given, actor_id)
    ticket = _blank(desk, given, requester_id, actor_id, body, via or Via())
    change = Change(desk, ticket, actor_id, ticket.via, given.get("metadata"), creating=True)
    change.set("subject", ticket.subject)
    author = comment.get("author_id") or requester_id
    public = comment.get("public", True) is not False
    files = _files(desk, comment)
    change.comment(author, html_body, body, public=public, files=files)
    for name in ("priority", "type", "external_id", "problem_id", "assignee_id", "group_id"):
        if given.get(name) is not None:
            change.set(name, given[name])
    change.set("status", _first_status(given))
    _set_lists(change, given)
    desk.tickets[ticket.id] = ticket
    return ticket, change.commit()


def update(
    desk: Desk, ticket: Ticket, given: Record, actor_id: int, via: Via | None = None
) -> Audit:
    """Carry out the vendor's ticket update; closed tickets are refused with 422, stale ones 409."""
    _check_open(ticket)
    _check_stamp(ticket, given)
    _check(desk, given)
    comment = given.get("comment")
    bodies = comment_bodies(comment) if comment else None
    change = Change(desk, ticket, actor_id, via, given.get("metadata"))
    if comment and bodies:
        author = comment.get("author_id") or actor_id
        public = comment.get("public", True) is not False
        change.comment(author, *bodies, public=public, files=_files(desk, comment))
        if not desk.is_staff(author) and ticket.status in _REOPENS and "status" not in given:
            change.set("status", "open")
    _set_fields(change, given)
    _set_lists(change, given)
    return change.commit()


def delete(desk: Desk, ticket: Ticket, actor_id: int) -> None:
    """Delete softly: the ticket answers 404 until it is restored."""
    change = Change(desk, ticket, actor_id)
    change.note("Change", field_name="status", value="deleted", previous_value=ticket.status)
    change.tell("soft_deleted", {})
    change.commit()
    ticket.deleted_at, ticket.deleted_by = desk.clock.now(), actor_id


def restore(desk: Desk, ticket_id: int, actor_id: int) -> None:
    """Undo a soft deletion; 404 when there is none."""
    ticket = _deleted(desk, ticket_id)
    ticket.deleted_at = ticket.deleted_by = None
    change = Change(desk, ticket, actor_id)
    change.note("Change", field_name="status", value=ticket.status, previous_value="deleted")
    change.tell("undeleted", {})
    change.commit()


def delete_for_good(desk: Desk, ticket_id: int, actor_id: int) -> Record:
    """Remove a softly deleted ticket with all its text; returns the job."""
    ticket = _deleted(desk, ticket_id)
    change = Change(desk, ticket, actor_id)
    change.tell("permanently_deleted", {})
    change.commit()
    del desk.tickets[ticket_id]
    result = {"id": ticket_id, "action": "delete", "success": True, "status": "Deleted"}
    return completed_job(desk, "Permanently delete tickets", [result])


def merge(desk: Desk, target: Ticket, given: Record, actor_id: int) -> Record:
    """Close the sources into the target, with the comments given; returns the job."""
    ids = given.get("ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("ids: give the tickets to merge into this one")
    sources = [desk.ticket(ticket_id) for ticket_id in ids]
    for ticket in (target, *sources):
        _check_open(ticket)
    for source in sources:
        _close_into(desk, source, target, given, actor_id)
    files = [file for s in sources for comment in s.comments for file in comment.attachments]
    public = given.get("target_comment_is_public") is True
    via = Via("web", "merge", sources[0].id)
    _say(desk, target, actor_id, given.get("target_comment"), files, via, public=public)
    results = [
        {"id": source.id, "action": "update", "success": True, "status": "Updated"}
        for source in sources
    ]
    return completed_job(desk, "Merge tickets", results)


def _close_into(desk: Desk, source: Ticket, target: Ticket, given: Record, actor_id: int) -> None:
    change = Change(desk, source, actor_id, Via("web", "merge", target.id))
    if body := given.get("source_comment"):
        public = given.get("source_comment_is_public") is True
        change.comment(actor_id, html_of(body), body, public=public, files=[])
    change.set("status", "closed")
    change.tell("merged", {"target_ticket_id": str(target.id)})
    change.commit()


def _say(
    desk: Desk,
    ticket: Ticket,
    actor_id: int,
    body: str | None,
    files: list[Attachment],
    via: Via,
    *,
    public: bool,
) -> None:
    if not body:
        return
    change = Change(desk, ticket, actor_id, via)
    change.comment(actor_id, html_of(body), body, public=public, files=files)
    change.commit()


def _blank(
    desk: Desk, given: Record, requester_id: int, actor_id: int, body: str, via: Via
) -> Ticket:
    now = desk.clock.now()
    requester = desk.user(requester_id)
    return Ticket(
        id=desk.next_ticket_id(),
        subject=str(given.get("subject") or ""),
        description=body,
        requester_id=requester_id,
        submitter_id=given.get("submitter_id") or actor_id,
        created_at=now,
        updated_at=now,
        via=via,
        organization_id=given.get("organization_id") or requester["organization_id"],
    )


def _first_status(given: Record) -> str:
    if "custom_status_id" in given:
        return _status_of(given["custom_status_id"])
    return str(given.get("status") or ("open" if given.get("assignee_id") else "new"))


def _set_fields(change: Change, given: Record) -> None:
    for name in (*_PLAIN, "assignee_id", "group_id", "organization_id", "requester_id"):
        if name in given:
            change.set(name, given[name])
    if "custom_status_id" in given:
        change.set("status", _status_of(given["custom_status_id"]))
    elif "status" in given:
        change.set("status", given["status"])
    elif given.get("assignee_id") and change.ticket.status == "new":
        change.set("status", "open")


def _set_lists(change: Change, given: Record) -> None:
    if "collaborator_ids" in given:
        known = [user_id for user_id in given["collaborator_ids"] if user_id in change.desk.users]
        change.ticket.collaborator_ids = known
    tags = list(given["tags"]) if "tags" in given else list(change.ticket.tags)
    tags += given.get("additional_tags") or []
    gone = set(given.get("remove_tags") or [])
    change.set_tags([tag for tag in tags if tag not in gone])
    for entry in given.get("custom_fields") or []:
        change.set_custom_field(int(entry["id"]), entry.get("value"))


def _files(desk: Desk, comment: Record) -> list[Attachment]:
    files: list[Attachment] = []
    for token in comment.get("uploads") or []:
        taken = desk.take_upload(token)
        if taken is None:
            raise invalid("base", "Uploads: the token is unknown or too old", "InvalidValue")
        files += taken
    return files


def _requester(desk: Desk, given: Record, actor_id: int) -> int:
    if requester := given.get("requester"):
        known = desk.user_by_email(requester.get("email") or "")
        return int((known or create_user(desk, requester))["id"])
    return int(given.get("requester_id") or actor_id)


def _check(desk: Desk, given: Record) -> None:
    for name, allowed in _CHOICES.items():
        value = given.get(name)
        if value is not None and value not in allowed:
            raise invalid(name, f"{name.capitalize()}: {value} is not included in the list")
    if given.get("status") == "":
        raise invalid("status", "Status: cannot be blank", "BlankValue")
    if "custom_status_id" in given:
        _status_of(given["custom_status_id"])
    for entry in given.get("custom_fields") or []:
        check_option(desk.ticket_fields.get(int(entry["id"]), {}), entry.get("value"))
    _check_people(desk, given)


def _check_people(desk: Desk, given: Record) -> None:
    author = (given.get("comment") or {}).get("author_id")
    for name, user_id in (("requester_id", given.get("requester_id")), ("author_id", author)):
        if user_id is not None and user_id not in desk.users:
            raise invalid(name, f"{name}: is not a user", "InvalidValue")
    assignee = given.get("assignee_id")
    if assignee is not None and not desk.is_staff(assignee):
        raise invalid("assignee_id", "Assignee: is not an agent", "InvalidValue")
    group = given.get("group_id")
    if group is not None and group not in desk.groups:
        raise invalid("group_id", "Group: is not a group", "InvalidValue")


def _check_open(ticket: Ticket) -> None:
    if ticket.status == "closed":
        raise invalid("status", "Status: closed prevents ticket update")


def _check_stamp(ticket: Ticket, given: Record) -> None:
    """Guard a safe update; the vendor takes `safe_update: false` for true (docs/vendors.md)."""
    if "safe_update" in given and given.get("updated_stamp") != stamp(ticket.updated_at):
        raise conflict()


def _status_of(custom_status_id: Any) -> str:
    for status, known in CUSTOM_STATUS_IDS.items():
        if known == custom_status_id:
            return status
    raise invalid("custom_status_id", "Custom status: is not valid", "InvalidValue")


def _deleted(desk: Desk, ticket_id: int) -> Ticket:
    ticket = desk.tickets.get(ticket_id)
    if ticket is None or ticket.deleted_at is None:
        raise not_found()
    return ticket
