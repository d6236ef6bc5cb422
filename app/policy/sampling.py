"""Texts made to be dear: pieces that a pattern matches, or matches up to their last characters."""

import random
from collections.abc import Iterator

from app.redaction.regex_tree import Choice, Node, One, Repeat, Sequence, Word, read_pattern

_MORE = 3


def sample(chance: random.Random, pattern: str, *, ignore_case: bool = False) -> str:
    """A text that the pattern matches, boundaries apart; nothing where the pattern is not read."""
    tree = read_pattern(pattern, ignore_case=ignore_case)
    return "".join(_walk(chance, tree)) if tree is not None else ""


def pieces_of(pattern: str, count: int, *, ignore_case: bool = False) -> list[str]:
    """Up to that many pieces to repeat: whole matches, matches cut short, single characters.

    The same pieces for the same pattern.
    """
    chance = random.Random(count)  # noqa: S311 - chance that repeats itself, nothing secret
    found = dict[str, None]()
    for _ in range(count):
        whole = sample(chance, pattern, ignore_case=ignore_case)
        for piece in (whole, whole[: len(whole) * 2 // 3], whole[:1], f"{whole} "):
            if piece:
                found[piece] = None
    return list(found)[:count]


def repeat_to(piece: str, length: int) -> str:
    """The piece again and again, of that many characters."""
    return (piece * (length // len(piece) + 1))[:length]


def _walk(chance: random.Random, node: Node) -> Iterator[str]:
    match node:
        case One(members):
            yield chance.choice(members)
        case Word():
            yield from map(chance.choice, _spelled(node))
        case Sequence(parts):
            for part in parts:
                yield from _walk(chance, part)
        case Choice(branches):
            yield from _walk(chance, chance.choice(branches))
        case Repeat(inner, least, most):
            highest = least + _MORE if most is None else min(most, least + _MORE)
            for _ in range(chance.randint(least, highest)):
                yield from _walk(chance, inner)


def _spelled(word: Word) -> Iterator[str]:
    """The forms of each of its letters."""
    for sign in word.text:
        yield sign.lower() + sign.upper() if word.ignore_case and sign.isalpha() else sign
