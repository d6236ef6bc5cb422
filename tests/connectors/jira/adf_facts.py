"""Two judges of ADF: the vendor's schema document where it is present, and our own small table.

The table holds which children each node may have and which attributes it must have, written from
the vendor's schema, so that the same is checked on a machine without that document.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Json = Any

INLINE = {"text", "hardBreak", "emoji", "date", "status", "inlineCard", "mention"}
_LISTS = {"bulletList", "orderedList", "taskList"}
_BASE = {"paragraph", "codeBlock", *_LISTS}
_BOXED = _BASE | {"heading", "rule", "panel", "blockquote"}
CHILDREN: dict[str, set[str]] = {
    "doc": _BOXED | {"table", "expand", "blockCard"},
    "expand": _BOXED | {"table", "nestedExpand", "blockCard"},
    "nestedExpand": _BOXED,
    "tableCell": _BOXED | {"nestedExpand", "blockCard"},
    "tableHeader": _BOXED | {"nestedExpand", "blockCard"},
    "panel": _BASE | {"heading", "rule", "blockCard"},
    "blockquote": {"paragraph", "codeBlock", "bulletList", "orderedList"},
    "listItem": _BASE,
    "bulletList": {"listItem"},
    "orderedList": {"listItem"},
    "taskList": {"taskItem", "taskList"},
    "taskItem": INLINE,
    "table": {"tableRow"},
    "tableRow": {"tableCell", "tableHeader"},
    "paragraph": INLINE,
    "heading": INLINE,
    "codeBlock": {"text"},
}
MAY_BE_EMPTY = {"doc", "paragraph", "heading", "codeBlock", "taskItem"}
REQUIRED_ATTRS = {
    "heading": {"level"},
    "panel": {"panelType"},
    "taskList": {"localId"},
    "taskItem": {"localId", "state"},
    "nestedExpand": {"title"},
    "emoji": {"shortName"},
    "date": {"timestamp"},
    "status": {"text", "color"},
    "inlineCard": {"url"},
    "blockCard": {"url"},
}
WITH_CODE = {"code", "link", "annotation"}


def structural_problems(node: Json, at: str = "doc") -> Iterator[str]:
    """Yield what the table finds wrong in a written node and below it."""
    kind = node["type"]
    content = node.get("content", [])
    if kind in CHILDREN and not content and kind not in MAY_BE_EMPTY:
        yield f"{at}: {kind} is empty"
    missing = REQUIRED_ATTRS.get(kind, set()) - set(node.get("attrs", {}))
    if missing:
        yield f"{at}: {kind} lacks {sorted(missing)}"
    if kind == "text":
        yield from _text_problems(node, at)
    for index, child in enumerate(content):
        if child["type"] not in CHILDREN.get(kind, set()):
            yield f"{at}: {child['type']} in {kind}"
        if kind == "codeBlock" and child.get("marks"):
            yield f"{at}: marks in a code block"
        yield from structural_problems(child, f"{at}.{kind}[{index}]")


def _text_problems(node: Json, at: str) -> Iterator[str]:
    if not node["text"]:
        yield f"{at}: empty text"
    marks = [mark["type"] for mark in node.get("marks", [])]
    if "code" in marks and not set(marks) <= WITH_CODE:
        yield f"{at}: code with {marks}"
    if len(marks) != len(set(marks)):
        yield f"{at}: a mark twice"


@lru_cache
def vendor_validator(path: Path) -> Draft4Validator:
    """The vendor's schema as a validator that is quick on deep documents.

    An alternative whose `type` cannot be the instance's is passed over before it is tried;
    otherwise every level multiplies the work by the number of alternatives.
    """
    schema = json.loads(path.read_text("utf-8"))
    definitions = schema["definitions"]

    def any_of(
        validator: Any, choices: list[Json], instance: Json, _schema: Json
    ) -> Iterator[ValidationError]:
        fitting = [one for one in choices if _may_be(definitions, one, instance)]
        if not any(validator.evolve(schema=one).is_valid(instance) for one in fitting):
            kind = instance.get("type") if isinstance(instance, dict) else instance
            yield ValidationError(f"{kind} fits none of {len(fitting)} alternatives")

    quick = extend(Draft4Validator, {"anyOf": any_of})
    return quick(schema)


def _may_be(definitions: Json, schema: Json, instance: Json) -> bool:
    if not isinstance(instance, dict) or "type" not in instance:
        return True
    kinds = _kinds(definitions, schema)
    return kinds is None or instance["type"] in kinds


def _kinds(definitions: Json, schema: Json) -> set[str] | None:
    """The node types that a schema can describe; None where it does not say."""
    if "$ref" in schema:
        return _kinds(definitions, definitions[schema["$ref"].rpartition("/")[2]])
    for part in schema.get("allOf", []):
        if (found := _kinds(definitions, part)) is not None:
            return found
    if "anyOf" in schema:
        found_sets = [_kinds(definitions, one) for one in schema["anyOf"]]
        known = [one for one in found_sets if one is not None]
        return set().union(*known) if len(known) == len(found_sets) else None
    enum = schema.get("properties", {}).get("type", {}).get("enum")
    return set(enum) if enum else None
