"""Ticket fields as the vendor's objects."""

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import invalid
from connectors.sandbox.zendesk.model import Record

CUSTOM_TYPES = (
    "text",
    "textarea",
    "checkbox",
    "date",
    "integer",
    "decimal",
    "regexp",
    "tagger",
    "multiselect",
    "partialcreditcard",
    "lookup",
)
SYSTEM_TYPES = ("subject", "description", "status", "tickettype", "priority", "group", "assignee")

_OPTION_TYPES = ("tagger", "multiselect")


def create_field(desk: Desk, given: Record, *, system: bool = False) -> Record:
    """Add a ticket field; 422 without a title, with an unknown type or options that clash."""
    if not given.get("title"):
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if given.get("type") not in (SYSTEM_TYPES if system else CUSTOM_TYPES):
        raise invalid("type", "Type: is not included in the list", "InvalidValue")
    field = _defaults(desk, given, removable=not system)
    if given["type"] in _OPTION_TYPES:
        field["custom_field_options"] = _options(desk, given.get("custom_field_options") or [])
    desk.ticket_fields[field["id"]] = field
    return field


def update_field(desk: Desk, field: Record, given: Record) -> None:
    """Change a ticket field; the type stays what it is."""
    changes = {k: v for k, v in given.items() if k in field and k not in ("id", "type", "url")}
    if "custom_field_options" in changes:
        changes["custom_field_options"] = _options(desk, changes["custom_field_options"])
    field |= changes | {"updated_at": desk.now_stamp()}


def _defaults(desk: Desk, given: Record, *, removable: bool) -> Record:
    now, title = desk.now_stamp(), given["title"]
    return {
        "id": desk.next_id(),
        "type": given["type"],
        "title": title,
        "raw_title": title,
        "title_in_portal": given.get("title_in_portal") or title,
        "raw_title_in_portal": given.get("title_in_portal") or title,
        "description": given.get("description") or "",
        "raw_description": given.get("description") or "",
        "agent_description": given.get("agent_description") or "",
        "position": given.get("position") or 9999,
        "active": given.get("active", True),
        "required": given.get("required", False),
        "collapsed_for_agents": False,
        "regexp_for_validation": given.get("regexp_for_validation"),
        "visible_in_portal": given.get("visible_in_portal", False),
        "editable_in_portal": given.get("editable_in_portal", False),
        "required_in_portal": given.get("required_in_portal", False),
        "agent_can_edit": True,
        "tag": given.get("tag"),
        "removable": removable,
        "created_at": now,
        "updated_at": now,
    }


def _options(desk: Desk, given: list[Record]) -> list[Record]:
    values = [option.get("value") for option in given]
    if not all(values) or len(set(values)) < len(values):
        raise invalid("custom_field_options", "Options: each needs a value of its own")
    return [
        {
            "id": option.get("id") or desk.next_id(),
            "name": option["name"],
            "raw_name": option["name"],
            "value": option["value"],
            "position": position,
            "default": False,
        }
        for position, option in enumerate(given)
    ]
