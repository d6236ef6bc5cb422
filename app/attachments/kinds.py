"""What a file is: as its sender declares it, as its name ends, and as its content shows.

The content decides. A declared type that says less than nothing (`application/octet-stream`) is
told by content and name; one that contradicts the content is believed in nothing.
"""

import codecs
import re
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import PurePosixPath

from app.errors import UnreadableContent

HEAD = 4096
"""Bytes of a file's beginning that are enough to tell what it is."""


class Form(StrEnum):
    """Ways of reading a file."""

    TEXT = "text"
    TABLE = "table"
    JSON = "json"
    JSON_LINES = "json_lines"
    HTML = "html"
    XML = "xml"
    IMAGE = "image"
    ZIP = "zip"
    GZIP = "gzip"
    PDF = "pdf"
    OFFICE = "office"
    OTHER = "other"


TEXTS = frozenset({Form.TEXT, Form.TABLE, Form.JSON, Form.JSON_LINES, Form.HTML, Form.XML})

_OOXML = "application/vnd.openxmlformats-officedocument."
_FORMS = {
    "text/csv": Form.TABLE,
    "text/tab-separated-values": Form.TABLE,
    "application/csv": Form.TABLE,
    "application/json": Form.JSON,
    "text/json": Form.JSON,
    "application/x-ndjson": Form.JSON_LINES,
    "application/jsonl": Form.JSON_LINES,
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "text/xml": Form.XML,
    "application/xml": Form.XML,
    "application/zip": Form.ZIP,
    "application/x-zip-compressed": Form.ZIP,
    "application/gzip": Form.GZIP,
    "application/x-gzip": Form.GZIP,
    "application/pdf": Form.PDF,
    f"{_OOXML}wordprocessingml.document": Form.OFFICE,
    f"{_OOXML}spreadsheetml.sheet": Form.OFFICE,
    f"{_OOXML}presentationml.presentation": Form.OFFICE,
    "application/vnd.oasis.opendocument.text": Form.OFFICE,
    "application/vnd.oasis.opendocument.spreadsheet": Form.OFFICE,
    "application/vnd.oasis.opendocument.presentation": Form.OFFICE,
}
_IMAGES = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "jpg", "pjpeg", "gif", "webp", "bmp", "tiff")
)
_NOT_LINES = frozenset(
    {"text/rtf", "text/richtext", "text/enriched", "text/calendar", "text/x-vcalendar"}
    | {"text/vcard", "text/x-vcard", "text/directory"}
)
"""Text types whose lines are not what a reader sees, or that are all about people."""

_ENDINGS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "har": "application/json",
    "ndjson": "application/x-ndjson",
    "jsonl": "application/x-ndjson",
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "text/html",
    "xml": "text/xml",
    "svg": "image/svg+xml",
    "vcf": "text/vcard",
    "ics": "text/calendar",
    "rtf": "text/rtf",
    "docx": f"{_OOXML}wordprocessingml.document",
    "xlsx": f"{_OOXML}spreadsheetml.sheet",
    "pptx": f"{_OOXML}presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/binary"})
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"%PDF-", "application/pdf"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "text/rtf"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\x00", "application/x-executable"),
)
_LATE_PDF = re.compile(rb"^%PDF-\d", re.MULTILINE)


def plain_type(content_type: str) -> str:
    """The type without its parameters, in small letters."""
    return content_type.split(";")[0].strip().lower()


def charset_of(content_type: str) -> str:
    """The encoding that the type declares, or nothing."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip()
    return ""


def is_allowed(content_type: str, allowed: tuple[str, ...]) -> bool:
    """Whether a policy's list of types, such as `text/*`, names this type."""
    return any(fnmatch(plain_type(content_type), kind) for kind in allowed)


def is_vague(content_type: str) -> bool:
    """Whether the declared type says nothing, so that the content must tell."""
    return plain_type(content_type) in _VAGUE


def true_type(content_type: str, file_name: str, head: bytes) -> str:
    """The type to judge the file by, from its declaration, its name and its first bytes.

    Raises UnreadableContent when the declaration contradicts the content.
    """
    seen = _seen_type(head)
    declared = plain_type(content_type)
    if declared in _VAGUE:
        return _by_name(file_name, seen)
    if _contradicts(declared, seen):
        raise UnreadableContent("its content is not what its type says")
    if declared == "text/plain":
        named = _by_name(file_name, seen)
        return named if form_of(named) in TEXTS else declared
    return seen if form_of(declared) is Form.IMAGE else declared


def form_of(content_type: str) -> Form:
    """How a file of this type is read."""
    kind = plain_type(content_type)
    if kind in _IMAGES:
        return Form.IMAGE
    if kind.startswith("text/") and kind not in _FORMS:
        return Form.OTHER if kind in _NOT_LINES else Form.TEXT
    return _FORMS.get(kind, Form.OTHER)


def describe_kind(content_type: str) -> str:
    """Fixed words for a kind of file, for the announcement: `image`, `archive`, `PDF`, `file`."""
    kind = plain_type(content_type)
    named = {Form.PDF: "PDF", Form.ZIP: "archive", Form.GZIP: "archive", Form.OFFICE: "document"}
    groups = {"image": "image", "video": "video", "audio": "audio", "text": "text file"}
    return named.get(form_of(kind)) or groups.get(kind.partition("/")[0]) or "file"


def _seen_type(head: bytes) -> str:
    """What the first bytes show: a type, `text/plain`, or nothing for what they do not tell."""
    bare = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, kind in _MAGIC:
        if head.startswith(magic) or bare.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if (b"%PDF-" in head[:1024] and b"\0" in head) or _LATE_PDF.search(head[:1024]):
        return "application/pdf"
    return "text/plain" if _looks_like_text(head) else ""


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"\0" in head:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _by_name(file_name: str, seen: str) -> str:
    """The type that the name's ending tells, where the content does not speak against it."""
    ending = PurePosixPath(file_name.lower()).suffix.removeprefix(".")
    named = _ENDINGS.get(ending, "")
    if seen == "text/plain":
        readable = form_of(named) in TEXTS or named in _NOT_LINES | {"image/svg+xml"}
        return named if readable else seen
    if seen == "application/zip" and form_of(named) is Form.OFFICE:
        return named
    return seen or "application/octet-stream"


def _contradicts(declared: str, seen: str) -> bool:
    form = form_of(declared)
    if form in TEXTS:
        return seen not in {"text/plain", ""}
    if form is Form.IMAGE:
        return form_of(seen) is not Form.IMAGE
    if form is Form.OFFICE:
        return seen != "application/zip"
    if form in {Form.ZIP, Form.GZIP, Form.PDF}:
        return form_of(seen) is not form
    return False
