"""What the eye reads: one canonical view of a text, with the way back to its source.

Escapes are decoded (three rounds), invisible characters taken out, compatibility forms, digits,
dashes and quotes made plain, and look-alike letters resolved inside tokens that mix scripts. Case
and diacritics stay; `fold` takes them off, one character for one, for dictionary look-ups.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote_to_bytes

BOUNDARY = "\n\x02\n"
"""Stands between texts that do not touch; no pattern reaches over it."""

_ROUNDS = 3
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_ESCAPE = re.compile(rf"{_ENTITY}|(?:%[0-9a-fA-F]{{2}})+|(?:\\u[0-9a-fA-F]{{4}})+")
_INVISIBLE = re.compile(
    "[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]+"
)
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\x02\t\n\r")
_FEW = 24
_CLUSTER = re.compile("[\x00-\x7f][\u0300-\u036f]+|[^\x00-\x7f][\u0300-\u036f]*")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0531-\u0587]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"\w+")
_LATIN = re.compile("[A-Za-z]")
_LOOKALIKES = str.maketrans(
    "АВЕЗКМНОРСТУХЅІЈԌԚԜаеорсухѕіјԁԛԝһӏЁёЇїΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυικχгпт",
    "ABE3KMHOPCTYXSIJGQWaeopcyxsijdqwhlEeIiABEZHIKMNOPTYXavopuikxrnt",
)


@dataclass(frozen=True)
class Canonical:
    """The view. `starts` and `ends` give each character's place in the source; None: the same."""

    source: str
    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    @cached_property
    def data(self) -> bytes:
        """The view as UTF-8, for RE2."""
        return self.text.encode()

    @cached_property
    def folded(self) -> str:
        """The view without case and diacritics; offsets are those of `text`."""
        return fold(self.text)

    @cached_property
    def lowered(self) -> bytes:
        """The bytes in lower case (ASCII letters), for literal gates; offsets as in `data`."""
        return self.data.lower()

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line of the view begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets in `data` into offsets in `text`."""
        if len(self.data) == len(self.text):
            return start, end
        return bisect_right(self._byte_ends, start), bisect_right(self._byte_ends, end)

    @cached_property
    def _byte_ends(self) -> list[int]:
        return list(accumulate(map(_utf8_length, self.text)))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source that the view shows from `start` to `end` (not empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def _utf8_length(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


class _Plain(dict[int, int]):
    """Digits of all scripts, dashes, quotes and spaces as their ASCII forms, filled as needed."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        self[code] = plain = ord(_plain_character(character))
        return plain


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    named = {"Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n"}.get(category)
    return named or {"−": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}.get(character, character)


class _Folded(dict[int, int]):
    """Each character without case and diacritics, always one for one, filled as needed."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0]
        named = {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i"}
        self[code] = folded = ord((named.get(base) or base.casefold() or base)[0])
        return folded


_PLAIN = _Plain()
_FOLDED = _Folded()


def fold(text: str) -> str:
    """Without case and diacritics, one character for one character."""
    return text.lower() if text.isascii() else _translate(text, _FOLDED)


def _translate(text: str, table: dict[int, int]) -> str:
    """As str.translate, faster where few characters change, as in most languages' prose."""
    changed = [char for char in set(text) if table[ord(char)] != ord(char)]
    if len(changed) > _FEW:
        return text.translate(table)
    for char in changed:
        text = text.replace(char, chr(table[ord(char)]))
    return text


def canonicalise(source: str) -> Canonical:
    """The canonical view of a neutralised text. Linear in its length; plain ASCII is its own."""
    view = Canonical(source, source)
    for _ in range(_ROUNDS):
        before = view
        view = _rewrite(before, _ESCAPE, _decode) if _may_hold_escape(before.text) else before
        if view is before:
            break
    if not _is_plain(view.text):
        view = _rewrite(view, _INVISIBLE, _remove)
    if view.text.isascii():
        return view
    if not unicodedata.is_normalized("NFKC", view.text):
        view = _rewrite(view, _CLUSTER, _compose)
        view = _rewrite(view, _INVISIBLE, _remove)
    return _respell(view, _resolve_lookalikes(_translate(view.text, _PLAIN)))


def _may_hold_escape(text: str) -> bool:
    return "&" in text or "%" in text or "\\u" in text


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text.encode().translate(None, _CONTROLS)) == len(text)


def _respell(view: Canonical, text: str) -> Canonical:
    return Canonical(view.source, text, view.starts, view.ends)


def _rewrite(
    view: Canonical, pattern: re.Pattern[str], change: Callable[[str], str | None]
) -> Canonical:
    """Replace what matches; None leaves it. Each new character leads to the whole old passage."""
    text, starts, ends = view.text, list[int](), list[int]()
    old_starts: Sequence[int] = view.starts if view.starts is not None else range(len(text))
    old_ends: Sequence[int] = view.ends if view.ends is not None else range(1, len(text) + 1)
    pieces: list[str] = []
    done = 0
    for found in pattern.finditer(text):
        new = change(found.group())
        if new is None:
            continue
        start, end = found.span()
        pieces += (text[done:start], new)
        starts += old_starts[done:start]
        ends += old_ends[done:start]
        starts += [old_starts[start]] * len(new)
        ends += [old_ends[end - 1]] * len(new)
        done = end
    if not pieces:
        return view
    starts += old_starts[done:]
    ends += old_ends[done:]
    return Canonical(view.source, "".join([*pieces, text[done:]]), starts, ends)


def _remove(_: str) -> str:
    return ""


def _compose(cluster: str) -> str | None:
    composed = unicodedata.normalize("NFKC", cluster)
    return None if composed == cluster else composed


def _decode(escape: str) -> str | None:
    if escape[0] == "&":
        decoded = html.unescape(escape)
    elif escape[0] == "%":
        decoded = unquote_to_bytes(escape).decode("utf-8", "replace")
    else:
        decoded = bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be", "replace")
    if decoded == escape or "\ufffd" in decoded:
        return None  # a per cent sign before two letters of a word, or no character at all
    return neutralise(decoded)


def neutralise(text: str) -> str:
    """The text with what would be taken for our own boundary, and half characters, made harmless;
    as long as before."""
    if text.isascii():
        return text.replace("\x02", "\x01")
    return _SURROGATE.sub("\ufffd", text.replace("\x02", "\x01"))


def _resolve_lookalikes(text: str) -> str:
    if _OTHER_SCRIPT.search(text) is None:
        return text
    return _TOKEN.sub(_resolve_token, text)


def _resolve_token(found: re.Match[str]) -> str:
    token = found.group()
    if _LATIN.search(token) is None:
        return token
    return token.translate(_LOOKALIKES)
