"""What must not stand on the wrong side, and every way in which it might be written there."""

import base64
import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from urllib.parse import quote, quote_plus

MIN_ENCODED = 6
"""Shorter values are only looked for as they are: their encodings are found everywhere."""


@dataclass(frozen=True, slots=True)
class Leak:
    """`place` says where; `secret` is the name of the value, never the value."""

    place: str
    secret: str
    form: str


@dataclass(frozen=True, slots=True)
class Secret:
    name: str
    value: str


def find_leaks(place: str, content: bytes, secrets: Iterable[Secret]) -> list[Leak]:
    """Every secret that the content holds, plain or encoded; only base64 tells the case apart."""
    folded = _fold(content)
    return [
        Leak(place, secret.name, form)
        for secret in secrets
        for form, needle in forms_of(secret.value)
        if (needle in content if form == "base64" else _fold(needle) in folded)
    ]


def _fold(content: bytes) -> str:
    return content.decode(errors="replace").casefold()


def forms_of(value: str) -> Iterator[tuple[str, bytes]]:
    """The value as it is and as base64, percent-encoded, JSON-escaped and HTML-escaped."""
    raw = value.encode()
    yield "plain", raw
    if len(raw) < MIN_ENCODED:
        return
    for part in _base64_cores(raw):
        yield "base64", part
    written = {
        "percent": {quote(value, safe=""), quote(value), quote_plus(value)},
        "json": {json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1],
                 _escape_all(value)},
        "html": {html.escape(value), html.escape(value, quote=False)},
    }  # fmt: skip
    for form, needles in written.items():
        for needle in sorted(needles - {value}):
            yield form, needle.encode()


def _base64_cores(raw: bytes) -> Iterator[bytes]:
    """The part of the encoding, in both alphabets, that no neighbour has an influence on."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        start = -(-shift * 8 // 6)
        whole = (shift + len(raw)) * 8 // 6
        core = encoded[start:whole]
        yield from {core, core.translate(bytes.maketrans(b"+/", b"-_"))}


def _escape_all(value: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in value)


def walk(value: object) -> Iterator[bytes]:
    """Every string and byte string inside a structure of plain objects and dataclasses."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, str):
        yield value.encode()
    else:
        for part in _parts(value):
            yield from walk(part)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif is_dataclass(value):
        yield from (getattr(value, part.name) for part in fields(value))


def flatten(value: object) -> bytes:
    """All strings of a structure, with a separator that joins no two of them."""
    return b"\x00\n".join(walk(value))
