"""The second look: at what the first look's edits changed, and at its neighbourhood.

A line that stands in the new text as it stood in the old one was looked at then, with all that is
known now but for what the text itself has taught since; that is looked for everywhere.
"""

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from app.redaction.canonical import BOUNDARY, Canonical
from app.redaction.context import squeeze
from app.redaction.hits import Hit
from app.redaction.joined import Edit, Joined, Span
from app.redaction.pseudonyms import Pseudonym
from app.redaction.readings import may_decode

_NEAR = 3
"""Lines around a changed one that are read again with it: as far as cues and regions reach."""

_LONG = 200
"""So many characters of them are enough, but one whole line is read in any case."""

_MANY = 64
"""Above so many entries one dictionary of all is cheaper than to look for each beforehand."""


def windows(before: Joined, after: Joined, edits: Sequence[Edit]) -> list[Span]:
    """Passages of the new text, whole lines, in order and apart, that must be looked at again.

    A line that was to be changed and stands there all the same is one of them.
    """
    seen = _untouched(before, edits)
    lines = after.text.split("\n")
    starts = _starts(lines)
    changed = [number for number, line in enumerate(lines) if line not in seen]
    return [Span(starts[first], starts[last + 1] - 1) for first, last in _grown(changed, starts)]


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _untouched(joined: Joined, edits: Sequence[Edit]) -> set[str]:
    """The lines that no edit touches and that are like none that one touches."""
    lines = joined.text.split("\n")
    starts = _starts(lines)
    touched = set[int]()
    for edit in edits:
        touched.update(range(bisect_right(starts, edit.start) - 1, bisect_left(starts, edit.end)))
    return set(lines) - {lines[number] for number in touched}


def _grown(changed: Sequence[int], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of changed lines with their neighbours; what touches is one run."""
    run: tuple[int, int] | None = None
    for number in changed:
        first, last = _first_near(number, starts), _last_near(number, starts)
        if run is not None and first <= run[1] + 1:
            run = (run[0], last)
            continue
        if run is not None:
            yield run
        run = (first, last)
    if run is not None:
        yield run


def _first_near(number: int, starts: Sequence[int]) -> int:
    far = bisect_left(starts, starts[number] - _LONG)
    return max(0, number - _NEAR, min(far, number - 1))


def _last_near(number: int, starts: Sequence[int]) -> int:
    far = bisect_right(starts, starts[number + 1] + _LONG) - 2
    return min(len(starts) - 2, number + _NEAR, max(far, number + 1))


def excerpt(joined: Joined, spans: Sequence[Span]) -> Joined:
    """The passages alone, parted by what no finder reaches over. Mentions are texts by now."""
    text = BOUNDARY.join(joined.text[start:end] for start, end in spans)
    return Joined(text, (), len(text), (), ())


def move_back(hits: Sequence[Hit], spans: Sequence[Span]) -> Iterator[Hit]:
    """Finds in an excerpt, in order, as finds in the text from which it was taken."""
    place, number = 0, 0
    for hit in hits:
        while hit.start >= place + (spans[number].end - spans[number].start) + len(BOUNDARY):
            place += spans[number].end - spans[number].start + len(BOUNDARY)
            number += 1
        shift = spans[number].start - place
        yield hit._replace(start=hit.start + shift, end=hit.end + shift)


def standing(
    entries: Sequence[tuple[Pseudonym, Sequence[bytes]]], view: Canonical
) -> list[Pseudonym]:
    """Those that the text may still name, in any reading of it; each is given with its keys.

    All of them where there are many: to look for each alone would cost their number times the text.
    """
    if len(entries) > _MANY or view.reversals or not view.text.isascii() or may_decode(view):
        return [entry for entry, _ in entries]
    squeezed = squeeze(view.lowered)
    return [entry for entry, keys in entries if _may_stand(keys, squeezed)]


def _may_stand(keys: Sequence[bytes], squeezed: bytes) -> bool:
    return not keys or any(key in squeezed for key in keys)


def leaves_words_whole(text: str, edits: Iterable[Edit]) -> bool:
    """Whether no edit begins or ends within a word, a token or a row of figures."""
    return not any(_parts(text, edit.start) or _parts(text, edit.end) for edit in edits)


def _parts(text: str, at: int) -> bool:
    left, right = text[at - 1 : at], text[at : at + 1]
    if not (left + right).isascii() or (left in _OF_TOKEN and right in _OF_TOKEN):
        return True
    if left not in _BETWEEN_FIGURES or _FIGURE.match(text, at) is None:
        return False
    return _FIGURE_BEFORE.search(text[max(0, at - _LONGEST_FIGURE) : at]) is not None


_OF_TOKEN = frozenset(string.ascii_letters + string.digits + "_+/-")
_BETWEEN_FIGURES = frozenset(" ,;:")
_FIGURE = re.compile(r"(?:0x)?(?:[0-9A-Fa-f]{2,3}|[01]{8})\b")
_FIGURE_BEFORE = re.compile(r"\b(?:0x)?(?:[0-9A-Fa-f]{2,3}|[01]{8})[ ,;:-]{1,2}$")
_LONGEST_FIGURE = 12
"""A figure of a row that may be text, with what stands between two."""
