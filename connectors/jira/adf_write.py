"""`Document` to Atlassian Document Format: always valid against the vendor's schema.

What the schema does not allow at a place is written as the nearest thing that it does allow there,
with the same plain text: a heading in a list item becomes bold text, a table in a table cell lines
of text. Vendor's ids do not cross: a mention becomes its name, a picture its kind and names.
"""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any
from uuid import UUID

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
)
from connectors.jira.adf_inline import clean
from connectors.jira.adf_write_inline import is_web_address, write_inlines
from connectors.jira.flatten import BREAK, as_inlines, state

Adf = dict[str, Any]

# Where a kind of block may stand; elsewhere it is flattened. Paragraphs, lists and code blocks may
# stand everywhere. Source: the content models of the vendor's adf-schema.
_DOC, _EXPAND, _NESTED, _PANEL, _CELL, _QUOTE, _ITEM = range(7)
_BOXES = frozenset({_DOC, _EXPAND, _NESTED, _CELL})
_PLACES: dict[type[Block], frozenset[int]] = {
    Heading: _BOXES | {_PANEL},
    Rule: _BOXES | {_PANEL},
    Quote: _BOXES,
    Panel: _BOXES,
    Table: frozenset({_DOC, _EXPAND}),
    Expand: frozenset({_DOC, _EXPAND, _CELL}),
    Card: frozenset({_DOC, _EXPAND, _PANEL, _CELL}),
}
_PANELS = frozenset({"info", "note", "success", "warning", "error"})


def write_adf(document: Document) -> Adf:
    """Write the document; equal documents give equal output, `localId`s included.

    An empty document gives an empty one, which Jira refuses as a comment.
    """
    return {"type": "doc", "version": 1, "content": _Writer().blocks(document.blocks, _DOC)}


def _paragraph(inlines: Iterable[Inline]) -> Adf:
    return {"type": "paragraph", "content": write_inlines(inlines)}


def _filled(content: list[Adf]) -> list[Adf]:
    """A box must hold something: an empty paragraph if need be."""
    return content or [_paragraph(())]


def _strong(inlines: Iterable[Inline]) -> list[Inline]:
    return [
        Text(one.text, one.marks | {Mark.STRONG}, one.link) if isinstance(one, Text) else one
        for one in inlines
    ]


