"""The second look: at what the first look's edits changed, and at its neighbourhood.

A line that stands in the new text as it stood in the old one was looked at then, with all that is
known now but for what the text itself has taught since; that is looked for everywhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from app.redaction.canonical import BOUNDARY, Canonical
from app.redaction.hits import Hit
from app.redaction.joined import Edit, Joined, Span
from app.redaction.pseudonyms import Pseudonym

_NEAR = 3
"""Lines around a changed one that are read again with it: as far as cues and regions reach."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d(?:[ ()./-]{0,3}\d){5}")
_KEY = 3


def windows(before: Joined, after: Joined, edits: Sequence[Edit]) -> list[Span]:
    """Passages of the new text, whole lines, in order and apart, that must be looked at again.

    A line that was to be changed and stands there all the same is one of them.
    """
    seen = _untouched(before, edits)
    lines = after.text.split("\n")
    starts = _starts(lines)
    changed = [number for number, line in enumerate(lines) if line not in seen]
    return [
        Span(starts[first], starts[last + 1] - 1) for first, last in _grown(changed, len(lines))
    ]


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


def _grown(changed: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Runs of changed lines with their neighbours; what touches is one run."""
    run: tuple[int, int] | None = None
    for number in changed:
        first, last = max(0, number - _NEAR), min(count - 1, number + _NEAR)
        if run is not None and first <= run[1] + 1:
            run = (run[0], last)
            continue
        if run is not None:
            yield run
        run = (first, last)
    if run is not None:
        yield run


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


def worth_looking_for(entries: Iterable[Pseudonym], view: Canonical) -> bool:
    """Whether the text may still hold any of them: every form of a name that a dictionary knows
    has the first letters of one of its words."""
    if not view.text.isascii():
        return True
    numbers = _NUMBER.search(view.text) is not None
    return any(_may_stand(entry, view.folded, numbers=numbers) for entry in entries)


def _may_stand(entry: Pseudonym, folded: str, *, numbers: bool) -> bool:
    words = _WORD.findall(entry.original.lower())
    if not words or not entry.original.isascii():
        return numbers or not entry.original.isascii() or entry.original.lower() in folded
    return any(word[:_KEY] in folded for word in words)


def may_be_hidden(entries: Iterable[Pseudonym], view: Canonical) -> bool:
    """Whether a word of any of them stands in the text when all but letters and digits is left
    out, or an escape could hide it: only then can another reading show it."""
    if view.reversals or "=" in view.text or "\\" in view.text or not view.text.isascii():
        return True
    squeezed = view.lowered.translate(None, _SIGNS)
    return any(
        not entry.original.isascii() or any(word in squeezed for word in _words_of(entry))
        for entry in entries
    )


_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


def _words_of(entry: Pseudonym) -> list[bytes]:
    """The words and numbers of an entity that are long enough to tell it."""
    return [word.lower().encode() for word in re.findall(r"[^\W_]{3,}", entry.original)]
