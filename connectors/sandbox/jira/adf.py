"""Which documents Jira takes: a compact table of the Atlassian Document Format, version 1.

It knows each node's allowed children, the attributes it must carry and the marks that text may
have. It does not check attribute values beyond a few that Jira is known to refuse.
"""

from dataclasses import dataclass
from typing import Any

Adf = dict[str, Any]

_MAX_DEPTH = 100
_INLINE = frozenset(
    {
        "text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard",
        "inlineExtension", "placeholder", "mediaInline",
    }
)  # fmt: skip
_LISTS = frozenset({"bulletList", "orderedList"})
_MEDIA = frozenset({"mediaSingle", "mediaGroup"})
_TASKS = frozenset({"taskList", "decisionList"})
_CARDS = frozenset({"blockCard", "embedCard", "extension"})
_TEXT_BLOCKS = frozenset({"paragraph", "heading", "codeBlock"})
_CELL = _TEXT_BLOCKS | _LISTS | _MEDIA | _TASKS | _CARDS | {"panel", "blockquote", "rule"}
_TOP = _CELL | {"table", "expand", "bodiedExtension", "layoutSection"}


@dataclass(frozen=True)
class _Node:
    children: frozenset[str] = frozenset()
    least: int = 0
    attrs: tuple[str, ...] = ()


_NODES: dict[str, _Node] = {
    "doc": _Node(_TOP),
    "paragraph": _Node(_INLINE),
    "heading": _Node(_INLINE, attrs=("level",)),
    "blockquote": _Node(frozenset({"paragraph", "codeBlock"}) | _LISTS | _MEDIA, 1),
    "bulletList": _Node(frozenset({"listItem"}), 1),
    "orderedList": _Node(frozenset({"listItem"}), 1),
    "listItem": _Node(
        frozenset({"paragraph", "codeBlock", "mediaSingle", "taskList", "extension"}) | _LISTS, 1
    ),
    "codeBlock": _Node(frozenset({"text"})),
    "panel": _Node(_TEXT_BLOCKS | _LISTS | _MEDIA | _TASKS | _CARDS | {"rule"}, 1, ("panelType",)),
    "rule": _Node(),
    "table": _Node(frozenset({"tableRow"}), 1),
    "tableRow": _Node(frozenset({"tableCell", "tableHeader"})),
    "tableCell": _Node(_CELL | {"nestedExpand"}, 1),
    "tableHeader": _Node(_CELL | {"nestedExpand"}, 1),
    "mediaSingle": _Node(frozenset({"media", "caption"}), 1),
    "mediaGroup": _Node(frozenset({"media"}), 1),
    "media": _Node(attrs=("type",)),
    "caption": _Node(_INLINE),
    "expand": _Node(_CELL | {"table", "nestedExpand", "bodiedExtension"}, 1),
    "nestedExpand": _Node(_CELL, 1, ("title",)),
    "taskList": _Node(frozenset({"taskItem", "taskList", "blockTaskItem"}), 1, ("localId",)),
    "taskItem": _Node(_INLINE, attrs=("localId", "state")),
    "blockTaskItem": _Node(frozenset({"paragraph", "extension"}), 1, ("localId", "state")),
    "decisionList": _Node(frozenset({"decisionItem"}), 1, ("localId",)),
    "decisionItem": _Node(_INLINE, attrs=("localId", "state")),
    "blockCard": _Node(),
    "embedCard": _Node(attrs=("url", "layout")),
    "extension": _Node(attrs=("extensionKey", "extensionType")),
    "bodiedExtension": _Node(_CELL | {"table"}, 1, ("extensionKey", "extensionType")),
    "layoutSection": _Node(frozenset({"layoutColumn"}), 1),
    "layoutColumn": _Node(_TOP - {"layoutSection"}, 1, ("width",)),
    "text": _Node(),
    "hardBreak": _Node(),
    "mention": _Node(attrs=("id",)),
    "emoji": _Node(attrs=("shortName",)),
    "date": _Node(attrs=("timestamp",)),
    "status": _Node(attrs=("text", "color")),
    "inlineCard": _Node(attrs=()),
    "inlineExtension": _Node(attrs=("extensionKey", "extensionType")),
    "placeholder": _Node(attrs=("text",)),
    "mediaInline": _Node(attrs=("id",)),
}
_MARKS: dict[str, tuple[str, ...]] = {
    "strong": (),
    "em": (),
    "code": (),
    "strike": (),
    "underline": (),
    "subsup": ("type",),
    "textColor": ("color",),
    "backgroundColor": ("color",),
    "link": ("href",),
    "annotation": ("id", "annotationType"),
}
_BLOCK_MARKS: dict[str, frozenset[str]] = {
    "paragraph": frozenset({"alignment", "indentation"}),
    "heading": frozenset({"alignment", "indentation"}),
    "codeBlock": frozenset({"breakout"}),
    "expand": frozenset({"breakout"}),
    "layoutSection": frozenset({"breakout"}),
    "mediaSingle": frozenset({"link"}),
    "media": frozenset({"link", "annotation", "border"}),
    "mediaInline": frozenset({"link", "annotation", "border"}),
    "table": frozenset({"fragment"}),
    "extension": frozenset({"dataConsumer", "fragment"}),
    "bodiedExtension": frozenset({"dataConsumer", "fragment"}),
    "inlineExtension": frozenset({"dataConsumer", "fragment"}),
}
_BLOCK_MARKS |= dict.fromkeys(_INLINE - set(_BLOCK_MARKS), frozenset({"annotation"}))
_WITH_CODE = frozenset({"code", "link", "annotation"})
_PANELS = frozenset({"info", "note", "tip", "warning", "error", "success", "custom"})


