"""Internal notes that go on below their mark: to the mark that ends them, else over what belongs to
their mark: the rest of its paragraph, the list, table, code or paragraph behind it, and whatever
follows there that is plainly engineering's."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from app.redaction.canonical import Canonical
from app.redaction.detectors.internal_marks import MARK, End, Mark, find_ends, read_mark
from app.redaction.detectors.internal_notes import BLOCK, FOR_THEM, SPOKEN_TO, is_ended
from app.redaction.detectors.sentences import sentence_around
from app.redaction.hits import Hit, Rank
from app.redaction.joined import Group, Joined, Span
from app.redaction.kinds import ENGINEERING
from app.redaction.noted_columns import marked_column

_TOLD = ENGINEERING - {"remark", "internal_address"} | {"engineer_person", "internal_address"}
_MOST = 200
"""Blocks that a note without an end may have."""


def with_whole_notes(hits: Iterable[Hit], view: Canonical, joined: Joined) -> list[Hit]:
    """The hits, of which a mark has become the whole note that it begins. A note of one paragraph
    ends there; where nothing is left but the mark in front, it is none."""
    found = list(hits)
    marks = sorted({hit.start for hit in found if hit.detector == MARK})
    if not marks:
        return [*_end_with_paragraphs(found, view, joined)]
    kept = [hit for hit in found if hit.detector != MARK]
    notes = _Notes(kept, view, joined)
    return [*_end_with_paragraphs(kept, view, joined), *notes.of_marks(marks)]


def _end_with_paragraphs(hits: Iterable[Hit], view: Canonical, joined: Joined) -> Iterator[Hit]:
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
    return _in_view(joined.blocks[number], view)


def _in_view(place: int, view: Canonical) -> int:
    return place if view.starts is None else bisect_left(view.starts, place)


def _following(marks: Sequence[Mark]) -> list[Mark | None]:
    """For each mark the next one that stands alone on its line."""
    following, told = list[Mark | None](), None
    for mark in reversed(marks):
        following.append(told)
        told = mark if mark.alone else told
    return following[::-1]


class _Notes:
    """The notes of one text, in the offsets of its view."""

    def __init__(self, hits: Sequence[Hit], view: Canonical, joined: Joined) -> None:
        self._view = view
        self._joined = joined
        self._told = sorted(hit.start for hit in hits if hit.entity in _TOLD)
        self._blocks = [_in_view(place, view) for place in joined.blocks if place < joined.tail]
        self._groups = [
            group._replace(start=_in_view(group.start, view), end=_in_view(group.end, view))
            for group in joined.groups
        ]
        self._starts = [group.start for group in self._groups]
        self._length = _in_view(joined.tail, view)

    @cached_property
    def _ends(self) -> list[End]:
        return list(find_ends(self._view.folded))

    def of_marks(self, starts: Sequence[int]) -> Iterator[Hit]:
        """One hit for each note, and one for each string aside that belongs to it."""
        read = (read_mark(self._view.folded, place) for place in starts)
        marks = [mark for mark in read if mark is not None]
        done = -1
        for mark, following in zip(marks, _following(marks), strict=True):
            if mark.start < done:
                continue
            end = self._end(mark, following)
            if end > mark.end:
                done = end
                yield from self._hits(mark.start, end)

    def _hits(self, start: int, end: int) -> Iterator[Hit]:
        for span in marked_column(self._view, start) or [Span(start, end)]:
            yield from self._withheld(*span)

    def _withheld(self, start: int, end: int) -> Iterator[Hit]:
        yield Hit(start, end, "remark", BLOCK, Rank.REGION)
        first, last = self._view.to_source(start, end)
        asides = self._joined.aside
        number = bisect_left(asides, first, key=itemgetter(0))
        for _, aside in asides[number : bisect_right(asides, last, key=itemgetter(0))]:
            if aside.start < aside.end:
                at = _in_view(aside.start, self._view), _in_view(aside.end, self._view)
                yield Hit(*at, "remark", BLOCK, Rank.REGION)

    def _end(self, mark: Mark, following: Mark | None) -> int:
        """Where the mark's note ends; where the mark ends, if it marks none."""
        if mark.start >= self._length:
            return mark.end
        closing = self._closing(mark, following)
        if closing is not None:
            return closing
        end = self._open_end(mark)
        if not self._is_note(mark, end):
            return mark.end
        theirs = FOR_THEM.search(self._view.text, mark.end, end)
        if theirs is not None:
            end = max(mark.end, theirs.start())
        return end if self._is_note(mark, end) else mark.end

    def _is_note(self, mark: Mark, end: int) -> bool:
        said = self._next_text(mark.end) < end
        return said and (mark.sure or self._is_told(mark.start, end))

    def _closing(self, mark: Mark, following: Mark | None) -> int | None:
        """Where the line ends that ends the note. A mark that stands there once more is one."""
        if not (mark.sure or mark.alone):
            return None
        number = bisect_right(self._ends, mark.end, key=lambda end: end.start)
        for end in self._ends[number : number + 1]:
            if following is not None and following.start < end.start:
                break
            if end.told or (mark.alone and not mark.sure):
                return end.end
        twice = following is not None and following.words == mark.words and mark.alone
        return following.end if twice and mark.sure and following is not None else None

    def _open_end(self, mark: Mark) -> int:
        """Without a mark of its end."""
        end = self._own_end(mark)
        bare = self._next_text(mark.end) >= end
        group = self._group_at(mark.start)
        if group is not None and self._holds_all(group, mark, end):
            end, bare = group.end, False
        return self._followed(end, free=bare and mark.sure)

    def _own_end(self, mark: Mark) -> int:
        """The end of what its paragraph says: all of it, or one line and those told to go on."""
        block = self._next_block(mark.start)
        if mark.alone:
            empty = self._view.text.find("\n\n", mark.end, block)
            return block if empty < 0 else empty
        end = self._line_end(mark.end, block)
        if not mark.sure and self._group_at(mark.start) is None and self._is_told(mark.start, end):
            return self._told_sentence(mark.end, end)
        while end < block and self._is_told(end + 1, self._line_end(end + 1, block)):
            end = self._line_end(end + 1, block)
        return end

    def _told_sentence(self, start: int, end: int) -> int:
        """The end of the last sentence there that is told."""
        last = self._told[bisect_left(self._told, end) - 1]
        last = max(start, last)
        return min(end, sentence_around(self._view.text, last, last + 1)[1])

    def _line_end(self, place: int, block: int) -> int:
        found = self._view.text.find("\n", place, block)
        return block if found < 0 else found

    def _next_block(self, place: int) -> int:
        number = bisect_right(self._blocks, place)
        return self._blocks[number] if number < len(self._blocks) else self._length

    def _group_at(self, place: int) -> Group | None:
        """The innermost group that holds the place."""
        number = bisect_right(self._starts, place) - 1
        while number >= 0 and self._groups[number].end <= place:
            number = self._groups[number].outer
        return self._groups[number] if number >= 0 else None

    def _holds_all(self, group: Group, mark: Mark, end: int) -> bool:
        """Whether the mark is for all that the group holds from there on."""
        first = not self._view.text[group.start : mark.start].strip()
        if first and not group.listed:
            return True
        beyond = self._next_text(end)
        if mark.alone:
            nested = self._group_at(beyond) != group
            return group.listed and not nested
        near = self._next_block(self._next_block(beyond))
        return first and group.listed and self._is_told(beyond, near)

    def _next_text(self, place: int) -> int:
        text = self._view.text
        while place < self._length and text[place].isspace():
            place += 1
        return place

    def _followed(self, end: int, *, free: bool) -> int:
        """Where what follows stops being told; the first that is `free` need not be."""
        for _ in range(_MOST):
            start = self._next_text(end)
            if start >= self._length or self._view.text[start] == "\x02":
                break
            stop, grouped = self._unit(end, start)
            if not (free or self._goes_on(start, stop, grouped)):
                break
            end, free = stop, False
        return end

    def _unit(self, end: int, start: int) -> tuple[int, bool]:
        """Where the block ends that begins there, or the group, and whether it is one."""
        number = bisect_left(self._starts, end)
        if number < len(self._starts) and self._starts[number] <= start:
            return self._groups[number].end, True
        return self._next_block(start), False

    def _goes_on(self, start: int, stop: int, grouped: bool) -> bool:
        if not self._is_told(start, stop):
            return False
        return grouped or SPOKEN_TO.search(self._view.text, start, stop) is None

    def _is_told(self, start: int, end: int) -> bool:
        """Whether something stands there that engineering keeps to itself."""
        return bisect_left(self._told, end) > bisect_left(self._told, start)
