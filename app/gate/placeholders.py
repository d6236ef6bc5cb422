"""Whether an entry says nothing: placeholders, keyboard runs, its own hint or label repeated."""

import re

from app.gate.names import plain_name
from app.gate.policy import ItemPolicy
from app.gate.words import PLACEHOLDER_PHRASES, PLACEHOLDERS, PROMISES

_KEY_ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm",
    "wxcvbn", "1234567890",
)  # fmt: skip
_RUN = 4
_RUNS = frozenset(
    row[start : start + _RUN]
    for line in _KEY_ROWS
    for row in (line, line[::-1])
    for start in range(len(line) - _RUN + 1)
)
# Six letters and no vowel: hammered on the keyboard, and no abbreviation that is in use.
_HAMMERED = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,40}")
_SHORTEST_QUOTE = 3
_SHORTEST_ANSWER = 6


def is_placeholder(text: str, item: ItemPolicy) -> bool:
    """Whether the entry only fills the field. Linear in the text; text added to one that says
    something leaves it so."""
    plain = fold(text)
    return plain == fold(item.label) or _quotes(plain, fold(item.hint)) or says_nothing(text)


def says_nothing(text: str) -> bool:
    """Whether the text is made of placeholders, promises and hammered keys alone."""
    plain = fold(text)
    if not any(character.isalnum() for character in plain):
        return True
    if plain in PLACEHOLDER_PHRASES or plain.startswith("lorem ipsum"):
        return True
    if plain.replace(" ", "").replace(".", "") in PLACEHOLDERS:
        return True
    words = plain.split()
    if words[0] in PROMISES and len(words) < _SHORTEST_ANSWER:
        return True
    return all(word in PLACEHOLDERS or _is_mash(word) for word in words)


def fold(text: str) -> str:
    """The text as the eye reads it, in lower case and without punctuation around its words."""
    words = plain_name(text).replace("’", "'").split()
    return " ".join(filter(None, (word.strip(".,;:!?-_…*#()[]<>\"'") for word in words)))


def _quotes(plain: str, hint: str) -> bool:
    """Whether the entry is the hint or a stretch of it; a word or two may stand there by chance."""
    if plain == hint:
        return True
    return len(plain.split()) >= _SHORTEST_QUOTE and f" {plain} " in f" {hint} "


def _is_mash(word: str) -> bool:
    """One or a few characters over and over, neighbours on the keyboard, or no vowel for long."""
    return _is_repeated(word) or _is_run(word) or bool(_HAMMERED.fullmatch(word))


def _is_repeated(word: str) -> bool:
    """Syllables said twice are words (papa, couscous), said three times they are none."""
    return any(
        len(word) >= length * times and word == word[:length] * (len(word) // length)
        for length, times in ((1, 2), (2, 3), (3, 3), (4, 3), (6, 2))
        if not word[:length].isdigit()
    )


def _is_run(word: str) -> bool:
    """Made of keys in a row, such as `qwert`, `lkjh` or `asdfghasdf`."""
    shortest = _RUN + 1 if word.isdigit() else _RUN
    if len(word) < shortest:
        return False
    pieces = {word[start : start + _RUN] for start in range(0, len(word) - _RUN + 1, _RUN)}
    return pieces <= _RUNS and word[-_RUN:] in _RUNS
