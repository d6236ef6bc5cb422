from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Move
from app.sync.customer_update import (
    LABELS,
    NOTHING_NEEDED,
    Commitments,
    Movement,
    draft_parts,
    find_problems,
    join_parts,
)
from app.sync.dates import name_day, named_days
from tests.fakes.policies import shipped

TODAY = date(2026, 11, 22)  # a Sunday
MAPPING = shipped().mapping
POLICY = MAPPING.customer_update
NONE = Commitments()
THIRD = Commitments(days=frozenset({date(2026, 12, 3)}))


def move(before: str, after: str, day: int) -> Move:
    return Move(day, datetime(2026, 11, day, 9, 0, tzinfo=UTC), "712020:ravi", before, after)


def draft(**movement: object) -> dict[str, str]:
    return dict(draft_parts(Movement(**{"status": "In Progress", **movement}), MAPPING, TODAY))  # type: ignore[arg-type]  # a test's shorthand


def problems(text: str, commitments: Commitments = NONE, key: str = "understanding") -> str:
    return " ".join(find_problems(key, text, commitments, POLICY, TODAY))


# ---- drafting ------------------------------------------------------------------------------------


def test_the_last_change_of_status_is_told_in_the_words_that_tickets_show() -> None:
    parts = draft(moves=[move("To Do", "Escalated", 19), move("Escalated", "In Progress", 20)])
    said = "On 20 November 2026 this went from “With engineering” to “Being worked on”."
    assert parts["state_change"] == said


def test_a_move_between_statuses_of_the_same_words_is_no_change_for_a_customer() -> None:
    parts = draft(status="Triage", moves=[move("To Do", "Triage", 20)])
    assert "has not changed" in parts["state_change"]


def test_what_was_done_is_told_day_by_day_without_a_name() -> None:
    at = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
    parts = draft(moves=[move("To Do", "In Progress", 20)], escalated_at=at, assigned=True)
    assert parts["action_taken"].splitlines() == [
        "We gave engineering the full account on 18 November 2026.",
        "20 November 2026: Being worked on.",
        "An engineer owns this.",
    ]


def test_engineerings_last_sentences_are_the_understanding_and_its_questions_the_request() -> None:
    said = "The export stops at 10,000 rows. Which browser do they use? It is the same for all."
    parts = draft(comments=[said, "An older one."])
    assert parts["understanding"] == "The export stops at 10,000 rows. It is the same for all."
    assert parts["action_requested"] == "Which browser do they use?"


def test_where_nothing_is_asked_the_draft_says_so() -> None:
    assert draft()["action_requested"] == NOTHING_NEEDED


def test_the_next_day_committed_to_is_the_milestone() -> None:
    days = frozenset({date(2026, 11, 1), date(2026, 12, 9), date(2026, 12, 3)})
    parts = draft(commitments=Commitments(days=days, versions=("4.18.3",)))
    assert parts["milestone"] == "You will hear from us by 3 December 2026."


def test_without_a_commitment_no_milestone_is_made_up() -> None:
    assert draft()["milestone"] == ""
    assert "Name the next milestone" in problems("", key="milestone")


def test_the_assignee_of_the_ticket_is_whom_to_turn_to() -> None:
    assert "Lena Fischer answers for it" in draft(agent="Lena Fischer")["escalation_point"]
    assert "our support team answers for it" in draft()["escalation_point"]


def test_a_draft_has_all_six_parts_under_their_labels() -> None:
    parts = draft()
    assert list(parts) == list(LABELS)
    assert [label in join_parts(parts) for label in LABELS.values()] == [True] * 6


def test_what_is_drafted_of_a_commitment_keeps_its_own_rules() -> None:
    days = frozenset({date(2026, 12, 3)})
    found = draft(commitments=Commitments(days=days))
    assert find_problems("milestone", found["milestone"], THIRD, POLICY, TODAY) == ()


# ---- checking ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It was a race condition in the label service.",
        "The Hotfix is there.",
        "We wait for the pull\nrequest.",
    ],
)
def test_engineers_words_are_marked(text: str) -> None:
    assert "engineers' word" in problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "Printing labels works again since this morning.",
        "We are committed to your success, and progress is good.",
        "The reproduction of the picture is fine.",
        "It stopped working on 20 November 2026.",
        "Since 2026-11-02 nothing is printed.",
    ],
)
def test_a_plain_report_is_left_alone(text: str) -> None:
    assert problems(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "This will be fixed.",
        "We guarantee it.",
        "You get it on 24 December.",
        "You get it on Dec 24th, 2026.",
        "It comes on 2026-12-24.",
        "It comes tomorrow.",
        "It comes by Friday.",
        "It comes within 48 hours.",
        "It comes in two weeks.",
    ],
)
def test_a_promise_that_nobody_committed_to_is_marked(text: str) -> None:
    assert "nobody has committed" in problems(text)


