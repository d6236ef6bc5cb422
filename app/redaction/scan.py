"""Finds in a joined text: what is to be acted on, in the offsets of the source."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from app.model import Action
from app.redaction.canonical import (
    BOUNDARY,
    OVERRIDE,
    OVERRIDE_END,
    Canonical,
    canonicalise,
    neutralise,
)
from app.redaction.compiled import Compiled
from app.redaction.context import keys_of, know_table
from app.redaction.detectors.encoded import find_disguised
from app.redaction.detectors.phone import is_whole_above
from app.redaction.dictionary import Dictionaries, Dictionary
from app.redaction.hits import HOUSE_TERMS, Hit, Rank, resolve
from app.redaction.joined import Joined, Span
from app.redaction.kinds import SECRETS, SHIELDS
from app.redaction.link_labels import with_labels
from app.redaction.marked_code import end_with_marks
from app.redaction.noted_blocks import with_whole_notes
from app.redaction.passages import Reading
from app.redaction.patterns import Look
from app.redaction.pseudonyms import STRANGERS, Pseudonym
from app.redaction.readings import readings
from app.redaction.recogniser import Recogniser
from app.redaction.rescan import standing


def scan(
    joined: Joined,
    compiled: Compiled,
    dictionary: Dictionaries,
    recognisers: Sequence[Recogniser] = (),
    look: Look | None = None,
) -> list[Hit]:
    """What must not stay as it is, in order and apart. `look` is told what the text has shown."""
    view = canonicalise(joined.text)
    finder = _Everything(compiled, dictionary, look if look is not None else Look())
    found = with_whole_notes(_found(view, compiled, finder, _NESTED), view, joined)
    if joined.mentions:
        found.extend(_mentioned(joined, view))
    for recogniser in recognisers:
        found.extend(_recognised(recogniser, view))
    return with_labels(end_with_marks(_decide(found, view, compiled), joined), joined)


def scan_learnt(
    joined: Joined, compiled: Compiled, learnt: Sequence[Pseudonym], look: Look
) -> list[Hit]:
    """What a text still holds of what it has taught itself, in order and apart."""
    view = canonicalise(joined.text)
    finder = _Learnt(compiled, learnt, look)
    return _decide(_found(view, compiled, finder, _NESTED), view, compiled)


class _Finder(Protocol):
    """What is looked for in a text and in all its readings."""

    @property
    def look(self) -> Look:
        """What the text has shown so far."""
        ...

    def unmasks(self) -> bool:
        """Whether a token of the text may be text in disguise."""
        ...

    def changed_only(self) -> bool:
        """Whether all but what was changed has been looked at before."""
        ...

    def reads_on(self, view: Canonical) -> bool:
        """Whether another reading of the text may show anything."""
        ...

    def find(self, view: Canonical) -> Iterable[Hit]:
        """Everything."""
        ...

    def find_sure(self, view: Canonical) -> Iterable[Hit]:
        """What is no chance: known, or told by more than its shape and a word near it."""
        ...

    def find_known(self, view: Canonical) -> Iterable[Hit]:
        """What the pair's context knows."""
        ...


@dataclass(frozen=True, slots=True)
class _Everything:
    compiled: Compiled
    dictionary: Dictionaries
    look: Look

    def unmasks(self) -> bool:
        return not self.look.again or self.look.disguised

    def changed_only(self) -> bool:
        return self.look.again

    def reads_on(self, view: Canonical) -> bool:
        return True

    def find(self, view: Canonical) -> Iterable[Hit]:
        return self.compiled.find(view, self.dictionary, self.look)

    def find_sure(self, view: Canonical) -> Iterable[Hit]:
        return self.compiled.find_sure(view, self.dictionary, self.look)

    def find_known(self, view: Canonical) -> Iterable[Hit]:
        return self.dictionary.find(view)


class _Learnt:
    """What the text has taught itself; the dictionary is made when a text may hold any of it."""

    def __init__(self, compiled: Compiled, learnt: Sequence[Pseudonym], look: Look) -> None:
        self.look = look
        self._compiled = compiled
        self._learnt = [(entry, keys_of(entry)) for entry in learnt]
        self._known: tuple[frozenset[str], Dictionary] | None = None

    def unmasks(self) -> bool:
        return self.look.disguised

    def changed_only(self) -> bool:
        return False

    def reads_on(self, view: Canonical) -> bool:
        return bool(standing(self._learnt, view))

    def find(self, view: Canonical) -> Iterable[Hit]:
        entries = standing(self._learnt, view)
        return self._dictionary(entries).find(view) if entries else ()

    find_sure = find_known = find

    def _dictionary(self, entries: Sequence[Pseudonym]) -> Dictionary:
        """Of these at least."""
        wanted = frozenset(entry.placeholder for entry in entries)
        if self._known is None or not wanted <= self._known[0]:
            known = know_table(tuple(entries), self._compiled.audience, self._compiled.lexicon)
            self._known = wanted, Dictionary(known, Rank.HOUSE)
        return self._known[1]


