"""Ticket triggers: the conditions that the sandbox knows, and placeholders in their bodies."""

import json
import re
from typing import Any

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import invalid
from connectors.sandbox.zendesk.model import Audit, Comment, Record, Ticket, stamp

FIELDS = ("update_type", "status", "priority", "type", "comment_is_public", "current_tags")

_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def check(trigger: Record) -> None:
    """Refuse with 422 a trigger whose conditions or actions the sandbox would not carry out."""
    for condition in _conditions(trigger):
        if condition.get("field") not in FIELDS:
            raise invalid("conditions", f"Conditions: the sandbox knows {', '.join(FIELDS)}")
    for action in trigger.get("actions") or []:
        value = action.get("value")
        if action.get("field") != "notification_webhook" or not isinstance(value, list):
            raise invalid("actions", "Actions: the sandbox knows notification_webhook")


def matches(desk: Desk, trigger: Record, ticket: Ticket, audit: Audit) -> bool:
    """Say whether a trigger's conditions hold for the ticket after this change."""
    conditions = trigger["conditions"]
    every = [_holds(desk, entry, ticket, audit) for entry in conditions.get("all") or []]
    some = [_holds(desk, entry, ticket, audit) for entry in conditions.get("any") or []]
    return all(every) and (not some or any(some))


def rendered(desk: Desk, template: str, ticket: Ticket) -> str:
    """Fill the placeholders of a JSON body; an unknown one becomes empty text."""
    values = _values(desk, ticket)

    def fill(match: re.Match[str]) -> str:
        return json.dumps(str(values.get(match[1], "")), ensure_ascii=False)[1:-1]

    return _PLACEHOLDER.sub(fill, template)


def _conditions(trigger: Record) -> list[Record]:
    conditions = trigger.get("conditions") or {}
    return [*(conditions.get("all") or []), *(conditions.get("any") or [])]


def _holds(desk: Desk, condition: Record, ticket: Ticket, audit: Audit) -> bool:
    name, operator, value = condition["field"], condition["operator"], condition.get("value")
    if operator == "changed":
        return any(event.get("field_name") == name for event in audit.events)
    actual = _actual(desk, name, ticket, audit)
    if name == "current_tags":
        shared = bool(set(str(value).split()) & set(ticket.tags))
        return shared if operator == "includes" else not shared
    same = str(actual).lower() == str(value).lower()
    return not same if operator in ("is_not", "not_value") else same


def _actual(desk: Desk, name: str, ticket: Ticket, audit: Audit) -> Any:
    if name == "update_type":
        return "Create" if audit is ticket.audits[0] else "Change"
    if name == "comment_is_public":
        new = [comment for comment in ticket.comments if comment.audit_id == audit.id]
        return new[-1].public if new else "not_relevant"
    return getattr(ticket, name, None)


def _values(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    requester = desk.users[ticket.requester_id]
    assignee = desk.users.get(ticket.assignee_id or 0, {})
    values = {
        "ticket.id": ticket.id,
        "ticket.title": ticket.subject,
        "ticket.description": ticket.description,
        "ticket.status": ticket.status.capitalize(),
        "ticket.priority": (ticket.priority or "").capitalize(),
        "ticket.ticket_type": (ticket.type or "").capitalize(),
        "ticket.tags": " ".join(ticket.tags),
        "ticket.url": f"{desk.base_url}/agent/tickets/{ticket.id}",
        "ticket.link": f"{desk.base_url}/agent/tickets/{ticket.id}",
        "ticket.external_id": ticket.external_id or "",
        "ticket.created_at_with_timestamp": stamp(ticket.created_at),
        "ticket.updated_at_with_timestamp": stamp(ticket.updated_at),
        "ticket.requester.id": requester["id"],
        "ticket.requester.name": requester["name"],
        "ticket.assignee.name": assignee.get("name", ""),
    }
    public = [comment for comment in ticket.comments if comment.public]
    values |= _comment_values("ticket.latest_comment", ticket.comments)
    return values | _comment_values("ticket.latest_public_comment", public)


def _comment_values(prefix: str, comments: list[Comment]) -> dict[str, Any]:
    if not comments:
        return {}
    last = comments[-1]
    return {
        f"{prefix}.id": last.id,
        f"{prefix}.value": last.body,
        f"{prefix}.is_public": str(last.public).lower(),
        f"{prefix}.created_at_with_timestamp": stamp(last.created_at),
        f"{prefix}.author.id": last.author_id,
    }
