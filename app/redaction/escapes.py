r"""Characters written by their number or name: `&#64;`, `%40`, `\u0040`, `=?utf-8?B?...?=`.

What is decoded here is what a program between writer and reader would decode. Forms that ordinary
text is full of (`=40` in an assignment, `\n` in a path) are in `app.redaction.readings` instead.
"""

import base64
import binascii
import html
import quopri
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote_to_bytes

_NAMES = "amp|lt|gt|quot|apos|commat|period|lowbar|nbsp|hyphen"
_LEADS, _LONG_LEADS = "\u00c2-\u00df", "\u00e0-\u00ef"
_FOLLOWS = "\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
"""Bytes of UTF-8 that were taken for Windows' letters: `MÃ¼ller`, `Oâ€™Brien`."""

ESCAPE = re.compile(
    r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};"
    rf"|(?:{_NAMES})(?![a-zA-Z0-9_]{{0,20}}=))"
    r"|(?:%[0-9a-fA-F]{2})+"
    r"|(?<!\\)(?:(?:\\+u[0-9a-fA-F]{4})+|\\+[ux]\{[0-9a-fA-F]{1,6}\}|\\+U00[0-9a-fA-F]{6}"
    r"""|(?:\\+x[0-9a-fA-F]{2})+|\\+["/])"""
    r"|(?:\\[0-7]{2,3}){3,}|(?<=\w)\\[01][0-7]{2}(?=\w)"
    r"|=\?[\w-]{2,20}\?[bBqQ]\?[^?\s]{1,1000}\?="
    r"|(?<=\w)(?:\[\.\]|\(\.\))(?=\w)|(?<=\d)(?:\[[dD][oO][tT]\]|\([dD][oO][tT]\))(?=\d)|\b[hH][xX]{2}[pP](?=s?://)"
    r"|U\+[0-9A-Fa-f]{4,6}(?:[ ,]{0,2}U\+[0-9A-Fa-f]{4,6})*"
    rf"|(?:[{_LEADS}][{_FOLLOWS}]|[{_LONG_LEADS}][{_FOLLOWS}]{{2}})+"
)
_UNUSED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_HEX = re.compile(r"[0-9a-fA-F]{2,8}")
_HEX_PAIR = re.compile(r"[0-9a-fA-F]{2}")
_OCTAL = re.compile(r"[0-7]{2,3}")
_NO_CHARACTER = "\ufffd"
_LAST_CODE = 0x10FFFF


_GARBLED = re.compile(f"[{_LEADS}{_LONG_LEADS}][{_FOLLOWS}]")
_SIGNS = ("&", "%", "\\", "=?", "U+", "[.]", "(.)", "[dot]", "(dot)", "xxp", "XXP")


def may_hold_escape(text: str) -> bool:
    """Whether decoding is worth the pass. One look for each sign costs less than one for all."""
    if any(sign in text for sign in _SIGNS):
        return True
    return not text.isascii() and _GARBLED.search(text) is not None


def decode(escape: str) -> str | None:
    """What a match of `ESCAPE` stands for; None when it stands for itself."""
    decoded = _DECODERS.get(escape[0], _garbled)(escape)
    if decoded == escape or _NO_CHARACTER in decoded:
        return None  # a per cent sign before two letters of a word, or no character at all
    return decoded


def _entity(escape: str) -> str:
    return html.unescape(escape.removesuffix(";") + ";")


def _percent(escape: str) -> str:
    return unquote_to_bytes(escape).decode("utf-8", "replace")


def _backslash(escape: str) -> str:
    sign = escape.lstrip("\\")[0]
    if sign in '"/':
        return sign
    if sign == "u" and "{" not in escape:
        units = b"".join(bytes.fromhex(code) for code in _HEX.findall(escape))
        return units.decode("utf-16-be", "replace")
    if sign == "x" and "{" not in escape:
        return _bytes_text(bytes.fromhex("".join(_HEX_PAIR.findall(escape))))
    if sign in "uxU":
        return _characters([int(code, 16) for code in _HEX_NUMBER.findall(escape)])
    codes = [int(code, 8) for code in _OCTAL.findall(escape)]
    return _bytes_text(bytes(codes)) if max(codes) < 256 else escape


_HEX_NUMBER = re.compile(r"[0-9a-fA-F]+")


def _bytes_text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _characters(codes: list[int]) -> str:
    if max(codes) > _LAST_CODE:
        return _NO_CHARACTER
    return "".join(map(chr, codes))


def _code_points(escape: str) -> str:
    return _characters([int(code, 16) for code in _HEX_NUMBER.findall(escape.replace("U+", " "))])


def _defanged(escape: str) -> str:
    """How people write an address that must not become a link."""
    return "." if escape[0] in "[(" else "http"


def _garbled(escape: str) -> str:
    """UTF-8 that a program read as Windows' western letters."""
    try:
        data = bytes(_WINDOWS.get(letter, ord(letter) & 0xFF) for letter in escape)
        return data.decode()
    except UnicodeDecodeError:
        return escape


_WINDOWS = {
    bytes((code,)).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in _UNUSED
}


def _encoded_word(escape: str) -> str:
    """RFC 2047: a word of a mail's header, in base64 or much like quoted-printable."""
    _, charset, encoding, payload, _ = escape.split("?", 4)
    try:
        if encoding in "bB":
            data = base64.b64decode(payload + "=" * (-len(payload) % 4))
        else:
            data = quopri.decodestring(payload, header=True)
        return data.decode(charset, "replace")
    except (binascii.Error, ValueError, LookupError):
        return escape


_DECODERS: Mapping[str, Callable[[str], str]] = {
    "&": _entity,
    "%": _percent,
    "\\": _backslash,
    "=": _encoded_word,
    "U": _code_points,
    **dict.fromkeys("[(hH", _defanged),
}
