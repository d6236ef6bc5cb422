"""Jira webhooks: who sent them, and what they point at. Pure.

Facts are those of docs/vendors.md and of captured Cloud and Data Center bodies. A webhook is
only a pointer: its comment text is wiki text and may be stale, so no text of it is ever taken.
Jira signs neither a time nor the delivery's identifier; a retry and a replay repeat the same bytes,
which is why the digest of the body is the event's id.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.errors import NotAnObject, SignatureRefused
from app.model import EventKind, Ignored, InboundEvent, ParseOutcome, System, Unsupported

SIGNATURE_HEADER = "x-hub-signature"
_PREFIX = "sha256="
_ID = re.compile(r"[0-9]{1,20}")
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,63}-[0-9]{1,20}")
_ACCOUNT = re.compile(r"[A-Za-z0-9:._@-]{1,128}")
_COMMENT_URL = re.compile(r"/issue/([0-9]{1,20})/comment/[0-9]{1,20}")
_FIELD_ID = re.compile(r"[A-Za-z0-9_.:-]{1,255}")
# A Data Center's field names are people's words in any script; what no store can keep is left out.
_FIELD_NAME = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,255}")
_EVENT_NAME = re.compile(r"[A-Za-z0-9:_-]{1,60}")
MOST_CHANGES = 500
"""A body that names more fields does not say which: what is stored of one stays small."""

_COMMENT_EVENTS = {
    "comment_created": EventKind.COMMENT_ADDED,
    "comment_updated": EventKind.COMMENT_CHANGED,
    "comment_deleted": EventKind.COMMENT_DELETED,
    "issue_commented": EventKind.COMMENT_ADDED,
    "issue_comment_edited": EventKind.COMMENT_CHANGED,
    "issue_comment_deleted": EventKind.COMMENT_DELETED,
}
_ISSUE_EVENTS = {
    "issue_created": EventKind.CREATED,
    "issue_updated": EventKind.CHANGED,
    "issue_deleted": EventKind.DELETED,
}
# What changed where the body has no changelog but the kind of update says it.
_CHANGED_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "issue_assigned": ("assignee",),
    "issue_moved": ("key", "project"),
    "issue_resolved": ("resolution", "status"),
    "issue_closed": ("resolution", "status"),
    "issue_reopened": ("resolution", "status"),
    "issue_work_started": ("status",),
    "issue_work_stopped": ("status",),
}
# First words of the events that are understood and of no concern to a link.
_IGNORED = {
    "attachment": "attachments are read with the issue",
    "issue_property": "issue properties are not mirrored",
    "issuelink": "links between issues are not mirrored",
    "issue_link": "links between issues are not mirrored",
    "issuetype": "configuration is not mirrored",
    "worklog": "work logs are not mirrored",
    "sprint": "sprints are not mirrored",
    "board": "boards are not mirrored",
    "version": "versions are not mirrored",
    "project": "projects are not mirrored",
    "component": "components are not mirrored",
    "user": "users are not mirrored",
    "option": "configuration is not mirrored",
}


def verify(
    headers: Mapping[str, str],
    body: bytes,
    secrets: Sequence[str],
    path_token: str | None = None,
    path_tokens: Sequence[str] = (),
) -> None:
    """Return when the webhook is Jira's; raise SignatureRefused otherwise.

    `X-Hub-Signature` is `sha256=` and the hex HMAC-SHA256 of the raw body under any one of the
    secrets. Where it is present it alone decides. A Data Center that cannot sign sends a secret
    token in the path instead, which proves the sender but not the body. No secrets: all refused.
    """
    signature = _header(headers, SIGNATURE_HEADER)
    if signature is not None:
        _require(_signed_by_any(signature, body, secrets), "does not match any webhook secret")
    else:
        _require(_equals_any(path_token or "", path_tokens), "is missing")


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise SignatureRefused(
            f"The signature of this Jira webhook {problem}. Compare the secret of the webhook in "
            "Jira with the configured webhook secrets."
        )


def _signed_by_any(signature: str, body: bytes, secrets: Sequence[str]) -> bool:
    given = signature.strip().lower()
    digests = [
        _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        for secret in secrets
        if secret
    ]
    return _equals_any(given, digests)


def _equals_any(given: str, wanted: Iterable[str]) -> bool:
    """Compare with all of them, in constant time each; an empty one matches nothing."""
    raw = given.encode("utf-8", "surrogatepass")
    matches = [hmac.compare_digest(raw, one.encode()) for one in wanted if one]
    return bool(raw) and any(matches)


def _header(headers: Mapping[str, str], name: str) -> str | None:
    return next((value for key, value in headers.items() if key.lower() == name), None)


def parse(body: bytes, headers: Mapping[str, str]) -> ParseOutcome:
    """Read what a verified body points at. Raises NotAnObject for what is no JSON object.

    A comment event carries `comment_id`. One action of a user may arrive twice, as a comment event
    and as an issue event: both give the same kind and comment id, with different event ids.
    `changed` is field ids (lower-case names where a Data Center gives no ids); an empty one on a
    CHANGED event means that the body does not say. The headers are unsigned and decide nothing.
    """
    content = _object(body)
    name = content.get("webhookEvent")
    if not isinstance(name, str) or not _EVENT_NAME.fullmatch(name):
        return Unsupported(reason="the body names no webhook event")
    event = name.removeprefix("jira:")
    if event not in _COMMENT_EVENTS and event not in _ISSUE_EVENTS:
        return _of_no_concern(event)
    return _issue_or_comment(event, content, "sha256:" + hashlib.sha256(body).hexdigest())


def _object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAnObject("The body of this Jira webhook is not JSON.") from error
    if not isinstance(content, dict):
        raise NotAnObject("The body of this Jira webhook is JSON, but no object.")
    return content


def _of_no_concern(event: str) -> Ignored | Unsupported:
    for prefix, reason in _IGNORED.items():
        if event == prefix or event.startswith(prefix + "_"):
            return Ignored(reason=reason)
    return Unsupported(reason=f"unknown webhook event {event}")


def _issue_or_comment(event: str, content: dict[str, Any], event_id: str) -> ParseOutcome:
    issue, comment = _part(content, "issue"), _part(content, "comment")
    issue_key = _matching(_KEY, issue.get("key"))
    subject = _matching(_ID, issue.get("id")) or _issue_of(comment) or issue_key
    if subject is None:
        return Unsupported(reason="the body names no issue")
    if _is_worklog(content):
        return Ignored(reason=_IGNORED["worklog"])
    comment_id = _matching(_ID, comment.get("id"))
    kind, changed = _kind_of(event, content, comment_id)
    return InboundEvent(
        system=System.JIRA,
        kind=kind,
        event_id=event_id,
        subject=subject,
        issue_key=issue_key,
        comment_id=comment_id,
        actor_id=_actor(kind, content, comment),
        changed=changed,
        occurred_at=_time(content.get("timestamp")),
    )


def _kind_of(
    event: str, content: dict[str, Any], comment_id: str | None
) -> tuple[EventKind, tuple[str, ...]]:
    """The event's kind, with the changed fields where it is CHANGED."""
    kind = _COMMENT_EVENTS.get(event) or _ISSUE_EVENTS[event]
    update = content.get("issue_event_type_name")
    update = update if isinstance(update, str) else ""
    changed = _changed(content)
    if event == "issue_updated" and not changed:
        kind = _COMMENT_EVENTS.get(update, kind)
        if kind is EventKind.CHANGED and comment_id:
            kind = EventKind.COMMENT_ADDED
        changed = _CHANGED_BY_TYPE.get(update, ())
    if kind.value.startswith("comment_") and comment_id is None:
        return EventKind.CHANGED, ("comment",)
    return kind, changed if kind is EventKind.CHANGED else ()


