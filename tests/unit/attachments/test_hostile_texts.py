"""Text files that hide what they hold: in their form, their encoding or their structure."""

import csv
import io
import json

import pytest

from tests.unit.attachments.support import MAIL, crossed, reason, treat

SECRET = "hunterzz"


@pytest.mark.parametrize(
    "head",
    ["Password (initial)", "old_password", "PasswordHash", "Password 2", '"Pass\nword"', "Token:"],
)
def test_a_longer_head_of_a_column_says_what_its_last_words_say(head: str) -> None:
    result = crossed("a.csv", "text/csv", f"{head},Note\n{SECRET},fine\n".encode()).decode()
    assert SECRET not in result
    assert "fine" in result


@pytest.mark.parametrize("head", ["Token count", "Password reset at", "Page", "Step"])
def test_a_head_that_only_begins_like_a_private_one_says_nothing(head: str) -> None:
    assert crossed("a.csv", "text/csv", f"{head},Note\n17,fine\n".encode()).decode() == (
        f"{head},Note\n17,fine\n"
    )


@pytest.mark.parametrize(
    "table",
    [
        f"sep=;\nUser;Password\nu;{SECRET}\n",
        f"Export of all users\n\nUser;Password\nu;{SECRET}\n",
        f'"a, b, c";Password\nu;{SECRET}\n',
        f"Note\tPassword, old\nu\t{SECRET}\n",
        f"Note,Password\na\x0cb,{SECRET}\n",
        f"Note,Password\na\u2028b,{SECRET}\n",
        f'Note,Password\r\n"a\r\nb",{SECRET}\r\n',
        f"key,value\npassword,{SECRET}\n",
        f"Note|Password\ra|{SECRET}\r",
    ],
)
def test_a_cell_is_read_under_its_own_head_however_the_table_is_written(table: str) -> None:
    assert SECRET not in crossed("a.csv", "text/csv", table.encode()).decode()


def test_a_form_feed_parts_no_rows() -> None:
    table = "Note,Count\na\x0cb,1\n"
    rows = list(csv.reader(io.StringIO(crossed("a.csv", "text/csv", table.encode()).decode())))
    assert [len(row) for row in rows] == [2, 2]


@pytest.mark.parametrize(
    "value",
    [
        {"password": {"current": SECRET, "new": [SECRET]}},
        {"user": {"name": {"first": SECRET, "last": SECRET}}},
        {"headers": [{"name": "Cookie", "value": SECRET}, {"name": "X-Api-Key", "value": SECRET}]},
        {"params": [{"key": "password", "value": SECRET}]},
        {"body": json.dumps({"password": SECRET})},
        {"body": f'{{"mail": "{MAIL}", "mail": "x"}}'},
    ],
)
def test_what_a_key_says_is_found_in_the_structure_under_it(value: object) -> None:
    result = crossed("a.har", "application/json", json.dumps(value).encode()).decode()
    assert SECRET not in result
    assert MAIL not in result


def test_a_number_under_a_private_key_goes_however_short_it_is() -> None:
    content = json.dumps({"pin": 4821, "retries": 4821}).encode()
    result = json.loads(crossed("a.json", "application/json", content))
    assert result["pin"] != 4821
    assert result["retries"] == 4821


def test_the_labels_of_recorded_headers_stay_readable() -> None:
    headers = [{"name": "Accept", "value": "*/*"}, {"name": "Content-Type", "value": "text/css"}]
    content = json.dumps({"headers": headers}).encode()
    assert json.loads(crossed("a.har", "application/json", content))["headers"] == headers


def test_pages_of_a_list_are_no_names_of_people() -> None:
    content = json.dumps({"links": {"first": "p=1", "last": "p=9", "next": "p=2"}}).encode()
    assert json.loads(crossed("a.json", "application/json", content)) == json.loads(content)


def test_a_picture_inside_json_is_withheld_however_its_signs_are_escaped() -> None:
    content = ('{"pic": "' + "iVBORw0KGgo\\/" * 1000 + '"}').encode()
    assert crossed("a.json", "application/json", content) == b'{"pic": "[data withheld]"}'


