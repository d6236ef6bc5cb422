"""Words of many languages in patterns behind gates, where gates fold the case of ASCII alone."""

import re
from collections.abc import Iterable

_SHORTENED = 3
"""Letters of what is shortened behind a hyphen, and then written in capitals."""


def listed(text: str) -> tuple[str, ...]:
    """The phrases of a text, parted by commas alone, longest first."""
    parts = {" ".join(part.split()) for part in text.split(",")} - {""}
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def any_case(choices: tuple[str, ...], ends: str = "") -> str:
    """ASCII words in any case; others small, with a capital or in capitals, since gates fold
    ASCII alone.

    `ends` is what stands behind an ASCII word, such as the end of the word.
    """
    plain = [escaped(word) for word in choices if word.isascii()]
    other = [form for word in choices if not word.isascii() for form in _cases(word)]
    return "|".join(
        ([f"(?i:{'|'.join(plain)}){ends}"] if plain else []) + list(map(escaped, other))
    )


def _cases(word: str) -> tuple[str, ...]:
    """`hüft-op` is written `Hüft-OP` too."""
    forms = (word,) if word[1:].isascii() else (word, capital(word))
    head, _, tail = word.rpartition("-")
    if head and tail.isascii() and len(tail) <= _SHORTENED:
        forms = (*forms, f"{capital(head)}-{tail.upper()}")
    return forms if word.upper() == word else (*forms, word.upper())


def lowered(word: str) -> str:
    """The word as gates see it: its ASCII letters small, others as they are."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in word)


def escaped(word: str) -> str:
    """The word as a pattern of RE2, which knows no escaped space."""
    return re.escape(word).replace("\\ ", " ")


def capital(word: str) -> str:
    """The word with its first letter large."""
    return word[0].upper() + word[1:]


def literals(
    choices: tuple[str, ...], ends: Iterable[str] = " ", start: str = ""
) -> tuple[str, ...]:
    """Each word with each of the characters behind it."""
    bases = {
        start + word if word[1:].isascii() or word[0].isascii() else word[1:] for word in choices
    }
    bases |= {start + lowered(word.upper()) for word in choices if not word.isascii()}
    return tuple(sorted({f"{base}{end}" for base in bases for end in ends}))
