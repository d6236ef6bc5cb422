"""Blunt remarks: the sentence, or the part of it, that holds a phrase of the policy."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors.clauses import own_clause
from app.redaction.detectors.labels import is_label
from app.redaction.detectors.sentences import sentence_around
from app.redaction.hits import Hit, Rank
from app.redaction.phrase_forms import PhraseBook, expand
from app.redaction.policy import Extent, RemarkRule

_LEAD = 48
"""How far before its phrase a lead is looked for."""

_NEAR = 32
"""How far from its phrase a word that excuses it is looked for, on each side."""

_RUN = re.compile("  +")
_BLANKS = "\n\t\r\v\f"
_PARTED = re.compile(
    r"\s[-–—]+\s|(?<=[\u3040-\u9fff])[,;](?=[\u3040-\u9fff])|\s?[\u2600-\u27bf\U0001f300-\U0001faff]+\s?|;\s|:\s|,\s|\s\(|\)|"
    r"\s(?=(?:and|but|und|aber|et|mais|y|pero|e|mas|ma|en|"
    r"maar|i|ale|because|since|weil|denn)\s)",
    re.IGNORECASE,
)
_FACT = re.compile(r"\d")


class _Spaced:
    """A text with every run of white space as one space, and the way back."""

    def __init__(self, source: str) -> None:
        self._blanked = source
        for blank in _BLANKS:
            self._blanked = self._blanked.replace(blank, " ")
        self.text = _RUN.sub(" ", self._blanked)

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int]]:
        """Where in the text a run has ended, and how much has been left out by then."""
        starts, shifts, taken = list[int](), list[int](), 0
        for found in _RUN.finditer(self._blanked):
            taken += len(found.group()) - 1
            starts.append(found.end() - taken)
            shifts.append(taken)
        return starts, shifts

    def place(self, offset: int) -> int:
        """The offset in the source."""
        starts, shifts = self._shifts
        index = bisect_right(starts, offset)
        return offset + (shifts[index - 1] if index else 0)


class _Phrase(NamedTuple):
    """What was asked for: a rule, and what must stand shortly before its phrase (if anything)."""

    rule: RemarkRule
    leads: tuple[str, ...]


class RemarkFinder:
    """Finds sentences by the phrases in them. Safe to share: it is never changed."""

    def __init__(self, rules: Sequence[RemarkRule]) -> None:
        asked = [(rule, *_parted(text)) for rule in rules for text in rule.phrases]
        self._phrases = [_Phrase(rule, leads) for rule, leads, _ in asked]
        self._book = PhraseBook([phrase for _, _, phrase in asked])
        self._unless = {rule.name: _any_begun(rule.unless) for rule in rules if rule.unless}
        self._beside = {rule.name: _any_word(rule.beside) for rule in rules if rule.beside}

    def find(self, view: Canonical) -> Iterator[Hit]:
        """One hit for each sentence or part, by the first phrase in it."""
        done, spaced = 0, _Spaced(view.folded)
        for end, start, number in self._book.find(spaced.text):
            phrase = self._phrases[number]
            if spaced.place(end) <= done or not _is_led(spaced.text, start, phrase.leads):
                continue
            hit = self._hit(phrase.rule, view, spaced.place(start), spaced.place(end))
            if hit is not None:
                done = hit.end
                yield hit

    def _hit(self, rule: RemarkRule, view: Canonical, start: int, end: int) -> Hit | None:
        first, last = sentence_around(view.text, start, end)
        sentence = view.folded[first:last]
        unless = self._unless.get(rule.name)
        if unless and unless.search(view.folded, max(first, start - _NEAR), min(last, end + _NEAR)):
            return None
        beside = self._beside.get(rule.name)
        if beside and beside.search(sentence) is None:
            return None
        insult = rule.also is not None or rule.extent is not Extent.SENTENCE
        if not insult and is_label(view.text, start, end):
            return None
        extent = EXTENTS[rule.extent](view.text, first, last, start, end)
        return Hit(*extent, rule.entity, rule.name, Rank.REGION)


def _parted(text: str) -> tuple[tuple[str, ...], str]:
    """What must stand before the phrase, and the phrase."""
    lead, _, phrase = text.rpartition(" ... ")
    return tuple(map(fold, expand(lead))) if lead else (), phrase


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    """One that finds any of the words (or phrases) as words of a folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in words)})(?!\w)")


def _any_begun(words: Sequence[str]) -> re.Pattern[str]:
    """One that finds where any of the words (or phrases) begins as a word of a folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in words)})")


def _is_led(text: str, start: int, leads: tuple[str, ...]) -> bool:
    """Whether one of the leads stands as a word a little before, in the same sentence."""
    if not leads:
        return True
    before = text[max(0, start - _LEAD) : start]
    before = before[max(before.rfind(". "), before.rfind("? "), before.rfind("! ")) + 1 :]
    return any(lead in before and _holds(before, lead) for lead in leads)


def _holds(before: str, lead: str) -> bool:
    """Whether it stands there as a word; what begins with an apostrophe hangs on one."""
    opened = r"(?<!\w)" if lead[0].isalnum() else ""
    return re.search(rf"{opened}{re.escape(lead)}(?!\w)", before) is not None


def _part(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a place; the place alone where numbers stand by it."""
    first, last = _between_signs(text, first, last, start, end)
    told = _FACT.search(text[first:start]) or _FACT.search(text[end:last])
    return (start, end) if told else (first, last)


def _phrase(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    return start, end


def split_parts(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """From where to where each part of a sentence goes, between its signs and joining words."""
    for found in _PARTED.finditer(text, first, last):
        yield first, found.start()
        first = found.end()
    yield first, last


def _between_signs(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    for found in _PARTED.finditer(text, first, last):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            return first, found.start()
    return first, last


def _without_request(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The sentence without what it asks of the reader; of brackets, what is in them."""
    opened, closed = text.rfind("(", first, start), text.find(")", end, last)
    if opened >= 0 and closed >= 0 and ")" not in text[opened:start]:
        return opened + 1, closed
    return own_clause(text, first, last, start, end)


EXTENTS = {Extent.SENTENCE: _without_request, Extent.PART: _part, Extent.PHRASE: _phrase}
"""How much of a sentence is found: text, its first and last place, and the place in it."""
