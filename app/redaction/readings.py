r"""Passages that can be read in another way than the canonical view reads them.

`x=40y` is an assignment or quoted-printable, `\n` a line's end or a part of a path, `j o h n` a
name or four letters, and a line's end may part two entities or lie within one. Such passages are
read again, with the lines around them, and only what is found at such a place counts. A text
without them costs one pass of a linear pattern.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import re2

from app.redaction.canonical import Canonical
from app.redaction.hits import Rank
from app.redaction.lookalikes import resolve_whole
from app.redaction.passages import REACH, Builder, Reading
from app.redaction.policy import quiet_options


def readings(view: Canonical, *, changed_only: bool = False) -> Iterator[Reading]:
    """Every other reading of the view, or only of what stands near something that we put in.

    Linear in its length.
    """
    if view.reversals:
        yield _reversed(view)
    if not view.text.isascii() and (resolved := resolve_whole(view.text)) is not None:
        yield _whole_tokens(view, resolved)
    rare = _RARE if _ANY_RARE.search(view.data) is not None else ()
    for rule in chain(_BY_SIGNS, rare, _COMMON):
        if rule.may_stand(view):
            reading = _reread(view, rule, changed_only=changed_only)
            if reading is not None:
                yield reading


def may_decode(view: Canonical) -> bool:
    """Whether a reading may show letters that do not stand in the view."""
    return any(rule.may_stand(view) for rule in _DECODING)


def _reversed(view: Canonical) -> Reading:
    builder = Builder(view)
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
    return Reading(resolved, changed, Rank.HOUSE, known_only=True)


# ---- how passages are read again -----------------------------------------------------------------


@dataclass(frozen=True)
class _Rule:
    """Wherever `passage` is read otherwise stands `gate`, a linear pattern, and with it one of the
    `signs`, if there are any."""

    signs: tuple[bytes, ...]
    gate: Any
    passage: re.Pattern[str]
    change: Callable[[str], str]
    least: int = 0
    known_only: bool = False

    def may_stand(self, view: Canonical) -> bool:
        """Whether the passage may stand in the view."""
        data = view.data
        if self.signs and not any(sign in data for sign in self.signs):
            return False
        return self.gate.search(data) is not None


def _reread(view: Canonical, rule: _Rule, *, changed_only: bool) -> Reading | None:
    builder = Builder(view)
    for found in rule.passage.finditer(view.text):
        text = rule.change(found.group())
        if text != found.group() and not (changed_only and _is_old(view.text, *found.span())):
            builder.passage(*found.span())
            builder.write(text, *found.span())
    return builder.reading(rule.least, known_only=rule.known_only) if builder.changed else None


_FAR = 3 * REACH


def _is_old(text: str, start: int, end: int) -> bool:
    """Whether nothing that we put in stands where it would be read with the passage."""
    around = text[max(0, start - _FAR) : end + _FAR]
    return "[" not in around and "*" not in around


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


_LETTER_WORDS = "aeiouvwkszyAEIOUVWKSZYаеиоуквсзяіАЕИОУКВСЗЯІàéèóáúÀÉÈ"
_LAST_ALONE = re.compile(rf"(.*[^\W_])[\W_]+([{_LETTER_WORDS}])", re.DOTALL)
_FIRST_ALONE = re.compile(rf"([{_LETTER_WORDS}])[\W_]+([^\W_].*)", re.DOTALL)


def _squeeze_but_last(passage: str) -> str:
    """Where the letter behind is a word of its own: `N o w a k z Łodzi`."""
    found = _LAST_ALONE.fullmatch(passage)
    return f"{_squeeze(found[1])} {found[2]}" if found is not None else passage


def _squeeze_but_first(passage: str) -> str:
    """Where the letter in front is a word of its own: `I a s k e d`, `u N o w a k`."""
    found = _FIRST_ALONE.fullmatch(passage)
    return f"{found[1]} {_squeeze(found[2])}" if found is not None else passage


_AS_I, _AS_L = str.maketrans("013457", "oieast"), str.maketrans("013457", "oleast")
_FEWEST_DRAWN = 5


def _drawn_as_i(token: str) -> str:
    """`J0hn Sm1th`: digits among letters, drawn like the letters that they stand for."""
    return token.translate(_AS_I) if _is_drawn(token) else token


def _drawn_as_l(token: str) -> str:
    return token.translate(_AS_L) if "1" in token and _is_drawn(token) else token


def _is_drawn(token: str) -> bool:
    """Whether there are letters enough to read a name; a hexadecimal number has fewer."""
    return len(token) >= max(_FEWEST_DRAWN, 3 * sum(map(str.isdigit, token)))


def _grouped(passage: str) -> str:
    return re.sub(r"\D+", " ", passage)


_DIGIT_TWINS = str.maketrans("OoIl", "0011")


def _digits(passage: str) -> str:
    """A number in which letters stand for the digits that they are drawn like; a word is none."""
    return passage if passage.isalpha() else passage.translate(_DIGIT_TWINS)


def _dot(passage: str) -> str:
    return "."


# ---- parted by a line's or a cell's end ----------------------------------------------------------


_MARGIN = " \t\n>"
"""What stands between a line's end and the next line's words, in a quotation too."""


def _space(passage: str) -> str:
    return " "


def _sign_or_space(passage: str) -> str:
    return passage.strip(_MARGIN) or " "


def _nothing(passage: str) -> str:
    return ""


def _closed(passage: str) -> str:
    """Without white space and the marks of a quotation's lines."""
    return "".join(passage.replace(">", "").split())