class _Writer:
    """Writes one document; holds the counter that its local ids are made of."""

    def __init__(self) -> None:
        self._ids = count(1)

    def blocks(self, blocks: Iterable[Block], place: int) -> list[Adf]:
        return [node for block in blocks for node in self._block(block, place)]

    def _local_id(self) -> Adf:
        return {"localId": str(UUID(int=next(self._ids)))}

    def _block(self, block: Block, place: int) -> list[Adf]:
        if place not in _PLACES.get(type(block), {place}):
            return self._flattened(block, place)
        match block:
            case Paragraph() | Media() | Placeholder():
                return [_paragraph(as_inlines(block))]
            case CodeBlock():
                return [_code(block)]
            case ItemList():
                return self._list(block, place)
            case Table():
                return self._table(block)
            case Heading() | Rule() | Card():
                return [_leaf(block)]
            case Quote() | Panel() | Expand():
                return [self._box(block, place)]

    def _flattened(self, block: Block, place: int) -> list[Adf]:
        match block:
            case Heading():
                return [_paragraph(_strong(block.inlines))]
            case Quote() | Panel():
                return self.blocks(block.blocks, place)
            case Expand():
                title = [_paragraph(_strong([Text(block.title)]))] if block.title else []
                return title + self.blocks(block.blocks, place)
            case _:
                return [_paragraph(as_inlines(block))]

    # ---- boxes -----------------------------------------------------------------------------------

    def _box(self, block: Quote | Panel | Expand, place: int) -> Adf:
        match block:
            case Quote():
                return {"type": "blockquote", "content": self._inside(block, _QUOTE)}
            case Panel():
                kind = block.kind if block.kind in _PANELS else "info"
                content = self._inside(block, _PANEL)
                return {"type": "panel", "attrs": {"panelType": kind}, "content": content}
            case Expand():
                name, inner = ("expand", _EXPAND) if place == _DOC else ("nestedExpand", _NESTED)
                attrs = {"title": clean(block.title)}
                return {"type": name, "attrs": attrs, "content": self._inside(block, inner)}

    def _inside(self, box: Quote | Panel | Expand, place: int) -> list[Adf]:
        return _filled(self.blocks(box.blocks, place))

    # ---- lists -----------------------------------------------------------------------------------

    def _list(self, block: ItemList, place: int) -> list[Adf]:
        if not block.items:
            return []
        if place != _QUOTE and _is_task_list(block):
            return [self._tasks(block)]
        content = [self._item(item) for item in block.items]
        if not block.ordered:
            return [{"type": "bulletList", "content": content}]
        attrs = {"order": max(0, block.start)}
        return [{"type": "orderedList", "attrs": attrs, "content": content}]

    def _item(self, item: ListItem) -> Adf:
        blocks = _with_state(item) if item.checked is not None else item.blocks
        return {"type": "listItem", "content": _filled(self.blocks(blocks, _ITEM))}

    def _tasks(self, block: ItemList) -> Adf:
        """A list in a task stands after it, not in it."""
        tasks: Adf = {"type": "taskList", "attrs": self._local_id()}
        content: list[Adf] = []
        for item in block.items:
            content.append(self._task(item))
            content += [self._tasks(one) for one in item.blocks if isinstance(one, ItemList)]
        return {**tasks, "content": content}

    def _task(self, item: ListItem) -> Adf:
        run: list[Inline] = []
        for block in item.blocks:
            if isinstance(block, Paragraph) and block.inlines:
                run += (*(BREAK if run else ()), *block.inlines)
        attrs = {**self._local_id(), "state": "DONE" if item.checked else "TODO"}
        return {"type": "taskItem", "attrs": attrs, "content": write_inlines(run)}

    # ---- tables ----------------------------------------------------------------------------------

    def _table(self, table: Table) -> list[Adf]:
        rows = [self._row(row) for row in table.rows]
        return [{"type": "table", "content": rows}] if rows else []

    def _row(self, row: Row) -> Adf:
        cells = [self._cell(cell) for cell in row.cells or (Cell(),)]
        return {"type": "tableRow", "content": cells}

    def _cell(self, cell: Cell) -> Adf:
        spans = {"colspan": cell.columns, "rowspan": cell.rows}
        return {
            "type": "tableHeader" if cell.header else "tableCell",
            "attrs": {name: span for name, span in spans.items() if span > 1},
            "content": _filled(self.blocks(cell.blocks, _CELL)),
        }


def _leaf(block: Heading | Rule | Card) -> Adf:
    match block:
        case Heading():
            attrs = {"level": min(6, max(1, block.level))}
            return {"type": "heading", "attrs": attrs, "content": write_inlines(block.inlines)}
        case Rule():
            return {"type": "rule"}
        case Card():
            if not is_web_address(block.url):
                return _paragraph((block,))
            return {"type": "blockCard", "attrs": {"url": clean(block.url)}}


def _code(block: CodeBlock) -> Adf:
    text = clean(block.text)
    attrs = {"language": clean(block.language)} if block.language else {}
    content = [{"type": "text", "text": text}] if text else []
    return {"type": "codeBlock", "attrs": attrs, "content": content}


def _is_task_list(block: ItemList) -> bool:
    """Whether all of it can be tasks: paragraphs, then at most one list of the same kind."""
    return bool(block.items) and not block.ordered and all(map(_is_task, block.items))


def _is_task(item: ListItem) -> bool:
    last = item.blocks[-1] if item.blocks else None
    nested = isinstance(last, ItemList)
    texts: Sequence[Block] = item.blocks[:-1] if nested else item.blocks
    return (
        item.checked is not None
        and all(isinstance(block, Paragraph) for block in texts)
        and (not isinstance(last, ItemList) or _is_task_list(last))
    )


def _with_state(item: ListItem) -> tuple[Block, ...]:
    """The state as text before the item's own, where the list cannot hold tasks."""
    mark = Text(state(item.checked).lstrip() + " ")
    if item.blocks and not isinstance(first := item.blocks[0], CodeBlock | ItemList):
        return (Paragraph((mark, *as_inlines(first))), *item.blocks[1:])
    return (Paragraph((mark,)), *item.blocks)
