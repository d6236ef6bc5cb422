"""HTML to Document, for any input: nothing raises, nothing that a reader could see is lost unseen.

Scripts, styles and comments are left out. An element without a counterpart is read by its content;
an element hidden by its style is read too, so that redaction sees it, but behind the paragraph that
it stands in, so that it parts no words. Past a depth that no person writes, a Placeholder stands
for the rest.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from app.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Mark,
    Paragraph,
    Placeholder,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    plain_inline,
)
from connectors.zendesk.html_media import MEDIA, read_media
from connectors.zendesk.html_space import tidy
from connectors.zendesk.html_style import is_hidden, is_turned, is_within_line
from connectors.zendesk.html_tags import BLOCKS, FRAMES, INLINE, LOST, MARKS

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives this type
TOO_DEEP = Placeholder("content nested too deeply")
UNREADABLE = Placeholder("content that could not be read")
OVERRIDE, OVERRIDE_END = "\u202e", "\u202c"
MAX_DEPTH = 100
"""Elements inside one another; a mail quoted twenty times over has about sixty."""

# The parser drops what follows such an end; a browser shows it. An end without a start is inert.
_DOCUMENT_END = re.compile(r"</(?:html|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    marks: frozenset[Mark] = frozenset()
    link: Link | None = None
    depth: int = 0

    def deeper(self) -> "_Style":
        return _Style(self.marks, self.link, self.depth + 1)

    def marked(self, mark: Mark) -> "_Style":
        return _Style(self.marks | {mark}, self.link, self.depth)

    def linked(self, link: Link) -> "_Style":
        return _Style(self.marks, link, self.depth)


class _Flow:
    """Collects the blocks of one container; loose inlines gather to a paragraph."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._run: list[Inline] = []
        self._aside: list[Block] = []

    def text(self, text: str | None, style: _Style) -> None:
        if text:
            self._run.append(Text(text, style.marks, style.link))

    def inline(self, node: Inline) -> None:
        self._run.append(node)

    def end_paragraph(self) -> None:
        inlines = tidy(self._run)
        if inlines:
            self._blocks.append(Paragraph(inlines))
        self._blocks += self._aside
        self._run, self._aside = [], []

    def aside(self, blocks: tuple[Block, ...]) -> None:
        """Blocks that stand behind the paragraph, whose words they must not part."""
        self._aside += blocks

    def block(self, block: Block) -> None:
        self.end_paragraph()
        self._blocks.append(block)

    def finish(self) -> tuple[Block, ...]:
        self.end_paragraph()
        return tuple(self._blocks)


def read_html(html: str) -> Document:
    """Read HTML of any quality in time linear in its length; never raises.

    Of an input that the parser gives up on, a Placeholder is all that is left.
    """
    root, whole = _parse(html)
    if root is None:
        return Document((UNREADABLE,))
    flow = _Flow()
    _walk(root, flow, _Style())
    blocks = flow.finish()
    return Document(blocks if whole else (*blocks, UNREADABLE))


def _parse(html: str) -> tuple[Element | None, bool]:
    """The tree, and whether all of the input is in it."""
    # The encoding is given, so that a `meta charset` in the text cannot turn the bytes over.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    text = _DOCUMENT_END.sub("</x-end", html.replace("\0", "\ufffd"))
    data = f"<body>{text}".encode("utf-8", "replace")
    try:
        root: Element | None = etree.fromstring(data, parser)
    except etree.LxmlError:
        return None, False
    gave_up = any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log)
    return root, not gave_up


def _walk(element: Element, flow: _Flow, style: _Style) -> None:
    """What stands in the element; what is shown from right to left is marked as such."""
    turned = is_turned(element)
    flow.text(OVERRIDE if turned else None, style)
    flow.text(element.text, style)
    for child in element:
        _visit(child, flow, style)
        flow.text(child.tail, style)
    flow.text(OVERRIDE_END if turned else None, style)


