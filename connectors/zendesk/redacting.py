"""Marks everything in a comment's HTML for Zendesk's redaction, leaving the tags as they stand.

Zendesk blackens what stands in `<redact>` and takes out elements that carry the attribute `redact`
(vendor's OpenAPI document, `PUT /api/v2/comment_redactions/{id}`).
"""

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from app.document import to_plain
from connectors.zendesk.html import read_html, read_plain
from connectors.zendesk.reading import WireBody

_ELEMENTS = frozenset({"a", "img"})
_BLOCK = "▇"
# Zendesk puts an empty file of this name in the place of a redacted one.
_GONE = "redacted.txt"


def redact_all(html: str) -> str:
    """The same HTML with each text in `<redact>` and each link and picture marked `redact`."""
    marker = _Marker()
    marker.feed(html)
    marker.close()
    return "".join(marker.parts)


def html_to_redact(comment: WireBody) -> str:
    """The HTML of a comment, made of its plain text where Zendesk gives no HTML."""
    return comment.html_body or escape(comment.plain_body or comment.body, quote=False)


def urls_to_redact(comment: WireBody) -> Sequence[str]:
    """The files' URLs, as the redaction's `external_attachment_urls` wants them."""
    standing = (f for f in comment.attachments if not f.deleted and f.file_name != _GONE)
    return [file.content_url for file in standing]


def still_says(comment: WireBody) -> bool:
    """Whether a person can still read a letter or a digit of the comment, or open its files."""
    if comment.html_body:
        text = to_plain(read_html(comment.html_body))
    else:
        text = to_plain(read_plain(comment.plain_body or comment.body))
    readable = any(character.isalnum() for character in text.replace(_BLOCK, ""))
    return readable or bool(urls_to_redact(comment))


class _Marker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if tag in _ELEMENTS and ("redact", None) not in attrs:
            end = "/>" if raw.endswith("/>") else ">"
            raw = f"{raw.removesuffix(end).rstrip()} redact{end}"
        self.parts.append(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(f"<redact>{data}</redact>" if data.strip() else data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"<redact>&{name};</redact>")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"<redact>&#{name};</redact>")
