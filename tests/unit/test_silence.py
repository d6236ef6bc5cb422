"""How long a vendor may be silent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.services.silence import LEAST, Heard, listen, longest_usual

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LEARN = timedelta(0)


def at(days: float = 0, hours: float = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


def hear(*moments: datetime) -> Heard:
    heard: Heard | None = None
    for moment in moments:
        heard = listen(heard, moment, moment)
    assert heard is not None
    return heard


def test_before_three_days_nothing_is_usual() -> None:
    heard = hear(at(0), at(0, 5), at(1))
    assert longest_usual(heard, at(2), LEARN) is None


def test_twice_the_longest_silence_of_a_weekday_is_too_long() -> None:
    heard = hear(at(0), at(0, 3), at(0, 7), at(0, 9), at(1, 0), at(2, 0), at(3, 0))
    assert longest_usual(heard, at(3, 1), LEARN) == timedelta(hours=2 * 24)


def test_a_weekends_silence_does_not_count_for_weekdays() -> None:
    heard = hear(at(0), at(1), at(2), at(3), at(4, 8), at(7), at(7, 1))
    assert longest_usual(heard, at(7, 2), LEARN) == timedelta(hours=2 * 32)
    assert longest_usual(heard, at(12), LEARN) == timedelta(hours=2 * 64)


def test_never_less_than_an_hour() -> None:
    moments = [at(0, minutes / 60) for minutes in range(0, 60 * 24 * 4, 5)]
    assert longest_usual(hear(*moments), at(4), LEARN) == LEAST


def test_a_silence_of_three_weeks_ago_is_forgotten() -> None:
    early = hear(at(0), at(2))
    quiet = hear(at(0), at(2), *(at(2, hours) for hours in range(1, 24 * 20)))
    assert longest_usual(early, at(3), LEARN) == timedelta(hours=2 * 48)
    assert longest_usual(quiet, at(21, 22), LEARN) == timedelta(hours=2)


def test_what_the_settings_say_is_not_learned() -> None:
    heard = hear(at(0))
    assert longest_usual(heard, at(0, 1), timedelta(minutes=30)) == timedelta(minutes=30)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=40))
def test_the_last_moment_is_never_earlier_than_any_that_was_heard(days: list[float]) -> None:
    heard = hear(*(at(day) for day in days))
    assert heard.last == at(max(days))
    assert len(heard.gaps) <= 32
