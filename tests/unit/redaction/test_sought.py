"""What RE2 is asked first never hides what Python's own search finds."""

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from app.redaction import detectors
from app.redaction.sought import Sought, loosen

ALL = {
    value: f"{module.name}.{name}"
    for module in iter_modules(detectors.__path__)
    for name, value in vars(import_module(f"app.redaction.detectors.{module.name}")).items()
    if isinstance(value, Sought)
}
SOUGHT = {name: value for value, name in ALL.items()}
"""Each once, though several modules import it."""


@cache
def _plain(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _places(test: Sought | re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in test.finditer(text)]


@pytest.mark.parametrize("name", sorted(SOUGHT))
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_what_python_finds_is_found(name: str, data: st.DataObject) -> None:
    test, plain = SOUGHT[name], _plain(SOUGHT[name].pattern, SOUGHT[name].flags)
    text = data.draw(st.from_regex(plain))
    assert _places(test, text) == _places(plain, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bmayis\b", "may\u0131s"),
        (r"\bKIR\b", "k\u0131r, K\u0130R"),
        (r"\bné\w+ø\b", "Née\u00f1ø"),
        (r"ein(?= (?:a|b)\b)(?! b) a", "ein a"),
        (r"(?<!x(?:y|z))\d\d$", "\u0663\u0664"),
        (r"^\W*a[^\w.-]b[\w.]c\sd.e\De\Sf", "\u3000a b\u00e9c\u00a0d\u00e9e-e.f"),
        (r"[\Wx]q[\S]", "\u00e9xq\u3042"),
        (r"[)\]] ?\[[](]x", ")[]x"),
        (r"\b\d[./-]\d\b[]a]", "1-2]"),
        (r"(?:\bin )?\bmay\b", "\u00e9-in may\n"),
        (r"(?:a\bin|x)\b-\b", "x-y"),
        (r"(?:\bfoo )+\bbar$|\bq\Z", "foo foo bar\n"),
    ],
)
def test_a_looser_form_matches_what_it_stands_for(pattern: str, text: str) -> None:
    assert _plain(pattern).search(text) is not None
    assert Sought(pattern).search(text) is not None


def test_what_stands_in_a_look_around_is_not_asked_for() -> None:
    assert loosen(r"a(?=(?:b|[)]c))d(?<!\)e)f") == "adf"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bmay\b|(?:\b(?:on|in))\b (?:the )?x", "dismay"),
        (r"(?:\b(?:may|june)\b|q[1-4])", "mayor dismay q"),
        (r"(?:^|\W)son(?:\W|$)", "person sonata"),
    ],
)
def test_a_part_of_a_word_is_known_to_be_none(pattern: str, text: str) -> None:
    assert re2.search(loosen(pattern), text) is None


def test_a_text_without_it_is_answered_without_it() -> None:
    assert Sought(r"\b(?:may|june)\b").search("the patch will be " * 40) is None
    assert list(Sought(r"\bmay\b").finditer("dismay")) == []
