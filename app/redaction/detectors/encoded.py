"""Tokens that are text in disguise: base64, base32, hexadecimal and lists of character codes."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import re2

from app.redaction.canonical import Canonical
from app.redaction.policy import quiet_options


class Disguised(NamedTuple):
    """From `start` to `end` of the canonical text stands `text`, written in another way."""

    start: int
    end: int
    text: str


_FEWEST = 4
_HEX_DIGITS = re.compile(r"(?:0[xX])?((?:[0-9A-Fa-f]{2})+)")
_BASE32 = re.compile(r"[A-Z2-7]{8,}={0,6}")
_HEX_PAIR = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
_NUMBER = re.compile(r"\d+")
_BITS = re.compile("[01]{8}")
_PART = re.compile(r"[A-Za-z0-9+]{8,}={0,2}")
_BLANK = re.compile(r"[\s>]+")
_MORE_BEHIND = re.compile(r"[ \t]*[^\s\"'<>)\]},;]|[.,;:][ \t]")
_SAID = re.compile(r"[A-Za-z]?[a-z]{3,15}|[A-Z]{4,12}")


def find_disguised(view: Canonical) -> Iterator[Disguised]:
    """Each token that is text when it is decoded, once. Linear in the text."""
    data = view.data
    if _LONG.search(data) is not None:
        yield from _tokens(view, _OF_LONG)
    if b"=" in data:
        yield from _tokens(view, _PADDED)
    if _ANY_RARE.search(data) is not None:
        yield from _tokens(view, _RARE)


def _tokens(view: Canonical, kinds: Iterable["_Kind"]) -> Iterator[Disguised]:
    for regex, decoders in kinds:
        for match in regex.finditer(view.data):
            start, end = view.characters(*match.span())
            if _wrapped in decoders:
                end = _lines_end(view.text, start, end)
            yield from _decoded(view.text[start:end], start, decoders)


def _decoded(token: str, start: int, decoders: tuple["_Decoder", ...]) -> Iterator[Disguised]:
    for decode in decoders:
        text = decode(token)
        if text is not None:
            yield Disguised(start, start + len(token), text)
            return
    if len(decoders) > 1 and ("/" in token or "-" in token or "_" in token):
        for part in _PART.finditer(token):
            yield from _decoded(part.group(), start + part.start(), (_base64,))


def _lines_end(text: str, start: int, end: int) -> int:
    """Where the lines end that one token was broken into: a word of the sentence below, which has
    more on its line or is written as words are, is none."""
    while "\n" in text[start:end]:
        last = text.rfind("\n", start, end) + 1
        goes_on = _MORE_BEHIND.match(text, end) is not None
        if not goes_on and _SAID.fullmatch(text[last:end].strip(" \t>")) is None:
            return end
        end = last - 1
    return end


_Decoder = Callable[[str], str | None]


def _base64(token: str) -> str | None:
    plain = token.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = binascii.a2b_base64(plain + "=" * (-len(plain) % 4), strict_mode=True)
    except binascii.Error:
        return None
    return _text_of(data)


def _wrapped(token: str) -> str | None:
    return _base64(_BLANK.sub("", token))


def _base32(token: str) -> str | None:
    plain = token.rstrip("=")
    if _BASE32.fullmatch(token) is None:
        return None
    try:
        return _text_of(base64.b32decode(plain + "=" * (-len(plain) % 8)))
    except binascii.Error:
        return None


def _hexadecimal(token: str) -> str | None:
    digits = _HEX_DIGITS.fullmatch(token)
    return None if digits is None else _text_of(bytes.fromhex(digits[1]))


def _hex_pairs(token: str) -> str | None:
    return _text_of(bytes.fromhex("".join(_HEX_PAIR.findall(token.replace("0x", "")))))


def _codes(token: str) -> str | None:
    codes = [int(number) for number in _NUMBER.findall(token)]
    return _text_of(bytes(codes)) if max(codes) < 256 else None


def _bits(token: str) -> str | None:
    return _text_of(bytes(int(bits, 2) for bits in _BITS.findall(token)))


def _text_of(data: bytes) -> str | None:
    """UTF-8, or UTF-16 as Windows writes it; None for what is no text."""
    encoding = "utf-16-le" if data[1::2].count(0) * 4 > len(data) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    shown = all(char.isprintable() or char.isspace() for char in text)
    return text if shown and len(text) >= _FEWEST else None


class _Kind(NamedTuple):
    regex: Any
    decoders: tuple[_Decoder, ...]


def _linear(regex: str) -> Any:
    return re2.compile(regex.encode(), quiet_options())


def _kind(regex: str, *decoders: _Decoder) -> _Kind:
    return _Kind(_linear(regex), decoders)


_LONG = _linear(r"[A-Za-z0-9+/_-]{16}")
_OF_LONG = (
    _kind(r"[A-Za-z0-9+/]{40,}(?:\n[ \t>]{0,4}[A-Za-z0-9+/]{4,})+={0,2}", _wrapped),
    _kind(r"[A-Za-z0-9+/_-]{16,}={0,6}", _hexadecimal, _base64, _base32),
)
_PADDED = (
    _kind(r"\b[A-Z2-7]{8,15}={1,6}", _base32, _base64),
    _kind(r"\b[A-Za-z0-9+/_-]{6,15}={1,2}", _base64),
)
_RARE = (
    _kind(r"\b[A-Za-z0-9]{1,12}[a-z][A-Z][A-Za-z0-9]{4,12}\b", _base64),
    _kind(r"\b[01]{8}(?:[ ,]?[01]{8}){3,}\b", _bits),
    _kind(r"\b[A-Za-z]{2,6}[0-9][A-Za-z0-9]{5,12}\b", _base64),
    _kind(r"\b(?:0x)?[0-9A-Fa-f]{2}(?:[ :,-]{1,2}(?:0x)?[0-9A-Fa-f]{2}){5,}\b", _hex_pairs),
    _kind(r"\b[0-9]{2,3}(?:[ ,;]{1,2}[0-9]{2,3}){5,}\b", _codes),
)
_ANY_RARE = re2.compile(b"|".join(kind.regex.pattern for kind in _RARE), quiet_options())
"""What most texts do not hold is looked for in one go."""
