"""Columns whose head says what stands below: tables of a ticket, CSV, rows parted by tabs."""

import re
from collections.abc import Generator, Iterator

import re2

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors import (
    banking,
    devices,
    documents,
    name_columns,
    national_ids,
    tax_numbers,
    vehicles,
)
from app.redaction.detectors.password_words import PASSWORDS
from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder
from app.redaction.hits import Hit, Rank
from app.redaction.policy import quiet_options

_HEAD = re2.compile(
    rb"(?m)^(?:[^\n0-9\x02]*\d\b)?[^\n0-9\x02]*[\t|;,](?:[^\n0-9\x02]*\d\b){0,2}[^\n0-9\x02]*\n",
    quiet_options(),
)
_SIGNS = "\t|;,"
_BEHIND = r"[ _.-]*(?:number|nummer|numero|num|no|nr|#)\.?"
_NUMBER = re.compile(rf"{_BEHIND}$")
_TRIM = " \"'`*"
_FEWEST, _MOST = 4, 40
_TENANTS = ("tenant", "tenant id", "org id", "workspace id", "customer id", "account id")
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
    )
    for phrase in phrases
}
_HEADS.update(dict.fromkeys(name_columns.HEADS, "person_name"))
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
            if told:
                done = yield from _below(view, end, sign, told)


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
        cells = view.text[start:end].split(sign)
        if len(cells) != told[0][1]:
            break
        for number, _, entity in told:
            place = start + sum(len(cell) + 1 for cell in cells[:number])
            if entity == "person_name":
                yield from _person(cells[number], place)
            else:
                yield from _cell(cells[number], place, entity)
        start = end + 1
    return start


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
    if _FEWEST <= len(value) <= _MOST and any(map(str.isdigit, value)):
        start += cell.index(text)
        yield Hit(start, start + len(text), entity, "column", Rank.CHECKED, value=value)
