"""Values of ours in the shape that a Jira field takes."""

from typing import Any

import pytest

from app.document import from_plain
from app.effects import AccountRef, FieldValue, GateToken, PolicyWord
from app.errors import UnclearAudience, WriteRefused
from app.model import Audience, RedactedText
from connectors.jira.fields import Kind, encode, read_catalog
from connectors.jira.writing import changed_fields, marker_label, same_file

TEXT = RedactedText(from_plain("two\nlines"), Audience.ENGINEERING, "p")
ADF = {
    "type": "doc",
    "version": 1,
    "content": [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "two"},
                {"type": "hardBreak"},
                {"type": "text", "text": "lines"},
            ],
        }
    ],
}
TYPES = "com.atlassian.jira.plugin.system.customfieldtypes:"


@pytest.mark.parametrize(
    ("kind", "value", "json"),
    [
        (Kind.LINE, TEXT, "two lines"),
        (Kind.RICH, TEXT, ADF),
        (Kind.RICH, RedactedText(from_plain(""), Audience.ENGINEERING, "p"), None),
        (Kind.LINE, GateToken("ok:00"), "ok:00"),
        (Kind.LINE, PolicyWord("x"), "x"),
        (Kind.NAMED, PolicyWord("High"), {"name": "High"}),
        (Kind.NAMED_LIST, PolicyWord("API"), [{"name": "API"}]),
        (Kind.OPTION, PolicyWord("EU"), {"value": "EU"}),
        (Kind.OPTION_LIST, PolicyWord("EU"), [{"value": "EU"}]),
        (Kind.WORDS, PolicyWord("escalated"), ["escalated"]),
        (Kind.NUMBER, PolicyWord("2.5"), 2.5),
        (Kind.USER, AccountRef("a-1"), {"accountId": "a-1"}),
        (Kind.USER_LIST, AccountRef("a-1"), [{"accountId": "a-1"}]),
        (Kind.LINE, None, None),
        (Kind.USER, None, None),
        (Kind.WORDS, None, []),
        (Kind.OPTION_LIST, None, []),
    ],
)
def test_each_kind_of_field_takes_its_shape(kind: Kind, value: FieldValue, json: Any) -> None:
    assert encode("customfield_1", kind, value) == json


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.OPTION, TEXT),
        (Kind.WORDS, TEXT),
        (Kind.OTHER, TEXT),
        (Kind.RICH, PolicyWord("x")),
        (Kind.USER, PolicyWord("x")),
        (Kind.NUMBER, PolicyWord("many")),
        (Kind.LINE, AccountRef("a-1")),
    ],
)
def test_a_value_that_does_not_fit_is_refused_before_it_is_sent(
    kind: Kind, value: FieldValue
) -> None:
    with pytest.raises(WriteRefused) as caught:
        encode("customfield_1", kind, value)
    assert caught.value.fields == ("customfield_1",)
    assert not caught.value.sent
    assert "two" not in str(caught.value)


def test_a_text_for_the_customer_is_no_value_for_jira() -> None:
    with pytest.raises(UnclearAudience):
        encode("summary", Kind.LINE, RedactedText(from_plain("x"), Audience.CUSTOMER, "p"))


def described(field_id: str, name: str, **schema: str) -> dict[str, Any]:
    return {"id": field_id, "name": name, "schema": schema}


def test_kinds_are_told_by_the_fields_schemas() -> None:
    catalog = read_catalog(
        [
            described("c1", "Gate", type="string", custom=TYPES + "textfield"),
            described("c2", "Reasons", type="string", custom=TYPES + "textarea"),
            described("c3", "Region", type="option", custom=TYPES + "select"),
            described("c4", "Tags", type="array", items="string"),
            described("c5", "Regions", type="array", items="option"),
            described("c6", "Seats", type="number"),
            described("c7", "Magic", type="any"),
            {"id": "c8", "name": "Bare"},
            described("description", "Description", type="string"),
        ]
    )
    assert dict(catalog.kinds) == {
        "c1": Kind.LINE, "c2": Kind.RICH, "c3": Kind.OPTION, "c4": Kind.WORDS,
        "c5": Kind.OPTION_LIST, "c6": Kind.NUMBER, "c7": Kind.OTHER, "c8": Kind.OTHER,
        "description": Kind.RICH,
    }  # fmt: skip


def test_a_name_that_two_fields_share_stands_for_neither() -> None:
    catalog = read_catalog([described("c1", "Region"), described("c2", "Region")])
    assert dict(catalog.ids) == {}


def test_a_label_is_added_to_those_that_stand_there() -> None:
    kinds = {"labels": Kind.WORDS, "priority": Kind.NAMED}
    body = changed_fields({"labels": PolicyWord("esc"), "priority": PolicyWord("High")}, kinds)
    assert body == {
        "fields": {"priority": {"name": "High"}},
        "update": {"labels": [{"add": "esc"}]},
    }


@pytest.mark.parametrize("marker", ["two words", 'quote"', "ä", "x" * 300, ""])
def test_a_marker_that_no_label_can_hold_is_hashed(marker: str) -> None:
    label = marker_label(marker)
    assert label.startswith("airlock-")
    assert label.isascii()
    assert len(label) <= 255
    assert " " not in label
    assert label == marker_label(marker) != marker_label(marker + "x")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"filename": "b.txt"}, False),
        ({"size": 4}, False),
        ({"author": {"accountId": "else"}}, False),
        ({"author": None}, False),
    ],
)
def test_only_our_own_file_of_same_name_and_size_is_the_earlier_upload(
    changes: dict[str, Any], same: bool
) -> None:
    attachment = {"filename": "a.txt", "size": 3, "author": {"accountId": "me"}, **changes}
    assert same_file(attachment, "a.txt", 3, "me") is same


def named(field_id: str, name: str, **more: object) -> dict[str, object]:
    return {"id": field_id, "name": name, "schema": {"type": "string"}, **more}


def test_a_team_s_own_field_does_not_take_the_name_of_the_site_s() -> None:
    own = {"scope": {"type": "PROJECT", "project": {"id": "10055"}}}
    site, team = named("customfield_1", "Airlock gate"), named("customfield_2", "Airlock gate")
    assert read_catalog([site, team | own]).ids == {"Airlock gate": "customfield_1"}
    assert read_catalog([team | own]).ids == {"Airlock gate": "customfield_2"}
    assert read_catalog([site, team]).ids == {}
