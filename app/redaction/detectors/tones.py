"""Sentences told by their words together: blunt talk in words that no list of phrases foresees."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.redaction.canonical import Canonical
from app.redaction.detectors.remarks import EXTENTS, split_parts
from app.redaction.detectors.sentences import split_sentences
from app.redaction.detectors.tone_scales import Scale
from app.redaction.hits import Hit, Rank
from app.redaction.policy import Extent, ToneRule

_WHOLE = frozenset({"remark", "roadmap", "security_finding", "customer_rant"})
"""Kinds whose finds are sentences, or parts of them."""
_NEAR = 16
"""Finds before a sentence's end of which one may reach into it."""
_LONGEST = 1200
"""Characters of a sentence that are weighed; what is longer is a listing, or hostile."""


class ToneFinder:
    """Finds sentences by the weight of their words. Safe to share: it is never changed."""

    def __init__(self, rules: Sequence[ToneRule]) -> None:
        self._tones = [_Tone(rule) for rule in rules]

    def find(
        self, view: Canonical, told: Iterable[Hit] = (), ours: re.Pattern[str] | None = None
    ) -> Iterator[Hit]:
        """Hits for the sentences that weigh enough. Of what has been `told` before, the words of
        other rules decide how much goes; what `ours` matches was put there by us."""
        if not self._tones:
            return
        known = sorted((hit.start, hit.end) for hit in told if hit.entity in _WHOLE)
        sentences = _Sentences(view.text, _without(view, ours))
        for start, end in split_sentences(view.text):
            for tone in self._tones:
                yield from tone.find(sentences, start, end, _within(known, start, end))


class _Sentences(NamedTuple):
    """A text, and the same folded without what is not its writer's."""

    text: str
    folded: str


def _without(view: Canonical, ours: re.Pattern[str] | None) -> str:
    if ours is None or "[" not in view.text:
        return view.folded
    pieces, done = list[str](), 0
    for found in ours.finditer(view.text):
        pieces += (view.folded[done : found.start()], " " * len(found.group()))
        done = found.end()
    return "".join((*pieces, view.folded[done:]))


def _within(known: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those that touch a sentence, of some that are in order."""
    last = bisect_left(known, (end, 0))
    return [span for span in known[max(0, last - _NEAR) : last] if span[1] > start]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


class _Tone:
    """One rule, ready to be asked about sentences."""

    def __init__(self, rule: ToneRule) -> None:
        self._rule = rule
        self._scale = Scale(rule)

    def find(
        self, view: _Sentences, start: int, end: int, known: Sequence[tuple[int, int]]
    ) -> Iterator[Hit]:
        """What goes of a sentence, some of which may be `known` to go."""
        whole = self._rule.extent is Extent.SENTENCE
        if (known and whole) or self._weigh(view, start, end) < self._rule.needed:
            return
        start, end = _stripped(view.text, start, end)
        parts = sorted(self._parts(view, start, end, known), reverse=True)
        told = [part for part in parts if part[0] * 2 >= self._rule.needed]
        if not known:
            told = (told or parts)[: 1 if whole else None]
        for _, *part in told:
            extent = _stripped(view.text, *part)
            if whole:
                extent = EXTENTS[Extent.SENTENCE](view.text, start, end, *extent)
            yield Hit(*extent, self._rule.entity, self._rule.name, Rank.REGION)

    def _parts(
        self, view: _Sentences, start: int, end: int, known: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, int]]:
        """The weight and place of each part of a sentence that is not known to go."""
        for first, last in split_parts(view.text, start, end):
            if not any(begin < last and first < stop for begin, stop in known):
                yield self._weigh(view, first, last), first, last

    def _weigh(self, view: _Sentences, start: int, end: int) -> int:
        return self._scale.weigh(view.folded[start : min(end, start + _LONGEST)])
