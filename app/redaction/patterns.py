"""Patterns as data, and the one way in which they are run: prefilter, RE2, check.

A pattern's gates are lower-case literals of which one stands in every match (a test proves it, of
those too that are read off it), so that most patterns are not run at all on most texts. Patterns
run one by one, on UTF-8 bytes: sets and unions of them cost more on text that they have not seen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import re2

from app.redaction.canonical import Canonical
from app.redaction.hits import Hit, Rank
from app.redaction.policy import quiet_options
from app.redaction.prefilter import GateFilter, Prefilter, VectorFilter
from app.redaction.regex_tree import may_take


class Candidate(NamedTuple):
    """What a pattern matched: offsets of the canonical text, and the entity's value if known.

    `general` is what may be told of it where its kind is generalised.
    """

    view: Canonical
    start: int
    end: int
    value: str = ""
    general: str = ""

    @property
    def text(self) -> str:
        """The characters that matched."""
        return self.view.text[self.start : self.end]

    def before(self, length: int) -> str:
        """Up to `length` characters in front, in lower case."""
        return self.view.folded[max(0, self.start - length) : self.start]

    def after(self, length: int) -> str:
        """Up to `length` characters behind, in lower case."""
        return self.view.folded[self.end : self.end + length]


Check = Callable[[Candidate], Candidate | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The first group, if there is one, is what is private; else all that matched.

    `check` refuses a candidate, or narrows it and gives its value.
    """

    entity: str
    name: str
    regex: str
    gates: tuple[str, ...] = ()
    rank: int = Rank.SHAPE
    ignore_case: bool = False
    check: Check | None = None


_PUT = "[]*"
"""Of every text that we put in a value's place, what a match that begins outside must get over."""


@dataclass(slots=True)
class Look:
    """What one text has shown so far.

    `matched` are the regexes that matched anything, whether it was taken or not. `disguised` tells
    whether any of it was text in disguise. A look `again` is at a text of which parts have been
    replaced since, and no word in two: there a pattern can match anew only over what was put in, or
    where a match of its own stood before.
    """

    matched: set[str] = field(default_factory=set)
    disguised: bool = False
    again: bool = False


class _Compiled(NamedTuple):
    pattern: Pattern
    regex: Any
    group: int


class PatternSet:
    """Patterns compiled once. Safe to share: it is never changed."""

    def __init__(self, patterns: Sequence[Pattern], *, accelerated: bool = False) -> None:
        self._patterns = [_compile(pattern) for pattern in patterns]
        kind = VectorFilter if accelerated and patterns else GateFilter
        self._filter: Prefilter = kind(patterns)

    def regexes(self) -> tuple[str, ...]:
        """The patterns as RE2 reads them."""
        return tuple(compiled.pattern.regex for compiled in self._patterns)

    def find(self, view: Canonical, look: Look | None = None) -> Iterator[Hit]:
        """Every match that its check takes; in a look again, those that the first did not see."""
        look = look if look is not None else Look()
        for number in sorted(self._filter.open(view)):
            compiled = self._patterns[number]
            if not look.again or number in self._over or compiled.pattern.regex in look.matched:
                yield from _find(compiled, view, look.matched)

    @cached_property
    def _over(self) -> frozenset[int]:
        """The patterns that may match over what was put in."""
        return frozenset(
            number
            for number, (pattern, _, _) in enumerate(self._patterns)
            if may_take(pattern.regex, _PUT, ignore_case=pattern.ignore_case)
        )


def _compile(pattern: Pattern) -> _Compiled:
    regex = _linear(pattern.regex, pattern.ignore_case)
    return _Compiled(pattern, regex, min(regex.groups, 1))


@lru_cache(maxsize=4096)
def _linear(regex: str, ignore_case: bool) -> Any:
    """One for all sets that hold it, so that what it has learnt of texts serves all of them."""
    return re2.compile(regex.encode(), quiet_options(ignore_case=ignore_case))


def _find(compiled: _Compiled, view: Canonical, matched: set[str]) -> Iterator[Hit]:
    pattern, regex, group = compiled
    for match in regex.finditer(view.data):
        matched.add(pattern.regex)
        start, end = match.span(group)
        if start >= end:
            continue
        start, end = view.characters(start, end)
        candidate: Candidate | None = Candidate(view, start, end)
        if pattern.check is not None and candidate is not None:
            candidate = pattern.check(candidate)
        if candidate is not None:
            yield _hit(pattern, candidate)


def _hit(pattern: Pattern, candidate: Candidate) -> Hit:
    _, start, end, value, general = candidate
    return Hit(start, end, pattern.entity, pattern.name, pattern.rank, value=value, general=general)