def _rule(
    gate: str,
    passage: str,
    change: Callable[[str], str],
    least: int = 0,
    *,
    signs: tuple[bytes, ...] = (),
    known: bool = False,
) -> _Rule:
    return _Rule(signs, _linear(gate), re.compile(passage), change, least, known)


def _linear(regex: str) -> Any:
    return re2.compile(regex.encode(), quiet_options())


_LETTER = r"[0-9A-Za-z\x{AA}-\x{10FFFF}]"
_NO_LETTER = r"[^0-9A-Za-z\x{AA}-\x{10FFFF}]"
_QUOTED = r"=[0-9]{2}(?:[^0-9]|$)|[0-9]=20[0-9]|=[A-Fa-f][0-9A-Fa-f]|=[0-9][A-Fa-f]|=\n"
_WESTERN = r"[A-Za-z]%[C-Fc-f][0-9A-Fa-f][a-z]"
_WRITTEN = rf"\\[nrt]{_LETTER}"
_PLUS = rf"{_LETTER}\+{_LETTER}"
_SPACED = rf"(?:^|{_NO_LETTER})(?:{_LETTER}{_NO_LETTER}{{1,5}}){{3}}{_LETTER}(?:{_NO_LETTER}|$)"
_NUMBER = r"[0-9][./-]?[\n\t][ \t>]{0,6}[0-9(]"
_ADDRESS = (
    r"@[\w.-]{0,80}[ \t]{0,3}\n|\n[ \t>]{0,6}[@.][A-Za-z]|\t@\t|"
    r"[A-Za-z0-9]-\n[ \t>]{0,6}[a-z0-9-]+\.[a-z]"
)
_DOT = r"[\w\])][ \t][\[({]?(?:\.|[dD][oO][tT])[\])}]?[ \t][\[(]?\w"
_MISREAD = r"(?:[0-9OoIl][ -]?){11}[0-9OoIl]"
_FRAMED = rf"(?:^|{_NO_LETTER})_{_LETTER}|{_LETTER}_(?:{_NO_LETTER}|$)"
_GROUPED = r"[0-9]{4}[^0-9A-Za-z\n-]{1,3}[0-9]{4}[^0-9A-Za-z\n-]{1,3}[0-9]{4}[^0-9A-Za-z\n-]"
_LONG_WORD = r"[A-Za-z0-9_+/=.-]{12}[\n][A-Za-z0-9_+/=.-]{8}"
_REST_OF_WORD = (
    r"(?![A-Za-z][\w-]{2,60}:(?: |$))(?![A-Za-z_][\w.-]{0,60}=[^=\s])"
    r"(?=[A-Za-z_+/=.-]{0,60}(?:[0-9]|[a-z][A-Z]))[\w+/=.-]{8}"
    r"(?:[\w+/=.-]{8}|[\w+/=.-]*[ \t]*(?:\n|$))"
)
"""Not a word of the next line: with a digit or a capital in it, and long or alone on its line; nor
another setting (`PORT=8443`) or header (`Retry-After: 3`), of which a file has one on each line."""

_BROKEN = r"\p{Lu}{2}\n\p{Lu}|\pL-\n\pL"
_HYPHENED = r"\pL-\n[ \t>]{0,6}\pN|\pN-\n[ \t>]{0,6}[\pL\pN]"
_WIDE = rf"{_LETTER}  [ ]{{0,2}}{_LETTER}"
_NAME = rf"{_LETTER},?[\n\t][ \t]{{0,3}}\p{{Lu}}"

_SOFT_BREAK = (
    r"(?<!==)(?<![A-Za-z0-9+/]{20}=)(?<![a-z][A-Z]=)(?<![0-9][A-Za-z]=)(?<![a-z][0-9]=)"
    r"\n(?![*-] )"
)
"""Behind a sign of equality that neither pads base64, also that of a short word (`cHJlc3M=`), nor
is a heading's line."""

_CODE = (
    rf"=(?:\d\d(?!\d)|(?<=\d=)20(?=\d)|(?!\d\d)[0-9A-F]{{2}}|(?!\d\d)[0-9a-f]{{2}}|{_SOFT_BREAK})"
)

