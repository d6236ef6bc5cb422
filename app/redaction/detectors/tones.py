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
_BESIDE, _BY_ITSELF, _LEFT = 2 / 3, 2, 1 / 3
"""Of what a sentence needs, what is enough beside another that goes, for a part alone against the
rest of its sentence, and for a request to go with the rest."""
_LONGEST = 1200
"""Characters of a sentence that are weighed; what is longer is a listing, or hostile."""


_GOES_ON = re.compile(r"[^\n]\n[a-zà-ÿ]")
"""Where a line was broken: what follows is no new sentence of another line."""
_FOR_READERS = re.compile(
    r"\s*[^\n:.]{0,30}\b(?:reply|answer|response|customers?|clients?|public|antwort|kund\w{1,3}|"
    r"réponse|respuesta|resposta|risposta|antwoord|cliente)\b[^\n:.]{0,15}:\s",
    re.IGNORECASE,
)
"""The label of what its writer means for the customer, which says nothing of its tone."""


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
        regions = [hit for hit in told if hit.rank == Rank.REGION]
        known = sorted((hit.start, hit.end) for hit in regions if hit.entity in _WHOLE)
        code = sorted((hit.start, hit.end) for hit in regions if hit.entity not in _WHOLE)
        sentences = [
            _sentence(view.text, *place, known)
            for place in split_sentences(view.text)
            if not _is_covered(_within(code, *place), *place)
        ]
        said = _Said(view.text, _without(view, ours))
        for tone in self._tones:
            yield from tone.find(said, sentences)


class _Said(NamedTuple):
    """A text, and the same folded without what is not its writer's."""

    text: str
    folded: str


class _Sentence(NamedTuple):
    """From where to where, what of it is known to go, and whether it is said to be for readers."""

    start: int
    end: int
    known: Sequence[tuple[int, int]]
    theirs: bool


def _sentence(text: str, start: int, end: int, known: Sequence[tuple[int, int]]) -> _Sentence:
    label = _FOR_READERS.match(text, start, end)
    first = label.end() if label is not None else start
    return _Sentence(first, end, _within(known, start, end), label is not None)


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


def _is_long(sentence: _Sentence) -> bool:
    return sentence.end - sentence.start > _LONGEST


def _is_covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether most of a sentence is something else: a statement, a trace."""
    covered, done = 0, start
    for begin, stop in spans:
        covered += max(0, min(stop, end) - max(begin, done))
        done = max(done, stop)
    return covered * 2 > end - start


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _in_line(text: str, place: int) -> bool:
    """Whether one sentence ends and the next begins there in one line, or in a broken one."""
    ended = text[place - 1 : place]
    if ended in "\n\t\x02":
        return ended == "\n" and _GOES_ON.match(text, place - 2) is not None
    return text[place : place + 1] == " "


def _is_beside(text: str, sentences: Sequence[_Sentence], goes: Sequence[bool], at: int) -> bool:
    """Whether the sentence before or behind goes, and stands in the same line."""
    if at and goes[at - 1] and _in_line(text, sentences[at].start):
        return True
    return at + 1 < len(goes) and goes[at + 1] and _in_line(text, sentences[at].end)


class _Tone:
    """One rule, ready to be asked about sentences."""

    def __init__(self, rule: ToneRule) -> None:
        self._rule = rule
        self._scale = Scale(rule)

    def find(self, said: _Said, sentences: Sequence[_Sentence]) -> Iterator[Hit]:
        """What goes of each sentence. Talk comes in more sentences than one: less is enough for
        one that stands in a line with another that goes."""
        gauged = [self._gauge(said, one.start, one.end) for one in sentences]
        goes = [
            bool(one.known) or weight >= self._rule.needed
            for one, (weight, _) in zip(sentences, gauged, strict=True)
        ]
        for at, one in enumerate(sentences):
            beside = not one.theirs and _is_beside(said.text, sentences, goes, at)
            weight, most = gauged[at]
            if weight >= self._rule.needed * (_BESIDE if beside else 1):
                yield from self._hits(said, one)
            elif not one.known and (most >= self._rule.needed * _BY_ITSELF or _is_long(one)):
                yield from self._clauses(said, one)

    def _clauses(self, said: _Said, sentence: _Sentence) -> Iterator[Hit]:
        """The parts that tell plainly, by themselves, what the rest of a sentence outweighs."""
        for weight, *part in self._parts(said, *sentence[:3]):
            if weight >= self._rule.needed * _BY_ITSELF:
                extent = _stripped(said.text, *part)
                yield Hit(*extent, self._rule.entity, self._rule.name, Rank.REGION)

    def _hits(self, said: _Said, sentence: _Sentence) -> Iterator[Hit]:
        """What goes of a sentence that weighs enough."""
        whole = self._rule.extent is Extent.SENTENCE
        if sentence.known and whole:
            return
        start, end = _stripped(said.text, sentence.start, sentence.end)
        parts = sorted(self._parts(said, start, end, sentence.known), reverse=True)
        told = [part for part in parts if part[0] >= self._rule.needed * _LEFT]
        if not sentence.known:
            told = (told or parts)[: 1 if whole else None]
        for _, *part in told:
            extent = _stripped(said.text, *part)
            if whole:
                extent = self._sentence(said, start, end, extent)
            yield Hit(*extent, self._rule.entity, self._rule.name, Rank.REGION)

    def _sentence(
        self, said: _Said, start: int, end: int, part: tuple[int, int]
    ) -> tuple[int, int]:
        """A sentence for its part that tells most: without what it asks of its reader, unless that
        is talk too."""
        first, last = EXTENTS[Extent.SENTENCE](said.text, start, end, *part)
        left = max(self._weigh(said, start, first), self._weigh(said, last, end))
        return (start, end) if left >= self._rule.needed * _LEFT else (first, last)

    def _parts(
        self, view: _Said, start: int, end: int, known: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, int]]:
        """The weight and place of each part of a sentence that is not known to go."""
        for first, last in split_parts(view.text, start, end):
            if not any(begin < last and first < stop for begin, stop in known):
                yield self._weigh(view, first, last), first, last

    def _weigh(self, view: _Said, start: int, end: int) -> int:
        return self._gauge(view, start, end)[0]

    def _gauge(self, view: _Said, start: int, end: int) -> tuple[int, int]:
        return self._scale.gauge(view.folded[start : min(end, start + _LONGEST)])
