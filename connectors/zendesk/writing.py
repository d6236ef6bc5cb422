"""Our effects as Zendesk's request bodies. Pure; `RedactedText` is the only text that gets in.

Source: the vendor's OpenAPI document, ticket update; docs/vendors.md for `metadata`,
`additional_tags`, and why `safe_update` is never sent (`false` means true).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.effects import (
    AccountRef,
    FieldValue,
    GateToken,
    NewTicketComment,
    PolicyWord,
    UpdateTicket,
)
from app.errors import UnclearAudience, WriteRefused
from app.model import Audience, RedactedText
from connectors.zendesk.html import write_html
from connectors.zendesk.reading import MARKER_KEY

_PROPERTIES = frozenset({"subject", "type", "assignee_id", "group_id", "custom_status_id"})
"""Ticket properties, not custom fields, that an effect's `fields` may name."""


def ticket_update(effect: UpdateTicket, uploads: Sequence[str]) -> Mapping[str, Any]:
    """The body of `PUT /tickets/{id}`; `uploads` are the tokens of the comment's files.

    Raises UnclearAudience for a text that was redacted for another audience, WriteRefused for a
    field that is neither a custom field's id nor a property known here.
    """
    ticket: dict[str, Any] = {"metadata": {MARKER_KEY: effect.marker}}
    if effect.comment is not None:
        ticket["comment"] = _comment(effect.comment, uploads)
    if effect.status is not None:
        ticket["status"] = effect.status.value
    if effect.priority is not None:
        ticket["priority"] = effect.priority.value
    ticket.update(_fields(effect.fields or {}))
    if effect.add_tags:
        ticket["additional_tags"] = [tag.value for tag in effect.add_tags]
    return {"ticket": ticket}


def for_customers(text: RedactedText) -> RedactedText:
    """The text, if it was redacted for readers of the ticket. Raises UnclearAudience."""
    if text.audience is not Audience.CUSTOMER:
        raise UnclearAudience("a text that was redacted for engineering was about to go to Zendesk")
    return text


def _comment(comment: NewTicketComment, uploads: Sequence[str]) -> Mapping[str, Any]:
    body = write_html(for_customers(comment.body).document)
    written: dict[str, Any] = {"html_body": body, "public": comment.public}
    if uploads:
        written["uploads"] = list(uploads)
    return written


def _fields(fields: Mapping[str, FieldValue]) -> Mapping[str, Any]:
    unknown = tuple(key for key in fields if not _is_custom(key) and key not in _PROPERTIES)
    if unknown:
        raise WriteRefused(
            f"no such ticket field: {', '.join(unknown)}; use a custom field's id",
            status=400,
            fields=unknown,
        )
    written: dict[str, Any] = {
        key: _value(value) for key, value in fields.items() if not _is_custom(key)
    }
    custom = [{"id": int(k), "value": _value(v)} for k, v in fields.items() if _is_custom(k)]
    return {**written, "custom_fields": custom} if custom else written


def _is_custom(key: str) -> bool:
    return key.isascii() and key.isdigit()


def _value(value: FieldValue) -> str | int | None:
    match value:
        case RedactedText():
            return for_customers(value).plain
        case PolicyWord() | GateToken():
            return value.value
        case AccountRef():
            return int(value.id) if _is_custom(value.id) else value.id
        case None:
            return None
