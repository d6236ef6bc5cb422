"""A mark alone at the head of a column keeps that column to engineering, and no other cell."""

from app.redaction.canonical import Canonical
from app.redaction.joined import Span

_LONGEST_HEAD = 24


def marked_column(view: Canonical, mark: int) -> list[Span]:
    """The filled cells below a mark in the first row of a table, down to the table's end.

    Empty where the mark is no head: in the first cell, which speaks for its row, with a note behind
    it in its cell, or where rows are uneven.
    """
    text = view.text
    start = text.rfind("\n", 0, mark) + 1
    number = text.count("\t", start, mark)
    rows = [line.split("\t") for line in _lines(text, start)]
    if not _is_head(rows, number, text[:start]):
        return []
    return [*_cells(rows, number, start)]


def _lines(text: str, start: int) -> list[str]:
    """The table's lines: those that have cells."""
    found = list[str]()
    while start < len(text):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if "\t" not in line:
            break
        found.append(line)
        start += len(line) + 1
    return found


def _is_head(rows: list[list[str]], number: int, above: str) -> bool:
    """Whether the first row is a head whose cell of that number is no more than a mark behind
    another filled cell, with as many cells in every row below."""
    if len(rows) < 2 or above.rpartition("\n\n")[2].strip("\n"):
        return False
    head = rows[0][number].strip()
    alone = len(head) <= _LONGEST_HEAD and ":" not in head and head.count(" ") < 2
    behind = any(cell.strip() for cell in rows[0][:number])
    return alone and behind and len({len(row) for row in rows}) == 1


def _cells(rows: list[list[str]], number: int, start: int) -> list[Span]:
    found = list[Span]()
    for row in rows:
        begin = start + sum(len(cell) + 1 for cell in row[:number])
        if row is not rows[0] and row[number].strip():
            found.append(Span(begin, begin + len(row[number])))
        start += sum(len(cell) + 1 for cell in row)
    return found
