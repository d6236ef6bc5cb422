"""Lines that mark a note as internal, and lines that end one, in many languages.

A mark is told by all of its words: one says `internal`, `not to be sent` or `for us only`, and the
others are words that stand in such marks. A sentence of an internal error has words that do not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.redaction.canonical import fold
from app.redaction.detectors.mark_words import ABOUT, BARRED, ENDS, GLUED, INSIDE, NOTES, UNSPACED
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

MARK = "internal-mark"
"""The detector's name on marks, whose notes `app.redaction.noted_blocks` measures."""

_LONGEST = 80
"""No mark is longer."""

_OPENED, _CLOSED = r"[\[({<【〔「『《]", r"[\])}>】〕」』》]"
_HEAD = re.compile(
    rf"(?P<signs>[^\w\n]{{0,12}})(?:(?<={_OPENED})"
    rf"(?P<in>[^\])}}>】〕」』》\n]{{1,60}}?)(?P<close>{_CLOSED}[^\w\n]{{0,8}})|"
    r"(?P<out>[^\n\t:]{1,70}?)"
    r"(?P<stop>[ \t]*:[^\w\n\t]{0,6}|[ ][-/][ ]|\t|[^\w\n\t()]{0,12}(?=\n|$)))"
)
_SIGNED = re.compile(r"[-=#~<(\[{*_/【〔「『《]")


class Mark(NamedTuple):
    """A mark from `start` to `end`, where what it marks begins.

    `alone` is one that has its line to itself; `sure` one that signs or further words make more
    than a word of a list or a field.
    """

    start: int
    end: int
    alone: bool
    sure: bool
    words: str


def read_mark(text: str, place: int) -> Mark | None:
    """The mark that begins the line (or cell) of a folded text at whose word `place` is."""
    floor = max(0, place - _LONGEST)
    start = max(text.rfind("\n", floor, place), text.rfind("\t", floor, place)) + 1
    if start == 0 and floor > 0:
        return None
    found = _HEAD.match(text, start, start + 2 * _LONGEST)
    if found is None or found.end() <= place:
        return None
    said = (found["in"] or found["out"]).strip()
    if not _is_mark(said):
        return None
    behind = text[found.end() : found.end() + 1]
    alone = behind in ("", "\n", "\x02")
    signed = _SIGNED.search(found["signs"]) is not None and found["signs"].strip(" >") != "-"
    barred = BARRED.search(said) is not None
    told = not alone and NOTES.search(said) is not None
    sure = signed or barred or told or (alone and ":" in (found["stop"] or ""))
    return Mark(found.start(), found.end(), alone, sure, said)


def _is_mark(said: str) -> bool:
    """Whether the words tell a mark, and nothing else."""
    if INSIDE.search(said) is None and BARRED.search(said) is None:
        return False
    return not _left_over(said) or (KEPT.search(said) is not None and len(said.split()) < 9)


KEPT = re.compile(
    r"(?:keep (?:this |it |that )?internal|for internal (?:use|eyes)|internal only|"
    r"do not (?:send|forward)|don't (?:send|forward)|not for (?:the )?(?:customer|client)s?)$"
)
"""May stand behind words of any kind at the end of a mark: `Steps on our side, keep internal:`."""


def _left_over(said: str) -> bool:
    """Whether words are left that do not stand in marks."""
    said = BARRED.sub(" ", said)
    said = UNSPACED.sub(" ", said)
    said = INSIDE.sub(" ", said)
    return any(map(str.isalnum, ABOUT.sub(" ", NOTES.sub(" ", said))))


class End(NamedTuple):
    """A line that ends a note. `told` is one whose words or signs say so."""

    start: int
    end: int
    told: bool


_LINE = re.compile(r"[^\n\x02]{0,60}")


def find_ends(text: str) -> Iterator[End]:
    """The lines of a folded text that end a note, in order."""
    done = -1
    for found in ENDS.finditer(text):
        start = text.rfind("\n", max(0, found.start() - 60), found.start()) + 1
        if start <= done or (start == 0 and found.start() > 60):
            continue
        line = _LINE.match(text, start)
        end = line.end() if line is not None else start
        if text[end : end + 1] in ("", "\n", "\x02") and found.end() <= end:
            said = text[start:end].strip()
            if not _left_over(ENDS.sub(" ", said)):
                done = start
                words = INSIDE.search(said) is not None or NOTES.search(said) is not None
                yield End(start, end, words or _SIGNED.match(said) is not None)


def _mark(candidate: Candidate) -> Candidate | None:
    found = read_mark(candidate.view.folded, candidate.start)
    if found is None:
        return None
    return candidate._replace(start=found.start, end=max(found.end, found.start + 1))


def _gates(stems: tuple[str, ...]) -> tuple[str, ...]:
    """What of each stem stands in a text of which only the ASCII letters are in lower case."""
    found = set[str]()
    for stem in stems:
        rest = stem if stem[0].isascii() else stem[1:]
        upper = "".join(sign.lower() if sign.isascii() else sign for sign in rest.upper())
        found |= {rest, upper, rest[0] + fold(rest[1:]) if rest.isascii() else rest}
    return tuple(sorted(found))


PATTERNS = (
    Pattern(
        "remark",
        MARK,
        "|".join(map(re.escape, GLUED)),
        _gates(GLUED),
        Rank.REGION,
        ignore_case=True,
        check=_mark,
    ),
)
