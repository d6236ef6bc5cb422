"""Atlassian Document Format to `Document`: total over the schema and over what is not in it.

Source of the node and mark names: the vendor's `adf-schema` (full, version 1). What has no
counterpart becomes a `Placeholder` with fixed words; whatever a reader would see is read as text,
so that redaction sees it too. Ids, colours, sizes and layouts are left out.
"""

from collections.abc import Callable
from typing import Any

from app.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Expand,
    Heading,
    Inline,
    ItemList,
    ListItem,
    Panel,
    Paragraph,
    Placeholder,
    Quote,
    Row,
    Rule,
    Table,
    plain_inline,
)
from app.errors import UnreadableContent
from connectors.jira.adf_inline import (
    Node,
    attrs_of,
    clean,
    read_card,
    read_inline,
    read_media,
    unsupported,
)
from connectors.jira.flatten import BREAK, as_inlines

MAX_DEPTH = 50
_TOO_DEEP = Placeholder("content nested too deep")
_PANELS = frozenset({"info", "note", "success", "warning", "error"})
_ITEMS = frozenset({"listItem", "taskItem", "decisionItem", "blockTaskItem"})
_LISTS = frozenset({"bulletList", "orderedList", "taskList", "decisionList"})
_Blocks = tuple[Block, ...]


def read_adf(value: object) -> Document:
    """Read an ADF document; never raises for an object of type `doc`, whatever it holds.

    What is nested deeper than `MAX_DEPTH` becomes a placeholder. Raises UnreadableContent for a
    value that is no ADF document at all.
    """
    if not isinstance(value, dict) or value.get("type") != "doc":
        raise UnreadableContent(
            "A Jira text is not in Atlassian Document Format, so it cannot be checked."
        )
    return Document(_blocks_in(value, 0))


# ---- a node's children ---------------------------------------------------------------------------


def _children(node: Node) -> list[Node]:
    """The child nodes; what stands among them and is no node is told by its lack of a type."""
    content = node.get("content")
    if content is None:
        return []
    listed = content if isinstance(content, list) else [content]
    return [child if isinstance(child, dict) else {} for child in listed]


def _blocks_in(node: Node, depth: int) -> _Blocks:
    """The children as blocks; inlines that stand among them share a paragraph of their own."""
    blocks: list[Block] = []
    run: list[Inline] = []
    for child in _children(node):
        inlines = read_inline(child)
        if inlines is not None:
            run += inlines
            continue
        blocks += _paragraph_of(run)
        run = []
        blocks += _read_block(child, depth + 1)
    return tuple(blocks + _paragraph_of(run))


def _paragraph_of(run: list[Inline]) -> list[Block]:
    return [Paragraph(tuple(run))] if run else []


def _inlines_in(node: Node, depth: int) -> tuple[Inline, ...]:
    """The children as inlines; a block that stands among them is set on lines of its own."""
    run: list[Inline] = []
    for child in _children(node):
        inlines = read_inline(child)
        if inlines is not None:
            run += inlines
            continue
        for block in _read_block(child, depth + 1):
            run += (*(BREAK if run else ()), *as_inlines(block))
    return tuple(run)


def _read_block(node: Node, depth: int) -> _Blocks:
    if depth > MAX_DEPTH:
        return (_TOO_DEEP,)
    kind = node.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    return reader(node, depth) if reader else _opaque(node, depth)


# ---- blocks --------------------------------------------------------------------------------------


def _paragraph(node: Node, depth: int) -> _Blocks:
    return (Paragraph(_inlines_in(node, depth)),)


def _heading(node: Node, depth: int) -> _Blocks:
    return (Heading(_whole(attrs_of(node).get("level"), 1, 6), _inlines_in(node, depth)),)


def _code(node: Node, depth: int) -> _Blocks:
    text = "".join(map(plain_inline, _inlines_in(node, depth)))
    return (CodeBlock(text, clean(attrs_of(node).get("language"))),)


def _quote(node: Node, depth: int) -> _Blocks:
    return (Quote(_blocks_in(node, depth)),)


def _panel(node: Node, depth: int) -> _Blocks:
    kind = clean(attrs_of(node).get("panelType"))
    kind = {"tip": "success"}.get(kind, kind)
    return (Panel(kind if kind in _PANELS else "info", _blocks_in(node, depth)),)


def _expand(node: Node, depth: int) -> _Blocks:
    return (Expand(clean(attrs_of(node).get("title")), _blocks_in(node, depth)),)


def _media(node: Node, depth: int) -> _Blocks:
    return read_media(node)


