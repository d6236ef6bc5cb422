import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotAnObject, SignatureRefused
from app.model import EventKind, Ignored, InboundEvent, System, Unsupported
from connectors.zendesk.inbound import (
    SIGNATURE_HEADER,
    SUBSCRIPTIONS,
    TEST_SECRET,
    TIMESTAMP_HEADER,
    parse,
    sign,
    verify,
)
from tests.shared_data import shared_path

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
STAMP = "2026-11-22T10:00:00Z"
BODY = b'{\n   "say": "hello"\n}\n'
SECRET = "current-secret"


def signed(body: bytes = BODY, secret: str = SECRET, stamp: str = STAMP) -> dict[str, str]:
    mac = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256)
    return {
        "X-Zendesk-Webhook-Signature": base64.b64encode(mac.digest()).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": stamp,
        "X-Zendesk-Webhook-Id": "01ABC",
    }


# ---- verify --------------------------------------------------------------------------------------


@pytest.mark.parametrize("secrets", [[SECRET], ["old-secret", SECRET], [SECRET, "next-secret"]])
def test_a_body_signed_with_any_configured_secret_is_taken(secrets: list[str]) -> None:
    verify(signed(), BODY, secrets, NOW)


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
def test_header_names_are_found_in_any_case(change: Any) -> None:
    verify({change(name): value for name, value in signed().items()}, BODY, [SECRET], NOW)


REFUSED = {
    "no secret is configured": (signed(), BODY, []),
    "an empty secret is configured": (signed(secret=""), BODY, [""]),
    "the vendor's test secret is configured": (signed(secret=TEST_SECRET), BODY, [TEST_SECRET]),
    "the test secret stands beside ours": (
        signed(secret=TEST_SECRET),
        BODY,
        [SECRET, TEST_SECRET],
    ),
    "the signature is another's": (signed(secret="stranger"), BODY, [SECRET]),
    "a byte of the body changed": (signed(), BODY + b" ", [SECRET]),
    "the body was written anew": (signed(), b'{"say": "hello"}', [SECRET]),
    "no header at all": ({}, BODY, [SECRET]),
    "the signature is missing": ({**signed(), "X-Zendesk-Webhook-Signature": ""}, BODY, [SECRET]),
    "the time is missing": (
        {"X-Zendesk-Webhook-Signature": signed()["X-Zendesk-Webhook-Signature"]},
        BODY,
        [SECRET],
    ),
    "the time was changed": (
        {**signed(), "X-Zendesk-Webhook-Signature-Timestamp": "2026-11-22T10:00:01Z"},
        BODY,
        [SECRET],
    ),
    "the signature is not ASCII": (
        {**signed(), "X-Zendesk-Webhook-Signature": "é"},
        BODY,
        [SECRET],
    ),
}


@pytest.mark.parametrize(("headers", "body", "secrets"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_surely_ours_is_refused(
    headers: dict[str, str], body: bytes, secrets: list[str]
) -> None:
    with pytest.raises(SignatureRefused):
        verify(headers, body, secrets, NOW)


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-11-22T09:54:59Z",
        "2026-11-22T10:05:01Z",
        "2026-11-22T10:00:00",
        "2026-11-22",
        "1234",
        "soon",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
    ],
)
def test_a_stale_or_unreadable_timestamp_is_refused(stamp: str) -> None:
    with pytest.raises(SignatureRefused):
        verify(signed(stamp=stamp), BODY, [SECRET], NOW)


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_timestamp_within_five_minutes_is_taken(minutes: int) -> None:
    stamp = (NOW + timedelta(minutes=minutes)).isoformat()
    verify(signed(stamp=stamp), BODY, [SECRET], NOW)


def test_a_refusal_tells_no_secret_and_no_signature() -> None:
    headers = signed(secret="stranger")
    with pytest.raises(SignatureRefused) as refused:
        verify(headers, BODY, [SECRET], NOW)
    assert SECRET not in str(refused.value)
    assert headers["X-Zendesk-Webhook-Signature"] not in str(refused.value)


def vectors() -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(shared_path("signature_vectors.json").read_text())
    return [vector for vector in listed if vector["vendor"] == "Zendesk"]


def body_of(vector: dict[str, str]) -> bytes:
    if "body" in vector:
        return vector["body"].encode()
    return shared_path(f"zendesk-events/aaronellington/{vector['body_file']}").read_bytes()


def test_the_vendor_s_vectors_are_made_as_we_make_them() -> None:
    current = [v for v in vectors() if not v["source"].startswith("OBSOLETE")]
    assert len(current) == 2
    for vector in current:
        made = sign(vector["secret"], vector["timestamp"], body_of(vector))
        assert made == vector["signature"]


