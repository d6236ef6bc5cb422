"""Secrets that a line's end breaks in two, and secrets behind which a line merely ends.

A text is also read with its long words put together over a line's end. There the word that begins
the next line would become a part of the secret; it is one only if it has no meaning to read.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.redaction.detectors.secret_shapes import is_random
from app.redaction.patterns import Candidate, Check, Pattern

_FEWEST = 8


def over_lines(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The patterns, whose finds over a line's end are looked at once more."""
    return tuple(replace(pattern, check=_continued(pattern.check)) for pattern in patterns)


def _continued(check: Check | None) -> Check:
    def find(candidate: Candidate) -> Candidate | None:
        found = check(candidate) if check is not None else candidate
        return None if found is None or _runs_into_words(found) else found

    return find


def _runs_into_words(found: Candidate) -> bool:
    """Whether the line goes on, in the source, with something else than the secret."""
    view = found.view
    if view.starts is None or "\n" in found.text:
        return False
    source = view.source[view.starts[found.start] : view.starts[found.end - 1] + 1]
    head, line_end, tail = source.rpartition("\n")
    return bool(line_end and head.strip()) and not is_random(tail.strip(" \t>|"), _FEWEST)
