"""What a model refuses, in words for the policy's author: where by name, what, and the cure."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from app.policy.problems import Trail
from app.policy.reading import Value

Told = tuple[str, str]
"""What is wrong, behind the name of the place; and the cure."""

_LIST = ("is no list", "write a list: [one, two]")
_KEYS = ("holds no keys", "write keys and values below it")
_TEXT = ("is no text", 'write text; a number, true or false as text stands in quotes: "12"')
_TRUTH = ("is neither true nor false", "write true or false")
_WHOLE = ("is no whole number", "write a whole number, without a unit: 20000000")
_LABEL = (
    "is no such word",
    "write small letters and digits, with single hyphens between: code-name",
)

_SAID: Mapping[str, Told] = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _KEYS,
    "mapping_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "string_type": _TEXT,
    "string_pattern_mismatch": _LABEL,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
}

_BOUNDS: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
    "too_short": lambda of: (f"needs at least {of['min_length']} item", "add what is missing"),
    "too_long": lambda of: (f"takes at most {of['max_length']} items", "take some away"),
    "string_too_short": lambda of: ("is empty", "write what belongs here"),
    "string_too_long": lambda of: (f"is longer than {of['max_length']} characters", "shorten it"),
    "greater_than": lambda of: (f"is not above {of['gt']}", "write a larger number"),
    "greater_than_equal": lambda of: (f"is below {of['ge']}", "write a larger number"),
    "less_than_equal": lambda of: (f"is above {of['le']}", "write a smaller number"),
}


def refusal(detail: ErrorDetails) -> Told:
    """What pydantic's refusal says to somebody who writes YAML."""
    kind = detail["type"]
    if detail["input"] is None:
        return "is empty", "write what belongs here, or delete the line"
    if kind in _BOUNDS:
        return _BOUNDS[kind](detail.get("ctx", {}))
    return _SAID.get(kind, (f"is refused: {detail['msg'].lower()}", "correct the value"))


def name_of(trail: Trail, tree: Value) -> str:
    """The place by its keys. An entry of a list goes by its own name, for its number is that of
    all files together."""
    words = list[str]()
    here: Any = tree
    for part in trail:
        here = here[part]
        words.extend([str(part)] if isinstance(part, str) else _label(here))
    entry = bool(trail) and isinstance(trail[-1], int) and not _label(here)
    return ("an entry of " if entry else "") + f"`{'.'.join(words)}`" if words else "the policy"


def _label(entry: Any) -> list[str]:
    named = entry if isinstance(entry, dict) else {}
    found = (named.get(key) for key in ("name", "content_type"))
    return [label for label in found if isinstance(label, str)][:1]
