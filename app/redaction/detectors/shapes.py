"""Numbers told by their shape and their check digits, as rows of a table."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from app.redaction.canonical import Canonical

_SHAPE = {
    **{ord(digit): "9" for digit in "0123456789"},
    **dict.fromkeys(range(ord("A"), ord("Z") + 1), "A"),
    ord("\n"): " ",
}
_TECHNICAL = re.compile(
    r"(?:trace|request|req|correlation|span|event|message|job|run|build|batch|epoch|timestamp|"
    r"offset|sequence|tracking|parcel|commit|snowflake|process|thread|error|version|"
    r"(?:ean|gtin|upc|isbn|jan)(?:-?\d{1,2})?|barcode|sku|article|artikel)"
    r"[ _-]?(?:id|no\.?|number|nr\.?|key|code)?(?: (?:is|was))?[\s:=#\"'(]{1,4}$"
)


class Row(NamedTuple):
    """A kind of number. `shapes` are how it is written where no word stands beside it; `check`
    gives its canonical value, or None when its digits do not hold."""

    entity: str
    name: str
    shapes: tuple[str, ...]
    check: Callable[[Canonical, int, int], str | None]


class Token(NamedTuple):
    """A kind of long word that checks itself. `lengths` are those that it can have."""

    entity: str
    name: str
    lengths: frozenset[int]
    check: Callable[[str], str | None]


def shape_of(text: str) -> str:
    """The text with `9` for each digit and `A` for each capital, a line feed being a space."""
    return text.translate(_SHAPE)


def is_technical(view: Canonical, start: int) -> bool:
    """Whether the words in front say that the number is a machine's, not a person's."""
    return _TECHNICAL.search(view.folded[max(0, start - 32) : start]) is not None


def numbered(entity: str, module: str, *shapes: str) -> Row:
    """A row whose digits are checked by a module of python-stdnum."""
    is_valid: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid

    def check(view: Canonical, start: int, end: int) -> str | None:
        text = view.text[start:end].replace("\n", " ")
        value = "".join(filter(str.isalnum, text))
        if len(set(value)) < 3 or not (is_valid(value) or is_valid(text)):
            return None
        return None if value == text and is_technical(view, start) else value.lower()

    return Row(entity, module.replace("_", "").replace(".", "-"), shapes, check)
