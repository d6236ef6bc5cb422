"""A text of any length as passages that can be redacted one by one.

A passage ends where nothing private stands: at a line's end, in a single endless line behind a
sign that parts words. What is found at a place is asked of redaction itself, so that whatever it
takes for one thing (a stack trace, an address, a key) is read as one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from app.attachments.decoding import without_terminal_codes

LENGTH = 48 * 1024
"""Characters in a passage, more or less."""

NEAR = 2048
"""Characters before and behind a passage that are read with it: as far as cues reach."""

_ZONE = 6 * 1024
_WIDEST = 4 * LENGTH
_LONGEST_KEY = 64 * 1024
_KEY_BEGINS, _KEY_ENDS = "-----BEGIN ", "-----END "
_BREAK = re.compile(r"\s+|[,;|}\])>]+")
_DATA_LINE = re.compile(r"[A-Za-z0-9+/=_-]{40,}\s*\Z")

Spans = Callable[[str], Sequence[tuple[int, int]]]


class Passage(NamedTuple):
    """A part of a text; `before` and `after` are its neighbourhood, in the source's words."""

    before: str
    text: str
    after: str


def passages(pieces: Iterable[str], spans: Spans, *, length: int = LENGTH) -> Iterator[Passage]:
    """The text as passages; put together they are the text, without terminal codes.

    `spans` tells where in a text something private stands. Memory is bounded by `length`.
    """
    held, before = "", ""
    for piece in pieces:
        held += piece
        while len(held) >= length + NEAR:
            cut = _cut(held, spans, length)
            if cut is None:
                break
            text = without_terminal_codes(held[:cut])
            yield Passage(before, text, _head(held, cut))
            before, held = _tail(text), held[cut:]
    if held:
        yield Passage(before, without_terminal_codes(held), "")


def _cut(text: str, spans: Spans, length: int) -> int | None:
    """Where to cut; None when more must be read to tell."""
    limit = min(len(text) - NEAR, _WIDEST)
    for zone in (_ZONE, length, limit):
        start = max(0, limit - zone)
        cut = _cut_within(text, start, limit, spans)
        if cut is not None:
            return cut
    if len(text) < _WIDEST + NEAR:
        return None
    return _line_end(text, limit) or _apart(text, limit, spans)


def _apart(text: str, limit: int, spans: Spans) -> int:
    """The limit, or the beginning of what would be cut there."""
    start = limit - _ZONE
    taken = spans(text[start : limit + NEAR])
    cut = (start + begun for begun, end in taken if start + begun < limit < start + end)
    return min(cut, default=limit)


def _cut_within(text: str, start: int, limit: int, spans: Spans) -> int | None:
    """The last safe place of a stretch; what begins before it is not cut either."""
    stretch = text[start : limit + NEAR]
    taken = list(spans(stretch))
    for place in _places(stretch, limit - start):
        whole = start + place
        if whole and not _is_inside(place, taken) and not _in_data(text, whole):
            begun = _open_key(text, whole)
            if begun is None:
                return whole
            if begun:
                return begun
    return None


def _places(stretch: str, limit: int) -> Iterator[int]:
    """Where a stretch could be cut, the best first: blank lines, lines, then between words."""
    margin = min(len(stretch) // 8, 512)
    ends = [found.end() for found in re.finditer(r"\n", stretch[:limit])]
    lines = [end for end in ends if end > margin]
    blank = [end for end in lines if stretch[end : end + 1] == "\n"]
    yield from reversed(blank)
    yield from reversed(lines)
    if not lines:
        words = [found.end() for found in _BREAK.finditer(stretch, margin, limit)]
        yield from reversed(words)


def _is_inside(place: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in taken)


def _in_data(text: str, place: int) -> bool:
    """Whether the lines on both sides look like parts of one block of encoded data."""
    above = text[max(0, place - 200) : place].rstrip("\r\n").rpartition("\n")[2]
    below = text[place : place + 200].partition("\n")[0]
    return bool(_DATA_LINE.search(above) and _DATA_LINE.search(below))


def _open_key(text: str, place: int) -> int | None:
    """Where a key block begins that is still open at the place; None when none is."""
    begun = text.rfind(_KEY_BEGINS, max(0, place - _LONGEST_KEY), place)
    if begun < 0 or text.find(_KEY_ENDS, begun, place) >= 0:
        return None
    return begun


def _line_end(text: str, limit: int) -> int:
    return text.rfind("\n", 0, limit) + 1


def _head(text: str, cut: int) -> str:
    """The beginning of the rest, whole lines where it has lines."""
    near = text[cut : cut + NEAR]
    return without_terminal_codes(near[: near.rfind("\n") + 1] or near)


def _tail(text: str) -> str:
    near = text[-NEAR:]
    return near[near.find("\n") + 1 :] or near
