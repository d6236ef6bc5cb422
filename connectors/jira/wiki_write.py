"""`Document` to Jira's wiki markup, for a Data Center, whose REST v2 takes no ADF.

No text of the document can be read as markup: every sign that could begin or end one is escaped
with a backslash or, where the vendor's renderer knows no such escape, written as an entity. What
wiki markup cannot hold at a place is written as the nearest thing that it can, with the same plain
text: a quote in a quote becomes its paragraphs, a table in a list lines of text. Vendor's ids do
not cross, as in `adf_write`. Where a site renders a field as plain text the escapes are seen.
"""

from collections.abc import Iterable

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
    Mark,
    Panel,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Text,
)
from connectors.jira.adf_inline import clean
from connectors.jira.flatten import as_inlines, of_blocks, state
from connectors.jira.wiki_write_inline import SPACED, write_cell, write_lines

# What the vendor's code macro knows; another word would put an error into the comment.
_LANGUAGES = frozenset(
    {"actionscript", "ada", "applescript", "bash", "c", "c#", "c++", "cpp", "css", "erlang", "go"}
    | {"groovy", "haskell", "html", "java", "javascript", "js", "json", "lua", "none", "nyan"}
    | {"objc", "perl", "php", "python", "r", "rainbow", "ruby", "scala", "sh", "sql", "swift"}
    | {"visualbasic", "xml", "yaml"}
)
_ENDS = ("{code", "{noformat")


def write_wiki(document: Document) -> str:
    """Write the document; an empty one gives "", which Jira refuses as a comment."""
    return _joined(_block(block, boxed=False) for block in document.blocks)


def _joined(written: Iterable[str]) -> str:
    return "\n\n".join(filter(None, written))


def _block(block: Block, *, boxed: bool) -> str:
    match block:
        case Heading():
            return _heading(block)
        case CodeBlock():
            return _code(block)
        case Rule():
            return "----"
        case Quote() | Panel() | Expand():
            return _box(block, boxed=boxed)
        case ItemList() if _is_plain_list(block):
            return _list(block, "")
        case Table():
            return "\n".join(map(_row, block.rows))
        case _:
            return write_lines(as_inlines(block))


def _heading(block: Heading) -> str:
    """A heading is one line; one of several lines becomes a bold paragraph."""
    text = write_lines(block.inlines, edges=SPACED)
    if not text:
        return ""
    if "\n" in text:
        return write_lines(_strong(block.inlines))
    return f"h{min(6, max(1, block.level))}. {text}"


def _strong(inlines: Iterable[Inline]) -> list[Inline]:
    return [
        Text(one.text, one.marks | {Mark.STRONG}, one.link) if isinstance(one, Text) else one
        for one in inlines
    ]


def _code(block: CodeBlock) -> str:
    """Code that could end the macro itself becomes lines of escaped text."""
    text = clean(block.text)
    if any(end in text.lower() for end in _ENDS):
        return write_lines(as_inlines(_as_code(block)))
    language = block.language.lower()
    option = f":{language}" if language in _LANGUAGES else ""
    return f"{{code{option}}}\n{text}\n{{code}}" if text else ""


def _box(block: Quote | Panel | Expand, *, boxed: bool) -> str:
    """A box in a box is written without its frame; an expand is a panel under its title."""
    title = [Text(block.title)] if isinstance(block, Expand) else []
    inner = _joined(
        [write_lines(_strong(title)), *(_block(one, boxed=True) for one in block.blocks)]
    )
    if boxed or not inner:
        return inner
    name = "quote" if isinstance(block, Quote) else "panel"
    return f"{{{name}}}\n{inner}\n{{{name}}}"


# ---- lists and tables ----------------------------------------------------------------------------


def _is_plain_list(block: ItemList) -> bool:
    """Whether wiki markup can number it: a numbered list begins at one."""
    return not block.ordered or block.start == 1


def _list(block: ItemList, outer: str) -> str:
    signs = outer + ("#" if block.ordered else "*")
    return "\n".join(_item(item, signs) for item in block.items)


def _item(item: ListItem, signs: str) -> str:
    """Its text in lines, then a list in it; what comes in another order is all text."""
    *before, last = item.blocks or (Paragraph(),)
    if isinstance(last, ItemList) and _is_plain_list(last) and last.items:
        first = _item_text(before, item.checked)
        if _item_text(before, None) and not any(isinstance(one, ItemList) for one in before):
            return f"{signs} {first}\n{_list(last, signs)}"
    return f"{signs} {_item_text(item.blocks, item.checked) or '&nbsp;'}"


def _item_text(blocks: Iterable[Block], checked: bool | None) -> str:
    mark = (Text(state(checked).lstrip() + " "),) if checked is not None else ()
    return write_lines((*mark, *of_blocks(map(_as_code, blocks))), edges=SPACED)


def _as_code(block: Block) -> Block:
    """Code in a list item is lines in a fixed width."""
    if not isinstance(block, CodeBlock):
        return block
    code = frozenset({Mark.CODE})
    run = as_inlines(block)
    return Paragraph(tuple(Text(one.text, code) if isinstance(one, Text) else one for one in run))


def _row(row: Row) -> str:
    cells = row.cells or (Cell(),)
    written = [("||" if cell.header else "|") + f" {_cell(cell)} " for cell in cells]
    return "".join(written) + ("||" if cells[-1].header else "|")


def _cell(cell: Cell) -> str:
    return write_cell(of_blocks(cell.blocks, (Text(" "),)))
