"""Columns whose head says what stands below: tables of a ticket, CSV, rows parted by tabs, what a
database's console prints, and the rows that a statement inserts."""

import re
from collections.abc import Generator, Iterator

import re2

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.address_words import CODE_LABELS, LABELS
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cells import BEHIND, HEADS, OWNERS, TRIM, find_in, kind_of
from app.redaction.hits import Hit
from app.redaction.policy import quiet_options

_HEAD = re2.compile(
    rb"(?m)^(?:[^\n0-9\x02]*\d\b)?[^\n0-9\x02]*[\t|;,](?:[^\n0-9\x02]*\d\b){0,2}[^\n0-9\x02]*\n",
    quiet_options(),
)
_SIGNS = "\t|;,"
_PEOPLE = frozenset({"person_name", "customer"})
_CUSTOMER = re.compile(r"(?:customer|client|kund[ei]n?|cliente?|klant|klient)(?: name)?")
_OF_PERSON = frozenset({"person_name", "birth_date"})
_NOTES = frozenset(
    listed(
        """note, notes, remark, remarks, comment, comments, details, info, reason, bemerkung,
        bemerkungen, anmerkung, hinweis, hinweise, notiz, grund, remarque, remarques, observation,
        observations, motif, observaciones, observacion, motivo, nota, notas, osservazioni,
        observacoes, observacao, obs, opmerking, opmerkingen, reden, uwagi, powod, poznamka,
        anteckning, anmarkning, merknad, bemærkning, примечание, комментарий, not, aciklama"""
    )
)
_FEWEST_CELLS = 2
"""A head of one cell is a line of a list: `"name",`."""

_LONGEST_ROW = 4000
"""Characters of a row in which quotes are looked at."""

_ROWS, _PAIR, _NEAR = 4, 2, 200
_FIELDS = frozenset(
    {
        *(head for head in HEADS if kind_of(head) != "person_name"),
        *map(fold, (*LABELS, *CODE_LABELS)),
        *(f"{mail}mail{more}" for mail in ("e-", "e ", "e") for more in ("", " address")),
    }
)
"""What rows are called beside a person's: addresses, phones, numbers."""

_RULER = re.compile(r"[ \t|+:=-]*")
_GIVEN = re.compile(r"(?i:\bgiven\b)")
_PLAIN_HEADS = "|".join(
    re.escape(head).replace("\\ ", "[ _-]?") for head in HEADS if head.isascii()
)
_MAY_TELL = re2.compile(
    (
        f"(?m)(?:^|[{_SIGNS}(])[{TRIM}]*(?:(?:{OWNERS})[ _-]?)*"
        f"(?:{_PLAIN_HEADS})(?:{BEHIND})?[{TRIM}]*(?:$|[{_SIGNS})])"
    ).encode(),
    quiet_options(),
)
"""Stands wherever a cell tells a kind, in a text of ASCII in small letters."""


def find_columns(view: Canonical) -> Iterator[Hit]:
    """The cells below each telling head, down to the first row of another form."""
    if not view.text.isascii() or _MAY_TELL.search(view.lowered) is not None:
        yield from find_below_heads(view)


def find_below_heads(view: Canonical) -> Iterator[Hit]:
    """As `find_columns`, for a text that may have a telling head."""
    done = 0
    for match in _HEAD.finditer(view.data):
        start, end = view.characters(*match.span())
        if start >= done:
            sign = max(_SIGNS, key=view.text[start:end].count)
            told = list(_told(view.text[start:end].rstrip("\n"), sign))
            if told and _is_upright(view.text, end, sign, told):
                done = yield from _beside(view, start, sign, told)
            elif _is_field(view, start, end, sign, told):
                yield from _row(view, start, view.text[start:end].split(sign), _next(told))
            elif told and not _goes_on(view.text, start, end, sign):
                noted = list(_notes(view.folded[start:end].rstrip("\n"), sign, told))
                done = yield from _below(view, end, sign, [*told, *noted])
    if "values" in view.folded:
        yield from _inserted(view)
    if "from stdin" in view.folded:
        yield from _copied(view)


