"""Stack traces and dumps: whole regions of lines, with their causes.

Frames and heads anchor a region; causes, echoed source and lines of a dump beside them belong to
it. Sentences for a reader end it, so that what stands in front of a cause on its line, between two
traces, or after the last frame stays.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.redaction.canonical import Canonical
from app.redaction.detectors.trace_causes import CAUSES
from app.redaction.detectors.trace_frames import FRAMES
from app.redaction.detectors.trace_lines import (
    goes_on,
    is_cause,
    is_row,
    is_said,
    is_technical,
    told,
)
from app.redaction.detectors.turns import reader_from, said_from
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import PatternSet

_GAP = 3
"""Blank or technical lines between two anchors of one trace."""

_ABOVE = 4
_REACH = 400
_SET = PatternSet((*FRAMES, *CAUSES))
_MARKS = re.compile(r"[ \t>|│]*")
_COMPLETE = frozenset(
    {
        "error-name",
        "error-short",
        "call",
        "call-abroad",
        "call-place",
        "webpack",
        "source-place",
    }
)
"""What needs no message behind it, so that only signs of one make more of the line its own."""

_MORE = (":", " (", " [", " -", "\\n", '"')
_TURN = re.compile(
    r"[,;]? (?:when|whenever|while|if|and|but|so|because|which|after|before|until|since)"
    r" (?:you|we|your|our|the|they|it|this|that|i|there|please|a|an)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"')\]]*(?=\s+[A-ZÀ-ÖØ-ÞŚŻА-Я]|\s*$)")
_ADDRESS = re.compile(
    r"[.!?)\]\"'][ \t]+(?=(?:(?:Please|We|You|Your|I|Our|Sorry|Thanks|This|That|It|The (?:fix|"
    r"customer|user|file|page|list|report|"
    r"team|export|"
    r"problem|issue|error)|Happens|Occurs|When|Whenever|If|There|Once|Only|As a|For now|"
    r"Until|To|In the|Then|After|Try|Use|A|Retry(?:ing)?|Workaround|Solution|Fix|Cause|Reason|"
    r"Answer|Result|So|"
    r"Therefore|Meanwhile|Users?|Customers?|They|He|She|Ask|Tell|Have|Let|Nothing|No|All|Now)|"
    r"(?:Choose|Select|Sign|Open|Click|Press|Set|Save|Send|Reload|Refresh|Restart|Install|Update|Enter|Add|Turn|Switch|"
    r"Log (?:in|out)|Clear|Upload|Download|Delete|Split|Give|Leave|Type|Book|Create|Pick|Rename) "
    r"(?:a|an|the|your|it|in|on|off|out|up|one|all|only|every|each|at|to|into|for|again|weekly|"
    r"daily|monthly))\b)"
)
_ARTICLE = re.compile(r"(?:^|[\s>(])(?:[Aa]n?|[Tt]he|[Yy]our) [\"'`]?$")
_MEANT = re.compile(
    r"[\"'`]?(?: (?:in|from|of|on) your [\w ]{2,24})?(?: (?:for|with|on) [\w=.-]{1,24})?"
    r" (?:means?|is (?:correct|expected|normal|harmless|fine|right)|tells (?:you|us)|says that)\b"
)
"""Around the name of an error that a reader is told about."""

_PLACE = re.compile(
    r" (?:at|in|from|on) (?:[\w$]+[.#:]+)+[\w$]+(?:\(\))?| (?:at|in) [A-Z][a-z]+[A-Z]\w*|\(\)"
)

_STRING_END = re.compile(r"(?:[^\"\\]|\\.)*\"(?:\s*,\s*\"[^\n]*\}|(?:[ \t]*[}\]]+)?)")
_ALL = 1 << 40
"""More than any line has."""


@dataclass(slots=True)
class _Anchor:
    """What was found on one line: from where to where, whether it may stand alone, what the last of
    it is, and whether that is the place of a call."""

    start: int
    end: int
    strong: bool
    name: str
    framed: bool


def find_traces(view: Canonical) -> Iterator[Hit]:
    """Each trace or dump as one region. Every line is looked at a fixed number of times."""
    anchors = _anchors(view)
    if not anchors:
        return
    lines = _Lines(view)
    done = -1
    for run in _runs(sorted(anchors), lines):
        first, last = run[0], run[-1]
        if last <= done or not any(anchors[line].strong for line in run):
            continue
        if first == last and lines.explains(first, anchors[first]):
            continue
        top, bottom = lines.above(first, done), lines.below(last, wordy=not anchors[last].framed)
        start = lines.begin(first, anchors[first].start) if top == first else lines.start(top)
        end = lines.finish(last, anchors[last]) if bottom == last else lines.tail(bottom)
        done = bottom
        yield Hit(start, max(end, start + 1), "stack_trace", "stack-trace", Rank.REGION)


def _anchors(view: Canonical) -> dict[int, _Anchor]:
    anchors: dict[int, _Anchor] = {}
    for hit in _SET.find(view):
        strong = hit.entity != "cause"
        line = bisect_right(view.line_starts, hit.start) - 1
        known = anchors.get(line)
        if known is None:
            anchors[line] = _Anchor(hit.start, hit.end, strong, hit.detector, hit.entity == "frame")
            continue
        known.start, known.strong = min(known.start, hit.start), known.strong or strong
        if hit.end > known.end:
            known.end, known.name, known.framed = hit.end, hit.detector, hit.entity == "frame"
    return anchors


def _runs(numbers: list[int], lines: "_Lines") -> Iterator[list[int]]:
    """Anchored lines that only blank and technical lines part."""
    run: list[int] = []
    for number in numbers:
        if run and not lines.joins(run[-1], number):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


class _Lines:
    """The lines of a view, and what is said on them."""

    def __init__(self, view: Canonical) -> None:
        self._text = view.text
        self._starts = view.line_starts

    def start(self, number: int) -> int:
        start = self._starts[number]
        found = _MARKS.match(self._text, start, self.end(number))
        return found.end() if found is not None else start

    def end(self, number: int) -> int:
        after = number + 1
        return self._starts[after] - 1 if after < len(self._starts) else len(self._text)

    def line(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : min(self.end(number), start + _REACH)]

    def joins(self, first: int, second: int) -> bool:
        """Whether nothing that a reader is told stands between two anchored lines."""
        if second - first > _GAP + 1 or is_row(self.line(first)) or is_row(self.line(second)):
            return False
        if is_said(self.line(second)):
            return False
        between = [*map(self.line, range(first, second))]
        return all(
            "\x02" not in line and (not line.strip() or goes_on(line, above))
            for above, line in pairwise(between)
        )

    def above(self, first: int, done: int) -> int:
        """The first of the technical lines that lead to the region."""
        number = first
        while number - 1 > done and first - number < _ABOVE:
            line = self.line(number - 1)
            if is_row(line) or is_row(self.line(first)):
                break
            if not line.strip() and number - 1 > done + 1 and is_cause(self.line(number - 2)):
                number -= 2
            elif line.strip() and is_technical(line):
                number -= 1
            else:
                break
        return number

    def below(self, last: int, *, wordy: bool) -> int:
        """The last of the lines that go on with the region; a blank one only before more code.

        Plain words go on with what is `wordy`, such as a message, and not with a call's place.
        """
        number = last
        while number + 1 < len(self._starts):
            line = self.line(number + 1)
            wordy = wordy or number > last
            if is_row(line) or is_row(self.line(last)):
                break
            if line.strip() and goes_on(line, self.line(number), wordy=wordy):
                number += 1
            elif (
                not line.strip()
                and number + 2 < len(self._starts)
                and is_technical(self.line(number + 2))
            ):
                number += 2
            else:
                break
        return number

    def explains(self, number: int, anchor: _Anchor) -> bool:
        """Whether a sentence tells the reader what an error of theirs means."""
        line, shift = self.line(number), self._starts[number]
        start, end = anchor.start - shift, anchor.end - shift
        return bool(_MEANT.match(line, end)) and bool(_ARTICLE.search(line[:start]))

    def begin(self, number: int, start: int) -> int:
        """The line's start, or where its technical part begins behind a sentence."""
        begin = self._opens(number, start)
        return min(start, begin + told(self._text[begin:start]))

    def _opens(self, number: int, at: int) -> int:
        """Where the line starts, or in a table the cell that holds `at`."""
        start = self.start(number)
        if not is_row(self.line(number)):
            return start
        return max(start, self._text.rfind("\t", start, at) + 1)

    def finish(self, number: int, anchor: _Anchor) -> int:
        """Where the technical part of a region's last line ends."""
        end = self.end(number)
        if is_row(self.line(number)):
            cell = self._text.find("\t", anchor.end, end)
            end = cell if cell >= 0 else end
        rest = self._text[anchor.end : min(end, anchor.end + _REACH)]
        if self.begin(number, anchor.start) > self._opens(number, anchor.start):
            said = anchor.name not in _COMPLETE or rest.startswith(_MORE)
            opened = self._text[anchor.start - 1 : anchor.start]
            return min(end, anchor.end + (_message(opened, rest) if said else _place(rest)))
        closed = self._closed(number, anchor)
        if closed is not None:
            return closed
        return min(end, anchor.end + _told_from(rest, framed=anchor.framed))

    def tail(self, number: int) -> int:
        """Where the last line of a region ends that has no anchor of its own, such as a cause's."""
        start, end = self._starts[number], self.end(number)
        line = self.line(number)
        closed, turned = line.find('\\n"'), reader_from(line)
        ends = [at for at in (closed + 3 if closed >= 0 else -1, turned) if at > 0]
        return min(end, start + min(ends, default=_ALL))

    def _closed(self, number: int, anchor: _Anchor) -> int | None:
        """Where a string ends that holds a trace with its line breaks escaped."""
        start, end = self.start(number), min(self.end(number), anchor.end + _REACH)
        front = self._text[max(start, anchor.start - _REACH) : anchor.start]
        if (front.count('"') - front.count('\\"')) % 2 == 0:
            return None
        found = _STRING_END.match(self._text, anchor.end, end)
        escaped = self._text.find("\\n", anchor.start, end)
        return found.end() if found is not None and 0 <= escaped < found.end() else None


