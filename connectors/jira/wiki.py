"""Jira's wiki markup to `Document`, for a Data Center, whose REST v2 knows no ADF.

Total and in linear time: every text can be read, and whatever a reader would see is in the
document as text. Source: the vendor's "Text Formatting Notation Help". A field or comment that the
site renders as plain text reads the same way; then its signs are taken for marks.
"""

import re
from collections.abc import Iterator

from app.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Heading,
    Inline,
    ItemList,
    ListItem,
    Mark,
    Panel,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Text,
)
from connectors.jira.adf_inline import clean
from connectors.jira.wiki_inline import BLANK, read_inlines, unescape

MAX_DEPTH = 20
_MACRO = re.compile(
    r"\\.|\{\{|\{(code|noformat|quote|panel)(?::([^{}\n]*))?\}", re.DOTALL | re.IGNORECASE
)
_HEADING = re.compile(r"\s*h([1-6])\.[ \t]*(.*)", re.DOTALL)
_QUOTE = re.compile(r"\s*bq\.[ \t]*(.*)", re.DOTALL)
_RULE = re.compile(r"\s*-{4,}\s*")
_ITEM = re.compile(r"\s*([*#]+|-)[ \t]+(.*)", re.DOTALL)
_ROW = re.compile(r"\s*\|")
_IN_ROW = re.compile(
    r"(?P<bar>\|\|?)|\\.|\[(?:\\.|[^\[\]\n\\])+\]|\{\{(?:\\.|[^{}\n\\])+\}\}|[^|\\\[{]+|.",
    re.DOTALL,
)
_VERBATIM = frozenset({"code", "noformat"})


def read_wiki(text: str) -> Document:
    """Read wiki markup; never raises. Lists are read to the depth of `MAX_DEPTH`."""
    return Document(_blocks(clean(text).replace("\r\n", "\n").replace("\r", "\n")))


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(block for part in _parts(text) for block in part)


def _parts(text: str) -> Iterator[tuple[Block, ...]]:
    """The blocks of macros and of the lines between them; a macro that is not closed is text."""
    done, at, unclosed = 0, 0, set[str]()
    while (opening := _MACRO.search(text, at)) is not None:
        at = opening.end()
        name = (opening[1] or "").lower()
        if not name or name in unclosed:
            continue
        closing = _closing(text, at, name)
        if closing is None:
            unclosed.add(name)
            continue
        yield _lines(text[done : opening.start()])
        yield _macro(name, opening[2] or "", text[at : closing[0]])
        done = at = closing[1]
    yield _lines(text[done:])


def _closing(text: str, at: int, name: str) -> tuple[int, int] | None:
    """Where the macro's end tag stands; within code a backslash escapes nothing."""
    if name in _VERBATIM:
        found = re.compile(rf"\{{{name}\}}", re.IGNORECASE).search(text, at)
        return found.span() if found else None
    verbatim = ""
    for one in _MACRO.finditer(text, at):
        other = (one[1] or "").lower()
        if verbatim and other != verbatim:
            continue
        if other in _VERBATIM:
            verbatim = "" if verbatim else other
        elif other == name and one[2] is None:
            return one.span()
    return None


def _macro(name: str, options: str, body: str) -> tuple[Block, ...]:
    settings = dict(_settings(options))
    if name in _VERBATIM:
        return (CodeBlock(body.removeprefix("\n").removesuffix("\n"), settings.get("", "")),)
    if name == "quote":
        return (Quote(_blocks(body)),)
    return (Panel("info", (*_titled(settings), *_blocks(body))),)


def _settings(options: str) -> Iterator[tuple[str, str]]:
    """`java|title=x|…` as pairs; what has no name is the language."""
    for one in options.split("|") if options else ():
        name, sign, value = one.partition("=")
        yield (name.strip().lower(), value) if sign else ("", name.strip())


def _titled(settings: dict[str, str]) -> tuple[Block, ...]:
    title = unescape(settings.get("title", ""))
    return (Paragraph((Text(title, frozenset({Mark.STRONG})),)),) if title else ()


# ---- lines ---------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for kind, lines in _groups(text):
        blocks += _read_group(kind, lines)
    return tuple(blocks)


def _groups(text: str) -> Iterator[tuple[str, list[str]]]:
    """Lines that make a block together: items with the lines that go on, rows, or paragraphs."""
    kind, group = "", list[list[str]]()
    for line in text.split("\n"):
        its = _kind(line)
        if its == "text" and kind in ("text", "item"):
            group[-1].append(line)
        elif its == kind and its in ("item", "row"):
            group.append([line])
        else:
            yield kind, ["\n".join(one) for one in group]
            kind, group = its, [[line]]
    yield kind, ["\n".join(one) for one in group]


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if _RULE.fullmatch(line):
        return "rule"
    patterns = {"heading": _HEADING, "quote": _QUOTE, "item": _ITEM, "row": _ROW}
    return next((kind for kind, pattern in patterns.items() if pattern.match(line)), "text")


def _read_group(kind: str, lines: list[str]) -> list[Block]:
    match kind:
        case "":
            return []
        case "rule":
            return [Rule()]
        case "heading" if found := _HEADING.match(lines[0]):
            return [Heading(int(found[1]), _inlines(found[2]))]
        case "quote" if found := _QUOTE.match(lines[0]):
            return [Quote((Paragraph(_inlines(found[1])),))]
        case "item":
            return _lists([_item(line) for line in lines], 0)
        case "row":
            return [Table(tuple(Row(tuple(_cells(line.strip()))) for line in lines))]
        case _:
            return [Paragraph(_inlines(lines[0]))]


def _inlines(text: str) -> tuple[Inline, ...]:
    """Read lines; one that holds a no-break space alone is an empty line within a block."""
    lines = ["" if line.strip() == BLANK else line for line in text.split("\n")]
    return read_inlines("\n".join(lines))


# ---- lists and tables ----------------------------------------------------------------------------

_Item = tuple[str, tuple[Inline, ...]]


def _item(line: str) -> _Item:
    found = _ITEM.match(line)
    signs, text = (found[1], found[2]) if found else ("-", line)
    return signs[:MAX_DEPTH], _inlines(text)


def _lists(items: list[_Item], depth: int) -> list[Block]:
    """Lists of the items, whose signs are longer than `depth`; a new sign begins a new list."""
    lists: list[tuple[str, list[ListItem]]] = []
    at = 0
    while at < len(items):
        signs, inlines = items[at]
        is_own = len(signs) == depth + 1
        end = at + 1 if is_own else at
        while end < len(items) and len(items[end][0]) > depth + 1:
            end += 1
        inner = _lists(items[at + 1 if is_own else at : end], depth + 1)
        own = [Paragraph(inlines)] if is_own and inlines else []
        if not lists or lists[-1][0] != signs[depth]:
            lists.append((signs[depth], []))
        lists[-1][1].append(ListItem((*own, *inner)))
        at = end
    return [ItemList(tuple(found), ordered=sign == "#") for sign, found in lists]


def _cells(line: str) -> Iterator[Cell]:
    """The cells of a row; the bar before a cell says whether it is a heading."""
    bar, text = "", ""
    for found in _IN_ROW.finditer(line):
        if not found["bar"]:
            text += found[0]
            continue
        if bar:
            yield _cell(text, header=bar == "||")
        bar, text = found["bar"], ""
    if text.strip():
        yield _cell(text, header=bar == "||")


def _cell(text: str, *, header: bool) -> Cell:
    inlines = _inlines(text.strip())
    return Cell((Paragraph(inlines),) if inlines else (), header)
