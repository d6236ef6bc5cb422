r"""Passages that can be read in another way than the canonical view reads them.

`x=40y` is an assignment or quoted-printable, `\n` a line's end or a part of a path, `j o h n` a
name or four letters, and a line's end may part two entities or lie within one. Such passages are
read again, with the lines around them, and only what is found at such a place counts. A text
without them costs one pass of a linear pattern.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from app.redaction.canonical import BOUNDARY, Canonical
from app.redaction.hits import Rank
from app.redaction.lookalikes import resolve_whole
from app.redaction.policy import quiet_options

_REACH = 100
"""Characters of context that are read on either side of a passage."""


_BLANK = re.compile(r"\s")


@dataclass(frozen=True)
class Reading:
    """Another text for some passages. `view.source` is the text of the canonical view.

    `changed` are the places of `view.text` that are read otherwise. Finds of a lower rank than
    `least` are no more than chance here; where `known_only` is set, so is all that the pair's
    context does not know.
    """

    view: Canonical
    changed: Sequence[tuple[int, int]]
    least: int = 0
    known_only: bool = False

    def concerns(self, start: int, end: int) -> bool:
        """Whether a find touches what is read otherwise here."""
        index = bisect_left(self.changed, (start, start))
        touched = index < len(self.changed) and self.changed[index][0] <= end
        return touched or (index > 0 and self.changed[index - 1][1] >= start)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The part of the canonical view that is read from `start` to `end` (not empty)."""
        if self.view.starts is None or self.view.ends is None:
            return start, end
        return min(self.view.starts[start:end]), max(self.view.ends[start:end])


def readings(view: Canonical) -> Iterator[Reading]:
    """Every other reading of the view. Linear in its length, and nothing for most texts."""
    if view.reversals:
        yield _reversed(view)
    if not view.text.isascii() and (resolved := resolve_whole(view.text)) is not None:
        yield _whole_tokens(view, resolved)
    if _ANY.search(view.data) is None:
        return
    for rule in _RULES:
        if rule.gate.search(view.data) is not None:
            reading = _reread(view, rule)
            if reading is not None:
                yield reading


def _reversed(view: Canonical) -> Reading:
    builder = _Builder(view)
    for start, end in view.reversals:
        builder.passage(start, end)
        builder.mirror(start, end)
    return builder.reading()


def _whole_tokens(view: Canonical, resolved: str) -> Reading:
    changed = [
        found.span()
        for found in re.finditer(r"\w+", resolved)
        if view.text[slice(*found.span())] != found.group()
    ]
    return Reading(Canonical(view.text, resolved), changed, Rank.HOUSE, known_only=True)


# ---- how passages are read again -----------------------------------------------------------------


@dataclass(frozen=True)
class _Rule:
    """`gate` is a linear pattern that stands wherever `passage` does."""

    gate: Any
    passage: re.Pattern[str]
    change: Callable[[str], str]
    least: int = 0
    known_only: bool = False


def _reread(view: Canonical, rule: _Rule) -> Reading | None:
    builder = _Builder(view)
    for found in rule.passage.finditer(view.text):
        text = rule.change(found.group())
        if text != found.group():
            builder.passage(*found.span())
            builder.write(text, *found.span())
    return builder.reading(rule.least, known_only=rule.known_only) if builder.changed else None


