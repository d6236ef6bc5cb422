"""Promises that hold for every document."""

import string
from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.document import (
    Block,
    Card,
    Cell,
    CodeBlock,
    DateStamp,
    Document,
    Emoji,
    Expand,
    Heading,
    Inline,
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
    iter_nodes,
)
from app.model import Audience
from app.redaction.canonical import canonicalise, neutralise
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, every_string, run

PLANTED = {
    ENGINEERING: (
        "jane.roe@northwind.example",
        "amina.diallo@contoso.example",
        "+44 20 7946 0018",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "203.0.113.77",
        "Jane Roe",
        "jroe",
        "Northwind",
        "NW-2291-B",
        "https://shop.northwind.example/cart?id=7",
        "password: hunter2zz",
        "AKIA" + "QWERTYUIOP234567",
    ),
    CUSTOMER: (
        "Ravi Menon",
        "Fabrikam",
        "export-2.prod.internal",
        "https://wiki.corp/display/x",
        "10.20.30.41",
        "ENG-2207",
        "services/export/job.py:41",
        "/var/lib/export/queue",
        "hotfix/export-queue-2",
        "oncall@contoso.example",
        "AKIA" + "QWERTYUIOP234567",
    ),
}
FILLER = ("the export", "fails again", "since yesterday", "on every page", "we tried", "and then")
MARKS = st.frozensets(st.sampled_from(list(Mark)), max_size=2)
ANY_TEXT = st.text(max_size=30) | st.sampled_from(
    ["Jane Roe", "jane.roe@northwind.example", "at a.b.C.d(C.java:1)", "[customer]", "[…]", "\x02"]
)

any_inline: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, ANY_TEXT, MARKS, st.none() | st.builds(Link, ANY_TEXT, ANY_TEXT)),
    st.builds(LineBreak),
    st.builds(Mention, ANY_TEXT, ANY_TEXT),
    st.builds(Emoji, ANY_TEXT, ANY_TEXT),
    st.builds(DateStamp, ANY_TEXT),
    st.builds(Lozenge, ANY_TEXT, ANY_TEXT),
    st.builds(Card, ANY_TEXT),
    st.builds(Media, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT),
    st.builds(Placeholder, ANY_TEXT),
)
any_inlines = st.lists(any_inline, max_size=5).map(tuple)


def _containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, blocks, st.none() | st.booleans()), max_size=3)
    cells = st.lists(st.builds(Cell, blocks, st.booleans()), max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Panel, ANY_TEXT, blocks),
        st.builds(Expand, ANY_TEXT, blocks),
        st.builds(ItemList, items.map(tuple), st.booleans()),
        st.builds(Table, st.lists(st.builds(Row, cells), max_size=3).map(tuple)),
    )


any_block = st.recursive(
    st.one_of(
        st.builds(Paragraph, any_inlines),
        st.builds(Heading, st.integers(-1, 9), any_inlines),
        st.builds(CodeBlock, ANY_TEXT, ANY_TEXT),
        st.builds(Rule),
    ),
    _containers,
    max_leaves=8,
)
any_document = st.lists(any_block, max_size=4).map(lambda blocks: Document(tuple(blocks)))
any_audience = st.sampled_from(list(Audience))


@st.composite
def runs_of(draw: st.DrawFn, text: str) -> tuple[Text, ...]:
    """The text, split anywhere into runs with any marks."""
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=4)))
    edges = [0, *cuts, len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]
    return tuple(Text(part, draw(MARKS)) for part in parts if part)


def _in_list(block: Block) -> Block:
    return ItemList((ListItem((block,)),))


def _in_table(block: Block) -> Block:
    other = Cell((Paragraph((Text("cell"),)),))
    return Table((Row((other, Cell((block,)), other)),))


def _in_expand(block: Block) -> Block:
    return Expand("more", (block,))


def _in_quote(block: Block) -> Block:
    return Quote((block,))


WRAPS: tuple[Callable[[Block], Block], ...] = (_in_list, _in_table, _in_expand, _in_quote)


@st.composite
def planted(draw: st.DrawFn) -> tuple[Audience, str, Document]:
    """A document that holds a private value somewhere between ordinary words."""
    audience = draw(any_audience)
    value = draw(st.sampled_from(PLANTED[audience]))
    before, after = draw(st.sampled_from(FILLER)), draw(st.sampled_from(FILLER))
    block: Block = Paragraph(draw(runs_of(f"{before} {value} {after}")))
    for wrap in draw(st.lists(st.sampled_from(WRAPS), max_size=3)):
        block = wrap(block)
    around = draw(
        st.lists(st.sampled_from(FILLER).map(lambda t: Paragraph((Text(t),))), max_size=2)
    )
    return audience, value, Document((*around, block))


def _readings(document: Document) -> str:
    strings = "\n".join(every_string(document))
    paragraphs = [
        "".join(inline.text for inline in node.inlines if isinstance(inline, Text))
        for node in _paragraphs(document)
    ]
    return canonicalise(neutralise("\n".join([strings, *paragraphs]))).folded


def _paragraphs(document: Document) -> list[Paragraph]:
    return [node for node in iter_nodes(document) if isinstance(node, Paragraph)]


@given(planted())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_planted_value_survives_wherever_it_stands(case: tuple[Audience, str, Document]) -> None:
    audience, value, document = case
    redaction = run(document, audience)
    assert redaction.text is not None
    assert canonicalise(value).folded not in _readings(redaction.text.document)


@given(planted(), st.data())
@settings(deadline=None)
def test_marks_change_nothing_of_what_is_read(
    case: tuple[Audience, str, Document], data: st.DataObject
) -> None:
    audience, value, _ = case
    text = f"we tried {value} and then it fails"
    one = run(Document((Paragraph(data.draw(runs_of(text))),)), audience)
    other = run(Document((Paragraph((Text(text),)),)), audience)
    assert one.text is not None
    assert other.text is not None
    assert one.text.plain == other.text.plain


@given(any_document, any_audience)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_document_makes_it_raise_and_redacting_twice_changes_nothing(
    document: Document, audience: Audience
) -> None:
    once = run(document, audience)
    if once.text is None:
        assert once.held
        return
    twice = run(once.text.document, audience, once.pseudonyms)
    assert twice.text == once.text
    assert twice.findings == ()


@given(planted())
@settings(deadline=None)
def test_redacting_a_redacted_text_without_its_table_changes_nothing(
    case: tuple[Audience, str, Document],
) -> None:
    audience, _, document = case
    once = run(document, audience).text
    assert once is not None
    assert run(once.document, audience).text == once


ordinary_text = st.lists(st.sampled_from(FILLER), min_size=1, max_size=4).map(" ".join)
ordinary_block = st.recursive(
    st.builds(lambda text: Paragraph((Text(text),)), ordinary_text),
    lambda inner: st.one_of(*(inner.map(wrap) for wrap in WRAPS)),
    max_leaves=4,
)


@given(st.lists(ordinary_block, max_size=4), any_audience)
@settings(deadline=None)
def test_the_structure_of_ordinary_text_is_kept(blocks: list[Block], audience: Audience) -> None:
    document = Document(tuple(blocks))
    redaction = run(document, audience)
    assert redaction.text is not None
    assert redaction.text.document == document
    assert redaction.findings == ()


@given(st.text(alphabet=string.printable, max_size=200), any_audience)
@settings(deadline=None)
def test_any_ascii_text_settles(text: str, audience: Audience) -> None:
    once = run(text, audience)
    assert once.text is not None
    assert run(once.text.document, audience, once.pseudonyms).text == once.text
