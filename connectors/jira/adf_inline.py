"""ADF's inline nodes and marks to the inlines of `Document`. Never raises."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.document import (
    Card,
    DateStamp,
    Emoji,
    Inline,
    LineBreak,
    Link,
    Lozenge,
    Mark,
    Media,
    Mention,
    Placeholder,
    Text,
)

Node = Mapping[str, Any]
_Run = tuple[Inline, ...]

# Only the vendor's own words: any other name of a kind is what somebody wrote.
_TOLD = frozenset(
    {"extension", "bodiedExtension", "multiBodiedExtension", "inlineExtension", "syncBlock"}
    | {"blockCard", "inlineCard", "embedCard"}
)
_NOT_CARRIED = re.compile("[\x00\ud800-\udfff]")
_MARKS = {
    "strong": Mark.STRONG,
    "em": Mark.EMPHASIS,
    "underline": Mark.UNDERLINE,
    "strike": Mark.STRIKE,
    "code": Mark.CODE,
}
_SUBSUP = {"sub": Mark.SUBSCRIPT, "sup": Mark.SUPERSCRIPT}
# Marks that change a look or hold an id, and nothing that a reader could read.
_SILENT = frozenset(
    {"textColor", "backgroundColor", "annotation", "alignment", "indentation", "breakout"}
    | {"border", "fontSize", "fragment", "dataConsumer", "link", "subsup"}
)
_KNOWN = _SILENT | _MARKS.keys()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clean(value: object) -> str:
    """Return a string, without NUL and lone surrogates, which Jira cannot hold; else ""."""
    return _NOT_CARRIED.sub("\ufffd", value) if isinstance(value, str) else ""


def attrs_of(node: Node) -> Node:
    value = node.get("attrs")
    return value if isinstance(value, dict) else {}


def unsupported(kind: object) -> Placeholder:
    """What stands for a node that is not read; it names the kind where that is the vendor's."""
    if isinstance(kind, str) and kind in _TOLD:
        return Placeholder(f"unsupported content: {kind}")
    return Placeholder("unsupported content")


def read_inline(node: Node) -> _Run | None:
    """Return what an inline node says; None when the node is not a known inline one."""
    kind = node.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    return reader(node) if reader else None


# ---- text ----------------------------------------------------------------------------------------


def _read_text(node: Node) -> _Run:
    named = list(_marks_of(node))
    marks = frozenset(filter(None, (_mark(kind, attrs) for kind, attrs in named)))
    link = next((_link(attrs) for kind, attrs in named if kind == "link"), None)
    run = tuple(_lines(clean(node.get("text")), marks, link))
    unknown = (
        unsupported(kind) for kind, _ in named if kind not in _MARKS | dict.fromkeys(_SILENT)
    )
    return (*run, *unknown)


def _lines(text: str, marks: frozenset[Mark], link: Link | None) -> Iterator[Inline]:
    """Outside code a line feed in a text is a break of its own."""
    for index, line in enumerate([text] if Mark.CODE in marks else text.split("\n")):
        if index:
            yield LineBreak()
        if line:
            yield Text(line, marks, link)


def _marks_of(node: Node) -> Iterator[tuple[str, Node]]:
    marks = node.get("marks")
    for mark in marks if isinstance(marks, list) else []:
        if isinstance(mark, dict):
            yield clean(mark.get("type")), attrs_of(mark)
        else:
            yield "", {}


def _mark(kind: str, attrs: Node) -> Mark | None:
    return _SUBSUP.get(clean(attrs.get("type"))) if kind == "subsup" else _MARKS.get(kind)


def _link(attrs: Node) -> Link | None:
    href = clean(attrs.get("href"))
    return Link(href, clean(attrs.get("title"))) if href else None


# ---- the other inline nodes ----------------------------------------------------------------------


def _read_mention(node: Node) -> _Run:
    attrs = attrs_of(node)
    return (Mention(clean(attrs.get("id")), clean(attrs.get("text")).removeprefix("@")),)


def _read_emoji(node: Node) -> _Run:
    attrs = attrs_of(node)
    return (Emoji(clean(attrs.get("shortName")), clean(attrs.get("text"))),)


def _read_date(node: Node) -> _Run:
    """`timestamp` is milliseconds since 1970, as a string, at midnight UTC of the day."""
    try:
        day = _EPOCH + timedelta(milliseconds=int(clean(str(attrs_of(node).get("timestamp")))))
    except (ValueError, OverflowError):
        return (Placeholder("unreadable date"),)
    return (DateStamp(day.date().isoformat()),)


def _read_status(node: Node) -> _Run:
    attrs = attrs_of(node)
    text = clean(attrs.get("text"))
    return (Lozenge(text, clean(attrs.get("color"))),) if text else ()


def read_card(node: Node) -> tuple[Card | Placeholder, ...]:
    """A card's address; one that holds data instead gives the address in it, or a placeholder."""
    attrs = attrs_of(node)
    data = attrs.get("data")
    held = data.get("url") if isinstance(data, dict) else None
    url = clean(attrs.get("url")) or clean(held)
    return (Card(url) if url else unsupported(node.get("type")),)


def read_media(node: Node, kind: str = "file") -> tuple[Media | Card, ...]:
    """A picture or file by its names; the address that it is linked to follows as a card."""
    attrs = attrs_of(node)
    if attrs.get("type") in ("image", "external"):
        kind = "image"
    name = clean(attrs.get("__fileName")) or clean(attrs.get("fileName"))
    media = Media(
        kind, name, clean(attrs.get("alt")), clean(attrs.get("url")), clean(attrs.get("id"))
    )
    targets = (clean(at.get("href")) for mark, at in _marks_of(node) if mark == "link")
    return (media, *(Card(target) for target in targets if target))


def _read_prompt(node: Node) -> _Run:
    """A template's prompt ("describe the problem"): words that its author wrote."""
    text = clean(attrs_of(node).get("text"))
    return tuple(_lines(f"{text} " if text else "", frozenset(), None))


_READERS: dict[str, Callable[[Node], _Run]] = {
    "text": _read_text,
    "hardBreak": lambda _: (LineBreak(),),
    "mention": _read_mention,
    "emoji": _read_emoji,
    "date": _read_date,
    "status": _read_status,
    "inlineCard": read_card,
    "mediaInline": read_media,
    "placeholder": _read_prompt,
    "inlineExtension": lambda node: (unsupported(node.get("type")),),
}