def _decide(found: list[Hit], view: Canonical, compiled: Compiled) -> list[Hit]:
    return resolve(_in_source(hit, view) for hit in _private(found, view, compiled))


def _private(found: list[Hit], view: Canonical, compiled: Compiled) -> list[Hit]:
    """Those that are to be acted on, in the offsets of the view."""
    if not found:
        return []
    private, allowed = list[Hit](), list[Hit]()
    for hit in found:
        (allowed if compiled.action(hit.entity) is Action.ALLOW else private).append(hit)
    private = _unshielded(_in_one_name(private, view), allowed)
    return _outside_placeholders(private, view, compiled)


_NESTED = 4
"""How often a text in disguise may hold another one."""


def _found(view: Canonical, compiled: Compiled, finder: _Finder, nested: int) -> list[Hit]:
    """What the view shows, what its other readings show, and what stands in it in disguise."""
    found = list(finder.find(view))
    if finder.reads_on(view):
        others = list(readings(view, changed_only=finder.changed_only()))
        found.extend(_reread(view, [one for one in others if one.known_only], finder.find_known))
        sure = [one for one in others if one.least >= Rank.HOUSE and not one.known_only]
        found.extend(_reread(view, sure, finder.find_sure))
        rest = [one for one in others if one.least < Rank.HOUSE]
        found.extend(_reread(view, rest, finder.find))
    if nested and finder.unmasks():
        found.extend(_undisguised(view, compiled, finder, nested - 1))
    return found


def _reread(
    source: Canonical, group: Sequence[Reading], find: Callable[[Canonical], Iterable[Hit]]
) -> Iterator[Hit]:
    """What is found in the readings, which are looked at in one go."""
    if not group:
        return
    texts = [reading.text for reading in group]
    starts = list(accumulate((len(text) + len(BOUNDARY) for text in texts), initial=0))
    together = BOUNDARY.join(texts)
    view = Canonical(together, together)
    for hit in find(view):
        number = bisect_right(starts, hit.start) - 1
        reading, shift = group[number], starts[number]
        start, end = hit.start - shift, hit.end - shift
        if hit.rank >= reading.least and reading.concerns(start, end):
            start, end = reading.place(start, end)
            if not _is_misread(hit, source, start, end):
                yield _as_read(hit, view, start, end)


def _is_misread(hit: Hit, source: Canonical, start: int, end: int) -> bool:
    """Whether only the reading made one of it: a log's line, or a phone and the next line."""
    if hit.entity == "log_line":
        return _breaks(source, start, end)
    return hit.entity == "phone" and is_whole_above(source, start, end)


def _breaks(view: Canonical, start: int, end: int) -> bool:
    """Whether a line ends there: what only a reading has joined is no line of a log."""
    return view.text.count("\n", start, end) > view.text.count("=\n", start, end)


def _undisguised(
    view: Canonical, compiled: Compiled, finder: _Finder, nested: int
) -> Iterator[Hit]:
    """Tokens whose text holds something private go whole. All texts are looked at in one go."""
    tokens = list(find_disguised(view))
    if not tokens:
        return
    finder.look.disguised = True
    texts = [neutralise(token.text) for token in tokens]
    starts = list(accumulate((len(text) + len(BOUNDARY) for text in texts), initial=0))
    inner = canonicalise(BOUNDARY.join(texts))
    private = _private(_found(inner, compiled, finder, nested), inner, compiled)
    for number in sorted({_text_at(starts, hit, inner) for hit in private}):
        start, end, _ = tokens[number]
        yield Hit(start, end, "encoded_text", "encoded", Rank.SECRET)


def _text_at(starts: Sequence[int], hit: Hit, view: Canonical) -> int:
    return bisect_right(starts, view.to_source(hit.start, hit.end)[0]) - 1


def _mentioned(joined: Joined, view: Canonical) -> Iterable[Hit]:
    """Names that a vendor's mention carries, whoever they are."""
    for start, end in joined.mentions:
        if end - start > 1:
            place = _in_view(view, start + 1, end)
            yield Hit(*place, "mentioned_person", "mention", Rank.CUE)


def _recognised(recogniser: Recogniser, view: Canonical) -> Iterable[Hit]:
    """What a recogniser from outside finds; never over the gap between two texts."""
    for start, end, entity in recogniser.find(view.text):
        if 0 <= start < end <= len(view.text) and "\x02" not in view.text[start:end]:
            yield Hit(start, end, entity, recogniser.name, Rank.CUE)


