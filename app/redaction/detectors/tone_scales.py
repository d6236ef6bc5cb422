"""What the words of a sentence weigh, by the points that a rule gives them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat

from app.redaction.canonical import fold
from app.redaction.policy import ToneRule

_UNSPACED = r"\u3041-\u30ff\u3400-\u9fff\uac00-\ud7ff"
"""Kana, Han and Hangul: words stand side by side there, or carry their grammar with them."""
_LETTER = r"[a-z\u00c0-\u1fff\u2c00-\u2dff]"
"""Written out, for classes such as `\\w` are slow to ask; a folded text has no capitals."""
_WORD = re.compile(rf"{_LETTER}+(?:'{_LETTER}+)*")
_PIECE = re.compile(rf"(?=([{_UNSPACED}])([{_UNSPACED}]?))")
_LONGEST_PIECE = 2
_BEGINNING = 4
"""Letters of a longer word that count as its beginning, written `word…`."""


def read_words(folded: str) -> set[str]:
    """All of a folded text that may have points: its words, their beginnings, and each pair of
    words that stands side by side; of Chinese, Japanese and Korean each letter, and each two side
    by side."""
    words = _WORD.findall(folded)
    begun = {word[:_BEGINNING] for word in words if len(word) > _BEGINNING}
    beginnings = [f"{word}…" for word in begun if word.isalpha()]
    return {*words, *beginnings, *map(" ".join, pairwise(words)), *_read_pieces(folded)}


def _read_pieces(folded: str) -> Iterator[str]:
    for first, second in _PIECE.findall(folded):
        yield first
        yield first + second


def is_readable(word: str) -> bool:
    """Whether a text can hold what a rule gives points to: a word, two, or a word's beginning; or
    one or two letters of a script that parts no words."""
    begun = word.removesuffix("…")
    folded = fold(begun)
    found = _WORD.findall(folded)
    if " ".join(found) != folded:
        pieces = set(_read_pieces(folded))
        return begun == word and len(folded) <= _LONGEST_PIECE and folded in pieces
    return len(found) in (1, 2) if begun == word else len(begun) == _BEGINNING == len(found[0])


class Scale:
    """The points of one rule, parted so that few strings are made to look them up."""

    def __init__(self, rule: ToneRule) -> None:
        self._words, self._begun = dict[str, int](), dict[str, int]()
        self._pairs: dict[str, dict[str, int]] = {}
        for weight in rule.weights:
            for word in map(str.strip, fold(weight.words).split(",")):
                self._add(word, weight.points)

    def _add(self, word: str, points: int) -> None:
        first, _, second = word.partition(" ")
        if second:
            self._pairs.setdefault(first, {})[second] = points
        elif word.endswith("…"):
            self._begun[word[:-1]] = points
        else:
            self._words[word] = points

    def weigh(self, folded: str) -> int:
        """The sum for a folded sentence."""
        return self.gauge(folded)[0]

    def gauge(self, folded: str) -> tuple[int, int]:
        """The sum for a folded sentence, and the most that any part of it can weigh."""
        words = _WORD.findall(folded)
        seen = set(words)
        if not folded.isascii():
            seen.update(_read_pieces(folded))
        begun = {word[:_BEGINNING] for word in seen if len(word) > _BEGINNING}
        points = [*map(self._words.get, seen, repeat(0)), *map(self._begun.get, begun, repeat(0))]
        points += self._weigh_pairs(words)
        return sum(points), sum(point for point in points if point > 0)

    def _weigh_pairs(self, words: Sequence[str]) -> Iterable[int]:
        found = {
            (first, second): seconds[second]
            for first, second in pairwise(words)
            if (seconds := self._pairs.get(first)) is not None and second in seconds
        }
        return found.values()
