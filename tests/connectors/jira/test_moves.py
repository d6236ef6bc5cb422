"""An issue's history as moves, with what stood in the gate field at each."""

from typing import Any

import pytest

from app.errors import VendorMisread
from connectors.jira.moves import read_moves

FIELD = "customfield_10101"


def change(number: str, *items: tuple[str, str, str], field_ids: bool = True) -> dict[str, Any]:
    return {
        "id": number,
        "created": f"2026-11-22T10:00:{int(number) % 60:02}.120+0000",
        "author": {"accountId": "712020:ravi"},
        "items": [
            {"field": name, "fromString": old, "toString": new}
            | ({"fieldId": FIELD if name == "Airlock gate" else name} if field_ids else {})
            for name, old, new in items
        ],
    }


def issue(*changes: dict[str, Any], value: str | None = None) -> dict[str, Any]:
    return {"id": "1", "fields": {FIELD: value}, "changelog": {"histories": [*changes]}}


@pytest.mark.parametrize("field_ids", [True, False])
def test_the_value_at_a_move_is_found_backwards_whatever_order_jira_gives(
    *, field_ids: bool
) -> None:
    changes = [
        change("14", ("Airlock gate", "ok:b", ""), field_ids=field_ids),
        change("13", ("status", "Triage", "Escalated"), field_ids=field_ids),
        change("11", ("status", "To Do", "Triage"), ("labels", "", "x"), field_ids=field_ids),
        change("12", ("Airlock gate", "ok:a", "ok:b"), field_ids=field_ids),
    ]
    for listed in (changes, changes[::-1]):
        moves = read_moves(issue(*listed), FIELD, "Airlock gate")
        assert [(one.number, one.to_status, one.value) for one in moves] == [
            (11, "Triage", "ok:a"),
            (13, "Escalated", "ok:b"),
        ]
        assert moves[1].actor_id == "712020:ravi"
        assert moves[1].at.microsecond == 120_000


def test_a_field_that_never_changed_held_then_what_it_holds_now() -> None:
    (move,) = read_moves(
        issue(change("11", ("status", "To Do", "Triage")), value="ok:a"), FIELD, None
    )
    assert move.value == "ok:a"


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "1", "fields": {}},
        issue({**change("11", ("status", "a", "b")), "id": "eleven"}),
        issue({**change("11", ("status", "a", "b")), "created": "yesterday"}),
        issue({**change("11"), "items": [{"field": "status", "fieldId": "status"}]}),
    ],
    ids=["no history", "no number", "no time", "no names"],
)
def test_a_history_that_is_not_as_documented_is_told(broken: dict[str, Any]) -> None:
    with pytest.raises(VendorMisread):
        read_moves(broken, FIELD, None)


@pytest.mark.parametrize(
    "custom",
    [{"fieldId": "customfield_7", "fieldtype": "custom"}, {"fieldtype": "custom"}],
    ids=["cloud", "data center"],
)
def test_a_field_that_is_merely_called_status_is_no_move(custom: dict[str, str]) -> None:
    item = {"field": "status", "fromString": "a", "toString": "Escalated", **custom}
    assert read_moves(issue({**change("11"), "items": [item]}), FIELD, None) == ()


def test_another_field_that_is_called_as_the_gate_field_says_nothing_of_its_value() -> None:
    other = {"field": "Airlock gate", "fieldId": "customfield_7", "fromString": "", "toString": "x"}
    history = issue(
        change("11", ("status", "To Do", "Escalated")),
        {**change("12"), "items": [other]},
        value="ok:a",
    )
    (move,) = read_moves(history, FIELD, "Airlock gate")
    assert move.value == "ok:a"