def _is_field(
    view: Canonical, start: int, end: int, sign: str, told: list[tuple[int, int, str]]
) -> bool:
    """Whether a row of two cells is a field and what it holds, among other such rows; only people
    are told by their row alone."""
    if len(told) != 1 or told[0][2] not in _PEOPLE or sign not in "\t|":
        return False
    if len(_filled(view.folded[start:end], sign)) != _PAIR or told[0][0] == told[0][1] - 1:
        return False
    before = view.text[max(0, start - _NEAR) : start].rstrip("\n").rpartition("\n")[2]
    below = view.folded[end : end + _ROWS * _NEAR].split("\n", _ROWS)[:_ROWS]
    rows = [cells for row in below if len(cells := _filled(row, sign)) == _PAIR]
    return len(_filled(before, sign)) == _PAIR or any(cells[0] in _FIELDS for cells in rows)


def _filled(row: str, sign: str) -> list[str]:
    """The cells that hold something; a table's rows begin with an empty one."""
    return [text for cell in row.split(sign) if (text := cell.strip(f"{TRIM}\n"))]


def _goes_on(text: str, start: int, end: int, sign: str) -> bool:
    """Whether the line above is a row of as many cells, so that this is no table's head."""
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    cells = [cell.strip() for cell in above.strip(f" |\t{sign}").split(sign)]
    as_many = above.count(sign) == text.count(sign, start, end)
    return as_many and len(cells) > 1 and all(cells) and _RULER.fullmatch(above) is None


def _is_upright(text: str, start: int, sign: str, told: list[tuple[int, int, str]]) -> bool:
    """Whether the heads stand below each other, each in front of what it says."""
    stop = text.find("\n", start)
    below = {number for number, _, _ in _told(text[start : stop if stop >= 0 else None], sign)}
    return not below.isdisjoint(number for number, _, _ in told)


def _told(line: str, sign: str) -> Iterator[tuple[int, int, str]]:
    """Which cells of a head tell a kind: their number, how many there are, and the kind."""
    cells = line.split(sign)
    if sum(bool(cell.strip(TRIM)) for cell in cells) < _FEWEST_CELLS:
        return
    for number, cell in enumerate(cells):
        entity = None if _is_ware(cell, line) else kind_of(cell)
        if entity is None and cell.strip(TRIM).lower() == "family" and _GIVEN.search(line):
            entity = "person_name"
        if entity == "person_name" and _CUSTOMER.fullmatch(fold(cell).strip(TRIM)) is not None:
            entity = "customer"
        if entity is not None:
            yield number, len(cells), entity


_WARES = re.compile(
    r"(?i:\b(?:sku|ean|gtin|upc|asin|barcode|article|artikel(?:nr)?|item|part|product|produkt|qty|"
    r"quantity|stock|unit|menge|bestand|colou?r|weight|size)\b)"
)


def _is_ware(cell: str, line: str) -> bool:
    """Whether `name` is a ware's, by the heads beside it."""
    return cell.strip(TRIM).lower() == "name" and len(_WARES.findall(line)) > 1


