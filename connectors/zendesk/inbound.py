"""Zendesk's webhooks: is it theirs, and what does it say. Pure: bytes and headers in, a value out.

A webhook is either subscribed to events (an envelope of the vendor's) or called by a trigger (a
body that an administrator wrote). Both are signed alike. Nothing but ids and field keys leaves this
module. Source: docs/vendors.md.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app.errors import NotAnObject, SignatureRefused
from app.model import EventKind, Ignored, InboundEvent, ParseOutcome, System, Unsupported

SIGNATURE_HEADER = "x-zendesk-webhook-signature"
TIMESTAMP_HEADER = "x-zendesk-webhook-signature-timestamp"
# The vendor signs with this before a webhook is created; the whole world knows it.
TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 - public, and refused here
EVENT_PREFIX = "zen:event-type:"
TOLERANCE = timedelta(minutes=5)

LARGEST_ID = 2**63 - 1
"""The vendor's ids are int64 (its OpenAPI document), and so are the columns that keep them."""
_PLAIN_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_EVENT_ID = re.compile(r"[A-Za-z0-9._:-]{8,128}", re.ASCII)
_SUBJECT = re.compile(r"(?:zen:)?ticket:([0-9]{1,19})(?::\w+)?", re.ASCII)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature that Zendesk sends: base64 of HMAC-SHA256 over timestamp and raw body.

    The secret is used as it is printed, not decoded.
    """
    signed = timestamp.encode() + body
    return base64.b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).decode()


def verify(
    headers: Mapping[str, str],
    body: bytes,
    secrets: Sequence[str],
    now: datetime,
    tolerance: timedelta = TOLERANCE,
) -> None:
    """Return when one of the secrets signed this body within `tolerance` of `now` (aware).

    Header names are matched in any case. Raises SignatureRefused otherwise: no usable secret (an
    empty one and the vendor's test secret are none), a header missing, a time that cannot be read
    or is too far off in either direction, a signature that is not ours.
    """
    usable = [secret for secret in secrets if secret and secret != TEST_SECRET]
    if not usable:
        raise SignatureRefused(
            "Zendesk webhook refused: no signing secret is configured; "
            "set AIRLOCK_ZENDESK__WEBHOOK_SECRETS to the webhook's own secret"
        )
    timestamp = _header(headers, TIMESTAMP_HEADER)
    _check_age(timestamp, now, tolerance)
    _check_signature(_header(headers, SIGNATURE_HEADER), timestamp, body, usable)


def parse(body: bytes, headers: Mapping[str, str]) -> ParseOutcome:
    """Say what a verified body means.

    Field changes carry the field's key in `changed`: a custom field's id, `status`, `tags` and so
    on; for MERGED it is the id of the ticket that this one was merged into. A trigger's body that
    names no comment is CHANGED with nothing in `changed`: anything may have changed.
    Raises NotAnObject for what is no JSON object.
    """
    fields = _object(body)
    kind = fields.get("type")
    if isinstance(kind, str) and kind.startswith(EVENT_PREFIX):
        return _parse_event(fields, kind.removeprefix(EVENT_PREFIX), body)
    return _parse_trigger(fields, body, headers)


# ---- signature -----------------------------------------------------------------------------------


def _header(headers: Mapping[str, str], name: str) -> str:
    for key, value in headers.items():
        if key.lower() == name and value:
            return value
    raise SignatureRefused(f"Zendesk webhook refused: the header {name} is missing")


def _check_age(timestamp: str, now: datetime, tolerance: timedelta) -> None:
    sent = _time(timestamp)
    if sent is None:
        raise SignatureRefused("Zendesk webhook refused: its timestamp cannot be read")
    if abs(now - sent) > tolerance:
        raise SignatureRefused(
            "Zendesk webhook refused: it was signed too long ago or in the future; "
            "if all deliveries are refused, check this machine's clock"
        )


def _check_signature(given: str, timestamp: str, body: bytes, secrets: Sequence[str]) -> None:
    # All secrets are tried, so that the time taken does not tell which one is current.
    matches = [
        hmac.compare_digest(sign(secret, timestamp, body).encode(), given.encode())
        for secret in secrets
    ]
    if not any(matches):
        raise SignatureRefused(
            "Zendesk webhook refused: the signature is not made with a configured secret"
        )


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


# ---- events --------------------------------------------------------------------------------------

_KINDS: Mapping[str, EventKind] = {
    "created": EventKind.CREATED,
    "comment_added": EventKind.COMMENT_ADDED,
    "comment_redacted": EventKind.COMMENT_CHANGED,
    "comment_made_private": EventKind.COMMENT_CHANGED,
    "attachment_redacted_from_comment": EventKind.COMMENT_CHANGED,
    "attachment_linked_to_comment": EventKind.ATTACHMENT_ADDED,
    "merged": EventKind.MERGED,
    "soft_deleted": EventKind.DELETED,
    "permanently_deleted": EventKind.ERASED,
}
_CHANGES: Mapping[str, str] = {
    "agent_assignment_changed": "assignee",
    "brand_changed": "brand",
    "custom_field_changed": "custom_field",
    "custom_status_changed": "custom_status",
    "description_changed": "description",
    "email_ccs_changed": "email_ccs",
    "external_id_changed": "external_id",
    "followers_changed": "followers",
    "form_changed": "form",
    "group_assignment_changed": "group",
    "marked_as_spam": "spam",
    "organization_changed": "organization",
    "priority_changed": "priority",
    "problem_link_changed": "problem",
    "requester_changed": "requester",
    "status_changed": "status",
    "subject_changed": "subject",
    "submitter_changed": "submitter",
    "tags_changed": "tags",
    "type_changed": "type",
    "undeleted": "deleted",
}
_NO_CONCERN: Mapping[str, str] = {
    "next_sla_breach_changed": "an event about service levels",
    "sla_policy_changed": "an event about service levels",
    "ola_policy_changed": "an event about service levels",
    "schedule_changed": "an event about schedules",
    "task_due_at_changed": "an event about due dates",
}
_OTHER_DOMAINS: Mapping[str, str] = {
    "user": "an event about a user",
    "organization": "an event about an organization",
    "agent": "an event about an agent's availability",
    "article": "an event about the help center",
    "community_post": "an event about the help center",
}
_NEEDS_COMMENT = frozenset({EventKind.COMMENT_ADDED, EventKind.ATTACHMENT_ADDED})

# Part of what is understood: what a bridge can act on, so that the vendor does not call in vain.
_WANTED = (
    *_KINDS,
    "agent_assignment_changed",
    "custom_field_changed",
    "custom_status_changed",
    "group_assignment_changed",
    "organization_changed",
    "priority_changed",
    "requester_changed",
    "status_changed",
    "subject_changed",
    "tags_changed",
    "undeleted",
)
SUBSCRIPTIONS = tuple(f"{EVENT_PREFIX}ticket.{name}" for name in _WANTED)
"""The event types that a webhook of ours subscribes to."""


def _parse_event(fields: Mapping[str, Any], name: str, body: bytes) -> ParseOutcome:
    domain, _, what = name.partition(".")
    if domain in _OTHER_DOMAINS:
        return Ignored(reason=_OTHER_DOMAINS[domain])
    if domain != "ticket":
        return Unsupported(reason="an event type that is not known")
    if what in _NO_CONCERN:
        return Ignored(reason=_NO_CONCERN[what])
    if what.startswith("csat_"):
        return Ignored(reason="an event about satisfaction ratings")
    kind = _KINDS.get(what) or (EventKind.CHANGED if what in _CHANGES else None)
    if kind is None:
        return Unsupported(reason="an event type that is not known")
    return _ticket_event(fields, what, kind, body)


def _ticket_event(
    fields: Mapping[str, Any], what: str, kind: EventKind, body: bytes
) -> ParseOutcome:
    detail, event = _dict(fields.get("detail")), _dict(fields.get("event"))
    ticket = _id(detail.get("id")) or _id_in_subject(fields.get("subject"))
    comment = _id(_dict(event.get("comment")).get("id"))
    if ticket is None:
        return Unsupported(reason="an event that names no ticket")
    if comment is None and kind in _NEEDS_COMMENT:
        return Unsupported(reason="an event about a comment that names no comment")
    return InboundEvent(
        system=System.ZENDESK,
        kind=kind,
        event_id=_event_id(fields.get("id")) or _digest(body),
        subject=ticket,
        comment_id=comment,
        actor_id=_id(detail.get("actor_id"), signed=True),
        changed=_changed(what, event),
        occurred_at=_time(fields.get("time")),
    )


def _changed(what: str, event: Mapping[str, Any]) -> tuple[str, ...]:
    if what == "custom_field_changed":
        field = _id(_dict(event.get("custom_field")).get("id"))
        return (field or _CHANGES[what],)
    if what == "merged":
        target = _id(event.get("target_ticket_id"))
        return (target,) if target else ()
    return (_CHANGES[what],) if what in _CHANGES else ()


# ---- triggers ------------------------------------------------------------------------------------

_TICKET_NAMES = ("ticketid", "ticket", "id")
_COMMENT_NAMES = ("commentid", "latestcommentid", "ticketlatestcommentid")
_ACTOR_NAMES = ("actorid", "currentuserid")


def _parse_trigger(
    fields: Mapping[str, Any], body: bytes, headers: Mapping[str, str]
) -> ParseOutcome:
    named = {re.sub(r"[^a-z0-9]", "", key.lower()): value for key, value in fields.items()}
    ticket = _first_id(named, _TICKET_NAMES)
    if ticket is None:
        return Unsupported(reason="a body that names no ticket")
    # A bare `comment` is its text, which may well be a number; only an object there has an id.
    comment = _first_id(named, _COMMENT_NAMES) or _id(_dict(named.get("comment")).get("id"))
    # Such a body has no id of its own; the signed time tells two equal bodies apart.
    timestamp = _header(headers, TIMESTAMP_HEADER)
    return InboundEvent(
        system=System.ZENDESK,
        kind=EventKind.COMMENT_ADDED if comment else EventKind.CHANGED,
        event_id=_digest(timestamp.encode() + body),
        subject=ticket,
        comment_id=comment,
        actor_id=_first_id(named, _ACTOR_NAMES),
        occurred_at=_time(named.get("updatedat")),
    )


def _first_id(named: Mapping[str, Any], names: Sequence[str]) -> str | None:
    for name in names:
        value = named.get(name)
        found = _id(value.get("id") if isinstance(value, dict) else value)
        if found:
            return found
    return None


# ---- values --------------------------------------------------------------------------------------


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAnObject("Zendesk webhook refused: the body is not JSON") from error
    if not isinstance(fields, dict):
        raise NotAnObject("Zendesk webhook refused: the body is JSON but no object")
    return fields


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object, *, signed: bool = False) -> str | None:
    """A positive int64, given as number or text, as text; -1 (the system) where `signed`."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip().removeprefix("#")
    if signed and text == "-1":
        return text
    number = int(text) if _PLAIN_ID.fullmatch(text) else 0
    return str(number) if 0 < number <= LARGEST_ID else None


def _id_in_subject(value: object) -> str | None:
    found = _SUBJECT.fullmatch(value) if isinstance(value, str) else None
    return _id(found.group(1)) if found else None


def _event_id(value: object) -> str | None:
    return value if isinstance(value, str) and _EVENT_ID.fullmatch(value) else None


def _digest(signed: bytes) -> str:
    return hashlib.sha256(signed).hexdigest()