def _media_single(node: Node, depth: int) -> _Blocks:
    """The picture, then its caption; a link on the frame is read like one on the picture."""
    blocks: list[Block] = []
    for child in _children(node):
        if child.get("type") == "media":
            blocks += read_media(child, "image")
        else:
            blocks += _blocks_in({"content": [child]}, depth)
    framed = read_media({"marks": node.get("marks")})[1:]
    return (*blocks, *framed)


def _card(node: Node, depth: int) -> _Blocks:
    return read_card(node)


def _transparent(node: Node, depth: int) -> _Blocks:
    """Layouts, frames and the like: a box around blocks."""
    return _blocks_in(node, depth)


def _opaque(node: Node, depth: int) -> _Blocks:
    """An app's own node or an unknown one: what it shows is not known; a body in it is read."""
    return (unsupported(node.get("type")), *_blocks_in(node, depth))


# ---- lists ---------------------------------------------------------------------------------------


def _list(node: Node, depth: int) -> _Blocks:
    items: list[ListItem] = []
    for child in _children(node):
        if child.get("type") in _LISTS:
            _nest(items, _read_block(child, depth + 1))
        else:
            items.append(_item(child, depth + 1))
    start = _whole(attrs_of(node).get("order"), 0, 10**9, default=1)
    return (ItemList(tuple(items), node.get("type") == "orderedList", start),)


def _nest(items: list[ListItem], inner: _Blocks) -> None:
    """A task list directly in a task list belongs to the item before it."""
    last = items.pop() if items else ListItem()
    items.append(ListItem(last.blocks + inner, last.checked))


def _item(node: Node, depth: int) -> ListItem:
    if depth > MAX_DEPTH:
        return ListItem((_TOO_DEEP,))
    kind = node.get("type")
    if kind not in _ITEMS:
        return ListItem(_blocks_in({"content": [node]}, depth))
    if kind == "listItem":
        return ListItem(_blocks_in(node, depth))
    done = attrs_of(node).get("state") in ("DONE", "DECIDED")
    return ListItem(_blocks_in(node, depth), done)


def _stray_item(node: Node, depth: int) -> _Blocks:
    return (ItemList((_item(node, depth),)),)


# ---- tables --------------------------------------------------------------------------------------


def _table(node: Node, depth: int) -> _Blocks:
    return (Table(tuple(_row(child, depth + 1) for child in _children(node))),)


def _row(node: Node, depth: int) -> Row:
    children = _children(node) if node.get("type") == "tableRow" else [node]
    return Row(tuple(_cell(child, depth + 1) for child in children))


def _cell(node: Node, depth: int) -> Cell:
    kind, attrs = node.get("type"), attrs_of(node)
    if depth > MAX_DEPTH:
        return Cell((_TOO_DEEP,))
    if kind not in ("tableCell", "tableHeader"):
        return Cell(_blocks_in({"content": [node]}, depth))
    columns = _whole(attrs.get("colspan"), 1, 1000)
    rows = _whole(attrs.get("rowspan"), 1, 1000)
    return Cell(_blocks_in(node, depth), kind == "tableHeader", columns, rows)


def _stray_row(node: Node, depth: int) -> _Blocks:
    return (Table((_row(node, depth),)),)


def _whole(value: Any, least: int, most: int, default: int | None = None) -> int:
    """A number as a whole one within bounds; `least`, or the default, for what is no number."""
    fallback = least if default is None else default
    if isinstance(value, bool) or not isinstance(value, int | float):
        return fallback
    return int(max(least, min(most, value))) if value == value else fallback


_READERS: dict[str, Callable[[Node, int], _Blocks]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "codeBlock": _code,
    "blockquote": _quote,
    "panel": _panel,
    "expand": _expand,
    "nestedExpand": _expand,
    "rule": lambda _node, _depth: (Rule(),),
    "media": _media,
    "mediaSingle": _media_single,
    "mediaGroup": _transparent,
    "caption": _paragraph,
    "blockCard": _card,
    "embedCard": _card,
    "layoutSection": _transparent,
    "layoutColumn": _transparent,
    "bodiedSyncBlock": _transparent,
    "extension": _opaque,
    "bodiedExtension": _opaque,
    "multiBodiedExtension": _opaque,
    "extensionFrame": _transparent,
    "syncBlock": _opaque,
    "bulletList": _list,
    "orderedList": _list,
    "taskList": _list,
    "decisionList": _list,
    **dict.fromkeys(_ITEMS, _stray_item),
    "table": _table,
    "tableRow": _stray_row,
    "tableCell": _stray_row,
    "tableHeader": _stray_row,
}
