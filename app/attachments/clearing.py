"""The only place where a file becomes one that may cross.

Part of the promise in this release: text files (logs, CSV, JSON) are redacted like any text.
Everything else is withheld and announced by its kind, never dropped in silence.
"""

from fnmatch import fnmatch

from app.document import CodeBlock, Document
from app.effects import ClearedFile
from app.errors import UnreadableContent
from app.model import RedactedText

TEXT_TYPES = ("text/*", "application/json", "application/x-ndjson")
MARKUP_TYPES = ("text/html", "text/xml", "text/rtf", "text/richtext", "text/enriched")
"""Tags may part a name so that it is not found; these are not text until they are parsed."""


def is_allowed(content_type: str, allowed: tuple[str, ...]) -> bool:
    """Whether a policy's list of types, such as `text/*`, names this type."""
    return any(fnmatch(content_type.split(";")[0].strip().lower(), kind) for kind in allowed)


def is_text(content_type: str) -> bool:
    """Whether the content can be read as lines and redacted."""
    return is_allowed(content_type, TEXT_TYPES) and not is_allowed(content_type, MARKUP_TYPES)


def read_text_file(content: bytes) -> Document:
    """The file as one block of preformatted text.

    Raises UnreadableContent for what is not UTF-8 or holds NUL: it is not the text it claims to be.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableContent("A file that claims to be text is not UTF-8.") from None
    if "\x00" in text:
        raise UnreadableContent("A file that claims to be text holds binary data.")
    return Document((CodeBlock(text),))


def clear_text_file(name: RedactedText, content: RedactedText) -> ClearedFile:
    """A text file whose name and content were redacted."""
    return ClearedFile(name, content.plain.encode(), "text/plain")


def describe_kind(content_type: str) -> str:
    """Fixed words for a kind of file, for the announcement: `image`, `archive`, `PDF`, `file`."""
    kind = content_type.split(";")[0].strip().lower()
    named = {"application/pdf": "PDF", "application/zip": "archive", "application/gzip": "archive"}
    groups = {"image": "image", "video": "video", "audio": "audio", "text": "text file"}
    return named.get(kind) or groups.get(kind.partition("/")[0]) or "file"
