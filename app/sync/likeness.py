"""How alike a ticket and a known issue are by their words. Pure."""

from collections.abc import Collection, Iterable

from app.sync.search_words import telling_words

ENOUGH = 3
"""A title's word weighs two, another one: less than a word of the title and another is chance."""


def shared_words(ticket: Collection[str], title: str, symptoms: str) -> int:
    """How many of the ticket's words the known issue holds; those of its title count twice."""
    heading = set(telling_words(title))
    body = set(telling_words(symptoms)) - heading
    return 2 * _common(ticket, heading) + _common(ticket, body)


def is_like(weight: int, *, same_component: bool) -> bool:
    """Whether so much in common makes the two similar; one word does where the component agrees."""
    return weight >= (1 if same_component else ENOUGH)


def same_component(components: Iterable[str], named: Iterable[str]) -> bool:
    """Whether one of the components is named by the ticket's fields or tags."""
    own = {_plain(one) for one in components}
    return not own.isdisjoint(map(_plain, named))


def _common(ticket: Collection[str], words: Collection[str]) -> int:
    return len(set(words).intersection(ticket))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
