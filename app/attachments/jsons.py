"""JSON and JSON lines: every string is redacted with its key as a cue, and JSON it remains."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TypeAlias

from app.attachments.names import record, says_nothing
from app.attachments.passages import LENGTH
from app.attachments.writing import Write, redact_fields, redact_long, redact_names, redact_text
from app.redaction.files import Field, FileRedactor

MAX_TREE = 16 * 1024 * 1024
"""Characters of one JSON value; beyond them it is redacted as lines of text."""

MAX_DEPTH = 60
"""Values inside one another; a text that is nested deeper is redacted as lines of text."""

_TELLING = 7
"""Digits from which a number may be somebody's: a phone, a card, an account."""

_DECODER = json.JSONDecoder()
_NO_SPACE = re.compile(r"\S")

Json: TypeAlias = "dict[str, Json] | list[Json] | Embedded | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a string that is JSON itself holds: a logged request, a message in a message."""

    value: Json


def redact_json(pieces: Iterable[str], redactor: FileRedactor, write: Write) -> None:
    """Redact one JSON value. What is malformed or too large is redacted as text."""
    rest = iter(pieces)
    text = _read_up_to(rest, MAX_TREE)
    values = _parsed([text]) if len(text) <= MAX_TREE else None
    if values is None and _are_values(text.lstrip().partition("\n")[0]):
        redact_json_lines(chain([text], rest), redactor, write)
        return
    if values is None:
        redact_text(chain([text], rest), redactor, write)
        return
    (value,) = redact_values(values, redactor)
    write(json.dumps(value, ensure_ascii=False, indent=2 if "\n" in text.strip() else None))
    write("\n" if text.endswith("\n") else "")


def redact_json_lines(pieces: Iterable[str], redactor: FileRedactor, write: Write) -> None:
    """Redact JSON values one behind another, of any number; lines that are none are redacted as
    text."""
    for portion in _portions(pieces):
        is_whole = _values_in(portion) is not None
        lines = [portion] if is_whole else portion.splitlines(keepends=True)
        for is_json, group in groupby(lines, _are_values):
            text = "".join(group)
            values = _values_in(text) if is_json else None
            if values is None:
                write(redact_long(text, redactor))
                continue
            for value in redact_values(values, redactor):
                write(json.dumps(value, ensure_ascii=False) + "\n")


def redact_values(values: Sequence[Json], redactor: FileRedactor) -> list[Json]:
    """The values with their strings, telling numbers and keys redacted."""
    read = [_unfolded(value) for value in values]
    keys = sorted({key for value in read for key in _keys_of(value)})
    written = dict(zip(keys, redact_names(keys, redactor), strict=True))
    slots = [slot for value in read for slot in _slots(Field("", ""), value)]
    fields = [slot for slot in slots if slot is not None]
    texts = iter(redact_fields(fields, redactor))
    rebuilding = _Rebuilding(written, (slot and next(texts) for slot in slots))
    return [rebuilding.value(value) for value in read]


class _Rebuilding:
    """Puts the redacted strings where the strings stood, in the same order.

    There is an answer for each scalar: None for one that was not looked at.
    """

    def __init__(self, keys: Mapping[str, str], answers: Iterator[str | None]) -> None:
        self._keys = keys
        self._answers = answers

    def value(self, value: Json) -> Json:
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, Embedded):
            return json.dumps(self.value(value.value), ensure_ascii=False)
        text = next(self._answers)
        return value if text is None or text == str(value) else text

    def _object(self, value: Mapping[str, Json]) -> Json:
        built: dict[str, Json] = {}
        for key, one in value.items():
            name = self._keys[key]
            built[name if name not in built else f"{name} {len(built)}"] = self.value(one)
        return built


def _unfolded(value: Json) -> Json:
    """The value with the strings that are JSON read too, once: not what stands in their strings."""
    if isinstance(value, dict):
        return {key: _unfolded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_unfolded(one) for one in value]
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        inner = _parsed([value])
        return value if inner is None else Embedded(inner[0])
    return value


def _slots(above: Field, value: Json) -> Iterator[Field | None]:
    """For each scalar what must be looked at, under the nearest key above it that says anything."""
    if isinstance(value, dict):
        for field, one in _entries_of(value):
            is_empty = field.entity is None and says_nothing(field.name)
            yield from _slots(above if is_empty else field, one)
    elif isinstance(value, list):
        for one in value:
            yield from _slots(above, one)
    elif isinstance(value, Embedded):
        yield from _slots(above, value.value)
    else:
        is_told = above.entity is not None
        yield above._replace(value=str(value)) if _is_telling(value, is_told=is_told) else None


def _entries_of(value: Mapping[str, Json]) -> Iterator[tuple[Field, Json]]:
    """The entries of an object, with what its keys tell together."""
    told = record((key, one if isinstance(one, str) else "") for key, one in value.items())
    return zip(told, value.values(), strict=True)


def _is_telling(value: Json, *, is_told: bool) -> bool:
    if isinstance(value, str):
        return bool(value)
    if isinstance(value, bool) or value is None:
        return False
    return is_told or sum(map(str.isdigit, str(value))) >= _TELLING


def _keys_of(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _keys_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from _keys_of(one)
    elif isinstance(value, Embedded):
        yield from _keys_of(value.value)


def _parsed(texts: Iterable[str]) -> list[Json] | None:
    """The values, or None where one is malformed or nested deeper than can be read."""
    try:
        values: list[Json] = [json.loads(text) for text in texts]
    except (ValueError, RecursionError):
        return None
    return values if all(map(_is_shallow, values)) else None


def _are_values(text: str) -> bool:
    return bool(_values_in(text))


def _values_in(text: str) -> list[Json] | None:
    """The values that stand one behind another; None where anything else stands between them."""
    values: list[Json] = []
    place = len(text) - len(text.lstrip())
    try:
        while place < len(text):
            value, place = _DECODER.raw_decode(text, place)
            between = _NO_SPACE.search(text, place)
            place = between.start() if between else len(text)
            values.append(value)
    except (ValueError, RecursionError):
        return None
    return values if all(map(_is_shallow, values)) else None


def _is_shallow(value: Json) -> bool:
    layer = [value]
    for _ in range(MAX_DEPTH):
        layer = [one for outer in layer for one in _inside(outer)]
        if not layer:
            return True
    return False


def _inside(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _read_up_to(pieces: Iterator[str], limit: int) -> str:
    """The text's beginning, at least one character past the limit where there is more."""
    read: list[str] = []
    size = 0
    for piece in pieces:
        read.append(piece)
        size += len(piece)
        if size > limit:
            break
    return "".join(read)


def _portions(pieces: Iterable[str]) -> Iterator[str]:
    """Whole lines, some at a time; a single line as long as it is."""
    held = ""
    for piece in pieces:
        held += piece
        if len(held) > LENGTH and "\n" in held:
            end = held.rindex("\n") + 1
            yield held[:end]
            held = held[end:]
    if held.strip():
        yield held
