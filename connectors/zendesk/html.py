"""What Zendesk's comment bodies say, and how ours are written."""

from app.document import Document, from_plain
from connectors.zendesk.html_reader import read_html
from connectors.zendesk.html_writer import write_html

__all__ = ["read_html", "read_plain", "write_html"]


def read_plain(text: str) -> Document:
    """Read a body that has no HTML: a blank line parts paragraphs, every line end is a break."""
    return from_plain(text.replace("\r\n", "\n").replace("\r", "\n"))
