"""Phrases with alternatives, found without being written out: one may stand for many thousands."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from app.redaction.canonical import fold

_TOLD = 12
"""Characters by which most phrases are told; an automaton of whole ones takes far more memory."""

_OPEN = "…"
"""Ends a word whose rest may be anything."""

_UNSPACED = "\u2e80"
"""Scripts behind this sign put no spaces between words."""

CHOICE = re.compile(r"\(([^()]*)\)")
"""One choice of a phrase: `(a|b|)`."""


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a phrase with alternatives stands for, with single spaces."""
    for chosen in product(*_choices(phrase)):
        yield " ".join("".join(chosen).split())


def _choices(phrase: str) -> list[list[str]]:
    parts = CHOICE.split(phrase)
    return [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]


class _Piece(NamedTuple):
    """One alternative: its words with single spaces, and whether there is a space around them."""

    before: bool
    words: str
    is_open: bool
    behind: bool

    def after(self, parted: bool, begun: bool) -> str:
        """What must follow: the words, parted by one space from what stands in front."""
        return f" {self.words}" if begun and (parted or self.before) else self.words


def _piece(text: str) -> _Piece:
    words = " ".join(fold(text).split())
    is_open = words.endswith(_OPEN)
    return _Piece(text[:1].isspace(), words.removesuffix(_OPEN), is_open, text[-1:].isspace())


class _Forms:
    """What one phrase stands for: `(a|b|)` is a, b or nothing, `a…` a word that begins with a."""

    def __init__(self, phrase: str) -> None:
        self._parts = [tuple(map(_piece, options)) for options in _choices(phrase)]

    def beginnings(self) -> set[str]:
        """The first characters of every form, or the whole of a short one."""
        told = set[str]()
        growing: set[tuple[str, bool | None]] = {("", False)}
        for options in self._parts:
            grown = {_grow(text, parted, piece) for text, parted in growing for piece in options}
            told.update(text[:_TOLD] for text, parted in grown if _is_told(text, parted))
            growing = {(text, parted) for text, parted in grown if not _is_told(text, parted)}
        return told | {text for text, _ in growing if text}

    def ends(self, text: str, start: int) -> set[int]:
        """Where the forms end that stand in the text from `start` on."""
        places = {(start, False)}
        for options in self._parts:
            stepped = (_step(text, start, place, piece) for place in places for piece in options)
            places = {place for place in stepped if place is not None}
        return {end for end, _ in places}


def _grow(text: str, parted: bool | None, piece: _Piece) -> tuple[str, bool | None]:
    if not piece.words:
        return text, parted or piece.before
    return text + piece.after(bool(parted), bool(text)), None if piece.is_open else piece.behind


def _is_told(text: str, parted: bool | None) -> bool:
    """Whether so much of a form is enough: what follows an open word is not known."""
    return len(text) >= _TOLD or parted is None


def _step(text: str, start: int, place: tuple[int, bool], piece: _Piece) -> tuple[int, bool] | None:
    at, parted = place
    if not piece.words:
        return at, parted or piece.before
    wanted = piece.after(parted, at > start)
    if not text.startswith(wanted, at):
        return None
    end = at + len(wanted)
    return _word_end(text, end) if piece.is_open else end, piece.behind


class PhraseBook:
    """Many phrases, looked for at once as whole words. Safe to share: it is never changed."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._forms = [_Forms(phrase) for phrase in phrases]
        begun: dict[str, list[int]] = {}
        for number, forms in enumerate(self._forms):
            for beginning in forms.beginnings():
                begun.setdefault(beginning, []).append(number)
        self._begun = list(begun.values())
        self._beginnings = AhoCorasick(list(begun), implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Where a form ends and starts in a folded text of single spaces, and its phrase's number;
        in this order."""
        found = self._beginnings.find_matches_as_indexes(text, overlapping=True)
        asked = {
            (start, number)
            for told, start, _ in found
            if _is_begun(text, start)
            for number in self._begun[told]
        }
        return sorted(
            (end, start, number)
            for start, number in asked
            for end in self._forms[number].ends(text, start)
            if _is_ended(text, end)
        )


def _is_begun(text: str, start: int) -> bool:
    first = text[start : start + 1]
    return first > _UNSPACED or not (first.isalnum() and text[start - 1 : start].isalnum())


def _is_ended(text: str, end: int) -> bool:
    last = text[end - 1 : end]
    return last > _UNSPACED or not (last.isalnum() and text[end : end + 1].isalnum())


def _word_end(text: str, end: int) -> int:
    while text[end : end + 1].isalnum():
        end += 1
    return end
