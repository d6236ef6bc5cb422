"""Markdown of runbooks as markup: plain structure, no HTML of its own, links to https alone."""

from functools import cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_DEEPER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def as_markup(text: str) -> Markup:
    """The text rendered; its headings stand below the page's own."""
    html = nh3.clean(
        _reader().render(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}
    )
    return Markup(html)  # noqa: S704 - cleaned to the tags above


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.push("deeper", _deepen)
    return reader


def _deepen(state: object) -> None:
    for token in getattr(state, "tokens", ()):
        token.tag = _DEEPER.get(token.tag, token.tag)