def _in_view(view: Canonical, start: int, end: int) -> tuple[int, int]:
    if view.starts is None:
        return start, end
    return bisect_right(view.starts, start - 1), bisect_right(view.starts, end - 1)


def _in_source(hit: Hit, view: Canonical) -> Hit:
    """The hit where it stands in the source, with the signs that turned it around.

    In an address a space is written as an escape, so that it goes on where its reading ends.
    """
    start, end = view.to_source(hit.start, hit.end)
    if view.source[end : end + 1] == "%" and "://" in view.text[hit.start : hit.end]:
        rest = _REST_OF_ADDRESS.match(view.source, end)
        end = rest.end() if rest is not None else end
    if view.source[start - 1 : start] == OVERRIDE:
        start -= 1
        end += view.source[end : end + 1] == OVERRIDE_END
    return _as_read(hit, view, start, end)


_REST_OF_ADDRESS = re.compile(r"[^\s<>\"')\]\x02]{0,2000}")


def _as_read(hit: Hit, view: Canonical, start: int, end: int) -> Hit:
    """The hit from `start` to `end`, with its value and the reading, which the source may hide."""
    first, last, entity, detector, rank, value, original, general = hit
    value = value or " ".join(view.folded[first:last].split())
    original = original or " ".join(view.text[first:last].split())
    return Hit(start, end, entity, detector, rank, value, original, general)


def _in_one_name(hits: list[Hit], view: Canonical) -> list[Hit]:
    """A given name alone is the person whom the same text names in full."""
    full: dict[str, Hit] = {}
    for hit in sorted(hits):
        if hit.entity == "person_name" and " " in hit.value:
            full.setdefault(hit.value.partition(" ")[0], hit)
    return [_as_full(hit, full.get(hit.value), view) for hit in hits] if full else hits


def _as_full(hit: Hit, full: Hit | None, view: Canonical) -> Hit:
    if full is None or hit.entity != "person_name":
        return hit
    original = full.original or " ".join(view.text[full.start : full.end].split())
    return hit._replace(value=full.value, original=original)


def _unshielded(private: list[Hit], allowed: Sequence[Hit]) -> list[Hit]:
    """Without those that an allowed find tells to be something else, or the pair's own."""
    shields = sorted(hit for hit in allowed if hit.entity in SHIELDS or hit.detector == HOUSE_TERMS)
    if not shields:
        return private
    starts = [shield.start for shield in shields]
    return [hit for hit in private if not _is_shielded(hit, shields, starts)]


_NEIGHBOURS = 8
"""How many shields that begin before a find are looked at; nested ones begin near each other."""


def _is_shielded(hit: Hit, shields: Sequence[Hit], starts: Sequence[int]) -> bool:
    last = bisect_right(starts, hit.start)
    return any(
        shield.end >= hit.end and _tells_otherwise(shield, hit)
        for shield in shields[max(0, last - _NEIGHBOURS) : last]
    )


def _tells_otherwise(shield: Hit, hit: Hit) -> bool:
    """A word that the house lets this audience read is not what a cue or a shape takes it for."""
    if hit.entity in SHIELDS.get(shield.entity, ()):
        return not _is_known_stranger(hit, shield)
    guessed = hit.rank < Rank.HOUSE and hit.entity not in _NEVER_GUESSED
    return guessed and shield.detector == HOUSE_TERMS


def _is_known_stranger(hit: Hit, shield: Hit) -> bool:
    """Whom the context knows as another customer's is not the pair's own for having been named."""
    return hit.entity == STRANGERS and hit.rank >= Rank.CONTEXT > shield.rank


_NEVER_GUESSED = SECRETS | {"mentioned_person"}


def _outside_placeholders(hits: list[Hit], view: Canonical, compiled: Compiled) -> list[Hit]:
    """Without those that find nothing but what we put there ourselves."""
    if "[" not in view.text:
        return hits
    spans = [Span(*found.span()) for found in compiled.placeholders.finditer(view.text)]
    if not spans:
        return hits
    starts = [span.start for span in spans]
    return [hit for hit in hits if _says_more(hit, view.text, spans, starts)]


def _says_more(hit: Hit, text: str, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    index = max(0, bisect_right(starts, hit.start) - 1)
    done = hit.start
    while index < len(spans) and spans[index].start < hit.end:
        if any(map(str.isalnum, text[done : spans[index].start])):
            return True
        done = max(done, spans[index].end)
        index += 1
    return any(map(str.isalnum, text[done : hit.end]))
