"""One entity, one placeholder, within a pair."""

from collections.abc import Iterable, Mapping

from app.model import Model

INTERNAL = "internal:"
"""Begins the kind of what was withheld from the customer: such entries are never turned back."""
STRANGERS = "other_customer"
"""The kind of what is another customer's, whichever side it was withheld from."""


class Pseudonym(Model):
    """`value` is the entity's canonical form and private; `original` is as it was first read."""

    kind: str
    value: str
    original: str
    placeholder: str

    @property
    def is_own(self) -> bool:
        """Whether the pair's customer may read it: neither engineering's nor another customer's."""
        return not self.kind.startswith(INTERNAL) and self.kind != STRANGERS


class Pseudonyms(Model):
    """A pair's table. `entries` keeps the order of first sight, so that numbers never move."""

    entries: tuple[Pseudonym, ...] = ()


class Table:
    """A pair's table while one text is redacted: it only grows."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._before = pseudonyms
        self._known = {(entry.kind, entry.value): entry for entry in pseudonyms.entries}
        self._taken = {entry.placeholder for entry in pseudonyms.entries}
        self._counts: dict[str, int] = {}
        self._new: list[Pseudonym] = []

    def avoid(self, typed: Iterable[str]) -> None:
        """Give none of these to a new entity: somebody wrote them, of whom is not known. A label
        without a number says no more than the kind and may stand for both."""
        self._taken.update(one for one in typed if one[-2:-1].isdigit())

    def placeholder(
        self, kind: str, value: str, original: str, label: str, *, bare_first: bool
    ) -> str:
        """The entity's placeholder, `[label-N]` with the next free number when it is new."""
        known = self._known.get((kind, value))
        if known is None:
            placeholder = self._next(label, bare_first=bare_first)
            known = Pseudonym(kind=kind, value=value, original=original, placeholder=placeholder)
            self._known[kind, value] = known
            self._new.append(known)
        return known.placeholder

    def _next(self, label: str, *, bare_first: bool) -> str:
        number = self._counts.get(label, 0)
        while True:
            number += 1
            placeholder = f"[{label}]" if bare_first and number == 1 else f"[{label}-{number}]"
            if placeholder not in self._taken:
                self._counts[label] = number
                self._taken.add(placeholder)
                return placeholder

    def new(self) -> tuple[Pseudonym, ...]:
        """What this text added."""
        return tuple(self._new)

    def grown(self) -> Pseudonyms:
        """The table with what this text added."""
        if not self._new:
            return self._before
        return Pseudonyms(entries=(*self._before.entries, *self._new))


def originals(pseudonyms: Pseudonyms) -> Mapping[str, str]:
    """What each placeholder stands for, where it may be turned back for the customer's side."""
    return {entry.placeholder: entry.original for entry in pseudonyms.entries if entry.is_own}
