"""Numbers that need no word beside them: their shape is known and their check digits hold.

One pass finds every run of digits; the shape of each part (`9` for a digit, `A` for a capital)
leads to the kinds that are written so, and their checks decide. So the cost does not grow with
the number of kinds.
"""

import re
from collections.abc import Iterable, Iterator

import re2

from app.redaction.canonical import Canonical
from app.redaction.detectors import banking, documents, national_ids, tax_numbers
from app.redaction.detectors.crypto import CRYPTO_TOKENS
from app.redaction.detectors.cues import identifier
from app.redaction.detectors.devices import DEVICES
from app.redaction.detectors.documents import DOCUMENT_TOKENS
from app.redaction.detectors.id_rows import find_id_rows
from app.redaction.detectors.loose_rows import find_loose_rows
from app.redaction.detectors.payment import CARDS
from app.redaction.detectors.shapes import Row, Token, shape_of
from app.redaction.detectors.vehicles import VEHICLE_TOKENS
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Candidate
from app.redaction.policy import quiet_options

_RUN = re2.compile(
    rb"\b(?:[A-Z]{1,6}[ -]?)?\d(?:[ \n./-]?(?:[A-Z]{1,6} ?)?\d){5,}"
    rb"(?:[A-Z]{1,3}\b|\(\d\)|[ -][A-Z]\b|-[A-Z0-9]\b)?",
    quiet_options(),
)
_TOKEN = re2.compile(
    rb"\b(?:[A-Za-z0-9<]{25,106}|[A-Z0-9]{16,18}|[A-Z]{5}\d{4}[A-Z])", quiet_options()
)
_WORD = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(r"[^ \n]+")
_FIELDS = 19
_JOINED = "-_.+@"
_REACH = 24
_DATES = frozenset({"9999-99-99", "9999-99-99 99", "99.99.9999", "99/99/9999", "99-99-9999"})
"""What most runs of digits are; of the rest only few need a closer look."""

_SHORT_NAMES = {
    **banking.SHORT_NAMES,
    **tax_numbers.SHORT_NAMES,
    **national_ids.SHORT_NAMES,
    **documents.SHORT_NAMES,
}
_called = identifier(7, 30)


def _by_shape() -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in (*national_ids.NATIONAL_IDS, *tax_numbers.TAX_NUMBERS, *CARDS, *DEVICES):
        for shape in row.shapes:
            found[shape] = (*found.get(shape, ()), row)
    return found


def _by_length() -> dict[int, tuple[Token, ...]]:
    found: dict[int, tuple[Token, ...]] = {}
    for row in (*CRYPTO_TOKENS, *DOCUMENT_TOKENS, *VEHICLE_TOKENS, *tax_numbers.TAX_TOKENS):
        for length in row.lengths:
            found[length] = (*found.get(length, ()), row)
    return found


