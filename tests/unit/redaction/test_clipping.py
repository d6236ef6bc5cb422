"""A line is cut between words, never inside a placeholder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.redaction.clipping import clip_line
from tests.unit.redaction.support import crossed


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (80, "Write to [email-1] before noon"),
        (24, "Write to [email-1]…"),
        (16, "Write to…"),
        (8, "Write…"),
    ],
)
def test_a_line_is_cut_between_words_and_outside_placeholders(limit: int, expected: str) -> None:
    text = crossed("Write to b@contoso.example before noon")
    assert clip_line(text, limit).line == expected


@given(st.text(alphabet="ab [].", max_size=60), st.integers(min_value=4, max_value=40))
def test_no_line_is_longer_than_its_limit(words: str, limit: int) -> None:
    clipped = clip_line(crossed(words), limit)
    assert len(clipped.line) <= limit
    assert clipped.audience is crossed(words).audience
