"""Finds in a joined text: what is to be acted on, in the offsets of the source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from app.model import Action
from app.redaction.canonical import Canonical, canonicalise
from app.redaction.compiled import Compiled
from app.redaction.context import know_table
from app.redaction.detectors.encoded import find_encoded
from app.redaction.dictionary import Dictionaries, Dictionary
from app.redaction.hits import Hit, Rank, resolve
from app.redaction.joined import Joined, Span
from app.redaction.kinds import SHIELDS
from app.redaction.pseudonyms import Pseudonym
from app.redaction.recogniser import Recogniser
from app.redaction.rescan import worth_looking_for


def scan(
    joined: Joined,
    compiled: Compiled,
    dictionary: Dictionaries,
    recognisers: Sequence[Recogniser] = (),
) -> list[Hit]:
    """What must not stay as it is, in order and apart."""
    view = canonicalise(joined.text)
    found = list(compiled.find(view, dictionary))
    if joined.mentions:
        found.extend(_mentioned(joined, view))
    for recogniser in recognisers:
        found.extend(_recognised(recogniser, view))
    return _decide(found, view, compiled)


def scan_learnt(joined: Joined, compiled: Compiled, learnt: Sequence[Pseudonym]) -> list[Hit]:
    """What a text still holds of what it has taught itself, in order and apart."""
    view = canonicalise(joined.text)
    inside = find_encoded(view, lambda inner: bool(_find_learnt(inner, compiled, learnt)))
    return _decide([*_find_learnt(view, compiled, learnt), *inside], view, compiled)


def _find_learnt(view: Canonical, compiled: Compiled, learnt: Sequence[Pseudonym]) -> list[Hit]:
    entries = worth_looking_for(learnt, view)
    if not entries:
        return []
    known = know_table(entries, compiled.audience, compiled.lexicon)
    return list(Dictionary(known, Rank.HOUSE).find(view))


def _decide(found: list[Hit], view: Canonical, compiled: Compiled) -> list[Hit]:
    if not found:
        return []
    private = [hit for hit in found if compiled.action(hit.entity) is not Action.ALLOW]
    allowed = [hit for hit in found if compiled.action(hit.entity) is Action.ALLOW]
    private = _unshielded(_in_one_name(private, view), allowed)
    private = _outside_placeholders(private, view, compiled)
    return resolve(_in_source(hit, view) for hit in private)


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
    """The hit with its value and the reading, which the source may hide."""
    start, end = view.to_source(hit.start, hit.end)
    value = hit.value or " ".join(view.folded[hit.start : hit.end].split())
    original = hit.original or " ".join(view.text[hit.start : hit.end].split())
    return hit._replace(start=start, end=end, value=value, original=original)


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
    shields = sorted(hit for hit in allowed if hit.entity in SHIELDS)
    if not shields:
        return private
    starts = [shield.start for shield in shields]
    return [hit for hit in private if not _is_shielded(hit, shields, starts)]


_NEIGHBOURS = 8
"""How many shields that begin before a find are looked at; nested ones begin near each other."""


def _is_shielded(hit: Hit, shields: Sequence[Hit], starts: Sequence[int]) -> bool:
    last = bisect_right(starts, hit.start)
    return any(
        shield.end >= hit.end and hit.entity in SHIELDS[shield.entity]
        for shield in shields[max(0, last - _NEIGHBOURS) : last]
    )


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
