"""The vendor's JSON objects of tickets, comments, audits and files."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from connectors.sandbox.zendesk.change import system_metadata
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import (
    CUSTOM_STATUS_IDS,
    Attachment,
    Audit,
    Comment,
    Record,
    Ticket,
    Via,
    stamp,
)


def with_url(desk: Desk, kind: str, entry: Record) -> Record:
    """Return a stored object with its `url`."""
    return {**entry, "url": f"{desk.base_url}/api/v2/{kind}/{entry['id']}.json"}


def ticket_json(desk: Desk, ticket: Ticket) -> Record:
    """Return a ticket as the API shows it; one deleted softly has the status "deleted"."""
    return {
        "url": f"{desk.base_url}/api/v2/tickets/{ticket.id}.json",
        "id": ticket.id,
        "external_id": ticket.external_id,
        "via": via_json(ticket.via),
        "created_at": stamp(ticket.created_at),
        "updated_at": stamp(ticket.updated_at),
        "generated_timestamp": int(ticket.updated_at.timestamp()),
        "type": ticket.type,
        "subject": ticket.subject,
        "raw_subject": ticket.subject,
        "description": ticket.description,
        "priority": ticket.priority,
        "status": "deleted" if ticket.deleted_at else ticket.status,
        "custom_status_id": CUSTOM_STATUS_IDS[ticket.status],
        "requester_id": ticket.requester_id,
        "submitter_id": ticket.submitter_id,
        "assignee_id": ticket.assignee_id,
        "organization_id": ticket.organization_id,
        "group_id": ticket.group_id,
        "problem_id": ticket.problem_id,
        "is_public": ticket.is_public,
        "tags": list(ticket.tags),
        "custom_fields": _custom_fields(desk, ticket),
        **_constant_parts(),
        "collaborator_ids": list(ticket.collaborator_ids),
        "email_cc_ids": list(ticket.collaborator_ids),
    }


def comment_json(desk: Desk, comment: Comment) -> Record:
    """Return a comment as the API shows it."""
    return {
        "id": comment.id,
        "type": "Comment",
        "author_id": comment.author_id,
        "body": comment.body,
        "html_body": comment.html_body,
        "plain_body": comment.body,
        "public": comment.public,
        "attachments": [attachment_json(desk, file) for file in comment.attachments],
        "audit_id": comment.audit_id,
        "via": via_json(comment.via),
        "created_at": stamp(comment.created_at),
        "metadata": {**comment.metadata, "via": via_json(comment.via)},
    }


def audit_json(desk: Desk, audit: Audit) -> Record:
    """Return an audit with its events; a comment stands in it as it now is."""
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "created_at": stamp(audit.created_at),
        "author_id": audit.author_id,
        "metadata": audit.metadata,
        "events": [_event_json(desk, event) for event in audit.events],
        "via": via_json(audit.via),
    }


def ticket_event_json(desk: Desk, audit: Audit, *, with_comments: bool) -> Record:
    """Return an audit as `incremental/ticket_events` shows it."""
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "timestamp": int(audit.created_at.timestamp()),
        "created_at": stamp(audit.created_at),
        "updater_id": audit.author_id,
        "via": "Web service" if audit.via.channel == "api" else "Web form",
        "system": system_metadata(),
        "metadata": audit.metadata,
        "event_type": "Audit",
        "child_events": [_child(desk, e, with_comments=with_comments) for e in audit.events],
    }


def attachment_json(desk: Desk, attachment: Attachment) -> Record:
    """Return a file's record; `content_url` carries its token and needs no other credential."""
    name = quote(attachment.file_name)
    url = f"{desk.base_url}/attachments/token/{attachment.token}/?name={name}"
    return {
        "url": f"{desk.base_url}/api/v2/attachments/{attachment.id}.json",
        "id": attachment.id,
        "file_name": attachment.file_name,
        "content_url": url,
        "mapped_content_url": url,
        "content_type": attachment.content_type,
        "size": len(attachment.content),
        "width": None,
        "height": None,
        "inline": False,
        "deleted": False,
        "malware_access_override": False,
        "malware_scan_result": "malware_not_found",
        "thumbnails": [],
    }


def via_json(via: Via) -> Record:
    """Return where a change came from."""
    source = {"ticket_id": via.ticket_id} if via.ticket_id is not None else {}
    return {"channel": via.channel, "source": {"from": source, "to": {}, "rel": via.rel}}


def people_of(desk: Desk, ids: Iterable[int | None]) -> list[Record]:
    """Return the users with these ids, each once, for a sideload."""
    wanted = dict.fromkeys(i for i in ids if i is not None and i in desk.users)
    return [with_url(desk, "users", desk.users[user_id]) for user_id in wanted]


def _event_json(desk: Desk, event: Record) -> Record:
    comment = event.get("comment")
    if comment is None:
        return event
    shown = comment_json(desk, comment)
    kept = ("author_id", "body", "html_body", "plain_body", "public", "attachments", "audit_id")
    return {"id": event["id"], "type": "Comment"} | {key: shown[key] for key in kept}


def _child(desk: Desk, event: Record, *, with_comments: bool) -> Record:
    comment = event.get("comment")
    if comment is None:
        name = event.get("field_name")
        named = {name: event.get("value")} if name else {}
        changed = {"id": event["id"], "event_type": event["type"], **named}
        return changed | {k: v for k, v in event.items() if k == "previous_value"}
    if with_comments:
        return {**comment_json(desk, comment), "event_type": "Comment"}
    flags = {"comment_present": True, "comment_public": comment.public}
    return {"id": event["id"], "event_type": "Comment", **flags}


def _custom_fields(desk: Desk, ticket: Ticket) -> list[Record]:
    custom = [field for field in desk.ticket_fields.values() if field["removable"]]
    return [{"id": f["id"], "value": ticket.custom_fields.get(f["id"])} for f in custom]


def _constant_parts() -> dict[str, Any]:
    """Return the fields that the sandbox has no use for, empty as the vendor leaves them."""
    return {
        "recipient": None,
        "forum_topic_id": None,
        "has_incidents": False,
        "due_at": None,
        "collaborator_ids": [],
        "follower_ids": [],
        "email_cc_ids": [],
        "followup_ids": [],
        "sharing_agreement_ids": [],
        "satisfaction_rating": None,
        "brand_id": None,
        "ticket_form_id": None,
        "allow_channelback": False,
        "allow_attachments": True,
        "from_messaging_channel": False,
    }