def is_document(value: object) -> bool:
    """Say whether Jira would take this value as a document."""
    if not isinstance(value, dict) or value.get("type") != "doc" or value.get("version") != 1:
        return False
    return isinstance(value.get("content"), list) and _valid(value, 0)


def _valid(node: Adf, depth: int) -> bool:
    kind = node.get("type")
    rule = _NODES.get(kind) if isinstance(kind, str) else None
    if rule is None or depth > _MAX_DEPTH or not _attributes_hold(node, rule.attrs):
        return False
    if kind == "text":
        return _text_holds(node)
    return _block_marks_hold(node) and _values_hold(node) and _children_hold(node, rule, depth)


def _children_hold(node: Adf, rule: _Node, depth: int) -> bool:
    children = node.get("content", [])
    if not isinstance(children, list) or len(children) < rule.least:
        return False
    if "content" in node and not rule.children:
        return False
    return all(_child_holds(node, child, rule, depth) for child in children)


def _child_holds(node: Adf, child: object, rule: _Node, depth: int) -> bool:
    if not isinstance(child, dict) or child.get("type") not in rule.children:
        return False
    if node["type"] == "codeBlock" and child.get("marks"):
        return False
    return _valid(child, depth + 1)


def _attributes_hold(node: Adf, required: tuple[str, ...]) -> bool:
    attrs = node.get("attrs", {})
    return isinstance(attrs, dict) and all(name in attrs for name in required)


def _values_hold(node: Adf) -> bool:
    attrs = node.get("attrs", {})
    kind = node["type"]
    if kind == "heading":
        return attrs["level"] in range(1, 7)
    if kind == "panel":
        return attrs["panelType"] in _PANELS
    if kind in ("inlineCard", "blockCard"):
        return bool({"url", "data", "datasource"} & set(attrs))
    if kind == "media":
        return attrs["type"] == "external" or "id" in attrs
    return True


def _text_holds(node: Adf) -> bool:
    text, marks = node.get("text"), node.get("marks", [])
    if not isinstance(text, str) or not text or not isinstance(marks, list):
        return False
    names = [mark.get("type") for mark in marks if isinstance(mark, dict)]
    if len(names) != len(marks) or ("code" in names and not set(names) <= _WITH_CODE):
        return False
    return all(_mark_holds(mark) for mark in marks)


def _mark_holds(mark: Adf) -> bool:
    required = _MARKS.get(mark["type"])
    return required is not None and _attributes_hold(mark, required)


def _block_marks_hold(node: Adf) -> bool:
    marks = node.get("marks", [])
    allowed = _BLOCK_MARKS.get(node["type"], frozenset())
    if not isinstance(marks, list) or ("marks" in node and not allowed):
        return False
    return all(isinstance(mark, dict) and mark.get("type") in allowed for mark in marks)