def _told_from(rest: str, *, framed: bool) -> int:
    """How much of what follows the last anchor is not yet said to a reader."""
    found = _ADDRESS.search(rest)
    told_at = said_from(rest) if framed else reader_from(rest)
    ends = [at for at in (-1 if found is None else found.start() + 1, told_at) if at >= 0]
    return min(ends, default=_ALL)


def _place(rest: str) -> int:
    found = _PLACE.match(rest)
    return 0 if found is None else found.end()


def _message(opened: str, rest: str) -> int:
    """How much of the text after an inline cause is still its message."""
    ends = [
        found.start() for found in (_TURN.search(rest), _STOP.search(rest)) if found is not None
    ]
    turned = reader_from(rest)
    if turned >= 0:
        ends.append(turned)
    closing = {"(": ")", '"': '"', "'": "'", "`": "`", "[": "]", "“": "”"}.get(opened)
    if closing is not None:
        ends.append(_closed(rest, opened, closing))
    return min(ends, default=len(rest))


def _closed(rest: str, opened: str, closing: str) -> int:
    """Where what was opened in front of the message is closed."""
    if opened == closing:
        at = rest.rfind(closing)
        return at if at >= 0 else len(rest)
    depth = 0
    for index, character in enumerate(rest):
        depth += (character == opened) - (character == closing)
        if depth < 0:
            return index
    return len(rest)
