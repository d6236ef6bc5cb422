"""Columns without a telling head whose cells are all numbers that states give to people.

A number of bare digits whose check holds may be chance; a column of them is none, and neither is
one among siblings that show by their shape what they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import groupby
from typing import NamedTuple

import re2

from app.redaction.canonical import Canonical, fold
from app.redaction.hits import Hit, Rank
from app.redaction.policy import quiet_options

_KIND = "national_id"
_SIGNS = ";\t|,"
_MAY = re2.compile(rb'(?m)(?:^|[;,\t|])[ "]{0,3}[0-9]{9,18}[ "]{0,3}(?:[;,\t|]|$)', quiet_options())
_BARE = re.compile(r"\d{9,18}")
_BLANK = re.compile(r"[-–—/]?")
_THING = re.compile(
    r"order|ticket|sku|ean|gtin|article|artikel|time|epoch|trace|invoice|serial|tracking|batch|"
    r"job|run|event|request|session|barcode|isbn|version|amount|price"
)
_MOST_COLUMNS = 6
_PAIR, _SEVERAL, _MANY = 2, 3, 5
"""How many cells tell: with a shaped one, of numbers that tell a date or have two check digits,
and of those with one check digit alone."""


def _checks(*modules: str) -> tuple[Callable[[str], bool], ...]:
    return tuple(import_module(f"stdnum.{module}").is_valid for module in modules)


_STRONG = _checks(
    *("pl.pesel", "bg.egn", "ro.cnp", "si.emso", "lt.asmens", "ee.ik", "no.fodselsnummer"),
    *("tr.tckimlik", "fr.nir", "za.idnr", "be.nn", "ch.ssn", "cn.ric", "gr.amka", "br.cpf"),
    *("se.personnummer", "dk.cpr", "cz.rc"),
)
_WEAK = _checks("hr.oib", "de.idnr", "nl.bsn", "th.pin", "in_.aadhaar", "ec.ci", "do.cedula")


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


class _Row(NamedTuple):
    key: tuple[str, int]
    cells: tuple[_Cell, ...]


def find_id_rows(view: Canonical, known: Sequence[Hit]) -> Iterator[Hit]:
    """The bare numbers of such columns; `known` are those that were told by their shape."""
    if _MAY.search(view.data) is None:
        return
    shaped = {hit.start: hit.end for hit in known if hit.entity == _KIND}
    for _, rows in groupby(_rows(view.text), key=lambda row: row.key):
        block = list(rows)
        columns = min(len(block[0].cells), _MOST_COLUMNS) if len(block) >= _PAIR else 0
        for column in range(columns):
            yield from _of_column([row.cells[column] for row in block], shaped)


def _rows(text: str) -> Iterator[_Row]:
    start = 0
    for line in text.split("\n"):
        sign = max(_SIGNS, key=line.count)
        count = line.count(sign)
        alone = not count and _BARE.fullmatch(line.strip()) is not None
        yield _Row((sign if count else str(alone), count), tuple(_cells(line, start, sign)))
        start += len(line) + 1


def _cells(line: str, start: int, sign: str) -> Iterator[_Cell]:
    for piece in line.split(sign):
        text = piece.strip(" \"'\r")
        begin = start + (piece.index(text) if text else 0)
        yield _Cell(begin, begin + len(text), text)
        start += len(piece) + 1


def _of_column(cells: list[_Cell], shaped: dict[int, int]) -> Iterator[Hit]:
    """Each bare number of a column in which nothing else stands but its head."""
    if not any(map(str.isdigit, cells[0].text)):
        if _THING.search(fold(cells[0].text)) is not None:
            return
        cells = cells[1:]
    filled = [cell for cell in cells if _BLANK.fullmatch(cell.text) is None]
    told = [cell for cell in filled if _is_shaped(cell, shaped)]
    bare = [cell for cell in filled if cell not in told]
    if bare and _all_told(bare, len(told)):
        for cell in bare:
            yield Hit(cell.start, cell.end, _KIND, "id-row", Rank.CHECKED, value=cell.text)


def _is_shaped(cell: _Cell, shaped: dict[int, int]) -> bool:
    return shaped.get(cell.start) == cell.end and not cell.text.isdigit()


def _all_told(bare: list[_Cell], shaped: int) -> bool:
    """Whether the checks of all hold, and there are enough of them for no chance."""
    if any(_BARE.fullmatch(cell.text) is None or len(set(cell.text)) < _SEVERAL for cell in bare):
        return False
    strong = all(_holds(cell.text, _STRONG) for cell in bare)
    if not strong and not all(_holds(cell.text, _STRONG + _WEAK) for cell in bare):
        return False
    if shaped:
        return True
    return len(bare) >= (_SEVERAL if strong else _MANY)


def _holds(text: str, checks: tuple[Callable[[str], bool], ...]) -> bool:
    return any(check(text) for check in checks)
