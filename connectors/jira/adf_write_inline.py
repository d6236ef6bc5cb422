"""The inlines of `Document` to ADF's inline nodes, valid wherever inline nodes may stand."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
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
    Text,
    plain_inline,
)
from connectors.jira.adf_inline import clean

Adf = dict[str, Any]

_SHORT_NAME = re.compile(r":[\w+.-]{1,80}:")
_COLOR = re.compile(r"neutral|purple|blue|red|yellow|green|#[0-9a-fA-F]{6}")
_LINKABLE = re.compile(r"(?:https?://|ftp://|mailto:|tel:)\S+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_NAMES = {
    Mark.STRONG: "strong",
    Mark.EMPHASIS: "em",
    Mark.UNDERLINE: "underline",
    Mark.STRIKE: "strike",
}


def is_web_address(url: str) -> bool:
    """Whether Jira may show the address as a card."""
    return _WEB.fullmatch(url) is not None


def write_inlines(inlines: Iterable[Inline]) -> list[Adf]:
    """Write a run. What has no ADF node of its own is written as the text that a reader sees."""
    return [node for inline in inlines for node in _write(inline)]


def _write(inline: Inline) -> list[Adf]:
    match inline:
        case Text():
            return list(_text(inline))
        case LineBreak():
            return [{"type": "hardBreak"}]
        case Emoji() if inline.text and _SHORT_NAME.fullmatch(inline.short_name):
            attrs = {"shortName": inline.short_name, "text": clean(inline.text)}
            return [{"type": "emoji", "attrs": attrs}]
        case DateStamp():
            return _date(inline)
        case Lozenge() if inline.text:
            color = inline.color if _COLOR.fullmatch(inline.color) else "neutral"
            return [{"type": "status", "attrs": {"text": clean(inline.text), "color": color}}]
        case Card() if is_web_address(inline.url):
            return [{"type": "inlineCard", "attrs": {"url": clean(inline.url)}}]
        case _:
            return list(_text(Text(plain_inline(inline))))


def _text(text: Text) -> Iterator[Adf]:
    """Outside code a line feed becomes a break; an empty text node is against the schema."""
    marks = _marks(text)
    content = clean(text.text)
    for index, line in enumerate([content] if Mark.CODE in text.marks else content.split("\n")):
        if index:
            yield {"type": "hardBreak"}
        if line:
            yield {"type": "text", "text": line, **({"marks": marks} if marks else {})}


def _marks(text: Text) -> list[Adf]:
    """Code goes with a link only; a text is either lowered or raised."""
    if Mark.CODE in text.marks:
        return [{"type": "code"}, *_link(text.link)]
    marks: list[Adf] = [{"type": name} for mark, name in _NAMES.items() if mark in text.marks]
    if Mark.SUBSCRIPT in text.marks:
        marks.append({"type": "subsup", "attrs": {"type": "sub"}})
    elif Mark.SUPERSCRIPT in text.marks:
        marks.append({"type": "subsup", "attrs": {"type": "sup"}})
    return marks + _link(text.link)


def _link(link: Link | None) -> list[Adf]:
    """A link whose address is no ordinary one (such as `javascript:`) is left out."""
    if link is None or not _LINKABLE.fullmatch(link.href):
        return []
    attrs = {"href": clean(link.href)}
    if link.title:
        attrs["title"] = clean(link.title)
    return [{"type": "link", "attrs": attrs}]


def _date(stamp: DateStamp) -> list[Adf]:
    """Midnight UTC of the day in milliseconds, as a string; text where it is written otherwise."""
    try:
        day = date.fromisoformat(stamp.iso)
    except ValueError:
        return list(_text(Text(stamp.iso)))
    if day.isoformat() != stamp.iso:
        return list(_text(Text(stamp.iso)))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    attrs = {"timestamp": str(int(midnight.timestamp()) * 1000)}
    return [{"type": "date", "attrs": attrs}]
