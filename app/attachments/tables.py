"""CSV and TSV, row by row: a column's head is a cue for its cells."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import NoReturn

from app.attachments.names import entities_of, has_labels, record
from app.attachments.passages import LENGTH
from app.attachments.writing import Write, in_portions, redact_fields, redact_names
from app.errors import UnreadableContent
from app.redaction.files import Field, FileRedactor

_SIGNS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_OPENING = 10
"""Rows among which the head stands."""

_LONGEST_RECORD = 16 * LENGTH


def redact_table(
    pieces: Iterable[str], redactor: FileRedactor, write: Write, *, separator: str = ""
) -> None:
    """Redact a table of any length. `separator` is told by the head where it is not given.

    Raises UnreadableContent for a record that is longer than any table's.
    """
    lines = _lines(pieces)
    opening = list(islice(lines, _OPENING))
    sign = separator or _separator_of(opening)
    rows = csv.reader(chain(opening, lines), delimiter=sign)
    try:
        _redact_rows(rows, redactor, _writer(write, sign))
    except csv.Error:
        _refuse()


def _redact_rows(
    rows: Iterator[list[str]], redactor: FileRedactor, put: Callable[[Sequence[str]], None]
) -> None:
    """The head names the columns; its own cells, and what stands above it, are values too."""
    opening = list(islice(rows, _OPENING))
    above = _above_head(opening)
    names = opening[above] if opening else []
    entities = entities_of(names)
    for cells in opening[: above + 1]:
        put(redact_names(cells, redactor))
    rows = chain(opening[above + 1 :], rows)
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
    if has_labels(names):
        return record(zip_longest(names, row, fillvalue=""))[: len(row)]
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
    """Lines with their ends. A record's quoted line feeds are the reader's to join.

    Other signs at which lines could end (form feeds, separators of other scripts) part no rows.
    """
    plain = io.IncrementalNewlineDecoder(None, translate=True)
    held = ""
    for piece in pieces:
        held += plain.decode(piece)
        *whole, held = held.split("\n")
        yield from _bounded(f"{line}\n" for line in whole)
        if len(held) > _LONGEST_RECORD:
            _refuse()
    held += plain.decode("", final=True)
    if held:
        yield held


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > _LONGEST_RECORD:
            _refuse()
        yield line


def _above_head(opening: Sequence[list[str]]) -> int:
    """How many rows stand above the head: a title, or what tells a program the separator."""
    wide = (row for row, cells in enumerate(opening) if sum(map(bool, cells)) > 1)
    told = (row for row, cells in enumerate(opening) if any(entities_of(cells)))
    return next(wide, next(told, 0))


def _separator_of(opening: Sequence[str]) -> str:
    """As a line like `sep=;` tells, or the head, or the first line that has any sign for it."""
    for line in opening[:1]:
        if (told := line.lower().removeprefix("sep=").rstrip("\n")) in _SIGNS and told:
            return told
    bare = [_QUOTED.sub("", line) for line in opening]
    heads = (sign for line in opening for sign in _SIGNS if _tells(line, sign))
    counted = (max(_SIGNS, key=line.count) for line in bare if any(map(line.__contains__, _SIGNS)))
    return next(heads, None) or next(counted, ",")


def _tells(line: str, sign: str) -> bool:
    cells = next(csv.reader([line], delimiter=sign), [])
    return len(cells) > 1 and any(entities_of(cells))


def _refuse() -> NoReturn:
    raise UnreadableContent("its rows cannot be told apart")
