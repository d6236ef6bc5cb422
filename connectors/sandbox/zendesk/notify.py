"""Tells the webhooks what happened to a ticket: subscribed events first, then triggers."""

import uuid
from typing import Any

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.events import TRIGGERED, Delivery, event_body, event_time, ulid
from connectors.sandbox.zendesk.model import (
    CUSTOM_STATUS_IDS,
    Attachment,
    Audit,
    Comment,
    Record,
    Ticket,
    stamp,
)
from connectors.sandbox.zendesk.triggers import matches, rendered

VERSION = "2022-11-06"


def publish(desk: Desk, ticket: Ticket, audit: Audit, events: list[tuple[str, Record]]) -> None:
    """Send each event of one change to its subscribers, then run the triggers once.

    `events` are pairs of the event type's last part and its payload, in order.
    """
    sequence = ulid()
    for position, (kind, payload) in enumerate(events, start=1):
        meta = {"meta": {"sequence": {"id": sequence, "position": position}}}
        _send_event(desk, ticket, audit, kind, {**payload, **meta})
    if events:
        _run_triggers(desk, ticket, audit)


def comment_payload(desk: Desk, comment: Comment) -> Record:
    """Return the payload of `comment_added`."""
    author = desk.users.get(comment.author_id)
    return {
        "comment": {
            "id": str(comment.id),
            "body": comment.body,
            "html_body": comment.html_body,
            "is_public": comment.public,
            "author": {
                "id": str(comment.author_id),
                "is_staff": desk.is_staff(comment.author_id),
                "name": author["name"] if author else "System",
            },
        }
    }


def attachment_payload(desk: Desk, comment: Comment, attachment: Attachment) -> Record:
    """Return the payload of `attachment_linked_to_comment` and its redaction."""
    url = f"{desk.base_url}/attachments/token/{attachment.token}/?name={attachment.file_name}"
    return {
        "comment": {
            "id": str(comment.id),
            "attachment": {
                "id": str(attachment.id),
                "filename": attachment.file_name,
                "content_type": attachment.content_type,
                "content_url": url,
                "is_public": comment.public,
            },
        }
    }


def _send_event(desk: Desk, ticket: Ticket, audit: Audit, kind: str, payload: Record) -> None:
    event_type = f"zen:event-type:ticket.{kind}"
    listeners = [w for w in desk.webhooks.values() if event_type in w["subscriptions"]]
    if not listeners:
        return
    envelope = {
        "account_id": desk.config.account_id,
        "detail": _detail(ticket, audit),
        "event": payload,
        "id": str(uuid.uuid4()),
        "subject": f"zen:ticket:{ticket.id}",
        "time": event_time(desk.clock.now()),
        "type": event_type,
        "zendesk_event_version": VERSION,
    }
    body = event_body(envelope)
    for webhook in listeners:
        if webhook["status"] == "active":
            desk.send(Delivery(webhook, body))


def _detail(ticket: Ticket, audit: Audit) -> Record:
    return {
        "actor_id": str(audit.author_id),
        "assignee_id": _text(ticket.assignee_id),
        "brand_id": None,
        "created_at": stamp(ticket.created_at),
        "custom_status": str(CUSTOM_STATUS_IDS[ticket.status]),
        "description": ticket.description,
        "external_id": ticket.external_id,
        "form_id": None,
        "group_id": _text(ticket.group_id),
        "id": str(ticket.id),
        "is_public": ticket.is_public,
        "organization_id": _text(ticket.organization_id),
        "priority": ticket.priority.upper() if ticket.priority else None,
        "requester_id": str(ticket.requester_id),
        "status": ticket.status.upper(),
        "subject": ticket.subject,
        "submitter_id": str(ticket.submitter_id),
        "tags": list(ticket.tags) or None,
        "type": ticket.type.upper() if ticket.type else None,
        "updated_at": stamp(ticket.updated_at),
        "via": {"channel": audit.via.in_events},
    }


def _run_triggers(desk: Desk, ticket: Ticket, audit: Audit) -> None:
    for trigger in sorted(desk.triggers.values(), key=lambda entry: entry["position"]):
        if not trigger["active"] or not matches(desk, trigger, ticket, audit):
            continue
        for action in trigger["actions"]:
            _act(desk, ticket, action)


def _act(desk: Desk, ticket: Ticket, action: Record) -> None:
    if action["field"] != "notification_webhook":
        return
    webhook_id, template = action["value"]
    webhook = desk.webhooks.get(webhook_id)
    if webhook and webhook["status"] == "active" and TRIGGERED in webhook["subscriptions"]:
        desk.send(Delivery(webhook, rendered(desk, template, ticket).encode()))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
