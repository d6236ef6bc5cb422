"""How a transition is judged by the course of its gate, whatever came in what order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.model import Move
from app.services.gate_course import KEPT, Course, Stand

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
seconds = st.integers(min_value=0, max_value=600)
flips = st.lists(seconds, min_size=1, max_size=12, unique=True).map(sorted)


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def course_of(times: list[int]) -> Course:
    """Closed and open in turn from each of these moments, each opening with a value of its own."""
    course = Course(since=NOON)
    for number, second in enumerate(times):
        is_open = number % 2 == 1
        token = f"ok:{number}" if is_open else None
        lacking = () if is_open else ("steps",)
        stand = Stand(at=at(second), open=is_open, mode="enforce", lacking=lacking, token=token)
        course = course.with_stand(stand)
    return course


def move(second: float, value: str) -> Move:
    return Move(1, at(second), None, "Triage", "Escalated", value)


@given(times=flips, second=seconds)
def test_without_a_value_the_decision_of_that_moment_counts(times: list[int], second: int) -> None:
    course = course_of(times)
    earlier = [stand for stand in course.stands if stand.at <= at(second)]
    expected = earlier[-1] if earlier else course.stands[0]
    assert course.judged(move(second, "")) == (expected.open, expected)


@given(times=flips, second=seconds)
def test_a_value_of_ours_is_fair_until_the_packet_broke_after_it(
    times: list[int], second: int
) -> None:
    course = course_of(times)
    for number, stand in enumerate(course.stands):
        if stand.token is None:
            continue
        closed_later = any(one.at <= at(second) for one in course.stands[number + 1 :])
        fair, _ = course.judged(move(second, stand.token))
        assert fair or closed_later


@given(times=flips, second=seconds)
def test_the_latest_value_opens_before_our_clock_says_that_it_was_written(
    times: list[int], second: int
) -> None:
    course = course_of(times)
    last = course.stands[-1]
    if last.token is not None:
        assert course.judged(move(second - 3_600, last.token)) == (True, last)


@given(times=flips)
def test_the_same_decision_again_changes_nothing(times: list[int]) -> None:
    course = course_of(times)
    last = course.stands[-1]
    again = Stand(**{**dict(last), "at": at(9_999)})
    assert course.with_stand(again) == course


def test_only_the_last_decisions_are_kept() -> None:
    assert len(course_of(list(range(100))).stands) == KEPT