def _visit(element: Element, flow: _Flow, style: _Style) -> None:
    if _tag(element) in LOST:
        return
    if style.depth >= MAX_DEPTH:
        flow.inline(TOO_DEEP)
    elif is_hidden(element):
        hidden = _Flow()
        _show(element, hidden, style.deeper())
        flow.aside(hidden.finish())
    else:
        _show(element, flow, style.deeper())


def _show(element: Element, flow: _Flow, style: _Style) -> None:
    tag = _tag(element)
    if tag in MARKS:
        _walk(element, flow, style.marked(MARKS[tag]))
    elif tag in _SPECIAL:
        _SPECIAL[tag](element, flow, style)
    elif is_within_line(element, usually=tag not in BLOCKS):
        if _is_next_field(element):
            flow.end_paragraph()
        _walk(element, flow, style)
    else:
        flow.end_paragraph()
        _walk(element, flow, style)
        flow.end_paragraph()


def _is_next_field(element: Element) -> bool:
    """Whether unknown elements follow on each other: fields of data, whose values do not touch."""
    before = element.getprevious()
    if before is None or before.tail or not before.text:
        return False
    return not any(_tag(one) in KNOWN for one in (before, element))


def _tag(element: Element) -> str:
    return str(element.tag).lower()


def _inside(element: Element, style: _Style) -> tuple[Block, ...]:
    flow = _Flow()
    _walk(element, flow, style)
    return flow.finish()


def _read_link(element: Element, flow: _Flow, style: _Style) -> None:
    href = (element.get("href") or "").strip()
    if href:
        style = style.linked(Link(href, (element.get("title") or "").strip()))
    _walk(element, flow, style)


def _read_break(element: Element, flow: _Flow, style: _Style) -> None:
    flow.inline(LineBreak())
    _walk(element, flow, style)


def _read_rule(element: Element, flow: _Flow, style: _Style) -> None:
    flow.block(Rule())
    _walk(element, flow, style)


def _read_media(element: Element, flow: _Flow, style: _Style) -> None:
    flow.inline(read_media(element))
    _walk(element, flow, style)


def _read_frame(element: Element, flow: _Flow, style: _Style) -> None:
    flow.inline(Placeholder("embedded content"))
    _walk(element, flow, style)


def _read_field(element: Element, flow: _Flow, style: _Style) -> None:
    """What is in the field stands apart from the words around it."""
    flow.text(f" {element.get('value') or element.get('placeholder') or ''} ", style)
    _walk(element, flow, style)


def _read_term(element: Element, flow: _Flow, style: _Style) -> None:
    """The term of a definition, which is read together with what follows it."""
    flow.end_paragraph()
    _walk(element, flow, style)
    following = element.getnext()
    if following is not None and _tag(following) == "dd":
        asked = "".join(map(str, element.itertext())).rstrip().endswith(":")
        flow.text(" " if asked else ": ", style)


def _read_definition(element: Element, flow: _Flow, style: _Style) -> None:
    before = element.getprevious()
    if before is None or _tag(before) != "dt":
        flow.end_paragraph()
    _walk(element, flow, style)
    flow.end_paragraph()


def _read_heading(element: Element, flow: _Flow, style: _Style) -> None:
    level = int(_tag(element)[1])
    for block in _inside(element, style):
        flow.block(Heading(level, block.inlines) if isinstance(block, Paragraph) else block)


def _read_quote(element: Element, flow: _Flow, style: _Style) -> None:
    blocks = _inside(element, style)
    if blocks:
        flow.block(Quote(blocks))


def _read_code(element: Element, flow: _Flow, style: _Style) -> None:
    text = "".join(_code_parts(element)).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if text:
        flow.block(CodeBlock(text))


def _code_parts(element: Element) -> list[str]:
    """Text as it stands, with `br` as a line feed and pictures by their words."""
    parts: list[str] = []
    lost = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag, turned = _tag(node), is_turned(node)
        if event == "start":
            lost += tag in LOST
            if not lost:
                parts += (_code_mark(node, tag), OVERRIDE * turned, node.text or "")
            continue
        lost -= tag in LOST
        if not lost and node is not element:
            parts += (OVERRIDE_END * turned, node.tail or "")
    return parts


