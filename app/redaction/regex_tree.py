"""What a pattern of RE2 is made of, as a small tree: for its literals and for texts that match it.

Read are the parts of RE2's syntax that match text (github.com/google/re2/wiki/Syntax); anchors and
word boundaries are left out, so that a text of the tree may still not match. Which characters a
class takes is asked of RE2 itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import re2

from app.redaction.policy import quiet_options

_ASCII = "".join(map(chr, range(128)))
_BEYOND = "\u00e9\u00df\u0416\u0436\u05d0\u0660\u4e2d\u3042\uff11\u20ac"
_AT_HAND = (_ASCII + _BEYOND).encode()
_CONTROLS = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}
_SIGNS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_REPEAT = re.compile(r"\{(\d+)(,?)(\d*)\}")
_GROUP = re.compile(r"\?(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?([:)]))")
_CLASS_PART = re.compile(r"\\[pP]\{[^}]*\}|\\.|\[:\^?\w+:\]|.", re.DOTALL)
_PLAIN_PART = re.compile(r"[\x00-\x7f]|\\[^pPxDSWC\d]|\[:\w+:\]", re.DOTALL)
"""A part of a class that takes characters of ASCII alone."""

_WORD = re.compile(r"(?:[A-Za-z0-9 _,;:=@#%&'\"<>/~!-](?![*+?{])){2,24}")
_UNICODE = re.compile(r"[pP](?:\{[^}]*\}|.)")
_HEX = re.compile(r"x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))")


@dataclass(frozen=True, slots=True)
class One:
    """One character. `members` are characters that it takes; all of them when `complete`."""

    members: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Word:
    """These characters of ASCII, one behind the other; in either case where `ignore_case`."""

    text: str
    ignore_case: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Its parts, one behind the other; without any, nothing."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of its branches."""

    branches: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`inner` from `least` to `most` times; no limit when `most` is None."""

    inner: "Node"
    least: int
    most: int | None


Node = One | Word | Sequence | Choice | Repeat
NOTHING = Sequence(())


@lru_cache(maxsize=2048)
def may_take(pattern: str, characters: str, *, ignore_case: bool = False) -> bool:
    """Whether a match may hold one of the ASCII characters; True where that cannot be told."""
    tree = read_pattern(pattern, ignore_case=ignore_case)
    return tree is None or _takes(tree, characters)


def _takes(node: Node, characters: str) -> bool:
    match node:
        case One(members, _):
            return any(character in members for character in characters)
        case Word(text, ignore_case):
            held = text.swapcase() + text if ignore_case else text
            return any(character in held for character in characters)
        case Sequence(parts) | Choice(parts):
            return any(_takes(part, characters) for part in parts)
        case Repeat(inner, _, _):
            return _takes(inner, characters)


def read_pattern(pattern: str, *, ignore_case: bool = False) -> Node | None:
    """The tree of a pattern that RE2 takes; None where this reader does not know a part of it."""
    reader = _Reader(pattern, ignore_case)
    try:
        node = reader.choice()
    except (ValueError, IndexError, RecursionError):
        return None
    return node if reader.at == len(pattern) else None


class _Reader:
    """Raises ValueError or IndexError at what it does not know."""

    def __init__(self, pattern: str, ignore_case: bool) -> None:
        self.text = pattern
        self.at = 0
        self.ignore_case = ignore_case

    def choice(self) -> Node:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self) -> Node:
        parts = list[Node]()
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self._word() or self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _word(self) -> Word | None:
        """Plain letters that stand here, which is most of what patterns are made of."""
        found = _WORD.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Word(found[0], self.ignore_case)

    def _repeated(self, node: Node) -> Node:
        while self.at < len(self.text) and self.text[self.at] in "*+?{":
            bounds = self._bounds()
            if bounds is None:
                return node
            node = Repeat(node, *bounds)
            self._take("?")
        return node

    def _bounds(self) -> tuple[int, int | None] | None:
        found = _SIGNS.get(self.text[self.at])
        if found is not None:
            self.at += 1
            return found
        return self._counted()

    def _counted(self) -> tuple[int, int | None] | None:
        found = _REPEAT.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        least = int(found[1])
        return least, (int(found[3]) if found[3] else None if found[2] else least)

    def _atom(self) -> Node:
        sign = self.text[self.at]
        self.at += 1
        match sign:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case ".":
                return self._asked(".")
            case "^" | "$":
                return NOTHING
            case "\\":
                return self._escape()
            case _:
                return self._literal(sign)

    def _group(self) -> Node:
        before = self.ignore_case
        if self.text.startswith("?", self.at):
            found = _GROUP.match(self.text, self.at)
            if found is None:
                raise ValueError("a group of an unknown kind")
            self.at = found.end()
            self._set_flags(found[1] or "", found[2] or "")
            if found[3] == ")":
                return NOTHING
        node = self.choice()
        if not self._take(")"):
            raise ValueError("a group that does not end")
        self.ignore_case = before
        return node

    def _set_flags(self, on: str, off: str) -> None:
        self.ignore_case = ("i" in on or self.ignore_case) and "i" not in off

    def _class(self) -> Node:
        start = self.at - 1
        negated = self._take("^")
        plain = not negated
        first = True
        while first or self.text[self.at] != "]":
            part = _CLASS_PART.match(self.text, self.at)
            if part is None:
                raise ValueError("a class that does not end")
            self.at = part.end()
            plain = plain and _PLAIN_PART.fullmatch(part[0]) is not None
            first = False
        self.at += 1
        return self._asked(self.text[start : self.at], complete=plain)

    def _escape(self) -> Node:
        if self._take("Q"):
            return self._quoted()
        if found := _HEX.match(self.text, self.at):
            self.at = found.end()
            return self._literal(chr(int(found[1] or found[2], 16)))
        if found := _UNICODE.match(self.text, self.at):
            self.at = found.end()
            return self._asked("\\" + found[0])
        sign = self.text[self.at]
        self.at += 1
        return self._short_escape(sign)

    def _short_escape(self, sign: str) -> Node:
        if sign in "bBAz":
            return NOTHING
        if sign in "dDsSwWC":
            return self._asked("\\" + sign, complete=sign in "dsw")
        if sign in _CONTROLS:
            return self._literal(_CONTROLS[sign])
        if sign.isalnum():
            raise ValueError("an escape of an unknown kind")
        return self._literal(sign)

    def _quoted(self) -> Node:
        start = self.at
        end = self.text.find("\\E", start)
        self.at = len(self.text) if end < 0 else end + 2
        quoted = self.text[start : None if end < 0 else end]
        return Sequence(tuple(self._literal(sign) for sign in quoted))

    def _literal(self, sign: str) -> Node:
        return _letter(sign, self.ignore_case)

    def _asked(self, part: str, *, complete: bool = False) -> Node:
        members = _members(part, self.ignore_case)
        if not members:
            raise ValueError("a class of characters that are not at hand")
        return One(members, complete)

    def _take(self, sign: str) -> bool:
        taken = self.text.startswith(sign, self.at)
        self.at += taken
        return taken


@lru_cache(maxsize=1024)
def _letter(sign: str, ignore_case: bool) -> One:
    if not ignore_case or sign.lower() == sign.upper():
        return One(sign, complete=True)
    return One(sign.lower() + sign.upper(), complete=sign.isascii())


@lru_cache(maxsize=1024)
def _members(part: str, ignore_case: bool) -> str:
    """The characters at hand that the one-character pattern takes."""
    regex = re2.compile(f"(?:{part})+".encode(), quiet_options(ignore_case=ignore_case))
    return b"".join(found.group() for found in regex.finditer(_AT_HAND)).decode()
