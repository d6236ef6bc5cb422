"""The joined text of a document, and how changes to it reach the document's strings."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import accumulate
from typing import NamedTuple

from app.document import Document, Lozenge, Mark, Media, Panel
from app.redaction.canonical import BOUNDARY, neutralise
from app.redaction.policy import AudienceRule
from app.redaction.weave import Weaver


class Edit(NamedTuple):
    """What stands from `start` to `end` of the joined text becomes `text`."""

    start: int
    end: int
    text: str


class Span(NamedTuple):
    start: int
    end: int


class Group(NamedTuple):
    """What holds blocks, from `start` to `end`: a list or a table if `listed`, else a quote, a
    panel or the like. `outer` is the number of the group that holds it, -1 for none."""

    start: int
    end: int
    outer: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """`leaves` are the document's strings in the order in which they are woven.

    From `tail` on stand the strings that are nobody's neighbours. `blocks` are the offsets where
    paragraphs and such begin; `mentions` are names that must not cross whatever they are, `codes`
    the blocks of code, `ticked` what is marked as code inside a line, `links` what links are called
    and where they lead, `groups` what holds blocks, in the order in which they begin, `aside` what
    stands in the tail, each with the offset of what it belongs to.
    """

    text: str
    leaves: tuple[Span, ...]
    tail: int
    blocks: tuple[int, ...]
    mentions: tuple[Span, ...]
    codes: tuple[Span, ...] = ()
    ticked: tuple[Span, ...] = ()
    links: tuple[tuple[Span, Span], ...] = ()
    groups: tuple[Group, ...] = ()
    aside: tuple[tuple[int, Span], ...] = ()

    def block_at(self, offset: int) -> int:
        """The number of the block that holds the offset."""
        return bisect_right(self.blocks, offset)

    def changed(self, edits: Sequence[Edit]) -> dict[int, str]:
        """The leaves that the edits change, by their number, as they are after the edits (in order,
        apart from each other).

        An edit over several leaves puts its text into the first and takes its part of the others.
        """
        if not edits:
            return {}
        order = sorted(range(len(self.leaves)), key=self.leaves.__getitem__)
        pending = _Pending(self.text, edits)
        changed = {index: pending.leaf(*self.leaves[index]) for index in order}
        return {index: text for index, text in changed.items() if text is not None}


class _Pending:
    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self._text = text
        self._edits = edits
        self._next = 0
        self._written = -1

    def leaf(self, start: int, end: int) -> str | None:
        """The leaf as it is after the edits; None where none touches it."""
        if self._next == len(self._edits) or self._edits[self._next].start >= end:
            return None
        pieces: list[str] = []
        done = start
        for number, edit in self._touching(start, end):
            pieces.append(self._text[done : max(edit.start, start)])
            if number != self._written:
                pieces.append(edit.text)
                self._written = number
            done = min(edit.end, end)
        pieces.append(self._text[done:end])
        return "".join(pieces)

    def _touching(self, start: int, end: int) -> Iterator[tuple[int, Edit]]:
        while self._next < len(self._edits) and self._edits[self._next].start < end:
            edit = self._edits[self._next]
            if edit.end > start and end > start:
                yield self._next, edit
            if edit.end > end:
                return
            self._next += 1


class _Collector:
    def __init__(self) -> None:
        self.main: list[str] = []
        self.tail: list[str] = []
        self.leaves: list[Span] = []
        self._apart: list[int] = []
        self.blocks: list[int] = []
        self.mentions: list[Span] = []
        self.codes: list[Span] = []
        self.ticked: list[Span] = []
        self._links: list[tuple[Span, int]] = []
        self._groups: list[Group] = []
        self._open: list[int] = []
        self._places: list[int] = []
        self._length = 0
        self._tail_length = 0

    def inline(self, text: str) -> str:
        text = neutralise(text)
        end = self._length + len(text)
        self.leaves.append(Span(self._length, end))
        self.main.append(text)
        self._length = end
        return text

    def run(self, texts: Sequence[str]) -> Sequence[str]:
        together = "".join(texts)
        if neutralise(together) != together:
            return [*map(self.inline, texts)]
        ends = [*accumulate(map(len, texts), initial=self._length)]
        self.leaves += map(Span, ends, ends[1:])
        self.main.append(together)
        self._length = ends[-1]
        return texts

    def code(self, text: str) -> str:
        start = self._length
        text = self.inline(text)
        self.codes.append(Span(start, self._length))
        return text

    def set_apart(self, text: str) -> str:
        start = self._length
        text = self.inline(text)
        if self.ticked and self.ticked[-1].end == start:
            start = self.ticked.pop().start
        self.ticked.append(Span(start, self._length))
        return text

    def apart(self, text: str) -> str:
        text = neutralise(text)
        self._apart.append(len(self.leaves))
        self._places.append(self._length)
        self.leaves.append(Span(self._tail_length, self._tail_length + len(text)))
        self.tail += (text, BOUNDARY)
        self._tail_length += len(text) + len(BOUNDARY)
        return text

    def target(self, text: str) -> str:
        self._links.append((self.leaves[-1], len(self.leaves)))
        return self.apart(text)

    def mention(self, name: str) -> str:
        start = self._length
        name = self.inline(name)
        self.mentions.append(Span(start, self._length))
        return name

    def separate(self, separator: str) -> None:
        self.main.append(separator)
        self._length += len(separator)
        if separator == "\n":
            self.blocks.append(self._length)

    def open_group(self) -> None:
        outer = self._open[-1] if self._open else -1
        self._open.append(len(self._groups))
        self._groups.append(Group(self._length, self._length, outer, listed=False))

    def close_group(self, *, listed: bool) -> None:
        number = self._open.pop()
        self._groups[number] = self._groups[number]._replace(end=self._length, listed=listed)

    def joined(self) -> Joined:
        shift = self._length + len(BOUNDARY)
        for index in self._apart:
            start, end = self.leaves[index]
            self.leaves[index] = Span(start + shift, end + shift)
        return Joined(
            "".join((*self.main, BOUNDARY, *self.tail)),
            tuple(self.leaves),
            shift,
            (*self.blocks, *(self.leaves[index].start for index in self._apart)),
            tuple(self.mentions),
            tuple(self.codes),
            tuple(self.ticked),
            tuple((label, self.leaves[index]) for label, index in self._links),
            tuple(self._groups),
            tuple(
                (at, self.leaves[index])
                for at, index in zip(self._places, self._apart, strict=True)
            ),
        )


class _Applier:
    """Gives the changed strings, by their number in the order of the walk."""

    def __init__(self, changed: Mapping[int, str]) -> None:
        self._changed = changed
        self._number = -1

    def inline(self, text: str) -> str:
        self._number += 1
        new = self._changed.get(self._number)
        return neutralise(text) if new is None else new

    def run(self, texts: Sequence[str]) -> Sequence[str]:
        numbers = range(self._number + 1, self._number + 1 + len(texts))
        together = "".join(texts)
        if neutralise(together) != together or not self._changed.keys().isdisjoint(numbers):
            return [*map(self.inline, texts)]
        self._number += len(texts)
        return texts

    apart = code = set_apart = target = mention = inline

    def separate(self, separator: str) -> None:
        """Gaps are not strings."""

    def open_group(self) -> None:
        """Nor is where blocks are held."""

    def close_group(self, *, listed: bool) -> None:
        """Nor is where they end."""


class _Rewriter:
    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change

    def inline(self, text: str) -> str:
        return self._change(text)

    def run(self, texts: Sequence[str]) -> Sequence[str]:
        return [*map(self._change, texts)]

    def apart(self, text: str) -> str:
        return text

    target = apart
    code = set_apart = mention = inline

    def separate(self, separator: str) -> None:
        """Gaps are not strings."""

    def open_group(self) -> None:
        """Nor is where blocks are held."""

    def close_group(self, *, listed: bool) -> None:
        """Nor is where they end."""


def join(document: Document, rule: AudienceRule) -> Joined:
    """Join the document's strings into one text. Raises RedactionFailed when nested too deeply."""
    collector = _Collector()
    Weaver(collector, rule).document(document)
    return collector.joined()


