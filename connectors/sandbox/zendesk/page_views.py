"""What the sandbox's pages show, as plain data for templates and scripts."""

import json

from markupsafe import Markup

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import Record, Ticket, stamp
from connectors.sandbox.zendesk.render import audit_json, comment_json, ticket_json


def conversation(desk: Desk, ticket: Ticket) -> list[Record]:
    """Return the comments with their authors; their HTML was cleaned when it came in."""
    return [
        {
            "id": comment.id,
            "author": _name(desk, comment.author_id),
            "staff": desk.is_staff(comment.author_id),
            "public": comment.public,
            "at": stamp(comment.created_at),
            "html": Markup(comment.html_body),  # noqa: S704 - cleaned by text.clean_html or escaped
            "files": [
                {"name": file.file_name, "href": f"/attachments/token/{file.token}/"}
                for file in comment.attachments
            ],
        }
        for comment in ticket.comments
    ]


def facts(desk: Desk, ticket: Ticket) -> list[tuple[str, str]]:
    """Return the ticket's fields as label and text."""
    organization = desk.organizations.get(ticket.organization_id or 0, {})
    group = desk.groups.get(ticket.group_id or 0, {})
    rows = [
        ("Requester", _name(desk, ticket.requester_id)),
        ("Organization", organization.get("name", "")),
        ("Assignee", _name(desk, ticket.assignee_id)),
        ("Group", group.get("name", "")),
        ("Priority", ticket.priority or ""),
        ("Type", ticket.type or ""),
        ("Tags", " ".join(ticket.tags)),
    ]
    for field_id, value in ticket.custom_fields.items():
        rows.append((desk.ticket_fields[field_id]["title"], str(value or "")))
    return [(label, text or "–") for label, text in rows]


def host_config(desk: Desk, ticket: Ticket, agent: Record) -> Record:
    """Return what the host side of the apps framework answers an app with (docs/vendors.md)."""
    values = {
        "ticket.id": ticket.id,
        "ticket.subject": ticket.subject,
        "ticket.status": ticket.status,
        "ticket.priority": ticket.priority,
        "ticket.type": ticket.type,
        "ticket.tags": ticket.tags,
        "ticket.requester": _person(desk.user(ticket.requester_id)),
        "ticket.requester.id": ticket.requester_id,
        "currentUser": _person(agent),
        "currentUser.id": agent["id"],
        "currentUser.locale": agent["locale"],
    }
    return {
        "values": values,
        "context": {
            "product": "support",
            "location": "ticket_sidebar",
            "account": {"subdomain": desk.config.subdomain},
            "ticketId": ticket.id,
        },
        "metadata": {
            "appId": desk.config.app_id,
            "installationId": desk.config.installation_id,
            "name": "Airlock",
            "version": "1.0",
            "settings": {},
        },
    }


def export_of(desk: Desk, ticket: Ticket) -> str:
    """Return all that an export of the case holds, internal notes and history included."""
    whole = {
        "ticket": ticket_json(desk, ticket),
        "comments": [comment_json(desk, comment) for comment in ticket.comments],
        "audits": [audit_json(desk, audit) for audit in ticket.audits],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _person(user: Record) -> Record:
    keys = ("id", "name", "email", "role", "locale")
    return {key: user[key] for key in keys}


def _name(desk: Desk, user_id: int | None) -> str:
    user = desk.users.get(user_id or 0)
    return str(user["name"]) if user else ""