# A passage begins with what it can only begin with, and looks behind from there: `re` skips to it.
_BY_SIGNS = (
    _rule(_QUOTED, f"{_CODE}(?:{_CODE})*", _quoted_printable, signs=(b"=",)),
    _rule(_WESTERN, r"%(?<=[A-Za-z]%)[C-Fc-f][0-9A-Fa-f](?=[a-z])", _western, signs=(b"%",)),
    _rule(_WRITTEN, r"\\(?<!\\\\)\\*[nrt](?=\w)", _line_end, signs=(b"\\",)),
    _rule(_PLUS, r"\+(?<=[^\W_]\+)(?=[^\W_])", _space, signs=(b"+",)),
    _rule(
        _FRAMED,
        r"_(?:(?<!\w_)_*(?=[^\W_])|(?<=[^\W_]_)_*(?!\w))",
        _space,
        Rank.SHAPE,
        signs=(b"_",),
    ),
    _rule(_WIDE, r"[ \t](?<=[A-Z\d][ \t])[ \t]{1,3}(?=\d)", _space, Rank.HOUSE, signs=(b"  ",)),
    _rule(
        _WIDE, r" (?<=[^\W_] )[ ]{1,3}(?=[^\W\d_])", _space, Rank.HOUSE, signs=(b"  ",), known=True
    ),
)
_DRAWN = r"\b[A-Za-z]+(?:[013457]{1,2}[A-Za-z]+){1,6}\b"
_DRAWN_WORD = r"[A-Za-z](?<!\w.)[A-Za-z]*(?:[013457]{1,2}[A-Za-z]+){1,6}(?!\w)"
_SPACED_OUT = (
    r"(?:\+[ \t.-]{0,3})?(?<![^\W_])[^\W_]"
    r"(?:[ \t\n.,:;*_/|~+@&=<>()'\"!#^-]{1,5}[^\W_](?![^\W_])){3,}"
)
_DECODING = tuple(rule for rule in _BY_SIGNS if rule.change in (_quoted_printable, _line_end))
_RARE = (
    _rule(_SPACED, _SPACED_OUT, _squeeze, Rank.HOUSE),
    _rule(_SPACED, _SPACED_OUT, _squeeze_but_last, Rank.HOUSE, known=True),
    _rule(_SPACED, _SPACED_OUT, _squeeze_but_first, Rank.HOUSE, known=True),
    _rule(_DRAWN, _DRAWN_WORD, _drawn_as_i, Rank.HOUSE, known=True),
    _rule(_DRAWN, _DRAWN_WORD, _drawn_as_l, Rank.HOUSE, known=True),
    _rule(
        _DOT,
        r"[ \t](?!\. [A-Z][a-z]* [a-z0-9])[\[({]?(?:\.|[dD][oO][tT])[\])}]?[ \t](?=\w)",
        _dot,
        Rank.HOUSE,
    ),
    _rule(_MISREAD, r"[\dOoIl](?<![^\W_].)(?:[ -]?[\dOoIl]){11,33}(?![^\W_])", _digits, Rank.HOUSE),
    _rule(
        _BROKEN,
        r"(?:-\n(?<=[^\W\d_]-\n)|\n(?<=[^\W\d_]\n))(?=[^\W\d_])",
        _nothing,
        Rank.HOUSE,
        known=True,
    ),
    _rule(_HYPHENED, r"-\n(?<=[^\W_]-\n)[ \t>]{0,6}(?=[^\W_])", _closed, Rank.HOUSE, known=True),
)
_COMMON = (
    _rule(_GROUPED, r"\d\d{3}([^\w\n-]{1,3}|_)\d{4}\1\d{4}\1\d{1,7}(?!\d)", _grouped, Rank.HOUSE),
    _rule(_LONG_WORD, rf"\n(?<=[\w+/=.-]{{11}}[\w+/.-]\n)(?={_REST_OF_WORD})", _closed, Rank.HOUSE),
    _rule(
        _NUMBER,
        r"[./\n\t-](?:(?<=\d[./-])[\n\t]|(?<=\d[\n\t]))[ \t>]{0,6}(?=[\d(])",
        _sign_or_space,
        Rank.HOUSE,
    ),
    _rule(
        _ADDRESS,
        r"@(?:[\w-]+\.)?[ \t]{0,3}\n[ \t>]{0,6}(?=\w)"
        r"|@[\w.-]{1,80}-\n[ \t>]{0,6}(?=[\w-]{1,60}\.[a-z]{2})"
        r"|-\n(?<=[A-Za-z0-9]-\n)[ \t>]{0,6}(?=[a-z0-9-]{1,30}\.[a-z0-9.-]{2,60}\.?[a-z]{2})"
        r"|\t@\t(?=\w)"
        r"|@(?:[\w-]+\.){2,6}[ \t]{0,3}\n[ \t>]{0,6}(?=[a-z]{2,12}(?![\w ]))"
        r"|\n(?<=\w\n)[ \t>]{0,6}(?=@|\.[A-Za-z]{2})",
        _closed,
        Rank.HOUSE,
    ),
    _rule(_NAME, r"[\n\t](?<=[^\W_][\n\t])[ \t]{0,3}(?=[^\W\d_])", _space, Rank.HOUSE, known=True),
)
_ANY_RARE = _linear(
    "|".join(f"(?:{gate})" for gate in (_SPACED, _DOT, _MISREAD, _BROKEN, _HYPHENED, _DRAWN))
)
"""What most texts do not hold is looked for in one go."""
