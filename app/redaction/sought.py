"""What is sought in a sentence by a long regex of Python's, of which RE2 says first if it can be.

Python tries each of some hundred alternatives at each letter; text without end that holds none of
them is asked the same again and again. RE2 reads it once, by a looser form of the regex: it may say
yes too often, never too seldom.
"""

import re
from collections.abc import Iterator

import re2

from app.redaction.policy import quiet_options

_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:)|.", re.DOTALL)
_OTHERS = re.compile(r"\\[WDS]")
_ABROAD = r"\x{80}-\x{10FFFF}"
_ANY = "(?s:.)"
_LOOSER = {
    **dict.fromkeys((r"\b", r"\B", r"\A", r"\Z", "^", "$"), ""),
    **dict.fromkeys((r"\W", r"\D", r"\S", "."), _ANY),
    **dict.fromkeys("iI", "[iI\u0130\u0131]"),
    r"\w": rf"[0-9A-Za-z_{_ABROAD}]",
    r"\d": rf"[0-9{_ABROAD}]",
    r"\s": rf"[\s\v\x1c-\x1f{_ABROAD}]",
}
"""To Python both i of the Turks are an i where case is ignored, and `\\w` knows all alphabets."""


class Sought:
    """A regex of Python's, case ignored. Knows neither back references nor named groups."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._regex = re.compile(pattern, re.IGNORECASE)
        self._loose = re2.compile(loosen(pattern), quiet_options(ignore_case=True))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it stands, as `re` finds it."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where it stands, in order and apart, as `re` finds them."""
        return iter(()) if self._loose.search(text) is None else self._regex.finditer(text)


def loosen(pattern: str) -> str:
    """A regex for RE2 that matches wherever the pattern does: without edges and looks around."""
    return "".join(map(_loosen, _without_looks(pattern)))


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


def _loosen(sign: str) -> str:
    if sign[0] != "[" or sign in _LOOSER:
        return _LOOSER.get(sign, sign)
    if sign[1] == "^" or _OTHERS.search(sign) is not None:
        return _ANY
    return f"{sign[:-1]}{_ABROAD}]".replace(r"\w", "0-9A-Za-z_").replace(r"\d", "0-9")
