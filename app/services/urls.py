"""The web addresses that stand in a document."""

import re
from collections.abc import Iterator

from app.document import Card, CodeBlock, Document, Media, Text, iter_nodes

_URL = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)


def urls_in(document: Document) -> Iterator[str]:
    """Each address once a place: of links, of cards, of pictures, and written out in the text."""
    for node in iter_nodes(document):
        match node:
            case Text():
                yield from ([node.link.href] if node.link is not None else [])
                yield from _URL.findall(node.text)
            case Card() | Media():
                yield node.url
            case CodeBlock():
                yield from _URL.findall(node.text)
            case _:
                continue