def weave(document: Document, rule: AudienceRule, changed: Mapping[int, str]) -> Document:
    """The document with those strings replaced whose numbers in `Joined.leaves` are given."""
    return Weaver(_Applier(changed), rule).document(document)


def rewrite(document: Document, rule: AudienceRule, change: Callable[[str], str]) -> Document:
    """The document with each visible string changed; attributes stay as they are."""
    return Weaver(_Rewriter(change), rule).document(document)


_FIXED = frozenset({(Panel, "kind"), (Media, "kind"), (Lozenge, "color")})
"""Fields that weaving restricts to words of ours."""


def strings_of(document: Document) -> Iterator[str]:
    """Every string in the document's nodes, found by their fields and not by knowing them."""
    waiting: list[object] = [*document.blocks]
    for value in waiting:
        if isinstance(value, str):
            if value:
                yield value
        elif isinstance(value, tuple):
            waiting.extend(value)
        else:
            waiting.extend([getattr(value, name) for name in _FIELDS[type(value)]])


class _Fields(dict[type, tuple[str, ...]]):
    """The fields of each kind of node that may say something; none of what is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        told = fields(kind) if is_dataclass(kind) else ()
        names = (field.name for field in told if field.type not in _SILENT)
        self[kind] = found = tuple(name for name in names if (kind, name) not in _FIXED)
        return found


_FIELDS = _Fields()
_SILENT = (int, bool, bool | None, frozenset[Mark])
