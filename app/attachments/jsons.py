"""JSON and JSON lines: every string is redacted with its key as a cue, and JSON it remains."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from app.attachments.names import record
from app.attachments.passages import LENGTH
from app.attachments.writing import Write, redact_fields, redact_long, redact_text
from app.redaction.files import Field, FileRedactor

MAX_TREE = 16 * 1024 * 1024
"""Characters of one JSON value; beyond them it is redacted as lines of text."""

MAX_DEPTH = 60
"""Values inside one another; a text that is nested deeper is redacted as lines of text."""

_TELLING = 7
"""Digits from which a number may be somebody's: a phone, a card, an account."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Scalar: TypeAlias = str | int | float | bool | None


def redact_json(pieces: Iterable[str], redactor: FileRedactor, write: Write) -> None:
    """Redact one JSON value. What is malformed or too large is redacted as text."""
    rest = iter(pieces)
    text = _read_up_to(rest, MAX_TREE)
    values = _parsed([text]) if len(text) <= MAX_TREE else None
    if values is None:
        redact_text(_chain(text, rest), redactor, write)
        return
    (value,) = redact_values(values, redactor)
    write(json.dumps(value, ensure_ascii=False, indent=2 if "\n" in text.strip() else None))
    write("\n" if text.endswith("\n") else "")


def redact_json_lines(pieces: Iterable[str], redactor: FileRedactor, write: Write) -> None:
    """Redact JSON lines of any number; lines among which one is no JSON are redacted as text."""
    for portion in _portions(pieces):
        values = _parsed([line for line in portion.splitlines() if line.strip()])
        if values is None:
            write(redact_long(portion, redactor))
            continue
        for value in redact_values(values, redactor):
            write(json.dumps(value, ensure_ascii=False) + "\n")


def redact_values(values: Sequence[Json], redactor: FileRedactor) -> list[Json]:
    """The values with their strings, telling numbers and keys redacted."""
    keys = sorted({key for value in values for key in _keys_of(value)})
    written = redact_fields([Field("", key) for key in keys], redactor)
    fields = [field for value in values for field in _fields_of("", None, value)]
    rebuilding = _Rebuilding(
        dict(zip(keys, written, strict=True)), iter(redact_fields(fields, redactor))
    )
    return [rebuilding.value(value) for value in values]


class _Rebuilding:
    """Puts the redacted strings where the strings stood, in the same order."""

    def __init__(self, keys: Mapping[str, str], strings: Iterator[str]) -> None:
        self._keys = keys
        self._strings = strings

    def value(self, value: Json) -> Json:
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if not _is_telling(value):
            return value
        text = next(self._strings)
        return value if text == str(value) else text

    def _object(self, value: Mapping[str, Json]) -> Json:
        built: dict[str, Json] = {}
        for key, one in value.items():
            name = self._keys[key]
            built[name if name not in built else f"{name} {len(built)}"] = self.value(one)
        return built


def _fields_of(name: str, entity: str | None, value: Json) -> Iterator[Field]:
    """What of a value must be looked at, each under the nearest key above it."""
    if isinstance(value, dict):
        for key, kind, one in _entries_of(value):
            yield from _fields_of(key, kind, one)
    elif isinstance(value, list):
        for one in value:
            yield from _fields_of(name, entity, one)
    elif _is_telling(value):
        yield Field(name, str(value), entity)


def _entries_of(value: Mapping[str, Json]) -> Iterator[tuple[str, str | None, Json]]:
    """The entries of an object, with what its keys tell together."""
    told = record((key, "") for key in value)
    for field, one in zip(told, value.values(), strict=True):
        yield field.name, field.entity, one


def _is_telling(value: Json) -> bool:
    if isinstance(value, str):
        return bool(value)
    if isinstance(value, bool) or value is None:
        return False
    return sum(map(str.isdigit, str(value))) >= _TELLING


def _keys_of(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _keys_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from _keys_of(one)


def _parsed(texts: Iterable[str]) -> list[Json] | None:
    """The values, or None where one is malformed or nested deeper than can be read."""
    try:
        values: list[Json] = [json.loads(text) for text in texts]
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


def _chain(head: str, rest: Iterable[str]) -> Iterator[str]:
    yield head
    yield from rest


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
