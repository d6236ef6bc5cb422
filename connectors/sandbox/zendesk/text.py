"""Comment bodies: text to HTML, HTML to text, and the vendor's `<redact>` markup."""

import html
from html.parser import HTMLParser

import nh3

BLOCK = "▇"

_BREAKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}


def html_of(text: str) -> str:
    """Return the HTML that the vendor makes of a plain text body."""
    paragraphs = [p for p in text.replace("\r\n", "\n").split("\n\n") if p.strip()]
    rows = [html.escape(p, quote=False).replace("\n", "<br>\n") for p in paragraphs]
    return wrapped("".join(f'<p dir="auto">{row}</p>' for row in rows))


def wrapped(inner: str) -> str:
    """Put a comment's HTML into the vendor's outer element, once."""
    if inner.startswith('<div class="zd-comment"'):
        return inner
    return f'<div class="zd-comment" dir="auto">{inner}</div>'


def clean_html(given: str) -> str:
    """Return HTML as the vendor stores it: without scripts, handlers and unknown elements."""
    return wrapped(nh3.clean(given))


def text_of(markup: str) -> str:
    """Return the plain text of HTML, with a line break for each block and `<br>`."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(lines).strip()


def masked(text: str) -> str:
    """Return as many blocks as the text has characters."""
    return BLOCK * len(text)


def redacted(markup: str) -> str:
    """Carry out the `<redact>` elements and `redact` attributes of the markup."""
    writer = _Redactor(keep=False)
    writer.feed(markup)
    writer.close()
    return "".join(writer.parts)


def unmarked(markup: str) -> str:
    """Return the markup with its redaction marks taken off and nothing redacted."""
    writer = _Redactor(keep=True)
    writer.feed(markup)
    writer.close()
    return "".join(writer.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or (tag in _BREAKS and self.parts and not self.parts[-1].endswith("\n")):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.parts.append("\n\n")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Redactor(HTMLParser):
    """Copies markup; `keep` takes the marks off, otherwise what they mark goes."""

    def __init__(self, *, keep: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._keep = keep
        self._depth = 0
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "redact":
            self._depth += 1
        elif any(name == "redact" for name, _ in attrs):
            self._marked(tag, attrs)
        else:
            self.parts.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marked = any(name == "redact" for name, _ in attrs)
        if tag != "redact" and not (marked and not self._keep):
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "redact":
            self._depth = max(0, self._depth - 1)
        elif self._dropped and self._dropped[-1] == tag:
            self._dropped.pop()
        else:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(masked(data) if self._hides else data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(BLOCK if self._hides else f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(BLOCK if self._hides else f"&#{name};")

    @property
    def _hides(self) -> bool:
        return self._depth > 0 and not self._keep

    def _marked(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._keep:
            kept = [(n, v) for n, v in attrs if n != "redact"]
            written = "".join(f' {n}="{html.escape(v or "")}"' for n, v in kept)
            self.parts.append(f"<{tag}{written}>")
        elif tag != "img":
            self._dropped.append(tag)
