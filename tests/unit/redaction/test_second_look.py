"""What the second look leaves out could not have found anything."""

import random
from re import _constants as op
from re import _parser as parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model import Audience
from app.redaction import engine
from app.redaction.context import Lexicon, keys_of, know_table, squeeze
from app.redaction.joined import Edit
from app.redaction.patterns import _PUT, Pattern
from app.redaction.pseudonyms import Pseudonym
from app.redaction.regex_tree import may_take
from app.redaction.rescan import leaves_words_whole
from benchmarks.corpus import make_text
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, crossed, run
from tests.unit.redaction.test_gates import PATTERNS, _as_python

NO_WORDS = Lexicon(frozenset(), frozenset())
SHUT = [
    pattern
    for pattern in PATTERNS
    if not may_take(pattern.regex, _PUT, ignore_case=pattern.ignore_case)
]


def _could_hold(items: object, sign: int) -> bool:
    """Whether a match of the parsed pattern could hold the character; said of too many at worst."""
    if isinstance(items, parser.SubPattern | list | tuple):
        if len(items) == 2 and items[0] is op.LITERAL:
            return bool(items[1] == sign)
        if len(items) == 2 and items[0] is op.IN:
            return _in_class(items[1], sign)
        if len(items) == 2 and items[0] in (op.ANY, op.NOT_LITERAL):
            return True
        return any(_could_hold(item, sign) for item in items)
    return False


def _in_class(members: list[tuple[object, object]], sign: int) -> bool:
    negated = members[0][0] is op.NEGATE
    held = any(
        (code is op.CATEGORY and str(value).rpartition("_NOT_")[1] != "")
        or (code is op.LITERAL and value == sign)
        or (code is op.RANGE and value[0] <= sign <= value[1])
        for code, value in members
    )
    return held != negated


@pytest.mark.parametrize("pattern", SHUT, ids=lambda pattern: pattern.name)
def test_a_pattern_left_out_matches_over_nothing_that_we_put_in(pattern: Pattern) -> None:
    parsed = parser.parse(_as_python(pattern.regex))
    assert not any(_could_hold(parsed, ord(sign)) for sign in _PUT)


def test_most_patterns_may_be_left_out() -> None:
    assert len(SHUT) * 2 > len(PATTERNS)


@pytest.mark.parametrize("audience", [ENGINEERING, CUSTOMER])
@pytest.mark.parametrize("seed", range(12))
def test_a_full_second_look_finds_no_more(
    audience: Audience, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = make_text(random.Random(seed), 3000)  # noqa: S311 - the same text each time
    told = run(text, audience)
    monkeypatch.setattr(engine, "leaves_words_whole", lambda text, edits: False)
    assert run(text, audience) == told


def test_what_a_find_beside_it_hid_is_found_in_the_second_look() -> None:
    told = crossed("The patch is by @mkovacs and @jbeltramo, who reviewed it.", CUSTOMER).plain
    assert "mkovacs" not in told
    assert "jbeltramo" not in told


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("by Jane Roe, today", 3, 11, True),
        ("xJane Roe, today", 1, 9, False),
        ("by Jane Roes, today", 3, 11, False),
        ("a/Jane", 2, 6, False),
        ("Jane", 0, 4, True),
        ("72, 101, 108, 49 30 1234567", 14, 27, False),
        ("caf\u00e9Jane", 4, 8, False),
    ],
)
def test_an_edit_within_a_word_is_told(text: str, start: int, end: int, whole: bool) -> None:
    assert leaves_words_whole(text, [Edit(start, end, "[x]")]) is whole


KINDS = ("person_name", "customer_person", "customer_term", "email", "phone", "internal_host")
NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'-", min_size=1, max_size=9),
    min_size=1,
    max_size=4,
).map(" ".join)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


@given(st.sampled_from(KINDS), NAMES | VALUES, st.sampled_from(list(Audience)))
@settings(max_examples=300, deadline=None)
def test_every_form_of_what_a_text_has_taught_holds_one_of_its_keys(
    kind: str, original: str, audience: Audience
) -> None:
    entry = Pseudonym(kind=kind, value=original.lower(), original=original, placeholder="[x-1]")
    keys = keys_of(entry)
    known = know_table((entry,), audience, NO_WORDS)
    for text in (*(form.text for form, _ in known.forms), *(digits for digits, _ in known.numbers)):
        assert not keys or any(key in squeeze(text.encode()) for key in keys)


def test_a_regex_tells_a_pattern_and_its_case() -> None:
    """The second look remembers a pattern by its regex."""
    cases = {pattern.regex: pattern.ignore_case for pattern in PATTERNS}
    assert all(cases[pattern.regex] == pattern.ignore_case for pattern in PATTERNS)