def _code_mark(element: Element, tag: str) -> str:
    if tag == "br":
        return "\n"
    return plain_inline(read_media(element)) if tag in MEDIA else ""


# ---- lists ---------------------------------------------------------------------------------------


def _read_list(element: Element, flow: _Flow, style: _Style) -> None:
    """What stands in a list outside an item becomes an item: no reader may miss it."""
    items: list[ListItem] = []
    _add_item(_loose(element.text, style), items)
    for child in element:
        if _tag(child) == "li":
            items.append(ListItem(_held(child, style)))
        else:
            _add_item(_alone(child, style), items)
        _add_item(_loose(child.tail, style), items)
    if items:
        ordered = _tag(element) == "ol"
        flow.block(ItemList(tuple(items), ordered, _number(element.get("start"), 0)))


def _add_item(blocks: tuple[Block, ...], items: list[ListItem]) -> None:
    if blocks:
        items.append(ListItem(blocks))


def _held(element: Element, style: _Style) -> tuple[Block, ...]:
    """The blocks of an item or a cell, one step deeper."""
    deeper = style.deeper()
    return (TOO_DEEP,) if deeper.depth >= MAX_DEPTH else _inside(element, deeper)


def _alone(element: Element, style: _Style) -> tuple[Block, ...]:
    flow = _Flow()
    _visit(element, flow, style)
    return flow.finish()


def _loose(text: str | None, style: _Style) -> tuple[Block, ...]:
    flow = _Flow()
    flow.text(text, style)
    return flow.finish()


def _number(value: str | None, least: int) -> int:
    text = (value or "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return max(number, least)


# ---- tables --------------------------------------------------------------------------------------

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot", "colgroup"})


def _read_table(element: Element, flow: _Flow, style: _Style) -> None:
    """Rows make the table; a caption and what stands between rows comes before it."""
    rows: list[Row] = []
    flow.end_paragraph()
    _read_rows(element, rows, flow, style)
    flow.end_paragraph()
    if rows:
        flow.block(Table(tuple(rows)))


def _read_rows(group: Element, rows: list[Row], flow: _Flow, style: _Style) -> None:
    flow.text(group.text, style)
    for child in group:
        if _tag(child) == "tr":
            _read_row(child, rows, style)
        elif _tag(child) in _ROW_GROUPS and style.depth < MAX_DEPTH:
            _read_rows(child, rows, flow, style.deeper())
        else:
            _visit(child, flow, style)
        flow.text(child.tail, style)


def _read_row(row: Element, rows: list[Row], style: _Style) -> None:
    """What stands in a row outside a cell becomes a cell."""
    cells: list[Cell] = []
    _add_cell(_loose(row.text, style), cells)
    for child in row:
        if _tag(child) in {"td", "th"}:
            cells.append(_read_cell(child, style))
        else:
            _add_cell(_alone(child, style), cells)
        _add_cell(_loose(child.tail, style), cells)
    if cells:
        rows.append(Row(tuple(cells)))


def _add_cell(blocks: tuple[Block, ...], cells: list[Cell]) -> None:
    if blocks:
        cells.append(Cell(blocks))


def _read_cell(cell: Element, style: _Style) -> Cell:
    columns, rows = _number(cell.get("colspan"), 1), _number(cell.get("rowspan"), 1)
    return Cell(_held(cell, style), _tag(cell) == "th", columns, rows)


_Reader = Callable[[Element, _Flow, _Style], None]
_SPECIAL: Mapping[str, _Reader] = {
    "a": _read_link,
    "br": _read_break,
    "hr": _read_rule,
    "pre": _read_code,
    "xmp": _read_code,
    "listing": _read_code,
    "blockquote": _read_quote,
    "table": _read_table,
    "input": _read_field,
    "dt": _read_term,
    "dd": _read_definition,
    **dict.fromkeys(MEDIA, _read_media),
    **dict.fromkeys(FRAMES, _read_frame),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _read_list),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _read_heading),
}
KNOWN = INLINE | BLOCKS | MARKS.keys() | _SPECIAL.keys()
