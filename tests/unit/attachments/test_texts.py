"""Text files of every form, as a reader on the other side gets them."""

import codecs
import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.attachments.decoding import LONGEST_RUN, WITHHELD, read_text
from app.model import Audience
from tests.unit.attachments.support import MAIL, crossed, reason, treat

LINES = f"10:15 export of {MAIL} failed\r\n10:16 retried, fine\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_the_encoding_that_it_shows(encoding: str) -> None:
    result = crossed("a.log", "text/plain", LINES.encode(encoding)).decode()
    assert MAIL not in result
    assert "10:16 retried, fine" in result


def test_latin_1_is_read_only_where_the_type_declares_it() -> None:
    content = "Überprüfung läuft\n".encode("latin-1")
    assert crossed("a.txt", "text/plain; charset=ISO-8859-1", content).decode() == (
        "Überprüfung läuft\n"
    )
    assert reason("a.txt", "text/plain", content) == "its text cannot be decoded"


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"caf\xe9 and more", b"a\0b", codecs.BOM_UTF32_LE + b"a\0\0\0"]
)
def test_what_is_not_the_text_that_it_claims_to_be_stays_and_is_not_quoted(content: bytes) -> None:
    assert reason("a.txt", "text/plain", content) in {
        "its text cannot be decoded",
        "it holds binary data",
    }


@given(st.lists(st.integers(1, 3 * LONGEST_RUN), min_size=1, max_size=5), st.integers(100, 70_000))
@settings(max_examples=40, deadline=None)
def test_long_runs_of_data_are_withheld_wherever_the_pieces_meet(
    lengths: list[int], shift: int
) -> None:
    text = "x " * (shift // 2) + " ".join("A" * length for length in lengths) + " end"
    result = "".join(read_text(io.BytesIO(text.encode())))
    assert (
        result
        == "x " * (shift // 2)
        + " ".join(WITHHELD if length >= LONGEST_RUN else "A" * length for length in lengths)
        + " end"
    )


def test_the_head_of_a_column_tells_what_its_cells_are() -> None:
    table = (
        "Ticket,Full name,E-Mail,Password,SSN,Note\n"
        '17,Zork Blatt,zb@q.example,correct horse,078051120,"all fine, so far"\n'
        '18,"Quux\nVann",,,,second note\n'
    )
    rows = list(csv.reader(io.StringIO(crossed("people.csv", "text/csv", table.encode()).decode())))
    assert rows[0] == ["Ticket", "Full name", "E-Mail", "Password", "SSN", "Note"]
    for private in ("Zork", "Blatt", "zb@q", "correct", "horse", "078051120", "Quux", "Vann"):
        assert not [cell for row in rows[1:] for cell in row if private in cell]
    assert [(row[0], row[5]) for row in rows[1:]] == [
        ("17", "all fine, so far"),
        ("18", "second note"),
    ]


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 900), st.integers(0, 60), st.sampled_from([",", ";", "\t"]))
def test_no_cell_is_missed_or_moved_wherever_it_stands(
    rows: int, width: int, separator: str
) -> None:
    lines = [
        separator.join((str(number), f"user{number}@elsewhere.example", "pad " * width))
        for number in range(rows)
    ]
    head = separator.join(("id", "login", "note"))
    content = "\n".join((head, *lines, "")).encode()
    result = crossed("a.tsv" if separator == "\t" else "a.csv", "text/csv", content).decode()
    read = list(csv.reader(io.StringIO(result), delimiter=separator))
    assert "@elsewhere" not in result
    assert [row[0] for row in read] == ["id", *map(str, range(rows))]


def test_json_stays_json_and_its_keys_are_cues() -> None:
    value = {
        "order": 17,
        "user": {"name": "Zork Blatt", "email": "zb@q.example", "phone": 4915112345678},
        "Jane Roe": ["logged in", {"password": "correct horse", "note": "It\nworks"}],
        "ok": True,
        "none": None,
        "ratio": 0.25,
    }
    result = json.loads(crossed("a.json", "application/json", json.dumps(value).encode()))
    shown = json.dumps(result)
    for private in ("Zork", "Blatt", "zb@q", "15112345678", "Jane", "Roe", "correct", "horse"):
        assert private not in shown
    assert (result["order"], result["ok"], result["none"], result["ratio"]) == (
        17,
        True,
        None,
        0.25,
    )
    assert "It\\nworks" in shown


def test_a_name_that_is_no_person_s_stays_in_json() -> None:
    content = json.dumps({"name": "export service", "level": "info", "retries": 3}).encode()
    assert json.loads(crossed("a.json", "application/json", content)) == json.loads(content)