def test_the_obsolete_construction_is_refused() -> None:
    (vector,) = [v for v in vectors() if v["source"].startswith("OBSOLETE")]
    headers = {SIGNATURE_HEADER: vector["signature"], TIMESTAMP_HEADER: vector["timestamp"]}
    then = datetime.fromisoformat(vector["timestamp"])
    with pytest.raises(SignatureRefused):
        verify(headers, body_of(vector), [vector["secret"]], then)


@given(st.binary(max_size=200), st.text(min_size=1, max_size=20), st.integers(0, 255))
def test_only_the_signed_bytes_verify(body: bytes, secret: str, extra: int) -> None:
    headers = {TIMESTAMP_HEADER: STAMP, SIGNATURE_HEADER: sign(secret, STAMP, body)}
    verify(headers, body, [secret], NOW)
    with pytest.raises(SignatureRefused):
        verify(headers, body + bytes([extra]), [secret], NOW)


# ---- parse ---------------------------------------------------------------------------------------


def event(kind: str, what: dict[str, Any] | None = None, **more: Any) -> bytes:
    envelope = {
        "account_id": 12514403,
        "id": "6b9bbadf-5725-4e92-bebe-7b71011bf5f1",
        "subject": "zen:ticket:42",
        "time": "2026-11-22T09:59:58.123456789Z",
        "type": f"zen:event-type:{kind}",
        "detail": {"id": "42", "actor_id": "7", "subject": "Private words"},
        "event": what or {},
        **more,
    }
    return json.dumps(envelope).encode()


def read(body: bytes) -> Any:
    return parse(body, signed(body))


COMMENT = {"comment": {"id": "9", "body": "Private words"}}
MEANINGS = [
    ("created", {}, EventKind.CREATED, None, ()),
    ("comment_added", COMMENT, EventKind.COMMENT_ADDED, "9", ()),
    ("comment_redacted", COMMENT, EventKind.COMMENT_CHANGED, "9", ()),
    ("comment_made_private", COMMENT, EventKind.COMMENT_CHANGED, "9", ()),
    ("attachment_redacted_from_comment", COMMENT, EventKind.COMMENT_CHANGED, "9", ()),
    ("comment_redacted", {}, EventKind.COMMENT_CHANGED, None, ()),
    ("attachment_linked_to_comment", COMMENT, EventKind.ATTACHMENT_ADDED, "9", ()),
    ("status_changed", {"current": "OPEN"}, EventKind.CHANGED, None, ("status",)),
    ("priority_changed", {}, EventKind.CHANGED, None, ("priority",)),
    ("subject_changed", {"current": "x"}, EventKind.CHANGED, None, ("subject",)),
    ("agent_assignment_changed", {}, EventKind.CHANGED, None, ("assignee",)),
    ("group_assignment_changed", {}, EventKind.CHANGED, None, ("group",)),
    ("organization_changed", {}, EventKind.CHANGED, None, ("organization",)),
    ("requester_changed", {}, EventKind.CHANGED, None, ("requester",)),
    ("tags_changed", {}, EventKind.CHANGED, None, ("tags",)),
    ("custom_field_changed", {"custom_field": {"id": 77}}, EventKind.CHANGED, None, ("77",)),
    ("custom_field_changed", {}, EventKind.CHANGED, None, ("custom_field",)),
    ("merged", {"target_ticket_id": 43}, EventKind.MERGED, None, ("43",)),
    ("soft_deleted", {}, EventKind.DELETED, None, ()),
    ("permanently_deleted", {}, EventKind.ERASED, None, ()),
    ("undeleted", {}, EventKind.CHANGED, None, ("deleted",)),
]


