"""The pure parts of the client: reading, redaction marks, access, request bodies."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document import Document, to_plain
from app.effects import AccountRef, GateToken, NewTicketComment, PolicyWord, UpdateTicket
from app.errors import NotFound, UnclearAudience, VendorMisread, WriteRefused
from app.model import Audience, RedactedText, Side
from connectors.zendesk.access import WireAgent, WireGroup, sees
from connectors.zendesk.reading import (
    WireBody,
    WireComment,
    WireTicket,
    WireUser,
    marker_of,
    next_cursor,
    people_by_id,
    read_comment,
    read_part,
    read_parts,
    read_ticket,
)
from connectors.zendesk.redacting import redact_all, still_says, urls_to_redact
from connectors.zendesk.writing import ticket_update
from tests.contract.ticket_desk import redacted
from tests.shared_data import shared_path

TICKET: dict[str, Any] = {
    "id": 12,
    "subject": None,
    "status": "open",
    "requester_id": 1,
    "assignee_id": None,
    "collaborator_ids": [3, 4],
    "email_cc_ids": [4, 5],
    "follower_ids": None,
    "tags": ["vip"],
    "updated_at": "2026-11-22T10:00:00Z",
}
COMMENT: dict[str, Any] = {
    "id": 9,
    "author_id": -1,
    "public": True,
    "body": "b",
    "created_at": "2026-11-22T10:00:00Z",
}


def ticket(**more: Any) -> WireTicket:
    return read_part(WireTicket, {**TICKET, **more}, "ticket")


def comment(**more: Any) -> WireComment:
    return read_part(WireComment, {**COMMENT, **more}, "comment")


# ---- reading -------------------------------------------------------------------------------------


def test_the_vendor_s_example_ticket_is_read() -> None:
    answer = json.loads(shared_path("zendesk-responses/TicketResponseExample.json").read_text())
    read = read_ticket(read_part(WireTicket, answer["ticket"], "ticket"), {}, None)
    assert (read.id, read.priority, read.fields["27648"]) == (35436, "high", "yes")
    assert [person.id for person in read.collaborators] == ["35334", "234"]


def test_who_only_follows_is_told_from_who_is_copied() -> None:
    wire = ticket(collaborator_ids=[3, 4, 5], email_cc_ids=[4], follower_ids=[4, 5])
    read = read_ticket(wire, {}, None)
    assert [person.id for person in read.collaborators] == ["3", "4", "5"]
    assert read.followers == ("5",)


def test_the_vendor_s_example_comments_are_read() -> None:
    path = "zendesk-responses/TicketCommentsResponseExample.json"
    answer = json.loads(shared_path(path).read_text())
    (wire,) = read_parts(WireComment, answer, "comments")
    read = read_comment(wire, {})
    assert (to_plain(read.body), read.attachments[0].file_name) == (
        "Thanks for your help!",
        "crash.log",
    )


def test_captured_comments_of_the_system_are_read() -> None:
    path = "zendesk-events/aaronellington/ticket_comments_system.json"
    answer = json.loads(shared_path(path).read_text())
    note, chat = (read_comment(wire, {}) for wire in read_parts(WireComment, answer, "comments"))
    assert (note.public, to_plain(note.body)) == (False, "Conversation with Kylo Ren\n\nURL: None")
    assert (chat.author.id, chat.author.side) == ("-1", Side.SYSTEM)
    assert next_cursor(answer) is None


def test_everybody_copied_in_is_named_once() -> None:
    people = people_by_id([WireUser(id=4, name="Jo", role="end-user")])
    copied = read_ticket(ticket(), people, None).collaborators
    assert [(person.id, person.name) for person in copied] == [("3", ""), ("4", "Jo"), ("5", "")]


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (True, "true"), (False, "false"), (3, "3"), (["x", "y"], "x, y")],
)
def test_a_custom_field_is_read_as_text(value: Any, text: str) -> None:
    read = read_ticket(ticket(custom_fields=[{"id": 7, "value": value}]), {}, None)
    assert read.fields == {"7": text}


@pytest.mark.parametrize("value", [None, "", []])
def test_an_empty_custom_field_is_absent(value: Any) -> None:
    assert not read_ticket(ticket(custom_fields=[{"id": 7, "value": value}]), {}, None).fields


def test_a_deleted_ticket_is_not_found() -> None:
    with pytest.raises(NotFound):
        read_ticket(ticket(status="deleted"), {}, None)


def test_a_comment_that_does_not_say_who_may_read_it_is_held() -> None:
    with pytest.raises(UnclearAudience):
        read_comment(comment(public=None), {})


def test_a_comment_without_html_is_read_from_its_plain_text() -> None:
    assert to_plain(read_comment(comment(html_body=None, plain_body="p\n\nq"), {}).body) == "p\n\nq"


def test_a_suspended_user_is_not_active() -> None:
    wire = [WireUser(id=1, role="agent", suspended=True), WireUser(id=2, role="odd", active=False)]
    people = people_by_id(wire)
    assert [(p.active, p.side) for p in people.values()] == [
        (False, Side.SUPPORT),
        (False, Side.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("metadata", "marker"),
    [
        ({"custom": {"airlock": "m-1"}, "system": {}}, "m-1"),
        ({"custom": {"airlock": 7}}, None),
        ({"custom": {"airlock": ""}}, None),
        ({"custom": []}, None),
        ({"airlock": "m-1"}, None),
        (None, None),
    ],
)
def test_a_marker_counts_only_in_the_custom_metadata(metadata: Any, marker: str | None) -> None:
    assert marker_of(metadata) == marker


def test_an_undocumented_shape_is_told_by_key_and_never_by_value() -> None:
    with pytest.raises(VendorMisread) as misread:
        ticket(requester_id="private words", updated_at=None)
    assert "requester_id, updated_at" in str(misread.value)
    assert "private" not in str(misread.value)


def test_more_pages_without_a_cursor_are_not_taken_for_the_end() -> None:
    with pytest.raises(VendorMisread):
        next_cursor({"meta": {"has_more": True, "after_cursor": None}})


# ---- redaction -----------------------------------------------------------------------------------

REDACTIONS = {
    "text": ("<p>My ID is 8475</p>", "<p><redact>My ID is 8475</redact></p>"),
    "a link": (
        '<a href="https://x.test" title="t">here</a>',
        '<a href="https://x.test" title="t" redact><redact>here</redact></a>',
    ),
    "a picture": ('<img src="a" alt="x > y">', '<img src="a" alt="x > y" redact>'),
    "a closed picture": ('<img src="a" />', '<img src="a" redact/>'),
    "entities": (
        "a &amp; b&#233;",
        "<redact>a </redact><redact>&amp;</redact><redact> b</redact><redact>&#233;</redact>",
    ),
    "white space": ("<p>\n</p><br>", "<p>\n</p><br>"),
}


@pytest.mark.parametrize(("html", "marked"), REDACTIONS.values(), ids=REDACTIONS)
def test_everything_in_a_comment_is_marked(html: str, marked: str) -> None:
    assert redact_all(html) == marked


@given(st.text(max_size=80))
def test_no_text_is_left_outside_the_marks(text: str) -> None:
    left = redact_all(text)
    while "<redact>" in left:
        start = left.index("<redact>")
        left = left[:start] + left[left.index("</redact>", start) + len("</redact>") :]
    assert "<" in text or not any(character.isalnum() for character in left)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"html_body": "<p>▇▇▇▇ ▇▇</p>"}, False),
        ({"html_body": "<p>▇▇▇▇ a</p>"}, True),
        ({"body": "▇▇▇▇."}, False),
        ({"plain_body": "call 1"}, True),
        ({"body": "▇", "attachments": [{"id": 1, "file_name": "redacted.txt"}]}, False),
        ({"body": "▇", "attachments": [{"id": 1, "file_name": "a.log", "content_url": "u"}]}, True),
        ({"body": "▇", "attachments": [{"id": 1, "file_name": "a.log", "deleted": True}]}, False),
    ],
)
def test_what_is_left_to_read_is_seen(body: dict[str, Any], says: bool) -> None:
    assert still_says(read_part(WireBody, body, "comment")) is says


def test_only_standing_files_are_redacted() -> None:
    files = [
        {"id": 1, "file_name": "a", "content_url": "u1"},
        {"id": 2, "file_name": "redacted.txt", "content_url": "u2"},
    ]
    assert urls_to_redact(read_part(WireBody, {"attachments": files}, "comment")) == ["u1"]


# ---- access --------------------------------------------------------------------------------------

AGENT = {
    "id": 7,
    "role": "agent",
    "active": True,
    "suspended": False,
    "organization_id": 50,
    "ticket_restriction": None,
}
ACCESS: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"role": "admin"}, {}, True),
    ({"role": "admin", "suspended": True}, {}, False),
    ({"role": "admin", "active": False}, {}, False),
    ({}, {}, True),
    ({}, {"status": "deleted"}, False),
    ({"suspended": True}, {}, False),
    ({"role": "end-user"}, {"requester_id": 7}, False),
    ({"role": "owner"}, {}, False),
    ({"role": None}, {}, False),
    ({"ticket_restriction": "groups"}, {"group_id": 61}, True),
    ({"ticket_restriction": "groups"}, {"group_id": 99}, False),
    ({"ticket_restriction": "groups"}, {"group_id": None}, False),
    ({"ticket_restriction": "groups"}, {"group_id": 99, "assignee_id": 7}, True),
    ({"ticket_restriction": "assigned"}, {"assignee_id": 7}, True),
    ({"ticket_restriction": "assigned"}, {"assignee_id": 8, "group_id": 61}, False),
    ({"ticket_restriction": "organization"}, {"organization_id": 50}, True),
    ({"ticket_restriction": "organization"}, {"organization_id": 51}, False),
    ({"ticket_restriction": "organization", "organization_id": None}, {}, False),
    ({"ticket_restriction": "requested"}, {"requester_id": 7}, True),
    ({"ticket_restriction": "requested"}, {}, False),
    ({"ticket_restriction": "within-groups-and-public-groups"}, {"group_id": 61}, False),
    ({"ticket_restriction": ""}, {}, False),
]


@pytest.mark.parametrize(("agent", "about", "may"), ACCESS)
def test_access_is_decided_as_zendesk_decides_it(
    agent: dict[str, Any], about: dict[str, Any], may: bool
) -> None:
    wire = read_part(WireAgent, {**AGENT, **agent}, "user")
    assert sees(wire, ticket(**about), frozenset({60, 61})) is may


@pytest.mark.parametrize(
    ("agent", "about", "may"),
    [
        ({}, {"group_id": 61}, True),
        ({}, {"group_id": 99}, False),
        ({"role": "admin"}, {"group_id": 99}, True),
        ({"ticket_restriction": "groups"}, {"group_id": 61}, True),
        ({"ticket_restriction": "requested"}, {"group_id": 61, "requester_id": 7}, True),
        ({"ticket_restriction": "requested"}, {"group_id": 99, "requester_id": 7}, False),
        ({"ticket_restriction": "organization"}, {"group_id": 99, "organization_id": 50}, False),
    ],
)
def test_a_private_group_s_tickets_are_for_its_members_and_admins(
    agent: dict[str, Any], about: dict[str, Any], may: bool
) -> None:
    wire = read_part(WireAgent, {**AGENT, **agent}, "user")
    assert sees(wire, ticket(**about), frozenset({60, 61}), private=True) is may


def test_a_group_that_does_not_say_that_it_is_public_is_private() -> None:
    assert not read_part(WireGroup, {"id": 60}, "group").is_public


def test_an_answer_that_does_not_tell_the_restriction_is_not_taken_for_none() -> None:
    partial = {key: value for key, value in AGENT.items() if key != "ticket_restriction"}
    with pytest.raises(VendorMisread):
        read_part(WireAgent, partial, "user")


# ---- request bodies ------------------------------------------------------------------------------


def test_an_update_holds_what_is_asked_and_nothing_else() -> None:
    effect = UpdateTicket(12, "m-1", NewTicketComment(redacted("a <b>")))
    assert ticket_update(effect, ()) == {
        "ticket": {
            "metadata": {"airlock": "m-1"},
            "comment": {"html_body": "<p>a &lt;b&gt;</p>", "public": False},
        }
    }


def test_a_full_update_has_every_part_in_one_body() -> None:
    effect = UpdateTicket(
        12,
        "m-1",
        NewTicketComment(redacted("x"), public=True),
        PolicyWord("pending"),
        PolicyWord("high"),
        {
            "360001": redacted("two\n\nlines"),
            "360002": None,
            "360003": GateToken("ok:1"),
            "assignee_id": AccountRef("7"),
        },
        (PolicyWord("escalated"),),
    )
    assert ticket_update(effect, ["t1"]) == {
        "ticket": {
            "metadata": {"airlock": "m-1"},
            "comment": {"html_body": "<p>x</p>", "public": True, "uploads": ["t1"]},
            "status": "pending",
            "priority": "high",
            "assignee_id": 7,
            "custom_fields": [
                {"id": 360001, "value": "two\n\nlines"},
                {"id": 360002, "value": None},
                {"id": 360003, "value": "ok:1"},
            ],
            "additional_tags": ["escalated"],
        }
    }


def test_a_field_that_is_not_known_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(WriteRefused) as refused:
        ticket_update(UpdateTicket(12, "m-1", fields={"safe_update": PolicyWord("x")}), ())
    assert refused.value.fields == ("safe_update",)


def test_a_field_s_text_must_be_made_for_the_ticket_s_readers() -> None:
    text = RedactedText(Document(), Audience.ENGINEERING, "p")
    with pytest.raises(UnclearAudience):
        ticket_update(UpdateTicket(12, "m-1", fields={"1": text}), ())
