"""Pictures, videos and audio of a comment's HTML, by their names."""

from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from app.document import Media

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives this type
MEDIA = {"img": "image", "image": "image", "video": "video", "audio": "audio"}
"""The elements by the kind that they show."""


def read_media(element: Element) -> Media:
    """The element's names and address; the bytes of a `data:` address are left out."""
    url = (element.get("src") or "").strip()
    if url.lower().startswith("data:"):
        url = ""
    return Media(
        kind=MEDIA.get(str(element.tag).lower(), "file"),
        file_name=_file_name(url),
        alt=" ".join((element.get("alt") or element.get("title") or "").split()),
        url=url,
    )


def _file_name(url: str) -> str:
    """The name that the URL gives the file: `?name=` as Zendesk writes it, else its last part."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    named = parse_qs(parts.query).get("name")
    last = unquote(parts.path.rsplit("/", 1)[-1])
    return named[0] if named else (last if "." in last else "")
