"""CSV and TSV, row by row: a column's head is a cue for its cells."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NoReturn

from app.attachments.names import entities_of
from app.attachments.passages import LENGTH
from app.attachments.writing import Write, in_portions, redact_fields
from app.errors import UnreadableContent
from app.redaction.files import Field, FileRedactor

_SIGNS = ",;\t|"
_LONGEST_RECORD = 16 * LENGTH


def redact_table(
    pieces: Iterable[str], redactor: FileRedactor, write: Write, *, separator: str = ""
) -> None:
    """Redact a table of any length. `separator` is told by the head where it is not given.

    Raises UnreadableContent for a record that is longer than any table's.
    """
    lines = _lines(pieces)
    head = next(lines, "")
    sign = separator or _separator_of(head)
    rows = csv.reader(_chained(head, lines), delimiter=sign)
    try:
        _redact_rows(rows, redactor, _writer(write, sign))
    except csv.Error:
        _refuse()


def _redact_rows(
    rows: Iterator[list[str]], redactor: FileRedactor, put: Callable[[Sequence[str]], None]
) -> None:
    """The first row names the columns; its own cells are values too."""
    names = next(rows, [])
    entities = entities_of(names)
    if names:
        put(redact_fields([Field("", name) for name in names], redactor))
    before: list[Field] = []
    for portion in in_portions(rows):
        fields = [field for row in portion for field in _named(row, names, entities)]
        values = redact_fields([*before, *fields], redactor)[len(before) :]
        place = 0
        for row in portion:
            put(values[place : place + len(row)])
            place += len(row)
        before = _named(portion[-1], names, entities)[-64:]


def _named(row: Sequence[str], names: Sequence[str], entities: Sequence[str | None]) -> list[Field]:
    return [
        Field(names[column], value, entities[column]) if column < len(names) else Field("", value)
        for column, value in enumerate(row)
    ]


def _writer(write: Write, sign: str) -> Callable[[Sequence[str]], None]:
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=sign, lineterminator="\n")

    def put(row: Sequence[str]) -> None:
        table.writerow(row)
        write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()

    return put


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Lines with their ends. A record's quoted line feeds are the reader's to join."""
    held = ""
    for piece in pieces:
        held += piece
        *whole, held = held.splitlines(keepends=True) or [""]
        yield from _bounded(whole)
        if len(held) > _LONGEST_RECORD:
            _refuse()
    if held:
        yield held


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > _LONGEST_RECORD:
            _refuse()
        yield line


def _chained(head: str, lines: Iterable[str]) -> Iterator[str]:
    if head:
        yield head
    yield from lines


def _separator_of(head: str) -> str:
    return max(_SIGNS, key=head.count) if any(map(head.__contains__, _SIGNS)) else ","


def _refuse() -> NoReturn:
    raise UnreadableContent("its rows cannot be told apart")