def _by_start(shapes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for shape in shapes:
        fields = shape.split(" ")
        if len(fields) > 1:
            found.setdefault(" ".join(fields[:2]), set()).add(len(fields))
    return {start: tuple(sorted(counts, reverse=True)) for start, counts in found.items()}


_ROWS, _TOKENS = _by_shape(), _by_length()
_COUNTS = _by_start(_ROWS)
_WRITTEN = {"9": r"\d", "A": "[A-Z]", " ": r"[ \n]"}


def _any_of(shapes: Iterable[str]) -> str:
    written = ("".join(_WRITTEN.get(sign) or re.escape(sign) for sign in one) for one in shapes)
    return rf"\b(?:{'|'.join(sorted(written))})\b"


def _any_called(names: Iterable[str]) -> str:
    small = sorted(names)
    large = "|".join(name.upper() for name in small)
    return rf"(?:{large})(?:[^A-Za-z]|$)|(?i:{'|'.join(small)})[ \"']*[:=]"


_MAY = re2.compile(
    f"{_any_of(_ROWS)}|{_any_called(_SHORT_NAMES)}|{_TOKEN.pattern.decode()}".encode(),
    quiet_options(),
)
"""Stands wherever there is a number: a known shape as a word, a short name, or a long word."""


def find_numbers(view: Canonical) -> Iterator[Hit]:
    """Each checked number of a known shape. Linear: a part is at most some groups long."""
    found = list(find_written(view)) if _MAY.search(view.data) is not None else []
    yield from found
    yield from find_id_rows(view, found)
    yield from find_loose_rows(view)


def find_written(view: Canonical) -> Iterator[Hit]:
    """As `find_numbers`, for a text that may hold one."""
    for match in _RUN.finditer(view.data):
        yield from _in_run(view, *view.characters(*match.span()))
    for match in _TOKEN.finditer(view.data):
        yield from _in_token(view, *view.characters(*match.span()))


def _in_token(view: Canonical, start: int, end: int) -> Iterator[Hit]:
    text = view.text[start:end]
    if view.text[end : end + 1].isalnum() and view.text[end].isascii():
        return
    for row in _TOKENS.get(len(text), ()):
        value = row.check(text)
        if value is not None:
            yield Hit(start, end, row.entity, row.name, Rank.CHECKED, value=value)


def _in_run(view: Canonical, start: int, end: int) -> Iterator[Hit]:
    shape = shape_of(view.text[start:end])
    if shape in _DATES:
        return
    fields = [found.span() for found in _FIELD.finditer(shape)]
    if view.text[max(0, start - 1) : start] in _JOINED and start:
        fields = fields[1:]
    if fields and _goes_on(view, end):
        fields = fields[:-1]
    number = 0
    worded = len(fields) > 1 and not shape[slice(*fields[0])].strip("A")
    first = start + fields[worded][0] if fields else start
    named = _named(view, first, end) if fields else None
    if named is not None:
        yield named
        return
    while number < len(fields):
        if number and _is_digit(fields[number - 1]) and _is_digit(fields[number]):
            number += 1
            continue
        hit, taken = _from_field(view, start, shape, fields[number : number + _FIELDS])
        if hit is not None:
            yield hit
        number += taken


def _named(view: Canonical, start: int, end: int) -> Hit | None:
    """A number behind a short name, which counts in capitals or before a colon."""
    before = view.text[max(0, start - _REACH) : start].rpartition("\n")[2]
    for found in list(_WORD.finditer(before))[-4:]:
        entity = _SHORT_NAMES.get(found.group().lower())
        if entity is None or not (
            found.group().isupper() or before[found.end() :].strip(" \"'")[:1] in {":", "="}
        ):
            continue
        taken = _called(Candidate(view, start, end))
        if taken is not None:
            return Hit(
                taken.start, taken.end, entity, "short-name", Rank.CHECKED, value=taken.value
            )
    return None


def _goes_on(view: Canonical, end: int) -> bool:
    """Whether what follows belongs to the last group, so that it is no number of its own."""
    after = view.text[end : end + 2]
    if (after[:1].isalnum() and after[:1].isascii()) or after[:1] in {"_", "@"}:
        return True
    return len(after) > 1 and after[0] in "-.:" and after[1].isalnum()


def _is_digit(field: tuple[int, int]) -> bool:
    """Digits written one by one are one number, that begins with the first of them."""
    return field[1] - field[0] == 1


def _from_field(
    view: Canonical, offset: int, shape: str, fields: list[tuple[int, int]]
) -> tuple[Hit | None, int]:
    """The longest number that begins with the first of the groups, and how many it takes."""
    first = fields[0][0]
    for count in _counts(shape, fields):
        last = fields[count - 1][1]
        for row in _ROWS.get(shape[first:last], ()):
            start, end = offset + first, offset + last
            value = row.check(view, start, end)
            if value is not None:
                return Hit(start, end, row.entity, row.name, Rank.CHECKED, value=value), count
    return None, 1


def _counts(shape: str, fields: list[tuple[int, int]]) -> list[int]:
    """Of how many groups a number may be that begins with the first two of these, most first."""
    alone = shape[slice(*fields[0])]
    both = shape[fields[0][0] : fields[1][1]] if len(fields) > 1 else alone
    counts = (*_COUNTS.get(both, ()), 1) if both is not alone else (1,)
    return [count for count in counts if count <= len(fields)]
