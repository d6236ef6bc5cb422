"""Phrases with alternatives are found wherever one of the forms stands that they stand for."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.redaction.phrase_forms import PhraseBook, expand

WORDS = st.sampled_from(["a", "an", "the", "bad", "very bad", "un", "", " ", "ok ", "ba…", "so…"])
CHOICES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f"({'|'.join(words)})")
PHRASES = (
    st.lists(st.one_of(WORDS, CHOICES), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda phrase: all(re.search(r"\w", form) for form in expand(phrase)))
)
TEXTS = st.lists(WORDS, max_size=12).map(lambda words: " ".join(" ".join(words).split()))


def written_out(phrase: str, text: str) -> set[tuple[int, int]]:
    """The slow way: each form by itself."""
    return {
        (found.end(1), found.start())
        for form in set(expand(phrase))
        for found in re.finditer(rf"(?<!\w)(?=({_regex(form)})(?!\w))", text)
    }


def _regex(form: str) -> str:
    return re.escape(form).replace("…", r"\w*")


@given(PHRASES, TEXTS)
def test_each_form_is_found_and_nothing_else(phrase: str, text: str) -> None:
    found = PhraseBook([phrase]).find(text.replace("…", "x"))
    assert {(end, start) for end, start, _ in found} == written_out(phrase, text.replace("…", "x"))
    assert found == sorted(found)


def test_a_phrase_of_a_million_forms_costs_no_more_than_its_letters() -> None:
    phrase = "they never " + "(read|see|open|use) " * 10 + "it"
    said = "they never " + "read see open use read " * 2 + "it"
    assert [end for end, _, _ in PhraseBook([phrase]).find(said)] == [len(said)]


def test_each_phrase_is_told_by_its_number() -> None:
    book = PhraseBook(["old (saw|hat)", "saw", "hat rack"])
    assert [number for _, _, number in book.find("old saw, old hat rack")] == [0, 1, 0, 2]


def test_an_open_word_takes_its_ending_and_no_other_word() -> None:
    book = PhraseBook(["idiot…"])
    assert [(start, end) for end, start, _ in book.find("no idiots, video idiotic")] == [
        (3, 9),
        (17, 24),
    ]