def _is_worklog(content: dict[str, Any]) -> bool:
    update = content.get("issue_event_type_name")
    return isinstance(update, str) and update.startswith(("issue_work_log", "issue_worklog"))


def _changed(content: dict[str, Any]) -> tuple[str, ...]:
    items = _part(content, "changelog").get("items")
    objects = [
        item for item in (items if isinstance(items, list) else []) if isinstance(item, dict)
    ]
    named = tuple(dict.fromkeys(name for item in objects if (name := _field_of(item))))
    return named if len(named) <= MOST_CHANGES else ()


def _field_of(item: dict[str, Any]) -> str | None:
    """The changed field's id, or its name in lower case where the body has no id that is one."""
    given = item.get("field")
    name = given.lower() if isinstance(given, str) else None
    return _matching(_FIELD_ID, item.get("fieldId")) or _matching(_FIELD_NAME, name)


def _actor(kind: EventKind, content: dict[str, Any], comment: dict[str, Any]) -> str | None:
    """Who did it. Cloud's comment events name no user; who deleted a comment is then unknown."""
    people = [_part(content, "user")]
    if kind is EventKind.COMMENT_CHANGED:
        people.append(_part(comment, "updateAuthor"))
    if kind is EventKind.COMMENT_ADDED:
        people.append(_part(comment, "author"))
    for person in people:
        for name in ("accountId", "key", "name"):
            if found := _matching(_ACCOUNT, person.get(name)):
                return found
    return None


def _issue_of(comment: dict[str, Any]) -> str | None:
    """The issue's id from the comment's own address; Cloud may leave the issue out."""
    address = comment.get("self")
    found = _COMMENT_URL.search(address) if isinstance(address, str) else None
    return found.group(1) if found else None


def _part(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    return value if isinstance(value, dict) else {}


def _matching(pattern: re.Pattern[str], value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)
    return text if pattern.fullmatch(text) else None


def _time(value: object) -> datetime | None:
    """Milliseconds since 1970 as a time; None for what no calendar holds."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if not 0 <= value < 253_402_300_800_000:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
