"""Office files (docx, xlsx, pptx, odt, ods, odp): read in every part; they cross whole or stay.

All text is looked at, also what no page shows: hidden sheets, notes, headers, fields, removed text,
links. Comments and tracked changes name their authors, so a file with any stays; so does one with
macros, pictures or embedded files, which cannot be read.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, TypeAlias

from lxml import etree

from app.attachments.checking import refuse_private
from app.attachments.content import Spooled
from app.attachments.zips import checked_entries, read_entry, write_entry
from app.errors import UnreadableContent
from app.redaction.files import FileRedactor

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives this type

MAX_ENTRIES = 2000
MAX_UNPACKED = 200 * 1024 * 1024

_XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
_FONTS = frozenset({"ascii", "hAnsi", "cs", "eastAsia", "typeface", "font-name", "font-family"})
_FORMAL = re.compile(
    r"#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|[-+]?\d{1,9}(?:\.\d+)?(?:[a-z]{1,3}|%)?"
    r"|(?:https?://(?:schemas\.(?:openxmlformats|microsoft)\.|purl\.|www\.w3\.)|urn:oasis:)\S*"
)
"""What attributes hold by the thousand and says nothing: colours, lengths, ids, schemas."""

_AUTHORS = frozenset(
    {"author", "initials", "creator", "providerId", "initial-creator", "lastModifiedBy"}
    | {"refreshedBy", "userName", "lastUserName", "printed-by"}
)
_ENDS = frozenset({"p", "h", "si", "row", "tr", "table-row", "comment", "is", "t", "v", "title"})
_BREAKS = frozenset({"br", "tab", "s", "c", "tc", "table-cell"})
_LOOKS = re.compile(r"(?:^|/)fontTable\.xml$")
_OWN_NAMES = re.compile(r"^customXml/")
_WORD = re.compile(r"[^\W\d_]{2}|\d{4}")

_OOXML = "http://schemas.openxmlformats.org"
_EMPTY = {
    "docProps/core.xml": (
        f'<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (f'<Properties xmlns="{_OOXML}/officeDocument/2006/extended-properties"/>'),
    "docProps/custom.xml": (
        f'<Properties xmlns="{_OOXML}/officeDocument/2006/custom-properties"/>'
    ),
    "meta.xml": (
        '<office:document-meta office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    ),
}
_THUMBNAILS = ("docProps/thumbnail.", "Thumbnails/")
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, KeyError, ValueError)


def check_office(source: BinaryIO, redactor: FileRedactor) -> Spooled:
    """The file without its properties. Raises UnreadableContent when it may not cross."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = {name: _cleaned(name, part) for name, part in _read_parts(archive)}
    except _BROKEN:
        raise UnreadableContent("it is damaged") from None
    if "[Content_Types].xml" not in parts and "content.xml" not in parts:
        raise UnreadableContent("its content is not what its type says")
    refuse_private(_lines(parts), redactor)
    return _written(parts)


def _read_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = checked_entries(archive, MAX_ENTRIES, MAX_UNPACKED)
    for entry in entries:
        if not entry.is_dir() and not entry.filename.startswith(_THUMBNAILS):
            yield entry.filename, read_entry(archive, entry, MAX_UNPACKED)


def _lines(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every part's name and all that it says."""
    yield from (name.replace("/", " / ") for name in parts)
    for name, content in parts.items():
        if not content:
            continue
        if name.lower().endswith(_XML_ENDINGS):
            root = _parsed(content)
            yield from _in_part(root, names=not _LOOKS.search(name))
            yield from _names_in(root, all_of=_OWN_NAMES.search(name) is not None)
        elif name == "mimetype" and content.isascii():
            yield content.decode("ascii")
        else:
            raise UnreadableContent("it holds pictures, macros or other files")


def _names_in(root: Element, *, all_of: bool) -> Iterator[str]:
    """The names of spaces, and in a part of somebody's own making those of tags too."""
    names = {space for one in root.iter() for space in one.nsmap.values()}
    if all_of:
        names |= {str(one.tag).rpartition("}")[2] for one in root.iter()}
        names |= {str(key).rpartition("}")[2] for one in root.iter() for key in one.attrib}
    yield from sorted(name for name in names if not _FORMAL.fullmatch(name))


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise UnreadableContent("it is damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableContent("it is damaged")
    return root


def _in_part(root: Element, *, names: bool) -> Iterator[str]:
    """The part's text, a line for each paragraph, then what its attributes say.

    Without `names` for parts that only name fonts, styles and colours.
    """
    line: list[str] = []
    said: dict[str, None] = {}
    for event, one in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if event == "start":
            line.append(one.text or "")
            said.update(dict.fromkeys(_in_attributes(one) if names else ()))
            _refuse_author(name, one.text)
        elif event == "end" or not name:
            line.append((" " if name in _BREAKS else "") + (one.tail or ""))
            line.append("" if name else f" {one.text or ''}")
        if event == "end" and name in _ENDS and name != "t":
            yield from _filled(line)
            line = []
    yield from _filled(line)
    yield from said


def _filled(line: Iterable[str]) -> Iterator[str]:
    text = "".join(line).strip()
    if text:
        yield text


def _in_attributes(one: Element) -> Iterator[str]:
    for key, value in one.attrib.items():
        name, said = str(key).rpartition("}")[2], str(value)
        _refuse_author(name, said)
        if name not in _FONTS and _WORD.search(said) and not _FORMAL.fullmatch(said):
            yield said


def _refuse_author(name: str, said: str | None) -> None:
    if name in _AUTHORS and said and said.strip():
        raise UnreadableContent("it holds comments or tracked changes")


def _written(parts: Mapping[str, bytes]) -> Spooled:
    """The parts in a new file."""
    content = Spooled()
    with zipfile.ZipFile(content.writer(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            write_entry(archive, name, part, stored=name == "mimetype")
    return content.settle()


def _cleaned(name: str, part: bytes) -> bytes:
    """The part without what nobody misses: properties, the thumbnail, where the file was saved."""
    if name in _EMPTY:
        return _EMPTY[name].encode()
    if name in {"_rels/.rels", "META-INF/manifest.xml"}:
        return _rewritten(part, _drop_thumbnail)
    if name == "xl/workbook.xml" and b"absPath" in part:
        return _rewritten(part, _drop_place)
    return part


def _rewritten(part: bytes, change: Callable[[Element], None]) -> bytes:
    root = _parsed(part)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_thumbnail(root: Element) -> None:
    for one in list(root):
        target = one.get("Target") or one.get(f"{{{_MANIFEST}}}full-path") or ""
        if target.lstrip("/").startswith(_THUMBNAILS):
            root.remove(one)


def _drop_place(root: Element) -> None:
    for one in root.iter("{*}absPath", "absPath"):
        one.set("url", "")


_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
