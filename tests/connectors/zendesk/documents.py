"""Generated documents, and what is left of one after it was written as HTML and read again."""

import re
from collections.abc import Sequence
from dataclasses import replace

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
    plain_inline,
)

# ---- generation ----------------------------------------------------------------------------------

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from(list(" \t&<>\"'/[]")),
    max_size=12,
)
code = st.text(st.sampled_from(list("ab <>&\n\t\"'{}é界")), max_size=20)
urls = st.sampled_from(
    ["https://example.com/a?b=c&d=é", "http://host.test", "mailto:a@b.test", "javascript:x", "/rel"]
)
links = st.builds(Link, urls, st.sampled_from(["", "a tip", 'with "quotes" & <tags>']))
texts = st.builds(Text, words, st.frozensets(st.sampled_from(list(Mark))), st.none() | links)
media = st.builds(
    Media,
    st.sampled_from(["image", "file"]),
    words,
    words,
    st.sampled_from(["", "https://h/i.png"]),
)
inlines = st.one_of(
    texts,
    texts,
    texts,
    st.builds(LineBreak),
    st.builds(Mention, st.just("id-1"), words),
    st.builds(Emoji, st.just(":smile:"), st.sampled_from(["", "😄"])),
    st.builds(DateStamp, st.just("2026-11-22")),
    st.builds(Lozenge, words),
    st.builds(Card, urls),
    st.builds(Placeholder, st.just("a macro")),
    media,
)
runs = st.lists(inlines, max_size=5).map(tuple)
leaves = st.one_of(
    st.builds(Paragraph, runs),
    st.builds(Paragraph, runs),
    st.builds(Heading, st.integers(1, 6), runs),
    st.builds(CodeBlock, code, st.sampled_from(["", "python"])),
    st.builds(Rule),
    st.builds(Card, urls),
    st.builds(Placeholder, st.just("an extension")),
    media,
)


def _nested(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(children, max_size=3).map(tuple)
    item = st.builds(ListItem, blocks, st.sampled_from([None, None, True, False]))
    cell = st.builds(Cell, blocks, st.booleans(), st.integers(1, 3), st.integers(1, 3))
    row = st.builds(Row, st.lists(cell, max_size=3).map(tuple))
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Panel, st.just("info"), blocks),
        st.builds(Expand, words, blocks),
        st.builds(
            ItemList, st.lists(item, max_size=3).map(tuple), st.booleans(), st.integers(0, 9)
        ),
        st.builds(Table, st.lists(row, max_size=2).map(tuple)),
    )


blocks = st.recursive(leaves, _nested, max_leaves=8)
documents = st.builds(Document, st.lists(blocks, max_size=5).map(tuple))


# ---- what is left --------------------------------------------------------------------------------


def normalise(document: Document) -> Document:
    """What a reader of the written HTML sees, said as a document again."""
    return Document(_blocks(document.blocks))


def _blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(kept for block in blocks for kept in _block(block))


def _block(block: Block) -> tuple[Block, ...]:
    match block:
        case Paragraph() | Heading():
            line = _line(block.inlines)
            return _if(replace(block, inlines=line), line)
        case CodeBlock():
            text = block.text.strip("\n")
            return _if(CodeBlock(text), text)
        case Quote() | Panel():
            return _if(Quote(_blocks(block.blocks)), _blocks(block.blocks))
        case Expand():
            title = Paragraph((Text(block.title, frozenset({Mark.STRONG})),))
            return _blocks((title, *block.blocks))
        case ItemList() | Table() | Rule():
            return _structure(block)
        case Card() | Media() | Placeholder():
            return _block(Paragraph((block,)))


def _structure(block: ItemList | Table | Rule) -> tuple[Block, ...]:
    match block:
        case ItemList():
            return _item_list(block)
        case Table():
            rows = tuple(_row(row) for row in block.rows if row.cells)
            return _if(Table(rows), rows)
        case Rule():
            return (block,)


def _if(block: Block, content: object) -> tuple[Block, ...]:
    return (block,) if content else ()


def _item_list(block: ItemList) -> tuple[Block, ...]:
    items = tuple(ListItem(_item(item)) for item in block.items)
    return _if(ItemList(items, block.ordered, block.start if block.ordered else 1), items)


def _item(item: ListItem) -> tuple[Block, ...]:
    if item.checked is None:
        return _blocks(item.blocks)
    state = Text("[x] " if item.checked else "[ ] ")
    if item.blocks and isinstance(item.blocks[0], Paragraph):
        return _blocks((Paragraph((state, *item.blocks[0].inlines)), *item.blocks[1:]))
    return _blocks((Paragraph((state,)), *item.blocks))


def _row(row: Row) -> Row:
    return Row(tuple(Cell(_blocks(c.blocks), c.header, c.columns, c.rows) for c in row.cells))


def _line(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    shown = [_shown(node) for node in inlines]
    return _trim(_collapse(shown))


def _shown(node: Inline) -> Inline:
    match node:
        case LineBreak():
            return node
        case Text():
            return Text(node.text, node.marks, _safe(node.link))
        case Card():
            return Text(node.url, link=_safe(Link(node.url)))
        case Media() if node.kind == "image" and node.url:
            return Media("image", "i.png", re.sub(r"\s+", " ", node.alt).strip(), node.url)
        case _:
            return Text(plain_inline(node))


def _safe(link: Link | None) -> Link | None:
    known = ("http://", "https://", "mailto:")
    return link if link and link.href.startswith(known) else None


def _collapse(nodes: Sequence[Inline]) -> list[Inline]:
    """Join, collapse and drop spaces one character at a time: slow, plain, and sure."""
    out: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text):
            while isinstance(node, LineBreak) and _ends_with_space(out):
                _cut(out)
            out.append(node)
            continue
        for character in node.text:
            space = character in " \t\n\r\f"
            if space and (not out or isinstance(out[-1], LineBreak) or _ends_with_space(out)):
                continue
            _add(out, Text(" " if space else character, node.marks, node.link))
    return out


def _add(out: list[Inline], text: Text) -> None:
    last = out[-1] if out else None
    if isinstance(last, Text) and (last.marks, last.link) == (text.marks, text.link):
        out[-1] = Text(last.text + text.text, text.marks, text.link)
    else:
        out.append(text)


def _ends_with_space(out: Sequence[Inline]) -> bool:
    last = out[-1] if out else None
    return isinstance(last, Text) and last.text.endswith(" ")


def _cut(out: list[Inline]) -> None:
    last = out.pop()
    if isinstance(last, Text) and last.text[:-1]:
        out.append(Text(last.text[:-1], last.marks, last.link))


def _trim(nodes: list[Inline]) -> tuple[Inline, ...]:
    while _ends_with_space(nodes) or (nodes and isinstance(nodes[-1], LineBreak)):
        if isinstance(nodes[-1], LineBreak):
            nodes.pop()
        else:
            _cut(nodes)
    while nodes and isinstance(nodes[0], LineBreak):
        nodes.pop(0)
    return tuple(nodes)
