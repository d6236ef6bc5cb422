"""What is sought in a sentence by a long regex of Python's, of which RE2 says first if it can be.

Python tries each of some hundred alternatives at each letter; text without end that holds none of
them is asked the same again and again. RE2 reads it once, by a looser form of the regex: it may say
yes too often, never too seldom.
"""

import re
from collections.abc import Iterable, Iterator

import re2

from app.redaction.policy import quiet_options

_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:)|.", re.DOTALL)
_OTHERS = re.compile(r"\\[WDS]")
_ABROAD = r"\x{80}-\x{10FFFF}"
_ANY = "(?s:.)"
_NO_LETTER = "[^0-9A-Za-z_]"
_WITHIN = {
    r"\w": f"0-9A-Za-z_{_ABROAD}",
    r"\d": f"0-9{_ABROAD}",
    r"\s": rf"\s\v\x1c-\x1f{_ABROAD}",
}
_BEGIN, _END = rf"(?:^|{_NO_LETTER}|\b)", rf"(?:{_NO_LETTER}|\z|\b)"
"""To RE2 all alphabets but the Latin one hold no letters: one may be taken as the edge."""

_LOOSER = {
    **dict.fromkeys((r"\b", r"\B"), ""),
    **dict.fromkeys("iI", "[iI\u0130\u0131]"),
    r"\Z": r"\z",
    "$": r"\n?\z",
    **{kind: f"[{members}]" for kind, members in _WITHIN.items()},
    r"\W": _NO_LETTER,
}
"""To Python both i of the Turks are an i where case is ignored, and `\\w` knows all alphabets."""


class Sought:
    """A regex of Python's. Knows neither back references nor named groups."""

    def __init__(self, pattern: str, *, ignore_case: bool = True) -> None:
        self.pattern, self.flags = pattern, re.IGNORECASE if ignore_case else 0
        self._regex = re.compile(pattern, self.flags)
        self._loose = re2.compile(loosen(pattern), quiet_options(ignore_case=ignore_case))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it stands, as `re` finds it."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where it stands, in order and apart, as `re` finds them."""
        return iter(()) if self._loose.search(text) is None else self._regex.finditer(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Where it stands at the text's beginning, as `re` finds it."""
        return self._regex.match(text)


def loosen(pattern: str) -> str:
    """A regex for RE2 that matches wherever the pattern does: words have edges where it begins and
    ends, nothing is looked at around."""
    signs = list(_without_looks(pattern))
    first = _mark_edges(signs, {"(", "(?:"}, {")"})
    last = {len(signs) - 1 - place for place in _mark_edges(signs[::-1], {")"}, {"(", "(?:"})}
    edges = {**dict.fromkeys(first, _BEGIN), **dict.fromkeys(last, _END)}
    return "".join(edges.get(place, _loosen(sign)) for place, sign in enumerate(signs))


def _without_looks(pattern: str) -> Iterator[str]:
    """Its signs, classes and brackets, but for what stands in a look ahead or behind."""
    depth, within = 0, 0
    for sign in _SIGN.findall(pattern):
        if sign[0] == "(":
            depth += 1
            within = within or depth * (sign not in ("(", "(?:"))
        if not within:
            yield sign
        if sign == ")":
            within = 0 if depth == within else within
            depth -= 1


def _mark_edges(signs: Iterable[str], openers: set[str], closers: set[str]) -> Iterator[int]:
    """Where an edge of a word stands in front of all else that the pattern, or a branch, takes."""
    outside, fresh = list[bool](), True
    for place, sign in enumerate(signs):
        if sign in openers:
            outside.append(fresh)
        elif sign in closers:
            outside.pop()
            fresh = False
        elif sign == "|":
            fresh = outside[-1] if outside else True
        elif fresh:
            if sign == r"\b":
                yield place
            fresh = False


def _loosen(sign: str) -> str:
    if sign[0] != "[" or sign in _LOOSER:
        return _LOOSER.get(sign, sign)
    if sign[1] == "^" or _OTHERS.search(sign) is not None:
        return _ANY
    for kind, members in _WITHIN.items():
        sign = sign.replace(kind, members)
    return f"(?:{sign}|[\u0130\u0131])"