@pytest.mark.parametrize(("name", "what", "kind", "comment", "changed"), MEANINGS)
def test_a_ticket_event_becomes_a_pointer(
    name: str, what: dict[str, Any], kind: EventKind, comment: str | None, changed: tuple[str, ...]
) -> None:
    assert read(event(f"ticket.{name}", what)) == InboundEvent(
        system=System.ZENDESK,
        kind=kind,
        event_id="6b9bbadf-5725-4e92-bebe-7b71011bf5f1",
        subject="42",
        comment_id=comment,
        actor_id="7",
        changed=changed,
        occurred_at=datetime(2026, 11, 22, 9, 59, 58, 123456, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "kind",
    [
        "user.created",
        "organization.name_changed",
        "article.published",
        "ticket.csat_scores_received",
        "ticket.sla_policy_changed",
        "ticket.ola_policy_changed",
        "ticket.next_sla_breach_changed",
        "ticket.task_due_at_changed",
    ],
)
def test_events_of_no_concern_are_ignored(kind: str) -> None:
    assert isinstance(read(event(kind)), Ignored)


UNREAD = {
    "an unknown ticket event": event("ticket.teleported"),
    "an unknown domain": event("starship.launched"),
    "an event type and nothing after it": event(""),
    "an event that names no ticket": event("ticket.created", detail={}, subject="zen:user:1"),
    "an event whose ticket is no number": event("ticket.created", detail={"id": "x"}, subject=None),
    "an event whose ticket is true": event("ticket.created", detail={"id": True}, subject=[]),
    "a comment event that names no comment": event("ticket.comment_added"),
    "a comment event whose event is a list": event("ticket.comment_added", event=[1]),
    "an event whose ticket is past int64": event(
        "ticket.created", detail={"id": 2**63}, subject="zen:ticket:9999999999999999999"
    ),
    "a body whose ticket is past int64": b'{"ticket_id": 9999999999999999999}',
    "a body with no ticket in it": b'{"hello": "world"}',
    "a body whose ticket is a word": b'{"ticket_id": "twelve"}',
    "an empty object": b"{}",
}


@pytest.mark.parametrize("body", UNREAD.values(), ids=UNREAD.keys())
def test_what_is_not_understood_is_told_apart(body: bytes) -> None:
    assert isinstance(read(body), Unsupported)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[]",
        b'"text"',
        b"12",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{",
        b"9" * 5000,
    ],
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(NotAnObject):
        read(body)


TRIGGERS = {
    "ours with a comment": (
        {"airlock": 1, "ticket_id": "42", "comment_id": "9", "actor_id": "7"},
        EventKind.COMMENT_ADDED,
        "9",
        "7",
    ),
    "ours where the comment is empty": (
        {"airlock": 1, "ticket_id": "42", "comment_id": "", "actor_id": "-"},
        EventKind.CHANGED,
        None,
        None,
    ),
    "camel case": ({"ticketID": 42, "commentId": 9}, EventKind.COMMENT_ADDED, "9", None),
    "a dotted name": ({"ticket.id": "42"}, EventKind.CHANGED, None, None),
    "an object": (
        {"ticket": {"id": 42}, "comment": {"id": 9}},
        EventKind.COMMENT_ADDED,
        "9",
        None,
    ),
    "a bare id with a number sign": ({"id": "#42"}, EventKind.CHANGED, None, None),
    "a comment's text that is a number": (
        {"ticket_id": 42, "comment": "123456"},
        EventKind.CHANGED,
        None,
        None,
    ),
}


@pytest.mark.parametrize(("fields", "kind", "comment", "actor"), TRIGGERS.values(), ids=TRIGGERS)
def test_a_trigger_s_body_is_understood_under_the_usual_names(
    fields: dict[str, Any], kind: EventKind, comment: str | None, actor: str | None
) -> None:
    found = read(json.dumps(fields).encode())
    assert (found.subject, found.kind) == ("42", kind)
    assert (found.comment_id, found.actor_id, found.changed) == (comment, actor, ())


def test_equal_trigger_bodies_signed_at_other_times_are_two_events() -> None:
    body = b'{"ticket_id": "42"}'
    first, again = read(body), read(body)
    later = parse(body, signed(body, stamp="2026-11-22T10:00:09Z"))
    assert isinstance(later, InboundEvent)
    assert first.event_id == again.event_id != later.event_id


def test_a_trigger_s_time_is_read_where_it_is_one() -> None:
    assert read(b'{"ticket_id": 1, "updated_at": "2026-11-22T09:00:00Z"}').occurred_at
    assert read(b'{"ticket_id": 1, "updated_at": "February 3, 2025"}').occurred_at is None


def test_an_event_without_a_usable_id_is_known_by_its_bytes() -> None:
    body = event("ticket.created", id="Private words \ud800")
    assert read(body).event_id == hashlib.sha256(body).hexdigest()


def test_the_system_as_actor_is_kept() -> None:
    assert read(event("ticket.created", detail={"id": 42, "actor_id": -1})).actor_id == "-1"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["type", "id", "ticket_id", "ticket", "comment", "event", "detail", "time"]
        ),
        json_values
        | st.sampled_from([f"zen:event-type:ticket.{n}" for n in ("created", "merged")]),
    )
)
def test_no_object_whatever_makes_the_parser_fail(fields: dict[str, Any]) -> None:
    assert isinstance(read(json.dumps(fields).encode()), InboundEvent | Ignored | Unsupported)


