"""What an editor may offer at a place of a policy file: its keys and values, from the schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.policy.files import FOLDERS
from app.policy.schema import json_schema

_KEY = re.compile(r"^(\s*(?:- +)*)([\w.-]+)\s*:(?:\s|$)")
_LEAD = re.compile(r"^\s*(?:- +)*")
Node = dict[str, Any]  # a JSON Schema is untyped


@dataclass(frozen=True, slots=True)
class Offer:
    """A word; `detail` says what it is for. A `key` is followed by a colon."""

    label: str
    detail: str = ""
    key: bool = False


def offers(file: str, before: str) -> tuple[Offer, ...]:
    """What may stand at the end of `before`, the text of the file up to there.

    Nothing for a file of no policy. A file that is half written is read by its indentation.
    """
    folder = file.partition("/")[0]
    if folder not in FOLDERS:
        return ()
    *lines, line = before.split("\n")
    found = _KEY.match(line)
    trail = _trail(lines, len(found[1]) if found else len(_lead(line)))
    nodes = [*_walk(_schema()["$defs"][folder], (*trail, found[2]) if found else trail)]
    told = (offer for node in nodes for offer in (_values(node) if found else _keys(node)))
    return tuple(dict.fromkeys(told))


def _lead(line: str) -> str:
    found = _LEAD.match(line)
    return found[0] if found else ""


def _trail(lines: list[str], indent: int) -> tuple[str, ...]:
    """The keys under which a line with this indentation stands."""
    above: list[tuple[int, str]] = []
    for line in lines:
        found = _KEY.match(line)
        if found:
            above = [one for one in above if one[0] < len(found[1])]
            above.append((len(found[1]), found[2]))
    return tuple(key for at, key in above if at < indent)


def _walk(node: Node, trail: tuple[str, ...]) -> Iterator[Node]:
    """The schemas of what stands at the end of the trail; of variants, all."""
    for variant in _variants(node):
        if not trail:
            yield variant
        elif trail[0] in variant.get("properties", {}):
            yield from _walk(variant["properties"][trail[0]], trail[1:])
        elif isinstance(variant.get("additionalProperties"), dict):
            yield from _walk(variant["additionalProperties"], trail[1:])


def _variants(node: Node) -> Iterator[Node]:
    """The node without references, choices and lists around it."""
    if "$ref" in node:
        yield from _variants(_at(node["$ref"]))
    elif "items" in node and isinstance(node["items"], dict):
        yield from _variants(node["items"])
    elif any(choice in node for choice in ("anyOf", "oneOf", "allOf")):
        for choice in ("anyOf", "oneOf", "allOf"):
            for one in node.get(choice, ()):
                yield from _variants(one)
    else:
        yield node


def _keys(node: Node) -> Iterator[Offer]:
    for name, value in node.get("properties", {}).items():
        yield Offer(name, str(value.get("description", "")), key=True)


def _values(node: Node) -> Iterator[Offer]:
    known = node.get("enum", [node["const"]] if "const" in node else [])
    for value in ("true", "false") if node.get("type") == "boolean" else known:
        yield Offer(str(value))


def _at(reference: str) -> Node:
    node: Node = _schema()
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


@cache
def _schema() -> Node:
    return json_schema()
