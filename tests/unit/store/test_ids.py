"""Ids sort by time, and within a millisecond by the order in which they were made."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.store.ids import ALPHABET, LENGTH, IdMaker

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.integers(min_value=0, max_value=8000 * 365 * 86400 * 1000).map(
    lambda milliseconds: EPOCH + timedelta(milliseconds=milliseconds)
)


@given(moments)
def test_ids_of_one_moment_are_distinct_and_in_order(moment: datetime) -> None:
    ids = IdMaker()
    made = [ids.make(moment) for _ in range(50)]
    assert made == sorted(set(made))
    assert all(len(one) == LENGTH and set(one) <= set(ALPHABET) for one in made)


@given(moments, st.integers(min_value=1, max_value=10**9))
def test_a_later_millisecond_sorts_later_whoever_made_it(moment: datetime, later: int) -> None:
    earlier_id = IdMaker().make(moment)
    later_id = IdMaker().make(moment + timedelta(milliseconds=later))
    assert earlier_id < later_id


def test_a_clock_that_goes_back_gives_new_ids() -> None:
    ids, noon = IdMaker(), datetime(2026, 11, 22, 12, tzinfo=UTC)
    made = [ids.make(noon + timedelta(seconds=step)) for step in (0, -1, 0, -1, 0)]
    assert len(set(made)) == 5