hostile = st.sampled_from(
    [
        None, True, -1, 0, 7, 2**63 - 1, 2**63, 10**400, 1.5, "", "#42", " 42 ", "007", "9" * 19,
        "zen:ticket:42", "zen:ticket:9999999999999999999", "\ud800", "7\udfff", "\x00", "²", "٣",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-22T10:00:00+00:00:30",
        "2026-11-22T10:00:00Z", "x" * 200, [], {}, {"id": "\ud800"}, {"id": 2**63},
    ]
) | json_values  # fmt: skip
holders = st.dictionaries(
    st.sampled_from(["id", "actor_id", "comment", "custom_field", "target_ticket_id", "\ud800"]),
    hostile,
)


@given(
    st.sampled_from(
        [None, *(f"zen:event-type:{k}" for k in ("ticket.merged", "ticket.custom_field_changed",
        "ticket.comment_added", "ticket.created", "user.\ud800", "\ud800"))]
    ),
    st.dictionaries(
        st.sampled_from(
            ["id", "subject", "time", "ticket_id", "Ticket ID", "comment_id", "actor", "updated_at"]
        ),
        hostile,
    ),
    st.fixed_dictionaries({}, optional={"detail": hostile | holders, "event": hostile | holders}),
)  # fmt: skip
def test_whatever_is_signed_has_a_documented_outcome_that_can_be_stored(
    kind: str | None, fields: dict[str, Any], parts: dict[str, Any]
) -> None:
    found = read(json.dumps({"type": kind, **fields, **parts}).encode())
    assert isinstance(found, InboundEvent | Ignored | Unsupported)
    stored = found.model_dump_json()
    assert type(found).model_validate_json(stored.encode()) == found
    assert "\\u0000" not in stored
    if isinstance(found, InboundEvent):
        assert 0 < int(found.subject) < 2**63
        assert 0 < int(found.comment_id or 1) < 2**63


def test_every_event_that_we_subscribe_to_is_work() -> None:
    what = {**COMMENT, "custom_field": {"id": 1}}
    for kind in SUBSCRIPTIONS:
        found = read(event(kind.removeprefix("zen:event-type:"), what))
        assert isinstance(found, InboundEvent), kind


# ---- captured bodies -----------------------------------------------------------------------------

# Written by hand: ticket, kind, comment, changed; or why it is ignored.
CAPTURED: dict[str, tuple[str, EventKind, str | None, tuple[str, ...]] | str] = {
    "dust_ticket_agent_assignment_changed.json": ("5158", EventKind.CHANGED, None, ("assignee",)),
    "dust_ticket_comment_added.json": ("5158", EventKind.COMMENT_ADDED, "9876543210", ()),
    "dust_ticket_created.json": ("5158", EventKind.CREATED, None, ()),
    "dust_ticket_priority_changed.json": ("5158", EventKind.CHANGED, None, ("priority",)),
    "dust_ticket_status_changed.json": ("5158", EventKind.CHANGED, None, ("status",)),
    "dust_user_created.json": "an event about a user",
    "gata_ticket_comment_added.json": ("24", EventKind.COMMENT_ADDED, "123", ()),
    "gata_ticket_created.json": ("24", EventKind.CREATED, None, ()),
    "gata_ticket_tags_changed.json": ("24", EventKind.CHANGED, None, ("tags",)),
    "vendor_docs_attachment_linked_to_comment.json": (
        "19395",
        EventKind.ATTACHMENT_ADDED,
        "8658726228478",
        (),
    ),
    "vendor_docs_user_active_changed.json": "an event about a user",
    "zulip_trigger_ticket_create_update.json": ("7", EventKind.CHANGED, None, ()),
    "aaronellington/webhook_trigger_ticket_update.json": ("12345", EventKind.CHANGED, None, ()),
    "aaronellington/webhook_user_group_membership_created.json": "an event about a user",
}
RESPONSES = {"aaronellington/error_429.json", "aaronellington/ticket_comments_system.json"}


@pytest.mark.parametrize("name", CAPTURED)
def test_a_captured_body_is_understood(name: str) -> None:
    found = read(shared_path(f"zendesk-events/{name}").read_bytes())
    expected = CAPTURED[name]
    if isinstance(expected, str):
        assert found == Ignored(reason=expected)
    else:
        assert (found.subject, found.kind, found.comment_id, found.changed) == expected


def test_every_captured_body_has_its_line_in_the_table() -> None:
    folder = shared_path("zendesk-events")
    present = {str(path.relative_to(folder)) for path in folder.rglob("*.json")}
    assert present == set(CAPTURED) | RESPONSES


def test_no_word_of_a_captured_body_is_in_the_event() -> None:
    for name in CAPTURED:
        found = repr(read(shared_path(f"zendesk-events/{name}").read_bytes()))
        for words in ("login", "investigating", "Doe", "Agent", "comment", "Hello", "testerzulip"):
            assert words not in found.replace("comment_id", "").replace("comment_added", "")
