"""PDF files: their text layer is read; they cross as they are or not at all.

A PDF cannot be redacted reliably, so one in which anything private is found stays. So does one
that shows what cannot be read (pictures, pages without text) or that can do something (scripts,
embedded files, forms).
"""

from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    TextStringObject,
)

from app.attachments.checking import refuse_private
from app.attachments.content import Spooled
from app.errors import UnreadableContent
from app.redaction.files import FileRedactor

MAX_PAGES = 500
MAX_OBJECTS = 200_000

_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm"}
)
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition"})
_METADATA = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_OF_A_PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox"}
    | {"/TrimBox", "/ArtBox", "/Rotate", "/Group", "/Annots", "/Tabs", "/UserUnit"}
)
"""What a page needs to be shown. All else stays: programs keep whole documents of theirs there."""

_MARKS = frozenset({b"BDC", b"DP"})
_UNREADABLE = 0.02
"""The share of signs without a meaning above which a text layer is not one."""

_BROKEN = (
    PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RuntimeError,
)  # fmt: skip
"""What a reader of hostile files may stumble over; a RuntimeError is its "not supported"."""


def check_pdf(source: BinaryIO, redactor: FileRedactor) -> Spooled:
    """The file without its metadata. Raises UnreadableContent when it may not cross."""
    try:
        reader = PdfReader(source)
        if reader.is_encrypted or "/Encrypt" in reader.trailer:
            raise UnreadableContent("it is encrypted")
        refuse_private(_strings(reader), redactor)
        return _without_metadata(reader)
    except _BROKEN:
        raise UnreadableContent("it is damaged") from None


def _strings(reader: PdfReader) -> Iterator[str]:
    """Every string of the file and the text of every page."""
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableContent("it has more pages than are allowed")
    yield from _in_objects(reader)
    for page in reader.pages:
        yield from _in_page(page)


def _in_page(page: PageObject) -> Iterator[str]:
    text = page.extract_text()
    shown = [sign for sign in text if not sign.isspace()]
    if not shown:
        raise UnreadableContent("it has a page without text")
    if sum(map(_is_meaningless, shown)) > len(shown) * _UNREADABLE:
        raise UnreadableContent("its text cannot be read")
    yield from text.splitlines()
    yield from _beside_text(page.get_contents())


def _beside_text(content: ContentStream | None) -> Iterator[str]:
    """What the drawing of a page or of a part of it says without showing it."""
    for operands, operator in content.operations if content is not None else ():
        if operator == b"INLINE IMAGE":
            raise UnreadableContent("it holds pictures")
        if operator in _MARKS:
            yield from _in_part(ArrayObject(operands))


def _in_part(part: PdfObject | None) -> Iterator[str]:
    """The strings of a part that leads to no other objects."""
    if isinstance(part, ByteStringObject):
        yield bytes(part).replace(b"\0", b"").decode("latin-1")
    elif isinstance(part, TextStringObject):
        yield str(part)
    elif isinstance(part, DictionaryObject):
        for one in part.values():
            yield from _in_part(one)
    elif isinstance(part, ArrayObject):
        for one in part:
            yield from _in_part(one)


def _is_meaningless(sign: str) -> bool:
    return sign == "\ufffd" or not sign.isprintable() or "\ue000" <= sign <= "\uf8ff"


def _in_objects(reader: PdfReader) -> Iterator[str]:
    """The strings of all objects that the catalogue leads to; their metadata is taken off."""
    stack: list[PdfObject | None] = [reader.trailer["/Root"].get_object()]
    seen: set[int] = set()
    while stack:
        one = stack.pop()
        if isinstance(one, IndirectObject):
            if one.idnum not in seen:
                seen.add(one.idnum)
                stack.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            _refuse_active(one)
            stack.extend(one.values())
            if one.get("/Subtype") == "/Form":
                yield from _beside_text(ContentStream(one, reader))
        elif isinstance(one, ArrayObject):
            stack.extend(one)
        else:
            yield from _in_part(one)
        if len(seen) > MAX_OBJECTS or len(stack) > MAX_OBJECTS:
            raise UnreadableContent("it has more parts than are allowed")


def _refuse_active(part: DictionaryObject) -> None:
    for key in _METADATA:
        part.pop(NameObject(key), None)
    subtype = part.get("/Subtype")
    if not _ACTIVE_KEYS.isdisjoint(part) or part.get("/S") in _ACTIVE:
        raise UnreadableContent("it holds forms, scripts or other files")
    if subtype == "/Image":
        raise UnreadableContent("it holds pictures")
    is_note = part.get("/Type") == "/Annot" or "/Rect" in part
    if (is_note and subtype != "/Link") or "/AP" in part:
        raise UnreadableContent("it holds comments")


def _without_metadata(reader: PdfReader) -> Spooled:
    """The pages in a new file: no information, no outline, no earlier state of the file."""
    writer = PdfWriter()
    for page in reader.pages:
        for key in set(page) - _OF_A_PAGE:
            del page[key]
        _without_remarks(writer.add_page(page))
    writer.metadata = None
    content = Spooled()
    writer.write(content.writer())
    return content.settle()


def _without_remarks(page: PageObject) -> None:
    """What draws the page, written anew: without the remarks between its commands."""
    content = page.get_contents()
    if content is not None:
        content.operations = list(content.operations)
        page.replace_contents(content)
