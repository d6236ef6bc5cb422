"""HTML's elements by how a browser shows them; what it does not know it shows within the line."""

from collections.abc import Mapping

from app.document import Mark

LOST = frozenset({"script", "style", "meta", "link", "base", "head", "title", "col", "param"})
"""Nothing of them is shown."""

FRAMES = frozenset({"iframe", "frame", "object", "embed", "applet"})
MARKS: Mapping[str, Mark] = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "del": Mark.STRIKE,
    "code": Mark.CODE,
    "tt": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html",
    "legend", "li", "main", "nav", "noframes", "noscript", "optgroup", "option", "p", "plaintext",
    "search", "section", "select", "summary", "tbody", "td", "template", "textarea", "tfoot", "th",
    "thead", "tr",
})
"""Each stands on lines of its own, unless its style says otherwise."""

INLINE = frozenset({
    "abbr", "acronym", "bdi", "bdo", "big", "button", "cite", "data", "dfn", "font", "label", "map",
    "mark", "meter", "nobr", "output", "picture", "progress", "q", "rb", "rp", "rt", "ruby",
    "small", "span", "time", "var", "wbr",
})
# fmt: on
