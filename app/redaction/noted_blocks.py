"""Internal notes that go on below their mark: they end with their paragraph, or with a mark of
their own."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from app.redaction.canonical import Canonical
from app.redaction.detectors.internal_notes import BLOCK, is_ended
from app.redaction.hits import Hit
from app.redaction.joined import Joined


def end_with_paragraphs(hits: Iterable[Hit], view: Canonical, joined: Joined) -> Iterator[Hit]:
    """The hits, of which a note without a mark at its end is no longer than its paragraph; where
    nothing of it is left but the mark in front, it is none."""
    for hit in hits:
        if hit.detector != BLOCK or is_ended(view.text[hit.start : hit.end]):
            yield hit
            continue
        end = min(hit.end, _paragraph_end(hit, view, joined))
        if "\n" in view.text[hit.start : end].strip():
            yield hit._replace(end=end)


def _paragraph_end(hit: Hit, view: Canonical, joined: Joined) -> int:
    number = joined.block_at(view.to_source(hit.start, hit.end)[0])
    if number >= len(joined.blocks):
        return hit.end
    end = joined.blocks[number]
    return end if view.starts is None else bisect_left(view.starts, end)
