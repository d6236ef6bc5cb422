import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.document import (
    Cell,
    CodeBlock,
    Document,
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
    Placeholder,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    iter_nodes,
    to_plain,
)
from connectors.zendesk.html import read_html, read_plain, write_html
from connectors.zendesk.html_reader import TOO_DEEP, UNREADABLE
from connectors.zendesk.html_writer import ATTRIBUTES, TAGS
from tests.connectors.zendesk.documents import documents, normalise


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def strong(text: str) -> Text:
    return Text(text, frozenset({Mark.STRONG}))


READ = {
    "nothing": ("", ()),
    "white space alone": (" \n <p> </p><div><br></div>", ()),
    "a comment as Zendesk stores it": (
        '<div class="zd-comment" dir="auto"><p dir="auto">Hi <b>there</b>,<br>\n you</p></div>',
        (paragraph("Hi ", strong("there"), ",", LineBreak(), "you"),),
    ),
    "marks within marks": (
        "<em>a<code>b</code></em>",
        (
            paragraph(
                Text("a", frozenset({Mark.EMPHASIS})),
                Text("b", frozenset({Mark.EMPHASIS, Mark.CODE})),
            ),
        ),
    ),
    "a link with a tool tip": (
        '<a href="https://a.test/?x=1&amp;y=2" title="tip">here</a>',
        (paragraph(Text("here", link=Link("https://a.test/?x=1&y=2", "tip"))),),
    ),
    "a link around a block": (
        '<a href="https://a.test"><div>here</div></a>',
        (paragraph(Text("here", link=Link("https://a.test"))),),
    ),
    "entities": ("&lt;b&gt; &amp;amp; &#233;&nbsp;x", (paragraph("<b> &amp; é\xa0x"),)),
    "a heading": ("<h2>Top</h2>x", (Heading(2, (Text("Top"),)), paragraph("x"))),
    "preformatted text": ("<pre>\n a\n  b<br>c</pre>", (CodeBlock(" a\n  b\nc"),)),
    "a quotation": (
        "<blockquote>q<p>r</p></blockquote>",
        (Quote((paragraph("q"), paragraph("r"))),),
    ),
    "a rule": ("a<hr>b", (paragraph("a"), Rule(), paragraph("b"))),
    "a list in a list": (
        "<ol start=3><li>a<ul><li>b</ul></ol>",
        (
            ItemList(
                (ListItem((paragraph("a"), ItemList((ListItem((paragraph("b"),)),)))),), True, 3
            ),
        ),
    ),
    "text between items": (
        "<ul>stray<li>a</li>more</ul>",
        (ItemList(tuple(ListItem((paragraph(t),)) for t in ("stray", "a", "more"))),),
    ),
    "a table": (
        "<table><caption>c</caption><tr><th colspan=2>h</th></tr><tbody><tr><td>x<td>y</table>",
        (
            paragraph("c"),
            Table(
                (
                    Row((Cell((paragraph("h"),), True, 2),)),
                    Row((Cell((paragraph("x"),)), Cell((paragraph("y"),)))),
                )
            ),
        ),
    ),
    "text in a table outside every cell": (
        "<table>stray<tr>loose<td>x</td></tr></table>",
        (paragraph("stray"), Table((Row((Cell((paragraph("loose"),)), Cell((paragraph("x"),)))),))),
    ),
    "a picture by its words": (
        '<img src="https://z.test/attachments/token/T/?name=scan%20Jo.png" alt="my passport">',
        (
            paragraph(
                Media(
                    "image",
                    "scan Jo.png",
                    "my passport",
                    "https://z.test/attachments/token/T/?name=scan%20Jo.png",
                )
            ),
        ),
    ),
    "a picture inside the text": (
        '<img src="data:image/png;base64,AAAA" alt="dot">',
        (paragraph(Media("image", "", "dot")),),
    ),
    "hidden elements are content": (
        '<p hidden>a</p><span style="display:none">b</span><noscript>c</noscript>',
        (paragraph("a"), paragraph("b"), paragraph("c")),
    ),
    "what is folded away": (
        "<details><summary>s</summary>body</details>",
        (paragraph("s"), paragraph("body")),
    ),
    "a form's fields": (
        '<input value="v"><textarea>t</textarea>',
        (paragraph("v"), paragraph("t")),
    ),
    "an unknown element": (
        "<o:p>x</o:p><custom-tag>y</custom-tag>",
        (paragraph("x"), paragraph("y")),
    ),
    "an embedded page": (
        '<iframe src="https://x.test"></iframe>',
        (paragraph(Placeholder("embedded content")),),
    ),
    "text after the end": ("<p>a</p></body></HTML>b", (paragraph("a"), paragraph("b"))),
}


@pytest.mark.parametrize(("html", "blocks"), READ.values(), ids=READ.keys())
def test_html_is_read_as_a_person_sees_it(html: str, blocks: tuple[object, ...]) -> None:
    assert read_html(html).blocks == blocks


@pytest.mark.parametrize(
    "html",
    [
        "<script>private</script>",
        "<style>private</style>",
        "<!-- private -->",
        "<!--[if mso]>private<![endif]-->",
        "<![CDATA[private]]>",
        "<?php private ?>",
        "<head><title>private</title><meta content=private></head>",
        '<pre>a<script>private</script></pre>',
        '<svg><script>private</script></svg>',
        '<p onclick="private" data-x="private">a</p>',
    ],
)  # fmt: skip
def test_scripts_styles_and_comments_carry_nothing(html: str) -> None:
    assert "private" not in repr(read_html(html))


