"""Tables of a page: what stands under or beside a private name is private, however it looks."""

from collections.abc import Sequence

from app.attachments.names import entities_of, entity_of
from app.attachments.writing import redact_fields
from app.document import (
    Block,
    Cell,
    Document,
    Expand,
    ItemList,
    ListItem,
    Panel,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    to_plain,
)
from app.redaction.files import Field, FileRedactor

_PAIR = 2


def redact_headed(document: Document, redactor: FileRedactor) -> Document:
    """The document with the cells redacted that a head above them, or a name before them, tells."""
    return Document(_blocks(document.blocks, redactor))


def _block(block: Block, redactor: FileRedactor) -> Block:
    match block:
        case Table():
            return _table(block, redactor)
        case Quote():
            return Quote(_blocks(block.blocks, redactor))
        case Panel():
            return Panel(block.kind, _blocks(block.blocks, redactor))
        case Expand():
            return Expand(block.title, _blocks(block.blocks, redactor))
        case ItemList():
            items = (ListItem(_blocks(one.blocks, redactor), one.checked) for one in block.items)
            return ItemList(tuple(items), block.ordered, block.start)
        case _:
            return block


def _blocks(blocks: Sequence[Block], redactor: FileRedactor) -> tuple[Block, ...]:
    return tuple(_block(block, redactor) for block in blocks)


def _table(table: Table, redactor: FileRedactor) -> Table:
    names = [_shown(cell) for row in table.rows[:1] for cell in row.cells]
    told = entities_of(names)
    head = (_row(row, [], redactor) for row in table.rows[:1])
    return Table((*head, *(_row(row, told, redactor) for row in table.rows[1:])))


def _row(row: Row, told: Sequence[str | None], redactor: FileRedactor) -> Row:
    fields = _fields([_shown(cell) for cell in row.cells], told)
    private = [field for field in fields if field.entity is not None]
    answers = iter(redact_fields(private, redactor))
    cells = (
        cell if field.entity is None else _written(cell, next(answers))
        for cell, field in zip(row.cells, fields, strict=True)
    )
    return Row(tuple(cells))


def _fields(shown: Sequence[str], told: Sequence[str | None]) -> list[Field]:
    """A row's cells; in a row of two the first may be the name of the second."""
    beside = entity_of(shown[0]) if len(shown) == _PAIR else None
    entities = [told[at] if at < len(told) else None for at in range(len(shown))]
    if beside is not None:
        entities[-1] = entities[-1] or beside
    return [Field("", text, entity) for text, entity in zip(shown, entities, strict=True)]


def _shown(cell: Cell) -> str:
    return to_plain(Document(cell.blocks)).strip()


def _written(cell: Cell, text: str) -> Cell:
    return Cell((Paragraph((Text(text),)),), cell.header, cell.columns, cell.rows)
