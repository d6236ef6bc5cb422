"""Entries that only repeat what another item says already."""

from collections.abc import Collection, Mapping, Sequence

from app.gate.placeholders import fold

_FEWEST_WORDS = 3


def find_copies(
    entries: Mapping[str, str], order: Sequence[str], spare: Collection[str]
) -> frozenset[str]:
    """Keys whose entry has the same words as that of an item before it.

    `order` is that of the policy; items in `spare`, which something else answers too, come last.
    So an entry that is added never makes a copy of one on which an open gate rests. Entries of one
    or two words repeat each other by right.
    """
    firm = [key for key in order if key not in spare]
    seen: set[frozenset[str]] = set()
    copies: set[str] = set()
    for key in (*firm, *(key for key in order if key in spare)):
        words = frozenset(fold(entries.get(key, "")).split())
        if len(words) < _FEWEST_WORDS:
            continue
        if words in seen:
            copies.add(key)
        seen.add(words)
    return frozenset(copies)
