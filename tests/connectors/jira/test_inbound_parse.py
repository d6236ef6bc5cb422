"""What a Jira webhook points at."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotAnObject
from app.model import EventKind, Ignored, InboundEvent, ParseOutcome, Unsupported
from connectors.jira.inbound import parse
from tests.shared_data import shared_path

ADDED, EDITED, GONE = (
    EventKind.COMMENT_ADDED,
    EventKind.COMMENT_CHANGED,
    EventKind.COMMENT_DELETED,
)
CREATED, CHANGED, DELETED = EventKind.CREATED, EventKind.CHANGED, EventKind.DELETED

# Written by hand from the captured bodies: kind, issue id, key, comment, actor, changed fields.
MIA, PAT = "5c5f880629be9642ba529340", "5cedcb4355a88a0fc86388ba"
Expected = tuple[EventKind, str, str, str | None, str | None, tuple[str, ...]]


def _tes41(*changed: str) -> Expected:
    return (CHANGED, "10040", "TES-41", None, MIA, changed)


CREATED_TES41: Expected = (CREATED, "10040", "TES-41", None, MIA, ())
TABLE: dict[str, Expected] = {
    "vendor_docs_issue_updated": (
        CHANGED, "99291", "JRA-20002", None, None, ("summary", "issuetype"),
    ),
    "webhook-cloud-comment-created-mention-user": (ADDED, "10040", "TES-41", "10019", MIA, ()),
    "webhook-cloud-comment-created": (ADDED, "10040", "TES-41", "10019", MIA, ()),
    "webhook-cloud-comment-deleted": (GONE, "10357", "KT-7", "10757", None, ()),
    "webhook-cloud-comment-updated": (EDITED, "10040", "TES-41", "10019", MIA, ()),
    "webhook-cloud-issue-created-many-fields": (CREATED, "10509", "KT-22", None, PAT, ()),
    "webhook-cloud-issue-updated-custom-field": (
        CHANGED, "10368", "TES-14", None, PAT, ("customfield_10072",),
    ),
    "webhook-issue-assigned-empty-changelog": (
        CHANGED, "10001", "TEST-123", None, "123456", ("assignee",),
    ),
    "webhook-issue-comment-created-indentation": (ADDED, "10101", "TEST-4", "10503", "test", ()),
    "webhook-issue-created-no-description-nor-relevant-fields": CREATED_TES41,
    "webhook-issue-created-no-description": CREATED_TES41,
    "webhook-issue-created-no-relevant-fields": CREATED_TES41,
    "webhook-issue-created-with-security-level": CREATED_TES41,
    "webhook-issue-created": CREATED_TES41,
    "webhook-issue-deleted": (DELETED, "10303", "IDT-19", None, MIA, ()),
    "webhook-issue-updated-assigned-nobody": _tes41("assignee"),
    "webhook-issue-updated-assigned-on-server": (
        CHANGED, "10226", "PRJA-37", None, "admin", ("assignee",),
    ),
    "webhook-issue-updated-assigned": _tes41("assignee"),
    "webhook-issue-updated-attachments": _tes41("Attachment"),
    "webhook-issue-updated-components": (CHANGED, "10360", "TES-10", None, PAT, ("components",)),
    "webhook-issue-updated-edited": _tes41("description"),
    "webhook-issue-updated-fix-version": _tes41("fixVersions"),
    "webhook-issue-updated-issue-type": _tes41("issuetype"),
    "webhook-issue-updated-labels": _tes41("labels"),
    "webhook-issue-updated-lowered-priority": _tes41("priority"),
    "webhook-issue-updated-multiple-custom-fields": _tes41(
        "customfield_10001", "customfield_10002"
    ),
    "webhook-issue-updated-multiple-values": _tes41("fixVersions", "assignee", "customfield_10072"),
    "webhook-issue-updated-raised-priority": _tes41("priority"),
    "webhook-issue-updated-rank": _tes41("Rank"),
    "webhook-issue-updated-renamed": _tes41("summary"),
    "webhook-issue-updated-reopened-one-changelog": _tes41("resolution"),
    "webhook-issue-updated-reopened": _tes41("resolution", "status"),
    "webhook-issue-updated-resolved-one-changelog": _tes41("resolution"),
    "webhook-issue-updated-resolved": _tes41("resolution", "status"),
    "webhook-issue-updated-sprint": _tes41("Sprint"),
    "webhook-issue-updated-started-working": _tes41("status"),
}  # fmt: skip


def outcome(body: object) -> ParseOutcome:
    return parse(json.dumps(body).encode(), {})


def event(body: object) -> InboundEvent:
    found = outcome(body)
    assert isinstance(found, InboundEvent)
    return found


def body_of(name: str, **more: Any) -> dict[str, Any]:
    return {"webhookEvent": name, "issue": {"id": "7", "key": "SUP-7"}, **more}


@pytest.mark.parametrize("name", TABLE)
def test_each_captured_body_is_read_as_the_table_says(name: str) -> None:
    found = parse(shared_path(f"jira-webhooks/{name}.json").read_bytes(), {})
    assert isinstance(found, InboundEvent)
    seen = (
        found.kind, found.subject, found.issue_key, found.comment_id, found.actor_id, found.changed,
    )  # fmt: skip
    assert seen == TABLE[name]


def test_the_table_leaves_no_captured_body_out() -> None:
    assert {path.stem for path in shared_path("jira-webhooks").glob("*.json")} == set(TABLE)


def test_the_time_is_the_signed_one() -> None:
    found = event(body_of("comment_created", comment={"id": "1"}, timestamp=1550286678321))
    assert found.occurred_at == datetime(2019, 2, 16, 3, 11, 18, 321000, tzinfo=UTC)


@pytest.mark.parametrize("time", [None, True, -1, 10**20, "now", 1.5])
def test_a_time_that_is_none_does_not_stop_the_event(time: object) -> None:
    assert event(body_of("jira:issue_deleted", timestamp=time)).occurred_at is None


def test_a_retry_of_the_same_bytes_has_the_same_event_id() -> None:
    body = json.dumps(body_of("jira:issue_deleted")).encode()
    first = parse(body, {"X-Atlassian-Webhook-Identifier": "a"})
    second = parse(body, {"X-Atlassian-Webhook-Identifier": "b", "X-Atlassian-Webhook-Retry": "1"})
    assert first == second
    assert isinstance(first, InboundEvent)
    other = parse(body + b" ", {})
    assert isinstance(other, InboundEvent)
    assert first.event_id != other.event_id


@pytest.mark.parametrize(
    ("update", "kind"),
    [("issue_commented", ADDED), ("issue_comment_edited", EDITED), ("issue_comment_deleted", GONE)],
)
def test_an_issue_event_about_a_comment_is_a_comment_event(update: str, kind: EventKind) -> None:
    found = event(body_of("jira:issue_updated", issue_event_type_name=update, comment={"id": "55"}))
    assert (found.kind, found.comment_id, found.changed) == (kind, "55", ())


def test_both_events_of_one_new_comment_point_at_the_same_comment() -> None:
    comment = {"id": "55", "author": {"accountId": "abc"}}
    plain = event(body_of("comment_created", comment=comment))
    update = event(
        body_of("jira:issue_updated", issue_event_type_name="issue_commented", comment=comment)
    )
    assert (plain.kind, plain.comment_id, plain.actor_id) == (
        update.kind, update.comment_id, update.actor_id,
    )  # fmt: skip


def test_a_transition_with_a_comment_says_what_changed_and_which_comment() -> None:
    found = event(
        body_of(
            "jira:issue_updated",
            issue_event_type_name="issue_generic",
            comment={"id": "55"},
            changelog={"items": [{"field": "status"}]},
        )
    )
    assert (found.kind, found.comment_id, found.changed) == (CHANGED, "55", ("status",))


def test_a_comment_deletion_that_names_no_comment_is_a_change_of_the_comments() -> None:
    found = event(body_of("jira:issue_updated", issue_event_type_name="issue_comment_deleted"))
    assert (found.kind, found.changed) == (CHANGED, ("comment",))


def test_a_comment_event_without_its_issue_finds_it_in_the_comments_address() -> None:
    address = "https://x.test/rest/api/2/issue/10040/comment/10019"
    found = event({"webhookEvent": "comment_created", "comment": {"id": "10019", "self": address}})
    assert (found.subject, found.comment_id) == ("10040", "10019")


def test_an_edit_is_by_its_editor_not_by_the_first_author() -> None:
    comment = {"id": "5", "author": {"accountId": "a"}, "updateAuthor": {"accountId": "b"}}
    assert event(body_of("comment_updated", comment=comment)).actor_id == "b"


def test_a_deletion_is_not_blamed_on_the_comments_author() -> None:
    comment = {"id": "5", "author": {"accountId": "a"}}
    assert event(body_of("comment_deleted", comment=comment)).actor_id is None


def test_a_body_that_names_thousands_of_fields_is_stored_as_one_that_names_none() -> None:
    items = [{"field": f"field {number}", "fieldId": f"f{number}"} for number in range(10_000)]
    found = event(body_of("jira:issue_updated", changelog={"items": items}))
    assert (found.kind, found.changed) == (CHANGED, ())


def test_a_moved_issue_says_that_key_and_project_changed() -> None:
    items = [{"field": "project"}, {"field": "Key"}]
    assert event(body_of("jira:issue_updated", changelog={"items": items})).changed == (
        "project",
        "key",
    )
    assert event(body_of("jira:issue_updated", issue_event_type_name="issue_moved")).changed == (
        "key",
        "project",
    )


@pytest.mark.parametrize(
    "name",
    [
        "issue_property_set", "issue_property_deleted", "issuelink_created", "issuelink_deleted",
        "attachment_created", "attachment_deleted", "worklog_created", "jira:worklog_updated",
        "sprint_started", "board_created", "jira:version_released", "project_created",
        "user_updated", "option_voting_changed",
    ],
)  # fmt: skip
def test_events_of_no_concern_are_ignored_with_a_reason(name: str) -> None:
    found = outcome({"webhookEvent": name})
    assert isinstance(found, Ignored)
    assert found.reason


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"webhookEvent": None},
        {"webhookEvent": ["comment_created"]},
        {"webhookEvent": "dashboard_exploded"},
        {"webhookEvent": "Private words of a customer"},
        {"webhookEvent": "jira:issue_updated"},
        {"webhookEvent": "jira:issue_updated", "issue": None},
        {"webhookEvent": "jira:issue_updated", "issue": {"id": "../../secrets", "key": "a/b"}},
        {"webhookEvent": "comment_created", "issue": {"id": True}, "comment": {"self": "x"}},
    ],
)
def test_what_is_not_understood_is_unsupported_and_quotes_nothing(body: object) -> None:
    found = outcome(body)
    assert isinstance(found, Unsupported)
    assert "Private" not in found.reason
    assert "secrets" not in found.reason


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe\xfd", b"[" * 99999])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(NotAnObject):
        parse(body, {})


LEAVES = st.sampled_from([None, True, -1, 7, 10**30, 1.5, "", "7", "SUP-7", "\ud800", [], {}])
NAMES = ("webhookEvent", "issue", "comment", "changelog", "user", "timestamp", "items", "id", "key")


PARTS = st.dictionaries(
    st.sampled_from(NAMES),
    LEAVES | st.dictionaries(st.sampled_from(NAMES), LEAVES | st.lists(LEAVES, max_size=2)),
)


@given(
    st.sampled_from(["jira:issue_updated", "comment_created", "comment_deleted", "worklog_x"]),
    PARTS,
)
def test_no_signed_object_breaks_the_reading(name: str, rest: dict[str, Any]) -> None:
    assert isinstance(outcome({**rest, "webhookEvent": name}), InboundEvent | Ignored | Unsupported)


HOSTILE = LEAVES | st.sampled_from(
    ["\x00", "customfield_1\udfff", "²", "x" * 300, "Größe", "customfield_10072", 2**63, 10**400]
)
ITEMS = st.fixed_dictionaries({}, optional={"fieldId": HOSTILE, "field": HOSTILE, "to": HOSTILE})
PEOPLE = st.fixed_dictionaries({}, optional={"accountId": HOSTILE, "key": HOSTILE, "name": HOSTILE})


@given(
    st.sampled_from(["jira:issue_updated", "comment_created", "issue_\ud800"]) | HOSTILE,
    st.fixed_dictionaries(
        {},
        optional={
            "issue": st.fixed_dictionaries({}, optional={"id": HOSTILE, "key": HOSTILE}),
            "comment": st.fixed_dictionaries({}, optional={"id": HOSTILE, "author": PEOPLE}),
            "changelog": st.fixed_dictionaries({"items": st.lists(ITEMS | LEAVES, max_size=3)}),
            "user": PEOPLE,
            "timestamp": HOSTILE,
            "issue_event_type_name": HOSTILE,
        },
    ),
)
def test_whatever_is_signed_has_a_documented_outcome_that_can_be_stored(
    name: object, rest: dict[str, Any]
) -> None:
    found = outcome({**rest, "webhookEvent": name})
    assert isinstance(found, InboundEvent | Ignored | Unsupported)
    stored = found.model_dump_json()
    assert type(found).model_validate_json(stored.encode()) == found
    assert "\\u0000" not in stored


@pytest.mark.parametrize(
    ("item", "changed"),
    [
        ({"fieldId": "customfield_10072", "field": "Severity"}, ("customfield_10072",)),
        ({"field": "Größe der Störung"}, ("größe der störung",)),
        ({"fieldId": "\ud800", "field": "Severity"}, ("severity",)),
        ({"fieldId": "\ud800", "field": "\ud800"}, ()),
        ({"fieldId": ["status"], "field": ["status"]}, ()),
    ],
)
def test_a_changed_field_is_told_by_an_id_or_name_that_is_one(
    item: dict[str, Any], changed: tuple[str, ...]
) -> None:
    found = event(body_of("jira:issue_updated", changelog={"items": [item]}))
    assert (found.kind, found.changed) == (CHANGED, changed)


def test_no_text_of_the_issue_or_comment_is_in_the_event() -> None:
    private = "Zebra"
    found = event(
        body_of(
            "comment_created",
            comment={"id": "5", "body": private, "author": {"accountId": private + " Q"}},
            user={"displayName": private},
            changelog={"items": [{"field": "summary", "toString": private}]},
        )
    )
    assert private not in found.model_dump_json()
