"""The joined text of a document, and how changes to it reach the document's strings."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.document import Document, Link, Lozenge, Media, Panel, iter_nodes
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


@dataclass(frozen=True, slots=True)
class Joined:
    """`leaves` are the document's strings in the order in which they are woven.

    From `tail` on stand the strings that are nobody's neighbours. `blocks` are the offsets where
    paragraphs and such begin; `mentions` are names that must not cross whatever they are, `codes`
    the blocks of code, `ticked` what is marked as code inside a line.
    """

    text: str
    leaves: tuple[Span, ...]
    tail: int
    blocks: tuple[int, ...]
    mentions: tuple[Span, ...]
    codes: tuple[Span, ...] = ()
    ticked: tuple[Span, ...] = ()

    def block_at(self, offset: int) -> int:
        """The number of the block that holds the offset."""
        return bisect_right(self.blocks, offset)

    def changed(self, edits: Sequence[Edit]) -> list[str]:
        """Each leaf after the edits (in order, apart from each other).

        An edit over several leaves puts its text into the first and takes its part of the others.
        """
        order = sorted(range(len(self.leaves)), key=self.leaves.__getitem__)
        result = [""] * len(order)
        pending = _Pending(self.text, edits)
        for index in order:
            result[index] = pending.leaf(*self.leaves[index])
        return result


class _Pending:
    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self._text = text
        self._edits = edits
        self._next = 0
        self._written = -1

    def leaf(self, start: int, end: int) -> str:
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
        self.leaves: list[tuple[bool, int, int]] = []
        self.blocks: list[int] = []
        self.mentions: list[Span] = []
        self.codes: list[Span] = []
        self.ticked: list[Span] = []
        self._length = 0
        self._tail_length = 0

    def inline(self, text: str) -> str:
        text = neutralise(text)
        self.leaves.append((False, self._length, self._length + len(text)))
        self.main.append(text)
        self._length += len(text)
        return text

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
        self.leaves.append((True, self._tail_length, self._tail_length + len(text)))
        self.tail += (text, BOUNDARY)
        self._tail_length += len(text) + len(BOUNDARY)
        return text

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

    def joined(self) -> Joined:
        shift = self._length + len(BOUNDARY)
        leaves = tuple(
            Span(start + shift * apart, end + shift * apart) for apart, start, end in self.leaves
        )
        tail = [
            leaf.start for leaf, (apart, _, _) in zip(leaves, self.leaves, strict=True) if apart
        ]
        text = "".join((*self.main, BOUNDARY, *self.tail))
        return Joined(
            text,
            leaves,
            shift,
            (*self.blocks, *tail),
            tuple(self.mentions),
            tuple(self.codes),
            tuple(self.ticked),
        )


class _Applier:
    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = iter(strings)

    def inline(self, text: str) -> str:
        return next(self._strings)

    apart = code = set_apart = mention = inline

    def separate(self, separator: str) -> None:
        """Gaps are not strings."""


class _Rewriter:
    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change

    def inline(self, text: str) -> str:
        return self._change(text)

    def apart(self, text: str) -> str:
        return text

    code = set_apart = mention = inline

    def separate(self, separator: str) -> None:
        """Gaps are not strings."""


def join(document: Document, rule: AudienceRule) -> Joined:
    """Join the document's strings into one text. Raises RedactionFailed when nested too deeply."""
    collector = _Collector()
    Weaver(collector, rule).document(document)
    return collector.joined()


def weave(document: Document, rule: AudienceRule, strings: Sequence[str]) -> Document:
    """The document with its strings replaced, in the order of `Joined.leaves`."""
    return Weaver(_Applier(strings), rule).document(document)


def rewrite(document: Document, rule: AudienceRule, change: Callable[[str], str]) -> Document:
    """The document with each visible string changed; attributes stay as they are."""
    return Weaver(_Rewriter(change), rule).document(document)


_FIXED = frozenset({(Panel, "kind"), (Media, "kind"), (Lozenge, "color")})
"""Fields that weaving restricts to words of ours."""


def strings_of(document: Document) -> Iterator[str]:
    """Every string in the document's nodes, found by their fields and not by knowing them."""
    for node in iter_nodes(document):
        for name in node.__slots__:
            value = getattr(node, name)
            if isinstance(value, Link):
                yield from (value.href, value.title)
            elif isinstance(value, str) and value and (type(node), name) not in _FIXED:
                yield value
