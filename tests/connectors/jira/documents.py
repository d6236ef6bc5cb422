"""Hypothesis strategies for whole documents, in every nesting the model allows."""

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
)

words = st.sampled_from(["a", "Zoë", "x y", " ", "", "1.", "@", "日本", "<b>", "e\u0301", "---"])
hrefs = st.sampled_from(
    ["https://a.test/x?y=1#z", "mailto:a@b.test", "javascript:alert(1)", "", "no", "https://a b"]
)
links = st.none() | st.builds(Link, hrefs, words)
marks = st.frozensets(st.sampled_from(list(Mark)), max_size=3)
inlines: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words, marks, links),
    st.just(Text("line\nfeed")),
    st.just(Text("in\ncode", frozenset({Mark.CODE, Mark.STRONG}))),
    st.just(LineBreak()),
    st.builds(Mention, words, words),
    st.builds(Emoji, st.sampled_from([":smile:", "", "odd name"]), st.sampled_from(["😀", ""])),
    st.builds(DateStamp, st.sampled_from(["2026-11-22", "20261122", "soon", "0001-01-01", ""])),
    st.builds(Lozenge, words, st.sampled_from(["red", "#ffee00", "pinkish", ""])),
    st.builds(Card, hrefs),
    st.builds(Media, st.sampled_from(["image", "file"]), words, words, hrefs, words),
    st.builds(Placeholder, st.just("attachment withheld")),
)
_runs = st.lists(inlines, max_size=4).map(tuple)
_leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _runs),
    st.builds(Heading, st.integers(1, 6), _runs),
    st.builds(CodeBlock, st.sampled_from(["", "a\n  b", "x"]), st.sampled_from(["", "java"])),
    st.just(Rule()),
    st.builds(Card, hrefs),
    st.builds(Media, st.just("image"), words, words, hrefs, words),
    st.just(Placeholder("unsupported content")),
    st.just(Table()),
    st.just(ItemList()),
)


def _boxes(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(
        st.builds(ListItem, blocks, st.sampled_from([None, True, False])), max_size=3
    ).map(tuple)
    cells = st.builds(Cell, blocks, st.booleans(), st.integers(1, 3), st.integers(1, 2))
    rows = st.builds(Row, st.lists(cells, max_size=2).map(tuple))
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Panel, st.sampled_from(["info", "error", "odd"]), blocks),
        st.builds(Expand, words, blocks),
        st.builds(ItemList, items, st.booleans(), st.integers(0, 4)),
        st.builds(Table, st.lists(rows, max_size=2).map(tuple)),
    )


blocks: st.SearchStrategy[Block] = st.recursive(_leaves, _boxes, max_leaves=10)
documents = st.builds(Document, st.lists(blocks, max_size=4).map(tuple))
