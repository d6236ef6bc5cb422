"""Neutral rich text: the one shape that redaction sees.

A `Document` is a tuple of blocks; a block holds inlines or further blocks. Connectors translate
ADF and HTML to it and back. Everything a reader could see or copy is in a field of some node here:
a vendor's node that has no counterpart becomes a `Placeholder`, never an exception and never raw.

Nodes are frozen dataclasses, not pydantic models, because a comment is some hundred nodes and
redaction rebuilds all of them (docs/decisions/0001-document-as-dataclasses.md).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum


class Mark(StrEnum):
    """A way of setting text apart that both vendors can show."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    UNDERLINE = "underline"
    STRIKE = "strike"
    CODE = "code"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a run of text leads. `title` is the tool tip, readable by people like any text."""

    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters with one set of marks; holds no line feed outside code."""

    text: str
    marks: frozenset[Mark] = frozenset()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A vendor's user named in the text. `account` is the vendor's id and never crosses."""

    account: str
    name: str


@dataclass(frozen=True, slots=True)
class Emoji:
    """`short_name` as `:smile:`; `text` is the character, empty for a site's own picture."""

    short_name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class DateStamp:
    """A calendar day, ISO 8601 (`2026-11-22`)."""

    iso: str


@dataclass(frozen=True, slots=True)
class Lozenge:
    """A small coloured label such as ADF's status."""

    text: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A bare URL that the vendor shows as a card; also a block of its own."""

    url: str


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a file in the text. None of the four strings may cross unseen.

    `reference` is the vendor's id of the file; it never crosses.
    """

    kind: str
    file_name: str = ""
    alt: str = ""
    url: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands for a node that is not carried over: `label` is fixed words, never content."""

    label: str


Inline = Text | LineBreak | Mention | Emoji | DateStamp | Lozenge | Card | Media | Placeholder


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 to 6."""

    level: int
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted text; line feeds are kept."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """`checked` is None for an ordinary item, else the state of a task or decision."""

    blocks: tuple["Block", ...] = ()
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[ListItem, ...] = ()
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple["Block", ...] = ()
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """`kind` is one of info, note, success, warning, error."""

    kind: str
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Expand:
    """Blocks behind a title that the reader opens; hidden content is content."""

    title: str
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""


Block = (
    Paragraph
    | Heading
    | CodeBlock
    | Quote
    | ItemList
    | Table
    | Panel
    | Expand
    | Rule
    | Card
    | Media
    | Placeholder
)
Node = Inline | Block | ListItem | Row | Cell


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text. Empty is valid and means that nothing was said."""

    blocks: tuple[Block, ...] = ()


def from_plain(text: str) -> Document:
    """Make a document of plain text: a blank line parts paragraphs, a line's end is a break."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [part for part in lines.split("\n\n") if part.strip("\n")]
    return Document(tuple(Paragraph(_break_lines(part.strip("\n"))) for part in paragraphs))


def _break_lines(text: str) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for line in text.split("\n"):
        if inlines:
            inlines.append(LineBreak())
        if line:
            inlines.append(Text(line))
    return tuple(inlines)


def to_plain(document: Document) -> str:
    """Render as plain text for previews and command-line output: one block a paragraph."""
    return "\n\n".join(part for part in map(_plain_block, document.blocks) if part)


def _plain_blocks(blocks: tuple[Block, ...], separator: str = "\n") -> str:
    return separator.join(part for part in map(_plain_block, blocks) if part)


def _plain_block(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return "".join(map(plain_inline, block.inlines))
        case CodeBlock():
            return block.text
        case Rule():
            return "---"
        case Card() | Media() | Placeholder():
            return plain_inline(block)
        case _:
            return _plain_container(block)


def _plain_container(block: Quote | Panel | Expand | ItemList | Table) -> str:
    match block:
        case Quote() | Panel():
            return _plain_blocks(block.blocks)
        case Expand():
            return "\n".join(filter(None, (block.title, _plain_blocks(block.blocks))))
        case ItemList():
            return _plain_list(block)
        case Table():
            return "\n".join(_plain_row(row) for row in block.rows)


def _plain_list(items: ItemList) -> str:
    lines = []
    for number, item in enumerate(items.items, items.start):
        bullet = f"{number}." if items.ordered else "-"
        state = {None: "", True: " [x]", False: " [ ]"}[item.checked]
        lines.append(f"{bullet}{state} {_plain_blocks(item.blocks)}")
    return "\n".join(lines)


def _plain_row(row: Row) -> str:
    return " | ".join(_plain_blocks(cell.blocks, " ") for cell in row.cells)


def plain_inline(inline: Inline) -> str:
    """The characters that a reader would see for one inline node; a link shows its text only."""
    match inline:
        case Text() | Lozenge():
            return inline.text
        case LineBreak():
            return "\n"
        case DateStamp():
            return inline.iso
        case Card():
            return inline.url
        case _:
            return _plain_sign(inline)


def _plain_sign(inline: Mention | Emoji | Media | Placeholder) -> str:
    match inline:
        case Mention():
            return f"@{inline.name.removeprefix('@')}"
        case Emoji():
            return inline.text or inline.short_name
        case Media():
            return f"[{inline.kind}: {inline.alt or inline.file_name}]".replace(": ]", "]")
        case Placeholder():
            return f"[{inline.label}]"


def iter_nodes(document: Document) -> Iterator[Node]:
    """Yield every node of the document, parents before children, in reading order."""
    stack: list[Node] = list(reversed(document.blocks))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children_of(node)))


def children_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside this one."""
    match node:
        case Text() | LineBreak():
            return ()
        case Paragraph() | Heading():
            return node.inlines
        case Quote() | Panel() | Expand() | ListItem() | Cell():
            return node.blocks
        case ItemList():
            return node.items
        case Table():
            return node.rows
        case Row():
            return node.cells
        case _:
            return ()


def canonical_bytes(document: Document) -> bytes:
    """The same bytes for the same document in every process, for digests."""
    return json.dumps(_canonical(document), ensure_ascii=True, separators=(",", ":")).encode()


def _canonical(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    if is_dataclass(value):
        parts = [_canonical(getattr(value, field.name)) for field in fields(value)]
        return [type(value).__name__, *parts]
    return value
