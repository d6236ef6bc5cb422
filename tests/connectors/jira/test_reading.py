"""Jira's JSON as our nouns; who may read is never guessed."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.document import Document, to_plain
from app.errors import UnclearAudience, UnreadableContent, VendorMisread
from app.model import Restriction, Side
from connectors.jira.reading import field_text, read_comment, read_issue, read_person
from tests.shared_data import shared_path

BODY = {"type": "doc", "version": 1, "content": []}
COMMENT = {
    "id": "5",
    "author": {"accountId": "a-1", "displayName": "Mia", "accountType": "atlassian"},
    "body": BODY,
    "created": "2021-01-17T12:34:00.000+0000",
    "updated": "2021-01-18T23:45:00.000+0100",
}
FIELDS: dict[str, Any] = {
    "summary": "Export stops",
    "status": {"name": "To Do"},
    "project": {"key": "ENG", "projectTypeKey": "software"},
    "updated": "2021-01-17T12:34:00.000+0000",
}


def issue(**fields: Any) -> dict[str, Any]:
    return {"id": "7", "key": "ENG-7", "fields": {**FIELDS, **fields}}


def comment(**more: Any) -> dict[str, Any]:
    return {**COMMENT, **more}


def internal(value: object) -> list[dict[str, Any]]:
    return [{"key": "sd.public.comment", "value": value}]


def test_a_comment_of_the_vendors_own_example_is_read() -> None:
    path = shared_path("jira-responses/get_issue_issueIdOrKey_comment_id.200.json")
    found = read_comment(json.loads(path.read_text("utf-8")))
    assert found.author.name == "Mia Krystof"
    assert found.restriction == Restriction(kind="role", value="Administrators")
    assert to_plain(found.body).startswith("Lorem ipsum")


def test_times_are_utc() -> None:
    found = read_comment(COMMENT)
    assert found.created_at == datetime(2021, 1, 17, 12, 34, tzinfo=UTC)
    assert found.updated_at == datetime(2021, 1, 18, 22, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"jsdPublic": True}, False),
        ({"jsdPublic": False}, True),
        ({"jsdPublic": None}, None),
        ({"jsdPublic": "yes"}, None),
        ({"properties": internal({"internal": True})}, True),
        ({"properties": internal({"internal": "true"})}, True),
        ({"properties": internal({"internal": False})}, None),
        ({"properties": internal("odd")}, None),
        ({"jsdPublic": True, "properties": internal({"internal": True})}, True),
        ({"jsdPublic": True, "properties": internal({"internal": False})}, False),
        ({"jsdPublic": False, "properties": internal({"internal": False})}, True),
    ],
)
def test_a_comment_is_public_only_where_jira_says_so(
    more: dict[str, Any], expected: bool | None
) -> None:
    assert read_comment(comment(**more)).internal is expected


def test_a_visibility_by_group_identifier_is_a_restriction() -> None:
    rule = {"type": "group", "value": None, "identifier": "g-1"}
    assert read_comment(comment(visibility=rule)).restriction == Restriction(
        kind="group", value="g-1"
    )


@pytest.mark.parametrize("rule", [{}, {"type": "role"}, {"value": "x"}, "staff", [], 5])
def test_a_visibility_that_is_not_readable_is_held(rule: object) -> None:
    with pytest.raises(UnclearAudience):
        read_comment(comment(visibility=rule))


@pytest.mark.parametrize("body", [None, "h1. wiki text", {}, []])
def test_a_body_that_is_no_document_is_held(body: object) -> None:
    with pytest.raises(UnreadableContent):
        read_comment(comment(body=body))


@pytest.mark.parametrize(
    ("properties", "marker"),
    [
        ([{"key": "airlock.marker", "value": {"marker": "m-1"}}], "m-1"),
        ([{"key": "airlock.marker", "value": "m-1"}], None),
        ([{"key": "other", "value": {"marker": "m-1"}}], None),
        (["odd", {}], None),
        (None, None),
    ],
)
def test_a_marker_is_read_from_its_property_alone(properties: object, marker: str | None) -> None:
    assert read_comment(comment(properties=properties)).marker == marker


def test_an_issue_of_a_service_desk_with_a_level_says_so() -> None:
    found = read_issue(
        issue(
            project={"key": "HELP", "projectTypeKey": "service_desk"},
            security={"id": "10100", "name": "Staff only"},
        )
    )
    assert (found.project, found.service_desk, found.security_level) == ("HELP", True, "Staff only")


def test_an_empty_issue_has_no_description_priority_or_assignee() -> None:
    found = read_issue(issue(description=None, priority=None, assignee=None, security=None))
    assert (found.description, found.priority, found.assignee) == (Document(), None, None)


@pytest.mark.parametrize("level", ["Staff", {}, [], 5, {"name": 5}])
def test_a_security_level_that_is_not_readable_is_held(level: object) -> None:
    with pytest.raises(UnclearAudience):
        read_issue(issue(security=level))


def test_wanted_fields_come_as_text_and_empty_ones_not_at_all() -> None:
    doc = {**BODY, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]}
    values = {"c1": {"value": "High"}, "c2": doc, "c3": None, "c4": [], "c5": 5.0}
    found = read_issue(issue(**values), [*values, "c6"])
    assert found.fields == {"c1": "High", "c2": "x", "c5": "5"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("ok:00", "ok:00"), (3, "3"), (2.5, "2.5"), (True, ""), ({"name": "P1"}, "P1"),
        ({"displayName": "Mia"}, "Mia"), ({"odd": 1}, ""), ([{"value": "a"}, "b", None], "a, b"),
    ],
)  # fmt: skip
def test_each_kind_of_value_has_a_text(value: object, text: str) -> None:
    assert field_text(value) == text


@pytest.mark.parametrize(
    "content",
    [None, [], {}, {"id": "7"}, issue(status=None), issue(updated="soon"), issue(project={})],
)
def test_an_issue_in_another_shape_is_misread(content: object) -> None:
    with pytest.raises(VendorMisread):
        read_issue(content)


@pytest.mark.parametrize("content", [None, [], {}, comment(id=True), comment(created=None)])
def test_a_comment_in_another_shape_is_misread(content: object) -> None:
    with pytest.raises((VendorMisread, UnreadableContent)):
        read_comment(content)


@pytest.mark.parametrize(
    ("user", "ident", "side"),
    [
        ({"accountId": "a", "accountType": "customer"}, "a", Side.CUSTOMER),
        ({"accountId": "a", "accountType": "app"}, "a", Side.SYSTEM),
        ({"accountId": "a"}, "a", Side.UNKNOWN),
        ({"key": "JIRAUSER1", "name": "mia"}, "JIRAUSER1", Side.UNKNOWN),
        ({"name": "mia"}, "mia", Side.UNKNOWN),
        (None, "", Side.UNKNOWN),
    ],
)
def test_people_of_cloud_and_data_center_have_an_id(user: object, ident: str, side: Side) -> None:
    person = read_person(user)
    assert (person.id, person.side) == (ident, side)
