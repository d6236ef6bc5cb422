"""Words of the search, and how alike a ticket and a known issue are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.likeness import is_like, same_component, shared_words
from app.sync.search_words import MAX_QUERY, MAX_WORD, query_words, telling_words, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exports fail", ("export", "fail")),
        ("it's ERR_42!", ("it", "s", "err", "42")),
        ("Größe Éclair ﬁx", ("grosse", "eclair", "fix")),
        ("status class bus gas", ("status", "class", "bus", "gas")),
        ("导出失败 v2", ("导出", "出失", "失败", "v2")),
        ("空", ("空",)),
        ("a\x00b", ("a", "b")),
        ("", ()),
    ],
)
def test_a_text_is_taken_apart_alike_in_every_script(text: str, words: tuple[str, ...]) -> None:
    assert words_in(text) == words


def test_common_words_tell_nothing_unless_there_is_nothing_else() -> None:
    assert telling_words("The export is not in the list, the export") == ("export", "list")
    assert telling_words("Der Export ist nicht da") == ("export",)
    assert telling_words("what is it") == ("what", "is", "it")


@given(st.text())
def test_whatever_is_typed_leaves_letters_and_digits_alone(text: str) -> None:
    words = query_words(text)
    assert len(words) <= MAX_QUERY
    assert all(word.isalnum() and len(word) <= MAX_WORD for word in words)


TICKET = telling_words("Label printing hangs since this morning")


@pytest.mark.parametrize(
    ("title", "symptoms", "alike", "alike_there"),
    [
        ("Label printing hangs", "", True, True),
        ("Printing is slow", "It waits.", False, True),
        ("Printing is slow", "Labels come late.", True, True),
        ("Invoices are late", "Sent in the morning.", False, True),
        ("Sign-in loops", "Nothing but a white page.", False, False),
    ],
)
def test_enough_words_in_common_make_two_alike_and_fewer_of_one_component(
    title: str, symptoms: str, alike: bool, alike_there: bool
) -> None:
    weight = shared_words(TICKET, title, symptoms)
    assert is_like(weight, same_component=False) == alike
    assert is_like(weight, same_component=True) == alike_there


def test_a_component_is_known_by_a_tag_or_a_fields_value() -> None:
    assert same_component(["Label Service"], ["vip", "label_service"])
    assert same_component(["label-service"], ["Label  service"])
    assert not same_component(["Labels"], ["label service", ""])
    assert not same_component([], ["label"])
