"""Which files can be read and redacted, and what the others are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attachments.clearing import describe_kind, is_allowed, is_text, read_text_file
from app.document import CodeBlock
from app.errors import UnreadableContent


@pytest.mark.parametrize(
    ("content_type", "allowed", "is_it"),
    [
        ("text/plain", ("text/*",), True),
        ("Text/Plain; charset=utf-8", ("text/plain",), True),
        ("text/plain", (), False),
        ("image/png", ("text/*", "image/png"), True),
        ("image/svg+xml", ("image/png",), False),
        ("application/textual", ("text/*",), False),
        ("", ("text/*",), False),
    ],
)
def test_a_policy_names_types_whole_or_by_group(
    content_type: str, allowed: tuple[str, ...], *, is_it: bool
) -> None:
    assert is_allowed(content_type, allowed) is is_it


@pytest.mark.parametrize("content_type", ["text/plain", "text/csv", "application/json"])
def test_lines_of_text_can_be_read(content_type: str) -> None:
    assert is_text(content_type)


@pytest.mark.parametrize(
    "content_type", ["image/png", "application/pdf", "application/octet-stream", "text/html"]
)
def test_what_shows_a_reader_something_else_than_its_lines_is_not_read_as_lines(
    content_type: str,
) -> None:
    assert not is_text(content_type)


@given(text=st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
def test_a_utf_8_file_is_read_as_it_is(text: str) -> None:
    (block,) = read_text_file(text.encode()).blocks
    assert isinstance(block, CodeBlock)
    assert block.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("content", [b"\xff\xfeA\0", b"caf\xe9", b"a\0b", "ä".encode("utf-16")])
def test_what_is_not_the_text_that_it_claims_to_be_is_refused_and_not_quoted(
    content: bytes,
) -> None:
    with pytest.raises(UnreadableContent) as failure:
        read_text_file(content)
    assert "caf" not in str(failure.value)


@pytest.mark.parametrize(
    ("content_type", "words"),
    [
        ("image/png", "image"),
        ("IMAGE/JPEG; name=jane.jpg", "image"),
        ("application/pdf", "PDF"),
        ("application/zip", "archive"),
        ("video/mp4", "video"),
        ("text/csv", "text file"),
        ("application/vnd.jane-roe", "file"),
        ("jane", "file"),
        ("", "file"),
    ],
)
def test_a_kind_is_told_in_fixed_words_whatever_the_type_says(
    content_type: str, words: str
) -> None:
    assert describe_kind(content_type) == words
