"""Passages that the canonical view reads in one way and a reader in another."""

import base64

import pytest

from app.document import Cell, Document, Link, Paragraph, Row, Table, Text
from app.redaction.targets import kept_target
from tests.unit.redaction.support import crossed, plain

PRIVATE = [
    "4 1 1 1  1 1 1 1  1 1 1 1  1 1 1 1",
    "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
    "4\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1",
    "4111 1111\n1111 1111",
    "4111_1111_1111_1111",
    "J a n e  R o e",
    "J-a-n-e R-o-e",
    "j a n e . r o e @ n o r t h w i n d . e x a m p l e",
    "Jane\nRoe",
    "\u202eeoR enaJ\u202c",
    "\u0408\u0430n\u0435 R\u043e\u0435",
    "ab=40contoso.example",
    "a=\nb@contoso.example",
    r"name:\nJane Roe",
    "bo.li@contoso\n.example",
    "?q=Jane+Roe",
    base64.b64encode(b"Jane Roe").decode(),
    base64.b64encode(base64.b64encode(b"mail to Jane Roe")).decode(),
    b"mail to Jane Roe".hex(),
    b"Jane Roe".hex(" "),
    base64.b64encode("write to Jane Roe".encode("utf-16-le")).decode(),
    "bo.li [at] contoso [dot] example",
    "bo.li arroba contoso punto com",
    "bo punkt li Klammeraffe contoso Punkt de",
    "bo.li_at_contoso.com",
    "bo.liATcontosoDOTcom",
    "bo.li at contoso.com",
    "https://shop.northwind.example/a?q=x%20%3D%20jane.roe",
    "N o r t h w i n d z",
    "u N o r t h w i n d",
    "N0rthw1nd",
    "203(dot)0(dot)113(dot)9",
]


@pytest.mark.parametrize("passage", PRIVATE)
def test_what_a_reader_makes_out_does_not_cross_and_the_rest_does(passage: str) -> None:
    told = plain(f"We asked {passage} about the export")
    assert told.startswith("We asked ")
    assert told.endswith(" about the export")
    assert passage not in told
    assert "Roe" not in told.split()


ORDINARY = [
    "a b c d e f and 1 2 3 4 5 6 7 8 9",
    "scores 4, 1, 1, 1, 2, 5, 6, 1, 1, 1, 1, 1, 1, 1, 1",
    "set x=40 and y=3D before the plot",
    r"the folder C:\new\reports and the pattern \d{3}\.\w+",
    "he looked at the dot com bubble",
    "the script report.py at line 10 failed",
    "a list of 10 20 30 40 50 60 70 80",
    "color deadbeefdeadbeefdeadbeefdeadbeef is wrong",
    "какао и рот",
    "i18n, k8s, e2e4, sha1sum and h264 in 0x1f4b",
    base64.b64encode(b"hello world, nothing to see").decode(),
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_not_read_into(text: str) -> None:
    assert plain(text) == text


def test_a_number_over_the_cells_of_a_row_is_one_number() -> None:
    cells = ("5555", "5555", "5555", "4444", "declined")
    row = Row(tuple(Cell((Paragraph((Text(cell),)),)) for cell in cells))
    told = plain(Document((Table((row,)),)))
    assert "5555" not in told
    assert "declined" in told


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ("https://a.example/p?q=1&u=2#x", "https://a.example/p?q=1&u=2#x"),
        ("https://a.example/p?q=1&u=[customer]#x", "https://a.example/p?q=1#x"),
        ("https://a.example/p?[customer]#x", "https://a.example/p#x"),
        ("https://a.example/p?q=1&u=2#[customer]", "https://a.example/p?q=1&u=2"),
        ("https://a.example/[customer]?q=1&u=2#x", ""),
        ("[link-1]", ""),
    ],
)
def test_a_link_loses_no_more_than_what_was_private(after: str, kept: str) -> None:
    assert kept_target("https://a.example/p?q=1&u=2#x", after) == kept


def test_a_link_with_a_private_parameter_still_leads_to_its_page() -> None:
    link = Link("https://docs.example.org/cart?user=bo%40contoso.example&page=2", "the cart")
    document = crossed(Document((Paragraph((Text("cart", link=link),)),))).document
    expected = Link("https://docs.example.org/cart?page=2", "the cart")
    assert document == Document((Paragraph((Text("cart", link=expected),)),))
