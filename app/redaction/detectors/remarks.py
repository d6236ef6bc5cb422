"""Blunt remarks: the whole sentence that holds a phrase of the policy."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from app.redaction.canonical import Canonical, fold
from app.redaction.hits import Hit, Rank
from app.redaction.policy import RemarkRule

_END = re.compile(r"[.!?]+(?=\s|$)|\n|\x02")
_RUN = re.compile(r"\s{2,}")
_SPACE = re.compile(r"\s+")
_REACH = 600


class _Spaced:
    """A text with every run of white space as one space, and the way back."""

    def __init__(self, source: str) -> None:
        self._starts: list[int] = []
        self._shifts: list[int] = []
        taken = 0
        for found in _RUN.finditer(source):
            taken += len(found.group()) - 1
            self._starts.append(found.end() - taken)
            self._shifts.append(taken)
        self.text = _SPACE.sub(" ", source)

    def place(self, offset: int) -> int:
        """The offset in the source."""
        index = bisect_right(self._starts, offset)
        return offset + (self._shifts[index - 1] if index else 0)


class RemarkFinder:
    """Finds sentences by the phrases in them. Safe to share: it is never changed."""

    def __init__(self, rules: Sequence[RemarkRule]) -> None:
        self._rules = [(rule, fold(phrase)) for rule in rules for phrase in rule.phrases]
        self._phrases = AhoCorasick([phrase for _, phrase in self._rules]) if rules else None

    def find(self, view: Canonical) -> Iterator[Hit]:
        """One hit for each sentence, by the first phrase in it."""
        if self._phrases is None:
            return
        done, spaced = 0, _Spaced(view.folded)
        for number, *found in self._phrases.find_matches_as_indexes(spaced.text):
            start, end = map(spaced.place, found)
            if start >= done and _is_word(view.folded, start, end):
                rule = self._rules[number][0]
                sentence = _sentence(view.text, start, end)
                done = sentence[1]
                yield Hit(*sentence, rule.entity, rule.name, Rank.REGION)


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not before.isalnum() and not after.isalpha()


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, looking no further than some lines each way."""
    floor = max(0, start - _REACH)
    for found in _END.finditer(text, floor, start):
        floor = found.end()
    found_end = _END.search(text, end, end + _REACH)
    ceiling = min(len(text), end + _REACH) if found_end is None else found_end.start()
    if found_end is not None and found_end.group()[0] in ".!?":
        ceiling = found_end.end()
    while floor < start and text[floor].isspace():
        floor += 1
    return floor, ceiling
