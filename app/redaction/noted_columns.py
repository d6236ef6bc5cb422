"""A mark at the head of a column keeps that column to engineering, and no other cell."""

from app.redaction.canonical import Canonical
from app.redaction.joined import Span


def marked_column(view: Canonical, mark: int, end: int) -> list[Span]:
    """The filled cells below a mark in the first row of a table that ends there; empty where the
    mark is no head: in the first cell, which speaks for its row, or where rows are uneven."""
    text = view.text
    start = text.rfind("\n", 0, mark) + 1
    number = text.count("\t", start, mark)
    table = text[start:end].rstrip("\n")
    rows = [row.split("\t") for row in table.split("\n")]
    if not _is_head(rows, number, text[:start]):
        return []
    return [*_cells(rows, number, start)]


def _is_head(rows: list[list[str]], number: int, above: str) -> bool:
    """Whether the first row is a head whose cell of that number stands behind another filled one,
    with as many cells in every row below."""
    first = above.rpartition("\n\n")[2].strip("\n") == ""
    behind = any(cell.strip() for cell in rows[0][:number])
    return first and behind and len(rows) > 1 and len({len(row) for row in rows}) == 1


def _cells(rows: list[list[str]], number: int, start: int) -> list[Span]:
    found = list[Span]()
    for row in rows:
        begin = start + sum(len(cell) + 1 for cell in row[:number])
        if row is not rows[0] and row[number].strip():
            found.append(Span(begin, begin + len(row[number])))
        start += sum(len(cell) + 1 for cell in row)
    return found
