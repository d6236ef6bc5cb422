"""Wiki markup, read and written: tables of both ways, and properties over whole documents."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.document import (
    Block,
    Card,
    Cell,
    CodeBlock,
    Document,
    Expand,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Mark,
    Media,
    Mention,
    Panel,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    from_plain,
    iter_nodes,
    to_plain,
)
from connectors.jira.wiki import read_wiki
from connectors.jira.wiki_write import write_wiki
from tests.connectors.jira.documents import documents

STRONG, CODE = frozenset({Mark.STRONG}), frozenset({Mark.CODE})
LINK = Link("https://a.test/x?y=1#z")


def one(*inlines: Inline) -> Document:
    return Document((Paragraph(inlines),))


def item(text: str, *more: Block) -> ListItem:
    return ListItem((Paragraph((Text(text),)), *more))


def cell(text: str, *, header: bool = False) -> Cell:
    return Cell((Paragraph((Text(text),)),) if text else (), header)


BOTH_WAYS = [
    ("*bold* plain", one(Text("bold", STRONG), Text(" plain"))),
    ("_em_", one(Text("em", frozenset({Mark.EMPHASIS})))),
    ("-struck-", one(Text("struck", frozenset({Mark.STRIKE})))),
    ("half{*}bold{*}", one(Text("half"), Text("bold", STRONG))),
    ("{*}{_}both{_}{*}", one(Text("both", frozenset({Mark.STRONG, Mark.EMPHASIS})))),
    ("{{x = 1}}", one(Text("x = 1", CODE))),
    ("[words|https://a.test/x?y=1#z]", one(Text("words", link=LINK))),
    ("[words|https://a.test|tip]", one(Text("words", link=Link("https://a.test", "tip")))),
    ("[https://a.test/x]", one(Card("https://a.test/x"))),
    ("one\ntwo", one(Text("one"), LineBreak(), Text("two"))),
    ("one\n&nbsp;\ntwo", one(Text("one"), LineBreak(), LineBreak(), Text("two"))),
    ("one\n\ntwo", from_plain("one\n\ntwo")),
    ("h3. Title", Document((Heading(3, (Text("Title"),)),))),
    ("----", Document((Rule(),))),
    ("{code:java}\nint x;\n\n  y\n{code}", Document((CodeBlock("int x;\n\n  y", "java"),))),
    ("{quote}\na\n\nb\n{quote}", Document((Quote(from_plain("a\n\nb").blocks),))),
    ("{panel}\na\n{panel}", Document((Panel("info", from_plain("a").blocks),))),
    (
        "* a\n** b\n* c",
        Document((ItemList((item("a", ItemList((item("b"),))), item("c"))),)),
    ),
    (
        "# a\n#* b",
        Document((ItemList((item("a", ItemList((item("b"),))),), ordered=True),)),
    ),
    (
        "|| h || i ||\n| a |  |",
        Document(
            (
                Table(
                    (
                        Row((cell("h", header=True), cell("i", header=True))),
                        Row((cell("a"), cell(""))),
                    )
                ),
            )
        ),
    ),
]


@pytest.mark.parametrize(("markup", "document"), BOTH_WAYS)
def test_markup_is_read_and_written(markup: str, document: Document) -> None:
    assert read_wiki(markup) == document
    assert write_wiki(document) == markup


READ_ALONE = [
    ("[~mia]", one(Mention("mia", "mia"))),
    ("[~accountid:5b:7]", one(Mention("5b:7", ""))),
    ("see !screen.png|thumbnail!", one(Text("see "), Media("image", "screen.png"))),
    ("!https://a.test/x.png!", one(Media("image", url="https://a.test/x.png"))),
    ("[log|^trace.txt]", one(Media("file", "trace.txt", "log"))),
    ("[mailto:a@b.test]", one(Text("mailto:a@b.test", link=Link("mailto:a@b.test")))),
    ("[customer] said [x|y]", one(Text("[customer] said [x|y]"))),
    (r"\*not bold\* \{code}", one(Text("*not bold* {code}"))),
    (r"C:\temp a\\ b", one(Text(r"C:\temp a"), LineBreak(), Text("b"))),
    ("&#91;x&amp;", one(Text("[x&"))),
    ("{color:red}red{color}", one(Text("red"))),
    ("{unknown:x} {quote}", one(Text("{unknown:x} {quote}"))),
    ("2 * 3 * 4, a_b_c, well-known", one(Text("2 * 3 * 4, a_b_c, well-known"))),
    ("*open\nend*", one(Text("*open"), LineBreak(), Text("end*"))),
    ("bq. said", Document((Quote(from_plain("said").blocks),))),
    ("{noformat}\n*a* {quote}\n{noformat}", Document((CodeBlock("*a* {quote}"),))),
    (
        "x {code:title=a.py|python}y{code} z",
        Document(
            (Paragraph((Text("x "),)), CodeBlock("y", "python"), Paragraph((Text(" z"),)))
        ),
    ),
    (
        "{panel:title=Head|borderStyle=solid}a{panel}",
        Document((Panel("info", (*one(Text("Head", STRONG)).blocks, *from_plain("a").blocks)),)),
    ),
    ("- a\nmore", Document((ItemList((ListItem(from_plain("a\nmore").blocks),)),))),
    ("a\r\nb", from_plain("a\nb")),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "document"), READ_ALONE)
def test_markup_of_other_people_is_read(markup: str, document: Document) -> None:
    assert read_wiki(markup) == document


WRITTEN_ALONE = [
    (one(Text("{code}rm{code} [~mia] !x.png! *b* | c")),
     r"\{code\}rm\{code\} \[\~mia\] \!x.png! \*b\* \| c"),
    (one(Text("- no list")), r"\- no list"),
    (one(Text("h1. no title")), "h1&#46; no title"),
    (one(Text("bq. no quote")), "bq&#46; no quote"),
    (one(Text("----")), r"\-\-\-\-"),
    (one(Text("well-known a_b x - y 50%")), "well-known a_b x - y 50%"),
    (one(Text(r"C:\temp\\x &amp; R&D")), r"C:\temp&#92;\x &#38;amp; R&D"),
    (one(Text("(x) :) :D")), r"\(x) :\) &#58;D"),
    (one(Mention("5b:7", "Mia")), "@Mia"),
    (one(Media("image", "a.png", "", "https://a.test/a.png", "id-1")), r"\[image: a.png\]"),
    (one(Text("x", link=Link("javascript:alert(1)"))), "x"),
    (one(Text("x", link=Link("https://a.test/|y]"))), "x"),
    (one(Text("code", CODE)), "{{&#99;ode}}"),
    (Document((CodeBlock("a {code} b"),)), r"{{a \{code\} b}}"),
    (Document((CodeBlock("x", "brainfuck"),)), "{code}\nx\n{code}"),
    (Document((Expand("More", from_plain("x").blocks),)), "{panel}\n*More*\n\nx\n{panel}"),
    (Document((Quote((Quote(from_plain("x").blocks),)),)), "{quote}\nx\n{quote}"),
    (Document((ItemList((item("a"),), ordered=True, start=3),)), "3. a"),
    (Document((ItemList((ListItem(from_plain("a").blocks, checked=True),)),)), r"* \[x\] a"),
    (Document(), ""),
]  # fmt: skip


@pytest.mark.parametrize(("document", "markup"), WRITTEN_ALONE)
def test_what_wiki_markup_lacks_or_must_not_read_is_written_otherwise(
    document: Document, markup: str
) -> None:
    assert write_wiki(document) == markup
    assert to_plain(read_wiki(markup)) == to_plain(document)


# ---- properties ----------------------------------------------------------------------------------

nasty = st.text(alphabet="*_-+^~{}[]()!|?#\\&;:.h1bq code D\u00b2\t@%/", max_size=16)
lines = st.lists(nasty, min_size=1, max_size=3).map("\n".join)
_marks = st.frozensets(st.sampled_from(list(Mark)), max_size=2)
_links = st.none() | st.just(Link("https://a.test/x", "t|i]p"))
_runs = st.lists(st.builds(Text, nasty, _marks, _links) | st.just(LineBreak()), max_size=4)
_paragraphs: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _runs.map(tuple)),
    st.builds(Heading, st.integers(1, 6), _runs.map(tuple)),
    st.builds(CodeBlock, st.text(alphabet="{code}noformat:\n ", max_size=20)),
)
_blocks: st.SearchStrategy[Block] = st.one_of(
    _paragraphs,
    st.builds(lambda a, b: ItemList((ListItem((a,)), ListItem((b,)))), _paragraphs, _paragraphs),
    st.builds(lambda a: Table((Row((Cell((a,), True), Cell((a,)))),)), _paragraphs),
    st.builds(lambda a, b: Quote((a, b)), _paragraphs, _paragraphs),
)
hostile = st.builds(Document, st.lists(_blocks, max_size=3).map(tuple))


@settings(deadline=None)
@given(documents | hostile)
@example(one(Text("|", link=Link("https://a.test/x", "a|b]"))))
def test_what_is_written_reads_as_the_same_plain_text(document: Document) -> None:
    assert to_plain(read_wiki(write_wiki(document))) == to_plain(document)


@settings(deadline=None)
@given(lines)
@example("{code}\n{quote}")
@example("[~mia] [x|https://a.test] !x.png!")
@example("h1. a\n* b\n|| c ||")
def test_no_text_is_read_as_markup(text: str) -> None:
    nodes = list(iter_nodes(read_wiki(write_wiki(from_plain(text)))))
    assert {type(node) for node in nodes} <= {Paragraph, Text, LineBreak}
    assert not any(node.marks or node.link for node in nodes if isinstance(node, Text))


@given(lines)
def test_no_brace_bracket_or_bar_of_a_text_stands_unescaped(text: str) -> None:
    written = write_wiki(from_plain(text))
    assert re.search(r"(?<!\\)[{}\[\]|]", written) is None
    assert r"\\" not in written


@settings(deadline=None)
@given(st.text() | lines | nasty)
def test_every_text_can_be_read_and_what_was_read_can_be_written(markup: str) -> None:
    document = read_wiki(markup)
    assert to_plain(read_wiki(write_wiki(document))) == to_plain(document)


@pytest.mark.parametrize(
    "sign", ["*", "*a ", "{", "{{a", "{quote}", "{panel:a}", "{code:a}", "[a", "!a", "| a", "\\",
             "* a\n", "a\n", "****** a\n", "&#"],
)  # fmt: skip
def test_a_comment_of_nothing_but_signs_is_read_whole(sign: str) -> None:
    document = read_wiki(sign * (32_767 // len(sign)))
    letters = sum(node.text.count("a") for node in iter_nodes(document) if isinstance(node, Text))
    if "a" in sign and ":" not in sign:
        assert letters == 32_767 // len(sign)
    assert document.blocks
