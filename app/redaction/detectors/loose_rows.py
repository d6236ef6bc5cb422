"""A row of somebody's data that was copied without its head, also into a sentence:
`Row 14 is: 1043;Roe;Ann;…;12/04/1988;£31,250.00`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.cells import find_in
from app.redaction.hits import Hit
from app.redaction.name_stock import stock
from app.redaction.words import NOT_A_NAME

_SIGNS = ";|\t,"
_LONGEST_LINE = 2000
_FEWEST_CELLS = 5
_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:[ '’-][A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+){0,2}")
_KINDS = (
    ("birth_date", re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19[2-9]\d|200\d|201[0-2])|"
                              r"(?:19[2-9]\d|200\d|201[0-2])-\d\d-\d\d)")),
    ("national_id", re.compile(r"[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|\d{3}-\d{2}-\d{4}")),
    ("price", re.compile(r"[£$€] ?\d[\d.,]*|\d[\d.,]* ?(?:[£$€]|EUR|GBP|USD|CHF|PLN)")),
    ("bank_account", re.compile(r"\d\d-\d\d-\d\d")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
)  # fmt: skip
_NUMBER_OF_BANK = re.compile(r"\d{8}")
_TELLING = frozenset({"birth_date", "national_id", "email"})


class _Cell(NamedTuple):
    start: int
    text: str
    entity: str


def find_loose_rows(view: Canonical) -> Iterator[Hit]:
    """Names, birth dates, numbers and pay in such rows; a name that is known and what tells of a
    person beside it are needed, else a row says nothing. Linear in the text."""
    start = 0
    for line in view.text.split("\n"):
        sign = max(_SIGNS, key=line.count)
        if _count(line, sign) + 1 >= _FEWEST_CELLS and len(line) <= _LONGEST_LINE:
            yield from _of_person(view, [*_cells(line, start, sign)])
        start += len(line) + 1


def _count(line: str, sign: str) -> int:
    """How many cells the sign parts; a comma with a gap behind it parts words."""
    return line.count(sign) - (line.count(", ") if sign == "," else 0)


def _cells(line: str, start: int, sign: str) -> Iterator[_Cell]:
    for piece in line.split(sign):
        text = piece.strip(" \"'")
        begin = start + (piece.index(text) if text else 0)
        yield _Cell(begin, text, _kind_of(text))
        start += len(piece) + 1


def _kind_of(text: str) -> str:
    if _WORD.fullmatch(text) is not None:
        known = stock()
        parts = re.split("[ '’-]", fold(text))
        return "given" if any(part in known.given for part in parts) else _strange(parts)
    return next((kind for kind, shape in _KINDS if shape.fullmatch(text)), "")


def _strange(parts: Sequence[str]) -> str:
    known = stock()
    said = all(part in known.common or part in NOT_A_NAME for part in parts)
    return "" if said else "word"


def _of_person(view: Canonical, cells: Sequence[_Cell]) -> Iterator[Hit]:
    kinds = {cell.entity for cell in cells}
    if "given" not in kinds or _TELLING.isdisjoint(kinds):
        return
    for at, cell in enumerate(cells):
        near = {one.entity for one in cells[max(0, at - 1) : at + 2]}
        entity = _entity(cell, near)
        if entity:
            yield from find_in(view, cell.start, cell.start + len(cell.text), entity)


def _entity(cell: _Cell, near: set[str]) -> str:
    """What the cell holds, by itself and by the cells beside it; empty where it tells nothing."""
    if cell.entity == "given" or (cell.entity == "word" and "given" in near):
        return "person_name"
    if "bank_account" in near and _NUMBER_OF_BANK.fullmatch(cell.text) is not None:
        return "bank_account"
    return "" if cell.entity in {"word", "email"} else cell.entity
