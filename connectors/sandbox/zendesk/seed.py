"""What a sandbox Zendesk holds at the start."""

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.fields import create_field
from connectors.sandbox.zendesk.hooks import create_webhook
from connectors.sandbox.zendesk.model import Record
from connectors.sandbox.zendesk.people import (
    create_group,
    create_organization,
    create_user,
    join,
)

_SYSTEM_FIELDS = (
    ("subject", "Subject"),
    ("description", "Description"),
    ("status", "Status"),
    ("tickettype", "Type"),
    ("priority", "Priority"),
    ("group", "Group"),
    ("assignee", "Assignee"),
)
_STORY_FIELDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("text", "Account number", ()),
    ("text", "Product version", ()),
    ("tagger", "Environment", ("production", "staging", "test")),
    ("text", "Jira issue", ()),
)


def plant(desk: Desk) -> None:
    """Fill an empty desk as its configuration says."""
    owner = create_user(
        desk, {"name": "Airlock bridge", "email": desk.config.api_email, "role": "admin"}
    )
    support = create_group(desk, "Support")
    escalations = create_group(desk, "Escalations", is_public=False)
    join(desk, owner["id"], support["id"])
    for kind, title in _SYSTEM_FIELDS:
        create_field(desk, {"type": kind, "title": title}, system=True)
    _agents(desk, support["id"], escalations["id"])
    if desk.config.seed == "story":
        _story(desk)
    for number, target in enumerate(desk.config.webhooks, start=1):
        given = {"name": f"Webhook {number}", "endpoint": target.endpoint}
        given_all = {**given, "subscriptions": list(target.subscriptions)}
        create_webhook(desk, given_all, owner["id"], target.secret)


def _agents(desk: Desk, support: int, escalations: int) -> None:
    dana = _agent(desk, "Dana Whitfield", "dana@acme.example")
    sam = _agent(desk, "Sam Okonkwo", "sam@acme.example", "groups")
    join(desk, dana["id"], support)
    join(desk, dana["id"], escalations)
    join(desk, sam["id"], support)


def _agent(desk: Desk, name: str, email: str, restriction: str | None = None) -> Record:
    given = {"name": name, "email": email, "role": "agent", "ticket_restriction": restriction}
    return create_user(desk, given)


def _story(desk: Desk) -> None:
    organization = create_organization(
        desk,
        {
            "name": "Northgate Freight",
            "domain_names": ["northwind.example"],
            "tags": ["enterprise"],
        },
    )
    for name, email, phone in (
        ("Maria Delgado", "maria.delgado@northwind.example", "+1 202 555 0143"),
        ("Piet van Dam", "piet.vandam@northwind.example", "+31 20 555 0117"),
    ):
        given = {"name": name, "email": email, "phone": phone}
        create_user(desk, {**given, "organization_id": organization["id"]})
    for kind, title, values in _STORY_FIELDS:
        options = [{"name": value.capitalize(), "value": value} for value in values]
        create_field(desk, {"type": kind, "title": title, "custom_field_options": options})
