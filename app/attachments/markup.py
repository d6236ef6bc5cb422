"""HTML and XML files: parsed, redacted, and written without what no reader sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from lxml import etree

from app.attachments.headed import redact_headed
from app.attachments.names import record
from app.attachments.writing import redact_fields, redact_names
from app.document import Document
from app.errors import UnreadableContent
from app.redaction.files import Field, FileRedactor

MAX_MARKUP = 16 * 1024 * 1024
"""Bytes of one HTML or XML file: it is parsed as a whole."""

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives this type


@dataclass(frozen=True, slots=True)
class Html:
    """How HTML becomes a Document and a Document HTML; written HTML holds nothing active."""

    read: Callable[[str], Document]
    write: Callable[[Document], str]


def redact_html(text: str, redactor: FileRedactor, html: Html) -> str:
    """The page's content redacted, without scripts, styles, comments and attributes."""
    return html.write(redactor.rich(redact_headed(html.read(text), redactor))) + "\n"


def redact_xml(source: BinaryIO, redactor: FileRedactor) -> bytes:
    """The tree with its texts and attributes redacted; comments and instructions are left out.

    Raises UnreadableContent for what is malformed, declares entities, or whose very tags tell
    something private.
    """
    root = _parsed(source.read())
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    _refuse_telling_names(root, redactor)
    places = list(_places(root))
    values = redact_fields([place.field for place in places], redactor)
    for place, value in zip(places, values, strict=True):
        place.put(value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text of the tree stands."""

    field: Field
    put: Callable[[str], None]


def _places(root: Element) -> list[_Place]:
    places: list[_Place] = []
    for one in root.iter():
        named = record((_local(child.tag), "") for child in one)
        kinds = {field.name: field.entity for field in named}
        told = record((_local(key), str(value)) for key, value in one.attrib.items())
        places += [
            _Place(field, _attribute_setter(one, str(key)))
            for key, field in zip(one.attrib, told, strict=True)
        ]
        places.extend(_texts(one, kinds))
    return places


def _texts(one: Element, kinds: dict[str, str | None]) -> list[_Place]:
    """The text of the element's children under their names, and what stands between them."""
    places: list[_Place] = []
    if one.getparent() is None and one.text and one.text.strip():
        places.append(_Place(Field(_local(one.tag), one.text), _text_setter(one)))
    for child in one:
        name = _local(child.tag)
        if child.text and child.text.strip():
            places.append(_Place(Field(name, child.text, kinds[name]), _text_setter(child)))
        if child.tail and child.tail.strip():
            places.append(_Place(Field("", child.tail), _tail_setter(child)))
    return places


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableContent("it is malformed") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableContent("it declares entities")
    return root


def _refuse_telling_names(root: Element, redactor: FileRedactor) -> None:
    names = {_local(one.tag) for one in root.iter()}
    names |= {_local(key) for one in root.iter() for key in one.attrib}
    spaces = {pair for one in root.iter() for pair in one.nsmap.items()}
    names |= {part for pair in spaces for part in pair if part}
    listed = sorted(names)
    if redact_names(listed, redactor) != listed:
        raise UnreadableContent("its tags hold something private")


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _text_setter(one: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        one.text = text

    return put


def _tail_setter(one: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        one.tail = text

    return put


def _attribute_setter(one: Element, key: str) -> Callable[[str], None]:
    def put(text: str) -> None:
        one.set(key, text)

    return put
