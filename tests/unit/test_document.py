"""Neutral rich text: plain text to it and back, and every node in reading order."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document import (
    Card,
    Cell,
    CodeBlock,
    DateStamp,
    Document,
    Emoji,
    Expand,
    Heading,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Lozenge,
    Mark,
    Media,
    Mention,
    Panel,
    Paragraph,
    Placeholder,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    canonical_bytes,
    children_of,
    from_plain,
    iter_nodes,
    plain_inline,
    to_plain,
)

plain = st.text(alphabet="ab .\n\r\tä😀", max_size=60)
words = st.text(max_size=8)
inlines = st.one_of(
    st.builds(
        Text, words, st.frozensets(st.sampled_from(Mark)), st.none() | st.builds(Link, words)
    ),
    st.just(LineBreak()),
    st.builds(Mention, words, words),
    st.builds(Emoji, words, words),
    st.builds(Lozenge, words),
    st.builds(Card, words),
    st.builds(Media, words, words, words, words),
    st.builds(Placeholder, words),
)
lines = st.tuples(inlines) | st.tuples(inlines, inlines)
leaves = st.one_of(
    st.builds(Paragraph, lines),
    st.builds(Heading, st.integers(1, 6), lines),
    st.builds(CodeBlock, words, words),
    st.just(Rule()),
)
blocks = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quote, st.tuples(inner)),
        st.builds(Expand, words, st.tuples(inner)),
        st.builds(ItemList, st.tuples(st.builds(ListItem, st.tuples(inner)))),
        st.builds(Table, st.tuples(st.builds(Row, st.tuples(st.builds(Cell, st.tuples(inner)))))),
    ),
    max_leaves=5,
)
documents = st.builds(Document, st.lists(blocks, max_size=3).map(tuple))


@given(text=plain)
def test_plain_text_made_rich_and_plain_again_stays_the_same_from_then_on(text: str) -> None:
    document = from_plain(text)
    assert from_plain(to_plain(document)) == document


@given(text=plain)
def test_no_character_but_line_ends_is_lost_on_the_way(text: str) -> None:
    kept = to_plain(from_plain(text)).replace("\n", "")
    assert kept == text.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", 0),
        ("\n\n\n", 0),
        ("one", 1),
        ("one\ntwo", 1),
        ("one\n\ntwo", 2),
        ("a\r\n\r\nb", 2),
        ("a\r\rb", 2),
    ],
)
def test_a_blank_line_parts_paragraphs(text: str, paragraphs: int) -> None:
    assert len(from_plain(text).blocks) == paragraphs


def test_a_line_feed_is_a_break_inside_the_paragraph() -> None:
    assert from_plain("one\ntwo").blocks == (Paragraph((Text("one"), LineBreak(), Text("two"))),)


@pytest.mark.parametrize(
    ("inline", "shown"),
    [
        (Text("words", frozenset({Mark.STRONG}), Link("https://example.org", "tip")), "words"),
        (LineBreak(), "\n"),
        (Mention("712020:x", "@Ravi"), "@Ravi"),
        (Mention("712020:x", "Ravi"), "@Ravi"),
        (Emoji(":smile:", "😀"), "😀"),
        (Emoji(":parrot:"), ":parrot:"),
        (DateStamp("2026-11-22"), "2026-11-22"),
        (Lozenge("DONE", "green"), "DONE"),
        (Card("https://example.org"), "https://example.org"),
        (Media("image", "a.png", "a chart"), "[image: a chart]"),
        (Media("file", "a.log"), "[file: a.log]"),
        (Media("image"), "[image]"),
        (Placeholder("a macro"), "[a macro]"),
    ],
)
def test_an_inline_shows_what_a_reader_sees(inline: object, shown: str) -> None:
    assert plain_inline(inline) == shown  # type: ignore[arg-type]  # each is an inline


def _p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Heading(2, (Text("Title"),)), "Title"),
        (CodeBlock("a\n  b", "py"), "a\n  b"),
        (Quote((_p("one"), _p("two"))), "one\ntwo"),
        (Panel("note", (_p("mind"),)), "mind"),
        (Expand("more", (_p("inside"),)), "more\ninside"),
        (Rule(), "---"),
        (ItemList((ListItem((_p("a"),)), ListItem((_p("b"),)))), "- a\n- b"),
        (ItemList((ListItem((_p("a"),)),), ordered=True, start=4), "4. a"),
        (ItemList((ListItem((_p("a"),), True), ListItem((_p("b"),), False))), "- [x] a\n- [ ] b"),
        (Table((Row((Cell((_p("a"),)), Cell((_p("b"),)))),)), "a | b"),
        (Placeholder("a macro"), "[a macro]"),
    ],
)
def test_a_block_shows_what_a_reader_sees(block: object, shown: str) -> None:
    assert to_plain(Document((block,))) == shown  # type: ignore[arg-type]  # each is a block


def test_hidden_content_is_content() -> None:
    document = Document((Expand("title", (Quote((_p("deep"),)),)),))
    assert [type(node).__name__ for node in iter_nodes(document)] == [
        "Expand",
        "Quote",
        "Paragraph",
        "Text",
    ]


@given(document=documents)
def test_every_node_is_walked_once_parents_first(document: Document) -> None:
    walked = list(iter_nodes(document))

    def below(node: object) -> list[object]:
        return [node, *(one for child in children_of(node) for one in below(child))]  # type: ignore[arg-type]  # each is a node

    assert walked == [one for block in document.blocks for one in below(block)]


@given(first=documents, second=documents)
def test_two_documents_have_the_same_bytes_only_when_they_are_the_same(
    first: Document, second: Document
) -> None:
    assert (canonical_bytes(first) == canonical_bytes(second)) is (first == second)


def test_the_bytes_do_not_depend_on_the_order_in_which_marks_were_set() -> None:
    marks = [Mark.STRONG, Mark.EMPHASIS, Mark.CODE, Mark.STRIKE]
    made = {
        canonical_bytes(Document((Paragraph((Text("x", frozenset(order)),)),)))
        for order in (marks, reversed(marks))
    }
    assert len(made) == 1


def test_half_a_character_has_bytes_too() -> None:
    assert b"\\ud800" in canonical_bytes(from_plain("\ud800"))


@pytest.mark.parametrize("node", [Text, Mention, Media, Link, Cell, ListItem])
def test_nodes_cannot_be_changed(node: type) -> None:
    made = node(*("x" for _ in fields(node)))
    with pytest.raises(AttributeError):
        setattr(made, fields(node)[0].name, "other")