def test_a_charset_in_the_text_does_not_change_how_it_is_read() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=utf-7">+ADw-b é'
    assert to_plain(read_html(html)) == "+ADw-b é"


@pytest.mark.parametrize(
    "html", ["<div>" * 500, "<ul><li>" * 300, "<table><tr><td>" * 200, "<b>" * 500]
)
def test_what_is_nested_too_deeply_is_announced(html: str) -> None:
    assert TOO_DEEP in iter_nodes(read_html(f"<p>before</p>{html}x"))
    assert "before" in to_plain(read_html(f"<p>before</p>{html}x"))


def test_what_the_parser_gives_up_on_is_announced() -> None:
    assert UNREADABLE in read_html("<div>" * 5000 + "x").blocks


def test_a_quoted_mail_of_twenty_rounds_is_read_to_its_end() -> None:
    html = "<div><blockquote>" * 20 + "first" + "</blockquote></div>" * 20
    assert to_plain(read_html(html)) == "first"


def test_a_nul_does_not_end_the_text() -> None:
    assert to_plain(read_html("a\0b")) == "a\ufffdb"


@given(
    st.text(max_size=300) | st.text(st.sampled_from(list("<>/=\"'& abpretdl!-[]")), max_size=300)
)
@settings(max_examples=300)
def test_no_text_whatever_makes_the_reader_fail(html: str) -> None:
    document = read_html(html)
    assert "\n" not in "".join(n.text for n in iter_nodes(document) if isinstance(n, Text))


@given(documents)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_was_written_is_read_back(document: Document) -> None:
    assert read_html(write_html(document)) == normalise(document)


@given(documents)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_written_html_means_the_same_to_a_stranger_that_cleans_it(document: Document) -> None:
    html = write_html(document)
    allowed = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    again = nh3.clean(html, tags=set(TAGS), attributes=allowed, link_rel=None)
    assert read_html(again) == read_html(html)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</p><img src=x onerror=alert(1)>",
        '" onmouseover="x',
        "&lt;b&gt;",
        "<!--",
    ],
)
def test_text_stays_text(text: str) -> None:
    document = Document((Paragraph((Text(text, link=Link("https://a.test", text)),)),))
    assert read_html(write_html(document)) == document


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//host",
        "java\nscript:x",
        "https://a b",
        "ftp://a",
    ],
)
def test_a_link_that_could_act_keeps_its_text_only(href: str) -> None:
    assert write_html(Document((Paragraph((Text("t", link=Link(href)),)),))) == "<p>t</p>"


def test_what_html_has_no_element_for_is_written_as_words() -> None:
    document = Document(
        (
            Panel("warning", (paragraph(Mention("5b10", "Ann")),)),
            ItemList((ListItem((paragraph("done"),), True), ListItem((), False))),
            Media("file", "trace.txt", reference="a1"),
        )
    )
    assert write_html(document) == (
        "<blockquote><p>@Ann</p></blockquote>"
        "<ul><li>[x] done</li><li>[ ] </li></ul><p>[file: trace.txt]</p>"
    )


def test_the_vendor_s_reference_of_a_file_or_account_is_never_written() -> None:
    document = Document(
        (paragraph(Mention("secret-id", "Ann"), Media("image", reference="secret-id")),)
    )
    assert "secret-id" not in write_html(document)


def test_control_characters_are_left_out_of_what_is_written() -> None:
    assert write_html(Document((paragraph("a\x00\x07\x1b\ud800b"),))) == "<p>ab</p>"


def test_a_document_that_says_nothing_writes_nothing() -> None:
    assert write_html(Document()) == ""


def test_a_plain_body_keeps_its_lines_and_paragraphs() -> None:
    assert read_plain("a\r\nb\r\rc").blocks == (paragraph("a", LineBreak(), "b"), paragraph("c"))


def test_reading_takes_time_in_proportion_to_length() -> None:
    short, long = (_nodes(count) for count in (1_000, 8_000))
    assert long == short * 8


def _nodes(count: int) -> int:
    return sum(1 for _ in iter_nodes(read_html("<p>a <b>b</b></p>" * count)))


@pytest.mark.parametrize(
    "style",
    [
        'style="display: none"',
        'style="color:red;VISIBILITY:hidden"',
        "hidden",
        'style="font-size:0"',
    ],
)
def test_hidden_text_stands_apart_and_parts_no_words(style: str) -> None:
    document = read_html(f"<p>Jo<span {style}>xx</span>hn is here</p>")
    assert to_plain(document) == "John is here\n\nxx"


def test_a_small_font_hides_nothing() -> None:
    assert to_plain(read_html('<p>Jo<span style="font-size:0.8em">h</span>n</p>')) == "John"


@pytest.mark.parametrize(
    "element",
    ['bdo dir="rtl"', 'span style="direction: rtl; unicode-bidi: bidi-override"'],
)
def test_text_that_is_shown_from_right_to_left_says_so(element: str) -> None:
    document = read_html(f"<p>to <{element}>nhoJ</{element.split()[0]}>!</p>")
    assert to_plain(document) == "to \u202enhoJ\u202c!"
