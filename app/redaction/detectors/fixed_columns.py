"""Columns that only spaces part, as reports and consoles print them: each cell stands below its
head, which a ruler of dashes may underline.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.redaction.canonical import Canonical
from app.redaction.detectors.cells import kind_of
from app.redaction.detectors.fields import find_in_field
from app.redaction.hits import Hit

_HEAD = re.compile(
    r"^[ ]{0,12}(?=[^\n\x02]{0,200}[^\W\d_])[^\s\x02:|;,][^\n\x02:|;,]{0,60}?[ ]{2,}"
    r"[^\n\x02:|;]{1,300}\n",
    re.MULTILINE,
)
_CELL = re.compile(r"[^ ]+(?: [^ ]+){0,5}")
_RULER = re.compile(r"[ ]{0,12}[-=]{2,}(?:[ ]{1,3}[-=]{2,})+[ ]*")
_BAR = re.compile(r"[-=]{2,}")
_PLAIN_RULER = re.compile(r"[ ]*[-=_]{4,}[ ]*")
_MOST_ROWS = 2000

Span = tuple[int, int]
Told = list[tuple[int, str]]
"""The numbers of the columns whose head tells a kind, and the heads."""


def find_fixed(view: Canonical) -> Iterator[Hit]:
    """What stands below the telling heads, down to the first row of another form."""
    done = 0
    for head in _HEAD.finditer(view.text) if "  " in view.text else ():
        if head.start() < done:
            continue
        spans, start = _columns(view.text, head)
        line = head.group().rstrip("\n")
        told = [(at, key) for at, span in enumerate(spans) if kind_of(key := _cut(line, span))]
        if told and len(spans) > 1:
            done = start
            for row in _rows(view.text, start, spans):
                yield from _in_row(view, row, told)
                done = row[-1][1]


def _columns(text: str, head: re.Match[str]) -> tuple[list[Span], int]:
    """From where to where in its line each column goes, and where the rows begin."""
    line, below = head.group().rstrip("\n"), _line(text, head.end())
    if _RULER.fullmatch(below) is not None:
        starts = [bar.start() for bar in _BAR.finditer(below)]
        return _spans(starts), head.end() + len(below) + 1
    starts = [cell.start() for cell in _CELL.finditer(line)]
    ruled = _PLAIN_RULER.fullmatch(below) is not None
    return _spans(starts), head.end() + (len(below) + 1 if ruled else 0)


def _spans(starts: list[int]) -> list[Span]:
    return [*pairwise(starts), *((start, 10_000) for start in starts[-1:])]


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _cut(line: str, span: Span) -> str:
    return line[slice(*span)].strip()


def _rows(text: str, start: int, spans: list[Span]) -> Iterator[list[Span]]:
    """The cells of each row, where they stand in the text."""
    for _ in range(_MOST_ROWS):
        line = _line(text, start)
        cells = _cells(line, spans)
        if cells is None:
            return
        yield [(start + first, start + last) for first, last in cells]
        start += len(line) + 1


def _cells(line: str, spans: list[Span]) -> list[Span] | None:
    """A row's cells by their places, or by the gaps between them where they are out of place."""
    size = len(line.rstrip())
    if size <= spans[1][0] or "\x02" in line:
        return None
    if all(line[start - 1 : start] in {" ", ""} for start, _ in spans[1:]):
        return [(min(start, size), min(end, size)) for start, end in spans]
    parts = [cell.span() for cell in _CELL.finditer(line)]
    return parts if len(parts) == len(spans) else None


def _in_row(view: Canonical, row: list[Span], told: Told) -> Iterator[Hit]:
    for number, key in told:
        if row[number][0] < row[number][1]:
            yield from find_in_field(view, key, *row[number])
