"""A block as a run of inlines, where a vendor's format allows no block: same plain text."""

from collections.abc import Iterable, Sequence

from app.document import (
    Block,
    Card,
    CodeBlock,
    Expand,
    Heading,
    Inline,
    ItemList,
    LineBreak,
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

_Run = tuple[Inline, ...]
BREAK: _Run = (LineBreak(),)
SPACE: _Run = (Text(" "),)
BAR: _Run = (Text(" | "),)


def text_run(text: str) -> _Run:
    """Text that may hold line feeds, as texts and line breaks."""
    lines = text.split("\n")
    return _joined([(Text(line),) if line else () for line in lines], BREAK)


def as_inlines(block: Block) -> _Run:
    """Return the block's content in reading order; `to_plain` gives the same for both."""
    match block:
        case Paragraph() | Heading():
            return block.inlines
        case CodeBlock():
            return text_run(block.text)
        case Quote() | Panel():
            return of_blocks(block.blocks, BREAK)
        case Expand():
            return _joined(_seen([text_run(block.title), of_blocks(block.blocks, BREAK)]), BREAK)
        case ItemList() | Table():
            return _joined(_lines(block), BREAK)
        case Rule():
            return (Text("---"),)
        case Card() | Media() | Placeholder():
            return (block,)


def bullet(number: int | None, checked: bool | None) -> str:
    """The mark before a list item in plain text, with the space after it."""
    return (f"{number}." if number is not None else "-") + state(checked) + " "


def state(checked: bool | None) -> str:
    """The state of a task or decision as plain text shows it; empty for an ordinary item."""
    return {None: "", True: " [x]", False: " [ ]"}[checked]


def _lines(block: ItemList | Table) -> list[_Run]:
    if isinstance(block, Table):
        return [_of_row(row) for row in block.rows]
    return [
        (
            Text(bullet(number if block.ordered else None, item.checked)),
            *of_blocks(item.blocks, BREAK),
        )
        for number, item in enumerate(block.items, block.start)
    ]


def _of_row(row: Row) -> _Run:
    return _joined([of_blocks(cell.blocks, SPACE) for cell in row.cells], BAR)


def of_blocks(blocks: Iterable[Block], separator: _Run = BREAK) -> _Run:
    """Blocks as one run; those that a reader would not see leave no separator."""
    return _joined(_seen(map(as_inlines, blocks)), separator)


def _seen(runs: Iterable[_Run]) -> list[_Run]:
    """The runs in which a reader sees at least one character."""
    return [run for run in runs if any(map(plain_inline, run))]


def _joined(runs: Sequence[_Run], separator: _Run) -> _Run:
    joined: list[Inline] = []
    for index, run in enumerate(runs):
        joined += (*separator, *run) if index else run
    return tuple(joined)