LEAVES = st.one_of(st.integers(-999, 999), st.booleans(), st.none(), st.sampled_from(["ok", MAIL]))
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["alpha", "beta", "gamma"]), inner, max_size=3)
    ),
    max_leaves=25,
)


@settings(max_examples=30, deadline=None)
@given(VALUES)
def test_any_json_keeps_its_shape_and_loses_what_is_private(value: object) -> None:
    result = crossed("a.json", "application/json", json.dumps(value).encode())
    again = json.loads(result)
    assert MAIL.encode() not in result
    assert json.dumps(value).replace(MAIL, "[email-1]") == json.dumps(again)


@pytest.mark.parametrize("content", ['{"a": "' + MAIL, "[" * 200 + f'"{MAIL}"' + "]" * 200])
def test_json_that_cannot_be_read_is_redacted_as_text(content: str) -> None:
    result = crossed("a.json", "application/json", content.encode()).decode()
    assert MAIL not in result
    assert "[email-1]" in result


def test_json_lines_are_redacted_line_by_line() -> None:
    lines = [json.dumps({"at": number, "msg": f"login of {MAIL}"}) for number in range(3000)]
    content = "\n".join((*lines, "no json here", "")).encode()
    result = crossed("a.ndjson", "application/x-ndjson", content).decode().splitlines()
    assert MAIL not in "".join(result)
    assert [json.loads(line)["at"] for line in result[:-1]] == list(range(3000))
    assert result[-1] == "no json here"


def test_a_page_is_written_without_scripts_comments_and_hidden_text() -> None:
    page = (
        "<html><head><script>track('jane')</script><style>p{}</style></head><body onload='x()'>"
        "<!-- for Jane Roe --><p>Mail <b>jane.roe</b>@northwind.example</p>"
        "<p style='display:none'>Jane Roe</p><ul><li>first step</li></ul></body></html>"
    )
    result = crossed("a.html", "text/html", page.encode()).decode()
    for private in ("script", "track", "jane", "Jane", "northwind", "onload", "<!--"):
        assert private not in result
    assert "<li>" in result
    assert "first step" in result


def test_the_tags_of_xml_are_cues_and_its_comments_stay_behind() -> None:
    tree = (
        f"<?xml version='1.0'?><!-- Jane Roe --><users><user mail='{MAIL}'><firstName>Zork"
        "</firstName><password>correct horse</password><state>active since May</state>"
        "</user></users>"
    )
    result = crossed("a.xml", "text/xml", tree.encode()).decode()
    for private in ("Jane", "jane", "Zork", "correct", "horse", "<!--"):
        assert private not in result
    assert "<state>active since May</state>" in result


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "it declares entities"),
        ("<a><b></a>", "it is malformed"),
        (
            f"<a xmlns='http://portal.northwind.example/{MAIL}'>x</a>",
            "its tags hold something private",
        ),
    ],
)
def test_xml_that_cannot_be_redacted_stays(tree: str, why: str) -> None:
    assert reason("a.xml", "text/xml", tree.encode()) == why


def test_a_person_has_one_placeholder_in_all_of_a_file() -> None:
    text = "".join(f"{number} mail of {MAIL}\n" for number in range(9000))
    outcome, content = treat("a.log", "text/plain", text.encode())
    assert content.decode() == text.replace(MAIL, "[email-1]")
    assert len(outcome.findings) == 1


def test_more_values_than_can_be_numbered_share_a_number_that_is_nobody_s() -> None:
    text = "".join(f"mail of user{number}@elsewhere.example\n" for number in range(1500))
    outcome, content = treat("a.log", "text/plain", text.encode())
    lines = content.decode().splitlines()
    assert lines[0] == "mail of [email-1]"
    assert lines[-1] == "mail of [email-0]"
    assert "@" not in content.decode()
    assert len(outcome.pseudonyms.entries) == 1000
    assert len(outcome.findings) <= 502


def test_a_customer_gets_a_log_without_what_is_engineering_s() -> None:
    text = (
        'Open the page.\n  File "/srv/app/run.py", line 7, in go\n    go(1)\nValueError: bad row\n'
    )
    trace = "Traceback (most recent call last):\n"
    content = (text[:15] + trace + text[15:]).encode()
    _, result = treat("a.log", "text/plain", content, audience=Audience.CUSTOMER)
    assert b"/srv/app" not in result
    assert b"Open the page." in result


def test_whom_only_the_end_names_in_full_is_found_at_the_beginning_too() -> None:
    lines = "".join(f"step {number} done\n" for number in range(9000))
    text = f"login of qvossberg took long\n{lines}Kind regards,\nQuillon Vossberg\n"
    result = crossed("a.txt", "text/plain", text.encode()).decode()
    assert "Vossberg" not in result
    assert "qvossberg" not in result
