"""What is remembered of texts from one to the next, until somebody is erased."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

_Told = TypeVar("_Told")
_forget: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[..., _Told]], Callable[..., _Told]]:
    """Keep the answers of a pure function for the last `most` words or names it was asked about.

    What only one text asks is kept with its view instead (`Canonical.judge`), and goes with it.
    """

    def keep(function: Callable[..., _Told]) -> Callable[..., _Told]:
        kept = lru_cache(maxsize=most)(function)
        _forget.append(kept.cache_clear)
        return kept

    return keep


def forget_texts() -> None:
    """Let all of it go: somebody was erased, of whom it may hold a word."""
    for forget in _forget:
        forget()
