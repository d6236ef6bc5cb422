"""One entity, one placeholder, within a pair."""

from app.model import Model


class Pseudonym(Model):
    """`value` is the entity's canonical form and private; `original` is as it was first read."""

    kind: str
    value: str
    original: str
    placeholder: str


class Pseudonyms(Model):
    """A pair's table. `entries` keeps the order of first sight, so that numbers never move."""

    entries: tuple[Pseudonym, ...] = ()
