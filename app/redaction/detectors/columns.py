"""Columns whose head says what stands below: tables of a ticket, CSV, rows parted by tabs."""

import re
from collections.abc import Generator, Iterator

import re2

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors import (
    banking,
    birth_dates,
    devices,
    documents,
    name_columns,
    national_ids,
    tax_numbers,
    vehicles,
)
from app.redaction.detectors.address_words import CODE_LABELS, LABELS
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.password_words import PASSWORDS
from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Candidate
from app.redaction.policy import quiet_options

_HEAD = re2.compile(
    rb"(?m)^(?:[^\n0-9\x02]*\d\b)?[^\n0-9\x02]*[\t|;,](?:[^\n0-9\x02]*\d\b){0,2}[^\n0-9\x02]*\n",
    quiet_options(),
)
_SIGNS = "\t|;,"
_BEHIND = r"[ _.-]*(?:number|nummer|numero|num|no|nr|#)\.?"
_NUMBER = re.compile(rf"{_BEHIND}$")
_TRIM = " \"'`*"
_ROWS, _PAIR, _LONGEST_ROW = 4, 2, 200
_FEWEST, _MOST = 4, 40
_TENANTS = ("tenant", "tenant id", "org id", "workspace id", "customer id", "account id")
_PHONES = listed(
    """phone, telephone, tel, tel., phone number, mobile, mobile phone, cell, cell phone, fax, work
    phone, home phone, telefon, telefonnummer, handy, mobil, mobilnummer, téléphone, portable,
    teléfono, móvil, celular, telefone, telemóvel, telefono, cellulare, telefoon, telefoonnummer,
    mobiel, komórka, nr telefonu, puhelin, телефон, моб. телефон, 電話, 電話番号, 电话, 手机,
    전화번호"""
)
_LEAST_OF_PHONE = 7
_HEADS = {
    fold(phrase).replace("-", " "): entity
    for entity, phrases in (
        ("national_id", (*national_ids.PHRASES, *national_ids.SHORT_NAMES)),
        ("tax_number", (*tax_numbers.PHRASES, *tax_numbers.SHORT_NAMES)),
        ("passport", documents.PASSPORTS),
        ("driving_licence", documents.LICENCES),
        ("bank_account", banking.PHRASES),
        ("device_id", devices.SERIALS),
        ("vehicle", (*vehicles.PLATES, *vehicles.VINS)),
        ("password", PASSWORDS),
        ("account_id", _TENANTS),
        ("birth_date", birth_dates.HEADS),
        ("phone", _PHONES),
    )
    for phrase in phrases
}
_HEADS.update(dict.fromkeys(name_columns.HEADS, "person_name"))
_FIELDS = frozenset(
    {
        *(head for head, entity in _HEADS.items() if entity != "person_name"),
        *map(fold, (*LABELS, *CODE_LABELS)),
        *(f"{mail}mail{more}" for mail in ("e-", "e ", "e") for more in ("", " address")),
    }
)
"""What rows are called beside a person's: addresses, phones, numbers."""
_PLAIN_HEADS = "|".join(
    re.escape(head).replace("\\ ", "[ _-]") for head in sorted(_HEADS) if head.isascii()
)
_MAY_TELL = re2.compile(
    f"(?m)(?:^|[{_SIGNS}])[{_TRIM}]*(?:{_PLAIN_HEADS})(?:{_BEHIND})?[{_TRIM}]*(?:$|[{_SIGNS}])".encode(),
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
            told = list(_told(view.folded[start:end], sign))
            if _is_field(view, start, end, sign, told):
                cell = view.text[start:end].rstrip("\n").rpartition(sign)[2]
                yield from _person(cell, start + view.text[start:end].rindex(sign) + 1)
            elif told:
                done = yield from _below(view, end, sign, told)


def _is_field(
    view: Canonical, start: int, end: int, sign: str, told: list[tuple[int, int, str]]
) -> bool:
    """Whether a row of two cells is a field and what it holds, among other such rows; only people
    are told by their row alone."""
    if len(told) != 1 or told[0][2] != "person_name" or sign not in "\t|":
        return False
    if len(_filled(view.folded[start:end], sign)) != _PAIR or told[0][0] == told[0][1] - 1:
        return False
    before = view.text[max(0, start - _LONGEST_ROW) : start].rstrip("\n").rpartition("\n")[2]
    below = view.folded[end : end + _ROWS * _LONGEST_ROW].split("\n", _ROWS)[:_ROWS]
    rows = [cells for row in below if len(cells := _filled(row, sign)) == _PAIR]
    return len(_filled(before, sign)) == _PAIR or any(cells[0] in _FIELDS for cells in rows)


def _filled(row: str, sign: str) -> list[str]:
    """The cells that hold something; a table's rows begin with an empty one."""
    return [text for cell in row.split(sign) if (text := cell.strip(f"{_TRIM}\n"))]


def _told(line: str, sign: str) -> Iterator[tuple[int, int, str]]:
    """Which cells of a head tell a kind: their number, how many there are, and the kind."""
    cells = line.rstrip("\n").split(sign)
    for number, cell in enumerate(cells):
        name = cell.strip(_TRIM).replace("_", " ").replace("-", " ")
        entity = _HEADS.get(name) or _HEADS.get(_NUMBER.sub("", name))
        if entity is not None:
            yield number, len(cells), entity


def _below(
    view: Canonical, start: int, sign: str, told: list[tuple[int, int, str]]
) -> Generator[Hit, None, int]:
    """Yields the finds, returns where the rows end."""
    while start < len(view.text):
        end = view.text.find("\n", start)
        end = len(view.text) if end < 0 else end
        cells = _cells(view.text[start:end], sign)
        if len(cells) != told[0][1]:
            break
        for number, _, entity in told:
            place = start + sum(len(cell) + 1 for cell in cells[:number])
            if entity == "person_name":
                yield from _person(cells[number], place)
            elif entity == "birth_date":
                yield from _born(view, cells[number], place)
            else:
                yield from _cell(cells[number], place, entity)
        start = end + 1
    return start


def _cells(row: str, sign: str) -> list[str]:
    """The cells of a row; what stands in double quotes is one, as CSV has it."""
    if sign not in ",;" or '"' not in row:
        return row.split(sign)
    cells = row.split(sign)
    joined = [cells[0]]
    for cell in cells[1:]:
        if joined[-1].count('"') % 2:
            joined[-1] += sign + cell
        else:
            joined.append(cell)
    return joined


def _born(view: Canonical, cell: str, start: int) -> Iterator[Hit]:
    """The date of birth that a cell holds and nothing else."""
    text = cell.strip(_TRIM)
    start += cell.index(text)
    found = birth_dates.read_cell(Candidate(view, start, start + len(text)))
    if found is not None:
        yield Hit(
            *(found.start, found.end, "birth_date", "column", Rank.CHECKED),
            value=found.value,
            general=found.general,
        )


def _person(cell: str, start: int) -> Iterator[Hit]:
    text = cell.strip(_TRIM)
    if name_columns.is_name(text):
        start += cell.index(text)
        value = fold(" ".join(text.split()))
        yield Hit(start, start + len(text), "person_name", "column", Rank.CUE, value)


def _cell(cell: str, start: int, entity: str) -> Iterator[Hit]:
    text = cell.strip(_TRIM)
    if entity == "password":
        if is_mixed(text) and " " not in text and not is_placeholder(text):
            start += cell.index(text)
            yield Hit(start, start + len(text), entity, "column", Rank.SECRET)
        return
    value = "".join(filter(str.isalnum, text)).lower()
    if entity == "account_id" and " " in text:
        return
    if entity == "phone" and sum(map(str.isdigit, value)) < _LEAST_OF_PHONE:
        return
    if _FEWEST <= len(value) <= _MOST and any(map(str.isdigit, value)):
        start += cell.index(text)
        yield Hit(start, start + len(text), entity, "column", Rank.CHECKED, value=value)
