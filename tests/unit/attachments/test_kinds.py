"""What a file is, whatever it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attachments.kinds import Form, describe_kind, form_of, is_allowed, true_type
from app.errors import UnreadableContent
from tests.unit.attachments.support import policy_with, reason, treat, zipped

PNG = b"\x89PNG\r\n\x1a\n"


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


@pytest.mark.parametrize(
    ("declared", "name", "head", "kind"),
    [
        ("application/octet-stream", "server.log", b"10:15 started", "text/plain"),
        ("", "people.csv", b"a,b\n", "text/csv"),
        ("text/plain", "people.csv", b"a,b\n", "text/csv"),
        ("application/octet-stream", "a.json", b"{}", "application/json"),
        ("application/octet-stream", "a.txt", PNG, "image/png"),
        ("application/octet-stream", "a.docx", b"PK\x03\x04", None),
        ("application/octet-stream", "a.bin", b"\0\1", "application/octet-stream"),
        ("application/octet-stream", "a.svg", b"<svg>", "image/svg+xml"),
        ("application/octet-stream", "people.vcf", b"BEGIN:VCARD", "text/vcard"),
        ("application/octet-stream", "a.pdf", b"plain words", "text/plain"),
    ],
)
def test_a_type_that_says_nothing_is_told_by_content_and_name(
    declared: str, name: str, head: bytes, kind: str | None
) -> None:
    found = true_type(declared, name, head)
    assert found == kind if kind else form_of(found) is Form.OFFICE


@pytest.mark.parametrize(
    ("declared", "head"),
    [
        ("text/plain", PNG),
        ("text/csv", b"PK\x03\x04"),
        ("application/json", b"%PDF-1.7"),
        ("image/png", b"words"),
        ("image/png", b"<svg onload='x'>"),
        ("application/pdf", b"words"),
        ("application/zip", b"%PDF-1.7"),
        ("application/gzip", b"PK\x03\x04"),
    ],
)
def test_a_type_that_contradicts_the_content_is_refused(declared: str, head: bytes) -> None:
    with pytest.raises(UnreadableContent, match="not what its type says"):
        true_type(declared, "a", head)


@pytest.mark.parametrize(
    ("content_type", "name", "content"),
    [
        ("image/svg+xml", "a.svg", b"<svg><text>Jane Roe</text></svg>"),
        ("text/rtf", "a.rtf", b"{\\rtf1 Jane}"),
        ("text/vcard", "a.vcf", b"BEGIN:VCARD"),
        ("application/octet-stream", "a.rtf", b"{\\rtf1 Jane}"),
        ("image/heic", "a.heic", b"\0\0\0\x18ftypheic"),
    ],
)
def test_what_a_rule_names_but_nobody_can_read_stays(
    content_type: str, name: str, content: bytes
) -> None:
    assert reason(name, content_type, content) == "its content cannot be checked"


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("video/mp4", b"\0\0\0\x18ftypmp42"),
        ("application/x-executable", b"\x7fELF"),
        ("application/octet-stream", b"\0\1\2"),
        ("application/octet-stream", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_what_no_rule_names_stays(content_type: str, content: bytes) -> None:
    assert reason("a", content_type, content) == "this type may not cross"


def test_a_rule_that_asks_for_another_treatment_lets_nothing_cross() -> None:
    policy = policy_with(
        (("image/*", "redact"), ("text/*", "reencode"), ("application/zip", "check"))
    )
    for kind, content in (
        ("image/png", PNG),
        ("text/plain", b"a"),
        ("application/zip", zipped({})),
    ):
        outcome, _ = treat("a", kind, content, policy=policy)
        assert outcome.reason == "its content cannot be checked"


def test_a_file_over_its_rule_s_size_stays() -> None:
    outcome, _ = treat("a.txt", "text/plain", b"x" * 101, policy=policy_with(max_bytes=100))
    assert outcome.reason == "larger than the policy allows"


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


@given(st.text(max_size=60), st.text(max_size=30), st.binary(max_size=64))
def test_any_file_is_either_told_or_refused(declared: str, name: str, head: bytes) -> None:
    try:
        kind = true_type(declared, name, head)
    except UnreadableContent:
        return
    assert describe_kind(kind) in {
        "image", "PDF", "archive", "video", "audio", "text file", "file", "document",
    }  # fmt: skip
