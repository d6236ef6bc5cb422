import pytest

from app.web.etags import quoted, unquoted, was_seen


@pytest.mark.parametrize(
    ("header", "version"),
    [
        (None, None),
        ("", None),
        ("*", None),
        ('"a", "b"', None),
        ('"a"', "a"),
        (' W/"a" ', "a"),
        ("a", "a"),
    ],
)
def test_if_match_names_one_version_or_none(header: str | None, version: str | None) -> None:
    assert unquoted(header) == version


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        (None, False),
        ('"a"', True),
        ('W/"a"', True),
        ('"x", "a"', True),
        ('"x"', False),
        ("*", True),
    ],
)
def test_if_none_match_is_seen_when_it_names_the_version(header: str | None, seen: bool) -> None:
    assert was_seen(header, "a") is seen


def test_a_version_survives_the_wire() -> None:
    assert unquoted(quoted("3.abc")) == "3.abc"
