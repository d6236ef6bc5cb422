"""ADF read as documents: total over the schema and over what is not in it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.document import (
    Block,
    Card,
    CodeBlock,
    DateStamp,
    Document,
    Emoji,
    Expand,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Lozenge,
    Mark,
    Media,
    Mention,
    Panel,
    Paragraph,
    Placeholder,
    Quote,
    Rule,
    Text,
    iter_nodes,
    to_plain,
)
from app.errors import UnreadableContent
from connectors.jira.adf import read_adf
from tests.connectors.jira.adf_facts import vendor_validator
from tests.shared_data import SHARED_DATA, shared_path

SAMPLES = sorted(
    str(path.relative_to(SHARED_DATA)) for path in (SHARED_DATA / "adf").rglob("*.json")
)


def doc(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def paragraph(*content: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


def text(value: str, *marks: Any) -> dict[str, Any]:
    return {"type": "text", "text": value, "marks": list(marks)}


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def inlines_of(*content: Any) -> tuple[Inline, ...]:
    (block,) = read_adf(doc(paragraph(*content))).blocks
    assert isinstance(block, Paragraph)
    return block.inlines


P = Paragraph((Text("x"),))
X = paragraph(text("x"))


def test_the_captured_documents_are_there_in_full() -> None:
    assert shared_path("adf").is_dir()
    assert len(SAMPLES) > 150


@pytest.mark.parametrize("name", SAMPLES)
def test_every_captured_document_keeps_every_word_a_reader_sees(name: str) -> None:
    raw = json.loads(shared_path(name).read_text("utf-8"))
    plain = to_plain(read_adf(raw))
    missing = [leaf for leaf in visible(raw) if "".join(leaf.split()) not in "".join(plain.split())]
    assert missing == []


def visible(raw: Any) -> list[str]:
    """Text nodes, but for those below a node that is replaced as a whole."""
    if not isinstance(raw, dict) or raw.get("type") == "applicationCard":
        return []
    own = [raw["text"]] if raw.get("type") == "text" else []
    return own + [leaf for child in raw.get("content") or [] for leaf in visible(child)]


@pytest.mark.parametrize(
    ("adf", "block"),
    [
        (node("heading", text("x"), level=3), Heading(3, (Text("x"),))),
        (node("codeBlock", text("a\n  b"), language="java"), CodeBlock("a\n  b", "java")),
        (node("blockquote", X), Quote((P,))),
        (node("panel", X, panelType="warning"), Panel("warning", (P,))),
        (node("panel", X, panelType="tip"), Panel("success", (P,))),
        (node("panel", X, panelType="custom", panelColor="#fff"), Panel("info", (P,))),
        (node("expand", X, title="More"), Expand("More", (P,))),
        (node("nestedExpand", X), Expand("", (P,))),
        (node("rule"), Rule()),
        (node("blockCard", url="https://a.test"), Card("https://a.test")),
        (node("embedCard", url="https://a.test", layout="wide"), Card("https://a.test")),
        (node("blockCard", data={"url": "https://a.test"}), Card("https://a.test")),
        (node("blockCard", datasource={}), Placeholder("unsupported content: blockCard")),
        (node("extension", extensionKey="k"), Placeholder("unsupported content: extension")),
        (node("bulletList", node("listItem", X)), ItemList((ListItem((P,)),))),
        (node("orderedList", node("listItem", X), order=4), ItemList((ListItem((P,)),), True, 4)),
        (
            node("taskList", node("taskItem", text("x"), state="DONE")),
            ItemList((ListItem((P,), True),)),
        ),
        (
            node("taskList", node("blockTaskItem", X, state="TODO")),
            ItemList((ListItem((P,), False),)),
        ),
        (
            node("decisionList", node("decisionItem", text("x"), state="DECIDED")),
            ItemList((ListItem((P,), True),)),
        ),
    ],
)
def test_each_block_has_its_counterpart(adf: Any, block: Block) -> None:
    assert read_adf(doc(adf)) == Document((block,))


@pytest.mark.parametrize(
    ("adf", "inline"),
    [
        (node("hardBreak"), LineBreak()),
        (node("mention", id="42", text="@Mia"), Mention("42", "Mia")),
        (node("emoji", shortName=":smile:", text="😀"), Emoji(":smile:", "😀")),
        (node("date", timestamp="1795305600000"), DateStamp("2026-11-22")),
        (node("date", timestamp="soon"), Placeholder("unreadable date")),
        (node("date", timestamp="9" * 40), Placeholder("unreadable date")),
        (node("status", text="DONE", color="green"), Lozenge("DONE", "green")),
        (node("inlineCard", url="https://a.test"), Card("https://a.test")),
        (
            node("mediaInline", id="i", collection="", alt="a.log", type="file"),
            Media("file", alt="a.log", reference="i"),
        ),
        (node("placeholder", text="Describe"), Text("Describe ")),
        (node("inlineExtension"), Placeholder("unsupported content: inlineExtension")),
    ],
)
def test_each_inline_has_its_counterpart(adf: Any, inline: Inline) -> None:
    assert inlines_of(adf) == (inline,)


def test_marks_and_links_are_kept_and_colours_left_out() -> None:
    marks = [
        {"type": "strong"},
        {"type": "subsup", "attrs": {"type": "sub"}},
        {"type": "textColor", "attrs": {"color": "#ff0000"}},
        {"type": "link", "attrs": {"href": "https://a.test", "title": "tip"}},
    ]
    expected = Text("x", frozenset({Mark.STRONG, Mark.SUBSCRIPT}), Link("https://a.test", "tip"))
    assert inlines_of(text("x", *marks)) == (expected,)


def test_an_unknown_mark_leaves_the_text_and_says_so() -> None:
    assert inlines_of(text("x", {"type": "glow", "attrs": {"note": "secret"}})) == (
        Text("x"),
        Placeholder("unsupported content"),
    )


def test_a_line_feed_in_a_text_is_a_break_but_not_in_code() -> None:
    assert inlines_of(text("a\nb")) == (Text("a"), LineBreak(), Text("b"))
    assert inlines_of(text("a\nb", {"type": "code"})) == (Text("a\nb", frozenset({Mark.CODE})),)


def test_a_picture_brings_its_names_caption_and_link() -> None:
    link = {"type": "link", "attrs": {"href": "https://a.test"}}
    picture = {**node("media", id="m", alt="Anna.png", type="file"), "marks": [link]}
    found = read_adf(doc(node("mediaSingle", picture, node("caption", text("seen")))))
    assert found.blocks == (
        Media("image", alt="Anna.png", reference="m"),
        Card("https://a.test"),
        Paragraph((Text("seen"),)),
    )


def test_a_link_on_a_pictures_frame_is_seen() -> None:
    frame = node("mediaSingle", node("media", type="external", url="https://a.test/p.png"))
    frame["marks"] = [{"type": "link", "attrs": {"href": "https://b.test"}}]
    assert Card("https://b.test") in read_adf(doc(frame)).blocks


def test_a_nested_task_list_belongs_to_the_task_before_it() -> None:
    inner = node("taskList", node("taskItem", text("b"), state="DONE"))
    outer = node("taskList", node("taskItem", text("a"), state="TODO"), inner)
    assert to_plain(read_adf(doc(outer))) == "- [ ] a\n- [x] b"


def test_layouts_and_bodies_of_apps_are_read() -> None:
    layout = node("layoutSection", node("layoutColumn", X, width=50), node("layoutColumn", X))
    assert read_adf(doc(layout)).blocks == (P, P)
    body = node("bodiedExtension", X, parameters={"note": "secret"})
    assert read_adf(doc(body)).blocks == (Placeholder("unsupported content: bodiedExtension"), P)
    frames = node("multiBodiedExtension", node("extensionFrame", X))
    assert read_adf(doc(frames)).blocks[1:] == (P,)


def test_what_stands_in_an_unknown_node_is_read() -> None:
    unknown = read_adf(doc(node("carousel", X)))
    assert unknown.blocks == (Placeholder("unsupported content"), P)


def test_cells_keep_header_and_spans() -> None:
    row = node("tableRow", node("tableHeader", X, colspan=2), node("tableCell", X, rowspan=3))
    (table,) = read_adf(doc(node("table", row))).blocks
    cells = [found for found in iter_nodes(Document((table,))) if hasattr(found, "columns")]
    assert [(cell.header, cell.columns, cell.rows) for cell in cells] == [
        (True, 2, 1),
        (False, 1, 3),
    ]


@pytest.mark.parametrize("kind", ["futureNode", "a b", "<script>", "x" * 99, None, 5, ["doc"]])
def test_an_unknown_node_is_a_visible_placeholder_that_quotes_nothing(kind: object) -> None:
    unknown = {"type": kind, "attrs": {"note": "secret"}, "text": "secret"}
    (block,) = read_adf(doc(unknown)).blocks
    assert isinstance(block, Placeholder)
    assert block.label in ("unsupported content: futureNode", "unsupported content")


def test_blocks_in_inline_places_and_inlines_in_block_places_lose_no_text() -> None:
    odd = doc(text("a"), paragraph(text("b"), paragraph(text("c"))), node("listItem", X))
    assert to_plain(read_adf(odd)).split() == ["a", "b", "c", "-", "x"]


def test_endless_nesting_ends_in_a_placeholder() -> None:
    nested: Any = paragraph(text("deep"))
    for kind in ("blockquote", "listItem", "taskList", "tableCell") * 500:
        nested = node(kind, nested)
    labels = [n.label for n in iter_nodes(read_adf(doc(nested))) if isinstance(n, Placeholder)]
    assert labels == ["content nested too deep"]


@pytest.mark.parametrize(
    "value", [None, 5, "text", [], {}, {"type": "paragraph"}, {"type": ["doc"]}]
)
def test_what_is_no_document_is_held(value: object) -> None:
    with pytest.raises(UnreadableContent):
        read_adf(value)


@pytest.mark.parametrize("char", ["\x00", "\ud83d"])
def test_characters_that_no_encoding_carries_are_replaced(char: str) -> None:
    assert inlines_of(text(f"a{char}b")) == (Text("a\ufffdb"),)


KINDS = [
    "text", "paragraph", "heading", "bulletList", "listItem", "taskList", "taskItem", "table",
    "tableRow", "tableCell", "mediaSingle", "media", "caption", "panel", "expand", "codeBlock",
    "inlineCard", "date", "status", "mention", "emoji", "extension", "odd", None, 7,
]  # fmt: skip
LEAVES = st.sampled_from([None, True, -5, 2.5, float("nan"), "", "x", "\ud800", [], {}, [{}], "9"])
ATTRS = st.dictionaries(
    st.sampled_from(["text", "url", "level", "order", "colspan", "timestamp", "state", "data"]),
    LEAVES,
    max_size=3,
)


def _nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"type": st.sampled_from(KINDS)},
        optional={
            "content": st.lists(inner, max_size=3) | LEAVES,
            "attrs": ATTRS | LEAVES,
            "text": LEAVES,
            "marks": st.lists(st.fixed_dictionaries({"type": LEAVES, "attrs": ATTRS}) | LEAVES),
        },
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.recursive(LEAVES, _nodes, max_leaves=12), max_size=3))
def test_nothing_in_a_document_breaks_the_reading(content: list[Any]) -> None:
    assert isinstance(to_plain(read_adf({"type": "doc", "content": content})), str)


def test_every_node_and_mark_of_the_vendors_schema_is_known_here() -> None:
    path = shared_path("openapi/adf-schema-v1-full.json")
    definitions = vendor_validator(path).schema["definitions"]
    described = [definition.get("properties", {}) for definition in definitions.values()]
    kinds = {props["type"]["enum"][0] for props in described if "enum" in props.get("type", {})}
    marks = {name.removesuffix("_mark") for name in definitions if name.endswith("_mark")}
    apps = {"extension", "bodiedExtension", "inlineExtension", "syncBlock"}
    assert {"paragraph", "media", "taskItem"} <= kinds
    for kind in kinds - marks - apps - {"doc"}:
        attrs = {"url": "https://a.test", "text": "x", "timestamp": "0"}
        found = read_adf(doc({"type": kind, "attrs": attrs, "text": "x"}))
        assert not [n for n in iter_nodes(found) if isinstance(n, Placeholder)], kind
    for mark in marks:
        assert len(inlines_of(text("x", {"type": mark, "attrs": {}}))) == 1, mark