@pytest.mark.parametrize(
    "text",
    [
        "ja\x1b[31mne.roe@northwind.example",
        "ja\x9b31mne.roe@northwind.example",
        "ja\x1b(Bne.roe@northwind.example",
        "".join(f"{sign}\b{sign}" for sign in MAIL),
        "jax\bne.roe@northwind.example",
    ],
)
@pytest.mark.parametrize("shift", [0, 65536 - 10, 65536 - 3])
def test_codes_for_terminals_part_no_name_wherever_the_pieces_meet(text: str, shift: int) -> None:
    content = ("x " * (shift // 2) + f"mail {text} end").encode()
    result = crossed("a.log", "text/plain", content).decode()
    assert result.endswith("mail [email-1] end")


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_codes_for_terminals_part_no_name_in_structured_text(name: str) -> None:
    mail = "ja\x1b[31mne.roe@northwind.example"
    content = json.dumps({"m": mail}) if name == "a.json" else f"m,n\n{mail},x\n"
    result = crossed(name, "", content.encode()).decode()
    assert "[email-1]" in result
    assert "ja" not in result


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/plain; charset=utf-7", b"+AEoAYQBuAGU-"),
        ("text/plain; charset=hz-gb-2312", b"~{VPND~}"),
        ("text/plain; charset=iso-2022-jp", b"mail"),
        ("text/plain", b"\x1b$B;3ED\x1b(B"),
    ],
)
def test_letters_that_stand_for_others_are_not_taken_for_text(kind: str, content: bytes) -> None:
    assert reason("a.txt", kind, content) == "its text cannot be decoded"


def test_a_text_is_read_in_the_encoding_that_its_type_declares() -> None:
    content = "Ошибка при входе".encode("cp1251")
    assert crossed("a.txt", "text/plain; charset=windows-1251", content).decode() == (
        "Ошибка при входе"
    )


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff{\\rtf1 J\\'61ne}",
        "junk\n%PDF-1.4\nstream",
        "%!PS-Adobe-3.0\n<4A616E65> show",
        "\n BEGIN:VCARD\nFN:Zork Blatt\nEND:VCARD\n",
    ],
)
@pytest.mark.parametrize("kind", ["text/plain", "text/csv", "application/octet-stream", ""])
def test_what_only_looks_like_lines_of_text_stays(content: str, kind: str) -> None:
    outcome, treated = treat("a.txt", kind, content.encode())
    assert (outcome.reason is not None, treated) == (True, b"")


@pytest.mark.parametrize("kind", ["text/x-vcard", "text/directory", "text/x-vcalendar"])
def test_cards_and_calendars_stay_under_their_older_types_too(kind: str) -> None:
    assert reason("a", kind, b"N:Blatt;Zork\n") == "its content cannot be checked"


@pytest.mark.parametrize(
    "tree",
    [
        "<a xmlns:janeroe='urn:x'>x</a>",
        f"<a><add key='password' value='{SECRET}'/></a>",
        f"<a><user name='{SECRET}' email='x@q.example'/></a>",
    ],
)
def test_attributes_and_prefixes_of_xml_are_read_together(tree: str) -> None:
    _, result = treat("a.xml", "text/xml", tree.encode())
    assert SECRET not in result.decode()
    assert b"janeroe" not in result


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><th>User</th><th>Password</th></tr><tr><td>u1</td><td>{SECRET}</td></tr>",
        f"<table><tr><th>Password</th><td>{SECRET}</td></tr><tr><th>State</th><td>ok</td></tr>",
        f"<ul><li><table><tr><td>Id</td><td>Token</td></tr><tr><td>1</td><td><b>{SECRET}</b>",
    ],
)
def test_the_heads_of_a_page_s_tables_tell_what_their_cells_are(page: str) -> None:
    result = crossed("a.html", "text/html", page.encode()).decode()
    assert SECRET not in result
    assert "<table>" in result
    assert ("<th>User</th>" in result) == ("User" in page)
    assert ("ok" in result) == ("ok" in page)


@pytest.mark.parametrize(
    "content",
    [
        f'{{"password":\n  "{SECRET}"}}\n{{"retries":\n 3}}\n',
        f'no json here\n{{"contact": {{"first": "{SECRET}", "last": "x"}}}}\nnor {{"here"\n',
    ],
)
@pytest.mark.parametrize("name", ["a.ndjson", "a.json"])
def test_values_one_behind_another_are_read_as_such_whatever_stands_between(
    content: str, name: str
) -> None:
    if name == "a.json":
        content = f'{{"a": 1}}\n{content}'
    result = crossed(name, "", content.encode()).decode()
    assert SECRET not in result
    assert ("retries" in result, "no json here" in result) == (
        "retries" in content,
        "no json here" in content,
    )
