"""The inlines of Jira's wiki markup, as a Data Center carries them. Never raises; linear time.

Sources: the vendor's "Text Formatting Notation Help" and the characters that its renderer lets a
backslash escape. What is not understood stays as the text that it is, so that redaction sees it.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import ClassVar

from app.document import Card, Inline, LineBreak, Link, Mark, Media, Mention, Text

ESCAPABLE = "-#*_+?^~|%{}[]()!@"
MARKS = {
    "*": Mark.STRONG,
    "_": Mark.EMPHASIS,
    "+": Mark.UNDERLINE,
    "-": Mark.STRIKE,
    "^": Mark.SUPERSCRIPT,
    "~": Mark.SUBSCRIPT,
}
BLANK = "&nbsp;"
_ESCAPE = r"\\[" + re.escape(ESCAPABLE) + "]"
_TOKEN = re.compile(
    rf"""
    (?P<plain>[^\\&\n{{\[!*_+\-^~]+)
    | (?P<feed>\n|\\\\[ ]?)
    | (?P<escape>{_ESCAPE})
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z]\w{{1,31}});)
    | \{{\{{(?P<code>(?:\\.|[^{{}}\n\\])+)\}}\}}
    | \[(?P<link>(?:\\.|[^\[\]\n\\])+)\]
    | (?<!\w)!(?P<media>[^\s!|\n][^!|\n]*\.[^!|\n]+)(?:\|[^!\n]*)?!
    | (?P<silent>\{{(?:color|anchor)(?::[^{{}}\n]*)?\}})
    | \{{(?P<braced>[*_+\-^~])\}}
    | (?P<mark>[*_+\-^~])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UNESCAPED = re.compile(rf"(?P<escape>{_ESCAPE})|(?P<entity>&(?:#\w{{1,8}}|\w{{2,32}});)")
_PART = re.compile(r"((?:\\.|[^|\\])*)\|", re.DOTALL)
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_TARGET = re.compile(r"(?:https?://|ftp://|mailto:|tel:|file:)\S+", re.IGNORECASE)
_ACCOUNT = "accountid:"


def read_inlines(text: str) -> tuple[Inline, ...]:
    """Read a run of markup; a line feed in it is a line break."""
    return _Run(text).read()


def unescape(text: str) -> str:
    """The characters that escapes and entities stand for."""
    return _UNESCAPED.sub(
        lambda found: found[0][1] if found["escape"] else _character(found[0]), text
    )


def is_letter(character: str) -> bool:
    """Whether the renderer takes it for a part of a word (a letter or a digit)."""
    return character.isalpha() or character.isdecimal()


def _character(entity: str) -> str:
    """What an entity stands for; the entity itself where it stands for nothing."""
    digits = entity[2:-1]
    if not entity.startswith("&#"):
        return html.unescape(entity)
    is_hex = digits[:1] in "xX"
    if not (re.fullmatch(r"[xX][0-9a-fA-F]+", digits) if is_hex else digits.isdecimal()):
        return entity
    code = int(digits[1:], 16) if is_hex else int(digits)
    return entity if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


class _Run:
    """Reads one run in one pass; of each mark at most one is open at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[Inline] = []
        self._open: dict[Mark, int] = {}

    def read(self) -> tuple[Inline, ...]:
        for found in _TOKEN.finditer(self._text):
            kind = found.lastgroup or "other"
            self._readers.get(kind, _Run._as_text)(self, found)
        return tuple(_merged(self._out))

    def _as_text(self, found: re.Match[str]) -> None:
        self._out.append(Text(found[0]))

    def _feed(self, _found: re.Match[str]) -> None:
        """No mark reaches over the end of a line."""
        self._open.clear()
        self._out.append(LineBreak())

    def _escape(self, found: re.Match[str]) -> None:
        self._out.append(Text(found[0][1]))

    def _entity(self, found: re.Match[str]) -> None:
        self._out.append(Text(_character(found[0])))

    def _code(self, found: re.Match[str]) -> None:
        self._out.append(Text(unescape(found["code"]), frozenset({Mark.CODE})))

    def _link(self, found: re.Match[str]) -> None:
        self._out.append(_read_link(found["link"]) or Text(unescape(found[0])))

    def _media(self, found: re.Match[str]) -> None:
        name = unescape(found["media"])
        self._out.append(Media("image", url=name) if _WEB.match(name) else Media("image", name))

    def _silent(self, _found: re.Match[str]) -> None:
        """A colour or an anchor shows no text of its own."""

    def _braced(self, found: re.Match[str]) -> None:
        mark = MARKS[found["braced"]]
        self._set(mark, found[0], opens=True, closes=True)

    def _mark(self, found: re.Match[str]) -> None:
        before = self._text[found.start() - 1 : found.start()]
        after = self._text[found.end() : found.end() + 1]
        opens = not is_letter(before) and bool(after) and not after.isspace()
        closes = not is_letter(after) and bool(before) and not before.isspace()
        self._set(MARKS[found["mark"]], found[0], opens=opens, closes=closes)

    def _set(self, mark: Mark, sign: str, *, opens: bool, closes: bool) -> None:
        if closes and mark in self._open:
            start = self._open.pop(mark)
            self._open = {one: at for one, at in self._open.items() if at < start}
            self._out[start:] = [_marked(one, mark) for one in self._out[start + 1 :]]
            return
        if opens and mark not in self._open:
            self._open[mark] = len(self._out)
        self._out.append(Text(sign))

    _readers: ClassVar[dict[str, Callable[["_Run", re.Match[str]], None]]] = {
        "feed": _feed,
        "escape": _escape,
        "entity": _entity,
        "code": _code,
        "link": _link,
        "media": _media,
        "silent": _silent,
        "braced": _braced,
        "mark": _mark,
    }


def _marked(inline: Inline, mark: Mark) -> Inline:
    if not isinstance(inline, Text):
        return inline
    return Text(inline.text, inline.marks | {mark}, inline.link)


def _merged(inlines: list[Inline]) -> Iterator[Inline]:
    """Neighbouring texts of one look as one text."""
    run: list[Text] = []
    for one in inlines:
        if isinstance(one, Text) and (not run or _look(one) == _look(run[0])):
            run.append(one)
            continue
        yield from _joined(run)
        run = [one] if isinstance(one, Text) else []
        if not isinstance(one, Text):
            yield one
    yield from _joined(run)


def _joined(run: list[Text]) -> Iterator[Text]:
    text = "".join(one.text for one in run)
    if text:
        yield Text(text, *_look(run[0]))


def _look(text: Text) -> tuple[frozenset[Mark], Link | None]:
    return text.marks, text.link


def _read_link(content: str) -> Inline | None:
    """`[target]`, `[words|target]` or `[words|target|tip]`; None for brackets around words."""
    parts = [unescape(part) for part in _PART.findall(content + "|")]
    words = parts[0] if len(parts) > 1 else ""
    target = (parts[1] if len(parts) > 1 else parts[0] if parts else "").strip()
    if target.startswith("~"):
        return _read_mention(target[1:], words)
    if target.startswith("^"):
        return Media("file", target[1:], words)
    if not _TARGET.fullmatch(target) or len(parts) > 3:
        return None
    if words:
        return Text(words, link=Link(target, parts[2] if len(parts) > 2 else ""))
    return Card(target) if _WEB.fullmatch(target) else Text(target, link=Link(target))


def _read_mention(name: str, words: str) -> Mention:
    """A user by name; an account's id is no name, so it is not shown as one."""
    if name.lower().startswith(_ACCOUNT):
        return Mention(name[len(_ACCOUNT) :], words)
    return Mention(name, words or name)
