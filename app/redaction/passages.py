"""Another text for some passages of a canonical view, with the way back."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.redaction.canonical import BOUNDARY, Canonical

REACH = 100
"""Characters of context that are read on either side of a passage."""


_BLANK = re.compile(r"\s")


class _Way(Enum):
    """How a piece of a reading leads back to the view."""

    SAME = 1
    WHOLE = 2
    BACKWARDS = 3


class _Pieces:
    """From each of `ats` on the reading shows what stands from its start to its end of the view.

    Lists of numbers, because a hostile text has many pieces.
    """

    def __init__(self) -> None:
        self._ats: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._ways: list[_Way] = []

    def add(self, at: int, start: int, end: int, way: _Way) -> None:
        self._ats.append(at)
        self._starts.append(start)
        self._ends.append(end)
        self._ways.append(way)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The part of the view that the reading shows from `first` to `last` (not empty)."""
        numbers = range(bisect_right(self._ats, first) - 1, bisect_left(self._ats, last))
        stops = [*self._ats[numbers.start + 1 : numbers.stop], last]
        places = [
            self._within(number, max(first, self._ats[number]), stop)
            for number, stop in zip(numbers, stops, strict=True)
        ]
        return min(place[0] for place in places), max(place[1] for place in places)

    def _within(self, number: int, first: int, last: int) -> tuple[int, int]:
        at, start, end = self._ats[number], self._starts[number], self._ends[number]
        match self._ways[number]:
            case _Way.SAME:
                return start + first - at, start + last - at
            case _Way.BACKWARDS:
                return end - last + at, end - first + at
            case _Way.WHOLE:
                return start, end


@dataclass(frozen=True, slots=True)
class Reading:
    """Another text for some passages of the canonical view.

    `changed` are the places of `text` that are read otherwise. Finds of a lower rank than `least`
    are no more than chance here; where `known_only` is set, so is all that the pair's context does
    not know. Without `pieces` each character stands for the one at its place.
    """

    text: str
    changed: Sequence[tuple[int, int]]
    least: int = 0
    known_only: bool = False
    pieces: _Pieces | None = None

    def concerns(self, start: int, end: int) -> bool:
        """Whether a find touches what is read otherwise here."""
        index = bisect_left(self.changed, (start, start))
        touched = index < len(self.changed) and self.changed[index][0] <= end
        return touched or (index > 0 and self.changed[index - 1][1] >= start)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The part of the canonical view that is read from `start` to `end` (not empty)."""
        return self.pieces.place(start, end) if self.pieces is not None else (start, end)


class Builder:
    """Puts the passages and what stands around them into one text, with the way back."""

    def __init__(self, view: Canonical) -> None:
        self._source = view.text
        self._texts: list[str] = []
        self._pieces = _Pieces()
        self._length = 0
        self._done = 0
        self.changed: list[tuple[int, int]] = []

    def passage(self, start: int, end: int) -> None:
        """Copy what stands before a passage; what is too far away is left out."""
        first = self._first(start)
        if first > self._done or not self._texts:
            self._copy(self._done, min(self._last(self._done), first) if self._texts else 0)
            self._note(BOUNDARY, first, first + 1, _Way.WHOLE)
            self._done = first
        self._copy(self._done, start)
        self._done = end

    def write(self, text: str, start: int, end: int) -> None:
        """The passage as it is read here."""
        self._change(text, start, end, _Way.WHOLE)

    def mirror(self, start: int, end: int) -> None:
        """The passage from right to left."""
        self._change(self._source[start:end][::-1], start, end, _Way.BACKWARDS)

    def reading(self, least: int = 0, *, known_only: bool = False) -> Reading:
        """What was put together."""
        self._copy(self._done, self._last(self._done))
        return Reading("".join(self._texts), self.changed, least, known_only, self._pieces)

    def _first(self, at: int) -> int:
        """Where the context before `at` begins: with its line, or with a whole word."""
        floor = max(self._done, at - REACH)
        line = self._source.rfind("\n", floor, at) + 1
        return line or self._source.rfind(" ", self._done, floor) + 1 or self._done

    def _last(self, at: int) -> int:
        """Where the context behind `at` ends."""
        ceiling = min(len(self._source), at + REACH)
        line = self._source.find("\n", at, ceiling)
        if line >= 0:
            return line
        blank = _BLANK.search(self._source, ceiling)
        return len(self._source) if blank is None else blank.start()

    def _copy(self, start: int, end: int) -> None:
        if start < end:
            self._note(self._source[start:end], start, end, _Way.SAME)

    def _change(self, text: str, start: int, end: int, way: _Way) -> None:
        self.changed.append((self._length, self._length + len(text)))
        if text:
            self._note(text, start, end, way)

    def _note(self, text: str, start: int, end: int, way: _Way) -> None:
        self._texts.append(text)
        self._pieces.add(self._length, start, end, way)
        self._length += len(text)
