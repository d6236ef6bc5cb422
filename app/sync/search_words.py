"""Words as the search knows them: the same on every engine, in every script. Pure.

Neither engine's own tokenizer is asked: each sees letters and digits between blanks, so that both
find the same and no quote or operator of a query reaches them.
"""

import re
import unicodedata
from collections.abc import Iterator

MAX_TEXT = 40_000
MAX_WORD = 48
MAX_QUERY = 24
"""So many words of a query count; the others are left out."""

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f]+"
)
_ENGLISH = (
    "a an and are as at be but by can cannot could do does for from had has have how i if in is it "
    "its me my no not of on or our please since so that the their then there they this to up was "
    "we were what when which while who why will with would you your"
)
_GERMAN = (
    "aber als am an auch auf aus bei bin bitte da das dass dem den der des die ein eine einem "
    "einen einer es fur hat haben ich ihr im in ist kann kein keine mehr mein mit nach nicht noch "
    "oder seit sich sie sind so uber um und uns unser vom von war was wenn wer wie wir wird zu zum "
    "zur"
)
_COMMON = frozenset(_ENGLISH.split(" ")) | frozenset(_GERMAN.split(" "))


def words_in(text: str) -> tuple[str, ...]:
    """Every word of the text in order, without case, accents and an English plural's ending.

    Scripts that put no blanks between words give each pair of neighbouring characters.
    """
    return tuple(_words(text[:MAX_TEXT]))


def telling_words(text: str) -> tuple[str, ...]:
    """The different words of the text that tell something, in order; all if none does."""
    every = tuple(dict.fromkeys(words_in(text)))
    return tuple(word for word in every if word not in _COMMON) or every


def query_words(text: str) -> tuple[str, ...]:
    """As `telling_words`, as many as a search takes."""
    return telling_words(text)[:MAX_QUERY]


def _words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(_plain(text)):
        at = 0
        for unspaced in _UNSPACED.finditer(found[0]):
            yield from _spaced(found[0][at : unspaced.start()])
            yield from _pairs(unspaced[0])
            at = unspaced.end()
        yield from _spaced(found[0][at:])


def _plain(text: str) -> str:
    """Compatible forms made one, case and marks taken away."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    whole = "".join(sign for sign in apart if not unicodedata.category(sign).startswith("M"))
    return unicodedata.normalize("NFC", whole)


def _spaced(word: str) -> Iterator[str]:
    if word:
        yield _singular(word)[:MAX_WORD]


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


def _singular(word: str) -> str:
    ends = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if ends else word
