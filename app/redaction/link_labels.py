"""What links into our own tools are called: `payments-api #2291` tells what the address does.

Words stay; what is a name or a number of the tool's goes with the address.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from app.redaction.hits import Hit, Rank, resolve
from app.redaction.joined import Joined, Span
from app.redaction.name_stock import stock

_OURS = frozenset({"internal_url", "internal_host", "repository"})
_NUMBERED = re.compile(r"(?:[\w./:-]{1,60} ?)?[#!]?\d{2,10}")
_NAMED = re.compile(r"[a-z][a-z0-9]*(?:[-_/.][a-z0-9]+){1,6}")


def with_labels(hits: list[Hit], joined: Joined) -> list[Hit]:
    """With the labels of the links whose addresses were found."""
    labels = [*_labels(hits, joined)] if joined.links else []
    return resolve([*hits, *labels]) if labels else hits


def _labels(hits: list[Hit], joined: Joined) -> Iterator[Hit]:
    ours = [hit for hit in hits if hit.entity in _OURS and hit.start >= joined.tail]
    ends = [hit.end for hit in ours]
    for label, address in joined.links:
        first = bisect_right(ends, address.start)
        if first < len(ours) and ours[first].start < address.end:
            yield from _of_tool(label, ours[first], joined)


def _of_tool(label: Span, hit: Hit, joined: Joined) -> Iterator[Hit]:
    text = joined.text[label.start : label.end]
    start = label.start + len(text) - len(text.lstrip())
    text = text.strip()
    named = _NAMED.fullmatch(text) is not None
    plain = stock().has_all(re.split("[-_/.]", text))
    if _NUMBERED.fullmatch(text) is not None or (named and not plain):
        value = hit.value or joined.text[hit.start : hit.end]
        yield Hit(start, start + len(text), hit.entity, "link-label", Rank.CUE, value=value)