class _Builder:
    """Puts the passages and what stands around them into one text, with the way back."""

    def __init__(self, view: Canonical) -> None:
        self._source = view.text
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._done = 0
        self.changed: list[tuple[int, int]] = []

    def passage(self, start: int, end: int) -> None:
        """Copy what stands before a passage; what is too far away is left out."""
        first = self._first(start)
        if first > self._done or not self._pieces:
            self._copy(self._done, min(self._last(self._done), first) if self._pieces else 0)
            self._note(BOUNDARY, [first] * len(BOUNDARY), [first + 1] * len(BOUNDARY))
            self._done = first
        self._copy(self._done, start)
        self._done = end

    def write(self, text: str, start: int, end: int) -> None:
        """The passage as it is read here."""
        self._change(text, [start] * len(text), [end] * len(text))

    def mirror(self, start: int, end: int) -> None:
        """The passage from right to left."""
        backwards = range(end - 1, start - 1, -1)
        text = self._source[start:end][::-1]
        self._change(text, list(backwards), [at + 1 for at in backwards])

    def reading(self, least: int = 0, *, known_only: bool = False) -> Reading:
        """What was put together."""
        self._copy(self._done, self._last(self._done))
        view = Canonical(self._source, "".join(self._pieces), self._starts, self._ends)
        return Reading(view, self.changed, least, known_only)

    def _first(self, at: int) -> int:
        """Where the context before `at` begins: with its line, or with a whole word."""
        floor = max(self._done, at - _REACH)
        line = self._source.rfind("\n", floor, at) + 1
        return line or self._source.rfind(" ", self._done, floor) + 1 or self._done

    def _last(self, at: int) -> int:
        """Where the context behind `at` ends."""
        ceiling = min(len(self._source), at + _REACH)
        line = self._source.find("\n", at, ceiling)
        if line >= 0:
            return line
        blank = _BLANK.search(self._source, ceiling)
        return len(self._source) if blank is None else blank.start()

    def _copy(self, start: int, end: int) -> None:
        if start < end:
            self._note(self._source[start:end], range(start, end), range(start + 1, end + 1))

    def _change(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        at = len(self._starts)
        self.changed.append((at, at + len(text)))
        self._note(text, starts, ends)

    def _note(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._pieces.append(text)
        self._starts += starts
        self._ends += ends


# ---- quoted-printable, written line ends, plus signs ---------------------------------------------

_PAIR = re.compile("[0-9A-Fa-f]{2}")


def _quoted_printable(passage: str) -> str:
    data = bytes.fromhex("".join(_PAIR.findall(passage)))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _western(passage: str) -> str:
    return bytes.fromhex(passage[1:]).decode("latin-1")


def _line_end(passage: str) -> str:
    return "\t" if passage.endswith("t") else "\n"


# ---- spaced out ----------------------------------------------------------------------------------

_LIST = ", "
_GAP = re.compile(r"(?<=[^\W_])[\W_]+(?=[^\W_])")


def _squeeze(passage: str) -> str:
    """Without the gap that is between most of the letters; a wider one parts words."""
    gaps = Counter(_GAP.findall(passage))
    usual = gaps.most_common(1)[0][0]
    if usual == _LIST:
        return passage
    return _GAP.sub(lambda gap: _narrowed(gap.group(), usual), passage).replace("+ ", "+")


def _narrowed(gap: str, usual: str) -> str:
    if gap == usual:
        return ""
    return gap.removeprefix(usual).removesuffix(usual) or " "


def _grouped(passage: str) -> str:
    return re.sub(r"\D+", " ", passage)


_DIGIT_TWINS = str.maketrans("OoIl", "0011")


def _digits(passage: str) -> str:
    """A number in which letters stand for the digits that they are drawn like."""
    return passage.translate(_DIGIT_TWINS)


def _dot(passage: str) -> str:
    return "."


# ---- parted by a line's or a cell's end ----------------------------------------------------------


def _space(passage: str) -> str:
    return " "


def _sign_or_space(passage: str) -> str:
    return passage.strip() or " "


def _nothing(passage: str) -> str:
    return ""


def _closed(passage: str) -> str:
    return "".join(passage.split())


def _rule(
    gate: str, passage: str, change: Callable[[str], str], least: int = 0, *, known: bool = False
) -> _Rule:
    return _Rule(
        re2.compile(gate.encode(), quiet_options()), re.compile(passage), change, least, known
    )


_LETTER = r"[0-9A-Za-z\x{AA}-\x{10FFFF}]"
_NO_LETTER = r"[^0-9A-Za-z\x{AA}-\x{10FFFF}]"
_QUOTED = r"=[0-9]{2}(?:[^0-9]|$)|=[A-Fa-f][0-9A-Fa-f]|=[0-9][A-Fa-f]|=\n"
_WESTERN = r"[A-Za-z]%[C-Fc-f][0-9A-Fa-f][a-z]"
_WRITTEN = rf"\\[nrt]{_LETTER}"
_PLUS = rf"{_LETTER}\+{_LETTER}"
_SPACED = rf"(?:^|{_NO_LETTER})(?:{_LETTER}{_NO_LETTER}{{1,5}}){{3}}{_LETTER}(?:{_NO_LETTER}|$)"
_NUMBER = r"[0-9][./-]?[\n\t][ \t]{0,3}[0-9(]"
_ADDRESS = r"@[\w.-]{0,80}[ \t]{0,3}\n|\n[ \t>]{0,3}[@.][A-Za-z]|\t@\t"
_DOT = r"[\w\])][ \t][\[({]?(?:\.|[dD][oO][tT])[\])}]?[ \t][\[(]?\w"
_MISREAD = r"[0-9][ -]?[OoIl]{1,4}[ -]?(?:[0-9]|$)|[OoIl][ -]?[0-9]"
_FRAMED = rf"(?:^|{_NO_LETTER})_{_LETTER}|{_LETTER}_(?:{_NO_LETTER}|$)"
_WIDE = r"[0-9][ \t]{2,4}[0-9]"
_GROUPED = r"[0-9]{4}[^0-9A-Za-z\n-]{1,3}[0-9]{4}[^0-9A-Za-z\n-]{1,3}[0-9]{4}[^0-9A-Za-z\n-]"
_LONG_WORD = r"[A-Za-z0-9_+/=.-]{12}[\n][A-Za-z0-9_+/=.-]{8}"
_REST_OF_WORD = (
    r"(?![A-Za-z_][\w.-]{0,60}=[^=\s])(?=[A-Za-z_+/=.-]{0,60}(?:[0-9]|[a-z][A-Z]))[\w+/=.-]{8}"
    r"(?:[\w+/=.-]{8}|[\w+/=.-]*[ \t]*(?:\n|$))"
)
"""Not a word of the next line: with a digit or a capital in it, and long or alone on its line; nor
another setting (`PORT=8443`), of which a file has one on each line."""

_BROKEN = r"\p{Lu}{2}\n\p{Lu}|\pL-\n\pL"
_WIDE = rf"{_LETTER}[ ]{{2,4}}{_LETTER}"
_NAME = rf"{_LETTER},?[\n\t][ \t]{{0,3}}\p{{Lu}}"

_RULES = (
    _rule(
        _QUOTED,
        r"(?:=\d\d(?!\d)|=(?!\d\d)[0-9A-F]{2}|=(?!\d\d)[0-9a-f]{2}|(?<!=)=\n(?![*-] ))+",
        _quoted_printable,
    ),
    _rule(_WESTERN, r"%(?<=[A-Za-z]%)[C-Fc-f][0-9A-Fa-f](?=[a-z])", _western),
    _rule(_WRITTEN, r"(?<!\\)\\+[nrt](?=\w)", _line_end),
    _rule(_PLUS, r"\+(?<=[^\W_]\+)(?=[^\W_])", _space),
    _rule(
        _SPACED,
        r"(?:\+[ \t.-]{0,3})?(?<![^\W_])[^\W_]"
        r"(?:[ \t\n.,:;*_/|~+@&=<>()'\"!#^-]{1,5}[^\W_](?![^\W_])){3,}",
        _squeeze,
        Rank.HOUSE,
    ),
    _rule(_DOT, r"[ \t][\[({]?(?:\.|[dD][oO][tT])[\])}]?[ \t](?=\w)", _dot, Rank.HOUSE),
    _rule(_FRAMED, r"(?<!\w)_+(?=[^\W_])|(?<=[^\W_])_+(?!\w)", _space, Rank.SHAPE),
    _rule(_WIDE, r"(?<=[A-Z\d])[ \t]{2,4}(?=\d)", _space, Rank.HOUSE),
    _rule(_MISREAD, r"(?<![^\W_])[\dOoIl](?:[ -]?[\dOoIl]){11,33}(?![^\W_])", _digits, Rank.HOUSE),
    _rule(_GROUPED, r"\d{4}([^\w\n-]{1,3}|_)\d{4}\1\d{4}\1\d{1,7}(?!\d)", _grouped, Rank.HOUSE),
    _rule(_LONG_WORD, rf"\n(?<=[\w+/=.-]{{12}}\n)(?={_REST_OF_WORD})", _closed, Rank.HOUSE),
    _rule(
        _BROKEN,
        r"(?:-\n(?<=[^\W\d_]-\n)|\n(?<=[^\W\d_]\n))(?=[^\W\d_])",
        _nothing,
        Rank.HOUSE,
        known=True,
    ),
    _rule(_NUMBER, r"(?<=\d)[./-]?[\n\t][ \t]{0,3}(?=[\d(])", _sign_or_space, Rank.HOUSE),
    _rule(
        _ADDRESS,
        r"@(?:[\w-]+\.)?[ \t]{0,3}\n[ \t>]{0,3}(?=\w)"
        r"|@[\w.-]{1,80}-\n[ \t>]{0,3}(?=[\w-]{1,60}\.[a-z]{2})"
        r"|\t@\t(?=\w)"
        r"|@(?:[\w-]+\.){2,6}[ \t]{0,3}\n[ \t>]{0,3}(?=[a-z]{2,12}(?![\w ]))"
        r"|\n(?<=\w\n)[ \t>]{0,3}(?=@|\.[A-Za-z]{2})",
        _closed,
        Rank.HOUSE,
    ),
    _rule(_WIDE, r"(?<=[^\W_])[ ]{2,4}(?=[^\W\d_])", _space, Rank.HOUSE, known=True),
    _rule(_NAME, r"[\n\t](?<=[^\W_][\n\t])[ \t]{0,3}(?=[^\W\d_])", _space, Rank.HOUSE, known=True),
)
_ANY = re2.compile(b"|".join(b"(?:%b)" % rule.gate.pattern for rule in _RULES), quiet_options())
"""All gates at once: most texts pass none."""
