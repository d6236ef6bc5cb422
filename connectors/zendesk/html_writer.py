"""Document to the HTML that we send to Zendesk: few tags, no attribute that can act.

What HTML has no element for is written as words: a mention as `@name`, a panel as a quotation, a
task's state as `[x]`. `nh3` checks the finished text last; it finds nothing to take out unless the
writer is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape

import nh3

from app.document import (
    Block,
    Card,
    Cell,
    CodeBlock,
    Document,
    Expand,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Mark,
    Media,
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

# fmt: off
TAGS = frozenset({
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li",
    "table", "tbody", "tr", "th", "td", "a", "img",
    "strong", "em", "u", "s", "code", "sub", "sup",
})
# fmt: on
ATTRIBUTES: Mapping[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Outermost first.
_MARK_TAGS = (
    (Mark.STRONG, "strong"),
    (Mark.EMPHASIS, "em"),
    (Mark.UNDERLINE, "u"),
    (Mark.STRIKE, "s"),
    (Mark.SUBSCRIPT, "sub"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.CODE, "code"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SAFE_HREF = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)


def write_html(document: Document) -> str:
    """Write HTML with tags of `TAGS` only; the empty string for a document that says nothing.

    Control characters are left out. A link to anything but http, https, mailto and tel keeps its
    text and loses its target. A picture without such a URL is written as words.
    """
    html = "".join(map(_block, document.blocks))
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return _line(block)
        case CodeBlock():
            return _wrap("pre", _escape(block.text.strip("\n")))
        case Quote() | Panel():
            return _wrap("blockquote", _blocks(block.blocks))
        case Expand():
            return _title(block.title) + _blocks(block.blocks)
        case ItemList() | Table() | Rule():
            return _structure(block)
        case Card() | Media() | Placeholder():
            return _wrap("p", _inline(block))


def _structure(block: ItemList | Table | Rule) -> str:
    match block:
        case ItemList():
            return _list(block)
        case Table():
            return _wrap("table", _wrap("tbody", "".join(map(_row, block.rows))))
        case Rule():
            return "<hr>"


def _blocks(blocks: Sequence[Block]) -> str:
    return "".join(map(_block, blocks))


def _wrap(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _line(block: Paragraph | Heading) -> str:
    tag = f"h{min(max(block.level, 1), 6)}" if isinstance(block, Heading) else "p"
    return _wrap(tag, _inlines(block.inlines))


def _title(title: str) -> str:
    return _wrap("p", _wrap("strong", _escape(title)))


def _list(block: ItemList) -> str:
    inner = "".join(map(_item, block.items))
    if not block.ordered:
        return _wrap("ul", inner)
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>{inner}</ol>" if inner else ""


def _item(item: ListItem) -> str:
    state = {None: "", True: "[x] ", False: "[ ] "}[item.checked]
    if item.blocks and isinstance(item.blocks[0], Paragraph):
        first = Paragraph((Text(state), *item.blocks[0].inlines)) if state else item.blocks[0]
        return f"<li>{_contents((first, *item.blocks[1:]))}</li>"
    return f"<li>{state}{_contents(item.blocks)}</li>"


def _contents(blocks: Sequence[Block]) -> str:
    """One paragraph alone is written without its tag, so that lists and tables stay tight."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inlines(blocks[0].inlines)
    return _blocks(blocks)


def _row(row: Row) -> str:
    return _wrap("tr", "".join(map(_cell, row.cells)))


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.columns), ("rowspan", cell.rows))
        if count > 1
    )
    return f"<{tag}{spans}>{_contents(cell.blocks)}</{tag}>"


def _inlines(inlines: Sequence[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return _text(inline)
        case LineBreak():
            return "<br>"
        case Card():
            return _anchor(Link(inline.url), _escape(inline.url))
        case Media():
            return _media(inline)
        case _:
            return _escape(plain_inline(inline))


def _text(text: Text) -> str:
    html = _escape(text.text)
    for mark, tag in reversed(_MARK_TAGS):
        if mark in text.marks:
            html = _wrap(tag, html)
    return _anchor(text.link, html) if text.link else html


def _anchor(link: Link, inner: str) -> str:
    if not inner or not _SAFE_HREF.fullmatch(link.href):
        return inner
    title = f' title="{_escape(link.title)}"' if link.title else ""
    return f'<a href="{_escape(link.href)}"{title}>{inner}</a>'


def _media(media: Media) -> str:
    if media.kind == "image" and _SAFE_HREF.fullmatch(media.url):
        return f'<img src="{_escape(media.url)}" alt="{_escape(media.alt)}">'
    return _escape(plain_inline(media))


def _escape(text: str) -> str:
    return escape(_CONTROLS.sub("", text))
