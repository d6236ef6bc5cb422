"""What the eye reads: one canonical view of a text, with the way back to its source.

Escapes are decoded (three rounds), invisible characters taken out, compatibility forms, digits,
dashes and quotes made plain, and look-alike letters resolved inside tokens that mix scripts. Case
and diacritics stay; `fold` takes them off, one character for one, for dictionary look-ups. What can
be read in more than one way is read again in `app.redaction.readings`.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from app.redaction.escapes import ESCAPE, decode, may_hold_escape
from app.redaction.lookalikes import base_letter, plain_sign, resolve_mixed

BOUNDARY = "\n\x02\n"
"""Stands between texts that do not touch; no pattern reaches over it."""

_ROUNDS = 3
_INVISIBLE = re.compile(
    "[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\x02\t\n\r")
_FEW = 24
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_VOICED = "\u3099\u309a\uff9e\uff9f"
"""Marks behind a kana, which are a part of it."""
_CLUSTER = re.compile(f"[\x00-\x7f][{_MARKS}]+|[^\x00-\x7f][{_MARKS}{_VOICED}]*")
_LOOSE_MARK = re.compile(f"[{_MARKS}]+")
_LONG_VOWEL = re.compile("(?<![\u3041-\u30ff])\u30fc")
_SURROGATE = re.compile("[\ud800-\udfff]")
Judge = Callable[[str], object]
"""Says something of a passage: true or false."""
OVERRIDE, OVERRIDE_END = "\u202e", "\u202c"
_OVERRIDDEN = re.compile("\u202e([^\u202c\n]*)")
"""Text that is shown from right to left, whatever its letters; it ends with its line at last."""


@dataclass(frozen=True)
class Canonical:
    """The view. `starts` and `ends` give each character's place in the source; None: the same.

    `reversals` are the parts of the view that are shown from right to left.
    """

    source: str
    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    reversals: tuple[tuple[int, int], ...] = ()

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
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return list(accumulate(lengths[:-1], initial=0))

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets in `data` into offsets in `text`."""
        if len(self.data) == len(self.text):
            return start, end
        return bisect_right(self._byte_ends, start), bisect_right(self._byte_ends, end)

    @cached_property
    def _byte_ends(self) -> list[int]:
        return list(accumulate(map(_utf8_length, self.text)))

    @cached_property
    def _judged(self) -> dict[tuple[Judge, int, int], bool]:
        return {}

    def judge(self, judge: Judge, start: int, end: int) -> bool:
        """What `judge` says of the text from `start` to `end`, asked once: it goes with the view.

        The finds of one sentence ask the same of it, and an erasure has nothing to look for.
        """
        place = (judge, start, end)
        told = self._judged.get(place)
        if told is None:
            told = self._judged[place] = bool(judge(self.text[start:end]))
        return told

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
    return named or plain_sign(character)


_HANGUL = range(0xAC00, 0xD7A4)
"""Syllables, which do not lose a diacritic but their vowel when they are taken apart."""


class _Folded(dict[int, int]):
    """Each character without case and diacritics, always one for one, filled as needed."""

    def __missing__(self, code: int) -> int:
        base = chr(code) if code in _HANGUL else unicodedata.normalize("NFD", chr(code))[0]
        self[code] = folded = ord((base_letter(base).casefold() or base)[0])
        return folded


_PLAIN = _Plain()
_FOLDED = _Folded({ord("ı"): ord("i")})


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
        view = _rewrite(before, ESCAPE, _decode) if may_hold_escape(before.text) else before
        if view is before:
            break
    if _is_plain(view.text):
        return view
    reversals = _reversed_in_source(view) if OVERRIDE in view.text else []
    view = _rewrite(view, _INVISIBLE, _remove)
    if not view.text.isascii():
        view = _plain_letters(view)
    return _with_reversals(view, reversals) if reversals else view


def _plain_letters(view: Canonical) -> Canonical:
    if not unicodedata.is_normalized("NFKC", view.text) or _LOOSE_MARK.search(view.text):
        view = _rewrite(view, _CLUSTER, _compose)
        view = _rewrite(view, _INVISIBLE, _remove)
    return _respell(view, resolve_mixed(_dashed(_translate(view.text, _PLAIN))))


def _dashed(text: str) -> str:
    """With a dash for the sign of a long vowel where no vowel is before it: `03ー1234`."""
    return _LONG_VOWEL.sub("-", text) if "\u30fc" in text else text


def _reversed_in_source(view: Canonical) -> list[tuple[int, int]]:
    spans = (found.span(1) for found in _OVERRIDDEN.finditer(view.text))
    return [view.to_source(*span) for span in spans if span[0] < span[1]]


def _with_reversals(view: Canonical, reversals: list[tuple[int, int]]) -> Canonical:
    starts = view.starts or range(len(view.text))
    found = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in reversals)
    return replace(view, reversals=tuple(span for span in found if span[0] < span[1]))


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
    """One character where there is one; marks that are drawn over others are left out."""
    composed = _LOOSE_MARK.sub("", unicodedata.normalize("NFKC", cluster))
    return None if composed == cluster else composed


def _decode(escape: str) -> str | None:
    decoded = decode(escape)
    return None if decoded is None else neutralise(decoded)


def neutralise(text: str) -> str:
    """The text with what would be taken for our own boundary, and half characters, made harmless;
    as long as before."""
    if text.isascii():
        return text.replace("\x02", "\x01")
    return _SURROGATE.sub("\ufffd", text.replace("\x02", "\x01"))