def test_a_promise_for_the_day_committed_to_is_fine() -> None:
    assert problems("This will be fixed by 3 December 2026.", THIRD) == ""
    assert problems("It comes on Dec 3.", THIRD) == ""


@pytest.mark.parametrize(
    "text",
    [
        "We promise that it is live today.",
        "You will have it on 22 November 2026.",
        "It will be there tonight.",
    ],
)
def test_a_promise_for_today_takes_a_commitment_for_today(text: str) -> None:
    assert "nobody has committed" in problems(text)
    assert "no day that engineering" in problems(text, THIRD)
    assert problems(text, Commitments(days=frozenset({TODAY}))) == ""


def test_what_is_reported_of_today_is_no_promise() -> None:
    assert problems("We have found the cause today.", THIRD) == ""
    assert problems("On 22 November 2026 this went to “Being worked on”.") == ""


def test_a_milestone_of_today_takes_a_commitment_too() -> None:
    assert "no day that engineering" in problems("Today, 22 November 2026.", THIRD, "milestone")


@pytest.mark.parametrize(
    "text",
    [
        "This will be fixed.",
        "We guarantee it. You hear from us by 3 December 2026.",
        "It will be\nfixed for you.",
    ],
)
def test_that_something_else_was_committed_to_makes_no_promise_good(text: str) -> None:
    assert "is a promise, and its sentence names no day" in problems(text, THIRD)


@pytest.mark.parametrize(
    ("text", "commitments"),
    [
        ("It will be fixed by Dec. 3, 2026.", THIRD),
        ("It will be fixed by\n3.12.2026.", THIRD),
        ("It will be fixed in release 4.18.3.", Commitments(versions=("4.18.3",))),
        ("It will be fixed.", Commitments(words="It will be fixed in the next patch.")),
    ],
)
def test_a_promise_that_names_what_it_rests_on_is_fine(text: str, commitments: Commitments) -> None:
    assert problems(text, commitments) == ""


def test_another_day_than_the_one_committed_to_is_marked() -> None:
    assert "no day that engineering" in problems("It comes on 2 December 2026.", THIRD)


@pytest.mark.parametrize(
    "text", ["It comes soon.", "Next week it is there.", "By 12/03 it is done."]
)
def test_a_day_that_nobody_can_tell_is_marked(text: str) -> None:
    assert "write the day, month and year" in problems(text, THIRD)


def test_what_redaction_took_out_must_be_written_anew() -> None:
    assert "[internal-link] stands for" in problems("See [internal-link] for the export.")


def test_a_milestone_takes_a_day_to_come() -> None:
    assert "still to come" in problems("We look at it again.", THIRD, key="milestone")
    assert "still to come" in problems("It was on 3 November 2026.", THIRD, key="milestone")
    assert problems("On 3 December 2026.", THIRD, key="milestone") == ""


def test_an_empty_part_is_told() -> None:
    assert problems("  \n") == "Nothing is written here yet."


# ---- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("3.12.2026", date(2026, 12, 3)),
        ("the 3rd of December", date(2026, 12, 3)),
        ("Dec. 3, 2026", date(2026, 12, 3)),
        ("3 January", date(2027, 1, 3)),
        ("28 October", date(2026, 10, 28)),
        ("by Monday", date(2026, 11, 23)),
        ("on Sunday", TODAY),
        ("within 24 hours", date(2026, 11, 23)),
        ("within 25 hours", date(2026, 11, 24)),
        ("in three days", date(2026, 11, 25)),
        ("31 February 2026", None),
        ("end of the month", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert [named.day for named in named_days(f"It is {text}.", TODAY)] == [day]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_as_we_write_it_is_read_back(day: date) -> None:
    assert [named.day for named in named_days(name_day(day), TODAY)] == [day]


@given(st.text(max_size=500))
def test_no_text_makes_the_check_stumble(text: str) -> None:
    assert isinstance(find_problems("milestone", text, NONE, POLICY, TODAY), tuple)