def _notes(
    head: str, sign: str, told: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """What is noted beside a person: a cell that may tell of somebody's health."""
    if _OF_PERSON.isdisjoint(entity for _, _, entity in told):
        return
    cells = head.split(sign)
    for number, cell in enumerate(cells):
        if cell.strip(TRIM) in _NOTES:
            yield number, len(cells), "health"


def _below(
    view: Canonical, start: int, sign: str, told: list[tuple[int, int, str]]
) -> Generator[Hit, None, int]:
    """Yields the finds, returns where the rows end."""
    while start < len(view.text):
        end = view.text.find("\n", start)
        end = len(view.text) if end < 0 else end
        row = view.text[start:end]
        if not row or _RULER.fullmatch(row) is None:
            cells = _split(row, sign)
            if len(cells) == told[0][1]:
                yield from _row(view, start, cells, told)
            elif told[0][1] - len(cells) == 1 and len(cells) > _PAIR and sign == ";":
                yield from _row(view, start, cells, _leading(told, len(cells)))
            else:
                break
        start = end + 1
    return start


def _leading(told: list[tuple[int, int, str]], count: int) -> list[tuple[int, int, str]]:
    """The first two columns, where a row leaves out one of the cells behind them."""
    return [one for one in told if one[0] < min(_PAIR, count)]


def _beside(
    view: Canonical, start: int, sign: str, told: list[tuple[int, int, str]]
) -> Generator[Hit, None, int]:
    """As `_below`, for heads that stand below each other: what is told stands behind each."""
    column, count = told[0][:2]
    while start < len(view.text):
        end = view.text.find("\n", start)
        end = len(view.text) if end < 0 else end
        cells = view.text[start:end].split(sign)
        if len(cells) != count:
            break
        own = [one for one in _told(view.text[start:end], sign) if one[0] == column]
        if column + 1 < count:
            yield from _row(view, start, cells, _next(own))
        start = end + 1
    return start


def _next(told: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What is told of a cell said of the one behind it."""
    return [(number + 1, count, entity) for number, count, entity in told]


def _split(row: str, sign: str) -> list[str]:
    """The cells of a row; a sign inside quotes parts none."""
    pieces = row.split(sign)
    if len(row) > _LONGEST_ROW or ('"' not in row and "'" not in row):
        return pieces
    cells = [pieces[0]]
    for piece in pieces[1:]:
        if _is_open(cells[-1]):
            cells[-1] += sign + piece
        else:
            cells.append(piece)
    return cells if not _is_open(cells[-1]) else pieces


def _is_open(cell: str) -> bool:
    """Whether a quote at the cell's beginning has no end yet."""
    bare = cell.strip()
    return bare[:1] in {'"', "'"} and (len(bare) == 1 or bare[-1] != bare[0])


def _row(
    view: Canonical, start: int, cells: list[str], told: list[tuple[int, int, str]]
) -> Iterator[Hit]:
    for number, _, entity in told:
        place = start + sum(len(cell) + 1 for cell in cells[:number])
        yield from find_in(view, place, place + len(cells[number]), entity)


_INSERT = re.compile(
    r"\binsert\s+into\s+[\w.`\"\[\]]{1,80}\s*\(([^()\x02]{1,1000})\)\s*values\s*", re.IGNORECASE
)
_VALUES = re.compile(
    r"\(((?:[^()'\"\x02]|'[^'\x02]{0,400}'|\"[^\"\x02]{0,400}\"){1,2000})\)\s*,?\s*"
)


def _inserted(view: Canonical) -> Iterator[Hit]:
    """The values of a statement whose columns are named in front of them."""
    for found in _INSERT.finditer(view.text):
        told = list(_told(found[1], ","))
        values = _VALUES.match(view.text, found.end()) if told else None
        while values is not None:
            cells = _split(values[1], ",")
            if len(cells) == told[0][1]:
                yield from _row(view, values.start(1), cells, told)
            values = _VALUES.match(view.text, values.end())


_COPY = re.compile(
    r"\bcopy\s+[\w.`\"]{1,80}\s*\(([^()\x02]{1,1000})\)\s*from\s+stdin[^\n\x02]{0,80}\n",
    re.IGNORECASE,
)


def _copied(view: Canonical) -> Iterator[Hit]:
    """The rows of a dump, below the statement that names their columns."""
    for found in _COPY.finditer(view.text):
        told = list(_told(found[1], ","))
        if told:
            yield from _below(view, found.end(), "\t", told)
