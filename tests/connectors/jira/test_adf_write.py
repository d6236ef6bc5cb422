"""Documents written as ADF."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.document import (
    Card,
    Cell,
    CodeBlock,
    Document,
    Expand,
    Heading,
    ItemList,
    Link,
    ListItem,
    Mark,
    Media,
    Mention,
    Panel,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    iter_nodes,
    to_plain,
)
from connectors.jira.adf import read_adf
from connectors.jira.adf_write import write_adf
from connectors.jira.flatten import as_inlines
from tests.connectors.jira.adf_facts import structural_problems, vendor_validator
from tests.connectors.jira.documents import blocks, documents
from tests.shared_data import shared_path

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def text_leaves(node: Any) -> list[str]:
    own = [node["text"]] if node["type"] == "text" else []
    attrs = node.get("attrs", {})
    own += [str(attrs[name]) for name in ("text", "title", "url", "shortName") if name in attrs]
    own += [
        str(value)
        for mark in node.get("marks", [])
        for value in mark.get("attrs", {}).values()
        if mark["type"] == "link"
    ]
    return own + [leaf for child in node.get("content", []) for leaf in text_leaves(child)]


@quick
@given(documents)
def test_what_is_written_is_well_formed(document: Document) -> None:
    assert list(structural_problems(write_adf(document))) == []


@quick
@given(documents)
def test_what_is_written_fits_the_vendors_schema(document: Document) -> None:
    validator = vendor_validator(shared_path("openapi/adf-schema-v1-full.json"))
    errors = list(validator.iter_errors(write_adf(document)))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@quick
@given(documents)
def test_reading_back_keeps_the_plain_text(document: Document) -> None:
    again = read_adf(write_adf(document))
    assert to_plain(again).split() == to_plain(document).split()


@quick
@given(documents)
def test_writing_adds_no_words(document: Document) -> None:
    known = to_plain(document) + "".join(
        part
        for node in iter_nodes(document)
        for part in (
            *((node.link.href, node.link.title) if isinstance(node, Text) and node.link else ()),
            getattr(node, "short_name", ""),
        )
    )
    letters = {char for leaf in text_leaves(write_adf(document)) for char in leaf}
    assert letters <= set(known) | set("[x] ")


@quick
@given(documents)
def test_equal_documents_are_written_alike(document: Document) -> None:
    assert json.dumps(write_adf(document)) == json.dumps(write_adf(document))


@quick
@given(blocks)
def test_a_flattened_block_reads_the_same(block: Any) -> None:
    flat = Document((Paragraph(as_inlines(block)),))
    assert to_plain(flat) == to_plain(Document((block,)))


def content(*written: Any) -> Any:
    return write_adf(Document(written))["content"]


def test_a_heading_in_a_list_item_becomes_bold_text() -> None:
    (listed,) = content(ItemList((ListItem((Heading(2, (Text("Steps"),)),)),)))
    (paragraph,) = listed["content"][0]["content"]
    assert paragraph["content"] == [
        {"type": "text", "text": "Steps", "marks": [{"type": "strong"}]}
    ]


def test_a_table_in_a_cell_becomes_lines_of_text() -> None:
    def table(*cells: Any) -> Table:
        return Table((Row(tuple(Cell((cell,)) for cell in cells)),))

    inner = table(Paragraph((Text("a"),)), Paragraph((Text("b"),)))
    (outer,) = content(table(inner))
    assert text_leaves(outer) == ["a", " | ", "b"]
    assert "table" not in json.dumps(outer["content"][0]["content"][0]["content"])


def test_a_panel_in_a_panel_keeps_its_content_in_the_outer_one() -> None:
    (panel,) = content(Panel("info", (Panel("error", (Paragraph((Text("x"),)),)),)))
    assert [node["type"] for node in panel["content"]] == ["paragraph"]


def test_an_expand_in_an_expand_is_a_nested_one_and_below_that_text() -> None:
    deep = Expand("3", (Paragraph((Text("x"),)),))
    (outer,) = content(Expand("1", (Expand("2", (deep,)),)))
    (nested,) = outer["content"]
    assert (outer["type"], nested["type"]) == ("expand", "nestedExpand")
    assert text_leaves(nested) == ["2", "3", "x"]


def test_code_keeps_its_link_and_drops_other_marks() -> None:
    text = Text("f()", frozenset({Mark.CODE, Mark.STRONG}), Link("https://a.test"))
    (paragraph,) = content(Paragraph((text,)))
    marks = paragraph["content"][0]["marks"]
    assert [mark["type"] for mark in marks] == ["code", "link"]


def test_a_script_address_is_not_written_as_a_link() -> None:
    written = json.dumps(content(Paragraph((Text("x", link=Link("javascript:alert(1)")),))))
    assert "javascript" not in written


def test_ids_of_a_vendor_are_not_written() -> None:
    mention, media = Mention("712020:id", "Mia"), Media("image", "p.png", "", "", "media-id")
    written = json.dumps(content(Paragraph((mention, media)), media))
    assert "712020" not in written
    assert "media-id" not in written
    assert "@Mia" in written


def test_tasks_stay_tasks_with_their_nested_list() -> None:
    def task(text: str, *, done: bool, inner: tuple[Any, ...] = ()) -> ListItem:
        return ListItem((Paragraph((Text(text),)), *inner), done)

    tasks = ItemList((task("a", done=False, inner=(ItemList((task("b", done=True),)),)),))
    assert read_adf(write_adf(Document((tasks,)))) == Document((tasks,))
    assert content(tasks)[0]["type"] == "taskList"


def test_tasks_in_a_quote_show_their_state_as_text() -> None:
    item = ListItem((Paragraph((Text("a"),)),), checked=True)
    (quote,) = content(Quote((ItemList((item,)),)))
    assert text_leaves(quote) == ["[x] ", "a"]


def test_a_bare_address_is_a_card_only_where_a_card_may_stand() -> None:
    card = Card("https://a.test/x")
    assert content(card)[0]["type"] == "blockCard"
    (quote,) = content(Quote((card,)))
    assert quote["content"][0]["content"][0]["type"] == "inlineCard"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_characters_that_jira_cannot_hold_are_replaced(text: str) -> None:
    written = content(Paragraph((Text(text),)), CodeBlock(text))
    assert text_leaves({"type": "doc", "content": written}) == ["a\ufffdb", "a\ufffdb"]


def test_an_empty_document_is_an_empty_document() -> None:
    assert write_adf(Document()) == {"type": "doc", "version": 1, "content": []}
